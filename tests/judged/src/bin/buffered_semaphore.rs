//! A stream's futures are polled only while the stream is asked for its next item. One of them has been promised the
//! permit that its consumer asks for, and is not polled to take it.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop tokio current_thread, line HERE

use std::time::Duration;

use futures::{StreamExt, stream};
use tokio::sync::Semaphore;
use tokio::time::sleep;

static DISK: Semaphore = Semaphore::const_new(1);

async fn load(page: u32) -> u32 {
    let _permit = DISK.acquire().await.unwrap();
    sleep(Duration::from_secs(1)).await;
    page
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut pages = stream::iter(1..=3).map(load).buffered(3);
    while let Some(page) = pages.next().await {
        // HERE
        let _permit = DISK.acquire().await.unwrap(); // HERE
        println!("stored page {page}");
    }
}
