//! Prints what it must, and then panics.

fn main() {
    println!("Number: 0");
    panic!("no more numbers");
}
