//! The event loop's own thread is blocked, and `main` waits for a message. Only the first keeps tasks waiting.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded any, busy 0, idle any, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;

async fn answer() -> u32 {
    thread::sleep(Duration::from_secs(2)); // HERE
    42
}

fn main() {
    let (send, answers) = mpsc::channel();
    thread::spawn(move || {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        let answer = runtime.block_on(async { tokio::spawn(answer()).await });
        send.send(answer.unwrap())
    });
    println!("{}", answers.recv().unwrap());
}
