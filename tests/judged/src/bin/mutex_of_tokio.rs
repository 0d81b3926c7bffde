//! A lock of tokio's is held across an await: the tasks wait one after another, and the loop is free.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::sleep;

static ACCOUNT: Mutex<u32> = Mutex::const_new(0);

async fn deposit(amount: u32) {
    let mut account = ACCOUNT.lock().await;
    sleep(Duration::from_secs(1)).await;
    *account += amount;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut tasks = JoinSet::new();
    for amount in [1, 2, 3] {
        tasks.spawn(deposit(amount));
    }
    tasks.join_all().await;
    println!("{}", ACCOUNT.lock().await);
}
