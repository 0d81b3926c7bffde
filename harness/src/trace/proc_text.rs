//! What the texts under `/proc` say of a process or a thread. Programs choose their names and paths
//! themselves, so nothing here trusts a text: what is not as the kernel writes it says nothing.

use std::fs;
use std::io;
use std::path::Path;

/// Reads a text in which programs may have put names: one that is not UTF-8 must not hide all else.
///
/// # Errors
/// When it cannot be read, because the process has gone, for one.
pub(crate) fn read(path: impl AsRef<Path>) -> io::Result<String> {
    fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The number at this place, from 0 on, of a line of numbers such as `schedstat`, `statm` or `syscall`.
pub(crate) fn figure(text: &str, place: usize) -> Option<u64> {
    text.split_ascii_whitespace().nth(place)?.parse().ok()
}

/// The number and the arguments of what a thread sleeps in, as its `syscall` has them; `None` for one that
/// runs, or is in none.
pub(crate) fn syscall(text: &str) -> Option<(u64, [u64; 6])> {
    let mut words = text.split_ascii_whitespace();
    let number = words.next()?.parse().ok()?;
    let mut arguments = [0; 6];
    for argument in &mut arguments {
        let digits = words.next()?.strip_prefix("0x")?;
        *argument = u64::from_str_radix(digits, 16).ok()?;
    }
    Some((number, arguments))
}

/// The state of a thread, a letter, as its `stat` has it.
pub(crate) fn state(stat: &str) -> Option<char> {
    // The name may contain anything, parentheses too; what follows the last one does not.
    stat.rsplit_once(") ")?.1.chars().next()
}

/// What a `status` or an `fdinfo` has behind this key, such as `Tgid:`.
pub(crate) fn entry<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| line.strip_prefix(key))
        .map(str::trim)
}

/// Whether a process has a handler for this signal, as its `status` has it.
pub(crate) fn catches(status: &str, signal: i32) -> bool {
    let mask = entry(status, "SigCgt:").and_then(|mask| u64::from_str_radix(mask, 16).ok());
    let bit = u32::try_from(signal)
        .ok()
        .and_then(|bit| bit.checked_sub(1));
    mask.zip(bit)
        .and_then(|(mask, bit)| mask.checked_shr(bit))
        .is_some_and(|mask| mask & 1 == 1)
}

/// How the system marks a file that has been removed.
pub(crate) const REMOVED: &str = " (deleted)";

/// How many bytes of files removed from `home` a process has mapped, as its `maps` has it.
pub(crate) fn mapped_and_removed(maps: &str, home: &str) -> u64 {
    let removed = maps
        .lines()
        .filter(|line| line.ends_with(REMOVED) && line.contains(home));
    // from-to flags offset device inode path
    let size = |line: &str| {
        let (from, to) = line.split_whitespace().next()?.split_once('-')?;
        let address = |digits| u64::from_str_radix(digits, 16).ok();
        address(to)?.checked_sub(address(from)?)
    };
    removed.filter_map(size).fold(0, u64::saturating_add)
}

/// Whether what is mapped at this address is shared with whoever maps the same, as a `maps` has it.
pub(crate) fn is_shared(maps: &str, address: u64) -> bool {
    // from-to flags offset device inode path
    let holds = |line: &&str| {
        let range = line
            .split_whitespace()
            .next()
            .and_then(|range| range.split_once('-'));
        let address_of = |digits| u64::from_str_radix(digits, 16).ok();
        range.is_some_and(|(from, to)| match (address_of(from), address_of(to)) {
            (Some(from), Some(to)) => (from..to).contains(&address),
            _ => false,
        })
    };
    let line = maps.lines().find(holds);
    line.and_then(|line| line.split_whitespace().nth(1))
        .is_some_and(|flags| flags.ends_with('s'))
}

/// The number of the socket that a link in a process's `fd` leads to, if it is one.
pub(crate) fn socket(target: &str) -> Option<u64> {
    let number = target.strip_prefix("socket:[")?.strip_suffix(']')?;
    number.parse().ok()
}

#[cfg(test)]
mod tests;
