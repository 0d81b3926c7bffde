//! The numbers of syscalls.

use crate::trace::engine::Syscall;

macro_rules! numbers {
    ($($variant:ident = $number:ident),* $(,)?) => {
        /// The number of a syscall.
        pub(in crate::trace) fn number(syscall: Syscall) -> Option<i64> {
            Some(match syscall {
                $(Syscall::$variant => libc::$number),*
            })
        }

        /// The syscall that has a number, if it is one of those that are told apart.
        pub(in crate::trace) fn syscall(number: u64) -> Option<Syscall> {
            Some(match i64::try_from(number).ok()? {
                $(libc::$number => Syscall::$variant,)*
                _ => return None,
            })
        }
    };
}

#[rustfmt::skip] // A line a family.
numbers! {
    ClockGettime = SYS_clock_gettime, Gettimeofday = SYS_gettimeofday, Time = SYS_time, ClockNanosleep = SYS_clock_nanosleep, Nanosleep = SYS_nanosleep,
    Futex = SYS_futex, FutexWaitv = SYS_futex_waitv,
    Poll = SYS_poll, Ppoll = SYS_ppoll, Select = SYS_select, Pselect6 = SYS_pselect6, EpollWait = SYS_epoll_wait, EpollPwait = SYS_epoll_pwait, EpollPwait2 = SYS_epoll_pwait2,
    RtSigtimedwait = SYS_rt_sigtimedwait, Pause = SYS_pause, RtSigsuspend = SYS_rt_sigsuspend, Kill = SYS_kill, Tkill = SYS_tkill, Tgkill = SYS_tgkill, RtSigqueueinfo = SYS_rt_sigqueueinfo, RtTgsigqueueinfo = SYS_rt_tgsigqueueinfo, PidfdSendSignal = SYS_pidfd_send_signal,
    TimerfdSettime = SYS_timerfd_settime, TimerfdGettime = SYS_timerfd_gettime, Setitimer = SYS_setitimer, Getitimer = SYS_getitimer, Alarm = SYS_alarm, TimerCreate = SYS_timer_create,
    Semtimedop = SYS_semtimedop, Semop = SYS_semop, Msgrcv = SYS_msgrcv, Msgsnd = SYS_msgsnd, MqTimedreceive = SYS_mq_timedreceive, MqTimedsend = SYS_mq_timedsend, MqOpen = SYS_mq_open,
    IoGetevents = SYS_io_getevents, IoUringSetup = SYS_io_uring_setup,
    Socket = SYS_socket, Connect = SYS_connect, Setsockopt = SYS_setsockopt, Accept = SYS_accept, Accept4 = SYS_accept4, Recvfrom = SYS_recvfrom, Recvmsg = SYS_recvmsg, Recvmmsg = SYS_recvmmsg, Sendto = SYS_sendto, Sendmsg = SYS_sendmsg, Sendmmsg = SYS_sendmmsg,
    Read = SYS_read, Readv = SYS_readv, Write = SYS_write, Writev = SYS_writev,
    Open = SYS_open, Openat = SYS_openat, Openat2 = SYS_openat2, Creat = SYS_creat, Flock = SYS_flock, Fcntl = SYS_fcntl,
    Stat = SYS_stat, Lstat = SYS_lstat, Fstat = SYS_fstat, Newfstatat = SYS_newfstatat, Statx = SYS_statx, Utimensat = SYS_utimensat, Futimesat = SYS_futimesat, Utimes = SYS_utimes, Utime = SYS_utime,
    Wait4 = SYS_wait4, Waitid = SYS_waitid, Vfork = SYS_vfork, Clone = SYS_clone, Clone3 = SYS_clone3,
    Prctl = SYS_prctl, Times = SYS_times, Sysinfo = SYS_sysinfo, Getrusage = SYS_getrusage, Adjtimex = SYS_adjtimex, ClockAdjtime = SYS_clock_adjtime,
    InotifyInit = SYS_inotify_init, InotifyInit1 = SYS_inotify_init1, FanotifyInit = SYS_fanotify_init, Signalfd = SYS_signalfd, Signalfd4 = SYS_signalfd4, PidfdOpen = SYS_pidfd_open,
}
