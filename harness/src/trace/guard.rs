//! Whether a program uses more than it may: a policy over figures of all its threads and processes
//! together, which the system does not count.

use std::time::{Duration, Instant};

use super::usage::Usage;
use super::{End, Excess, Limits};

/// How often memory and files are counted: in that time a program can write or touch about 100 MB.
const EVERY: Duration = Duration::from_millis(20);

/// What a program may use, and when that was last looked at.
#[derive(Debug)]
pub(super) struct Guard {
    limits: Limits,
    begun: Instant,
    counted: Option<Instant>,
}

/// What is known of a run without counting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// CPU time.
    pub(super) cpu: Duration,
    /// Threads and processes.
    pub(super) tasks: usize,
    /// What it has printed, in bytes.
    pub(super) printed: u64,
}

impl Guard {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            begun: Instant::now(),
            counted: None,
        }
    }

    /// How a run ended, where the system has ended it because of a limit.
    pub(super) fn meaning(&self, end: End) -> End {
        match (end, &self.limits) {
            (
                End::Signalled(libc::SIGXFSZ),
                Limits {
                    disk: Some(disk), ..
                },
            ) => End::Exceeded(Excess::Disk(*disk)),
            (End::Signalled(libc::SIGXCPU), Limits { cpu: Some(cpu), .. }) => {
                End::Exceeded(Excess::Cpu(*cpu))
            }
            (end, _) => end,
        }
    }

    /// What the program uses too much of, if it does. What takes time to count is asked for now and then.
    pub(super) fn excess(&mut self, known: Known, count: impl FnOnce() -> Usage) -> Option<Excess> {
        let Limits {
            cpu,
            real,
            tasks,
            output,
            ..
        } = self.limits;
        if let Some(tasks) = tasks.filter(|tasks| known.tasks > *tasks) {
            return Some(Excess::Tasks(tasks));
        }
        if let Some(output) = output.filter(|output| known.printed > *output) {
            return Some(Excess::Output(output));
        }
        if let Some(cpu) = cpu.filter(|cpu| known.cpu > *cpu) {
            return Some(Excess::Cpu(cpu));
        }
        if let Some(real) = real.filter(|real| self.begun.elapsed() > *real) {
            return Some(Excess::Real(real));
        }
        self.is_due()
            .then(count)
            .and_then(|usage| self.counted(&usage))
    }

    /// Whether it is time to count again what takes time to count, if there is a limit on that.
    fn is_due(&mut self) -> bool {
        let Limits {
            memory,
            open_files,
            disk,
            ..
        } = self.limits;
        let is_limited = memory.is_some() || open_files.is_some() || disk.is_some();
        let is_due = is_limited && self.counted.is_none_or(|counted| counted.elapsed() > EVERY);
        if is_due {
            self.counted = Some(Instant::now());
        }
        is_due
    }

    fn counted(&self, usage: &Usage) -> Option<Excess> {
        let Limits {
            memory,
            open_files,
            disk,
            ..
        } = self.limits;
        if let Some(memory) = memory.filter(|memory| usage.memory > *memory) {
            return Some(Excess::Memory(memory));
        }
        if let Some(limit) = open_files.filter(|limit| usage.open > *limit) {
            return Some(Excess::OpenFiles(limit));
        }
        let disk = disk?;
        match usage.files {
            None => Some(Excess::Unlistable),
            Some(files) if files > super::limits::MOST_FILES => {
                Some(Excess::Files(super::limits::MOST_FILES))
            }
            Some(_) => (usage.disk > disk).then_some(Excess::Disk(disk)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        cpu: Some(Duration::from_secs(10)),
        real: None,
        memory: Some(4000),
        tasks: Some(3),
        open_files: Some(20),
        output: Some(100),
        disk: Some(1000),
    };

    const KNOWN: Known = Known {
        cpu: Duration::from_secs(10),
        tasks: 3,
        printed: 100,
    };

    const USAGE: Usage = Usage {
        memory: 4000,
        open: 20,
        files: Some(1000),
        disk: 1000,
    };

    fn excess(known: Known, usage: Usage) -> Option<Excess> {
        Guard::new(&LIMITS).excess(known, || usage)
    }

    #[test]
    fn a_signal_by_which_the_system_enforces_a_limit_is_that_limit() {
        let meaning = |limits: &Limits, signal| Guard::new(limits).meaning(End::Signalled(signal));
        let cpu = Excess::Cpu(Duration::from_secs(10));
        assert_eq!(meaning(&LIMITS, libc::SIGXCPU), End::Exceeded(cpu));
        let disk = End::Exceeded(Excess::Disk(1000));
        assert_eq!(meaning(&LIMITS, libc::SIGXFSZ), disk);
        let killed = meaning(&LIMITS, libc::SIGKILL);
        assert_eq!(killed, End::Signalled(libc::SIGKILL));
        let raised = meaning(&Limits::default(), libc::SIGXCPU);
        assert_eq!(raised, End::Signalled(libc::SIGXCPU), "there was no limit");
    }

    #[test]
    fn whoever_uses_just_what_is_allowed_may_go_on() {
        assert_eq!(excess(KNOWN, USAGE), None);
    }

    #[test]
    fn each_figure_has_a_limit_of_its_own() {
        let tasks = Known { tasks: 4, ..KNOWN };
        assert_eq!(excess(tasks, USAGE), Some(Excess::Tasks(3)));
        let printed = Known {
            printed: 101,
            ..KNOWN
        };
        assert_eq!(excess(printed, USAGE), Some(Excess::Output(100)));
        let cpu = Known {
            cpu: Duration::from_millis(10_001),
            ..KNOWN
        };
        assert!(matches!(excess(cpu, USAGE), Some(Excess::Cpu(_))));
        let counted = [
            (
                Usage {
                    memory: 4001,
                    ..USAGE
                },
                Excess::Memory(4000),
            ),
            (Usage { open: 21, ..USAGE }, Excess::OpenFiles(20)),
            (
                Usage {
                    files: None,
                    ..USAGE
                },
                Excess::Unlistable,
            ),
            (
                Usage {
                    files: Some(1001),
                    ..USAGE
                },
                Excess::Files(1000),
            ),
            (
                Usage {
                    disk: 1001,
                    ..USAGE
                },
                Excess::Disk(1000),
            ),
        ];
        for (usage, expected) in counted {
            assert_eq!(excess(KNOWN, usage), Some(expected));
        }
    }

    #[test]
    fn nothing_is_counted_that_has_no_limit() {
        let mut guard = Guard::new(&Limits::default());
        let nothing = guard.excess(KNOWN, || panic!("nobody wants to know"));
        assert_eq!(nothing, None);
    }
}
