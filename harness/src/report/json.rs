//! One run as JSON. The keys are a contract; seconds are numbers.

use serde::Serialize;

use super::CLOCK_NOTE;
use crate::judge::{Diagnosis, Verdict};
use crate::trace::{End, Line, Stream, Trace};

/// What is not known on this clock stays `null`, and `clock_note` says why.
#[derive(Serialize)]
struct Run<'a> {
    program: &'a str,
    command: Vec<String>,
    clock: &'static str,
    clock_note: Option<&'static str>,
    exit_code: Option<i32>,
    signal: Option<i32>,
    total_s: f64,
    cpu_s: f64,
    parked_s: Option<f64>,
    blocked_s: Option<f64>,
    offloaded_s: Option<f64>,
    busy_s: Option<f64>,
    longest_stall_s: Option<f64>,
    event_loop: Option<&'static str>,
    diagnosis: Option<Diagnosed<'a>>,
    output: Vec<Printed<'a>>,
    threads: [(); 0],
}

#[derive(Serialize)]
struct Diagnosed<'a> {
    kind: String,
    message: &'a str,
}

#[derive(Serialize)]
struct Printed<'a> {
    at_s: f64,
    stream: &'static str,
    line: &'a str,
}

/// One run as one line of JSON.
pub fn run(program: &str, trace: &Trace, verdict: &Verdict) -> String {
    let (exit_code, signal) = match trace.end {
        End::Exited(code) => (Some(code), None),
        End::Signalled(signal) => (None, Some(signal)),
        End::TimedOut { .. } | End::Interrupted => (None, Some(libc::SIGKILL)),
    };
    let command = [&trace.command.program]
        .into_iter()
        .chain(&trace.command.arguments);
    let run = Run {
        program,
        command: command
            .map(|word| word.to_string_lossy().into_owned())
            .collect(),
        clock: "wall",
        clock_note: Some(CLOCK_NOTE),
        exit_code,
        signal,
        total_s: trace.total.as_secs_f64(),
        cpu_s: trace.cpu.as_secs_f64(),
        parked_s: None,
        blocked_s: None,
        offloaded_s: None,
        busy_s: None,
        longest_stall_s: None,
        event_loop: None,
        diagnosis: verdict.diagnosis.as_ref().map(diagnosed),
        output: trace.output.lines.iter().map(printed).collect(),
        threads: [],
    };
    let mut json = serde_json::to_string(&run).expect("its keys are strings, its numbers finite");
    json.push('\n');
    json
}

fn diagnosed(Diagnosis { kind, message }: &Diagnosis) -> Diagnosed<'_> {
    Diagnosed {
        kind: kind.to_string(),
        message,
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
