//! An `.await` in a function that is not `async`. In this folder:
//!
//!     cargo check
//!
//! It does not compile: error E0728. An `.await` hands the thread back to the event
//! loop, and only the body of an `async` function (or block) can be left half-way
//! and taken up again.

use std::time::Duration;

use tokio::time::sleep;

fn main() {
    wrong_main();
}

// The fix: `async fn`, and an event loop that runs it.
fn wrong_main() {
    sleep(Duration::from_secs(1)).await;
    println!("Hello, World!");
}
