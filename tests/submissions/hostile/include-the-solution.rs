//@ failed, 0 points, does-not-build
//= couldn't read
//! Has the compiler take in the teacher's solution.
include!("@CHECKOUT@/crates/ex1-concurrent-tasks/src/main.rs"); //~
