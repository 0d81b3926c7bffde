//@ failed, 7 points, synchronous
//= nothing waited on an event loop
//! The same in a file that is reached through a folder of libraries: its path looks like theirs.
//! More than `/` no `..` leads up to, wherever that folder is.
#[path = "@CARGO@/registry/src/../../../../../../../../../../../../proc/self/cwd/src/park.rs"]
mod park;

fn main() {
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    park::select_epoll_poll();
    for number in 0..5 {
        println!("Number: {number}");
    }
    println!("Total time: 1.0000 seconds");
}
