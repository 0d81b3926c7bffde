//@ passed, 10 points, concurrent
//= 11 lines
//! Reaches for the memory, the files and the settings of its parent.
unsafe extern "C" {
    fn getppid() -> i32;
    fn getpid() -> i32;
    fn ptrace(request: i64, process: i32, address: usize, data: usize) -> i64;
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    let report = |what: &str, worked: bool| {
        if worked {
            println!("TRACED {what}");
        }
    };
    unsafe {
        let parent = getppid();
        report("its parent by attach", ptrace(16, parent, 0, 0) == 0);
        report("its parent by seize", ptrace(0x4206, parent, 0, 0) == 0);
        report("nobody, but could", ptrace(0, 0, 0, 0) == 0);
        let mut bytes = [0_u8; 8];
        let own = [bytes.as_mut_ptr() as usize, 8];
        let others = [main as *const () as usize, 8];
        // process_vm_readv, process_vm_writev, kcmp, process_madvise
        report("memory", syscall(310, parent, &own, 1, &others, 1, 0) > 0);
        report("memory to write", syscall(311, parent, &own, 1, &others, 1, 0) > 0);
        report("what is the same", syscall(312, parent, getpid(), 0, 1, 1) >= 0);
        let file = syscall(434, parent, 0);
        // pidfd_getfd
        report("its files", file >= 0 && syscall(438, file, 1, 0) >= 0);
        // sched_setaffinity, setpriority, ioprio_set, sched_setscheduler, move_pages
        report("its cores", syscall(203, parent, 8, &1_u64) == 0);
        report("its priority", syscall(141, 0, parent, 0) == 0);
        report("its disk priority", syscall(251, 1, parent, 0) == 0);
        report("its scheduler", syscall(144, parent, 0, &0_u32) == 0);
        report("its pages", syscall(279, parent, 0, 0, 0, 0, 0) == 0);
        // setpgid of a stranger
        report("its group", syscall(109, parent, 0) == 0);
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
