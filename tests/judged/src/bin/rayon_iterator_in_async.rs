//! A parallel iterator looks like a loop and is a call that blocks until its last item is done.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle any, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

fn thumbnail(number: u64) -> u64 {
    thread::sleep(Duration::from_secs(1));
    number
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().unwrap();
    let thumbnails = (0..4u64).into_par_iter().map(thumbnail);
    println!("{}", thumbnails.sum::<u64>()); // HERE
}
