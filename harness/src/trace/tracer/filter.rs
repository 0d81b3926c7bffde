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
    libc::SYS_alarm,
    libc::SYS_timer_create,
    libc::SYS_io_uring_setup,
    libc::SYS_connect,
];

/// What a futex call may be asked to do without a stop: all but these waits.
const FUTEX_WAITS: [i32; 3] = [
    libc::FUTEX_WAIT,
    libc::FUTEX_WAIT_BITSET,
    libc::FUTEX_LOCK_PI,
];

/// The filter as the kernel takes it.
pub(super) fn program() -> BpfProgram {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        CALLS.iter().map(|call| (*call, Vec::new())).collect();
    rules.insert(libc::SYS_futex, FUTEX_WAITS.map(futex).into());
    let trace = SeccompAction::Trace(0);
    SeccompFilter::new(rules, SeccompAction::Allow, trace, TargetArch::x86_64)
        .and_then(BpfProgram::try_from)
        .expect("the rules above are well-formed")
}

/// A futex call with this operation, whatever its flags.
fn futex(operation: i32) -> SeccompRule {
    let flags = libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME;
    let is = SeccompCmpOp::MaskedEq(u64::from(!flags as u32));
    let condition = SeccompCondition::new(1, SeccompCmpArgLen::Dword, is, operation as u64);
    let rule = condition.and_then(|condition| SeccompRule::new(vec![condition]));
    rule.expect("the condition above is well-formed")
}
