//@ failed, 1 point, no-wait
//= line 1 is `STARTED`
//! Its name is an option of the compiler's.
fn main() {
    println!("STARTED");
}
