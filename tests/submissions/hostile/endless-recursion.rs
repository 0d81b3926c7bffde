//@ failed, 1 point, crash
//= ended by SIG
fn deeper(depth: u64) -> u64 {
    let here = [depth; 64];
    1 + deeper(depth + std::hint::black_box(here)[63] % 2 + 1)
}

fn main() {
    println!("{}", deeper(0));
}
