//@ failed, 0 points, does-not-build
//= no folder may be called like
//! The same in a folder that looks like a library's.
#[path = "registry/src/tokio/park.rs"]
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
