//! Which system calls stop the program: those that tell the time, wait for it, or set a timer.
//! All others run at full speed.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

/// Calls that always stop.
const CALLS: &[i64] = &[
    libc::SYS_clock_gettime,
    libc::SYS_gettimeofday,
    libc::SYS_time,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_select,
    libc::SYS_pselect6,
    libc::SYS_epoll_wait,
    libc::SYS_epoll_pwait,
    libc::SYS_epoll_pwait2,
    libc::SYS_rt_sigtimedwait,
    libc::SYS_timerfd_settime,
    libc::SYS_timerfd_gettime,
    libc::SYS_setitimer,
    libc::SYS_getitimer,
    libc::SYS_alarm,
    libc::SYS_timer_create,
    libc::SYS_io_uring_setup,
    libc::SYS_connect,
];

/// Calls that stop where this argument, a timeout, is not null.
const WITH_TIMEOUT: &[(i64, u8)] = &[
    (libc::SYS_semtimedop, 3),
    (libc::SYS_mq_timedreceive, 4),
    (libc::SYS_mq_timedsend, 4),
    (libc::SYS_recvmmsg, 4),
    (libc::SYS_io_getevents, 4),
    (libc::SYS_futex_waitv, 3),
];

/// What a futex call may be asked to do without a stop: all but these waits.
const FUTEX_WAITS: &[i32] = &[
    libc::FUTEX_WAIT,
    libc::FUTEX_WAIT_BITSET,
    libc::FUTEX_WAIT_REQUEUE_PI,
    libc::FUTEX_LOCK_PI,
    FUTEX_LOCK_PI2,
];

/// As `linux/futex.h` has it.
const FUTEX_LOCK_PI2: i32 = 13;

/// Socket options that are timeouts; the second pair is for programs with 64 bits of seconds.
const SOCKET_TIMEOUTS: &[i32] = &[libc::SO_RCVTIMEO, libc::SO_SNDTIMEO, 66, 67];

/// The filter as the kernel takes it.
pub(super) fn program() -> BpfProgram {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        CALLS.iter().map(|call| (*call, Vec::new())).collect();
    let is_not_null = |argument| {
        let condition =
            SeccompCondition::new(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::Ne, 0);
        condition.expect("a call has that many arguments")
    };
    rules.extend(
        WITH_TIMEOUT
            .iter()
            .map(|(call, argument)| (*call, vec![rule(vec![is_not_null(*argument)])])),
    );
    rules.insert(
        libc::SYS_futex,
        FUTEX_WAITS.iter().copied().map(futex).collect(),
    );
    rules.insert(
        libc::SYS_setsockopt,
        SOCKET_TIMEOUTS
            .iter()
            .copied()
            .map(socket_timeout)
            .collect(),
    );
    let internet = [libc::AF_INET, libc::AF_INET6];
    let socket = |family: i32| rule(vec![condition(0, SeccompCmpOp::Eq, family as u64)]);
    rules.insert(libc::SYS_socket, internet.map(socket).into());
    let trace = SeccompAction::Trace(0);
    SeccompFilter::new(rules, SeccompAction::Allow, trace, TargetArch::x86_64)
        .and_then(BpfProgram::try_from)
        .expect("the rules above are well-formed")
}

/// A futex call with this operation, whatever its flags.
fn futex(operation: i32) -> SeccompRule {
    let flags = libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME;
    let is = SeccompCmpOp::MaskedEq(u64::from(!flags as u32));
    rule(vec![condition(1, is, operation as u64)])
}

fn socket_timeout(option: i32) -> SeccompRule {
    rule(vec![
        condition(1, SeccompCmpOp::Eq, libc::SOL_SOCKET as u64),
        condition(2, SeccompCmpOp::Eq, option as u64),
    ])
}

fn rule(conditions: Vec<SeccompCondition>) -> SeccompRule {
    SeccompRule::new(conditions).expect("there is a condition")
}

/// A condition on an argument of 32 bits.
fn condition(argument: u8, operator: SeccompCmpOp, value: u64) -> SeccompCondition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value)
        .expect("a call has that many arguments")
}
