//! Cuts what a program prints into lines, and caps what is kept of them.

use std::fmt;
use std::time::Duration;

/// The most that is kept of one line, in bytes: no line that a person reads is longer.
pub const MAX_LINE: usize = 64 * 1024;

/// The most memory that the kept lines of one stream may take, in bytes: a hundred thousand lines
/// and more.
pub const MAX_OUTPUT: usize = 16 * 1024 * 1024;

/// What a program printed, a line at a time, in the order in which the lines came to an end.
#[derive(Debug, Clone, Default)]
pub struct Output {
    /// The lines, of each stream as many as fit into [`MAX_OUTPUT`].
    pub lines: Vec<Line>,
    /// How many lines on standard output came after these, and were not kept.
    pub dropped: u64,
    /// The same for standard error.
    pub dropped_errors: u64,
    /// Whether some process still had the output open when the run was over, so that more
    /// may have come later.
    pub left_open: bool,
}

/// One line that a program printed.
#[derive(Debug, Clone)]
pub struct Line {
    /// When its end came.
    pub at: Duration,
    /// Where it was printed.
    pub stream: Stream,
    /// Its text, without the line break. Bytes that are not UTF-8 stand as `\xE9`.
    pub text: String,
    /// Why `text` is not just what was printed.
    pub defect: Option<Defect>,
}

/// Where a line was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// Why a line's text is not just what was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// Some of its bytes are not UTF-8.
    NotUtf8,
    /// It was longer than [`MAX_LINE`], and only its beginning was kept.
    CutShort {
        /// Its whole length in bytes.
        length: usize,
    },
}

impl Output {
    /// Why its standard output may not be whole, in a sentence.
    pub fn doubt(&self) -> Option<String> {
        match self {
            Output { dropped: 1.., .. } => Some(too_much(Stream::Stdout, self.dropped)),
            Output {
                left_open: true, ..
            } => Some("left a process behind that may print more".to_owned()),
            _ => None,
        }
    }

    /// What of it is not just as it was printed, a sentence each.
    pub fn remarks(&self) -> Vec<String> {
        let defect = |(number, line): (usize, &Line)| {
            let Line { stream, defect, .. } = line;
            defect.map(|defect| format!("line {number}, on {stream}, {defect}"))
        };
        let mut remarks: Vec<String> = (1..).zip(&self.lines).filter_map(defect).collect();
        remarks.extend(self.doubt());
        if self.dropped_errors > 0 {
            remarks.push(too_much(Stream::Stderr, self.dropped_errors));
        }
        remarks
    }
}

fn too_much(stream: Stream, dropped: u64) -> String {
    let megabytes = MAX_OUTPUT / 1024 / 1024;
    format!("printed more than {megabytes} MiB on {stream}; {dropped} more lines were not kept")
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stream::Stdout => "standard output",
            Stream::Stderr => "standard error",
        })
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Defect::NotUtf8 => f.write_str("is not UTF-8; other bytes are shown as `\\xE9`"),
            Defect::CutShort { length } => {
                write!(
                    f,
                    "is {length} bytes long; only its first {MAX_LINE} were kept"
                )
            }
        }
    }
}

/// Takes in what arrives on both streams and cuts it into lines.
#[derive(Default)]
pub(crate) struct LineSplitter {
    output: Output,
    stdout: Unfinished,
    stderr: Unfinished,
}

/// The beginning of a line whose end has not come yet.
#[derive(Default)]
struct Unfinished {
    kept: Vec<u8>,
    length: usize,
    /// Memory that the finished lines of this stream take.
    memory: usize,
}

impl LineSplitter {
    /// Takes in bytes that arrived at `at`, and shows each line that they finish.
    pub(crate) fn take(
        &mut self,
        stream: Stream,
        bytes: &[u8],
        at: Duration,
        mut finished: impl FnMut(&Line),
    ) {
        let mut pieces = bytes.split(|byte| *byte == b'\n');
        if let Some(rest) = pieces.next() {
            self.unfinished(stream).extend(rest);
        }
        for piece in pieces {
            self.finish(stream, at, &mut finished);
            self.unfinished(stream).extend(piece);
        }
    }

    /// Takes in that no more will come: what stands without a line break is a line, too.
    pub(crate) fn close(&mut self, stream: Stream, at: Duration, mut finished: impl FnMut(&Line)) {
        if self.unfinished(stream).length > 0 {
            self.finish(stream, at, &mut finished);
        }
    }

    /// What was printed until now.
    pub(crate) fn into_output(self, left_open: bool) -> Output {
        Output {
            left_open,
            ..self.output
        }
    }

    fn unfinished(&mut self, stream: Stream) -> &mut Unfinished {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }

    fn finish(&mut self, stream: Stream, at: Duration, finished: &mut impl FnMut(&Line)) {
        let unfinished = self.unfinished(stream);
        let kept = std::mem::take(&mut unfinished.kept);
        let length = std::mem::take(&mut unfinished.length);
        let is_cut = length > kept.len();
        let kept = if is_cut { whole(&kept) } else { &kept };
        let (text, valid) = readable(kept);
        let defect = if is_cut {
            Some(Defect::CutShort { length })
        } else if !valid {
            Some(Defect::NotUtf8)
        } else {
            None
        };
        let line = Line {
            at,
            stream,
            text,
            defect,
        };
        finished(&line);

        let unfinished = self.unfinished(stream);
        unfinished.memory += size_of::<Line>() + line.text.len();
        match (unfinished.memory <= MAX_OUTPUT, stream) {
            (true, _) => self.output.lines.push(line),
            (false, Stream::Stdout) => self.output.dropped += 1,
            (false, Stream::Stderr) => self.output.dropped_errors += 1,
        }
    }
}

impl Unfinished {
    fn extend(&mut self, bytes: &[u8]) {
        let room = MAX_LINE - self.kept.len();
        self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.length += bytes.len();
    }
}

/// The bytes without the beginning of a character whose end was cut off.
fn whole(bytes: &[u8]) -> &[u8] {
    let last = bytes
        .utf8_chunks()
        .last()
        .map_or(&[][..], |chunk| chunk.invalid());
    let is_beginning = str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
    match is_beginning {
        true => &bytes[..bytes.len() - last.len()],
        false => bytes,
    }
}

/// The bytes as text, and whether all of them were UTF-8; those that were not stand as `\xE9`.
fn readable(bytes: &[u8]) -> (String, bool) {
    let mut text = String::with_capacity(bytes.len());
    let mut valid = true;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            valid = false;
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    (text, valid)
}

#[cfg(test)]
mod tests;
