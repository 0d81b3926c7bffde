//! A line a program on the terminal while it runs. Where there is no terminal, nothing.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::time::Duration;

use harness::catalog::{Expectation, Figures, Program, Run};
use harness::grade::Grade;
use harness::trace::Line;
use harness::verify::{Outcome, Watch};
use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};

/// How often a line is drawn anew: often enough to look alive.
const TICK: Duration = Duration::from_millis(100);

/// How many characters a bar is wide.
const WIDTH: usize = 20;

/// The lines of all programs that run, on standard error.
pub struct Progress {
    lines: MultiProgress,
    build: ProgressBar,
    runs: Mutex<HashMap<String, ProgressBar>>,
}

impl Progress {
    /// Begins with one line, for Cargo.
    pub fn new() -> Self {
        let lines = MultiProgress::new();
        let style = style("{spinner} building  {wide_msg}");
        let build = lines.add(ProgressBar::new_spinner().with_style(style));
        build.enable_steady_tick(TICK);
        Self {
            lines,
            build,
            runs: Mutex::default(),
        }
    }

    /// Leaves the terminal as if nothing had been there.
    pub fn clear(&self) {
        self.build.finish_and_clear();
        let _ = self.lines.clear();
    }

    fn on_line_of(&self, program: &Program, act: impl FnOnce(&ProgressBar)) {
        if let Some(line) = self
            .runs
            .lock()
            .ok()
            .as_ref()
            .and_then(|runs| runs.get(&program.name))
        {
            act(line);
        }
    }
}

impl Watch for Progress {
    fn built(&self, name: &str) {
        self.build.set_message(name.to_owned());
    }

    fn started(&self, program: &Program) {
        let style = match &program.expectation {
            Expectation::Run(Run {
                figures: Figures {
                    total: Some(total), ..
                },
                ..
            }) => {
                self.build.finish_and_clear();
                let nominal = total.0;
                style(&format!(
                    "{{spinner}} {{prefix:24}} {{time}} of {total}  {{wide_msg}}"
                ))
                .with_key(
                    "time",
                    move |state: &ProgressState, out: &mut dyn Write| {
                        let _ = out.write_str(&time(state.elapsed(), nominal));
                    },
                )
            }
            _ => style("{spinner} {prefix:24} {elapsed:>3}  {wide_msg}"),
        };
        let line = ProgressBar::new_spinner()
            .with_style(style)
            .with_prefix(program.name.clone());
        let line = self.lines.add(line);
        line.enable_steady_tick(TICK);
        if let Ok(mut runs) = self.runs.lock() {
            runs.insert(program.name.clone(), line);
        }
    }

    fn printed(&self, program: &Program, line: &Line) {
        // No more of it than fits on the widest terminal: lines may come fast, and be long.
        const WIDEST: usize = 200;
        if !self.lines.is_hidden() {
            let beginning = line.text.chars().take(WIDEST).flat_map(char::escape_debug);
            self.on_line_of(program, |bar| {
                bar.set_message(beginning.collect::<String>())
            });
        }
    }

    fn judged(&self, outcome: &Outcome) {
        self.on_line_of(&outcome.program, |bar| {
            bar.finish_with_message(outcome.verdict.status().to_string());
        });
    }
}

/// One line for a whole batch of submissions, on standard error.
pub struct GradeProgress(ProgressBar);

impl GradeProgress {
    /// Begins with the building of the dependencies.
    pub fn new(submissions: usize) -> Self {
        let bar = ProgressBar::new(submissions as u64);
        bar.set_style(style("{spinner} building  {wide_msg}"));
        bar.enable_steady_tick(TICK);
        Self(bar)
    }

    /// Leaves the terminal as if nothing had been there.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl harness::grade::Watch for GradeProgress {
    fn built(&self, name: &str) {
        self.0.set_message(name.to_owned());
    }

    fn graded(&self, grade: &Grade) {
        let template = "{spinner} grading {bar:20} {pos} of {len}, {eta} to go  {wide_msg}";
        self.0.set_style(style(template));
        let name = grade.submission.escape_debug();
        self.0.set_message(format!("{name} {}", grade.status));
        self.0.inc(1);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates above are well-formed")
}

/// How much of its nominal time a program has had, as a bar and in seconds.
fn time(elapsed: Duration, nominal: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    let share = seconds / nominal.as_secs_f64();
    let filled = ((share * WIDTH as f64) as usize).min(WIDTH);
    format!(
        "{}{} {seconds:>4.1}",
        "█".repeat(filled),
        "░".repeat(WIDTH - filled)
    )
}
