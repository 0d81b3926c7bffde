use super::*;

fn recorded(pieces: &[&[u8]]) -> Output {
    let mut recorder = LineSplitter::default();
    for (at, piece) in (0..).zip(pieces) {
        recorder.take(Stream::Stdout, piece, Duration::from_secs(at), |_| ());
    }
    recorder.close(Stream::Stdout, Duration::from_secs(99), |_| ());
    recorder.into_output(false)
}

fn texts(output: &Output) -> Vec<&str> {
    output.lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn a_line_has_the_time_at_which_its_end_came() {
    let output = recorded(&[b"on", b"e\n\ntw", b"o\nthree"]);
    assert_eq!(texts(&output), ["one", "", "two", "three"]);
    let times: Vec<_> = output.lines.iter().map(|line| line.at.as_secs()).collect();
    assert_eq!(times, [1, 1, 2, 99]);
}

#[test]
fn the_two_streams_do_not_run_into_each_other() {
    let mut recorder = LineSplitter::default();
    recorder.take(Stream::Stdout, b"out", Duration::ZERO, |_| ());
    recorder.take(Stream::Stderr, b"err\n", Duration::ZERO, |_| ());
    recorder.take(Stream::Stdout, b"put\n", Duration::ZERO, |_| ());
    assert_eq!(texts(&recorder.into_output(false)), ["err", "output"]);
}

#[test]
fn bytes_that_are_not_utf_8_are_shown_and_marked() {
    let output = recorded(&[b"caf\xE9\n", "café\n".as_bytes()]);
    assert_eq!(texts(&output), ["caf\\xE9", "café"]);
    assert_eq!(output.lines[0].defect, Some(Defect::NotUtf8));
    assert_eq!(output.lines[1].defect, None);
    let remark = r"line 1, on standard output, is not UTF-8; other bytes are shown as `\xE9`";
    assert_eq!(output.remarks(), [remark]);
}

#[test]
fn a_line_of_100_megabytes_is_cut_short_and_its_length_is_known() {
    let megabyte = vec![b'x'; 1_000_000];
    let output = recorded(&vec![megabyte.as_slice(); 100]);
    assert_eq!(output.lines.len(), 1);
    assert_eq!(output.lines[0].text.len(), MAX_LINE);
    assert_eq!(
        output.lines[0].defect,
        Some(Defect::CutShort {
            length: 100_000_000
        })
    );
}

#[test]
fn no_line_is_cut_short_in_the_middle_of_a_character() {
    let cut = |last: &[u8]| {
        let long = [&[b'x'; MAX_LINE - 1][..], last].concat();
        recorded(&[&long]).lines[0].text.clone()
    };
    let kept = "x".repeat(MAX_LINE - 1);
    assert_eq!(cut("éé".as_bytes()), kept);
    assert_eq!(cut(b"ab"), format!("{kept}a"));
    assert_eq!(
        cut(b"\xFFb"),
        format!("{kept}\\xFF"),
        "that begins no character"
    );
}

#[test]
fn lines_without_end_are_counted_but_not_kept() {
    let output = recorded(&[&b"\n".repeat(1_000_000)]);
    let kept = output.lines.len() as u64;
    assert!(kept * size_of::<Line>() as u64 <= MAX_OUTPUT as u64);
    assert!(output.dropped > 0);
    assert_eq!(kept + output.dropped, 1_000_000);
}
