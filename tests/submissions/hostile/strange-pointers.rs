//@ passed or inconclusive, 10 points, concurrent or blocking or busy
//= 11 lines
//! Every call that concerns time, with addresses where there is nothing.
unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn timerfd_create(clock: i32, flags: i32) -> i32;
}

fn main() {
    let pointers = [0_u64, 1, 8, 0x1000, u64::MAX, u64::MAX - 7, u64::MAX - 15, u64::MAX - 16, 1 << 63, 0xffff_8000_0000_0000, 0x7fff_ffff_f000];
    for at in pointers {
        unsafe {
            let timer = timerfd_create(1, 0x800);
            syscall(286, timer, 0, at, at);
            syscall(286, timer, 1, at, 0_u64);
            syscall(287, timer, at);
            // setitimer, getitimer: of CPU time as well.
            for which in 0..4 {
                if at != 0 {
                    syscall(38, which, at, at);
                }
                syscall(36, which, at);
            }
            // clock_gettime, gettimeofday, time
            for clock in [0, 1, 2, 3, 4, 7, 99, -1, -7] {
                syscall(228, clock, at);
            }
            syscall(96, at, at);
            syscall(201, at);
            // clock_nanosleep and nanosleep, of nothing that is there.
            syscall(35, at | 1 << 63, at);
            syscall(230, 1, 1, at | 1 << 63, at);
            // futex, poll, select, epoll: each with no time at all where it takes a number.
            syscall(202, at, 0, 0, at | 1 << 63, at, 0);
            syscall(202, at, 128 | 9, 0, at | 1 << 63, at, u32::MAX);
            syscall(7, at, 1_u64, 0);
            syscall(271, at | 1 << 63, 1_u64, at | 1 << 63, 0_u64, 8_u64);
            syscall(23, 1_u64, at | 1 << 63, 0_u64, 0_u64, at | 1 << 63);
            syscall(270, 1_u64, at | 1 << 63, 0_u64, 0_u64, at | 1 << 63, at);
            syscall(232, -1, at, 1_u64, 0);
            syscall(441, -1, at, 1_u64, at, 0_u64, 0_u64);
            syscall(128, at | 1 << 63, 0_u64, at | 1 << 63, 8_u64);
            // connect
            syscall(42, 0, at, u64::MAX);
            syscall(42, 0, at, 2_u64);
            // recvmmsg, semtimedop, io_getevents, futex_waitv, mq_timedreceive: none of them there.
            if at != 0 {
                syscall(230, 99, 0, at, at);
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
