//! One of three event loops is blocked. The others go on, and the tasks of the one do not.
//!
//= total 2 s, parked 2 s, blocked 2 s, offloaded any, busy 0, idle any, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::sleep;

async fn connection(core: u32) {
    match core {
        0 => thread::sleep(Duration::from_secs(2)), // HERE
        _ => sleep(Duration::from_secs(2)).await,
    }
}

fn run_core(core: u32) {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(connection(core));
}

fn main() {
    thread::scope(|scope| {
        for core in 0..3 {
            scope.spawn(move || run_core(core));
        }
    });
}
