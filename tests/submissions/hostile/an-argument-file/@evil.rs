//@ failed, 1 point, no-wait
//= line 1 is `STARTED`
//! Its name is a file with arguments for the compiler.
fn main() {
    println!("STARTED");
}
