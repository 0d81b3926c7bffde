use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Memory that is made by hand: what lies where. All else is not mapped.
#[derive(Default, Clone)]
struct Made(BTreeMap<u64, Vec<u8>>);

impl Memory for Made {
    fn read(&self, address: u64, buffer: &mut [u8]) -> usize {
        let Some((from, bytes)) = self.0.range(..=address).next_back() else {
            return 0;
        };
        let begin = (address - from) as usize;
        let bytes = bytes.get(begin..).unwrap_or_default();
        let known = bytes.len().min(buffer.len());
        buffer[..known].copy_from_slice(&bytes[..known]);
        known
    }
}

impl Made {
    /// Puts words into an object of this size.
    fn object(&mut self, address: u64, size: usize, words: &[(u64, u64)]) {
        let bytes = self.0.entry(address).or_insert_with(|| vec![0; size]);
        for (offset, word) in words {
            let at = *offset as usize;
            bytes[at..at + 8].copy_from_slice(&word.to_ne_bytes());
        }
    }

    /// Puts a string of ASCII characters.
    fn text(&mut self, address: u64, text: &str) {
        let header = 48;
        let ascii = 1 << 2 | 1 << 5 | 1 << 6;
        self.object(
            address,
            header + text.len(),
            &[(16, text.len() as u64), (32, ascii)],
        );
        if let Some(bytes) = self.0.get_mut(&address) {
            bytes[header..].copy_from_slice(text.as_bytes());
        }
    }

    /// Puts the code of a function whose first five instructions are in its second line.
    fn code(&mut self, address: u64, function: &str) {
        let (name, file, lines) = (address + 0x1000, address + 0x2000, address + 0x3000);
        self.text(name, function);
        self.text(file, "/home/x/main.py");
        self.object(lines, 35, &[(16, 3)]);
        if let Some(bytes) = self.0.get_mut(&lines) {
            bytes[32..].copy_from_slice(&[0x80 | 11 << 3 | 4, 0, 0]);
        }
        let words = [
            (8, CODE_TYPE),
            (72, 1),
            (112, file),
            (128, name),
            (136, lines),
        ];
        self.object(address, 200, &words);
    }

    /// Puts a frame that runs the third instruction of some code.
    fn frame(&mut self, address: u64, code: u64, caller: u64, is_last: bool) {
        let words = [(32, code), (48, caller), (56, code + 184 + 4)];
        self.object(address, FRAME, &words);
        if let Some(bytes) = self.0.get_mut(&address) {
            bytes[68] = u8::from(is_last);
        }
    }
}

const BIAS: u64 = 0x40_0000;
const RUNTIME: u64 = 0x10_0000;
const CODE_TYPE: u64 = 0x20_0000 + BIAS;
const THREAD: Thread = Thread {
    native: 77,
    pthread: 0x7f00,
};

/// A CPython 3.11 with two threads. The second has called `outer`, that has called `inner`, and this, by a call
/// of its own, `innermost`.
fn made() -> Made {
    let mut made = Made::default();
    made.object(0x30_0000 + BIAS, 8, &[(0, 0x030b_07f0)]);
    made.object(RUNTIME + BIAS, 600, &[(40, 0x1_0000)]);
    made.object(0x1_0000, 64, &[(0, 0), (16, 0x2_0000)]);
    made.object(0x2_0000, 200, &[(8, 0x3_0000), (152, 0x6f00), (160, 76)]);
    let second = [(0, 0x2_0000), (56, 0x4_0000), (152, 0x7f00), (160, 77)];
    made.object(0x3_0000, 200, &second);
    made.object(0x4_0000, 16, &[(8, 0x5_2000)]);
    for (code, function) in [
        (0x10_0000_u64, "outer"),
        (0x11_0000, "inner"),
        (0x12_0000, "innermost"),
    ] {
        made.code(code, function);
    }
    made.frame(0x5_2000, 0x12_0000, 0x5_1000, true);
    made.frame(0x5_1000, 0x11_0000, 0x5_0000, false);
    made.frame(0x5_0000, 0x10_0000, 0, true);
    made
}

fn interpreter(memory: &Made) -> Option<Interpreter> {
    let exported = Exported {
        runtime: RUNTIME..RUNTIME + 600,
        version: 0x30_0000,
        eval: 0x40..0x80,
        code_type: CODE_TYPE - BIAS,
    };
    Interpreter::new(exported, BIAS, memory)
}

fn called(memory: &Made, thread: Thread) -> Vec<(String, Option<u32>, bool)> {
    let mut interpreter = interpreter(memory).unwrap();
    let called = interpreter.called(memory, thread);
    let all = called.into_iter();
    all.map(|(frame, is_last)| (frame.function.to_string(), frame.line, is_last))
        .collect()
}

fn functions(memory: &Made) -> Vec<String> {
    let called = called(memory, THREAD).into_iter();
    called.map(|(function, _, _)| function).collect()
}

#[test]
fn the_functions_of_a_thread_are_named_with_their_lines_innermost_first() {
    let line = Some(2);
    assert_eq!(
        called(&made(), THREAD),
        [
            ("innermost".to_owned(), line, true),
            ("inner".to_owned(), line, false),
            ("outer".to_owned(), line, true),
        ]
    );
}

#[test]
fn a_thread_that_runs_no_python_has_no_functions() {
    let stranger = Thread {
        native: 78,
        pthread: 0x8f00,
    };
    assert_eq!(called(&made(), stranger), []);
}

#[test]
fn after_a_fork_a_thread_is_known_by_its_address() {
    let child = Thread {
        native: 78,
        ..THREAD
    };
    assert_eq!(called(&made(), child).len(), 3);
}

#[test]
fn another_version_is_not_read() {
    let mut made = made();
    made.object(0x30_0000 + BIAS, 8, &[(0, 0x0309_00f0)]);
    assert!(interpreter(&made).is_none());
}

#[test]
fn what_is_no_code_ends_the_stack_with_what_is_known() {
    let mut made = made();
    made.object(0x11_0000, 200, &[(8, 0xdead)]);
    assert_eq!(functions(&made), ["innermost"]);
}

#[test]
fn a_name_that_is_too_long_or_not_mapped_ends_it_too() {
    let mut long = made();
    long.0.remove(&0x11_1000);
    long.text(0x11_1000, &"x".repeat(1001));
    assert_eq!(functions(&long), ["innermost"]);
    let mut torn = made();
    torn.object(0x10_0000, 200, &[(112, 0xffff_ffff_ffff_fff0)]);
    assert_eq!(functions(&torn), ["innermost", "inner"]);
}

#[test]
fn a_name_that_is_not_of_ascii_alone_is_read_as_it_is() {
    for (size, bytes) in [(1, &b"gr\xf6\xdfe"[..]), (2, b"g\0r\0\xf6\0\xdf\0e\0")] {
        let mut made = made();
        let state = size << 2 | 1 << 5;
        made.object(0x9_0000, 72 + bytes.len(), &[(16, 5), (32, state)]);
        if let Some(text) = made.0.get_mut(&0x9_0000) {
            text[72..].copy_from_slice(bytes);
        }
        made.object(0x10_0000, 200, &[(128, 0x9_0000)]);
        assert_eq!(functions(&made)[2], "größe");
    }
}

#[test]
fn code_that_takes_the_place_of_other_code_is_read_anew() {
    let mut made = made();
    let mut interpreter = interpreter(&made).unwrap();
    assert_eq!(interpreter.called(&made, THREAD).len(), 3);
    made.text(0x9_0000, "another");
    made.object(0x10_0000, 200, &[(128, 0x9_0000)]);
    let called = interpreter.called(&made, THREAD);
    assert_eq!(&*called[2].0.function, "another");
}

#[test]
fn a_stack_that_calls_itself_comes_to_an_end() {
    let mut made = made();
    made.object(0x5_0000, FRAME, &[(48, 0x5_2000)]);
    assert_eq!(functions(&made).len(), 2 * KEPT);
}

#[test]
fn of_a_deep_recursion_both_ends_are_known() {
    let mut made = made();
    let at = |depth: u64| 0x100_0000 + depth * FRAME as u64;
    for depth in 1..=900 {
        made.frame(at(depth), 0x11_0000, at(depth - 1), false);
    }
    made.frame(at(0), 0x10_0000, 0, true);
    made.object(0x5_2000, FRAME, &[(48, at(900))]);
    let functions = functions(&made);
    assert_eq!(functions.len(), 2 * KEPT);
    assert_eq!(functions.first().map(String::as_str), Some("innermost"));
    assert_eq!(functions.last().map(String::as_str), Some("outer"));
}

#[test]
fn a_wait_on_what_lies_in_the_runtime_is_one_for_its_lock() {
    let interpreter = interpreter(&made()).unwrap();
    let waits = |call: i64, word: u64| interpreter.is_lock(call as u64, word);
    assert!(waits(libc::SYS_futex, RUNTIME + BIAS + 8));
    assert!(!waits(libc::SYS_futex, RUNTIME + BIAS + 600));
    assert!(!waits(libc::SYS_read, RUNTIME + BIAS + 8));
}

proptest! {
    #[test]
    fn memory_that_changes_anywhere_ends_the_stack_at_worst(
        object in any::<prop::sample::Index>(),
        word in any::<prop::sample::Index>(),
        value: u64,
    ) {
        let mut made = made();
        let chosen = object.index(made.0.len());
        let (_, bytes) = made.0.iter_mut().nth(chosen).unwrap();
        let at = word.index(bytes.len() / 8 + 1) * 8;
        if let Some(bytes) = bytes.get_mut(at..at + 8) {
            bytes.copy_from_slice(&value.to_ne_bytes());
        }
        if let Some(mut interpreter) = interpreter(&made) {
            let _ = interpreter.called(&made, THREAD);
        }
    }
}
