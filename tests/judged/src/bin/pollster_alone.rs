//! An executor that is too small to be known: it is not said to block, whatever else is said.
//!
//= total 1 s, parked any, blocked 0, offloaded 1 s, busy 0, idle 0, stall 0, unknown any
//= kind any, loop any, line any

use std::thread;
use std::time::Duration;

fn main() {
    let (done, is_done) = async_channel::bounded(1);
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        done.send_blocking(7)
    });
    println!("{:?}", pollster::block_on(is_done.recv()));
}
