//@ failed, 7 points, synchronous
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    thread::scope(|scope| {
        for (name, n) in [("A", 10), ("B", 4), ("C", 6)] {
            println!("Task {name}: Starting factorial({n})");
            scope.spawn(move || factorial(name, n));
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

fn factorial(name: &str, n: u64) {
    let start = Instant::now();
    let mut result = 1;
    for i in 1..=n {
        result *= i;
        thread::sleep(Duration::from_secs(1));
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
