//! Begins well, and never ends.

fn main() {
    println!("Number: 0");
    loop {
        std::thread::park();
    }
}
