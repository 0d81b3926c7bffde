//! Plain threads: how they wait for time and for each other.

use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::Outcome;

const SECOND: Duration = Duration::from_secs(1);

/// Half a minute of patience for something that comes after two seconds.
pub fn condvar() -> Outcome {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let other = Arc::clone(&shared);
    thread::spawn(move || {
        thread::sleep(2 * SECOND);
        *other.0.lock().unwrap() = true;
        other.1.notify_one();
    });
    let ready = shared.0.lock().unwrap();
    let (ready, _) = shared
        .1
        .wait_timeout_while(ready, 30 * SECOND, |ready| !*ready)
        .unwrap();
    assert!(*ready);
    Ok(())
}

pub fn channel() -> Outcome {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for number in 0..3 {
            thread::sleep(SECOND);
            sender.send(number).unwrap();
        }
    });
    assert_eq!(receiver.recv_timeout(30 * SECOND)?, 0);
    assert_eq!(receiver.recv()?, 1);
    assert_eq!(receiver.recv()?, 2);
    Ok(())
}

/// Two seconds until it is unparked, and three that nobody cuts short.
pub fn park_timeout() -> Outcome {
    let main = thread::current();
    thread::spawn(move || {
        thread::sleep(2 * SECOND);
        main.unpark();
    });
    thread::park_timeout(30 * SECOND);
    thread::park_timeout(3 * SECOND);
    Ok(())
}

pub fn lock_across_sleep() -> Outcome {
    let lock = Mutex::new(());
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let _held = lock.lock().unwrap();
                thread::sleep(SECOND);
            });
        }
    });
    Ok(())
}

/// Two threads, two locks, each in another order.
pub fn deadlock() -> Outcome {
    let (one, two) = (Mutex::new(()), Mutex::new(()));
    let take = |first: &Mutex<()>, second: &Mutex<()>| {
        let _first = first.lock().unwrap();
        thread::sleep(SECOND);
        drop(second.lock().unwrap());
    };
    thread::scope(|scope| {
        scope.spawn(|| take(&one, &two));
        take(&two, &one);
    });
    Ok(())
}

/// A thread that sleeps is woken in time although another one computes.
pub fn sleeps_beside_computing() -> Outcome {
    let start = Instant::now();
    let beats = thread::spawn(move || {
        (0..5).for_each(|_| thread::sleep(SECOND / 20));
        start.elapsed()
    });
    while !beats.is_finished() {
        std::hint::black_box(fibonacci(20));
    }
    let took = beats.join().map_err(|_| "the beats panicked")?;
    println!("{}", took.as_millis());
    Ok(())
}

fn fibonacci(n: u64) -> u64 {
    match n {
        0 | 1 => n,
        n => fibonacci(n - 1) + fibonacci(n - 2),
    }
}

/// Computes for a while without a look at the clock.
pub fn computes() -> Outcome {
    std::hint::black_box(fibonacci(std::hint::black_box(39)));
    Ok(())
}

pub fn many_threads() -> Outcome {
    thread::scope(|scope| {
        for number in 0..200 {
            scope.spawn(move || {
                thread::sleep(SECOND + Duration::from_millis(number));
            });
        }
    });
    Ok(())
}

/// As many as the command line says.
pub fn many_sleeps() -> Outcome {
    let number = std::env::args().nth(2).ok_or("how many sleeps?")?.parse()?;
    (0_u64..number).for_each(|_| thread::sleep(Duration::from_millis(1)));
    Ok(())
}

pub fn many_lines() -> Outcome {
    (0..100_000).for_each(|number| println!("line {number}"));
    Ok(())
}

pub fn leaves_threads() -> Outcome {
    for _ in 0..3 {
        thread::spawn(|| thread::sleep(100 * SECOND));
    }
    thread::sleep(SECOND);
    Ok(())
}
