//! `wait4`: a child that sleeps, none that has ended yet, one that was stopped, interrupted, nobody.
//= total 0.3 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let mut status = 0;
    let start = Instant::now();
    let first = child(|| {
        sleep(100);
        3
    });
    let (go, let_go) = pipe();
    let second = child(|| {
        read(go, &mut [0]).unwrap();
        sleep(100);
        5
    });
    let not_yet = call!(SYS_wait4, second, &mut status, libc::WNOHANG, NULL);
    println!("not yet: {}", said(not_yet));
    // SAFETY: zeros are a valid `rusage`.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    let ended = call!(SYS_wait4, -1, &mut status, 0, &mut usage).unwrap() as i32;
    println!("{}, {}, {}", ended == first, status >> 8, took(start, 100));
    println!("{}", of_timeval(usage.ru_utime) < duration(millis(90)));
    write(let_go, b"x").unwrap();
    let ended = call!(SYS_wait4, second, &mut status, 0, NULL).unwrap() as i32;
    println!("{}, {}, {}", ended == second, status >> 8, took(start, 200));
    println!(
        "nobody: {}",
        said(call!(SYS_wait4, -1, &mut status, 0, NULL))
    );
    for flags in [0, libc::SA_RESTART] {
        catch(libc::SIGUSR1, flags);
        let start = Instant::now();
        let child = child(|| {
            sleep(if flags == 0 { 5000 } else { 75 });
            0
        });
        let sender = signal_later(libc::SIGUSR1, 25);
        let ended = call!(SYS_wait4, child, &mut status, 0, NULL);
        // Interrupted only where no restart is asked for.
        println!(
            "{}, {}",
            ended.is_ok(),
            took(start, if flags == 0 { 25 } else { 75 })
        );
        sender.end();
        if ended.is_err() {
            call!(SYS_kill, child, libc::SIGKILL).unwrap();
            reap(child);
        }
    }
}
