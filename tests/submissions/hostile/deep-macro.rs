//@ failed, 0 points, does-not-build
//= the compiler
//! A hundred thousand parentheses in each other, by a macro.
#![recursion_limit = "1000000"]

macro_rules! nested {
    ([$($inside:tt)*]) => { $($inside)* };
    ([$($inside:tt)*] x $($rest:tt)*) => { nested!([($($inside)*)] $($rest)*) };
}

macro_rules! tenfold {
    ([] $($all:tt)*) => { nested!([0] $($all)*) };
    ([x $($rest:tt)*] $($all:tt)*) => {
        tenfold!([$($rest)*] $($all)* $($all)* $($all)* $($all)* $($all)* $($all)* $($all)* $($all)* $($all)* $($all)*)
    };
}

fn main() {
    println!("{}", tenfold!([x x x x x] x));
}
