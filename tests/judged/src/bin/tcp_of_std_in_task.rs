//! A socket of the standard library's blocks the task that reads from it, until the server on the other thread
//! answers.
//!
//= total 1 s, parked 1 s, blocked 1 s, offloaded 0, busy 0, idle 0, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::runtime::Builder;
use tokio::time::sleep;

fn serve(listener: TcpListener) {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(async {
        listener.set_nonblocking(true).unwrap();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        let (mut client, _) = listener.accept().await.unwrap();
        sleep(Duration::from_secs(1)).await;
        client.write_all(b"hello").await.unwrap();
    });
}

async fn ask(server: SocketAddr) -> String {
    let mut server = TcpStream::connect(server).unwrap();
    let mut answer = String::new();
    server.read_to_string(&mut answer).unwrap(); // HERE
    answer
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(|| serve(listener));
    println!("{}", tokio::spawn(ask(address)).await.unwrap());
    server.join().unwrap();
}
