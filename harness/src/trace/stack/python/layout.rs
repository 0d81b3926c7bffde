//! Where CPython keeps what, in bytes from the beginning of each object.

/// Where a version of CPython keeps what its stacks are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// In `_PyRuntime`.
    pub(super) interpreters: u64,
    /// In an interpreter: the next one, and its first thread.
    pub(super) next_interpreter: u64,
    pub(super) threads: u64,
    /// In a thread: its neighbours, its numbers as pthreads and the kernel have them, and what leads to
    /// its innermost frame.
    pub(super) previous_thread: u64,
    pub(super) next_thread: u64,
    pub(super) pthread: u64,
    pub(super) native_thread: u64,
    pub(super) innermost: Innermost,
    /// In a frame.
    pub(super) code: u64,
    pub(super) instruction: u64,
    pub(super) caller: u64,
    pub(super) entry: Entry,
    /// In the code of a function.
    pub(super) file: u64,
    pub(super) function: u64,
    pub(super) first_line: u64,
    pub(super) lines: u64,
    pub(super) instructions: u64,
    /// In any object.
    pub(super) kind: u64,
    /// In a string: the characters of one of ASCII alone, and those of all others.
    pub(super) text_length: u64,
    pub(super) text_state: u64,
    pub(super) text: u64,
    pub(super) wide_text: u64,
    /// In an array of bytes.
    pub(super) bytes_length: u64,
    pub(super) bytes: u64,
}

/// What leads from a thread to its innermost frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Innermost {
    /// An object on the C stack, which has the frame.
    Through { cframe: u64, frame: u64 },
    /// The thread itself.
    Direct { frame: u64 },
}

/// What tells the first frame that a call of the interpreter's C function runs; functions that Python code
/// calls run in the same call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// A flag in that frame.
    Flag(u64),
    /// A frame outside of it that is no function's; its owner is then `OWNED_BY_C`.
    Shim { owner: u64 },
}

/// Who owns a frame that stands for a call from C.
pub(super) const OWNED_BY_C: u8 = 3;

const V3_11: Layout = Layout {
    interpreters: 40,
    next_interpreter: 0,
    threads: 16,
    previous_thread: 0,
    next_thread: 8,
    pthread: 152,
    native_thread: 160,
    innermost: Innermost::Through {
        cframe: 56,
        frame: 8,
    },
    code: 32,
    instruction: 56,
    caller: 48,
    entry: Entry::Flag(68),
    file: 112,
    function: 128,
    first_line: 72,
    lines: 136,
    instructions: 184,
    kind: 8,
    text_length: 16,
    text_state: 32,
    text: 48,
    wide_text: 72,
    bytes_length: 16,
    bytes: 32,
};

const V3_12: Layout = Layout {
    threads: 72,
    pthread: 136,
    native_thread: 144,
    innermost: Innermost::Through {
        cframe: 56,
        frame: 0,
    },
    code: 0,
    caller: 8,
    entry: Entry::Shim { owner: 70 },
    first_line: 68,
    instructions: 192,
    text: 40,
    wide_text: 56,
    ..V3_11
};

/// How many bytes `_PyRuntime` begins with that tell where 3.13 keeps what.
pub(super) const OFFSETS: usize = 73 * 8;

/// No object is larger that anything is read from, in bytes.
const LARGEST: u64 = 1 << 20;

impl Layout {
    /// That of the CPython whose `Py_Version` is this; `offsets` is what `_PyRuntime` begins with. `None`
    /// where it is not known: each version has another.
    pub(super) fn of(version: u32, offsets: &[u8]) -> Option<Self> {
        match version >> 16 {
            0x030b => Some(V3_11),
            0x030c => Some(V3_12),
            0x030d => Self::told(version, offsets),
            _ => None,
        }
    }

    /// As CPython 3.13 tells it itself, in `_Py_DebugOffsets`.
    fn told(version: u32, offsets: &[u8]) -> Option<Self> {
        let told: Vec<u64> = offsets
            .chunks_exact(8)
            .map_while(|word| word.try_into().ok().map(u64::from_ne_bytes))
            .collect();
        let is_told = told.first() == Some(&u64::from_ne_bytes(*b"xdebugpy"))
            && told.get(1) == Some(&u64::from(version));
        if !is_told {
            return None;
        }
        let at = |word: usize| told.get(word).copied().filter(|offset| *offset < LARGEST);
        Some(Self {
            interpreters: at(5)?,
            next_interpreter: at(8)?,
            threads: at(9)?,
            previous_thread: at(20)?,
            next_thread: at(21)?,
            innermost: Innermost::Direct { frame: at(23)? },
            pthread: at(24)?,
            native_thread: at(25)?,
            caller: at(29)?,
            code: at(30)?,
            instruction: at(31)?,
            entry: Entry::Shim { owner: at(33)? },
            file: at(35)?,
            function: at(37)?,
            lines: at(38)?,
            first_line: at(39)?,
            instructions: at(43)?,
            kind: at(45)?,
            bytes_length: at(65)?,
            bytes: at(66)?,
            text_state: at(68)?,
            text_length: at(69)?,
            text: at(70)?,
            // In between lies the form in UTF-8, and its length.
            wide_text: at(70)? + 16,
        })
    }
}

#[cfg(test)]
mod tests;
