//@ failed, 0 points, does-not-build
//= the compiler
//! A program of 400 MiB: more than a compiler may write.
static BIG: [u8; 400 << 20] = [1; 400 << 20];

fn main() {
    println!("{}", BIG[std::env::args().count()]);
}
