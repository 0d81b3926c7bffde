//! What tracing costs, each as a ratio against its limit or a peer, measured in the same run.
//!
//! The programs that are traced, besides the examples, are this one: with the name of one of them as its only
//! argument it is that program.

#![allow(clippy::print_stdout)] // What it prints is what it is for.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;
use harness::build::{self, dirs::BuildDirs};
use harness::catalog::{Catalog, Program};
use harness::trace::{self, Clock, LONGEST_RUN};
use harness::verify::verify;

/// What one program may cost on the virtual clock, with the stacks of all its waits.
const PROGRAM: Duration = Duration::from_millis(12);

/// What it may cost to verify all programs once they are built; of which most is Cargo's own check.
const VERIFY: Duration = Duration::from_millis(150);

/// How much longer a program may take on the wall clock because it is traced.
const DISTORTION: f64 = 1.02;

/// A program, by its name, and what it may cost in real time on the virtual clock.
type Costly = (&'static str, Duration, fn());

/// Programs that wait or read the clock very often. Natively they take ten seconds and more, but for the
/// last one.
const COSTLY: [Costly; 6] = [
    ("10,000 sleeps of tasks", Duration::from_secs(1), || {
        sleeps_of_tasks(10_000)
    }),
    ("2,000 sleeps of tasks", Duration::from_millis(200), || {
        sleeps_of_tasks(2000)
    }),
    (
        "10,000 sleeps of threads",
        Duration::from_millis(300),
        || sleeps_of_threads(10_000),
    ),
    ("10,000 tasks", Duration::from_millis(500), many_tasks),
    ("1,000 threads", Duration::from_millis(350), || {
        many_threads(1000)
    }),
    ("4,000 threads", Duration::from_millis(1400), || {
        many_threads(4000)
    }),
];

/// How much more 10,000 sleeps may cost than 2,000.
const GROWTH: f64 = 5.5;

/// How often the clock is read, and how long that may take by the program's own clock.
const READINGS: (&str, Duration) = ("1,000,000 readings", Duration::from_millis(300));

const MILLISECOND: Duration = Duration::from_millis(1);

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().build().expect("it has all it needs")
}

fn sleeps_of_tasks(number: u32) {
    runtime().block_on(async {
        for _ in 0..number {
            tokio::time::sleep(MILLISECOND).await;
        }
    });
}

fn sleeps_of_threads(number: u32) {
    for _ in 0..number {
        thread::sleep(MILLISECOND);
    }
}

fn many_tasks() {
    runtime().block_on(async {
        let sleep = |number: u64| tokio::time::sleep(Duration::from_millis(1000 + number % 100));
        let tasks: Vec<_> = (0..10_000)
            .map(|number| tokio::spawn(sleep(number)))
            .collect();
        for task in tasks {
            task.await.expect("it does not panic");
        }
    });
}

fn many_threads(number: u32) {
    let sleep = |_| thread::spawn(|| thread::sleep(Duration::from_secs(1)));
    let threads: Vec<_> = (0..number).map(sleep).collect();
    for thread in threads {
        thread.join().expect("it does not panic");
    }
}

fn readings() {
    for _ in 0..1_000_000 {
        black_box(Instant::now());
    }
}

/// This program, which is one of those above if it is told so.
fn this() -> PathBuf {
    std::env::current_exe().expect("it has a name")
}

/// Becomes one of the programs above, if that is asked for.
fn is_program() -> bool {
    let Some(name) = std::env::args().nth(1) else {
        return false;
    };
    let costly = COSTLY.iter().map(|(name, _, work)| (*name, *work));
    let mut all = costly.chain([(READINGS.0, readings as fn())]);
    let found = all.find(|(one, _)| *one == name);
    found.is_some_and(|(_, work)| {
        work();
        true
    })
}

/// The measured times, by what was measured.
type Times = BTreeMap<&'static str, Vec<Duration>>;

fn main() {
    if is_program() {
        return;
    }
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
    let traced = |name: &str| {
        let command = trace::Command {
            arguments: vec![name.into()],
            ..trace::Command::new(this())
        };
        let trace = trace::run(&command, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ());
        trace.expect("it can be traced")
    };
    for (name, ..) in COSTLY {
        measure(name, &|| drop(traced(name)));
    }
    measure(READINGS.0, &|| drop(traced(READINGS.0)));
    let peers = [
        ("2,000 sleeps, untraced", vec![]),
        (
            "2,000 sleeps, strace -f",
            vec!["strace", "-f", "-o", "/dev/null"],
        ),
        ("2,000 sleeps, faketime", vec!["faketime", "-f", "+0 x10"]),
    ];
    for (name, before) in &peers {
        let is_there = before.first().is_none_or(|program| {
            let asked = Command::new("which")
                .arg(program)
                .stdout(Stdio::null())
                .status();
            asked.is_ok_and(|status| status.success())
        });
        if is_there {
            measure(name, &|| {
                let words = before.iter().map(|word| (*word).to_owned().into());
                let words: Vec<std::ffi::OsString> = words.chain([this().into()]).collect();
                let status = Command::new(&words[0])
                    .args(&words[1..])
                    .arg("2,000 sleeps of tasks")
                    .status();
                black_box(status.expect("it can be run"));
            });
        } else {
            println!("{name}: not measured, since it is not installed");
        }
    }
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
    println!("{:26}{:>11}{:>11}{:>7}", "", "median", "limit", "ratio");
    let few = median("2,000 sleeps of tasks").unwrap_or_default();
    let costly = COSTLY.iter().map(|(name, limit, _)| (*name, Some(*limit)));
    let rows = [
        ("an empty process", None),
        ("ex3, 5 s, virtual", Some(PROGRAM)),
        ("ex6, 20 s, virtual", Some(PROGRAM)),
        ("verify, without ex8", Some(VERIFY)),
        ("verify", Some(VERIFY)),
        ("ex1 by itself", None),
        ("ex1, traced, wall", Some(alone.mul_f64(DISTORTION))),
        (READINGS.0, Some(READINGS.1)),
        ("2,000 sleeps, untraced", None),
        ("2,000 sleeps, strace -f", None),
        ("2,000 sleeps, faketime", None),
    ];
    for (name, limit) in rows.into_iter().chain(costly) {
        let Some(median) = median(name) else { continue };
        let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        let (limit, ratio) = limit.map_or((String::new(), String::new()), |limit| {
            let ratio = median.div_duration_f64(limit);
            (milliseconds(limit), format!("{ratio:.2}"))
        });
        println!("{name:26}{:>11}{limit:>11}{ratio:>7}", milliseconds(median));
    }
    let grown = median("10,000 sleeps of tasks").unwrap_or_default();
    if !few.is_zero() {
        let grown = grown.div_duration_f64(few);
        println!("from 2,000 to 10,000 sleeps: {grown:.1} times as long, at most {GROWTH}");
    }
}
