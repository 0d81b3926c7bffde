//! The same with a socket of tokio's: the loop is parked while the server thinks.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind concurrent or sequential, loop tokio current_thread, line any

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

async fn serve(listener: TcpListener) {
    let (mut client, _) = listener.accept().await.unwrap();
    sleep(Duration::from_secs(1)).await;
    client.write_all(b"hello").await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener));
    let mut server = TcpStream::connect(address).await.unwrap();
    let mut answer = String::new();
    server.read_to_string(&mut answer).await.unwrap();
    println!("{answer}");
}
