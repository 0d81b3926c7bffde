//@ passed, 10 points, concurrent
//= 11 lines
//! Becomes its own program again, from another thread than its first, while a hundred more are there.
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::thread;
use std::time::Duration;

fn main() {
    if std::env::args().nth(1).is_some() {
        return solve();
    }
    for _ in 0..100 {
        thread::spawn(|| thread::park());
    }
    let becoming = thread::spawn(|| {
        let program = std::env::args().next().unwrap();
        println!("{}", Command::new(program).arg("again").exec());
    });
    becoming.join().unwrap();
    thread::sleep(Duration::from_secs(1));
}

/// What the exercise asks for.
fn solve() {
    let start = std::time::Instant::now();
    let mut event_loop = tokio::runtime::Builder::new_current_thread();
    let event_loop = event_loop.enable_time().build().unwrap();
    event_loop.block_on(async {
        let number = |number| async move {
            println!("Sleeping for 1 second...");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            println!("Number: {number}");
        };
        let tasks: Vec<_> = (0..5).map(|one| tokio::spawn(number(one))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
