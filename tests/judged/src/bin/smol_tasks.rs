//! Tasks of smol's wait together.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle any, stall 0
//= kind concurrent, loop smol, line any

use std::time::Duration;

use smol::Timer;

fn main() {
    smol::block_on(async {
        let pause = || async { Timer::after(Duration::from_secs(1)).await };
        let tasks = [1, 2, 3].map(|_| smol::spawn(pause()));
        for task in tasks {
            task.await;
        }
    });
}
