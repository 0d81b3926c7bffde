//! Two permits and four tasks: two and two wait together.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

static PERMITS: Semaphore = Semaphore::const_new(2);

async fn fetch() {
    let _permit = PERMITS.acquire().await.unwrap();
    sleep(Duration::from_secs(1)).await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut tasks = JoinSet::new();
    for _ in 0..4 {
        tasks.spawn(fetch());
    }
    tasks.join_all().await;
}
