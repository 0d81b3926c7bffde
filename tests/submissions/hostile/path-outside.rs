//@ failed, 0 points, does-not-build
//= couldn't read
//! A module that lies in the teacher's folder.
#[path = "@CHECKOUT@/crates/ex1-concurrent-tasks/src/main.rs"]
mod solution; //~

fn main() {
    let _ = solution::main();
}
