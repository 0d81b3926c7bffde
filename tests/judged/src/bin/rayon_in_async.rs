//! To wait for rayon's threads is a call that blocks, even though they do the work.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle any, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;

fn read_both() {
    let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let read = || thread::sleep(Duration::from_secs(1));
    pool.join(read, read); // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(async { read_both() }).await.unwrap();
}
