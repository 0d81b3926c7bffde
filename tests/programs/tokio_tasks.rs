//! Tasks on Tokio's event loops.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Outcome;

const SECOND: Duration = Duration::from_secs(1);

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

fn with_io() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Five tasks that each do the same.
async fn five<F>(task: fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    for _ in 0..5 {
        tasks.spawn(task());
    }
    tasks.join_all().await;
}

async fn awaits() {
    sleep(SECOND).await;
}

async fn blocks() {
    thread::sleep(SECOND);
}

pub fn together() -> Outcome {
    current_thread().block_on(five(awaits));
    Ok(())
}

pub fn in_turn() -> Outcome {
    current_thread().block_on(async {
        for _ in 0..5 {
            awaits().await;
        }
    });
    Ok(())
}

/// Each wait has a deadline far behind its end.
pub fn with_timeouts() -> Outcome {
    let waits = || async {
        let _ = timeout(10 * SECOND, awaits()).await;
    };
    current_thread().block_on(five(waits));
    Ok(())
}

pub fn with_io_driver() -> Outcome {
    with_io().block_on(five(awaits));
    Ok(())
}

pub fn io_driver_blocking() -> Outcome {
    with_io().block_on(five(blocks));
    Ok(())
}

fn workers(number: usize) -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(number).enable_all().build().unwrap()
}

pub fn many_workers() -> Outcome {
    workers(4).block_on(five(awaits));
    Ok(())
}

/// Twenty blocking sleeps for four workers.
pub fn many_workers_blocking() -> Outcome {
    workers(4).block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            tasks.spawn(blocks());
        }
        tasks.join_all().await;
    });
    Ok(())
}

pub fn default_workers_blocking() -> Outcome {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(five(blocks));
    Ok(())
}

/// The worker that blocks hands its tasks to another one first.
pub fn block_in_place() -> Outcome {
    workers(1).block_on(async {
        let mut tasks = JoinSet::new();
        tasks.spawn(async { tokio::task::block_in_place(|| thread::sleep(SECOND)) });
        tasks.spawn(awaits());
        tasks.join_all().await;
    });
    Ok(())
}

pub fn spawn_blocking() -> Outcome {
    current_thread().block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            tasks.spawn_blocking(|| thread::sleep(SECOND));
        }
        tasks.join_all().await;
    });
    Ok(())
}

pub fn lock_across_await() -> Outcome {
    current_thread().block_on(async {
        let lock = Arc::new(Mutex::new(()));
        let mut tasks = JoinSet::new();
        for _ in 0..3 {
            let lock = Arc::clone(&lock);
            tasks.spawn(async move {
                let _held = lock.lock().await;
                sleep(SECOND).await;
            });
        }
        tasks.join_all().await;
    });
    Ok(())
}

/// A blocking call without a timeout of its own: it waits for another process.
pub fn waits_for_child() -> Outcome {
    current_thread().block_on(async {
        let child = tokio::spawn(async { std::process::Command::new("sleep").arg("3").status() });
        child.await
    })??;
    Ok(())
}

/// The server answers after two seconds, three times.
pub fn tcp() -> Outcome {
    with_io().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move {
            let (mut peer, _) = listener.accept().await?;
            let mut byte = [0];
            while peer.read_exact(&mut byte).await.is_ok() {
                sleep(2 * SECOND).await;
                peer.write_all(&byte).await?;
            }
            std::io::Result::Ok(())
        });
        let mut peer = TcpStream::connect(address).await?;
        for _ in 0..3 {
            peer.write_all(b"x").await?;
            peer.read_exact(&mut [0]).await?;
        }
        Ok(())
    })
}

pub fn unix_socket() -> Outcome {
    let folder = std::env::temp_dir().join(format!("socket-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let path = folder.join("socket");
    let run = with_io().block_on(async {
        let listener = UnixListener::bind(&path)?;
        tokio::spawn(async move {
            let (mut peer, _) = listener.accept().await?;
            sleep(4 * SECOND).await;
            peer.write_all(b"x").await
        });
        let mut peer = UnixStream::connect(&path).await?;
        peer.read_exact(&mut [0]).await?;
        Ok(())
    });
    std::fs::remove_dir_all(&folder)?;
    run
}

/// The call that blocks is two functions deep.
pub fn hidden_sleep() -> Outcome {
    async fn fetch() {
        parse();
    }
    fn parse() {
        thread::sleep(SECOND);
    }
    current_thread().block_on(async { tokio::spawn(fetch()).await })?;
    Ok(())
}
