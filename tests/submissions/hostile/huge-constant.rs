//@ failed, 0 points, does-not-build
//= the compiler
//! A program of 3 GiB.
static BIG: [u8; 3 << 30] = [1; 3 << 30];

fn main() {
    println!("{}", BIG[std::env::args().count()]);
}
