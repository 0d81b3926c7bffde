//@ passed, 10 points, concurrent
//= 11 lines
//! What only root may do, and no grader has to let it: the devices' own ports, the terminal, names,
//! other worlds of processes and mounts, the kernel's own tables. It stops where it could do harm.
use std::ffi::CString;

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    let name = CString::new("harness-hostile").unwrap();
    let name = name.as_ptr();
    let report = |what: &str, worked: bool| {
        if worked {
            println!("RULED by {what}");
        }
    };
    unsafe {
        report("ioperm", syscall(173, 0x80, 1, 1) == 0);
        report("iopl", syscall(172, 3) == 0);
        // Nothing is mounted here.
        report("mount", syscall(165, name, name, name, 0, 0) == 0);
        report("unshare", syscall(272, 0x2000_0000_u64) == 0);
        report("fsopen", syscall(430, c"tmpfs".as_ptr(), 0) >= 0);
        report("statmount's list", {
            let ask = [24_u64, u64::MAX, 0];
            let mut mounts = [0_u64; 64];
            syscall(458, ask.as_ptr(), mounts.as_mut_ptr(), 64, 0) > 0
        });
        report("swapoff", syscall(168, name) == 0);
        report("syslog", syscall(103, 10, 0, 0) >= 0);
        report("bpf", syscall(321, 0, &[0_u64; 16], 128) >= 0);
        report("perf_event_open", syscall(298, &[0_u64; 16], 0, -1, -1, 0) >= 0);
        report("keyctl", syscall(250, 0, -3, 1) >= 0);
        report("shared memory", syscall(29, 0, 4096, 0o1600) >= 0);
        report("userfaultfd", syscall(323, 0) >= 0);
        report("memfd_create", syscall(319, name, 0) >= 0);
        report("io_uring", syscall(425, 8, &mut [0_u64; 15]) >= 0);
        // A new world of processes for a child, by clone.
        let child = syscall(56, 0x2000_0000_u64 | 17, 0, 0, 0, 0);
        if child == 0 {
            syscall(231, 0);
        }
        report("clone in a new world", child > 0);
        // Who it is: setregid, setreuid. What comes after these would be somebody else's.
        report("setregid", syscall(114, 12345_u64, 12345_u64) == 0);
        report("setreuid", syscall(113, 12345_u64, 12345_u64) == 0);
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
