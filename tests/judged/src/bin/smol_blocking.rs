//! A call that blocks in the future that `block_on` runs holds the loop.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 0, busy 0, idle any, stall 2 s
//= kind blocking, loop smol, line HERE

use std::thread;
use std::time::Duration;

async fn read() -> u32 {
    thread::sleep(Duration::from_secs(2)); // HERE
    smol::future::yield_now().await;
    7
}

fn main() {
    println!("{}", smol::block_on(read()));
}
