//! Texts under `/proc`, in which programs put their names and paths.

use crate::trace::proc_text::{REMOVED, catches, entry, figure, mapped_and_removed, socket, state};

/// Reads the bytes as every text that the kernel has of a process.
///
/// # Panics
/// When something is told that does not stand there.
pub fn proc_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for place in [0, 1, 2, 40] {
        if let Some(figure) = figure(&text, place) {
            let word = text.split_ascii_whitespace().nth(place);
            assert_eq!(word.and_then(|word| word.parse().ok()), Some(figure));
        }
    }
    if let Some(state) = state(&text) {
        assert!(text.contains(&format!(") {state}")));
    }
    for key in ["Tgid:", "Name:", "clockid:"] {
        if let Some(value) = entry(&text, key) {
            assert!(!value.contains('\n') && value.trim() == value);
            assert!(text.contains(key) && text.contains(value));
        }
    }
    for signal in [i32::MIN, -1, 0, 65, i32::MAX] {
        assert!(!catches(&text, signal), "there is no signal {signal}");
    }
    let caught = (1..=64).filter(|signal| catches(&text, *signal)).count();
    assert!(caught == 0 || text.contains("SigCgt:"));
    let mapped = mapped_and_removed(&text, "/home");
    assert!(mapped == 0 || text.contains(REMOVED) && text.contains("/home"));
    for target in text.lines() {
        if let Some(number) = socket(target) {
            assert!(
                target.starts_with("socket:[") && target.ends_with(']'),
                "{number}"
            );
        }
    }

    // Whatever a thread calls itself, its state is the one that the kernel writes.
    let name: String = text.chars().take(64).collect();
    assert_eq!(
        state(&format!("42 ({name}) D 1 42 42 0 -1 4194304")),
        Some('D')
    );
}
