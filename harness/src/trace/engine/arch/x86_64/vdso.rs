//! A vDSO of ours in place of the kernel's, by which a traced process reads the clock without a stop.
//!
//! It is written over the kernel's own in the memory of one process, where that process has a copy of
//! its own and may not write. So nothing is mapped and nothing is made to run there, and the auxiliary
//! vector stays as it was. A reading is the CPU time of the process and an offset that its tracer
//! publishes, as long as the CPU time lies in the range that is published with it. Everything else is
//! a system call, at which the tracer stops it.
//!
//! - `code`: what it executes.
//! - `image`: the file around that.

mod code;
mod image;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::os::unix::fs::FileExt;

use nix::unistd::Pid;
use object::elf;

pub(in crate::trace) use code::MAGIC;
pub(in crate::trace) use image::image;

/// What a process may tell itself of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::trace) struct Page {
    /// CLOCK_MONOTONIC less the CPU time of the process, in nanoseconds.
    pub(in crate::trace) monotonic: i64,
    /// CLOCK_REALTIME less the CPU time of the process, in nanoseconds.
    pub(in crate::trace) realtime: i64,
    /// From which CPU time of the process on that holds, in nanoseconds. Where an offset becomes
    /// smaller while a thread of the process runs, this is later by the difference than the CPU time
    /// at that moment, so that nobody sees time run backwards.
    pub(in crate::trace) from: u64,
    /// Until which CPU time, in nanoseconds; 0 for never.
    pub(in crate::trace) until: u64,
    /// The stack pointers of readings for which it holds after that as well; 0 for none.
    pub(in crate::trace) places: [u64; 2],
}

impl Page {
    /// The words as the code reads them. The last tells whether all the others belong together, since
    /// a thread may run while they are written.
    fn words(&self) -> [u64; 7] {
        let [first, second] = self.places;
        let words = [
            self.monotonic as u64,
            self.realtime as u64,
            self.from,
            self.until,
            first,
            second,
        ];
        let mix = |check: u64, word: &u64| check.wrapping_add(*word).wrapping_mul(code::CHECK);
        let check = words.iter().fold(code::CHECK, mix);
        let [monotonic, realtime, from, until, ..] = words;
        [monotonic, realtime, from, until, first, second, check]
    }
}

/// Our vDSO in one process.
#[derive(Debug)]
pub(in crate::trace) struct Vdso {
    /// The memory of the process, as it was when this was made: if the process becomes another
    /// program, this is nobody's any more.
    memory: File,
    /// Where in it the vDSO begins.
    address: u64,
}

impl Vdso {
    /// Puts our vDSO in place of the kernel's, in a process that is stopped right after its `execve`.
    ///
    /// It has no answers before the first [`Vdso::publish`].
    ///
    /// # Errors
    /// When the process has no vDSO, has one for another architecture, as programs of 32 bits have,
    /// or when the system lets nobody write there. Then the process is as it was.
    pub(in crate::trace) fn install(process: Pid) -> io::Result<Self> {
        let auxiliary = fs::read(format!("/proc/{process}/auxv"))?;
        let address = address(&auxiliary).ok_or(ErrorKind::NotFound)?;
        let vdso = Self {
            memory: memory(process)?,
            address,
        };
        let mut header = [0; 20];
        vdso.memory.read_exact_at(&mut header, address)?;
        if !is_for_x86_64(&header) {
            return Err(ErrorKind::Unsupported.into());
        }
        vdso.memory.write_all_at(&image().bytes, address)?;
        Ok(vdso)
    }

    /// The same in a process that this one has just forked, which has a copy of it. What it has a copy
    /// of holds for its parent, so [`Vdso::publish`] or [`Vdso::close`] must follow before it runs.
    ///
    /// # Errors
    /// When the process has gone.
    pub(in crate::trace) fn inherited(&self, child: Pid) -> io::Result<Self> {
        Ok(Self {
            memory: memory(child)?,
            address: self.address,
        })
    }

    /// Tells the process what holds from now on. It may run meanwhile.
    ///
    /// # Errors
    /// When the process has gone, or has become another program, or has unmapped its vDSO.
    pub(in crate::trace) fn publish(&self, page: Page) -> io::Result<()> {
        let mut bytes = [0; 56];
        for (place, word) in bytes.chunks_exact_mut(8).zip(page.words()) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        let at = self.address + image::PAGE as u64;
        self.memory.write_all_at(&bytes, at)
    }

    /// Makes each further reading a system call. A reading that is under way is one, too.
    ///
    /// # Errors
    /// As [`Vdso::publish`].
    pub(in crate::trace) fn close(&self) -> io::Result<()> {
        self.publish(Page::default())
    }

    /// Where in the process it is.
    pub(in crate::trace) fn range(&self) -> Range<u64> {
        self.address..self.address + image::LENGTH as u64
    }
}

fn memory(process: Pid) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .open(format!("/proc/{process}/mem"))
}

/// Where the vDSO is, by the auxiliary vector of a process.
fn address(auxiliary: &[u8]) -> Option<u64> {
    const AT_SYSINFO_EHDR: u64 = 33;
    let word = |bytes: &[u8]| bytes.try_into().map(u64::from_ne_bytes).ok();
    auxiliary
        .chunks_exact(16)
        .map_while(|entry| Some((word(&entry[..8])?, word(&entry[8..])?)))
        .find_map(|(kind, value)| (kind == AT_SYSINFO_EHDR).then_some(value))
}

/// Whether this is the beginning of an ELF file for this architecture.
fn is_for_x86_64(header: &[u8; 20]) -> bool {
    header.starts_with(&elf::ELFMAG)
        && header[4] == elf::ELFCLASS64
        && header[18..] == elf::EM_X86_64.to_le_bytes()
}

#[cfg(test)]
mod tests;
