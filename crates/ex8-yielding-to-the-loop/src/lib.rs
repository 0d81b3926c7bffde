//! A heartbeat, and a second of computing that comes in ten pieces.
//!
//! The heartbeat shows whether the event loop is free: it beats on only while other
//! tasks let it have its turn.

use std::time::{Duration, Instant};

use tokio::time::sleep;

/// How many pieces the computing comes in.
pub const PIECES: u32 = 10;

/// How long one piece computes: a tenth of a second, and a little over, so that two of
/// them outlast the heart's sleep of two tenths and the millisecond that tokio rounds up.
const PIECE: Duration = Duration::from_millis(102);

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

/// Leibniz's series for pi, 1 - 1/3 + 1/5 - 1/7 + …, as far as it has been summed up.
#[derive(Default)]
pub struct Pi {
    sum: f64,
    terms: u32,
}

impl Pi {
    /// Adds terms for a tenth of a second. There is nothing to wait for in here, so
    /// there is nothing to await.
    pub fn add_terms(&mut self) {
        let start = Instant::now();
        while start.elapsed() < PIECE {
            for _ in 0..100_000 {
                self.sum += 1.0 / f64::from(4 * self.terms + 1);
                self.sum -= 1.0 / f64::from(4 * self.terms + 3);
                self.terms += 1;
            }
        }
    }

    /// Pi, as near as the terms so far give it.
    pub fn value(&self) -> f64 {
        4.0 * self.sum
    }
}
