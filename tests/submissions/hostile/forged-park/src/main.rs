//@ failed, 7 points, blocking
//= blocked 1.000 s
//! Blocks, in a function that is called like one that parks an event loop.
mod park;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    let number = tokio::spawn(async { park::park() });
    number.await.unwrap();
    for number in 0..5 {
        println!("Number: {number}");
    }
    println!("Total time: 1.0000 seconds");
}
