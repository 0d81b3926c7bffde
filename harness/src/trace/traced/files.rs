//! What a program opens, and the stamps that it gives its files.

use std::fs;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::unistd::Pid;

use super::Tracer;
use crate::trace::engine::{Registers, Stopped, Until, memory};
use crate::trace::syscalls;
use crate::trace::timekeeper::ClockId;
use crate::trace::{Line, Nanos};

/// The file that tells how long the machine has been up.
const UPTIME: &[u8] = b"/proc/uptime\0";

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// A thread opens a file. The one that tells how long the machine has been up, it gets from the
    /// program's own clock; whether a file leads outside, its kind tells.
    pub(super) fn open(
        &mut self,
        stopped: Stopped,
        mut registers: Registers,
        directory: i32,
        path: u64,
    ) -> Result<(), Errno> {
        /// Longer than the paths of devices, and of most of what programs open.
        const LONGEST: usize = 256;
        let thread = stopped.thread().id();
        let mut bytes = [0; LONGEST];
        let length = memory::read_text(thread, path, &mut bytes);
        let text = &bytes[..length];
        if text.starts_with(UPTIME) {
            return self.open_uptime(stopped, &mut registers, path);
        }
        let end = text.iter().position(|byte| *byte == 0);
        let leads_out = end.is_none_or(|end| may_lead_out(thread, directory, &text[..end]));
        self.may_lead_out |= leads_out;
        self.go(stopped, Until::Event, 0)
    }

    /// Opens in place of the machine's own file one with the same text, by the program's clock.
    fn open_uptime(
        &mut self,
        stopped: Stopped,
        registers: &mut Registers,
        path: u64,
    ) -> Result<(), Errno> {
        /// Below the stack pointer a function may keep so many bytes, and nobody else any.
        const RED_ZONE: u64 = 128;
        let up = self.clock.shown(ClockId::Boottime);
        if let Some(file) = uptime(up) {
            let place = format!("/proc/{}/fd/{}\0", Pid::this(), file.as_raw_fd());
            let below = registers.stack_pointer() - RED_ZONE;
            let address = below.saturating_sub(place.len() as u64) & !7;
            let arguments = registers.arguments();
            if memory::write_bytes(stopped.thread().id(), address, place.as_bytes())
                && let Some(argument) = arguments.iter().position(|one| *one == path)
            {
                self.uptimes.push(file);
                registers.set_argument(argument, address);
                stopped.set_registers(*registers)?;
            }
        }
        self.go(stopped, Until::Event, 0)
    }

    /// Stamps that a program gives a file stay what they are.
    pub(super) fn note_own_stamps(&mut self, process: Pid, address: u64, unit: u64) {
        let stamps = syscalls::own_stamps(&process, address, unit);
        self.own_stamps.extend(stamps.into_iter().flatten());
    }
}

/// The text of the file that tells how long the machine has been up, as it is after so many nanoseconds.
fn uptime(up: Nanos) -> Option<fs::File> {
    let real = fs::read_to_string("/proc/uptime").ok()?;
    let (_, idle) = real.split_once(' ')?;
    let hundredths = up / 10_000_000;
    let mut file = tempfile::tempfile().ok()?;
    write!(file, "{}.{:02} {idle}", hundredths / 100, hundredths % 100).ok()?;
    Some(file)
}

/// Whether others may have something to say in a file, as far as its kind tells.
fn may_lead_out(process: Pid, directory: i32, path: &[u8]) -> bool {
    use std::os::unix::ffi::OsStrExt;
    let path = Path::new(std::ffi::OsStr::from_bytes(path));
    let base = match directory {
        libc::AT_FDCWD => PathBuf::from(format!("/proc/{process}/cwd")),
        directory => PathBuf::from(format!("/proc/{process}/fd/{directory}")),
    };
    let kind = fs::metadata(base.join(path)).map(|about| about.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_the_machine_has_been_up_is_told_as_the_kernel_tells_it() {
        use std::io::{Read, Seek};
        let mut file = uptime(1_234_567_890_123).unwrap();
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        let (up, idle) = text.trim_end().split_once(' ').unwrap();
        assert_eq!(up, "1234.56");
        assert!(idle.parse::<f64>().is_ok(), "{idle}");
    }
}
