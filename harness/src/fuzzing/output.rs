//! What a program prints, cut into lines.

use std::time::Duration;

use crate::trace::{Defect, Line, LineSplitter, MAX_LINE, MAX_OUTPUT, Output, Stream};

/// Reads the first byte as how many bytes arrive at once, and the others as what is printed.
///
/// # Panics
/// When lines get lost, come at another time than their ends, differ with the pieces in which they
/// arrive, take more memory than they may, or are not said to be other than they were printed.
pub fn output(bytes: &[u8]) {
    let Some((at_once, printed)) = bytes.split_first() else {
        return;
    };
    let (pieces, shown) = recorded(printed, usize::from(*at_once) + 1);
    let (whole, _) = recorded(printed, printed.len().max(1));
    let texts = |output: &Output| {
        let text = |line: &Line| (line.text.clone(), line.defect);
        output.lines.iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(texts(&pieces), texts(&whole));

    let mut expected: Vec<&[u8]> = printed.split(|byte| *byte == b'\n').collect();
    // Behind the last line break stands a line only if anything does.
    expected.pop_if(|last| last.is_empty());
    assert_eq!(shown, expected.len());
    assert_eq!(pieces.lines.len() + pieces.dropped as usize, shown);
    let memory: usize = pieces
        .lines
        .iter()
        .map(|line| line.text.len() + size_of::<Line>())
        .sum();
    assert!(memory <= MAX_OUTPUT);
    assert!(pieces.lines.is_sorted_by_key(|line| line.at));
    for (line, bytes) in pieces.lines.iter().zip(expected) {
        check(line, bytes);
    }
    assert!(pieces.remarks().iter().all(|remark| !remark.is_empty()));
}

/// What is recorded of bytes that arrive in pieces of this length, one a second, and how many lines
/// were shown.
fn recorded(printed: &[u8], at_once: usize) -> (Output, usize) {
    let mut recorder = LineSplitter::default();
    let mut shown = 0;
    let mut now = Duration::ZERO;
    for piece in printed.chunks(at_once) {
        now += Duration::from_secs(1);
        recorder.take(Stream::Stdout, piece, now, |line| {
            assert_eq!(line.at, now);
            shown += 1;
        });
    }
    recorder.close(Stream::Stdout, now, |_| shown += 1);
    (recorder.into_output(false), shown)
}

/// A line is what was printed, or says why it is not.
fn check(line: &Line, bytes: &[u8]) {
    assert!(!line.text.contains('\n'));
    assert!(
        line.text.len() <= 4 * MAX_LINE,
        "each byte takes four at most"
    );
    match (str::from_utf8(bytes), line.defect) {
        (Ok(text), None) => assert_eq!(line.text, text),
        (text, Some(Defect::CutShort { length })) => {
            assert_eq!(length, bytes.len());
            assert!(length > MAX_LINE);
            let is_beginning = text.is_ok_and(|text| text.starts_with(&line.text));
            assert!(
                is_beginning || text.is_err(),
                "it is not cut in a character"
            );
        }
        (Err(_), Some(Defect::NotUtf8)) => assert!(line.text.contains("\\x")),
        (text, defect) => panic!("{defect:?} of {text:?}"),
    }
}
