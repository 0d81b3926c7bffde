//@ passed, 10 points, concurrent
//= 11 lines
//! Tries to change its own program, which may be kept for whoever hands in the same again, and says so if
//! that works. Then it does its work.
use std::ffi::CString;
use std::fs::{self, File, OpenOptions};
use std::path::Path;

unsafe extern "C" {
    fn chmod(path: *const i8, mode: u32) -> i32;
    fn truncate(path: *const i8, length: i64) -> i32;
}

fn main() {
    let report = |what: &str, worked: bool| {
        if worked {
            println!("WROTE by {what}");
        }
    };
    let program = std::env::args().next().unwrap();
    for path in [&*program, "/proc/self/exe"] {
        report("opening", OpenOptions::new().write(true).open(path).is_ok());
        report("appending", OpenOptions::new().append(true).open(path).is_ok());
        let name = CString::new(path).unwrap();
        report("chmod", unsafe { chmod(name.as_ptr(), 0o777) } == 0);
        report("truncate", unsafe { truncate(name.as_ptr(), 1) } == 0);
    }
    report("link", fs::hard_link(&program, "mine").is_ok());
    report("rename", fs::rename(&program, "mine").is_ok());
    report("removal", fs::remove_file(&program).is_ok());
    let beside = Path::new(&program).with_file_name("beside");
    report("a file beside it", File::create(beside).is_ok());
    // Where it is kept, if somebody guesses that.
    let kept = "@CHECKOUT@/target/grade/cache";
    report("a kept one", File::create(format!("{kept}/new")).is_ok());
    report("a look at them", fs::read_dir(kept).is_ok());
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
