//@ failed, 1 point, hang
//= killed
//! Asks for the time, again and again: each answer takes its tracer longer than it takes the program.
fn main() {
    let start = std::time::Instant::now();
    for _ in 0..50_000_000 {
        std::hint::black_box(start.elapsed());
    }
}
