//! The standard library's waits with timeouts: expired, and in time.
//= total 0.4 s

use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::kernel::*;

pub fn main() {
    let time = Duration::from_millis(50);
    let long = Duration::from_secs(5);
    let (sender, receiver) = channel();
    let start = Instant::now();
    println!("{:?}, {}", receiver.recv_timeout(time), took(start, 50));
    let start = Instant::now();
    let thread = thread::spawn(move || {
        sleep(50);
        sender.send(7).unwrap();
        sleep(50);
    });
    println!("{:?}, {}", receiver.recv_timeout(long), took(start, 50));
    println!("{:?}, {}", receiver.recv_timeout(long), took(start, 100));
    thread.join().unwrap();
    let (mutex, condition) = (Mutex::new(false), Condvar::new());
    let start = Instant::now();
    let guard = mutex.lock().unwrap();
    let (guard, waited) = condition
        .wait_timeout_while(guard, time, |is_set| !*is_set)
        .unwrap();
    println!("{}, {}", waited.timed_out(), took(start, 50));
    drop(guard);
    thread::scope(|scope| {
        scope.spawn(|| {
            sleep(50);
            *mutex.lock().unwrap() = true;
            condition.notify_all();
        });
        let guard = mutex.lock().unwrap();
        let waited = condition
            .wait_timeout_while(guard, long, |is_set| !*is_set)
            .unwrap();
        println!("{}", waited.1.timed_out());
    });
    let start = Instant::now();
    while start.elapsed() < time {
        thread::park_timeout(time.saturating_sub(start.elapsed()));
    }
    println!("{}", took(start, 50));
    let main = thread::current();
    let thread = thread::spawn(move || {
        sleep(50);
        main.unpark();
    });
    let start = Instant::now();
    thread::park_timeout(long);
    println!("{}", start.elapsed() < long);
    thread.join().unwrap();
    // A channel without room keeps the sender until somebody receives.
    let (sender, receiver) = sync_channel(0);
    let start = Instant::now();
    let thread = thread::spawn(move || {
        sleep(50);
        receiver.recv()
    });
    println!("{:?}, {}", sender.send(1), took(start, 50));
    println!("{:?}", thread.join().unwrap());
}
