//! `waitid`: not yet, stopped, continued, ended, left to be waited for again; and a process's own file.
//= total 0.25 s

use std::time::Instant;

use libc::{P_PID, P_PIDFD, WCONTINUED, WEXITED, WNOHANG, WNOWAIT, WSTOPPED};

use crate::kernel::*;

fn wait(how: u32, id: i32, flags: i32) -> String {
    // SAFETY: zeros are a valid `siginfo_t`.
    let mut about: libc::siginfo_t = unsafe { std::mem::zeroed() };
    let result = call!(SYS_waitid, how, id, &mut about, flags, NULL);
    format!("{}, code {}", said(result), about.si_code)
}

pub fn main() {
    let start = Instant::now();
    let child = child(|| {
        sleep(100);
        call!(SYS_kill, std::process::id(), libc::SIGSTOP).unwrap();
        sleep(100);
        4
    });
    println!("not yet: {}", wait(P_PID, child, WEXITED | WNOHANG));
    println!(
        "stopped: {}, {}",
        wait(P_PID, child, WSTOPPED),
        took(start, 100)
    );
    sleep(50);
    call!(SYS_kill, child, libc::SIGCONT).unwrap();
    println!("continued: {}", wait(P_PID, child, WCONTINUED));
    let file = call!(SYS_pidfd_open, child, 0).unwrap() as i32;
    let mut one = libc::pollfd {
        fd: file,
        events: libc::POLLIN,
        revents: 0,
    };
    println!("polled: {}", said(call!(SYS_poll, &mut one, 1, 10)));
    println!("polled: {}", said(call!(SYS_poll, &mut one, 1, 5000)));
    println!("left: {}", wait(P_PID, child, WEXITED | WNOWAIT));
    println!(
        "ended: {}, {}",
        wait(P_PIDFD, file, WEXITED),
        took(start, 250)
    );
    println!("nobody: {}", wait(P_PID, child, WEXITED));
    println!("nothing: {}", wait(P_PID, child, 0));
}
