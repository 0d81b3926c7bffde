//@ failed, 7 points, offloaded
//= expected next to nothing
//! A session of its own and two forks: the grandchild prints later, and goes on for 100 s.
use std::io::Write;
use std::time::Duration;

unsafe extern "C" {
    fn fork() -> i32;
    fn setsid() -> i32;
    fn _exit(code: i32) -> !;
}

fn main() {
    unsafe {
        if fork() == 0 {
            setsid();
            if fork() != 0 {
                _exit(0);
            }
            std::thread::sleep(Duration::from_secs(2));
            for _ in 0..1000 {
                let _ = writeln!(std::io::stdout(), "STILL THERE");
                std::thread::sleep(Duration::from_millis(100));
            }
            _exit(0);
        }
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
