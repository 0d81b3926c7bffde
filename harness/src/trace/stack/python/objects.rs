//! CPython's objects, read from memory that may hold anything.

use std::collections::HashMap;
use std::rc::Rc;

use super::Memory;
use super::layout::Layout;

/// The longest name that is read, of a function or a file, in bytes.
const LONGEST_NAME: usize = 1000;

/// The largest location table that is read, in bytes: a function of some ten thousand lines.
const LARGEST_TABLE: u64 = 256 * 1024;

/// How many bytes of tables are kept. Code that is made while the program runs may have no end.
const KEPT: usize = 16 * 1024 * 1024;

/// What is known of a function's code.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) function: Rc<str>,
    pub(super) file: Rc<str>,
    pub(super) first_line: u32,
    /// The location table; empty where it is too large.
    pub(super) lines: Box<[u8]>,
    /// Where its instructions begin.
    pub(super) instructions: u64,
}

/// All code that has been read, by its address and what stands there: another function may come to lie at
/// the same place.
#[derive(Default)]
pub(super) struct Codes {
    known: HashMap<(u64, Vec<u8>), Rc<Code>>,
    bytes: usize,
}

impl Codes {
    /// The code at this address; `None` where there is none. `code_type` is what all code points to.
    pub(super) fn read(
        &mut self,
        memory: &impl Memory,
        layout: &Layout,
        code_type: u64,
        address: u64,
    ) -> Option<Rc<Code>> {
        let mut head = vec![0; usize::try_from(layout.instructions).ok()?];
        if memory.read(address, &mut head) < head.len() || word(&head, layout.kind)? != code_type {
            return None;
        }
        // What comes before is how often it is referred to.
        let key = (address, head.split_off(usize::try_from(layout.kind).ok()?));
        if let Some(known) = self.known.get(&key) {
            return Some(Rc::clone(known));
        }
        let at = |offset: u64| word(&key.1, offset.checked_sub(layout.kind)?);
        let code = Rc::new(Code {
            function: text(memory, layout, at(layout.function)?)?.into(),
            file: text(memory, layout, at(layout.file)?)?.into(),
            first_line: at(layout.first_line)? as u32,
            lines: bytes(memory, layout, at(layout.lines)?)?.into(),
            instructions: address.checked_add(layout.instructions)?,
        });
        if self.bytes > KEPT {
            *self = Self::default();
        }
        self.bytes += code.lines.len() + code.function.len() + code.file.len() + key.1.len();
        self.known.insert(key, Rc::clone(&code));
        Some(code)
    }
}

/// The word at this place.
pub(super) fn word(bytes: &[u8], offset: u64) -> Option<u64> {
    let from = usize::try_from(offset).ok()?;
    let bytes = bytes.get(from..from.checked_add(8)?)?;
    bytes.try_into().ok().map(u64::from_ne_bytes)
}

/// The characters of a string.
fn text(memory: &impl Memory, layout: &Layout, address: u64) -> Option<String> {
    let length = usize::try_from(memory.word(address.checked_add(layout.text_length)?)?).ok()?;
    let state = memory.word(address.checked_add(layout.text_state)?)? as u32;
    // Two bits say whether it is shared, three how large a character is.
    let (size, is_compact, is_ascii) = (state >> 2 & 7, state >> 5 & 1 == 1, state >> 6 & 1 == 1);
    if !is_compact || !matches!(size, 1 | 2 | 4) {
        return None;
    }
    let size = size as usize;
    let bytes = length
        .checked_mul(size)
        .filter(|bytes| *bytes <= LONGEST_NAME)?;
    let header = if is_ascii {
        layout.text
    } else {
        layout.wide_text
    };
    let mut read = vec![0; bytes];
    if memory.read(address.checked_add(header)?, &mut read) < bytes {
        return None;
    }
    let characters = read.chunks_exact(size).map(|character| {
        let mut bytes = [0; 4];
        bytes[..size].copy_from_slice(character);
        char::from_u32(u32::from_ne_bytes(bytes))
    });
    characters.collect()
}

/// An array of bytes; empty where it is too large.
fn bytes(memory: &impl Memory, layout: &Layout, address: u64) -> Option<Vec<u8>> {
    let length = memory.word(address.checked_add(layout.bytes_length)?)?;
    if length > LARGEST_TABLE {
        return Some(Vec::new());
    }
    let mut read = vec![0; usize::try_from(length).ok()?];
    let known = memory.read(address.checked_add(layout.bytes)?, &mut read);
    (known == read.len()).then_some(read)
}
