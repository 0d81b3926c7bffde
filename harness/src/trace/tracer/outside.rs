//! Whether something outside the program can have a part in what it waits for: what comes from
//! there takes real time.

use std::collections::HashSet;
use std::fs;

use nix::unistd::Pid;

use super::memory;

/// Whether the socket at this address in a process's memory is a Unix socket of somebody outside
/// these processes.
pub(super) fn leads_out(pid: Pid, address: u64, length: u64, processes: &HashSet<Pid>) -> bool {
    let mut bytes = [0; 110];
    let length = (length as usize).min(bytes.len());
    let known = memory::read(pid, address, &mut bytes[..length]);
    let family = i32::from(u16::from_ne_bytes([bytes[0], bytes[1]]));
    if family != libc::AF_UNIX || known <= 2 {
        return false;
    }
    // A name without a file begins with a zero, which the table shows as `@`.
    let path = &bytes[2..known];
    let (mark, name) = match path.strip_prefix(b"\0") {
        Some(name) => ("@", name),
        None => ("", path),
    };
    let name = String::from_utf8_lossy(name);
    let name = format!("{mark}{}", name.trim_end_matches('\0'));
    let table = fs::read_to_string(format!("/proc/{pid}/net/unix")).unwrap_or_default();
    let own = sockets(processes);
    table.lines().skip(1).any(|row| {
        // number references protocol flags type state inode path
        let words: Vec<&str> = row.split_whitespace().collect();
        const LISTENS: &str = "00010000";
        words.get(7) == Some(&name.as_str())
            && words[3] == LISTENS
            && !words[6].parse().is_ok_and(|inode| own.contains(&inode))
    })
}

/// What an internet socket of a program can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nobody, or only its own processes.
    Inside,
    /// Its own processes, and whoever wants to connect to it.
    Open,
    /// Somebody outside.
    Outside,
}

/// How far the internet sockets of these processes reach.
pub(super) fn reach(processes: &HashSet<Pid>) -> Reach {
    let Some(process) = processes.iter().next() else {
        return Reach::Inside;
    };
    let own = sockets(processes);
    let rows: Vec<Row> = ["tcp", "tcp6", "udp", "udp6"]
        .iter()
        .filter_map(|table| fs::read_to_string(format!("/proc/{process}/net/{table}")).ok())
        .flat_map(|table| table.lines().skip(1).filter_map(row).collect::<Vec<_>>())
        .filter(|row| own.contains(&row.inode))
        .collect();
    let is_inside = |row: &Row| {
        rows.iter().any(|peer| {
            peer.local == row.remote || (peer.listens && peer.port() == port(&row.remote))
        })
    };
    if rows.iter().any(|row| !row.listens && !is_inside(row)) {
        Reach::Outside
    } else if rows.iter().any(|row| row.listens) {
        Reach::Open
    } else {
        Reach::Inside
    }
}

/// A socket in one of the kernel's tables.
struct Row {
    local: String,
    remote: String,
    listens: bool,
    inode: u64,
}

impl Row {
    fn port(&self) -> &str {
        port(&self.local)
    }
}

/// What stands behind an address, as in `0100007F:1F90`.
fn port(address: &str) -> &str {
    address.rsplit_once(':').map_or("", |(_, port)| port)
}

/// number local remote state … inode; `None` for one to which nothing comes.
fn row(line: &str) -> Option<Row> {
    const CLOSED: &str = "07";
    const LISTENS: &str = "0A";
    /// It waits for nothing but the acknowledgement of its own end.
    const ENDING: [&str; 4] = ["06", "08", "09", "0B"];
    /// How an address of the old kind is written as one of the new kind.
    const MAPPED: &str = "0000000000000000FFFF0000";
    let words: Vec<&str> = line.split_whitespace().collect();
    let plain = |address: &str| address.strip_prefix(MAPPED).unwrap_or(address).to_owned();
    let (local, remote) = (plain(words.get(1)?), plain(words.get(2)?));
    let state = *words.get(3)?;
    // A datagram socket without a peer counts as closed, too, but hears anybody.
    let is_unbound = port(&local) == "0000";
    if (state == CLOSED && is_unbound) || ENDING.contains(&state) {
        return None;
    }
    Some(Row {
        local,
        remote,
        listens: state == LISTENS,
        inode: words.get(9)?.parse().ok()?,
    })
}

/// The sockets that these processes have open.
fn sockets(processes: &HashSet<Pid>) -> HashSet<u64> {
    let files = processes
        .iter()
        .filter_map(|process| fs::read_dir(format!("/proc/{process}/fd")).ok())
        .flatten()
        .flatten();
    files
        .filter_map(|file| {
            let target = fs::read_link(file.path()).ok()?;
            let inode = target
                .to_str()?
                .strip_prefix("socket:[")?
                .strip_suffix(']')?;
            inode.parse().ok()
        })
        .collect()
}
