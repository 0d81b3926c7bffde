//! Tokio notices a `block_on` of its own inside of a task, and panics rather than block the event loop.
//!
//= total ..1 s, parked 0, blocked any, offloaded 0, busy any, idle 0, stall any
//= kind crash, loop any, line HERE

use tokio::runtime::Handle;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    Handle::current().block_on(async { println!("never") }); // HERE
}
