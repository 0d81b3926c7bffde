//! What one is told to do depends on what the exercise wants.

use super::recorded::{computed, once, traced, wait, waited};
use super::*;
use crate::trace::{Kind, Record, Stretch};

/// Some figures, each as a manifest has it.
fn figures(total: &str, event_loop: bool, waits: &[(&str, &str)]) -> Figures {
    let time = |name| {
        let wanted = waits.iter().find(|(key, _)| *key == name);
        wanted.map(|(_, time)| time.parse().unwrap())
    };
    Figures {
        total: Some(total.parse().unwrap()),
        event_loop: Some(event_loop),
        parked: time("parked"),
        blocked: time("blocked"),
        offloaded: time("offloaded"),
        busy: time("busy"),
        longest_stall: time("longest-stall"),
        ..Figures::default()
    }
}

fn together() -> Figures {
    let waits = [("parked", "1s"), ("blocked", "0s"), ("offloaded", "0s")];
    figures("1s", true, &waits)
}

fn in_turn() -> Figures {
    figures("5s", true, &[("parked", "5s"), ("blocked", "0s")])
}

fn blocking() -> Figures {
    let waits = [("parked", "0s"), ("blocked", "5s"), ("longest-stall", "1s")];
    figures("5s", true, &waits)
}

fn without_loop() -> Figures {
    figures("5s", false, &[("parked", "0s"), ("blocked", "5s")])
}

fn offloaded() -> Figures {
    let waits = [("parked", "1s"), ("blocked", "0s"), ("offloaded", "1s")];
    figures("1s", true, &waits)
}

fn yielding() -> Figures {
    let waits = [("parked", "0s"), ("busy", "1s"), ("longest-stall", "0.1s")];
    figures("1s", true, &waits)
}

/// Five waits of a second, one after another.
fn five(kind: Kind) -> Record {
    let second = |number: u64| wait(kind, 1000 * number, 1000 * (number + 1), 1);
    waited((0..5).map(second).collect())
}

fn synchronous(record: Record) -> Record {
    Record {
        event_loop: None,
        ..record
    }
}

/// The hint for a run that took as long as it waited and computed.
fn hint(expected_figures: Figures, record: Record) -> String {
    let thread = &record.threads[0];
    let waited = thread.waits.iter().map(|wait| wait.to - wait.from);
    let total = waited.sum::<Duration>() + record.busy() + Duration::from_millis(2);
    let trace = Trace {
        total,
        ..traced(record)
    };
    let run = Run {
        figures: expected_figures,
        ..expected()
    };
    let verdict = Verdict::on_run(&run, &trace);
    assert_eq!(verdict.status(), Status::Failed, "{}", verdict.why());
    verdict.diagnosis.unwrap().hint.unwrap()
}

#[test]
fn who_is_to_wait_in_turn_is_not_told_to_wait_together() {
    let said = hint(in_turn(), once(Kind::Parked, 1000));
    assert!(said.starts_with("await timers for 5 s in all"), "{said}");
    let said = hint(in_turn(), synchronous(five(Kind::Blocked)));
    assert!(
        said.starts_with("make it async: await a timer in place of"),
        "{said}"
    );
    let said = hint(together(), synchronous(five(Kind::Blocked)));
    assert!(
        said.starts_with("make it async: spawn a task for each"),
        "{said}"
    );
}

#[test]
fn who_is_to_block_or_to_do_without_a_loop_is_not_told_to_await() {
    let said = hint(blocking(), five(Kind::Parked));
    assert!(
        said.starts_with("wait in calls that block, such as `std::thread::sleep`, for 5 s"),
        "{said}"
    );
    let said = hint(blocking(), synchronous(five(Kind::Blocked)));
    assert!(said.contains("the calls may go on blocking"), "{said}");
    for kind in [Kind::Parked, Kind::Blocked] {
        let said = hint(without_loop(), five(kind));
        assert!(said.starts_with("call it straight, without"), "{said}");
    }
}

#[test]
fn who_is_to_offload_is_told_how_and_who_is_not_why() {
    let said = hint(offloaded(), once(Kind::Blocked, 1000));
    assert!(
        said.starts_with("hand each call that blocks to `spawn_blocking`"),
        "{said}"
    );
    for figures in [together(), in_turn()] {
        let said = hint(figures, once(Kind::Offloaded, 1000));
        assert!(said.starts_with("await it instead"), "{said}");
    }
    // With nobody to wait beside it.
    let said = hint(offloaded(), once(Kind::Offloaded, 1000));
    assert!(said.starts_with("await timers for 1 s in all"), "{said}");
}

#[test]
fn who_is_to_compute_is_told_how_long_and_who_is_not_to_sleep() {
    let said = hint(yielding(), computed(500));
    assert_eq!(said, "compute for 1 s in all, in tasks on the event loop");
    let mut pieces = computed(0);
    let stretch = pieces.threads[0].computed.remove(0);
    pieces.threads[0].computed = (0..50)
        .map(|number| {
            let from = Duration::from_millis(25 * number);
            Stretch {
                from,
                to: from + Duration::from_millis(20),
                cpu: Duration::from_millis(20),
                ..stretch.clone()
            }
        })
        .collect();
    assert_eq!(
        hint(yielding(), pieces.clone()),
        "compute for 0.1 s at a stretch, before you yield"
    );
    let said = hint(together(), pieces);
    assert!(said.starts_with("await a `sleep`"), "{said}");
    // One stretch with no piece to it, beside others that had to wait for their turns.
    let mut whole = computed(1000);
    whole.threads[0].waits = vec![wait(Kind::Parked, 1000, 1800, 1)];
    let said = hint(yielding(), whole);
    assert_eq!(said, "yield between pieces (`yield_now().await`)");
}

#[test]
fn who_waits_for_too_short_a_time_is_told_for_how_long() {
    let said = hint(together(), once(Kind::Parked, 990));
    assert!(said.starts_with("await timers for 1 s in all"), "{said}");
}
