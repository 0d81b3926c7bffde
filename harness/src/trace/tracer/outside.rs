//! Whether a connection leads out of the program: what comes back from there takes real time.

use std::collections::HashSet;
use std::fs;

use nix::unistd::Pid;

use super::memory;

/// Whether the socket address in a process's memory belongs to a peer outside these processes.
pub(super) fn leads_out(pid: Pid, address: u64, length: u64, processes: &HashSet<Pid>) -> bool {
    let mut bytes = [0; 28];
    let length = (length as usize).min(bytes.len());
    if memory::read(pid, address, &mut bytes[..length]) < 8 {
        return false;
    }
    let family = i32::from(u16::from_ne_bytes([bytes[0], bytes[1]]));
    let port = u16::from_be_bytes([bytes[2], bytes[3]]);
    let is_loopback = match family {
        libc::AF_INET => bytes[4] == 127,
        libc::AF_INET6 => bytes[8..23].iter().all(|byte| *byte == 0) && bytes[23] == 1,
        // A Unix socket has a peer on this machine, and hardly one outside the program.
        _ => return false,
    };
    !is_loopback || !has_listener(pid, port, processes)
}

/// Whether one of these processes listens on this port.
fn has_listener(pid: Pid, port: u16, processes: &HashSet<Pid>) -> bool {
    const LISTENS: &str = "0A";
    let end = format!(":{port:04X}");
    let tables =
        ["tcp", "tcp6"].map(|table| fs::read_to_string(format!("/proc/{pid}/net/{table}")));
    let rows = tables
        .iter()
        .flatten()
        .flat_map(|table| table.lines().skip(1));
    let sockets: HashSet<String> = rows
        .filter_map(|row| {
            // number local remote state … inode
            let words: Vec<_> = row.split_whitespace().collect();
            let listens = words.get(1)?.ends_with(&end) && *words.get(3)? == LISTENS;
            listens.then(|| format!("socket:[{}]", words.get(9).copied().unwrap_or_default()))
        })
        .collect();
    processes.iter().any(|process| {
        let files = fs::read_dir(format!("/proc/{process}/fd"))
            .into_iter()
            .flatten()
            .flatten();
        let targets = files.filter_map(|file| fs::read_link(file.path()).ok());
        targets
            .into_iter()
            .any(|target| sockets.contains(&*target.to_string_lossy()))
    })
}
