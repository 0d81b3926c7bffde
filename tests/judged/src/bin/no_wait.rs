//! A future that nobody awaits does nothing, so there is nothing to wait for.
//!
//= total 0, parked 0, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind no-wait, loop any, line any

use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let _never = async {
        sleep(Duration::from_secs(1)).await;
        println!("never");
    };
    println!("done");
}
