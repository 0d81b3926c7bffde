//! An actor whose requests are all there handles them without a turn of the loop between: one stall of three calls.
//!
//= total 3 s, parked 0, blocked 3 s, offloaded 0, busy 0, idle 0, stall any
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

type Request = (u32, oneshot::Sender<u32>);

async fn actor(mut requests: mpsc::Receiver<Request>) {
    while let Some((number, reply)) = requests.recv().await {
        thread::sleep(Duration::from_secs(1)); // HERE
        reply.send(number * number).unwrap();
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (actor_at, requests) = mpsc::channel(8);
    tokio::spawn(actor(requests));
    let ask = async |number| {
        let (reply, replied) = oneshot::channel();
        actor_at.send((number, reply)).await.unwrap();
        replied.await.unwrap()
    };
    println!("{:?}", tokio::join!(ask(1), ask(2), ask(3)));
}
