//! A timeout of io_uring's, where the kernel lets programs have one.
//= falls back

use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use crate::kernel::*;

const IORING_OFF_SQES: i64 = 0x1000_0000;
const IORING_OP_TIMEOUT: u8 = 11;
const IORING_ENTER_GETEVENTS: u32 = 1;

/// Maps what the ring keeps at this offset.
fn map(ring: i32, offset: i64) -> *mut u8 {
    let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED);
    let mapped = call!(SYS_mmap, NULL, 4096, protection, flags, ring, offset).unwrap();
    mapped as *mut u8
}

pub fn main() {
    let mut parameters = [0u32; 30];
    let ring = match call!(SYS_io_uring_setup, 1, &mut parameters) {
        Ok(ring) => ring as i32,
        // Refused by this machine, and then traced as well.
        Err(error) => return println!("{error}"),
    };
    // struct io_uring_params: ten words, then the offsets of the submission and of the completion ring.
    let (tail, array) = (parameters[11], parameters[16]);
    let completions = parameters[25];
    let (submissions, entries) = (map(ring, 0), map(ring, IORING_OFF_SQES));
    let time = millis(100);
    // SAFETY: the kernel has laid out the ring, one entry long and in one page, as it says in the
    // parameters, and it has mapped the entry.
    unsafe {
        ptr::write_bytes(entries, 0, 64);
        entries.write(IORING_OP_TIMEOUT);
        entries
            .add(16)
            .cast::<u64>()
            .write(ptr::from_ref(&time) as u64);
        entries.add(24).cast::<u32>().write(1);
        submissions.add(array as usize).cast::<u32>().write(0);
        let tail = &*submissions.add(tail as usize).cast::<AtomicU32>();
        tail.store(1, Ordering::Release);
    }
    let start = Instant::now();
    let flags = IORING_ENTER_GETEVENTS;
    call!(SYS_io_uring_enter, ring, 1, 1, flags, NULL, 0).unwrap();
    // SAFETY: as above; the one completion is at the beginning of its ring, its result in the third word.
    let result = unsafe {
        submissions
            .add(completions as usize + 8)
            .cast::<i32>()
            .read()
    };
    println!("{result}, {}", took(start, 100));
}
