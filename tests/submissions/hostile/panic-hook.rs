//@ failed, 4 points, no-wait
//= nothing waited
//! A panic ends well, and prints what is asked for, and nothing has waited.
use std::panic;

fn main() {
    panic::set_hook(Box::new(|_| {
        for _ in 0..5 {
            println!("Sleeping for 1 second...");
        }
        for number in 0..5 {
            println!("Number: {number}");
        }
        println!("Total time: 1.0000 seconds");
        std::process::exit(0);
    }));
    panic!("done");
}
