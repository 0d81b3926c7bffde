//@ failed, 1 point, hang
//= killed
//! Very many short waits, each below 250 functions that somebody looks through.
use std::time::Duration;

#[inline(never)]
fn deeper(depth: u32) -> u32 {
    let room = [depth as u8; 200];
    match depth {
        0 => (0..1_000_000).for_each(|_| std::thread::sleep(Duration::from_micros(20))),
        _ => return deeper(depth - 1) + u32::from(std::hint::black_box(room)[7]),
    }
    0
}

fn main() {
    println!("{}", deeper(250));
}
