//@ failed, 0 points, does-not-build
//= couldn't read
//! A module that is another submission, as it lies beside this one while they are graded.
#[path = "../1/spawned-then-awaited.rs"]
mod neighbour; //~

fn main() {
    let _ = neighbour::main();
}
