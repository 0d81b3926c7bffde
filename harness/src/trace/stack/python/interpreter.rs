//! From a thread to the Python functions on its stack.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use crate::trace::engine::Registers;
use indexmap::IndexSet;
use nix::unistd::Pid;

use super::elf::Exported;
use super::layout::{self, Entry, Innermost, Layout};
use super::objects::{Code, Codes, word};
use super::{Frame, Memory, Thread, lines};
use crate::trace::stack::Place;

/// How many functions are kept of each end of a stack. What waits is at one end, the event loop at the other,
/// and recursion between them.
const KEPT: usize = 128;

/// How many functions are followed. Python itself ends a recursion after 1,000, if it is not told otherwise.
const DEEPEST: usize = 5_000;

/// How many threads and interpreters a process may have.
const MOST_THREADS: usize = 10_000;

/// How many bytes of a frame are read: more than any version has before its variables.
const FRAME: usize = 96;

/// How many bytes are read at once: the frames of functions that call each other lie side by side.
const PAGE: u64 = 4096;

/// The CPython in a process.
pub(in crate::trace::stack) struct Interpreter {
    layout: Layout,
    exported: Exported,
    /// What is added to the addresses of its file.
    bias: u64,
    threads: HashMap<Thread, u64>,
    codes: Codes,
}

impl Interpreter {
    /// That of a file which is loaded into a process; `None` where it holds none, or one that is not known.
    pub(in crate::trace::stack) fn of(file: &Path, bias: u64, thread: Pid) -> Option<Self> {
        Self::new(Exported::of(file)?, bias, &thread)
    }

    pub(super) fn new(exported: Exported, bias: u64, memory: &impl Memory) -> Option<Self> {
        let version = memory.word(exported.version.wrapping_add(bias))? as u32;
        let mut offsets = [0; layout::OFFSETS];
        let known = memory.read(exported.runtime.start.wrapping_add(bias), &mut offsets);
        Some(Self {
            layout: Layout::of(version, &offsets[..known])?,
            exported,
            bias,
            threads: HashMap::new(),
            codes: Codes::default(),
        })
    }

    /// Adds the Python functions to the stack of a thread, each behind the call of the C function that runs
    /// it. `file` is the number of the file that holds the interpreter.
    pub(in crate::trace::stack) fn add(
        &mut self,
        thread: Pid,
        registers: &Registers,
        file: usize,
        stack: &mut Vec<Place>,
        known: &mut IndexSet<Frame>,
    ) {
        let eval = self.exported.eval.clone();
        let runs_python = |place: &Place| match place {
            Place::Native(address) => address.file == file && eval.contains(&address.offset),
            _ => false,
        };
        if self.is_lock(registers.syscall_number(), registers.arguments()[0]) {
            stack.insert(0, Place::Lock);
        }
        if !stack.iter().any(runs_python) {
            return;
        }
        let called = self.called(&thread, Thread::new(thread, registers));
        let mut called = called.into_iter();
        let mut place = |frame| Place::Python(known.insert_full(frame).0);
        let mut whole = Vec::with_capacity(2 * stack.len());
        for native in stack.drain(..) {
            whole.push(native);
            if runs_python(&native) {
                for (frame, is_last) in called.by_ref() {
                    whole.push(place(frame));
                    if is_last {
                        break;
                    }
                }
            }
        }
        // Where the C stack could not be followed to its end, what is left has been called from there.
        whole.extend(called.map(|(frame, _)| place(frame)));
        *stack = whole;
    }

    /// Whether a thread that makes this call waits for the interpreter's own lock, which another has that
    /// computes.
    fn is_lock(&self, call: u64, argument: u64) -> bool {
        let word = argument.wrapping_sub(self.bias);
        call == libc::SYS_futex as u64 && self.exported.runtime.contains(&word)
    }

    /// The functions on the stack of a thread, innermost first; with each, whether it is the last that its call
    /// of the C function runs.
    pub(super) fn called(&mut self, memory: &impl Memory, thread: Thread) -> Vec<(Frame, bool)> {
        let mut called: Vec<(Frame, bool)> = Vec::new();
        let mut at = self.innermost(memory, thread).unwrap_or(0);
        let code_type = self.exported.code_type.wrapping_add(self.bias);
        let (layout, kept) = (&self.layout, &mut self.codes);
        // Nothing changes meanwhile, and in recursion all is the same code.
        let mut codes = HashMap::new();
        let mut page = Page::default();
        for _ in 0..DEEPEST {
            let frame = page.read(memory, at);
            let step = step(layout, &frame, |address| {
                let read = || kept.read(memory, layout, code_type, address);
                codes.entry(address).or_insert_with(read).clone()
            });
            at = match step {
                Some(Step::Function(frame, is_last, caller)) => {
                    called.push((frame, is_last));
                    caller
                }
                Some(Step::Call(caller)) => {
                    if let Some((_, is_last)) = called.last_mut() {
                        *is_last = true;
                    }
                    caller
                }
                None => break,
            };
        }
        if called.len() > 2 * KEPT {
            called.drain(KEPT..called.len() - KEPT);
        }
        called
    }

    /// The address of a thread's innermost frame.
    fn innermost(&mut self, memory: &impl Memory, thread: Thread) -> Option<u64> {
        let state = self.state(memory, thread)?;
        let frame = match self.layout.innermost {
            Innermost::Direct { frame } => memory.word(state.wrapping_add(frame))?,
            Innermost::Through { cframe, frame } => {
                let cframe = memory.word(state.wrapping_add(cframe))?;
                memory.word(cframe.wrapping_add(frame))?
            }
        };
        (frame != 0).then_some(frame)
    }

    /// The address of what CPython knows of a thread.
    fn state(&mut self, memory: &impl Memory, thread: Thread) -> Option<u64> {
        let known = self.threads.get(&thread).copied();
        if let Some(state) = known.filter(|state| self.is_state(memory, *state, thread)) {
            return Some(state);
        }
        let layout = &self.layout;
        let runtime = self.exported.runtime.start.wrapping_add(self.bias);
        let mut interpreter = memory.word(runtime.wrapping_add(layout.interpreters))?;
        let mut left = MOST_THREADS;
        while interpreter != 0 && left > 0 {
            let mut state = memory.word(interpreter.wrapping_add(layout.threads))?;
            while state != 0 && left > 0 {
                if is_of(memory, layout, state, thread) {
                    self.threads.insert(thread, state);
                    return Some(state);
                }
                state = memory.word(state.wrapping_add(layout.next_thread))?;
                left -= 1;
            }
            interpreter = memory.word(interpreter.wrapping_add(layout.next_interpreter))?;
            left = left.saturating_sub(1);
        }
        None
    }

    /// Whether what was a thread's state still is: it is in the list of all, where it has a neighbour.
    fn is_state(&self, memory: &impl Memory, state: u64, thread: Thread) -> bool {
        let layout = &self.layout;
        let neighbour = |there: u64, back: u64| {
            let neighbour = memory.word(state.wrapping_add(there))?;
            let is_linked = || memory.word(neighbour.wrapping_add(back)) == Some(state);
            Some(neighbour != 0 && is_linked())
        };
        let (previous, next) = (layout.previous_thread, layout.next_thread);
        is_of(memory, layout, state, thread)
            && (neighbour(previous, next) == Some(true) || neighbour(next, previous) == Some(true))
    }
}

/// Whether this is the state of that thread.
fn is_of(memory: &impl Memory, layout: &Layout, state: u64, thread: Thread) -> bool {
    memory.word(state.wrapping_add(layout.pthread)) == Some(thread.pthread)
        || memory.word(state.wrapping_add(layout.native_thread)) == Some(thread.native)
}

/// What stands in a frame, and the frame that called it.
enum Step {
    /// A function; whether the frame that called it belongs to another call of the C function.
    Function(Frame, bool, u64),
    /// The call of the C function.
    Call(u64),
}

/// Takes what stands in a frame; `None` where it is none.
fn step(layout: &Layout, frame: &[u8], code: impl FnOnce(u64) -> Option<Rc<Code>>) -> Option<Step> {
    let caller = word(frame, layout.caller)?;
    let flag = |offset: u64| frame.get(usize::try_from(offset).ok()?).copied();
    let is_last = match layout.entry {
        Entry::Flag(offset) => flag(offset)? != 0,
        Entry::Shim { owner } if flag(owner)? == layout::OWNED_BY_C => {
            return Some(Step::Call(caller));
        }
        Entry::Shim { .. } => false,
    };
    let code = code(word(frame, layout.code)?)?;
    // One that has not begun yet stands before its first instruction.
    let offset = word(frame, layout.instruction)?.checked_sub(code.instructions);
    let frame = Frame {
        function: Rc::clone(&code.function),
        file: Rc::clone(&code.file),
        line: offset.and_then(|offset| lines::line(&code.lines, code.first_line, offset)),
    };
    Some(Step::Function(frame, is_last, caller))
}

/// A page that has been read.
#[derive(Default)]
struct Page {
    from: u64,
    bytes: Vec<u8>,
}

impl Page {
    /// The bytes of a frame, or as many as there are.
    fn read(&mut self, memory: &impl Memory, at: u64) -> Vec<u8> {
        let from = at / PAGE * PAGE;
        if from != self.from || self.bytes.is_empty() {
            self.from = from;
            self.bytes.resize(PAGE as usize, 0);
            let known = memory.read(from, &mut self.bytes);
            self.bytes.truncate(known);
        }
        let begin = (at - from) as usize;
        if let Some(frame) = self.bytes.get(begin..begin + FRAME) {
            return frame.to_vec();
        }
        let mut frame = vec![0; FRAME];
        let known = memory.read(at, &mut frame);
        frame.truncate(known);
        frame
    }
}

#[cfg(test)]
mod tests;
