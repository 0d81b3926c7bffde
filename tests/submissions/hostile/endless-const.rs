//@ failed, 0 points, does-not-build
//= the compiler worked on it for more than
//! A constant that takes for ever.
#![allow(long_running_const_eval)]

const ENDLESS: u64 = {
    let mut number = 0_u64;
    while number < u64::MAX {
        number += 1;
    }
    number
};

fn main() {
    println!("{ENDLESS}");
}
