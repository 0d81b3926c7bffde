//! Timers by CPU time: `timer_create` by the process's, and `setitimer`'s virtual and profiling ones.
//= falls back

use crate::kernel::*;

pub fn main() {
    catch(libc::SIGUSR1, 0);
    let event = notify(libc::SIGEV_SIGNAL, libc::SIGUSR1, 0);
    let mut timer = 0;
    let clock = libc::CLOCK_PROCESS_CPUTIME_ID;
    call!(SYS_timer_create, clock, &event, &mut timer).unwrap();
    call!(SYS_timer_settime, timer, 0, &[spec(0, 0), millis(30)], NULL).unwrap();
    sleep(100);
    println!("slept: {}", caught(libc::SIGUSR1));
    compute(60);
    println!("computed: {}", caught(libc::SIGUSR1));
    for (which, signal) in [
        (libc::ITIMER_VIRTUAL, libc::SIGVTALRM),
        (libc::ITIMER_PROF, libc::SIGPROF),
    ] {
        catch(signal, 0);
        let time = [timeval(0, 0), timeval(0, 20_000)];
        println!("{}", said(call!(SYS_setitimer, which, &time, NULL)));
        sleep(50);
        println!("slept: {}", caught(signal));
        let before = self::clock(clock);
        while caught(signal) == 0 && self::clock(clock) - before < duration(millis(500)) {
            (0..10_000u64).for_each(|number| {
                std::hint::black_box(number);
            });
        }
        println!("computed: {}", caught(signal));
    }
}
