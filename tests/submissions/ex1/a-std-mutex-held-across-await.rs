//@ failed, 1 point, deadlock
use std::sync::Mutex;
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::time::sleep;

struct Screen;

impl Screen {
    fn print(&self, line: &str) {
        println!("{line}");
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let screen = Mutex::new(Screen);
    join_all((0..5).map(|number| print_number(number, &screen))).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32, screen: &Mutex<Screen>) {
    let screen = screen.lock().unwrap(); //~
    screen.print("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    screen.print(&format!("Number: {number}"));
}
