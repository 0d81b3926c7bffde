//@ passed, 10 points, concurrent
//= 11 lines
//! The same by the newer call, whose flags no filter sees.
unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn write(file: i32, from: *const u8, length: usize) -> isize;
}

fn main() {
    const CLONE_UNTRACED: u64 = 0x0080_0000;
    const SIGCHLD: u64 = 17;
    let mut arguments = [0_u64; 8];
    (arguments[0], arguments[4]) = (CLONE_UNTRACED, SIGCHLD);
    match unsafe { syscall(435, arguments.as_ptr(), size_of_val(&arguments)) } {
        0 => unsafe {
            for _ in 0..10 {
                for number in 0..400_000_000_u64 {
                    std::hint::black_box(number);
                }
                write(1, b"STILL THERE\n".as_ptr(), 12);
            }
            syscall(231, 0);
        },
        child if child > 0 => println!("ESCAPED"),
        _ => {}
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
