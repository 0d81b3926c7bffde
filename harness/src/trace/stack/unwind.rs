//! From the registers and the memory of a stopped thread to the addresses on its stack.

use std::collections::HashMap;
use std::fs::{self, File};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use crate::trace::engine::Registers;
use framehop::x86_64::{CacheX86_64, UnwindRegsX86_64, UnwinderX86_64};
use framehop::{ExplicitModuleSectionInfo, Module, Unwinder as _};
use indexmap::IndexSet;
use nix::unistd::Pid;
use object::{Object, ObjectSection, ObjectSegment, ReadCache, SegmentFlags};

use super::Address;
use super::python::Interpreter;
use crate::trace::engine::{arch, memory};

/// How deep a stack is followed. Deeper ones end in recursion, and what matters is near the top.
const DEEPEST: usize = 256;

/// How much of the stack is read at once, in bytes: more than most stacks need.
const AT_ONCE: usize = 8 * 1024;

type Bytes = Arc<[u8]>;

/// Unwinds the stacks of one process. What it has is read by one of its threads, since its first may
/// have ended.
pub(super) struct Unwinder {
    unwinder: UnwinderX86_64<Bytes>,
    cache: CacheX86_64,
    loaded: Vec<Loaded>,
    /// By where the thread was, and by its stack and frame pointers.
    seen: HashMap<[u64; 3], Seen>,
    /// How often it may still be looked in vain for what has been loaded since.
    looks: u32,
    /// CPython, and the number of the file that holds it.
    python: Option<(Interpreter, usize)>,
}

/// How often it is looked in vain for what a process has loaded since the last time. Most load all
/// that they ever will at their start; one that runs code of its own making would be looked at each
/// time that it waits.
const LOOKS: u32 = 100;

/// A stack that was unwound, and all words of memory that had a part in that: where they are the same, so is
/// the stack.
struct Seen {
    words: Vec<(u64, u64)>,
    located: Vec<Address>,
    is_whole: bool,
}

/// How many of them are remembered at a time: a program waits in a few places again and again.
const SEEN: usize = 1000;

/// A file that is loaded into the process.
struct Loaded {
    range: Range<u64>,
    /// What is added to the file's own addresses.
    bias: u64,
    /// Its number among the files of the run.
    file: usize,
}

impl Default for Unwinder {
    fn default() -> Self {
        Self {
            unwinder: UnwinderX86_64::new(),
            cache: CacheX86_64::new(),
            loaded: Vec::new(),
            seen: HashMap::new(),
            looks: LOOKS,
            python: None,
        }
    }
}

impl Unwinder {
    /// The addresses on the stack of a thread with these registers, innermost first.
    pub(super) fn stack(
        &mut self,
        thread: Pid,
        registers: &Registers,
        files: &mut IndexSet<PathBuf>,
        is_trusted: impl Fn(&Path) -> bool,
    ) -> Vec<Address> {
        let (stack, is_whole) = self.located(thread, registers);
        if is_whole || self.looks == 0 {
            return stack;
        }
        // The program has just been executed, or has loaded a library since.
        if self.load(thread, files, is_trusted) {
            self.seen.clear();
            return self.located(thread, registers).0;
        }
        self.looks -= 1;
        stack
    }

    /// Takes in that our vDSO is in this range, by the number of its file.
    pub(super) fn add_image(&mut self, file: usize, range: Range<u64>) {
        let image = arch::image();
        let addresses = |part: &Range<usize>| Some(part.start as u64..part.end as u64);
        let bytes = |part: &Range<usize>| Some(Bytes::from(&image.bytes[part.clone()]));
        let info = ExplicitModuleSectionInfo {
            text_svma: addresses(&image.text),
            eh_frame_svma: addresses(&image.eh_frame),
            eh_frame: bytes(&image.eh_frame),
            eh_frame_hdr_svma: addresses(&image.eh_frame_hdr),
            eh_frame_hdr: bytes(&image.eh_frame_hdr),
            ..ExplicitModuleSectionInfo::default()
        };
        let bias = range.start;
        let module = Module::new("[vdso]".to_owned(), range.clone(), bias, info);
        self.unwinder.add_module(module);
        self.loaded.push(Loaded { range, bias, file });
    }

    /// CPython, where the process has it, and the number of the file that holds it.
    pub(super) fn python(&mut self) -> Option<&mut (Interpreter, usize)> {
        self.python.as_mut()
    }

    /// The addresses on the stack that lie in known files, and whether all of them do. A stack that was seen
    /// before is not unwound again.
    fn located(&mut self, thread: Pid, registers: &Registers) -> (Vec<Address>, bool) {
        let base = registers.stack_pointer();
        let mut near = [0; AT_ONCE];
        let known = memory::read(thread, base, &mut near);
        let read = |address: u64| {
            let at = address.wrapping_sub(base) as usize;
            match near[..known].get(at..at.saturating_add(8)) {
                Some(bytes) => bytes.try_into().map(u64::from_ne_bytes).ok(),
                None => memory::word(thread, address),
            }
        };
        let place = [
            registers.instruction_pointer(),
            base,
            registers.frame_pointer(),
        ];
        if let Some(seen) = self.seen.get(&place)
            && seen.words.iter().all(|(at, word)| read(*at) == Some(*word))
        {
            return (seen.located.clone(), seen.is_whole);
        }
        let seen = self.unwind(place, read);
        let found = (seen.located.clone(), seen.is_whole);
        if self.seen.len() >= SEEN {
            self.seen.clear();
        }
        self.seen.insert(place, seen);
        found
    }

    /// Unwinds the stack of a thread with these registers: where it is, the stack pointer and the frame
    /// pointer.
    fn unwind(
        &mut self,
        [at, stack_pointer, frame_pointer]: [u64; 3],
        read: impl Fn(u64) -> Option<u64>,
    ) -> Seen {
        let mut words = Vec::new();
        let mut read = |address| {
            let word = read(address).ok_or(())?;
            words.push((address, word));
            Ok(word)
        };
        let registers = UnwindRegsX86_64::new(at, stack_pointer, frame_pointer);
        let mut frames = self
            .unwinder
            .iter_frames(at, registers, &mut self.cache, &mut read);
        let mut addresses = Vec::new();
        while let Ok(Some(frame)) = frames.next() {
            addresses.push(frame.address_for_lookup());
            if addresses.len() == DEEPEST {
                break;
            }
        }
        let located: Vec<Address> = addresses
            .iter()
            .filter_map(|address| self.locate(*address))
            .collect();
        Seen {
            is_whole: located.len() == addresses.len(),
            located,
            words,
        }
    }

    fn locate(&self, address: u64) -> Option<Address> {
        let loaded = self
            .loaded
            .iter()
            .find(|loaded| loaded.range.contains(&address))?;
        let offset = address.wrapping_sub(loaded.bias);
        Some(Address {
            file: loaded.file,
            offset,
        })
    }

    /// Takes in what is loaded into the process now, and says whether there is more than before.
    fn load(
        &mut self,
        thread: Pid,
        files: &mut IndexSet<PathBuf>,
        is_trusted: impl Fn(&Path) -> bool,
    ) -> bool {
        let before = self.loaded.len();
        let maps = fs::read_to_string(format!("/proc/{thread}/maps")).unwrap_or_default();
        for line in maps.lines() {
            // from-to flags offset device inode path
            let mut words = line.split_whitespace();
            let (range, flags, offset) = (words.next(), words.next(), words.next());
            let path = line.find('/').map(|at| Path::new(&line[at..]));
            let (Some(range), Some(flags), Some(offset), Some(path)) = (range, flags, offset, path)
            else {
                continue;
            };
            if !flags.contains('x') || !is_trusted(path) {
                continue;
            }
            let file = files.insert_full(path.to_owned()).0;
            if self.loaded.iter().any(|loaded| loaded.file == file) {
                continue;
            }
            let hexadecimal = |digits: &str| u64::from_str_radix(digits, 16).unwrap_or_default();
            let (from, to) = range.split_once('-').unwrap_or_default();
            let range = hexadecimal(from)..hexadecimal(to);
            let bias = self.add(path, file, range, hexadecimal(offset));
            if let (None, Some(bias)) = (&self.python, bias) {
                let python = Interpreter::of(path, bias, thread);
                self.python = python.map(|python| (python, file));
            }
        }
        self.loaded.len() > before
    }

    /// Takes in a file, and says what is added to its own addresses.
    fn add(&mut self, path: &Path, file: usize, range: Range<u64>, offset: u64) -> Option<u64> {
        let sections = Sections::of(path)?;
        let bias = range.start.wrapping_sub(sections.address_of(offset));
        let info = ExplicitModuleSectionInfo {
            base_svma: 0,
            text_svma: Some(sections.text.clone()),
            eh_frame_svma: sections.eh_frame.as_ref().map(|(range, _)| range.clone()),
            eh_frame: sections
                .eh_frame
                .as_ref()
                .map(|(_, bytes)| Arc::clone(bytes)),
            eh_frame_hdr_svma: sections
                .eh_frame_hdr
                .as_ref()
                .map(|(range, _)| range.clone()),
            eh_frame_hdr: sections
                .eh_frame_hdr
                .as_ref()
                .map(|(_, bytes)| Arc::clone(bytes)),
            ..ExplicitModuleSectionInfo::default()
        };
        let name = path.to_string_lossy().into_owned();
        self.unwinder
            .add_module(Module::new(name, range.clone(), bias, info));
        self.loaded.push(Loaded { range, bias, file });
        Some(bias)
    }
}

/// What unwinding needs of a file.
struct Sections {
    /// Offset in the file and address of each segment with code.
    segments: Vec<(Range<u64>, u64)>,
    text: Range<u64>,
    eh_frame: Option<(Range<u64>, Bytes)>,
    eh_frame_hdr: Option<(Range<u64>, Bytes)>,
}

impl Sections {
    /// Reads a file, or remembers it: all programs load the same few libraries.
    fn of(path: &Path) -> Option<Arc<Self>> {
        /// By path and by when the file was last changed.
        type Known = HashMap<(PathBuf, std::time::SystemTime), Arc<Sections>>;
        static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
        let key = (path.to_owned(), fs::metadata(path).ok()?.modified().ok()?);
        if let Some(known) = KNOWN.lock().ok()?.get(&key) {
            return Some(Arc::clone(known));
        }
        let sections = Arc::new(Self::read(path)?);
        KNOWN.lock().ok()?.insert(key, Arc::clone(&sections));
        Some(sections)
    }

    fn read(path: &Path) -> Option<Self> {
        let source = ReadCache::new(File::open(path).ok()?);
        let file = object::File::parse(&source).ok()?;
        let range = |name| {
            let section = file.section_by_name(name)?;
            Some(section.address()..section.address() + section.size())
        };
        let kept = |name| {
            let bytes = file.section_by_name(name)?.uncompressed_data().ok()?;
            Some((range(name)?, Bytes::from(&*bytes)))
        };
        Some(Self {
            segments: file
                .segments()
                .filter(|segment| match segment.flags() {
                    SegmentFlags::Elf { p_flags } => p_flags & object::elf::PF_X != 0,
                    _ => false,
                })
                .map(|segment| {
                    let (offset, size) = segment.file_range();
                    (offset..offset + size, segment.address())
                })
                .collect(),
            text: range(".text").unwrap_or_default(),
            eh_frame: kept(".eh_frame"),
            eh_frame_hdr: kept(".eh_frame_hdr"),
        })
    }

    /// The file's own address of what stands at this offset in it.
    fn address_of(&self, offset: u64) -> u64 {
        /// Mappings begin at page borders, segments need not.
        const PAGE: u64 = 4096;
        let segment = self
            .segments
            .iter()
            .find(|(range, _)| range.start / PAGE * PAGE == offset);
        segment.map_or(offset, |(range, address)| {
            address.wrapping_add(offset).wrapping_sub(range.start)
        })
    }
}
