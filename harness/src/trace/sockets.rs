//! What the kernel's tables of sockets say: who could be at the other end of one.

/// Whether somebody listens at this name in a table like `/proc/net/unix`, and it is not only those
/// whose sockets are `own`.
pub(crate) fn others_listen(table: &str, name: &str, own: impl Fn(u64) -> bool) -> bool {
    // A name with a line break stands on several lines, of which the first one has to do. Nothing but
    // a line break ends a line here.
    let name = name.split('\n').next().unwrap_or_default();
    table.split('\n').skip(1).any(|row| {
        unix_row(row).is_some_and(|(flags, inode, path)| {
            const LISTENS: &str = "00010000";
            path == name && flags == LISTENS && !inode.parse().is_ok_and(&own)
        })
    })
}

/// number references protocol flags type state inode path: of these the flags, the inode and the path,
/// which may have spaces in it.
fn unix_row(row: &str) -> Option<(&str, &str, &str)> {
    let mut rest = row;
    let mut words = [""; 7];
    for word in &mut words {
        // What is short is filled up with spaces in front.
        (*word, rest) = rest.trim_start_matches(' ').split_once(' ')?;
    }
    Some((words[3], words[6], rest))
}

/// The name of a Unix socket, as the table shows it. `path` is what an address has of it.
pub(crate) fn unix_name(path: &[u8]) -> String {
    let name = match path {
        // A name without a file begins with a zero. All that follows belongs to it, zeros too.
        [0, ..] => path,
        _ => path.split(|byte| *byte == 0).next().unwrap_or_default(),
    };
    String::from_utf8_lossy(name).replace('\0', "@")
}

/// What the internet sockets of a program can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Nobody, or only its own processes.
    Inside,
    /// Its own processes, and whoever wants to connect to it.
    Open,
    /// Somebody outside.
    Outside,
}

/// How far these sockets reach, which are all that a program has.
pub(crate) fn reach(own: &[Row]) -> Reach {
    let is_inside = |row: &Row| {
        own.iter().any(|peer| {
            peer.local == row.remote || (peer.listens && peer.port() == port(&row.remote))
        })
    };
    if own.iter().any(|row| !row.listens && !is_inside(row)) {
        Reach::Outside
    } else if own.iter().any(|row| row.listens) {
        Reach::Open
    } else {
        Reach::Inside
    }
}

/// Whether the kernel will do something with one of these sockets by itself: send what waits to be
/// acknowledged or to become more, or ask once more for a connection. Where the one at the other end has
/// something to read first, it will not.
pub(crate) fn is_unsettled(own: &[Row]) -> bool {
    let is_read = |row: &Row| {
        let mut peers = own.iter().filter(|peer| peer.local == row.remote);
        peers.all(|peer| peer.remote != row.local || peer.unread == 0)
    };
    let mut under_way = own
        .iter()
        .filter(|row| !row.listens && (row.unsent > 0 || row.has_timer));
    under_way.any(is_read)
}

/// A socket in one of the kernel's tables, `/proc/net/tcp` and the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    local: String,
    remote: String,
    listens: bool,
    /// How much it has sent that has not been acknowledged, or waits to be sent, in bytes.
    unsent: u64,
    /// How much has come that has not been read, in bytes.
    unread: u64,
    /// Whether one of the kernel's timers runs for it: to send again, to ask whether there is room, to
    /// ask once more for a connection.
    has_timer: bool,
    /// Its number, as the links to it have it.
    pub(crate) inode: u64,
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

/// All sockets of a table to which something can come.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Row> {
    table.lines().skip(1).filter_map(row)
}

/// number local remote state queues timer … inode; `None` for one to which nothing comes.
fn row(line: &str) -> Option<Row> {
    /// As `proc_net_tcp` has it: to send again, to probe. The others are there all the time.
    const TIMERS: [&str; 2] = ["01", "04"];
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
    let bytes = |digits| u64::from_str_radix(digits, 16).ok();
    // How long the queue of a socket is that listens is another thing.
    let (unsent, unread) = match words.get(4)?.split_once(':') {
        Some((unsent, unread)) if state != LISTENS => (bytes(unsent)?, bytes(unread)?),
        _ => (0, 0),
    };
    Some(Row {
        local,
        remote,
        listens: state == LISTENS,
        unsent,
        unread,
        has_timer: words
            .get(5)
            .and_then(|timer| timer.split(':').next())
            .is_some_and(|timer| TIMERS.contains(&timer)),
        inode: words.get(9)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests;
