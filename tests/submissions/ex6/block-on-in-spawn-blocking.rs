//@ failed, 7 points, offloaded
use std::time::{Duration, Instant};
use tokio::{runtime::Handle, task::spawn_blocking, time::sleep};
fn fact(name: &str, n: u64) {
    let s = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut r = 1;
    for i in 1..=n {
        r *= i;
        Handle::current().block_on(sleep(Duration::from_secs(1))); //~
    }
    println!("Task {name}: factorial({n}) = {r}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        s.elapsed().as_secs_f64()
    );
}
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let hs = [("A", 10), ("B", 4), ("C", 6)].map(|(a, n)| spawn_blocking(move || fact(a, n)));
    for h in hs {
        h.await.unwrap()
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
