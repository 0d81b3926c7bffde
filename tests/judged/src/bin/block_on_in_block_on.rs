//! Tokio notices a `block_on` of its own inside of a task, and panics rather than block the event loop.
//!
//= total 0, parked 0, blocked 0, offloaded 0, busy 0, idle 0, stall any
//= kind crash, loop any, line HERE

use tokio::runtime::Handle;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    Handle::current().block_on(async { println!("never") }); // HERE
}
