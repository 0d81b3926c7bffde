//! Waits for a second, under the name of a function of Tokio's that parks its event loop.
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[unsafe(export_name = "tokio::runtime::park::Inner::park")]
#[inline(never)]
pub extern "C" fn park() {
    let lock = Mutex::new(());
    let guard = lock.lock().unwrap();
    let _ = Condvar::new().wait_timeout(guard, Duration::from_secs(1)).unwrap();
}
