//! A message queue: empty and full until a time, time that is past or none, and messages in order.
//= falls back

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let name = format!("fidelity-{}\0", std::process::id());
    // Flags, the most messages, their size, and how many there are.
    let attributes = [0i64, 1, 8, 0, 0, 0, 0, 0];
    let flags = libc::O_CREAT | libc::O_RDWR;
    let path = name.as_ptr() as usize;
    let queue = match call!(SYS_mq_open, path, flags, 0o600, &attributes) {
        Ok(queue) => queue,
        Err(error) => return println!("{error}"),
    };
    call!(SYS_mq_unlink, path).unwrap();
    let receive = |time: &timespec| {
        let (mut bytes, mut urgency) = ([0u8; 8], 0u32);
        let got = call!(
            SYS_mq_timedreceive,
            queue,
            &mut bytes,
            8,
            &mut urgency,
            time
        );
        format!("{} of urgency {urgency}", said(got))
    };
    let send = |time: &timespec| said(call!(SYS_mq_timedsend, queue, b"message!", 8, 3, time));
    let clock = libc::CLOCK_REALTIME;
    let start = Instant::now();
    println!("empty: {}, {}", receive(&at(clock, 50)), took(start, 49));
    println!("past: {}", receive(&at(clock, -50)));
    println!("none: {}", receive(&spec(0, -1)));
    println!("sent: {}", send(&at(clock, 5000)));
    let start = Instant::now();
    println!("full: {}, {}", send(&at(clock, 50)), took(start, 49));
    println!("none: {}", send(&spec(0, 1_000_000_000)));
    println!("there: {}", receive(&spec(0, 0)));
    let sender = wake_later(50, move || {
        call!(SYS_mq_timedsend, queue, b"late", 4, 1, NULL).unwrap() + 1
    });
    println!("comes: {}", receive(&at(clock, 5000)));
    sender.join().unwrap();
}
