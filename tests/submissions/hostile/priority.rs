//@ passed, 10 points, concurrent
//= 11 lines
//! Wants more of the machine than others: by priority, by scheduler, by core, by locked memory.
unsafe extern "C" {
    fn nice(by: i32) -> i32;
    fn setpriority(which: i32, who: i32, priority: i32) -> i32;
    fn sched_setscheduler(process: i32, policy: i32, priority: *const i32) -> i32;
    fn sched_setaffinity(process: i32, size: usize, cores: *const u64) -> i32;
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    let report = |what: &str, worked: bool| {
        if worked {
            println!("RAISED {what}");
        }
    };
    unsafe {
        report("its priority by nice", nice(-5) == -5);
        report("its priority", setpriority(0, 0, -10) == 0);
        report("its scheduler", sched_setscheduler(0, 1, &1) == 0);
        report("its cores", sched_setaffinity(0, 8, &1) == 0);
        let attributes = [48_u32, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        report("its scheduler's attributes", syscall(314, 0, attributes.as_ptr(), 0) == 0);
        report("its disk priority", syscall(251, 1, 0, 1 << 13) == 0);
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
