//! Three factorials, each a task, with a second of input or output after every step.
//!
//! The multiplying takes no time to speak of; the waiting does. Whether the three
//! wait together is decided by the one line in which the two programs differ.

use std::time::{Duration, Instant};

use tokio::task::JoinError;

/// How long one stand-in for input or output takes.
pub const ONE_SECOND: Duration = Duration::from_secs(1);

/// Spawns A, B and C, waits for all three and prints what they took together.
///
/// # Errors
/// When a task panicked.
pub async fn run_factorials<Io>(io: fn() -> Io) -> Result<(), JoinError>
where
    Io: Future<Output = ()> + Send + 'static,
{
    let start = Instant::now();
    let tasks = [
        tokio::spawn(factorial("A", 10, io)),
        tokio::spawn(factorial("B", 4, io)),
        tokio::spawn(factorial("C", 6, io)),
    ];
    for task in tasks {
        task.await?;
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn factorial<Io: Future<Output = ()>>(name: &str, n: u64, io: fn() -> Io) -> u64 {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result *= i;
        // A chance for the event loop to run another task, if `io` waits at all.
        io().await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
    result
}
