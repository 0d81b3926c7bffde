//@ passed, 10 points, concurrent
//= 11 lines
//! Opens sockets of every kind, to this machine only.
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};

unsafe extern "C" {
    fn socket(family: i32, kind: i32, protocol: i32) -> i32;
}

fn main() {
    let report = |what: &str, worked: bool| {
        if worked {
            println!("OPENED {what}");
        }
    };
    report("a TCP listener", TcpListener::bind("127.0.0.1:0").is_ok());
    report("a TCP connection", TcpStream::connect("127.0.0.1:22").is_ok());
    report("a UDP socket", UdpSocket::bind("127.0.0.1:0").is_ok());
    report("a Unix listener", UnixListener::bind("harness-hostile-socket").is_ok());
    report("a Unix datagram socket", UnixDatagram::unbound().is_ok());
    report("a Unix connection", UnixStream::connect("@OUTSIDE@/stream").is_ok());
    // netlink, packets, Bluetooth, the kernel's crypto, virtual machines, XDP
    for family in [16, 17, 31, 38, 40, 44] {
        for kind in [1, 2, 3, 5] {
            let file = unsafe { socket(family, kind, 0) };
            report(&format!("a socket of family {family}"), file >= 0);
        }
    }
    solve();
}

/// What the exercise asks for.
fn solve() {
    let start = std::time::Instant::now();
    let mut event_loop = tokio::runtime::Builder::new_current_thread();
    let event_loop = event_loop.enable_time().build().unwrap();
    event_loop.block_on(async {
        let number = |number| async move {
            println!("Sleeping for 1 second...");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            println!("Number: {number}");
        };
        let tasks: Vec<_> = (0..5).map(|one| tokio::spawn(number(one))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
