//! One run as JSON. The keys are a contract; seconds are numbers.

use serde::Serialize;

use crate::judge::{Diagnosis, Verdict};
use crate::trace::{End, Kind, Line, Site, Stream, Thread, Trace, Wait};

/// The number of this set of keys: new ones may come, none goes without a new number.
const SCHEMA: u32 = 2;

/// What was not recorded stays `null`, and `clock_note` says why.
#[derive(Serialize)]
struct Run<'a> {
    schema: u32,
    harness: &'static str,
    program: &'a str,
    command: Vec<String>,
    clock: &'static str,
    clock_note: Option<String>,
    exit_code: Option<i32>,
    signal: Option<i32>,
    total_s: f64,
    cpu_s: f64,
    parked_s: Option<f64>,
    blocked_s: Option<f64>,
    offloaded_s: Option<f64>,
    busy_s: Option<f64>,
    idle_s: Option<f64>,
    unknown_s: Option<f64>,
    longest_stall_s: Option<f64>,
    event_loop: Option<&'a str>,
    diagnosis: Option<Diagnosed<'a>>,
    output: Vec<Printed<'a>>,
    threads: Vec<Waited<'a>>,
}

#[derive(Serialize)]
struct Diagnosed<'a> {
    kind: String,
    message: &'a str,
    hint: Option<&'a str>,
    site: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Printed<'a> {
    at_s: f64,
    stream: &'static str,
    line: &'a str,
}

#[derive(Serialize)]
struct Waited<'a> {
    name: &'a str,
    waits: Vec<Waiting<'a>>,
}

#[derive(Serialize)]
struct Waiting<'a> {
    from_s: f64,
    to_s: f64,
    call: &'a str,
    kind: &'static str,
    site: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    function: &'a str,
    file: &'a str,
    line: u32,
}

/// One run as one line of JSON.
pub fn run(program: &str, trace: &Trace, verdict: &Verdict) -> String {
    let (exit_code, signal) = match trace.end {
        End::Exited(code) => (Some(code), None),
        End::Signalled(signal) => (None, Some(signal)),
        _ => (None, Some(libc::SIGKILL)),
    };
    let command = [&trace.command.program]
        .into_iter()
        .chain(&trace.command.arguments);
    let record = trace.record.as_ref();
    let waited = |kind| record.map(|record| record.waited(kind).as_secs_f64());
    let run = Run {
        schema: SCHEMA,
        harness: env!("CARGO_PKG_VERSION"),
        program,
        command: command
            .map(|word| word.to_string_lossy().into_owned())
            .collect(),
        clock: super::name(trace.clock),
        clock_note: super::clock_note(trace),
        exit_code,
        signal,
        total_s: trace.total.as_secs_f64(),
        cpu_s: trace.cpu.as_secs_f64(),
        parked_s: waited(Kind::Parked),
        blocked_s: waited(Kind::Blocked),
        offloaded_s: waited(Kind::Offloaded),
        busy_s: record.map(|record| record.busy().as_secs_f64()),
        idle_s: waited(Kind::Idle),
        unknown_s: waited(Kind::Unknown),
        longest_stall_s: record.map(|record| record.longest_stall().as_secs_f64()),
        event_loop: record.and_then(|record| record.event_loop.as_deref()),
        diagnosis: verdict.diagnosis.as_ref().map(diagnosed),
        output: trace.output.lines.iter().map(printed).collect(),
        threads: record
            .map(|record| record.threads.iter().map(thread).collect())
            .unwrap_or_default(),
    };
    let mut json = serde_json::to_string(&run).expect("its keys are strings, its numbers finite");
    json.push('\n');
    json
}

fn diagnosed(diagnosis: &Diagnosis) -> Diagnosed<'_> {
    Diagnosed {
        kind: diagnosis.kind.to_string(),
        message: &diagnosis.message,
        hint: diagnosis.hint.as_deref(),
        site: diagnosis.site.as_deref().map(place),
    }
}

fn place(site: &Site) -> Place<'_> {
    Place {
        function: &site.function,
        file: &site.file,
        line: site.line,
    }
}

fn thread(thread: &Thread) -> Waited<'_> {
    Waited {
        name: &thread.name,
        waits: thread.waits.iter().map(waiting).collect(),
    }
}

fn waiting(wait: &Wait) -> Waiting<'_> {
    Waiting {
        from_s: wait.from.as_secs_f64(),
        to_s: wait.to.as_secs_f64(),
        call: wait.call,
        kind: wait.kind.word(),
        site: wait.site.as_deref().map(place),
    }
}

fn printed(
    Line {
        at, stream, text, ..
    }: &Line,
) -> Printed<'_> {
    let stream = match stream {
        Stream::Stdout => "stdout",
        Stream::Stderr => "stderr",
    };
    Printed {
        at_s: at.as_secs_f64(),
        stream,
        line: text,
    }
}
