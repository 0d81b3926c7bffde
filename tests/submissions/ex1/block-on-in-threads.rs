//@ failed, 7 points, offloaded
use std::time::{Duration, Instant};
fn main() {
    let start = Instant::now();
    let rt = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let hs: Vec<_> = (0..5)
        .map(|n| {
            let h = rt.handle().clone();
            std::thread::spawn(move || {
                let number = async move {
                    println!("Sleeping for 1 second...");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    println!("Number: {n}");
                };
                h.block_on(number); //~
            })
        })
        .collect();
    rt.block_on(async { tokio::time::sleep(Duration::from_millis(1050)).await });
    for h in hs {
        h.join().unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
