//! The kernel as these programs meet it: bare syscalls, clocks, signals, and child processes.

use std::ffi::c_long;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{io, mem, path, ptr, thread};

pub use libc::timespec;

/// Makes a syscall with arguments of any kind, and gives what it returned or what went wrong.
macro_rules! call {
    ($number:ident $(, $argument:expr)* $(,)?) => {{
        // SAFETY: a program passes places of its own, of the type that the call takes, which it keeps until
        // the call returns; or addresses that the kernel refuses.
        $crate::kernel::answer(unsafe {
            libc::syscall(libc::$number $(, $crate::kernel::Argument::raw($argument))*)
        })
    }};
}
pub(crate) use call;

/// A null pointer, or a zero.
pub const NULL: usize = 0;
/// An address that nobody has.
pub const NOWHERE: usize = 1 << 46;

/// What can be given to a syscall.
pub trait Argument {
    fn raw(self) -> c_long;
}

macro_rules! numbers {
    ($($type:ty),*) => { $(impl Argument for $type {
        fn raw(self) -> c_long {
            self as c_long
        }
    })* };
}
numbers!(i32, u32, i64, u64, usize);

impl<T> Argument for &T {
    fn raw(self) -> c_long {
        ptr::from_ref(self) as c_long
    }
}

impl<T> Argument for &mut T {
    fn raw(self) -> c_long {
        ptr::from_mut(self) as c_long
    }
}

/// What a syscall, or a function of the C library's that sets `errno`, came to.
pub fn answer(result: c_long) -> io::Result<i64> {
    match result {
        -1 => Err(io::Error::last_os_error()),
        result => Ok(result),
    }
}

/// The same of a function that returns its error.
pub fn returned(result: i32) -> io::Result<i64> {
    match result {
        0 => Ok(0),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// What a call came to, in words.
pub fn said(result: io::Result<i64>) -> String {
    result.map_or_else(|error| error.to_string(), |value| value.to_string())
}

/// Whether a stretch that began at `start` took `millis`: a busy machine may wake up late, and nobody
/// early. Where it took something else, what it took.
pub fn took(start: Instant, millis: u64) -> String {
    about(start.elapsed(), millis)
}

/// The same of a stretch that is over.
pub fn about(stretch: Duration, millis: u64) -> String {
    let expected = Duration::from_millis(millis);
    match (expected..expected + Duration::from_millis(2500)).contains(&stretch) {
        true => format!("{millis} ms"),
        false => format!("{} ms, not {millis}", stretch.as_millis()),
    }
}

/// Whether what was left of some time was about `millis`.
pub fn left(rest: Duration, millis: u64) -> String {
    // Whoever ends it may have begun to wait first.
    let near = millis.saturating_sub(2500)..=millis + 100;
    match near.contains(&(rest.as_millis() as u64)) {
        true => format!("{millis} ms left"),
        false => format!("{} ms left, not {millis}", rest.as_millis()),
    }
}

pub fn sleep(millis: u64) {
    thread::sleep(Duration::from_millis(millis));
}

pub const fn spec(seconds: i64, nanos: i64) -> timespec {
    timespec {
        tv_sec: seconds,
        tv_nsec: nanos,
    }
}

pub const fn millis(millis: i64) -> timespec {
    spec(millis / 1000, millis % 1000 * 1_000_000)
}

pub const fn timeval(seconds: i64, micros: i64) -> libc::timeval {
    libc::timeval {
        tv_sec: seconds,
        tv_usec: micros,
    }
}

pub fn duration(time: timespec) -> Duration {
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

pub fn of_timeval(time: libc::timeval) -> Duration {
    Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000)
}

/// What a clock says, as the C library reads it.
pub fn clock(id: i32) -> Duration {
    let mut time = spec(0, 0);
    // SAFETY: `time` is a place for a reading.
    answer(unsafe { libc::clock_gettime(id, &mut time) }.into()).unwrap();
    duration(time)
}

/// When a clock will be so much later.
pub fn at(id: i32, later: i64) -> timespec {
    let then = clock(id).as_nanos() as i64 + later * 1_000_000;
    spec(then / 1_000_000_000, then % 1_000_000_000)
}

static CAUGHT: [AtomicU32; 65] = [const { AtomicU32::new(0) }; 65];

extern "C" fn count(signal: i32) {
    CAUGHT[signal as usize].fetch_add(1, Ordering::SeqCst);
}

/// How often a signal was caught.
pub fn caught(signal: i32) -> u32 {
    CAUGHT[signal as usize].load(Ordering::SeqCst)
}

/// Catches a signal from now on; `flags` as `sigaction` takes them.
pub fn catch(signal: i32, flags: i32) {
    act(signal, count as *const () as usize, flags);
}

/// Ignores it.
pub fn ignore(signal: i32) {
    act(signal, libc::SIG_IGN, 0);
}

fn act(signal: i32, handler: usize, flags: i32) {
    // SAFETY: zeros are an empty mask and no flags, and the handler does nothing but count.
    let result = unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = flags;
        libc::sigaction(signal, &action, ptr::null_mut())
    };
    answer(result.into()).unwrap();
}

/// A set of these signals, as syscalls take it, eight bytes long.
pub fn set(signals: &[i32]) -> u64 {
    signals.iter().map(|signal| 1 << (signal - 1)).sum()
}

/// Blocks these signals in this thread, and in those that it starts.
pub fn block(signals: &[i32]) {
    call!(SYS_rt_sigprocmask, libc::SIG_BLOCK, &set(signals), NULL, 8).unwrap();
}

/// Somebody who sends a signal, and does so again where the first came too early to interrupt anything.
pub struct Later {
    enough: mpsc::Sender<()>,
    thread: thread::JoinHandle<()>,
}

impl Later {
    /// What the signal was for is over.
    pub fn end(self) {
        drop(self.enough);
        self.thread.join().unwrap();
    }
}

/// Sends this thread a signal, so much later.
pub fn signal_later(signal: i32, millis: u64) -> Later {
    let (process, thread) = (std::process::id(), call!(SYS_gettid).unwrap());
    let (enough, is_enough) = mpsc::channel();
    let send = move || {
        sleep(millis);
        loop {
            call!(SYS_tgkill, process, thread, signal).unwrap();
            let again = is_enough.recv_timeout(Duration::from_millis(300));
            if again == Err(mpsc::RecvTimeoutError::Disconnected) {
                return;
            }
        }
    };
    Later {
        enough,
        thread: thread::spawn(send),
    }
}

/// Does something so much later, and again until it has had an effect: on a busy machine whoever is to be
/// woken may not be asleep yet.
pub fn wake_later(millis: u64, wake: impl Fn() -> i64 + Send + 'static) -> thread::JoinHandle<i64> {
    thread::spawn(move || {
        sleep(millis);
        loop {
            match wake() {
                0 => sleep(10),
                woken => return woken,
            }
        }
    })
}

/// How a timer is to tell that it has gone off; `thread` where it tells one thread only.
pub fn notify(how: i32, signal: i32, thread: i32) -> libc::sigevent {
    // SAFETY: zeros are a valid `sigevent`.
    let mut event: libc::sigevent = unsafe { mem::zeroed() };
    event.sigev_notify = how;
    event.sigev_signo = signal;
    event.sigev_notify_thread_id = thread;
    event
}

/// A child process that does something and exits with this code. None of this process's threads is in it.
pub fn child(act: impl FnOnce() -> i32) -> i32 {
    // SAFETY: the program has one thread where it calls this, or none that holds a lock for long.
    match unsafe { libc::fork() } {
        // SAFETY: the child leaves all that it shares with its parent as it is.
        0 => unsafe { libc::_exit(act()) },
        id => id,
    }
}

/// How a child ended, as `wait4` says it.
pub fn reap(id: i32) -> i32 {
    let mut status = 0;
    call!(SYS_wait4, id, &mut status, 0, NULL).unwrap();
    status
}

/// Both ends of a pipe, to read and to write.
pub fn pipe() -> (i32, i32) {
    let mut ends = [0; 2];
    call!(SYS_pipe2, &mut ends, 0).unwrap();
    (ends[0], ends[1])
}

pub fn write(file: i32, bytes: &[u8]) -> io::Result<i64> {
    call!(SYS_write, file, &bytes[0], bytes.len())
}

pub fn read(file: i32, bytes: &mut [u8]) -> io::Result<i64> {
    call!(SYS_read, file, &mut bytes[0], bytes.len())
}

/// A folder that nobody else writes to.
pub fn folder() -> path::PathBuf {
    std::env::args_os().nth(2).expect("a folder").into()
}

/// Computes for so much of its own CPU time.
pub fn compute(millis: u64) {
    let end = clock(libc::CLOCK_THREAD_CPUTIME_ID) + Duration::from_millis(millis);
    while clock(libc::CLOCK_THREAD_CPUTIME_ID) < end {
        (0..10_000u64).for_each(|number| {
            std::hint::black_box(number);
        });
    }
}
