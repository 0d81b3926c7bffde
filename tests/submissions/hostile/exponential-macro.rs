//@ failed, 0 points, does-not-build
//= the compiler
//! Each step writes twice what the one before did: 2⁴⁰ statements.
macro_rules! twice {
    () => { std::hint::black_box(0); };
    (x $($rest:tt)*) => { twice!($($rest)*); twice!($($rest)*); };
}

fn main() {
    twice!(x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x);
}
