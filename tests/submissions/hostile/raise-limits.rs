//@ passed, 10 points, concurrent
//= 11 lines
//! Sets limits: its own upwards, and its parent's.
unsafe extern "C" {
    fn getppid() -> i32;
    fn getrlimit(kind: i32, limit: *mut u64) -> i32;
    fn setrlimit(kind: i32, limit: *const u64) -> i32;
    fn prlimit(process: i32, kind: i32, new: *const u64, old: *mut u64) -> i32;
}

fn main() {
    // CPU, file size, data, core, processes, files
    for kind in [0, 1, 2, 4, 6, 7] {
        unsafe {
            let mut before = [0; 2];
            let mut after = [0; 2];
            getrlimit(kind, before.as_mut_ptr());
            if setrlimit(kind, [u64::MAX; 2].as_ptr()) == 0 {
                println!("RAISED {kind} by setrlimit");
            }
            if prlimit(0, kind, [u64::MAX; 2].as_ptr(), std::ptr::null_mut()) == 0 {
                println!("RAISED {kind} by prlimit");
            }
            getrlimit(kind, after.as_mut_ptr());
            if before != after {
                println!("RAISED {kind} from {before:?} to {after:?}");
            }
            // The parent's stays as it is, whoever may set it.
            let mut parents = [0; 2];
            if prlimit(getppid(), kind, std::ptr::null(), parents.as_mut_ptr()) == 0
                && prlimit(getppid(), kind, parents.as_ptr(), std::ptr::null_mut()) == 0
            {
                println!("RAISED {kind} of its parent");
            }
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
