//! Joins the process group of its parent, and never ends: to kill its own group is not enough.

unsafe extern "C" {
    fn getppid() -> i32;
    fn getpgid(process: i32) -> i32;
    fn setpgid(process: i32, group: i32) -> i32;
}

fn main() {
    // SAFETY: these take and give numbers only.
    let result = unsafe { setpgid(0, getpgid(getppid())) };
    println!("Number: {result}");
    loop {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}
