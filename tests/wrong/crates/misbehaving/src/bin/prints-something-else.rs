//! Ends well, but with other words.

fn main() {
    println!("Nombre: 0");
}
