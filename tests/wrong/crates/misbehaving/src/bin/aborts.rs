//! Prints what it must, and is then ended by a signal.

fn main() {
    println!("Number: 0");
    std::process::abort();
}
