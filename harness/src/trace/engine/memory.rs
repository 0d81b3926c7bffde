//! Reads and writes the memory of a traced process.

use std::io::{IoSlice, IoSliceMut};

use nix::sys::uio::{RemoteIoVec, process_vm_readv, process_vm_writev};
use nix::unistd::Pid;

/// Reads up to `buffer.len()` bytes and says how many there were.
pub(in crate::trace) fn read(pid: Pid, address: u64, buffer: &mut [u8]) -> usize {
    let remote = [RemoteIoVec {
        base: address as usize,
        len: buffer.len(),
    }];
    process_vm_readv(pid, &mut [IoSliceMut::new(buffer)], &remote).unwrap_or(0)
}

/// Reads one word; `None` where nothing is mapped.
pub(in crate::trace) fn word(pid: Pid, address: u64) -> Option<u64> {
    let mut bytes = [0; 8];
    (read(pid, address, &mut bytes) == bytes.len()).then(|| u64::from_ne_bytes(bytes))
}

/// Reads 32 bits; `None` where nothing is mapped.
pub(in crate::trace) fn half_word(pid: Pid, address: u64) -> Option<u32> {
    let mut bytes = [0; 4];
    (read(pid, address, &mut bytes) == bytes.len()).then(|| u32::from_ne_bytes(bytes))
}

/// Reads up to `buffer.len()` bytes of a text, whose end may be the end of what is mapped, and says how
/// many there were.
pub(in crate::trace) fn read_text(pid: Pid, address: u64, buffer: &mut [u8]) -> usize {
    /// No smaller piece of memory is mapped or not.
    const PAGE: u64 = 4096;
    let in_page = (PAGE - address % PAGE) as usize;
    let first = in_page.min(buffer.len());
    let (here, next) = buffer.split_at_mut(first);
    match read(pid, address, here) {
        length if length == here.len() && !here.contains(&0) && !next.is_empty() => {
            length + read(pid, address.wrapping_add(first as u64), next)
        }
        length => length,
    }
}

/// Reads two words, one behind the other.
pub(in crate::trace) fn words(pid: Pid, address: u64) -> Option<[u64; 2]> {
    let mut bytes = [0; 16];
    let is_whole = read(pid, address, &mut bytes) == bytes.len();
    let both = u128::from_ne_bytes(bytes);
    is_whole.then_some([both as u64, (both >> 64) as u64])
}

/// Writes words, and says whether all of them could be written.
pub(in crate::trace) fn write(pid: Pid, address: u64, words: &[u64]) -> bool {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
    write_bytes(pid, address, &bytes)
}

/// Writes bytes, and says whether all of them could be written.
pub(in crate::trace) fn write_bytes(pid: Pid, address: u64, bytes: &[u8]) -> bool {
    let remote = [RemoteIoVec {
        base: address as usize,
        len: bytes.len(),
    }];
    process_vm_writev(pid, &[IoSlice::new(bytes)], &remote) == Ok(bytes.len())
}

/// The descriptors of a `poll`, which stand at this address.
pub(in crate::trace) fn polled(pid: Pid, address: u64, count: u64) -> Vec<u64> {
    /// A descriptor in 32 bits, and behind it what is waited for and what has come.
    const SIZE: usize = 8;
    let mut bytes = vec![0; count.min(MOST_DESCRIPTORS) as usize * SIZE];
    let length = read(pid, address, &mut bytes);
    let polled = bytes[..length].chunks_exact(SIZE);
    let descriptors = polled.map(|one| i32::from_ne_bytes([one[0], one[1], one[2], one[3]]));
    // What is below zero is passed over.
    descriptors
        .filter_map(|one| u64::try_from(one).ok())
        .collect()
}

/// The descriptors below `count` in the sets of a `select`, which stand at these addresses.
pub(in crate::trace) fn selected(pid: Pid, sets: [u64; 3], count: u64) -> Vec<u64> {
    let mut bytes = vec![0; u64::from(count as u32).min(MOST_DESCRIPTORS).div_ceil(8) as usize];
    let mut selected = Vec::new();
    for set in sets.into_iter().filter(|set| *set != 0) {
        let length = read(pid, set, &mut bytes);
        let is_set = |one: &u64| bytes[*one as usize / 8] >> (one % 8) & 1 == 1;
        selected.extend((0..length as u64 * 8).filter(is_set));
    }
    selected
}

/// Of how many descriptors it is looked what they lead to: as many as most systems let a process have.
const MOST_DESCRIPTORS: u64 = 1024;

/// Hides the vDSO from a process that has just been executed, so that it asks the kernel for the
/// time and not its own memory. `stack` is its stack pointer.
pub(in crate::trace) fn hide_vdso(pid: Pid, stack: u64) -> bool {
    /// The entry of the auxiliary vector that tells where the vDSO is, and one to be passed over.
    const AT_SYSINFO_EHDR: u64 = 33;
    const AT_IGNORE: u64 = 1;
    let skip = |mut at: u64| loop {
        match word(pid, at) {
            Some(0) => return Some(at.wrapping_add(8)),
            Some(_) => at = at.wrapping_add(8),
            None => return None,
        }
    };
    // The arguments, after their number, and the environment; each list ends with a zero.
    let Some(mut entry) = skip(stack.wrapping_add(8)).and_then(skip) else {
        return false;
    };
    loop {
        match word(pid, entry) {
            Some(AT_SYSINFO_EHDR) => return write(pid, entry, &[AT_IGNORE]),
            Some(0) | None => return false,
            Some(_) => entry = entry.wrapping_add(16),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_descriptors_that_somebody_polls_or_selects_are_read() {
        let this = Pid::this();
        let polled_ones: [[i32; 2]; 3] = [[5, 1], [-1, 1], [9, 0]];
        let address = polled_ones.as_ptr() as u64;
        assert_eq!(polled(this, address, 3), [5, 9]);
        assert!(polled(this, 8, 3).is_empty(), "nothing is there");
        let set: [u64; 2] = [1 << 5, 1];
        let sets = [set.as_ptr() as u64, 0, 0];
        assert_eq!(selected(this, sets, 65), [5, 64]);
        assert_eq!(selected(this, sets, 6), [5]);
    }

    #[test]
    fn a_text_is_read_up_to_the_end_of_what_is_mapped() {
        let text = *b"/proc/uptime\0 and more";
        let mut buffer = [0; 22];
        let length = read_text(Pid::this(), text.as_ptr() as u64, &mut buffer);
        assert!(buffer[..length].starts_with(b"/proc/uptime\0"));
        assert_eq!(read_text(Pid::this(), 8, &mut buffer), 0);
    }
}
