//@ passed, 10 points, concurrent
//= 11 lines
//! A file that not even its owner can remove, if the owner is root: it would be left behind.
use std::fs::File;
use std::os::fd::AsRawFd;

unsafe extern "C" {
    fn ioctl(file: i32, request: u64, argument: *mut u32) -> i32;
}

fn main() {
    let file = File::create("immutable").unwrap();
    let mut flags = 0x10_u32;
    if unsafe { ioctl(file.as_raw_fd(), 0x4008_6602, &mut flags) } == 0 {
        println!("WROTE a file that cannot be removed");
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
