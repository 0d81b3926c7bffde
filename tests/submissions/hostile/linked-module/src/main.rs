//@ failed, 0 points, does-not-build
//= file not found for module
//! Its module is a link to somebody else's file.
mod neighbour; //~

fn main() {
    neighbour::main();
}
