//@ failed, 7 points, offloaded
use std::time::{Duration, Instant};
use tokio::{runtime::Handle, task::spawn_blocking};
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let hs: Vec<_> = (0..5)
        .map(|n| {
            spawn_blocking(move || {
                let number = async move {
                    println!("Sleeping for 1 second...");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    println!("Number: {n}");
                };
                Handle::current().block_on(number); //~
            })
        })
        .collect();
    for h in hs {
        h.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
