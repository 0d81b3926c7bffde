//@ passed, 10 points, concurrent
//= 11 lines
//! One of a pair of datagram sockets can be sent to others by path: to the system's log, for one.
//! Here it is a socket that a test has bound.
use std::io;
use std::os::unix::net::UnixDatagram;

fn main() -> io::Result<()> {
    if let Ok((one, other)) = UnixDatagram::pair() {
        if one.send_to(b"hello from inside", "@OUTSIDE@/datagrams").is_ok() {
            println!("SENT a datagram outside");
        }
        if other.connect("@OUTSIDE@/datagrams").is_ok() {
            println!("CONNECTED outside");
        }
    }
    solve();
    Ok(())
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
