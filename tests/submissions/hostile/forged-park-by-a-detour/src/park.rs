//! Waits for a second, in a function that is called like one of Python's.
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[unsafe(no_mangle)]
#[inline(never)]
pub extern "C" fn select_epoll_poll() {
    let lock = Mutex::new(());
    let guard = lock.lock().unwrap();
    let _ = Condvar::new().wait_timeout(guard, Duration::from_secs(1)).unwrap();
}
