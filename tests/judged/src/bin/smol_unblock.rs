//! `unblock` hands a call that blocks to a pool.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 1 s, busy 0, idle any, stall 0
//= kind offloaded, loop smol, line HERE

use std::thread;
use std::time::Duration;

use smol::unblock;

fn read() -> u32 {
    thread::sleep(Duration::from_secs(1)); // HERE
    7
}

fn main() {
    smol::block_on(async {
        let (one, other) = (unblock(read), unblock(read));
        println!("{}", one.await + other.await);
    });
}
