//! An actor takes one request after another. That three ask at once does not help them.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

type Request = (u32, oneshot::Sender<u32>);

async fn actor(mut requests: mpsc::Receiver<Request>) {
    while let Some((number, reply)) = requests.recv().await {
        sleep(Duration::from_secs(1)).await;
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
