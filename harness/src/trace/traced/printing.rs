//! What the program prints, taken in while it runs.

use std::io::Read;
use std::os::fd::AsFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::time::Timespec;

use super::Tracer;
use crate::trace::{Line, Stream};

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Takes in what has been printed until now, and says whether there was anything. It is no more
    /// than can be there at once: a program that prints without end must not keep its tracer.
    pub(super) fn drain(&mut self) -> bool {
        const AT_ONCE: usize = 16;
        let now = self.clock.now();
        // What is read after its end was printed before it.
        let at = Duration::from_nanos(self.ended.map_or(now, |(end, _)| end.min(now)));
        let Self {
            stdout,
            stderr,
            buffer,
            lines,
            printed,
            printed_bytes,
            ..
        } = self;
        let readable = |pipe| PollFd::from_borrowed_fd(pipe, PollFlags::IN);
        let mut both = [readable(stdout.as_fd()), readable(stderr.as_fd())];
        if !poll(&mut both, Some(&Timespec::default())).is_ok_and(|ready| ready > 0) {
            return false;
        }
        let is_readable = both.map(|one| one.revents().contains(PollFlags::IN));
        let pipes: [(&mut dyn Read, Stream); 2] =
            [(stdout, Stream::Stdout), (stderr, Stream::Stderr)];
        let mut anything = false;
        for ((pipe, stream), _) in pipes.into_iter().zip(is_readable).filter(|(_, is)| *is) {
            for _ in 0..AT_ONCE {
                let Ok(length @ 1..) = pipe.read(buffer) else {
                    break;
                };
                anything = true;
                *printed_bytes += length as u64;
                lines.take(stream, &buffer[..length], at, &mut *printed);
            }
        }
        anything
    }

    /// Takes in the last line of each stream, which may have no end.
    pub(super) fn close(&mut self) {
        let now = self.now();
        self.drain();
        let end = Duration::from_nanos(self.ended.map_or(now, |(end, _)| end));
        self.lines.close(Stream::Stdout, end, &mut self.printed);
        self.lines.close(Stream::Stderr, end, &mut self.printed);
    }
}
