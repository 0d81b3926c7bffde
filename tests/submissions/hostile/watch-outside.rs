//@ passed, 10 points, concurrent
//= 11 lines
//! Whoever may not read a folder can still ask to be told what happens there, and to which files.
//! (What it could learn so takes real time to happen; that it may ask is enough.)
use std::ffi::CString;

unsafe extern "C" {
    fn inotify_init1(flags: i32) -> i32;
    fn inotify_add_watch(watch: i32, path: *const i8, what: u32) -> i32;
}

fn main() {
    for folder in ["/tmp", "@CHECKOUT@/crates", "/root", ".."] {
        let path = CString::new(folder).unwrap();
        unsafe {
            let watch = inotify_init1(0x800);
            if watch >= 0 && inotify_add_watch(watch, path.as_ptr(), 0xfff) >= 0 {
                println!("READ what happens in {folder}");
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
