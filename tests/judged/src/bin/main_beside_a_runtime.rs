//! `main` sleeps while tasks run on another thread: it blocks, and it blocks no task.
//!
//= total 3 s, parked 2 s, blocked 0, offloaded 3 s, busy 0, idle 0, stall 0
//= kind any, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let thread = thread::spawn(|| {
        let runtime = Builder::new_current_thread().enable_time().build();
        runtime.unwrap().block_on(async {
            for tick in 0..4 {
                sleep(Duration::from_millis(500)).await;
                println!("tick {tick}");
            }
        });
    });
    thread::sleep(Duration::from_secs(3));
    thread.join().unwrap();
}
