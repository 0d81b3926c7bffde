//! How far the sockets of a program reach, and what the kernel has under way in them: what comes from
//! outside, and what the kernel does by its own timers, takes real time.

use std::collections::HashSet;
use std::fs;

use nix::unistd::Pid;

use super::memory;
use crate::trace::proc_text;
use crate::trace::sockets::{self, Reach, Row};

/// Whether the socket at this address in a process's memory is a Unix socket of somebody outside
/// these processes.
pub(in crate::trace) fn leads_out(
    pid: Pid,
    address: u64,
    length: u64,
    processes: &HashSet<Pid>,
) -> bool {
    let mut bytes = [0; 110];
    let length = (length as usize).min(bytes.len());
    let known = memory::read(pid, address, &mut bytes[..length]);
    let family = i32::from(u16::from_ne_bytes([bytes[0], bytes[1]]));
    if family != libc::AF_UNIX || known <= 2 {
        return false;
    }
    let name = sockets::unix_name(&bytes[2..known]);
    let table = proc_text::read(format!("/proc/{pid}/net/unix")).unwrap_or_default();
    let own = own_sockets(processes);
    sockets::others_listen(&table, &name, |inode| own.contains(&inode))
}

/// How far the internet sockets of these processes reach, and whether the kernel has something under way
/// in one of them.
pub(in crate::trace) fn reach(processes: &HashSet<Pid>) -> (Reach, bool) {
    let Some(process) = processes.iter().next() else {
        return (Reach::Inside, false);
    };
    let own = own_sockets(processes);
    let rows: Vec<Row> = ["tcp", "tcp6", "udp", "udp6"]
        .iter()
        .filter_map(|table| fs::read_to_string(format!("/proc/{process}/net/{table}")).ok())
        .flat_map(|table| sockets::rows(&table).collect::<Vec<_>>())
        .filter(|row| own.contains(&row.inode))
        .collect();
    (sockets::reach(&rows), sockets::is_unsettled(&rows))
}

/// The sockets that these processes have open.
fn own_sockets(processes: &HashSet<Pid>) -> HashSet<u64> {
    let files = processes
        .iter()
        .filter_map(|process| fs::read_dir(format!("/proc/{process}/fd")).ok())
        .flatten()
        .flatten();
    files
        .filter_map(|file| {
            let target = fs::read_link(file.path()).ok()?;
            proc_text::socket(target.to_str()?)
        })
        .collect()
}
