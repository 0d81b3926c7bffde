//! A seccomp filter for what Landlock does not know. Whoever makes one of these calls is told that
//! it is not permitted.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

use super::Missing;

/// Calls that neither an example nor a compiler needs, and that reach beyond the program: other
/// programs, the network, memory that no limit counts, the machine.
#[rustfmt::skip] // A line a kind.
const NEVER: &[i64] = &[
    // Other programs.
    libc::SYS_ptrace, libc::SYS_process_vm_readv, libc::SYS_process_vm_writev, libc::SYS_kcmp,
    libc::SYS_pidfd_getfd, libc::SYS_inotify_init, libc::SYS_inotify_init1, libc::SYS_process_madvise, libc::SYS_process_mrelease,
    libc::SYS_migrate_pages, libc::SYS_move_pages, libc::SYS_sched_setaffinity,
    libc::SYS_sched_setattr, libc::SYS_sched_setparam, libc::SYS_sched_setscheduler,
    libc::SYS_setpriority, libc::SYS_ioprio_set,
    // The network, and what else has no place among files. Pairs of sockets stay.
    libc::SYS_socket, libc::SYS_bind, libc::SYS_listen,
    // With these, files can be sent through a pair, and then nobody has them open.
    libc::SYS_sendmsg, libc::SYS_sendmmsg, libc::SYS_connect, libc::SYS_io_setup,
    libc::SYS_io_uring_setup, libc::SYS_io_uring_enter, libc::SYS_io_uring_register,
    libc::SYS_mq_open, libc::SYS_msgget, libc::SYS_semget, libc::SYS_shmget,
    libc::SYS_memfd_create, libc::SYS_memfd_secret, libc::SYS_userfaultfd,
    libc::SYS_add_key, libc::SYS_request_key, libc::SYS_keyctl,
    // Limits, and who it is.
    libc::SYS_setrlimit, libc::SYS_setuid, libc::SYS_setgid, libc::SYS_setresuid,
    libc::SYS_setresgid, libc::SYS_setreuid, libc::SYS_setregid, libc::SYS_setfsuid,
    libc::SYS_setfsgid, libc::SYS_setgroups, libc::SYS_capset,
    // The machine.
    libc::SYS_mount, libc::SYS_umount2, libc::SYS_pivot_root, libc::SYS_chroot,
    libc::SYS_unshare, libc::SYS_setns, libc::SYS_fsopen, libc::SYS_fsmount, libc::SYS_open_tree,
    libc::SYS_move_mount, libc::SYS_mount_setattr, libc::SYS_open_by_handle_at,
    libc::SYS_bpf, libc::SYS_perf_event_open, libc::SYS_fanotify_init,
    libc::SYS_clock_settime, libc::SYS_settimeofday, libc::SYS_adjtimex, libc::SYS_clock_adjtime,
    libc::SYS_sethostname, libc::SYS_setdomainname, libc::SYS_syslog, libc::SYS_acct,
    libc::SYS_quotactl, libc::SYS_quotactl_fd, libc::SYS_iopl, libc::SYS_ioperm,
    libc::SYS_vhangup, libc::SYS_sync, libc::SYS_syncfs, libc::SYS_swapon, libc::SYS_swapoff, libc::SYS_reboot,
    libc::SYS_kexec_load, libc::SYS_kexec_file_load, libc::SYS_init_module,
    libc::SYS_finit_module, libc::SYS_delete_module, libc::SYS_mknod, libc::SYS_mknodat,
];

/// Calls that change a file's owner, mode, time or labels wherever it lies: Landlock lets them
/// pass. A compiler needs them for what it writes.
#[rustfmt::skip]
const ABOUT_FILES: &[i64] = &[
    libc::SYS_chmod, libc::SYS_fchmod, libc::SYS_fchmodat,
    libc::SYS_chown, libc::SYS_fchown, libc::SYS_lchown, libc::SYS_fchownat,
    libc::SYS_utime, libc::SYS_utimes, libc::SYS_utimensat, libc::SYS_futimesat,
    libc::SYS_setxattr, libc::SYS_lsetxattr, libc::SYS_fsetxattr,
    libc::SYS_removexattr, libc::SYS_lremovexattr, libc::SYS_fremovexattr,
];

/// What the number of a call has added to it by which some kernels know it, too.
const X32: i64 = 0x4000_0000;

/// What a new thread or process may not be: out of its tracer's sight, or in a world of its own.
const NEVER_CLONED: &[i32] = &[
    libc::CLONE_UNTRACED,
    libc::CLONE_NEWCGROUP,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWNET,
    libc::CLONE_NEWNS,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWUTS,
];

/// Calls that are newer than what a program needs: all that came after `futex_waitv`, and what will.
const NEWER: RangeInclusive<i64> = 450..=600;

/// What may be asked of an open file by `ioctl`: whether it is a terminal, how wide that is, how much
/// there is to read; and that it does not wait, or is closed when another program begins. All other
/// requests are of devices and file systems.
const REQUESTS: &[u64] = &[
    libc::TCGETS,
    libc::TIOCGWINSZ,
    libc::FIONREAD,
    libc::FIONBIO,
    libc::FIOCLEX,
    libc::FIONCLEX,
];

/// Confines this thread for good.
pub(super) fn confine(is_compiler: bool) -> Result<(), Missing> {
    let missing = |why: seccompiler::Error| Missing {
        layer: "what a program asks of the system",
        why: format!("a seccomp filter is needed, and the system says: {why}"),
    };
    // What `clone3` is asked for stands in memory, where no filter sees it. Who is told that a call is
    // not there makes an older one instead.
    let newer = [libc::SYS_clone3].into_iter().chain(NEWER);
    let newer = filter(newer.map(|call| (call, Vec::new())), libc::ENOSYS);
    seccompiler::apply_filter(&newer).map_err(missing)?;
    seccompiler::apply_filter(&filter(rules(is_compiler), libc::EPERM)).map_err(missing)
}

/// The last filter of a program, for after all others: one of its own could answer its calls before
/// a tracer sees them.
pub(super) fn no_more() -> BpfProgram {
    let is_filter = rule(0, SeccompCmpOp::Eq, libc::PR_SET_SECCOMP as u64);
    let calls = [
        (libc::SYS_seccomp, Vec::new()),
        (libc::SYS_prctl, vec![is_filter]),
    ];
    filter(calls, libc::EPERM)
}

/// Which calls are not permitted; without conditions, never.
fn rules(is_compiler: bool) -> Vec<(i64, Vec<SeccompRule>)> {
    let about_files = match is_compiler {
        true => &[],
        false => ABOUT_FILES,
    };
    let never = NEVER.iter().chain(about_files);
    let mut rules: Vec<_> = never.map(|call| (*call, Vec::new())).collect();
    // Its limits can be asked for, but not set, and not those of others.
    rules.push((libc::SYS_prlimit64, vec![rule(2, SeccompCmpOp::Ne, 0)]));
    // Who cannot be looked into cannot be traced.
    let dumpable = libc::PR_SET_DUMPABLE as u64;
    rules.push((libc::SYS_prctl, vec![rule(0, SeccompCmpOp::Eq, dumpable)]));
    // A datagram finds others by their address.
    rules.push((libc::SYS_sendto, vec![rule(4, SeccompCmpOp::Ne, 0)]));
    let grows_pipe = rule(1, SeccompCmpOp::Eq, libc::F_SETPIPE_SZ as u64);
    rules.push((libc::SYS_fcntl, vec![grows_pipe]));
    let is_other = |request: &u64| condition(1, SeccompCmpOp::Ne, *request);
    let other = SeccompRule::new(REQUESTS.iter().map(is_other).collect());
    rules.push((libc::SYS_ioctl, vec![other.expect("there is a condition")]));
    let has = |flag: &i32| {
        let flag = *flag as u64;
        rule(0, SeccompCmpOp::MaskedEq(flag), flag)
    };
    rules.push((libc::SYS_clone, NEVER_CLONED.iter().map(has).collect()));
    rules
}

fn rule(argument: u8, operator: SeccompCmpOp, value: u64) -> SeccompRule {
    let rule = SeccompRule::new(vec![condition(argument, operator, value)]);
    rule.expect("there is a condition")
}

fn condition(argument: u8, operator: SeccompCmpOp, value: u64) -> SeccompCondition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Qword, operator, value)
        .expect("a call has that many arguments")
}

/// A filter that answers these calls with an error.
fn filter(rules: impl IntoIterator<Item = (i64, Vec<SeccompRule>)>, error: i32) -> BpfProgram {
    let rules: BTreeMap<i64, Vec<SeccompRule>> = rules
        .into_iter()
        .flat_map(|(call, rules)| [(call, rules.clone()), (call | X32, rules)])
        .collect();
    let refuse = SeccompAction::Errno(error as u32);
    SeccompFilter::new(rules, SeccompAction::Allow, refuse, TargetArch::x86_64)
        .and_then(BpfProgram::try_from)
        .expect("the rules above are well-formed")
}
