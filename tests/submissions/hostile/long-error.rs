//@ failed, 0 points, does-not-build
//= 0123456789
//! The compiler says more in a line than is kept of one.
macro_rules! ten {
    ($text:expr) => { concat!($text, $text, $text, $text, $text, $text, $text, $text, $text, $text) };
}

compile_error!(ten!(ten!(ten!(ten!("0123456789")))));

fn main() {}
