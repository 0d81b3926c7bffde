//! An executor without a timer is woken by threads. Meanwhile it is parked.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 2 s, busy 0, idle 0, stall 0
//= kind offloaded or concurrent, loop futures, line any

use std::thread;
use std::time::Duration;

use futures::channel::oneshot;
use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;

fn after(seconds: u64) -> oneshot::Receiver<u64> {
    let (done, is_done) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(seconds));
        done.send(seconds)
    });
    is_done
}

fn main() {
    let mut pool = LocalPool::new();
    for seconds in [1, 2] {
        let task = async move { println!("{:?}", after(seconds).await) };
        pool.spawner().spawn_local(task).unwrap();
    }
    pool.run();
}
