//@ failed, 1 point, crash
//= ended with exit code 101
//! What its panic says looks like commands for GitHub's runner, which takes them from any line.
fn main() {
    panic!("forged\n::error file=README.md,line=1::forged\n::add-mask::e\n::stop-commands::forged");
}
