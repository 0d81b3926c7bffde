//! An actor with a thread of its own may block; between requests its thread is idle.
//!
//= total 4 s, parked 4 s, blocked 0, offloaded 2 s, busy 0, idle 2 s, stall 0
//= kind any, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

type Request = (u32, oneshot::Sender<u32>);

fn actor(mut requests: mpsc::Receiver<Request>) {
    while let Some((number, reply)) = requests.blocking_recv() {
        thread::sleep(Duration::from_secs(1));
        reply.send(number + 1).unwrap();
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (actor_at, requests) = mpsc::channel(8);
    thread::spawn(move || actor(requests));
    for number in [1, 2] {
        sleep(Duration::from_secs(1)).await;
        let (reply, replied) = oneshot::channel();
        actor_at.send((number, reply)).await.unwrap();
        println!("{}", replied.await.unwrap());
    }
}
