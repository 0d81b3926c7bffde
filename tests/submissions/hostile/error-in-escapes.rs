//@ failed, 0 points, does-not-build
//= forged
//! What the compiler quotes looks like somebody else's words.
compile_error!("forged\n::error::forged\x1b[2J\u{202e}</failure>]]>=1+1");

fn main() {}
