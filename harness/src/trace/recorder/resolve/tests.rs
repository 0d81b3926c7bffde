//! Recorded threads whose stacks mean what a test wants them to.

use super::*;
use crate::trace::recorder::{Computed, Waited};

const LOOP: &str = "tokio current_thread";
const MAIN: Pid = Pid::from_raw(100);
const OTHER: Pid = Pid::from_raw(101);
const MILLISECOND: u64 = 1_000_000;

/// A wait of this role, on a thread with an event loop or without.
fn meaning(role: Role, event_loop: Option<&'static str>) -> Meaning {
    Meaning {
        role,
        event_loop,
        ..Meaning::default()
    }
}

/// A frame in a file that lies in no crate.
fn frame(function: &str, line: Option<u32>) -> Frame {
    Frame {
        function: function.to_owned(),
        file: Some("/nowhere/src/main.rs".to_owned()),
        line,
        column: None,
        is_system: false,
        is_vouched_for: false,
    }
}

/// A thread of the program's own that began at `from` and waited with each of these stacks, a
/// millisecond long.
fn thread(from: u64, stacks: &[Stack]) -> ThreadRecord {
    let wait = |stack: &Stack| Waited {
        from,
        to: from + MILLISECOND,
        call: "futex",
        stack: *stack,
        looks: Box::default(),
    };
    ThreadRecord {
        is_own: true,
        from,
        waits: stacks.iter().map(wait).collect(),
        ..ThreadRecord::default()
    }
}

/// The kinds of all waits, thread by thread.
fn kinds(record: &Record) -> Vec<Vec<Kind>> {
    let kinds = |thread: &Thread| thread.waits.iter().map(|wait| wait.kind).collect();
    record.threads.iter().map(kinds).collect()
}

#[test]
fn the_main_thread_blocks_where_no_other_runs_tasks() {
    let (mut stacks, all) = Stacks::of(vec![
        meaning(Role::Blocked, None),
        meaning(Role::Parked, Some(LOOP)),
    ]);
    let alone = [(MAIN, thread(0, &all[..1])), (OTHER, thread(1, &all[..1]))];
    let record = super::record(&alone, MAIN, &mut stacks);
    assert_eq!(kinds(&record), [[Kind::Blocked], [Kind::Offloaded]]);
    assert_eq!(record.event_loop, None);

    let beside = [(MAIN, thread(0, &all[..1])), (OTHER, thread(1, &all[1..]))];
    let record = super::record(&beside, MAIN, &mut stacks);
    assert_eq!(kinds(&record), [[Kind::Offloaded], [Kind::Parked]]);
    assert_eq!(record.event_loop.as_deref(), Some(LOOP));
}

#[test]
fn a_thread_that_runs_tasks_blocks_and_every_wait_has_its_kind() {
    let (mut stacks, all) = Stacks::of(vec![
        meaning(Role::Blocked, Some(LOOP)),
        meaning(Role::Idle, None),
        meaning(Role::Offloaded, Some(LOOP)),
    ]);
    let record = super::record(&[(OTHER, thread(0, &all))], MAIN, &mut stacks);
    assert_eq!(
        kinds(&record),
        [[Kind::Blocked, Kind::Idle, Kind::Offloaded]]
    );
}

/// What a thread waits for that runs just one future, or none.
#[test]
fn who_waits_for_an_event_loop_of_another_thread_is_idle() {
    let future = |name| Meaning {
        is_main_future: true,
        ..meaning(Role::Awaiting, Some(name))
    };
    let timer = Meaning {
        sets_timer: true,
        ..meaning(Role::Blocked, None)
    };
    let (mut stacks, all) = Stacks::of(vec![
        meaning(Role::Parked, Some(LOOP)),
        future(LOOP),
        future("futures"),
        meaning(Role::Waiting, None),
        timer,
    ]);
    let mut kind = |main: usize, looks: &[usize], other: Option<usize>| {
        let mut main = thread(0, &all[main..=main]);
        main.waits[0].looks = looks.iter().map(|look| all[*look]).collect();
        let other = other.map(|other| (OTHER, thread(1, &all[other..=other])));
        let recorded: Vec<_> = [(MAIN, main)].into_iter().chain(other).collect();
        super::record(&recorded, MAIN, &mut stacks).threads[0].waits[0].kind
    };
    for (main, looks, other, is) in [
        // The workers of its own runtime, whatever timers it sets.
        (1, &[][..], Some(0), Kind::Idle),
        (1, &[4], Some(0), Kind::Idle),
        // Another runtime: it may have timers of its own to wait for.
        (2, &[], Some(0), Kind::Idle),
        (2, &[4], Some(0), Kind::Parked),
        // Nobody else.
        (2, &[], None, Kind::Parked),
        (2, &[], Some(2), Kind::Parked),
        (3, &[], Some(0), Kind::Idle),
        (3, &[], Some(2), Kind::Idle),
        (3, &[], Some(3), Kind::Blocked),
    ] {
        assert_eq!(kind(main, looks, other), is, "{main} beside {other:?}");
    }
}

#[test]
fn a_thread_that_runs_no_tasks_is_idle_while_it_waits_for_work() {
    let (mut stacks, all) = Stacks::of(vec![
        meaning(Role::Waiting, None),
        meaning(Role::Waiting, Some(LOOP)),
        meaning(Role::Blocked, None),
    ]);
    let record = super::record(&[(OTHER, thread(0, &all[..1]))], MAIN, &mut stacks);
    assert_eq!(kinds(&record), [[Kind::Idle]]);
    let record = super::record(&[(OTHER, thread(0, &all))], MAIN, &mut stacks);
    assert_eq!(
        kinds(&record),
        [[Kind::Idle, Kind::Blocked, Kind::Offloaded]]
    );
}

#[test]
fn only_long_waits_of_its_own_that_nobody_can_tell_count_as_unknown() {
    let (mut stacks, all) = Stacks::of(vec![meaning(Role::Unknown, None)]);
    let mut unknown = |is_own, length| {
        let mut thread = thread(0, &all);
        thread.is_own = is_own;
        thread.waits[0].to = length;
        super::record(&[(MAIN, thread)], MAIN, &mut stacks)
            .unknown()
            .count()
    };
    assert_eq!(unknown(true, MILLISECOND), 1);
    assert_eq!(unknown(true, MILLISECOND - 1), 0);
    assert_eq!(unknown(false, MILLISECOND), 0);
}

#[test]
fn threads_stand_in_the_order_in_which_they_began() {
    let (mut stacks, _) = Stacks::of(Vec::new());
    let recorded = [(OTHER, thread(7, &[])), (MAIN, thread(0, &[]))];
    let record = super::record(&recorded, MAIN, &mut stacks);
    let begun: Vec<_> = record
        .threads
        .iter()
        .map(|one| one.from.as_nanos())
        .collect();
    assert_eq!(begun, [0, 7]);
}

#[test]
fn the_last_timer_that_was_set_before_a_wait_is_named_and_all_are_counted() {
    let timer = |line| Meaning {
        sets_timer: true,
        site: Some(frame("one::task", Some(line))),
        ..meaning(Role::Blocked, Some(LOOP))
    };
    let parked = meaning(Role::Parked, Some(LOOP));
    let (mut stacks, all) = Stacks::of(vec![parked, timer(7), timer(9)]);
    let mut thread = thread(0, &all[..1]);
    // The loop looks at the clock as well, and sets none.
    thread.waits[0].looks = [all[1], all[0], all[2]].into();
    let record = super::record(&[(MAIN, thread)], MAIN, &mut stacks);
    let wait = &record.threads[0].waits[0];
    assert_eq!(wait.timers, 2);
    assert_eq!(wait.timer.as_ref().map(|site| site.line), Some(9));
}

#[test]
fn computing_runs_tasks_only_on_a_loop_and_is_nowhere_once_that_has_turned() {
    let site = Some(frame("one::task", Some(7)));
    let of = |role, event_loop| Meaning {
        site: site.clone(),
        ..meaning(role, event_loop)
    };
    let (mut stacks, all) = Stacks::of(vec![
        of(Role::Blocked, Some(LOOP)),
        of(Role::Offloaded, Some(LOOP)),
        of(Role::Parked, Some(LOOP)),
        of(Role::Blocked, None),
    ]);
    let computed = |stack: &Stack| Computed {
        from: 0,
        to: 2,
        cpu: 1,
        stack: *stack,
    };
    let mut thread = thread(0, &[]);
    thread.computed = all.iter().map(computed).collect();
    let record = super::record(&[(MAIN, thread)], MAIN, &mut stacks);
    let stretches = record.threads[0].computed.iter();
    let told: Vec<_> = stretches
        .map(|one| (one.runs_tasks, one.site.is_some()))
        .collect();
    assert_eq!(
        told,
        [(true, true), (false, true), (true, false), (false, true)]
    );
}

#[test]
fn a_site_knows_its_callers_and_passes_over_those_without_a_line() {
    let meaning = Meaning {
        site: Some(frame("one::deep", Some(3))),
        callers: vec![frame("one::nameless", None), frame("one::main", Some(9))],
        ..meaning(Role::Blocked, None)
    };
    let (mut stacks, all) = Stacks::of(vec![meaning]);
    let record = super::record(&[(MAIN, thread(0, &all))], MAIN, &mut stacks);
    let site = record.threads[0].waits[0].site.clone().unwrap();
    assert_eq!(
        (&*site.function, site.line, site.column),
        ("one::deep", 3, 0)
    );
    assert_eq!(site.caller.as_ref().map(|caller| caller.line), Some(9));
}

#[test]
fn a_file_is_named_by_its_path_in_the_nearest_crate() {
    let source = Path::new("/home/x/code/one/src/bin/two.rs");
    let among = |crates: &[&str]| {
        in_its_crate(source, |folder| {
            crates.iter().any(|one| folder == Path::new(one))
        })
    };
    assert_eq!(
        among(&["/home/x/code", "/home/x/code/one"]),
        Path::new("src/bin/two.rs")
    );
    assert_eq!(among(&["/home/x/code"]), Path::new("one/src/bin/two.rs"));
    assert_eq!(among(&[]), source);
    let relative = Path::new("src/main.rs");
    assert_eq!(
        in_its_crate(relative, |folder| folder == Path::new("")),
        relative
    );
}
