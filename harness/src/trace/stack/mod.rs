//! Who waits, and where: the stack of a stopped thread, from outside.
//!
//! - `unwind`: from registers and memory to addresses.
//! - `symbols`: from addresses to functions, files and lines.
//! - `python`: the functions of a Python program, which have no addresses, and what a wait there means.
//! - `sources`: whose a function is.
//! - `runtimes`: what is known of each runtime.
//! - `classify`: from functions to what the wait means for others.

mod classify;
mod python;
mod runtimes;
mod sources;
mod symbols;
mod unwind;

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::trace::engine::Registers;
use indexmap::IndexSet;
use nix::unistd::Pid;
use tracing::{debug, trace};

pub(super) use classify::{Meaning, Role};
pub(super) use runtimes::is_shared;
use symbols::Symbols;
use unwind::Unwinder;

/// How many different stacks are kept. A program that has more waits in places without number, and
/// of those beyond nothing is known.
const STACKS: usize = 10_000;

/// All stacks of a run, each kept once: a program that sleeps in a loop has but one.
#[derive(Default)]
pub(super) struct Stacks {
    unwinders: HashMap<Pid, Unwinder>,
    files: IndexSet<PathBuf>,
    known: IndexSet<Box<[Place]>>,
    python: IndexSet<python::Frame>,
    symbols: Symbols,
    meanings: HashMap<Stack, Meaning>,
    /// Where the program may write. What lies there may be anything by the time that it is read.
    home: Option<PathBuf>,
}

/// One of the stacks that were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Stack {
    number: usize,
    /// Whether it was taken in a call that does nothing but sleep.
    is_sleep: bool,
}

/// What there is of a function on a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Native(Address),
    /// One of the run's Python functions with its line, by number.
    Python(usize),
    /// What waits for the lock of the Python interpreter.
    Lock,
}

/// A place in a file that is loaded into a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Address {
    /// Its number among the files of the run.
    file: usize,
    /// As the file itself counts.
    offset: u64,
}

/// One function on a stack; one that was inlined has a frame of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// Its name with its path, such as `std::thread::sleep`; empty where it is not known.
    pub(super) function: String,
    /// Its source file, as the compiler names it.
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
    /// Whether it lies in one of the system's own libraries.
    pub(super) is_system: bool,
    /// Whether nobody but a library's author can have called it so. A program's own functions can
    /// have any name.
    pub(super) is_vouched_for: bool,
}

impl Stacks {
    /// The stacks of a program that may write in `home`.
    pub(super) fn new(home: Option<&Path>) -> Self {
        Self {
            home: home.map(Path::to_owned),
            ..Self::default()
        }
    }

    /// Takes the stack of a thread of this process that is stopped, or asleep with these registers.
    pub(super) fn take(&mut self, process: Pid, thread: Pid, registers: &Registers) -> Stack {
        let unwinder = self.unwinders.entry(process).or_default();
        let home = self.home.as_ref();
        let is_trusted = |file: &Path| home.is_none_or(|home| !file.starts_with(home));
        let native = unwinder.stack(thread, registers, &mut self.files, is_trusted);
        let mut stack: Vec<Place> = native.into_iter().map(Place::Native).collect();
        if let Some((python, file)) = unwinder.python() {
            python.add(thread, registers, *file, &mut stack, &mut self.python);
        }
        if self.known.len() >= STACKS && !self.known.contains(&*stack) {
            stack.clear();
        }
        let sleeps = [libc::SYS_nanosleep, libc::SYS_clock_nanosleep];
        Stack {
            number: self.known.insert_full(stack.into()).0,
            is_sleep: sleeps.contains(&(registers.syscall_number() as i64)),
        }
    }

    /// What a wait with this stack means.
    pub(super) fn meaning(&mut self, stack: Stack) -> &Meaning {
        let Self {
            files,
            known,
            python,
            symbols,
            meanings,
            ..
        } = self;
        meanings.entry(stack).or_insert_with(|| {
            let places = &known[stack.number];
            let in_python: Vec<_> = places
                .iter()
                .filter_map(|place| match place {
                    Place::Python(number) => Some(python[*number].clone()),
                    _ => None,
                })
                .collect();
            let is_lock = places.contains(&Place::Lock);
            if is_lock || !in_python.is_empty() {
                return python::classify(&in_python, stack.is_sleep, is_lock);
            }
            let frames: Vec<Frame> = places
                .iter()
                .flat_map(|place| match place {
                    Place::Native(address) => symbols.frames(*address, &files[address.file]),
                    Place::Python(_) | Place::Lock => Vec::new(),
                })
                .collect();
            let meaning = classify::classify(&frames, stack.is_sleep);
            debug!(role = ?meaning.role, event_loop = meaning.event_loop, "a stack means this");
            for Frame {
                function,
                file,
                line,
                ..
            } in &frames
            {
                trace!(function, file, line);
            }
            meaning
        })
    }

    /// Stacks that mean this, each by its place.
    #[cfg(test)]
    pub(super) fn of(meanings: Vec<Meaning>) -> (Self, Vec<Stack>) {
        let stack = |number| Stack {
            number,
            is_sleep: false,
        };
        let stacks: Vec<Stack> = (0..meanings.len()).map(stack).collect();
        let meanings = stacks.iter().copied().zip(meanings).collect();
        let known = Self {
            meanings,
            ..Self::default()
        };
        (known, stacks)
    }

    /// Takes in that a process has our vDSO in this range.
    pub(super) fn has_image(&mut self, process: Pid, range: Range<u64>) {
        let file = self.files.insert_full(PathBuf::from("[vdso]")).0;
        let unwinder = self.unwinders.entry(process).or_default();
        unwinder.add_image(file, range);
    }

    /// Forgets what is loaded into a process, because it has become another program.
    pub(super) fn forget(&mut self, process: Pid) {
        self.unwinders.remove(&process);
    }
}
