//@ failed, 1 point, blocking
use std::thread;
use std::time::{Duration, Instant};

use futures::future::join_all;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let tasks = (0..5).map(|number| tokio::spawn(print_number(number)));
    join_all(tasks).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    load(number).await;
    println!("Number: {number}");
}

async fn load(_number: u32) {
    for _ in 0..4 {
        pause();
    }
}

fn pause() {
    thread::sleep(Duration::from_millis(250)); //~
}
