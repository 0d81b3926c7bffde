//@ failed, 0 points, does-not-build
//= couldn't read
//! Has the compiler read what lies outside: the list of the machine's users.
fn main() {
    println!("READ {}", include_str!("../../../etc/passwd")); //~
    println!("READ {}", include_str!("/etc/passwd"));
}
