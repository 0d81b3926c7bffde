//@ failed, 7 points, offloaded
use std::time::{Duration, Instant};
use tokio::{runtime::Handle, task::block_in_place};
#[tokio::main(worker_threads = 5)]
async fn main() {
    let start = Instant::now();
    let hs: Vec<_> = (0..5)
        .map(|n| {
            tokio::spawn(async move {
                println!("Sleeping for 1 second...");
                block_in_place(|| {
                    Handle::current().block_on(tokio::time::sleep(Duration::from_secs(1))) //~
                });
                println!("Number: {n}");
            })
        })
        .collect();
    for h in hs {
        h.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
