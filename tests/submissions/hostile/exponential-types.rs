//@ failed, 0 points, does-not-build
//= the compiler
//! A type whose name is twice as long at each step, and a bound that must be proved for all of it.
#![recursion_limit = "1024"]

trait Grows {
    fn grow(self, depth: u32);
}

impl<T: Clone + std::fmt::Debug> Grows for T {
    fn grow(self, depth: u32) {
        if depth > 0 {
            (self.clone(), self).grow(depth - 1);
        }
    }
}

fn main() {
    1_u8.grow(3);
}
