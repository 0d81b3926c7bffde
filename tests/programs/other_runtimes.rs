//! Tasks on the event loops of smol and futures.

use std::thread;
use std::time::Duration;

use futures::channel::oneshot;
use smol::{Timer, unblock};

use super::Outcome;

const SECOND: Duration = Duration::from_secs(1);

pub fn smol_together() -> Outcome {
    smol::block_on(async {
        let sleep = || async { Timer::after(SECOND).await };
        let tasks: Vec<_> = (0..5).map(|_| smol::spawn(sleep())).collect();
        for task in tasks {
            task.await;
        }
    });
    Ok(())
}

pub fn smol_blocking() -> Outcome {
    smol::block_on(async {
        let tasks: Vec<_> = (0..5)
            .map(|_| smol::spawn(async { thread::sleep(SECOND) }))
            .collect();
        for task in tasks {
            task.await;
        }
    });
    Ok(())
}

pub fn smol_unblock() -> Outcome {
    smol::block_on(unblock(|| thread::sleep(SECOND)));
    Ok(())
}

/// An executor that can only be woken: by a thread that sleeps.
pub fn futures_block_on() -> Outcome {
    let (done, is_done) = oneshot::channel();
    thread::spawn(|| {
        thread::sleep(SECOND);
        done.send(())
    });
    Ok(futures::executor::block_on(is_done)?)
}
