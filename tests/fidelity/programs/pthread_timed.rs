//! Locks, semaphores and joins of the C library's that wait until a time.
//= total 0.45 s

use std::mem::MaybeUninit;
use std::time::Instant;
use std::{ptr, thread};

use crate::kernel::*;

static mut MUTEX: libc::pthread_mutex_t = libc::PTHREAD_MUTEX_INITIALIZER;
static mut RWLOCK: libc::pthread_rwlock_t = libc::PTHREAD_RWLOCK_INITIALIZER;

unsafe extern "C" {
    // glibc has them, and the libc crate not.
    fn sem_clockwait(semaphore: *mut libc::sem_t, clock: i32, time: *const timespec) -> i32;
    fn pthread_rwlock_timedrdlock(lock: *mut libc::pthread_rwlock_t, time: *const timespec) -> i32;
    fn pthread_rwlock_timedwrlock(lock: *mut libc::pthread_rwlock_t, time: *const timespec) -> i32;
    fn pthread_timedjoin_np(
        thread: libc::pthread_t,
        result: *mut *mut libc::c_void,
        time: *const timespec,
    ) -> i32;
}

extern "C" fn sleeper(_: *mut libc::c_void) -> *mut libc::c_void {
    sleep(200);
    ptr::null_mut()
}

fn timed(name: &str, wait: impl FnOnce(timespec) -> std::io::Result<i64>) {
    let (start, time) = (Instant::now(), at(libc::CLOCK_REALTIME, 50));
    println!("{name}: {}, {}", said(wait(time)), took(start, 49));
}

pub fn main() {
    // SAFETY: all of these are initialised and stay where they are.
    unsafe {
        libc::pthread_mutex_lock(&raw mut MUTEX);
        libc::pthread_rwlock_wrlock(&raw mut RWLOCK);
        let waiter = thread::spawn(|| {
            timed("mutex", |time| {
                returned(libc::pthread_mutex_timedlock(&raw mut MUTEX, &time))
            });
            let time = spec(0, -1);
            let locked = libc::pthread_mutex_timedlock(&raw mut MUTEX, &time);
            println!("none: {}", said(returned(locked)));
            timed("to read", |time| {
                returned(pthread_rwlock_timedrdlock(&raw mut RWLOCK, &time))
            });
            timed("to write", |time| {
                returned(pthread_rwlock_timedwrlock(&raw mut RWLOCK, &time))
            });
        });
        waiter.join().unwrap();
        let mut semaphore = MaybeUninit::<libc::sem_t>::uninit();
        libc::sem_init(semaphore.as_mut_ptr(), 0, 1);
        let semaphore = semaphore.as_mut_ptr();
        println!(
            "free: {}",
            said(answer(libc::sem_timedwait(semaphore, &spec(0, 0)).into()))
        );
        println!(
            "past: {}",
            said(answer(libc::sem_timedwait(semaphore, &spec(0, 0)).into()))
        );
        timed("taken", |time| {
            answer(libc::sem_timedwait(semaphore, &time).into())
        });
        let (start, time) = (Instant::now(), at(libc::CLOCK_MONOTONIC, 50));
        let waited = answer(sem_clockwait(semaphore, libc::CLOCK_MONOTONIC, &time).into());
        println!(
            "by the machine's clock: {}, {}",
            said(waited),
            took(start, 49)
        );
        let mut thread = 0;
        let start = Instant::now();
        libc::pthread_create(&mut thread, ptr::null(), sleeper, ptr::null_mut());
        timed("too early", |time| {
            returned(pthread_timedjoin_np(thread, ptr::null_mut(), &time))
        });
        let time = at(libc::CLOCK_REALTIME, 5000);
        let joined = pthread_timedjoin_np(thread, ptr::null_mut(), &time);
        println!("in time: {}, {}", said(returned(joined)), took(start, 200));
    }
}
