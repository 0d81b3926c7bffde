//! Two makes of event loop in one program, each with a thread of its own.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded any, busy 0, idle any, stall 0
//= kind concurrent, loop any, line any

use std::thread;
use std::time::Duration;

use smol::Timer;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let other = thread::spawn(|| smol::block_on(Timer::after(Duration::from_secs(1))));
    tokio::join!(
        sleep(Duration::from_secs(1)),
        sleep(Duration::from_secs(1)),
        sleep(Duration::from_secs(1)),
    );
    other.join().unwrap();
}
