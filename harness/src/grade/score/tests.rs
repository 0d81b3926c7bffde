//! Points and messages of outcomes made by hand.

use super::*;
use crate::catalog::Figures;
use crate::judge::DiagnosisKind;
use crate::pattern::Pattern;

/// A run of which nothing is expected.
fn run() -> Run {
    Run {
        prints: Pattern::new(""),
        figures: Figures::default(),
    }
}

/// A case of this name; hidden, if it begins so.
fn case(name: &str) -> Case {
    Case {
        name: name.to_owned(),
        arguments: Vec::new(),
        input: String::new(),
        run: run(),
        is_hidden: name.starts_with("hidden"),
    }
}

fn judged_as(name: CriterionName, status: Status) -> judge::Criterion {
    judge::Criterion {
        name,
        status,
        message: format!("{name} {status}"),
        detail: Some("a diff".to_owned()),
    }
}

/// The outcome of a run with these criteria.
fn outcome<'a>(
    run: &'a Run,
    case: Option<&'a Case>,
    criteria: &[(CriterionName, Status)],
) -> Outcome<'a> {
    let criteria = criteria
        .iter()
        .map(|(name, status)| judged_as(*name, *status));
    Outcome {
        run,
        case,
        verdict: Verdict {
            criteria: criteria.collect(),
            diagnosis: None,
        },
        note: None,
    }
}

/// What three points for the output come to, over runs that came out so in cases of these names.
fn prints(runs: &[(&str, Status)]) -> Criterion {
    let run = run();
    let cases: Vec<Case> = runs.iter().map(|(name, _)| case(name)).collect();
    let outcomes: Vec<Outcome> = runs
        .iter()
        .zip(&cases)
        .map(|((_, status), case)| match status {
            // Of that run nothing is known at all.
            Error => outcome(&run, Some(case), &[]),
            status => outcome(&run, Some(case), &[(CriterionName::Prints, *status)]),
        })
        .collect();
    let judged: Vec<_> = outcomes
        .iter()
        .map(|outcome| (outcome, judged(CriterionName::Prints, &outcome.verdict)))
        .collect();
    criterion(CriterionName::Prints, 3.0, &judged)
}

use Status::{Error, Failed, Inconclusive, Passed};

#[test]
fn points_that_divide_evenly_stay_whole() {
    assert_eq!(share(49.0, 1, 49), 1.0);
    assert_eq!(share(3.0, 1, 3), 1.0);
    assert_eq!(share(3.0, 2, 3), 2.0);
    assert_eq!(
        (share(3.0, 0, 7), share(0.1, 7, 7), share(0.0, 1, 2)),
        (0.0, 0.1, 0.0)
    );
    for all in 1..200 {
        for right in 0..=all {
            let points = share(all as f64, right, all);
            assert_eq!(points, right as f64, "{right} of {all}");
        }
    }
}

#[test]
fn points_are_shared_among_runs_and_what_is_in_doubt_costs_nothing() {
    let points = |runs: &[Status]| {
        let runs: Vec<_> = runs.iter().map(|status| ("a case", *status)).collect();
        let criterion = prints(&runs);
        (criterion.status, criterion.points)
    };
    assert_eq!(points(&[Passed]), (Passed, Some(3.0)));
    assert_eq!(points(&[Passed, Failed, Passed]), (Failed, Some(2.0)));
    assert_eq!(points(&[Failed]), (Failed, Some(0.0)));
    assert_eq!(
        points(&[Inconclusive, Inconclusive]),
        (Inconclusive, Some(3.0))
    );
    assert_eq!(points(&[Inconclusive, Failed]), (Failed, Some(1.5)));
    assert_eq!(
        points(&[Passed, Error]),
        (Error, None),
        "the harness is at fault"
    );
}

#[test]
fn a_message_names_the_first_case_that_decided() {
    let criterion = prints(&[("one", Passed), ("two", Failed), ("three", Failed)]);
    assert_eq!(
        criterion.message,
        "in 2 of 3 runs, such as `two`: prints failed"
    );
    assert_eq!(criterion.detail.as_deref(), Some("a diff"));
    let all = prints(&[("one", Passed), ("two", Passed)]);
    assert_eq!(
        (&*all.message, all.detail),
        ("in all 2 runs: prints passed", None)
    );
}

#[test]
fn of_a_hidden_case_nothing_is_told_but_that_it_is_wrong() {
    let hidden = prints(&[("one", Passed), ("hidden two", Failed)]);
    assert_eq!(
        hidden.message,
        "in 1 of 2 runs: not as it must be in a hidden case"
    );
    assert_eq!(hidden.detail, None);
    let both = prints(&[("hidden one", Failed), ("two", Failed)]);
    assert_eq!(both.message, "in 2 of 2 runs, such as `two`: prints failed");
}

#[test]
fn what_did_not_end_well_has_not_printed_what_it_should() {
    let run = run();
    let prints = |exits, prints| {
        let criteria = [
            (CriterionName::Exits, exits),
            (CriterionName::Prints, prints),
        ];
        let judged = judged(
            CriterionName::Prints,
            &outcome(&run, None, &criteria).verdict,
        );
        (judged.status, judged.message)
    };
    assert_eq!(prints(Passed, Passed), (Passed, "prints passed".to_owned()));
    assert_eq!(prints(Failed, Passed), (Failed, "exits failed".to_owned()));
    assert_eq!(
        prints(Failed, Failed),
        (Failed, "exits failed; prints failed".to_owned())
    );
    assert_eq!(prints(Inconclusive, Failed).0, Failed);
}

#[test]
fn what_was_not_judged_is_as_the_end_of_its_run_and_else_the_harness_is_at_fault() {
    let run = run();
    let takes = |criteria: &[_]| {
        let judged = judged(CriterionName::Takes, &outcome(&run, None, criteria).verdict);
        (judged.status, judged.message)
    };
    let hung = takes(&[(CriterionName::Exits, Failed)]);
    assert_eq!(hung, (Failed, "exits failed".to_owned()));
    let nothing = takes(&[(CriterionName::Exits, Passed)]);
    assert_eq!(nothing, (Error, "was not judged".to_owned()));
    let nameless = takes(&[(CriterionName::Takes, Error)]);
    assert_eq!(nameless, (Failed, NAMELESS.to_owned()));
}

#[test]
fn a_note_is_told_once_for_all_runs() {
    let run = run();
    let noted = |note: Option<&str>| Outcome {
        note: note.map(str::to_owned),
        ..outcome(&run, None, &[])
    };
    let outcomes = [
        noted(Some("a socket")),
        noted(None),
        noted(Some("a socket")),
    ];
    assert_eq!(notes(&outcomes), ["a socket"]);
}

#[test]
fn the_reason_is_that_of_the_first_run_that_went_wrong_and_may_be_shown() {
    let run = run();
    let (seen, hidden) = (case("seen"), case("hidden"));
    let why = |case, status, message: &str| {
        let mut outcome = outcome(&run, case, &[(CriterionName::Prints, status)]);
        outcome.verdict.diagnosis = Some(judge::Diagnosis {
            kind: DiagnosisKind::Hang,
            message: message.to_owned(),
            hint: None,
            site: None,
        });
        outcome
    };
    let message = |outcomes: &[Outcome]| diagnosis(outcomes).map(|why| why.message);
    let right = || why(None, Passed, "right");
    let of_hidden = || why(Some(&hidden), Failed, "secret");
    let of_seen = why(Some(&seen), Failed, "seen");
    assert_eq!(message(&[]), None);
    assert_eq!(message(&[right()]).unwrap(), "right");
    assert_eq!(
        message(&[right(), of_hidden()]).unwrap(),
        "hang in a hidden case"
    );
    assert_eq!(message(&[right(), of_hidden(), of_seen]).unwrap(), "seen");
}
