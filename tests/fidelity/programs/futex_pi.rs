//! Locks with priority inheritance: free, held, never had, had too late.
//= total 0.4 s

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Instant;

use crate::kernel::*;

static LOCK: AtomicU32 = AtomicU32::new(0);
const LOCK_PI2: i32 = 13;

fn lock(operation: i32, time: Option<timespec>) -> String {
    let time = time
        .as_ref()
        .map_or(0, |time| std::ptr::from_ref(time) as usize);
    said(call!(SYS_futex, &LOCK, operation, 0, time))
}

pub fn main() {
    println!("free: {}", lock(libc::FUTEX_LOCK_PI, None));
    println!("own: {}", lock(libc::FUTEX_LOCK_PI, None));
    println!("own: {}", lock(libc::FUTEX_TRYLOCK_PI, None));
    let waiter = thread::spawn(|| {
        println!("held: {}", lock(libc::FUTEX_TRYLOCK_PI, None));
        let (start, time) = (Instant::now(), at(libc::CLOCK_REALTIME, 50));
        let locked = lock(libc::FUTEX_LOCK_PI, Some(time));
        println!("by the wall's clock: {locked}, {}", took(start, 49));
        let (start, time) = (Instant::now(), at(libc::CLOCK_MONOTONIC, 50));
        let locked = lock(LOCK_PI2, Some(time));
        println!("by the machine's: {locked}, {}", took(start, 49));
        println!("past: {}", lock(LOCK_PI2, Some(spec(0, 0))));
        println!("none: {}", lock(LOCK_PI2, Some(spec(0, -1))));
        let time = at(libc::CLOCK_REALTIME, 5000);
        println!("handed over: {}", lock(libc::FUTEX_LOCK_PI, Some(time)));
        let mine = LOCK.load(Ordering::SeqCst) & 0x3fff_ffff;
        println!("{}", i64::from(mine) == call!(SYS_gettid).unwrap());
        println!("{}", said(call!(SYS_futex, &LOCK, libc::FUTEX_UNLOCK_PI)));
    });
    sleep(400);
    let unlocked = call!(SYS_futex, &LOCK, libc::FUTEX_UNLOCK_PI);
    waiter.join().unwrap();
    println!("{}", said(unlocked));
    println!(
        "not mine: {}",
        said(call!(SYS_futex, &LOCK, libc::FUTEX_UNLOCK_PI))
    );
}
