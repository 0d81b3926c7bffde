//! Verdicts on what was printed.

use super::*;

#[test]
fn wrong_output_is_named_by_its_first_line_and_shown_as_a_diff() {
    let judged = |texts: &[&str]| {
        let verdict = Verdict::on_run(
            &expected(),
            &Trace {
                output: printed(texts),
                ..right()
            },
        );
        assert_eq!(
            verdict.diagnosis.clone().unwrap().kind,
            DiagnosisKind::WrongOutput
        );
        let prints = verdict.criteria[1].clone();
        (prints.message, prints.detail.unwrap())
    };
    let total = "Total time: 1.0 seconds";
    let (message, diff) = judged(&["Number: 1", total]);
    assert_eq!(message, "line 1 is `Number: 1`, expected `Number: 0`");
    assert_eq!(diff, "- Number: 0\n+ Number: 1\n  Total time: [..] seconds");
    let (message, diff) = judged(&["Number: 0"]);
    assert_eq!(
        message,
        "line 2 of 2 is missing: `Total time: [..] seconds`"
    );
    assert_eq!(diff, "  Number: 0\n- Total time: [..] seconds");
    let (message, diff) = judged(&["Number: 0", total, "Number: 2"]);
    assert_eq!(message, "line 3 is one too many: `Number: 2`");
    assert!(diff.ends_with("+ Number: 2"), "{diff}");
}

#[test]
fn a_diff_of_very_many_lines_stays_short() {
    let output = printed(&vec!["again"; 100_000]);
    let verdict = Verdict::on_run(&expected(), &Trace { output, ..right() });
    let diff = verdict.criteria[1].detail.clone().unwrap();
    assert_eq!(diff.lines().count(), 41);
    assert!(diff.ends_with("… and 99962 more lines"), "{diff}");
}

#[test]
fn a_line_that_is_not_known_whole_fails_even_where_any_text_would_do() {
    let with = |defect| {
        let mut trace = right();
        trace.output.lines[1].defect = Some(defect);
        verdict(&trace)
    };
    let (status, kind, why) = with(Defect::NotUtf8);
    assert_eq!(
        (status, kind),
        (Status::Failed, Some(DiagnosisKind::WrongOutput))
    );
    assert!(why.starts_with("line 2 is not UTF-8"), "{why}");
    let (_, _, why) = with(Defect::CutShort {
        length: 100_000_000,
    });
    assert!(why.starts_with("line 2 is 100000000 bytes long"), "{why}");
}

#[test]
fn output_that_is_not_known_whole_fails() {
    let dropped = Output {
        dropped: 7,
        ..right().output
    };
    let (status, _, why) = verdict(&Trace {
        output: dropped,
        ..right()
    });
    assert_eq!(status, Status::Failed);
    assert!(why.contains("7 more lines were not kept"), "{why}");
    let left_open = Output {
        left_open: true,
        ..right().output
    };
    assert_eq!(
        verdict(&Trace {
            output: left_open,
            ..right()
        })
        .0,
        Status::Failed
    );
}

#[test]
fn what_goes_to_standard_error_is_not_judged() {
    let mut trace = right();
    let line = Line {
        stream: Stream::Stderr,
        ..trace.output.lines[0].clone()
    };
    trace.output.lines.insert(1, line);
    assert_eq!(verdict(&trace).0, Status::Passed);
}
