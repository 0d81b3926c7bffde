//! Every example prints its lines and takes its time; each pair shows its difference.

use std::time::Duration;

use assert_cmd::assert::OutputAssertExt;
use harness::band;
use harness::catalog::Expectation;
use predicates::Predicate;
use predicates::prelude::*;

use crate::workspace::{self, run};

/// Asserts exit status, every line, and the whole run by the clock on the wall.
fn prints_its_lines_and_takes(name: &str, nominal: &str) {
    let Expectation::Run(expected) = &workspace::program(name).expectation else {
        panic!("{name} is not there to be run");
    };
    let run = run(name);
    run.output
        .clone()
        .assert()
        .success()
        .stdout(expected.prints.clone().from_utf8());
    let (took, alone) = (run.took, run.alone());
    let least = expected.figures.total.unwrap().0;
    // Without a core it takes longer, and never less.
    assert!(
        took >= least && band(nominal).eval(&alone.max(least)),
        "{name} took {took:?}, alone {alone:?}"
    );
    assert_eq!(
        expected.figures.total,
        Some(nominal.parse().unwrap()),
        "its own manifest says the same"
    );
}

/// The seconds at the end of the line that begins like this.
fn seconds(name: &str, beginning: &str) -> Duration {
    let printed = String::from_utf8(run(name).output.stdout.clone()).unwrap();
    let line = printed
        .lines()
        .find_map(|line| line.strip_prefix(beginning))
        .unwrap();
    let figure = line.trim().trim_end_matches(" seconds").parse().unwrap();
    Duration::from_secs_f64(figure)
}

#[test]
fn ex1_takes_1_second_because_its_tasks_sleep_together() {
    prints_its_lines_and_takes("ex1-concurrent-tasks", "1s");
}

#[test]
fn ex2_takes_5_seconds_because_each_future_is_awaited_as_it_is_made() {
    prints_its_lines_and_takes("ex2-await-in-turn", "5s");
}

#[test]
fn ex3_takes_5_seconds_because_its_tasks_never_let_go() {
    prints_its_lines_and_takes("ex3-blocking-sleep", "5s");
}

#[test]
fn ex4_takes_5_seconds_because_nothing_in_it_is_async() {
    prints_its_lines_and_takes("ex4-synchronous", "5s");
}

#[test]
fn ex6_awaiting_takes_10_seconds_because_the_factorials_take_turns() {
    prints_its_lines_and_takes("ex6-awaiting", "10s");
    for (task, nominal) in [("B", "4s"), ("C", "6s"), ("A", "10s")] {
        let took = seconds("ex6-awaiting", &format!("Time taken for Task {task}: "));
        assert!(band(nominal).eval(&took), "{task} took {took:?}");
    }
}

#[test]
fn ex6_blocking_takes_20_seconds_because_the_factorials_wait_for_each_other() {
    prints_its_lines_and_takes("ex6-blocking", "20s");
    for (task, nominal) in [("A", "10s"), ("B", "4s"), ("C", "6s")] {
        let took = seconds("ex6-blocking", &format!("Time taken for Task {task}: "));
        assert!(band(nominal).eval(&took), "{task} took {took:?}");
    }
}

#[test]
fn ex7_blocking_takes_almost_2_seconds_because_the_heart_stands_still_for_one() {
    prints_its_lines_and_takes("ex7-blocking", "1.8s");
    assert!(longest_gap("ex7-blocking") >= Duration::from_secs(1));
}

#[test]
fn ex7_offloaded_takes_1_second_because_the_heart_beats_on() {
    prints_its_lines_and_takes("ex7-offloaded", "1s");
    assert!(longest_gap("ex7-offloaded") < longest_gap("ex7-blocking"));
}

#[test]
fn ex8_hogging_takes_almost_2_seconds_because_the_heart_stands_still_for_one() {
    prints_its_lines_and_takes("ex8-hogging", "1.8s");
    assert!(longest_gap("ex8-hogging") >= Duration::from_secs(1));
}

#[test]
fn ex8_yielding_takes_1_second_because_the_heart_gets_its_turns() {
    prints_its_lines_and_takes("ex8-yielding", "1s");
    assert!(longest_gap("ex8-yielding") < longest_gap("ex8-hogging"));
}

fn longest_gap(name: &str) -> Duration {
    seconds(name, "Longest gap between two beats: ")
}

#[test]
fn sleeping_together_takes_a_fifth_of_sleeping_in_turn() {
    let together = run("ex1-concurrent-tasks").alone();
    for in_turn in ["ex2-await-in-turn", "ex3-blocking-sleep", "ex4-synchronous"] {
        let ratio = run(in_turn).alone().div_duration_f64(together);
        assert!((10.0 / 3.0..7.5).contains(&ratio), "{in_turn}: {ratio}");
    }
}

#[test]
fn awaiting_takes_half_of_blocking() {
    let ratio = run("ex6-blocking")
        .alone()
        .div_duration_f64(run("ex6-awaiting").alone());
    assert!((4.0 / 3.0..3.0).contains(&ratio), "{ratio}");
}

#[test]
fn every_program_times_itself_as_the_clock_on_the_wall_does() {
    for program in workspace::CATALOG.programs() {
        if let Expectation::Run(expected) = &program.expectation {
            let itself = seconds(&program.name, "Total time: ");
            let nominal = expected.figures.total.unwrap().0;
            assert!(
                nominal <= itself && itself <= run(&program.name).took,
                "{}",
                program.name
            );
        }
    }
}
