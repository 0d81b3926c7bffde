//@ failed, 1 point, crash
//= files open
//! Two thousand timers in eight processes, each of which the tracer keeps a file for.
use std::time::Duration;

unsafe extern "C" {
    fn fork() -> i32;
    fn timerfd_create(clock: i32, flags: i32) -> i32;
    fn timerfd_settime(timer: i32, flags: i32, new: *const u64, old: *mut u64) -> i32;
}

fn main() {
    for _ in 0..8 {
        if unsafe { fork() } == 0 {
            for _ in 0..245 {
                unsafe {
                    let timer = timerfd_create(1, 0);
                    timerfd_settime(timer, 0, [0, 0, 1000, 0].as_ptr(), std::ptr::null_mut());
                }
            }
            std::thread::sleep(Duration::from_secs(3));
            std::process::exit(0);
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
