//@ failed, 1 point, crash
//= printed more than
use std::io::Write;

fn main() {
    let mut stdout = std::io::stdout().lock();
    for _ in 0..16_384 {
        stdout.write_all(&[b'a'; 64 * 1024]).unwrap();
    }
}
