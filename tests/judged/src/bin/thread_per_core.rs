//! As many threads as cores, and each with an event loop: all of them wait together.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded any, busy 0, idle any, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::sleep;

fn run_one_core() {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(async {
        let mut connections = JoinSet::new();
        for _ in 0..3 {
            connections.spawn(sleep(Duration::from_secs(1)));
        }
        connections.join_all().await;
    });
}

fn main() {
    let cores: Vec<_> = (0..3).map(|_| thread::spawn(run_one_core)).collect();
    for core in cores {
        core.join().unwrap();
    }
}
