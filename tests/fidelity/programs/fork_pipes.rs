//! A child that answers by a pipe, after some time each.
//= total 0.25 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let (questions, ask) = pipe();
    let (answers, answer) = pipe();
    let start = Instant::now();
    let child = child(|| {
        call!(SYS_close, ask).unwrap();
        let mut bytes = [0];
        while read(questions, &mut bytes).unwrap() > 0 {
            sleep(50);
            write(answer, &[bytes[0] * 2]).unwrap();
        }
        7
    });
    call!(SYS_close, answer).unwrap();
    for question in 1..=5 {
        let mut bytes = [0];
        write(ask, &[question]).unwrap();
        let mut file = libc::pollfd {
            fd: answers,
            events: libc::POLLIN,
            revents: 0,
        };
        let ready = call!(SYS_poll, &mut file, 1, 5000).unwrap();
        read(answers, &mut bytes).unwrap();
        println!("{ready}: {}", bytes[0]);
    }
    println!("{}", took(start, 250));
    call!(SYS_close, ask).unwrap();
    println!(
        "{}, then {}",
        reap(child) >> 8,
        read(answers, &mut [0]).unwrap()
    );
}
