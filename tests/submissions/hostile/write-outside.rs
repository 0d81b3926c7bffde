//@ passed, 10 points, concurrent
//= 11 lines
//! Tries to change what does not belong to it, and says so if that works. Then it does its work.
use std::ffi::CString;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::symlink;

unsafe extern "C" {
    fn chmod(path: *const i8, mode: u32) -> i32;
    fn chown(path: *const i8, user: u32, group: u32) -> i32;
    fn utimensat(folder: i32, path: *const i8, times: *const i64, flags: i32) -> i32;
    fn mkfifo(path: *const i8, mode: u32) -> i32;
    fn setxattr(path: *const i8, name: *const i8, value: *const u8, size: usize, flags: i32) -> i32;
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    // There is one, if a test has made it.
    const THERE: &str = "@OUTSIDE@/there";
    const NEW: &str = "@OUTSIDE@/new";
    let report = |what: &str, worked: bool| {
        if worked {
            println!("WROTE by {what}");
        }
    };
    report("create", File::create(NEW).is_ok());
    report("create above", File::create("../harness-hostile-above").is_ok());
    report("create in the checkout", File::create("@CHECKOUT@/tests/submissions/hostile/harness-hostile-new").is_ok());
    report("create in the shared memory", File::create("/dev/shm/harness-hostile-new").is_ok());
    report("append", OpenOptions::new().append(true).open(THERE).is_ok());
    report("truncate", OpenOptions::new().write(true).truncate(true).open(THERE).is_ok());
    report("folder", fs::create_dir(NEW).is_ok());
    report("rename in", fs::rename(THERE, "mine").is_ok());
    fs::write("own", "").unwrap();
    report("rename out", fs::rename("own", NEW).is_ok());
    report("link in", fs::hard_link(THERE, "mine").is_ok());
    report("link out", fs::hard_link("own", NEW).is_ok());
    report("symlink out", symlink("/", NEW).is_ok());
    report("removal", fs::remove_file(THERE).is_ok());
    // A link in its own home leads nowhere that it may not go.
    symlink(THERE, "link").unwrap();
    report("a link of its own", OpenOptions::new().write(true).open("link").is_ok());
    let name = |text: &str| CString::new(text).unwrap();
    let (there, new, user) = (name(THERE), name(NEW), name("user.hostile"));
    unsafe {
        report("chmod", chmod(there.as_ptr(), 0o777) == 0);
        report("chown", chown(there.as_ptr(), 12345, 12345) == 0);
        report("utimensat", utimensat(-100, there.as_ptr(), [0_i64; 4].as_ptr(), 0) == 0);
        report("mkfifo", mkfifo(new.as_ptr(), 0o600) == 0);
        report("setxattr", setxattr(there.as_ptr(), user.as_ptr(), b"x".as_ptr(), 1, 0) == 0);
        // fchmodat2
        report("fchmodat2", syscall(452, -100, there.as_ptr(), 0o777, 0) == 0);
        report("truncate by path", syscall(76, there.as_ptr(), 1_i64) == 0);
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
