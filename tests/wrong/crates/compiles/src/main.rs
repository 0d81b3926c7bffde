//! Nothing is wrong with it, and that is wrong.

fn main() {}
