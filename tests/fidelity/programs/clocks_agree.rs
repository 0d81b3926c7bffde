//! Every clock that can be read passes a second over a sleep of a second, by the vDSO and by a syscall.
//= total 1.01 s

use crate::kernel::*;

const CLOCKS: [i32; 7] = [
    libc::CLOCK_REALTIME,
    libc::CLOCK_MONOTONIC,
    libc::CLOCK_MONOTONIC_RAW,
    libc::CLOCK_REALTIME_COARSE,
    libc::CLOCK_MONOTONIC_COARSE,
    libc::CLOCK_BOOTTIME,
    libc::CLOCK_TAI,
];

fn readings() -> Vec<std::time::Duration> {
    let mut readings: Vec<_> = CLOCKS.into_iter().map(clock).collect();
    for id in CLOCKS {
        let mut time = spec(0, 0);
        call!(SYS_clock_gettime, id, &mut time).unwrap();
        readings.push(duration(time));
    }
    let mut time = timeval(0, 0);
    // SAFETY: `time` is a place for a reading, and nobody wants a time zone.
    unsafe { libc::gettimeofday(&mut time, std::ptr::null_mut()) };
    readings.push(of_timeval(time));
    call!(SYS_gettimeofday, &mut time, NULL).unwrap();
    readings.push(of_timeval(time));
    readings
}

pub fn main() {
    // The coarse ones may be a tick behind.
    let before = readings();
    sleep(1010);
    let passed = readings()
        .into_iter()
        .zip(before)
        .map(|(now, before)| now - before);
    println!(
        "{:?}",
        passed.map(|passed| about(passed, 1000)).collect::<Vec<_>>()
    );
    let seconds = |time: i64| clock(libc::CLOCK_REALTIME).as_secs() as i64 - time;
    // SAFETY: nobody wants the time anywhere else.
    let told = unsafe { libc::time(std::ptr::null_mut()) };
    println!(
        "{}, {}",
        seconds(told) <= 1,
        seconds(call!(SYS_time, NULL).unwrap()) <= 1
    );
    let (real, tai) = (clock(libc::CLOCK_REALTIME), clock(libc::CLOCK_TAI));
    println!("{}", tai >= real && tai - real < duration(spec(60, 0)));
    let (boot, monotonic) = (clock(libc::CLOCK_BOOTTIME), clock(libc::CLOCK_MONOTONIC));
    println!("{}", boot + duration(millis(1)) >= monotonic);
    for id in [99, 16, -1] {
        println!("{}", said(call!(SYS_clock_gettime, id, &mut spec(0, 0))));
    }
    println!("{}", said(call!(SYS_clock_gettime, 1, NOWHERE)));
}
