//! A heartbeat, and a function from elsewhere that blocks for a second.
//!
//! The heartbeat shows whether the event loop is free: it beats on only while other
//! tasks let it have its turn.

use std::thread;
use std::time::{Duration, Instant};

use tokio::time::sleep;

/// Six beats with five sleeps between them; prints each, and the longest gap.
pub async fn heartbeat() {
    println!("Beat 0");
    let mut longest_gap = Duration::ZERO;
    for beat in 1..=5 {
        let last_beat = Instant::now();
        sleep(Duration::from_millis(200)).await;
        let gap = last_beat.elapsed();
        println!("Beat {beat} after {:.4} seconds", gap.as_secs_f64());
        longest_gap = longest_gap.max(gap);
    }
    println!(
        "Longest gap between two beats: {:.4} seconds",
        longest_gap.as_secs_f64()
    );
}

/// A third party's function: it asks a slow server, say, and knows nothing of async.
/// Its signature does not tell that it blocks its thread for a second.
pub fn fetch_report() -> &'static str {
    thread::sleep(Duration::from_secs(1));
    "all is well"
}
