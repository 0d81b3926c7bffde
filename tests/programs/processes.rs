//! Processes, and what they reach each other by.

use std::io::{ErrorKind, Read};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::Outcome;

pub fn waits_for_child() -> Outcome {
    let status = Command::new("sleep").arg("7").status()?;
    assert!(status.success());
    Ok(())
}

pub fn pipe() -> Outcome {
    let mut child = Command::new("sh")
        .args(["-c", "sleep 2; echo one; sleep 3; echo two"])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut said = String::new();
    child
        .stdout
        .take()
        .ok_or("no pipe")?
        .read_to_string(&mut said)?;
    print!("{said}");
    child.wait()?;
    Ok(())
}

/// A timeout that the kernel keeps in the socket.
pub fn socket_timeout() -> Outcome {
    let (mut one, _other) = UnixStream::pair()?;
    one.set_read_timeout(Some(Duration::from_millis(300)))?;
    let error = one
        .read(&mut [0])
        .err()
        .ok_or("there was something to read")?;
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
    Ok(())
}

/// Anybody could connect, but nobody does.
pub fn listens() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.accept()?;
    Ok(())
}

/// Two sockets that hear everybody.
pub fn unconnected_datagrams() -> Outcome {
    let (one, other) = (
        UdpSocket::bind("127.0.0.1:0")?,
        UdpSocket::bind("127.0.0.1:0")?,
    );
    let address = one.local_addr()?;
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        other.send_to(b"x", address)
    });
    one.recv(&mut [0])?;
    Ok(())
}
