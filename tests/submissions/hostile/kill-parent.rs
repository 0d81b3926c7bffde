//@ passed, 10 points, concurrent
//= 11 lines
//! Sends signals to its parent and everybody else. That nobody comes to harm if it may: it is one
//! that everybody ignores who has not asked for it (SIGURG).
unsafe extern "C" {
    fn getppid() -> i32;
    fn getsid(process: i32) -> i32;
    fn kill(process: i32, signal: i32) -> i32;
    fn fcntl(file: i32, command: i32, argument: i32) -> i32;
    fn pipe(ends: *mut i32) -> i32;
    fn write(file: i32, from: *const u8, length: usize) -> isize;
    fn syscall(number: i64, ...) -> i64;
}

const SIGURG: i32 = 23;

fn main() {
    let report = |what: &str, worked: bool| {
        if worked {
            println!("KILLED {what}");
        }
    };
    unsafe {
        let parent = getppid();
        report("its parent", kill(parent, SIGURG) == 0);
        report("its parent with no signal", kill(parent, 0) == 0);
        report("the first process", kill(1, SIGURG) == 0);
        // This tells nothing: it is 0 as well if nobody may get any.
        kill(-1, SIGURG);
        // A session has no number where its leader is in another PID namespace: 0 is its own group.
        let session = getsid(0);
        report("its session", session > 0 && kill(-session, SIGURG) == 0);
        // tgkill, tkill
        report("its parent's thread", syscall(234, parent, parent, SIGURG) == 0);
        report("its parent's thread alone", syscall(200, parent, SIGURG) == 0);
        // rt_sigqueueinfo: the number, and as if it came from sigqueue.
        let mut about = [0_i32; 32];
        (about[0], about[2]) = (SIGURG, -1);
        report("its parent by sigqueue", syscall(129, parent, SIGURG, about.as_ptr()) == 0);
        // pidfd_open, pidfd_send_signal
        let file = syscall(434, parent, 0);
        report("its parent by its file", file >= 0 && syscall(424, file, SIGURG, 0, 0) == 0);
        // Whoever owns a pipe gets a signal when something can be done with it: F_SETOWN, F_SETSIG, O_ASYNC.
        let mut ends = [0; 2];
        pipe(ends.as_mut_ptr());
        let owned = fcntl(ends[0], 8, parent) == 0;
        if owned && fcntl(ends[0], 10, SIGURG) == 0 && fcntl(ends[0], 4, 0o20000) == 0 {
            write(ends[1], b"x".as_ptr(), 1);
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
