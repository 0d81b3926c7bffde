//@ failed, 0 points, does-not-build
//= memory
//! Has the compiler read a file that has no end.
fn main() {
    println!("{}", include_bytes!("/dev/zero").len());
}
