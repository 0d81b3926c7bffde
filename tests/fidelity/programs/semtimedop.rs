//! A System V semaphore: taken too late, never, and when another gives it back.
//= falls back

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let semaphores = call!(SYS_semget, 0, 1, 0o600).unwrap();
    let take = libc::sembuf {
        sem_num: 0,
        sem_op: -1,
        sem_flg: 0,
    };
    let wait = |time: timespec| said(call!(SYS_semtimedop, semaphores, &take, 1, &time));
    let start = Instant::now();
    println!("{}, {}", wait(millis(50)), took(start, 50));
    for time in [spec(0, 0), spec(-1, 0), spec(0, 1_000_000_000)] {
        println!("{}", wait(time));
    }
    let giver = wake_later(50, move || {
        let give = libc::sembuf { sem_op: 1, ..take };
        call!(SYS_semop, semaphores, &give, 1).unwrap() + 1
    });
    println!("{}", wait(spec(5, 0)));
    giver.join().unwrap();
    catch(libc::SIGUSR1, libc::SA_RESTART);
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("{}, {}", wait(spec(5, 0)), took(start, 50));
    sender.end();
    call!(SYS_semctl, semaphores, 0, libc::IPC_RMID).unwrap();
}
