//! Reads and writes the memory of a traced process.

use std::io::{IoSlice, IoSliceMut};

use nix::sys::uio::{RemoteIoVec, process_vm_readv, process_vm_writev};
use nix::unistd::Pid;

/// Reads up to `buffer.len()` bytes and says how many there were.
pub(crate) fn read(pid: Pid, address: u64, buffer: &mut [u8]) -> usize {
    let remote = [RemoteIoVec {
        base: address as usize,
        len: buffer.len(),
    }];
    process_vm_readv(pid, &mut [IoSliceMut::new(buffer)], &remote).unwrap_or(0)
}

/// Reads one word; `None` where nothing is mapped.
pub(crate) fn word(pid: Pid, address: u64) -> Option<u64> {
    let mut bytes = [0; 8];
    (read(pid, address, &mut bytes) == bytes.len()).then(|| u64::from_ne_bytes(bytes))
}

/// Reads two words, one behind the other.
pub(super) fn words(pid: Pid, address: u64) -> Option<[u64; 2]> {
    let mut bytes = [0; 16];
    let is_whole = read(pid, address, &mut bytes) == bytes.len();
    let both = u128::from_ne_bytes(bytes);
    is_whole.then_some([both as u64, (both >> 64) as u64])
}

/// Writes words, and says whether all of them could be written.
pub(super) fn write(pid: Pid, address: u64, words: &[u64]) -> bool {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
    let remote = [RemoteIoVec {
        base: address as usize,
        len: bytes.len(),
    }];
    process_vm_writev(pid, &[IoSlice::new(&bytes)], &remote) == Ok(bytes.len())
}

/// Hides the vDSO from a process that has just been executed, so that it asks the kernel for the
/// time and not its own memory. `stack` is its stack pointer.
pub(super) fn hide_vdso(pid: Pid, stack: u64) -> bool {
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
