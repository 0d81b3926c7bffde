//! Tasks of async-std's wait together.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle any, stall 0
//= kind concurrent, loop async-std, line any

use std::time::Duration;

use async_std::task;

async fn pause(number: u32) {
    task::sleep(Duration::from_secs(1)).await;
    println!("{number}");
}

fn main() {
    task::block_on(async {
        let tasks = [1, 2, 3].map(|number| task::spawn(pause(number)));
        for task in tasks {
            task.await;
        }
    });
}
