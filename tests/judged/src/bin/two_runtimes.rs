//! A second runtime for the background; the first awaits what runs there, and both are free.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle any, stall 0
//= kind concurrent, loop tokio current_thread or tokio multi_thread, line any

use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let mut builder = Builder::new_multi_thread();
    let background = builder.worker_threads(1).enable_all().build().unwrap();
    let foreground = Builder::new_current_thread().enable_all().build();
    foreground.unwrap().block_on(async {
        let jobs = [1, 2, 3].map(|_| background.spawn(sleep(Duration::from_secs(2))));
        for job in jobs {
            job.await.unwrap();
        }
    });
}
