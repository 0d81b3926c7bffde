//@ failed, 0 points, does-not-build
//= constant evaluation is taking a long time
//! A constant that takes for ever, and a compiler that says so.
const ENDLESS: u64 = {
    let mut number = 0_u64;
    while number < u64::MAX { //~
        number += 1;
    }
    number
};

fn main() {
    println!("{ENDLESS}");
}
