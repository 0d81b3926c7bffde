//! What calls ask for, of a process that is nothing but a few words of memory.

mod timers;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const SECOND: Nanos = 1_000_000_000;

/// Memory, by its address, and a timer by the realtime clock at 3 and by the monotonic one at 4.
struct Memory(BTreeMap<u64, [u64; 2]>);

impl Process for Memory {
    fn words(&self, address: u64) -> Option<[u64; 2]> {
        self.0.get(&address).copied()
    }

    fn timer_clock(&self, descriptor: i32) -> Option<i32> {
        match descriptor {
            3 => Some(libc::CLOCK_REALTIME),
            4 => Some(libc::CLOCK_MONOTONIC),
            _ => None,
        }
    }
}

/// Where `time` lies, and behind it `AT + 16`, where nothing does.
const AT: u64 = 0x1000;

/// What a call asks for that finds `time` at [`AT`].
fn call(number: i64, arguments: [u64; 6], time: [u64; 2]) -> Request {
    let memory = Memory(BTreeMap::from([(AT, time)]));
    decode(&memory, &Registers::calling(number as u64, arguments))
}

fn wait(call: Request) -> Wait {
    match call {
        Request::Wait(wait) => wait,
        other => panic!("{other:?}"),
    }
}

fn timeout(number: i64, arguments: [u64; 6], time: [u64; 2]) -> Timeout {
    wait(call(number, arguments, time)).timeout
}

/// An argument of 32 bits as some programs pass it: what stands above it counts for nothing.
fn dirty(argument: i32) -> u64 {
    u64::from(argument as u32) | 0xdead_beef << 32
}

#[test]
fn a_sleep_is_nothing_but_its_timeout() {
    let asked = wait(call(libc::SYS_nanosleep, [AT, 0x2000, 0, 0, 0, 0], [2, 5]));
    assert_eq!(asked.timeout, Timeout::After(2 * SECOND + 5));
    assert_eq!(asked.disarm, Disarm::Pause);
    let rest = Rest {
        address: 0x2000,
        unit: 1,
    };
    assert_eq!(asked.rest, Some(rest));
    let without_rest = call(libc::SYS_nanosleep, [AT, 0, 0, 0, 0, 0], [0, 0]);
    assert_eq!(wait(without_rest).timeout, Timeout::After(0));
    assert_eq!(wait(without_rest).rest, None);
}

#[test]
fn a_sleep_until_some_time_goes_by_its_clock_and_leaves_no_rest() {
    let sleep = |clock: i32, flags: i32| {
        let arguments = [dirty(clock), dirty(flags), AT, 0x2000, 0, 0];
        call(libc::SYS_clock_nanosleep, arguments, [7, 1])
    };
    let absolute = wait(sleep(libc::CLOCK_REALTIME, libc::TIMER_ABSTIME));
    let at = Timeout::At(ClockId::Realtime, 7 * SECOND + 1);
    assert_eq!((absolute.timeout, absolute.rest), (at, None));
    let relative = wait(sleep(libc::CLOCK_MONOTONIC, 0));
    assert_eq!(relative.timeout, Timeout::After(7 * SECOND + 1));
    assert!(relative.rest.is_some());
    let of_cpu_time = sleep(libc::CLOCK_PROCESS_CPUTIME_ID, 0);
    assert_eq!(
        of_cpu_time,
        Request::Cannot(Unskippable::Kept("a sleep by a clock of CPU time"))
    );
    assert_eq!(sleep(libc::CLOCK_MONOTONIC_RAW, 0), Request::Other);
    assert!(matches!(sleep(libc::CLOCK_BOOTTIME, 0), Request::Wait(_)));
}

#[test]
fn a_time_that_is_not_valid_is_left_to_the_kernel() {
    let negative = -1_i64 as u64;
    for time in [[negative, 0], [0, SECOND], [0, negative]] {
        let sleep = call(libc::SYS_nanosleep, [AT, 0, 0, 0, 0, 0], time);
        assert_eq!(sleep, Request::Other, "{time:?}");
        let futex = call(libc::SYS_futex, [0, 0, 0, AT, 0, 0], time);
        assert_eq!(wait(futex).disarm, Disarm::Nothing, "{time:?}");
    }
    let unmapped = call(libc::SYS_nanosleep, [0x9000, 0, 0, 0, 0, 0], [1, 0]);
    assert_eq!(unmapped, Request::Other);
}

#[test]
fn a_time_beyond_all_times_is_the_last_one() {
    let longest = [i64::MAX as u64, SECOND - 1];
    let sleep = timeout(libc::SYS_nanosleep, [AT, 0, 0, 0, 0, 0], longest);
    assert_eq!(sleep, Timeout::After(u64::MAX));
}

#[test]
fn a_futex_counts_from_now_or_by_one_of_two_clocks() {
    let futex =
        |operation: i32| timeout(libc::SYS_futex, [0, dirty(operation), 0, AT, 0, 0], [1, 0]);
    let private = libc::FUTEX_PRIVATE_FLAG;
    let realtime = libc::FUTEX_CLOCK_REALTIME;
    let (after, at) = (Timeout::After(SECOND), |clock| Timeout::At(clock, SECOND));
    assert_eq!(futex(libc::FUTEX_WAIT | private), after);
    // The kernel refuses it.
    let arguments = [0, dirty(libc::FUTEX_WAIT | realtime), 0, AT, 0, 0];
    assert_eq!(call(libc::SYS_futex, arguments, [1, 0]), Request::Other);
    assert_eq!(
        futex(libc::FUTEX_WAIT_BITSET | private),
        at(ClockId::Monotonic)
    );
    assert_eq!(
        futex(libc::FUTEX_WAIT_BITSET | realtime),
        at(ClockId::Realtime)
    );
    assert_eq!(futex(libc::FUTEX_LOCK_PI), at(ClockId::Realtime));
    let untimed = wait(call(libc::SYS_futex, [0, 0, 0, 0, 0, 0], [1, 0]));
    assert_eq!(
        (untimed.timeout, untimed.disarm),
        (Timeout::Never, Disarm::Nothing)
    );
    assert_eq!(untimed.timed_out, -i64::from(libc::ETIMEDOUT));
}

#[test]
fn milliseconds_are_a_number_of_32_bits_and_below_zero_there_is_no_end() {
    let poll =
        |milliseconds: i32| call(libc::SYS_poll, [0, 0, dirty(milliseconds), 0, 0, 0], [0, 0]);
    assert_eq!(poll(0), Request::Poll);
    assert_eq!(wait(poll(1)).timeout, Timeout::After(1_000_000));
    assert_eq!(
        wait(poll(i32::MAX)).timeout,
        Timeout::After(i32::MAX as u64 * 1_000_000)
    );
    for endless in [-1, i32::MIN] {
        assert_eq!(wait(poll(endless)).timeout, Timeout::Never);
        assert_eq!(wait(poll(endless)).disarm, Disarm::Nothing);
    }
    let epoll = call(libc::SYS_epoll_wait, [0, 0, 0, dirty(20), 0, 0], [0, 0]);
    assert_eq!(wait(epoll).disarm, Disarm::Argument(3, u64::MAX));
}

#[test]
fn a_wait_for_events_without_any_time_is_but_a_look() {
    for (number, place) in [
        (libc::SYS_ppoll, 2),
        (libc::SYS_pselect6, 4),
        (libc::SYS_select, 4),
        (libc::SYS_epoll_pwait2, 3),
        (libc::SYS_rt_sigtimedwait, 2),
    ] {
        let mut arguments = [0; 6];
        let endless = wait(call(number, arguments, [0, 0]));
        assert_eq!(endless.timeout, Timeout::Never, "{number}");
        arguments[place] = AT;
        assert_eq!(call(number, arguments, [0, 0]), Request::Poll, "{number}");
        assert_eq!(
            timeout(number, arguments, [3, 0]),
            Timeout::After(3 * SECOND),
            "{number}"
        );
    }
}

#[test]
fn select_alone_takes_more_microseconds_than_a_second_has() {
    let select = |time| wait(call(libc::SYS_select, [0, 0, 0, 0, AT, 0], time));
    let after = |nanos| (Timeout::After(nanos), Disarm::Argument(4, 0));
    let asked = |time| (select(time).timeout, select(time).disarm);
    assert_eq!(asked([1, 1_500_000]), after(2_500_000_000));
    assert_eq!(asked([0, i64::MAX as u64]), after(u64::MAX));
    assert_eq!(asked([0, -1_i64 as u64]), (Timeout::Never, Disarm::Nothing));
}

#[test]
fn what_a_wait_leaves_is_told_in_the_unit_of_its_call() {
    let select = wait(call(libc::SYS_select, [0, 0, 0, 0, AT, 0], [0, 7]));
    assert_eq!(select.timeout, Timeout::After(7000));
    assert_eq!(select.rest.map(|rest| rest.unit), Some(1000));
    let ppoll = wait(call(libc::SYS_ppoll, [0, 0, AT, 0, 0, 0], [0, 7]));
    assert_eq!(ppoll.rest.map(|rest| rest.unit), Some(1));
    let epoll = wait(call(libc::SYS_epoll_pwait2, [0, 0, 0, AT, 0, 0], [0, 7]));
    assert_eq!(epoll.rest, None);
}

#[test]
fn a_wait_for_a_signal_that_is_over_has_an_error_of_its_own() {
    let asked = wait(call(libc::SYS_rt_sigtimedwait, [0, 0, AT, 0, 0, 0], [1, 0]));
    assert_eq!(asked.timed_out, -i64::from(libc::EAGAIN));
}

#[test]
fn the_time_is_asked_of_clocks_that_go_on_and_of_no_others() {
    let asked = |clock: i32| {
        call(
            libc::SYS_clock_gettime,
            [dirty(clock), AT, 0, 0, 0, 0],
            [0, 0],
        )
    };
    let time = |clock| Request::Time {
        clock,
        address: AT,
        unit: 1,
    };
    let clocks = [
        (libc::CLOCK_REALTIME, ClockId::Realtime),
        (libc::CLOCK_REALTIME_COARSE, ClockId::Realtime),
        (libc::CLOCK_TAI, ClockId::Tai),
        (libc::CLOCK_MONOTONIC, ClockId::Monotonic),
        (libc::CLOCK_MONOTONIC_COARSE, ClockId::Monotonic),
        (libc::CLOCK_MONOTONIC_RAW, ClockId::Raw),
        (libc::CLOCK_BOOTTIME, ClockId::Boottime),
    ];
    for (number, clock) in clocks {
        assert_eq!(asked(number), time(clock));
    }
    let of_the_thread = Request::CpuTime {
        of: CpuClock::Thread,
        address: AT,
    };
    assert_eq!(asked(libc::CLOCK_THREAD_CPUTIME_ID), of_the_thread);
    for number in [-6, 99] {
        assert_eq!(asked(number), Request::Other);
    }
    let only_the_zone = call(libc::SYS_gettimeofday, [0, AT, 0, 0, 0, 0], [0, 0]);
    assert_eq!(only_the_zone, Request::Other);
}

/// All calls that are told apart.
fn any_call() -> impl Strategy<Value = i64> {
    prop_oneof![
        0..512_i64,
        Just(libc::SYS_clock_nanosleep),
        Just(libc::SYS_futex),
        any::<i64>()
    ]
}

/// An argument: any at all, or one that means something.
fn any_argument() -> impl Strategy<Value = u64> {
    prop_oneof![
        0..16_u64,
        Just(AT),
        any::<i32>().prop_map(dirty),
        any::<u64>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_a_program_passes_is_decoded(
        number in any_call(),
        arguments in prop::array::uniform6(any_argument()),
        time in any::<[u64; 2]>(),
    ) {
        let decoded = call(number, arguments, time);
        if let Request::Wait(wait) = decoded {
            // Without a deadline nothing is changed, and with one the kernel does not keep it, too.
            let is_untimed = wait.timeout == Timeout::Never;
            prop_assert_eq!(is_untimed, wait.disarm == Disarm::Nothing);
        }
    }
}
