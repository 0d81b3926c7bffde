//! Tables as the kernel writes them.

use super::*;

const HEADER: &str =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";
const ESTABLISHED: &str = "01";
const TIME_WAIT: &str = "06";
const CLOSED: &str = "07";
const LISTENS: &str = "0A";

/// How far a program reaches whose sockets these are: local and remote address, and state.
fn reach_of(sockets: &[(&str, &str, &str)]) -> Reach {
    let row = |(local, remote, state): &(&str, &str, &str)| {
        format!(
            "   0: {local} {remote} {state} 00000000:00000000 00:00000000 00000000 0 0 77 1 f\n"
        )
    };
    let table: String = sockets.iter().map(row).collect();
    reach(&rows(&format!("{HEADER}{table}")).collect::<Vec<_>>())
}

const NOBODY: &str = "00000000:0000";
const HERE: &str = "0100007F:1F90";
const THERE: &str = "22D8B85D:0050";

#[test]
fn without_sockets_nobody_is_reached() {
    assert_eq!(reach_of(&[]), Reach::Inside);
    assert_eq!(reach(&rows("").collect::<Vec<_>>()), Reach::Inside);
}

#[test]
fn two_ends_of_its_own_stay_inside() {
    let client = "0100007F:C001";
    let both = [(client, HERE, ESTABLISHED), (HERE, client, ESTABLISHED)];
    assert_eq!(reach_of(&both), Reach::Inside);
    assert_eq!(
        reach_of(&both[..1]),
        Reach::Outside,
        "the other end is not its own"
    );
}

#[test]
fn who_listens_can_be_connected_to_by_anybody() {
    assert_eq!(reach_of(&[(HERE, NOBODY, LISTENS)]), Reach::Open);
    let all = "00000000:1F90";
    let connecting = [(all, NOBODY, LISTENS), ("0100007F:C001", HERE, ESTABLISHED)];
    assert_eq!(reach_of(&connecting), Reach::Open);
    let mapped = "0000000000000000FFFF00000100007F:1F90";
    let connecting = [
        (HERE, NOBODY, LISTENS),
        ("0100007F:C001", mapped, ESTABLISHED),
    ];
    assert_eq!(reach_of(&connecting), Reach::Open);
}

#[test]
fn a_connection_to_others_leads_out() {
    let out = ("0100000A:C001", THERE, ESTABLISHED);
    assert_eq!(reach_of(&[out]), Reach::Outside);
    assert_eq!(reach_of(&[(HERE, NOBODY, LISTENS), out]), Reach::Outside);
}

#[test]
fn what_is_closed_or_ends_waits_for_nobody_but_a_bound_datagram_socket_does() {
    let ended = ("0100000A:C001", THERE, TIME_WAIT);
    assert_eq!(reach_of(&[ended, (NOBODY, NOBODY, CLOSED)]), Reach::Inside);
    assert_eq!(
        reach_of(&[("00000000:0035", NOBODY, CLOSED)]),
        Reach::Outside
    );
}

/// Whether the kernel has something under way in these sockets: local and remote address, queues and timer.
fn is_unsettled_in(sockets: &[(&str, &str, &str)]) -> bool {
    let row = |(local, remote, rest): &(&str, &str, &str)| {
        format!("   0: {local} {remote} 01 {rest}:00000009 00000000 0 0 77 1 f\n")
    };
    let table: String = sockets.iter().map(row).collect();
    is_unsettled(&rows(&format!("{HEADER}{table}")).collect::<Vec<_>>())
}

#[test]
fn what_is_sent_and_not_acknowledged_is_under_way_until_the_other_end_has_to_read() {
    let client = "0100007F:C001";
    let [nothing, unsent, unread] = ["0000:0000 00", "0004:0000 01", "0000:0004 00"];
    let both =
        |sender, receiver| is_unsettled_in(&[(client, HERE, sender), (HERE, client, receiver)]);
    assert!(!both(nothing, nothing));
    assert!(both(unsent, nothing));
    assert!(!both(unsent, unread));
    assert!(!both(nothing, unread));
    assert!(
        both("0000:0000 04", nothing),
        "it asks whether there is room"
    );
    assert!(
        !both("0000:0000 02", nothing),
        "it asks whether anybody is there"
    );
    assert!(
        is_unsettled_in(&[(client, HERE, "0001:0000 01")]),
        "nobody has answered"
    );
}

#[test]
fn a_row_that_is_not_whole_is_left_out() {
    let rows: Vec<Row> = rows(&format!(
        "{HEADER}   0: {HERE}\n\n   1: {HERE} {THERE} 01 a b\n"
    ))
    .collect();
    assert_eq!(rows, []);
}

const UNIX: &str = "Num       RefCount Protocol Flags    Type St Inode Path\n";

/// Whether others listen at `name` in a table with this one socket, which is not one of their own.
fn listens(row: &str, name: &[u8]) -> bool {
    others_listen(&format!("{UNIX}{row}\n"), &unix_name(name), |own| own == 1)
}

#[test]
fn a_unix_socket_of_others_is_known_by_its_name() {
    let row = "ffff: 00000002 00000000 00010000 0001 01    77 /run/other";
    assert!(listens(row, b"/run/other"));
    assert!(listens(row, b"/run/other\0\0\0"));
    assert!(!listens(row, b"/run/othe"));
    assert!(
        !listens(&row.replace("   77 ", "    1 "), b"/run/other"),
        "it is its own"
    );
    assert!(
        !listens(&row.replace("00010000", "00000000"), b"/run/other"),
        "it only has the name"
    );
    let unnamed = "ffff: 00000003 00000000 00000000 0001 03 26044";
    assert!(!listens(unnamed, b"/run/other") && !listens("", b"/run/other"));
}

#[test]
fn a_unix_socket_may_have_any_name_that_a_file_can_have() {
    let row = |name: &str| format!("ffff: 00000002 00000000 00010000 0001 01    77 {name}");
    for name in [
        "/run/a b",
        "/run/two  spaces ",
        " ",
        "00010000 77 /x",
        "x\r",
    ] {
        assert!(listens(&row(name), name.as_bytes()), "{name:?}");
    }
    assert!(!listens(&row("/run/a b"), b"/run/a"));
    assert!(!listens(&row("/run/a b"), b"/run/a b "));
    assert!(listens(&row("/run/two\nlines"), b"/run/two\nlines"));
}

#[test]
fn the_zeros_of_a_name_without_a_file_are_part_of_it() {
    let row = "ffff: 00000002 00000000 00010000 0001 01    77 @a@b@@";
    assert!(listens(row, b"\0a\0b\0\0"));
    assert!(!listens(row, b"\0a\0b"));
}

#[test]
fn a_name_without_a_file_is_shown_behind_a_sign() {
    let row = "ffff: 00000002 00000000 00010000 0001 01    77 @other";
    assert!(listens(row, b"\0other"));
    assert!(!listens(row, b"other"));
}
