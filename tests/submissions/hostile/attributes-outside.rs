//@ passed, 10 points, concurrent
//= 11 lines
//! Newer calls that change what is known of a file by its path: Linux 6.13 has `setxattrat`, 6.17
//! `file_setattr`; and flags that whoever may read a file can set, if it is the owner's.
use std::ffi::CString;
use std::fs::File;
use std::os::fd::AsRawFd;

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn ioctl(file: i32, request: u64, argument: *mut u32) -> i32;
}

fn main() {
    let there = CString::new("@OUTSIDE@/there").unwrap();
    let user = CString::new("user.hostile").unwrap();
    // value, size, flags
    let value = (b"x".as_ptr() as u64, 1_u32, 0_u32);
    let arguments = [value.0, u64::from(value.1)];
    if unsafe { syscall(463, -100, there.as_ptr(), 0, user.as_ptr(), arguments.as_ptr(), 16) } == 0 {
        println!("WROTE by setxattrat");
    }
    // The flags, of which this one is "do not dump", and no others.
    let attributes = [0x80_u64, 0, 0];
    if unsafe { syscall(469, -100, there.as_ptr(), attributes.as_ptr(), 24, 0) } == 0 {
        println!("WROTE by file_setattr");
    }
    // Its own program it may read, and not change. "No dump" hurts nobody; "immutable" would.
    let program = File::open(std::env::args().next().unwrap()).unwrap();
    let mut flags = 0_u32;
    unsafe { ioctl(program.as_raw_fd(), 0x8008_6601, &mut flags) };
    flags |= 0x40;
    if unsafe { ioctl(program.as_raw_fd(), 0x4008_6602, &mut flags) } == 0 {
        println!("WROTE by ioctl");
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
