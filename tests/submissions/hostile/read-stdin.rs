//@ failed, 1 point, hang
//= killed
//! Reads its input for ever, which is at its end at once.
use std::io::Read;

fn main() {
    let mut buffer = [0; 4096];
    for _ in 0..500_000_000 {
        let _ = std::io::stdin().read(&mut buffer);
    }
}
