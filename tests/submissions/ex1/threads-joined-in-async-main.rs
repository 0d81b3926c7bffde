//@ failed, 7 points, blocking
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let handles = spawn_all().await;
    wait_for_all(handles).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn spawn_all() -> Vec<JoinHandle<u32>> {
    let spawn = |number| {
        thread::spawn(move || {
            println!("Sleeping for 1 second...");
            thread::sleep(Duration::from_secs(1));
            number
        })
    };
    (0..5).map(spawn).collect()
}

async fn wait_for_all(handles: Vec<JoinHandle<u32>>) {
    for handle in handles {
        let number = handle.join().unwrap(); //~
        println!("Number: {number}");
    }
}
