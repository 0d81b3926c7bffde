//! The kernel's tables of sockets, in which programs put their names.

use super::halves;
use crate::trace::sockets::{Reach, Row, others_listen, reach, rows, unix_name};

/// Reads the bytes as the name of a Unix socket and, behind a line `---`, as a table of sockets.
///
/// # Panics
/// When somebody outside is found where nobody can be, or a name is not found that is there.
pub fn sockets(bytes: &[u8]) {
    let (name, table) = halves(bytes, "---");
    let path = name.strip_suffix(b"\n").unwrap_or(name);
    let table = String::from_utf8_lossy(table);

    let rows: Vec<Row> = rows(&table).collect();
    assert!(rows.len() <= table.lines().count());
    if rows.is_empty() {
        assert_eq!(reach(&rows), Reach::Inside);
    }

    let name = unix_name(path);
    assert!(!name.contains('\0'));
    assert!(!others_listen(&table, &name, |_| true) || has_odd_inode(&table));
    // Whatever else is in the table, and whatever it is called: who listens there is found.
    // A name with a line break looks like two rows, and can look like a socket of others.
    if !path.is_empty() && !name.contains('\n') {
        let row =
            |inode| format!("header\nffff: 00000002 00000000 00010000 0001 01 {inode:>5} {name}\n");
        assert!(others_listen(&(row(77) + &table), &name, |own| own == 1));
        assert!(!others_listen(&row(1), &name, |own| own == 1));
        let unnamed = "header\nffff: 00000003 00000000 00010000 0001 03 77\n";
        assert!(!others_listen(unnamed, &name, |_| false));
    }
}

/// Whether the table has a row that no kernel writes: a socket's number that is none.
fn has_odd_inode(table: &str) -> bool {
    let inode = |row: &str| {
        row.split(' ')
            .filter(|word| !word.is_empty())
            .nth(6)?
            .parse::<u64>()
            .ok()
    };
    table.lines().skip(1).any(|row| inode(row).is_none())
}
