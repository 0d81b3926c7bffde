//! A timer that goes off again and again counts how often it did until somebody reads it.
//= total 1.3 s

use crate::kernel::*;

pub fn main() {
    let timer = call!(SYS_timerfd_create, libc::CLOCK_MONOTONIC, 0).unwrap() as i32;
    let time = [millis(200), millis(100)];
    let start = clock(libc::CLOCK_MONOTONIC);
    call!(SYS_timerfd_settime, timer, 0, &time, NULL).unwrap();
    let mut all = 0;
    let mut count = || {
        let mut count = [0; 8];
        read(timer, &mut count).unwrap();
        all += u64::from_ne_bytes(count);
        // How often it was due: 100 ms after it was set, and every 200 ms from then on.
        let passed = clock(libc::CLOCK_MONOTONIC) - start;
        let due = (passed.as_millis() as u64 + 100) / 200;
        // It may have been due once more before it was set, and once since it was read.
        println!("{}", (all..=all + 2).contains(&due));
        u64::from_ne_bytes(count)
    };
    println!("once: {}", count() == 1);
    sleep(1000);
    println!("five and more: {}", count() >= 5);
    println!("and goes on: {}", count() >= 1);
}
