//! Verdicts on when each line came.

use super::*;

/// A run of four seconds whose lines must come at the beginning and after two seconds.
fn with_line_times(at: [u64; 2], clock: Clock) -> (Status, Option<DiagnosisKind>, String) {
    starved(Duration::ZERO, at, clock)
}

/// The same of a run that had no core for so long.
fn starved(
    starved: Duration,
    at: [u64; 2],
    clock: Clock,
) -> (Status, Option<DiagnosisKind>, String) {
    let run = Run {
        figures: Figures {
            total: Some("4s".parse().unwrap()),
            line_times: Some(vec!["0s".parse().unwrap(), "2s".parse().unwrap()]),
            ..Figures::default()
        },
        ..expected()
    };
    let mut trace = right();
    (trace.total, trace.clock) = (Duration::from_millis(4010), clock);
    trace.starved = Some(starved);
    for (line, at) in trace.output.lines.iter_mut().zip(at) {
        line.at = Duration::from_millis(at);
    }
    let verdict = Verdict::on_run(&run, &trace);
    let kind = verdict.diagnosis.as_ref().map(|diagnosis| diagnosis.kind);
    (verdict.status(), kind, verdict.why())
}

#[test]
fn a_line_is_in_time_from_its_time_on_for_half_as_long_again() {
    for (at, status) in [
        ([2, 2004], Status::Passed),
        ([199, 2999], Status::Passed),
        ([2, 1999], Status::Failed),
        ([2, 3000], Status::Failed),
        ([300, 2004], Status::Failed),
    ] {
        let (found, ..) = with_line_times(at, Clock::Virtual);
        assert_eq!(found, status, "{at:?}");
    }
    let (_, kind, why) = with_line_times([3000, 3000], Clock::Virtual);
    assert_eq!(why, "line 1, `Number: 0`, came at 3.000 s, expected at 0 s");
    assert_eq!(
        kind,
        Some(DiagnosisKind::WrongOutput),
        "the whole run took as long as it must"
    );
}

#[test]
fn on_the_wall_clock_a_line_may_be_late_by_a_quarter_of_the_run() {
    assert_eq!(with_line_times([900, 2004], Clock::Wall).0, Status::Passed);
    assert_eq!(with_line_times([1100, 2004], Clock::Wall).0, Status::Failed);
}

#[test]
fn a_line_that_may_be_late_for_want_of_a_core_is_in_doubt_and_an_early_one_is_not() {
    let starved = |seconds, at| starved(Duration::from_secs(seconds), at, Clock::Wall).0;
    assert_eq!(starved(1, [2, 3900]), Status::Inconclusive);
    assert_eq!(starved(3, [2, 3900]), Status::Inconclusive);
    assert_eq!(starved(3, [2, 1999]), Status::Failed);
}
