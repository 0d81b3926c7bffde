//! The syscalls that are told apart, whatever their numbers.

macro_rules! syscalls {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A syscall that takes time, tells it, or has to do with who can wake whom.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(in crate::trace) enum Syscall {
            $($variant),*
        }

        impl Syscall {
            /// Its name, as its manual page has it.
            pub(in crate::trace) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),*
                }
            }
        }
    };
}

#[rustfmt::skip] // A line a family.
syscalls! {
    ClockGettime "clock_gettime", Gettimeofday "gettimeofday", Time "time", ClockNanosleep "clock_nanosleep", Nanosleep "nanosleep",
    Futex "futex", FutexWaitv "futex_waitv",
    Poll "poll", Ppoll "ppoll", Select "select", Pselect6 "pselect6", EpollWait "epoll_wait", EpollPwait "epoll_pwait", EpollPwait2 "epoll_pwait2",
    RtSigtimedwait "rt_sigtimedwait", Pause "pause", RtSigsuspend "rt_sigsuspend", Kill "kill", Tkill "tkill", Tgkill "tgkill", RtSigqueueinfo "rt_sigqueueinfo", RtTgsigqueueinfo "rt_tgsigqueueinfo", PidfdSendSignal "pidfd_send_signal",
    TimerfdSettime "timerfd_settime", TimerfdGettime "timerfd_gettime", Setitimer "setitimer", Getitimer "getitimer", Alarm "alarm", TimerCreate "timer_create",
    Semtimedop "semtimedop", Semop "semop", Msgrcv "msgrcv", Msgsnd "msgsnd", MqTimedreceive "mq_timedreceive", MqTimedsend "mq_timedsend", MqOpen "mq_open",
    IoGetevents "io_getevents", IoUringSetup "io_uring_setup",
    Socket "socket", Connect "connect", Setsockopt "setsockopt", Accept "accept", Accept4 "accept4", Recvfrom "recvfrom", Recvmsg "recvmsg", Recvmmsg "recvmmsg", Sendto "sendto", Sendmsg "sendmsg", Sendmmsg "sendmmsg",
    Read "read", Readv "readv", Write "write", Writev "writev",
    Open "open", Openat "openat", Openat2 "openat2", Creat "creat", Flock "flock", Fcntl "fcntl",
    Stat "stat", Lstat "lstat", Fstat "fstat", Newfstatat "newfstatat", Statx "statx", Utimensat "utimensat", Futimesat "futimesat", Utimes "utimes", Utime "utime",
    Wait4 "wait4", Waitid "waitid", Vfork "vfork", Clone "clone", Clone3 "clone3",
    Prctl "prctl", Times "times", Sysinfo "sysinfo", Getrusage "getrusage", Adjtimex "adjtimex", ClockAdjtime "clock_adjtime",
    InotifyInit "inotify_init", InotifyInit1 "inotify_init1", FanotifyInit "fanotify_init", Signalfd "signalfd", Signalfd4 "signalfd4", PidfdOpen "pidfd_open",
}
