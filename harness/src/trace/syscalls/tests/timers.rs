//! What is asked for when a timer is set.

use super::*;

/// What a call asks for that sets a timer to this interval and this time.
fn set(number: i64, arguments: [u64; 6], interval: [u64; 2], value: [u64; 2]) -> Request {
    let memory = Memory(BTreeMap::from([(AT, interval), (AT + 16, value)]));
    decode(&memory, &Registers::calling(number as u64, arguments))
}

#[test]
fn a_timer_has_a_time_and_an_interval_in_the_unit_of_its_call() {
    let timer = set(
        libc::SYS_timerfd_settime,
        [4, 0, AT, 9, 0, 0],
        [1, 0],
        [2, 3],
    );
    let descriptor = Request::SetTimer {
        target: Target::Descriptor(4),
        timeout: Timeout::After(2 * SECOND + 3),
        interval: SECOND,
        old: 9,
        unit: 1,
    };
    assert_eq!(timer, descriptor);
    let alarm = Request::SetTimer {
        target: Target::Alarm,
        timeout: Timeout::After(2 * SECOND + 3000),
        interval: 5000,
        old: 9,
        unit: 1000,
    };
    let arguments = [0, AT, 9, 0, 0, 0];
    assert_eq!(set(libc::SYS_setitimer, arguments, [0, 5], [2, 3]), alarm);
    let of_cpu_time = [libc::ITIMER_VIRTUAL as u64, AT, 9, 0, 0, 0];
    assert_eq!(
        set(libc::SYS_setitimer, of_cpu_time, [0, 5], [2, 3]),
        Request::Other
    );
}

/// The timeout of a timer that is set.
fn set_to(call: Request) -> Timeout {
    match call {
        Request::SetTimer { timeout, .. } => timeout,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_timer_that_is_set_to_a_time_of_a_clock_goes_by_its_own() {
    let absolute = dirty(libc::TFD_TIMER_ABSTIME);
    let at = |descriptor| {
        let arguments = [descriptor, absolute, AT, 0, 0, 0];
        set(libc::SYS_timerfd_settime, arguments, [0, 0], [2, 0])
    };
    assert_eq!(set_to(at(3)), Timeout::At(ClockId::Realtime, 2 * SECOND));
    assert_eq!(set_to(at(4)), Timeout::At(ClockId::Monotonic, 2 * SECOND));
    assert_eq!(at(5), Request::Other, "it is no timer");
}

#[test]
fn a_timer_that_is_set_to_no_time_is_off() {
    for flags in [0, libc::TFD_TIMER_ABSTIME as u64] {
        let arguments = [4, flags, AT, 0, 0, 0];
        let off = set(libc::SYS_timerfd_settime, arguments, [1, 0], [0, 0]);
        assert_eq!(set_to(off), Timeout::Never);
    }
    let off = set(libc::SYS_setitimer, [0, AT, 0, 0, 0, 0], [1, 0], [0, 0]);
    assert_eq!(set_to(off), Timeout::Never);
    let without_a_value = set(libc::SYS_setitimer, [0, 0, 0, 0, 0, 0], [1, 0], [2, 0]);
    assert_eq!(set_to(without_a_value), Timeout::Never);
    let alarm = |seconds| call(libc::SYS_alarm, [seconds, 0, 0, 0, 0, 0], [0, 0]);
    assert_eq!(set_to(alarm(0xdead_beef << 32)), Timeout::Never);
    let longest = Timeout::After(u64::from(u32::MAX) * SECOND);
    assert_eq!(set_to(alarm(u64::MAX)), longest);
}

#[test]
fn a_timer_that_the_kernel_refuses_to_set_is_left_to_it() {
    let wrong = [SECOND, 0, u64::MAX].map(|nanos| [u64::from(nanos == 0) << 63, nanos]);
    for wrong in wrong {
        for (interval, value) in [(wrong, [1, 0]), ([1, 0], wrong)] {
            let timer = set(
                libc::SYS_timerfd_settime,
                [4, 0, AT, 0, 0, 0],
                interval,
                value,
            );
            assert_eq!(timer, Request::Other, "{interval:?} {value:?}");
            let alarm = set(libc::SYS_setitimer, [0, AT, 0, 0, 0, 0], interval, value);
            assert_eq!(alarm, Request::Other, "{interval:?} {value:?}");
        }
    }
    let flags = set(
        libc::SYS_timerfd_settime,
        [4, 4, AT, 0, 0, 0],
        [1, 0],
        [1, 0],
    );
    assert_eq!(flags, Request::Other);
    let unmapped = call(libc::SYS_timerfd_settime, [4, 0, 0x9000, 0, 0, 0], [1, 0]);
    assert_eq!(unmapped, Request::Other);
    let get = |descriptor| {
        call(
            libc::SYS_timerfd_gettime,
            [descriptor, AT, 0, 0, 0, 0],
            [1, 0],
        )
    };
    assert!(matches!(get(4), Request::GetTimer { .. }));
    assert_eq!(get(5), Request::Other, "it is no timer");
}
