//@ passed, 10 points, concurrent
//= 11 lines
//! Fifty children of its parent's, who knows nothing of them, and has to learn that they ended.
unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    const CLONE_PARENT: u64 = 0x8000;
    const SIGCHLD: u64 = 17;
    // What they compute before they end is little, and the work must begin in time.
    for _ in 0..50 {
        if unsafe { syscall(56, CLONE_PARENT | SIGCHLD, 0_u64, 0_u64, 0_u64, 0_u64) } == 0 {
            unsafe { syscall(231, 0) };
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
