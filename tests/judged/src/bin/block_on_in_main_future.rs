//! Behind a plain function, `block_on` waits for a thread's answer. It does not hand its own wait to the event
//! loop that called it: that loop is stuck for as long.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use futures::channel::oneshot;
use futures::executor::block_on;

fn ask() -> String {
    let (answer, answered) = oneshot::channel();
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(2));
        answer.send("forty-two".to_owned())
    });
    block_on(answered).unwrap() // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{}", ask());
}
