//@ failed, 7 points, offloaded
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let start = Instant::now();
    let threads: Vec<_> = (0..5)
        .map(|number| {
            thread::spawn(move || {
                let runtime = Builder::new_current_thread().enable_time().build().unwrap();
                runtime.block_on(sleep_and_return(number))
            })
        })
        .collect();
    for thread in threads {
        let number = thread.join().unwrap(); //~
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn sleep_and_return(number: u32) -> u32 {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    number
}
