//! A destructor blocks like any other code of the task's, and nobody sees it called.
//!
//= total 2 s, parked 1 s, blocked 1 s, offloaded 0, busy 0, idle 0, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        thread::sleep(Duration::from_secs(1)); // HERE
    }
}

async fn query() {
    let _connection = Connection;
    sleep(Duration::from_secs(1)).await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(query()).await.unwrap();
}
