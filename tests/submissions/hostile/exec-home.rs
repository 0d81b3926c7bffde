//@ passed, 10 points, concurrent
//= 11 lines
//! Starts a program that it has written itself: here a copy of its own, which says so.
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Command;

fn main() {
    if std::env::args().nth(1).is_some() {
        return println!("STARTED what it wrote itself");
    }
    let program = std::fs::read(std::env::args().next().unwrap()).unwrap();
    let mut options = OpenOptions::new();
    if let Ok(mut file) = options.create(true).write(true).mode(0o700).open("copy")
        && file.write_all(&program).is_ok()
    {
        drop(file);
        let _ = Command::new("./copy").arg("again").status();
    }
    solve();
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
