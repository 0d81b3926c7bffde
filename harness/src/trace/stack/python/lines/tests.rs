use proptest::prelude::*;

use super::*;

/// What an entry is written as: form, length in code units, and the bytes after the first.
fn entry(form: u8, length: u8, position: &[u8]) -> Vec<u8> {
    let mut entry = vec![0x80 | form << 3 | (length - 1)];
    entry.extend(position);
    entry
}

/// A number as the table has it, with its sign in the lowest bit.
fn signed_bytes(value: i64) -> Vec<u8> {
    let mut left = value.unsigned_abs() << 1 | u64::from(value < 0);
    let mut bytes = Vec::new();
    loop {
        let low = (left & 0x3f) as u8;
        left >>= 6;
        if left == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x40);
    }
}

#[test]
fn a_table_that_cpython_made_gives_the_lines_that_cpython_gives() {
    // def f(x):          # line 1
    //     y = x + 1      # line 2
    //
    //     return [
    //         y,         # line 5
    //         time.sleep(
    //             1),    # the call begins in line 6
    //     ]
    // As CPython 3.11.7 compiles it: `f.__code__.co_linetable`, and `co_lines()` of it.
    let table = b"\x80\x00\xd8\x08\x09\x88\x41\x89\x05\x80\x41\xf0\x06\x00\x09\x0a\xdd\x08\x0c\x8f\
        \x0a\x8a\x0a\xd8\x0c\x0d\xf1\x03\x01\x09\x0f\xf4\x00\x01\x09\x0f\xf0\x05\x04\x0c\x06\xf0\x00\
        \x04\x05\x06";
    let expected = [
        (0, 1),
        (2, 2),
        (4, 2),
        (10, 2),
        (12, 5),
        (14, 6),
        (42, 6),
        (48, 7),
        (50, 6),
        (62, 6),
        (64, 4),
        (66, 4),
    ];
    for (instruction, line) in expected {
        assert_eq!(
            super::line(table, 1, instruction),
            Some(line),
            "{instruction}"
        );
    }
    assert_eq!(super::line(table, 1, 68), None, "the code ends there");
}

#[test]
fn an_instruction_without_a_line_has_none_and_those_after_it_have() {
    let table = [entry(11, 1, &[0, 0]), entry(15, 2, &[]), entry(0, 1, &[0])].concat();
    assert_eq!(line(&table, 7, 0), Some(8));
    assert_eq!(line(&table, 7, 2), None);
    assert_eq!(line(&table, 7, 4), None);
    assert_eq!(line(&table, 7, 6), Some(8));
}

#[test]
fn a_line_before_the_first_is_no_line() {
    let table = entry(13, 1, &signed_bytes(-9));
    assert_eq!(line(&table, 7, 0), None);
}

proptest! {
    #[test]
    fn any_bytes_end_the_table_at_worst(
        table in prop::collection::vec(any::<u8>(), 0..200),
        first_line: u32,
        instruction: u64,
    ) {
        let _ = line(&table, first_line, instruction);
    }

    #[test]
    fn each_instruction_has_the_line_that_was_written(
        entries in prop::collection::vec((0_u8..16, 1_u8..=8, -300_i64..300), 1..60),
    ) {
        let (mut table, mut written) = (Vec::new(), Vec::new());
        let mut line = 100_000;
        for (form, length, delta) in entries {
            let (delta, position) = match form {
                0..=9 => (0, vec![0x11]),
                10..=12 => (i64::from(form) - 10, vec![1, 2]),
                13 => (delta, signed_bytes(delta)),
                14 => (delta, [signed_bytes(delta), vec![0, 1, 2]].concat()),
                _ => (0, Vec::new()),
            };
            line += delta;
            table.extend(entry(form, length, &position));
            let line = (form != 15).then_some(line as u32);
            written.extend(std::iter::repeat_n(line, usize::from(length)));
        }
        for (unit, line) in written.iter().enumerate() {
            prop_assert_eq!(super::line(&table, 100_000, unit as u64 * UNIT), *line);
        }
        prop_assert_eq!(super::line(&table, 100_000, written.len() as u64 * UNIT), None);
    }
}
