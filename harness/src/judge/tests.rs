//! Verdicts on recorded traces: nothing is run, and nobody sleeps.

use std::time::Duration;

use super::*;
use crate::build::CompileError;
use crate::catalog::Figures;
use crate::pattern::Pattern;
use crate::trace::{Clock, Command, Defect, End, Line, Output, Stream};

mod hints;
mod lines;
mod output;
mod recorded;

/// A program that must take a second and print two lines.
fn expected() -> Run {
    Run {
        prints: Pattern::new("Number: 0\nTotal time: [..] seconds"),
        figures: Figures {
            total: Some("1s".parse().unwrap()),
            ..Figures::default()
        },
    }
}

/// A run just as it must be.
fn right() -> Trace {
    Trace {
        command: Command::new("one"),
        clock: Clock::Wall,
        clock_note: None,
        end: End::Exited(0),
        total: Duration::from_millis(1003),
        cpu: Duration::from_millis(2),
        starved: Some(Duration::ZERO),
        output: printed(&["Number: 0", "Total time: 1.0021 seconds"]),
        record: None,
    }
}

fn printed(texts: &[&str]) -> Output {
    let line = |text: &&str| Line {
        at: Duration::from_secs(1),
        stream: Stream::Stdout,
        text: text.to_string(),
        defect: None,
    };
    Output {
        lines: texts.iter().map(line).collect(),
        ..Output::default()
    }
}

fn verdict(trace: &Trace) -> (Status, Option<DiagnosisKind>, String) {
    let verdict = Verdict::on_run(&expected(), trace);
    let kind = verdict.diagnosis.as_ref().map(|diagnosis| diagnosis.kind);
    (verdict.status(), kind, verdict.why())
}

#[test]
fn a_run_as_it_must_be_passes_and_says_what_was_judged() {
    let (status, kind, why) = verdict(&right());
    assert_eq!((status, kind), (Status::Passed, None));
    assert_eq!(why, "2 lines, in time");
}

#[test]
fn a_run_out_of_its_band_fails_without_a_guess_at_the_reason() {
    for milliseconds in [999, 1500, 5002] {
        let total = Duration::from_millis(milliseconds);
        let (status, kind, why) = verdict(&Trace { total, ..right() });
        assert_eq!((status, kind), (Status::Failed, None), "{why}");
        assert!(why.ends_with("expected 1–1.5 s"), "{why}");
    }
}

#[test]
fn a_run_that_got_no_core_is_inconclusive_but_a_slow_program_is_not() {
    let slow = Trace {
        total: Duration::from_millis(1700),
        ..right()
    };
    let starved = |milliseconds| Some(Duration::from_millis(milliseconds));
    let (status, _, why) = verdict(&Trace {
        starved: starved(500),
        ..slow.clone()
    });
    assert_eq!(status, Status::Inconclusive);
    assert!(
        why.contains("for 0.500 s of it the machine had no core free"),
        "{why}"
    );
    let long = verdict(&Trace {
        starved: starved(1500),
        ..slow.clone()
    });
    assert_eq!(long.0, Status::Inconclusive, "it may have been as long");
    let enough = verdict(&Trace {
        starved: starved(199),
        ..slow.clone()
    });
    assert_eq!(enough.0, Status::Failed);
    let unknown = verdict(&Trace {
        starved: None,
        ..slow.clone()
    });
    assert_eq!(unknown.0, Status::Failed);
    let crowd = Trace {
        starved: starved(500),
        cpu: Duration::from_secs(3),
        ..slow.clone()
    };
    assert_eq!(verdict(&crowd).0, Status::Failed, "it was in its own way");
    let too_fast = Trace {
        total: Duration::from_millis(900),
        starved: starved(500),
        ..right()
    };
    assert_eq!(verdict(&too_fast).0, Status::Failed);
}

#[test]
fn an_exit_code_or_a_signal_is_a_crash_with_its_last_words() {
    let mut trace = Trace {
        end: End::Exited(101),
        ..right()
    };
    let panic = Line {
        stream: Stream::Stderr,
        ..trace.output.lines[0].clone()
    };
    trace.output.lines.push(Line {
        text: "thread 'main' panicked".to_owned(),
        ..panic
    });
    let (status, kind, why) = verdict(&trace);
    assert_eq!((status, kind), (Status::Failed, Some(DiagnosisKind::Crash)));
    assert_eq!(why, "ended with exit code 101, expected 0");
    let exits = &Verdict::on_run(&expected(), &trace).criteria[0];
    assert_eq!(exits.detail.as_deref(), Some("thread 'main' panicked"));

    let (_, kind, why) = verdict(&Trace {
        end: End::Signalled(11),
        ..right()
    });
    assert_eq!(
        (kind, why.as_str()),
        (
            Some(DiagnosisKind::Crash),
            "ended by SIGSEGV, which most often is a recursion without end"
        )
    );
}

#[test]
fn a_hang_says_how_far_the_program_got() {
    let end = End::TimedOut {
        limit: Duration::from_secs(10),
    };
    let total = Duration::from_secs(10);
    let hang = Trace {
        end,
        total,
        output: printed(&["Number: 0"]),
        ..right()
    };
    let (status, kind, why) = verdict(&hang);
    assert_eq!((status, kind), (Status::Failed, Some(DiagnosisKind::Hang)));
    assert!(why.contains("still running after 10 s"), "{why}");
    assert!(
        why.ends_with("1 line of 2, the last at 1.000 s: `Number: 0`"),
        "{why}"
    );
    let (_, _, silent) = verdict(&Trace {
        output: printed(&[]),
        ..hang.clone()
    });
    assert!(silent.ends_with("printed 0 lines of 2"), "{silent}");
    let starved = Some(Duration::from_secs(9));
    assert_eq!(verdict(&Trace { starved, ..hang }).0, Status::Inconclusive);
}

#[test]
fn a_run_that_was_stopped_is_nobodys_failure() {
    let (status, kind, _) = verdict(&Trace {
        end: End::Interrupted,
        ..right()
    });
    assert_eq!((status, kind), (Status::Error, None));
}

#[test]
fn an_example_that_must_not_compile_fails_if_it_does_or_for_another_reason() {
    let judged = |errors: &[&CompileError]| {
        let verdict = compile_error("E0728", errors);
        (verdict.status(), verdict.why())
    };
    let outside_async = CompileError::for_test(Some("E0728"), "`await` is only allowed …");
    let unknown_name = CompileError::for_test(Some("E0425"), "cannot find value `x`");
    let syntax = CompileError::for_test(None, "expected `;`");
    assert_eq!(judged(&[&outside_async]).0, Status::Passed);
    assert_eq!(
        judged(&[]),
        (Status::Failed, "compiles, expected E0728".to_owned())
    );
    let both = judged(&[&outside_async, &unknown_name]);
    assert_eq!(both.0, Status::Failed);
    assert_eq!(both.1, "expected E0728, found E0425: cannot find value `x`");
    assert_eq!(judged(&[&syntax]).1, "expected E0728, found expected `;`");
}

#[test]
fn a_program_that_does_not_compile_fails_with_the_compilers_first_error() {
    let verdict = does_not_build(&CompileError::for_test(
        Some("E0425"),
        "cannot find value `x`",
    ));
    assert_eq!(verdict.status(), Status::Failed);
    assert_eq!(verdict.diagnosis.unwrap().kind, DiagnosisKind::DoesNotBuild);
}
