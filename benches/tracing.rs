//! What tracing costs, each as a ratio against its limit, measured in the same run.

#![allow(clippy::print_stdout)] // What it prints is what it is for.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::Criterion;
use harness::build::{self, dirs::BuildDirs};
use harness::catalog::{Catalog, Program};
use harness::trace::{self, Clock, LONGEST_RUN};
use harness::verify::verify;

/// What one program may cost on the virtual clock, with the stacks of all its waits.
const PROGRAM: Duration = Duration::from_millis(25);

/// What it may cost to verify all programs once they are built.
const VERIFY: Duration = Duration::from_millis(500);

/// How much longer a program may take on the wall clock because it is traced.
const DISTORTION: f64 = 1.02;

/// The measured times, by what was measured.
type Times = BTreeMap<&'static str, Vec<Duration>>;

fn main() {
    let catalog = Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("this is a checkout");
    let place = BuildDirs::default().place(&catalog.root);
    let place = place.expect("there is room to build");
    let built = build::programs(&place, |_| ()).expect("cargo builds it");
    let executable = |name: &str| {
        let program = catalog.programs().find(|program| program.name == name);
        let folder = &program.expect("there is such a program").folder;
        built.executable(folder, name).expect("it was built")
    };
    let run = |name: &str, clock| {
        let command = trace::Command::new(executable(name));
        let trace = trace::run(&command, clock, LONGEST_RUN, &false.into(), |_| ());
        let trace = trace.expect("it can be traced");
        assert_eq!(trace.clock, clock, "{:?}", trace.clock_note);
    };
    let all: Vec<&Program> = catalog.programs().collect();
    let idle: Vec<&Program> = catalog
        .programs()
        .filter(|program| !program.name.starts_with("ex8"))
        .collect();
    let dirs = BuildDirs::default();
    let verify = |programs: &[&Program]| {
        let outcomes = verify(programs, &dirs, Clock::Virtual, &(), &false.into());
        black_box(outcomes.expect("cargo builds it"));
    };

    let mut times = Times::new();
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let mut measure = |name: &'static str, work: &dyn Fn()| {
        criterion.bench_function(name, |bencher| {
            bencher.iter_custom(|number| {
                let each = (0..number).map(|_| {
                    let begun = Instant::now();
                    work();
                    begun.elapsed()
                });
                let each: Vec<Duration> = each.collect();
                let sum = each.iter().sum();
                times.entry(name).or_default().extend(each);
                sum
            });
        });
    };
    measure("an empty process", &|| {
        black_box(
            Command::new("true")
                .status()
                .expect("there is such a program"),
        );
    });
    measure("ex3, 5 s, virtual", &|| {
        run("ex3-blocking-sleep", Clock::Virtual)
    });
    measure("ex6, 20 s, virtual", &|| {
        run("ex6-blocking", Clock::Virtual)
    });
    measure("verify, without ex8", &|| verify(&idle));
    measure("verify", &|| verify(&all));
    measure("ex1 by itself", &|| {
        let output = Command::new(executable("ex1-concurrent-tasks")).output();
        black_box(output.expect("it can be run"));
    });
    measure("ex1, traced, wall", &|| {
        run("ex1-concurrent-tasks", Clock::Wall)
    });
    report(&times);
}

/// Prints each median, and its ratio to its limit.
fn report(times: &Times) {
    let median = |name| {
        let mut times = times.get(name)?.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied()
    };
    let alone = median("ex1 by itself").unwrap_or_default();
    println!("{:22}{:>11}{:>11}{:>7}", "", "median", "limit", "ratio");
    for (name, limit) in [
        ("an empty process", None),
        ("ex3, 5 s, virtual", Some(PROGRAM)),
        ("ex6, 20 s, virtual", Some(PROGRAM)),
        ("verify, without ex8", Some(VERIFY)),
        ("verify", Some(VERIFY)),
        ("ex1 by itself", None),
        ("ex1, traced, wall", Some(alone.mul_f64(DISTORTION))),
    ] {
        let Some(median) = median(name) else { continue };
        let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        let (limit, ratio) = limit.map_or((String::new(), String::new()), |limit| {
            let ratio = median.div_duration_f64(limit);
            (milliseconds(limit), format!("{ratio:.2}"))
        });
        println!("{name:22}{:>11}{limit:>11}{ratio:>7}", milliseconds(median));
    }
}
