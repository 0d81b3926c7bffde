//! Texts as kernels write them, and as programs make them look.

use super::*;

/// A `stat` of a thread of this name, in this state.
fn stat(name: &str, state: char) -> String {
    format!("4242 ({name}) {state} 1 4242 4242 0 -1 4194304 90 0 0 0 0 0 0 0 20 0 1 0 1234\n")
}

#[test]
fn a_state_is_read_whatever_the_thread_calls_itself() {
    for name in ["cat", "a b", "x) R 1", ") S ", "((", "two\nlines", "", ") "] {
        assert_eq!(state(&stat(name, 'S')), Some('S'), "{name:?}");
    }
    assert_eq!(state(&stat("gone", 'Z')), Some('Z'));
}

#[test]
fn what_is_no_whole_stat_has_no_state() {
    for text in ["", "4242", "4242 (cat", "4242 (cat)", "4242 (cat) "] {
        assert_eq!(state(text), None, "{text:?}");
    }
}

#[test]
fn a_name_that_is_not_utf_8_hides_nothing_else() {
    // As of a thread whose name was cut in the middle of an `é`.
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, b"Name:\tcaf\xC3\nTgid:\t4242\n").unwrap();
    let status = read(&file).unwrap();
    assert_eq!(entry(&status, "Tgid:"), Some("4242"));
    assert_eq!(entry(&status, "Name:"), Some("caf\u{fffd}"));
}

#[test]
fn figures_are_told_by_their_place() {
    let schedstat = "120000 3400 17\n";
    assert_eq!(
        [0, 1, 2, 3].map(|place| figure(schedstat, place)),
        [Some(120_000), Some(3400), Some(17), None]
    );
    assert_eq!(figure("18446744073709551615", 0), Some(u64::MAX));
    assert_eq!(figure("18446744073709551616", 0), None);
}

#[test]
fn the_empty_files_of_a_zombie_say_nothing() {
    assert_eq!((figure("", 0), figure("\n", 0)), (None, None));
    assert_eq!(entry("", "Tgid:"), None);
    assert_eq!(mapped_and_removed("", ""), 0);
    assert!(!catches("", 14));
}

#[test]
fn a_thread_that_is_in_no_call_has_no_number_of_one() {
    assert_eq!(
        figure("35 0x7ffd 0x0 0x0 0x0 0x0 0x0 0x7ffd 0x7f\n", 0),
        Some(35)
    );
    assert_eq!(figure("running\n", 0), None);
    assert_eq!(figure("-1 0x7ffd 0x7f\n", 0), None);
}

#[test]
fn an_entry_is_what_stands_behind_its_key_at_the_beginning_of_a_line() {
    // The kernel writes a line break in a name as two characters.
    let status = "Name:\tTgid:\t1\\nTgid:\t2\nUmask:\t0022\nTgid:\t4242\nNgid:\t0\n";
    assert_eq!(entry(status, "Tgid:"), Some("4242"));
    assert_eq!(entry(status, "Name:"), Some("Tgid:\t1\\nTgid:\t2"));
    assert_eq!(entry(status, "Pid:"), None);
    assert_eq!(entry("pos:\t0\nclockid: 1\n", "clockid:"), Some("1"));
}

#[test]
fn a_handler_is_a_bit_of_the_mask() {
    let status = "SigIgn:\tffffffffffffffff\nSigCgt:\t8000000000002001\n";
    let caught: Vec<i32> = (-1..=66).filter(|one| catches(status, *one)).collect();
    assert_eq!(caught, [1, 14, 64]);
    assert!(!catches("SigCgt:\tnone\n", 1));
}

#[test]
fn of_what_is_mapped_only_files_removed_from_home_count() {
    let maps = "\
        7f0000000000-7f0000002000 rw-s 00000000 00:01 7 /home/run/big (deleted)\n\
        7f0000002000-7f0000003000 rw-s 00000000 00:01 8 /home/run/kept\n\
        7f0000003000-7f0000004000 rw-s 00000000 00:01 9 /dev/shm/other (deleted)\n\
        7f0000004000-7f0000004800 r--s 00000000 00:01 7 /home/run/big (deleted) (deleted)\n\
        nonsense /home/run/x (deleted)\n\
        2000-1000 rw-s 00000000 00:01 7 /home/run/backwards (deleted)\n";
    assert_eq!(mapped_and_removed(maps, "/home/run"), 0x2800);
}

#[test]
fn sizes_that_no_memory_has_do_not_overflow() {
    let all = "0-ffffffffffffffff rw-s 0 00:01 7 /home/x (deleted)\n".repeat(2);
    assert_eq!(mapped_and_removed(&all, "/home"), u64::MAX);
}

#[test]
fn a_socket_is_known_by_its_link() {
    assert_eq!(socket("socket:[123]"), Some(123));
    for target in [
        "pipe:[123]",
        "socket:[]",
        "socket:[12",
        "/tmp/socket:[1]",
        "socket:[-1]",
    ] {
        assert_eq!(socket(target), None, "{target}");
    }
}

#[test]
fn what_a_thread_sleeps_in_stands_there_with_its_arguments() {
    let text = "202 0x7f1 0x80 0x2 0x0 0x0 0xffffffff 0x7ffc 0x7f00\n";
    let asleep = (202, [0x7f1, 0x80, 2, 0, 0, 0xffff_ffff]);
    assert_eq!(syscall(text), Some(asleep));
    for text in ["running\n", "-1 0x7ffc 0x7f00\n", "202 0x7f1\n", ""] {
        assert_eq!(syscall(text), None, "{text}");
    }
}

#[test]
fn memory_is_shared_if_its_mapping_says_so() {
    let maps = "1000-2000 rw-p 00000000 00:00 0\n2000-3000 rw-s 00000000 00:01 7 /dev/shm/x\n";
    assert!(is_shared(maps, 0x2fff));
    assert!(!is_shared(maps, 0x1fff));
    assert!(!is_shared(maps, 0x3000), "nothing is there");
}
