//! Uses a name that is not there.

fn main() {
    println!("{number}");
}
