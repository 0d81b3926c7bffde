//@ failed, 7 points, synchronous
//= nothing waited on an event loop
//! No event loop at all, but a function that is called like one which parks, and in a file that does
//! not end as a source does.
#[path = "park.txt"]
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
