//! Whether a busy machine changes a verdict or a figure: a sample of what `proof runs` proves.

use std::thread;

use crate::proofs::runs::{self, Expected};
use crate::traced::begin;
use crate::workspace::{self, CATALOG};

/// How often each program runs.
const RUNS: usize = 10;

#[test]
#[ignore = "slow: it keeps all cores busy beside dozens of runs"]
fn a_busy_machine_changes_no_verdict_and_no_blocked_nanosecond() {
    let Some(_turn) = begin() else {
        return;
    };
    let all = runs::expected(&CATALOG);
    let faults = |(program, _): &Expected<'_>| {
        let executable = workspace::executable(&program.name);
        let seen = runs::repeat(program, executable, &all, RUNS).unwrap();
        assert_eq!(seen.runs(), RUNS);
        let faults = seen.faults(&program.name).into_iter();
        faults
            .map(|fault| format!("{}: {fault}", program.name))
            .collect::<Vec<_>>()
    };
    // Those of ex8 compute for a second each time, and are left to the proof.
    let short = all
        .iter()
        .filter(|(program, _)| !program.name.starts_with("ex8"));
    let found: Vec<String> = runs::beside_endless_loops(|| {
        thread::scope(|scope| {
            let runs: Vec<_> = short.map(|one| scope.spawn(|| faults(one))).collect();
            runs.into_iter()
                .flat_map(|run| run.join().unwrap())
                .collect()
        })
    });
    assert!(found.is_empty(), "{found:#?}");
}
