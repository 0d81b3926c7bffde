//! From what was recorded to threads, waits, and places in the program's source.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nix::unistd::Pid;

use super::{ThreadRecord, Waited};
use crate::trace::record::{Awaited, Kind, Record, Site, Stretch, Thread, Wait};
use crate::trace::stack::{Frame, Meaning, Role, Stack, Stacks, is_shared};

/// The record of all threads; `leader` is the main one.
pub(super) fn record(recorded: &[(Pid, ThreadRecord)], leader: Pid, stacks: &mut Stacks) -> Record {
    let running: Vec<Running> = { recorded.iter() }
        .map(|(_, one)| Running::of(one, stacks))
        .collect();
    let all_loops = running.iter().filter(|one| one.is_loop()).count();
    let mut all_tasks = BTreeMap::new();
    for name in running.iter().filter_map(|one| one.tasks) {
        *all_tasks.entry(name).or_insert(0) += 1;
    }
    // Each of these is a runtime of its own.
    let own_loops = { running.iter() }
        .filter(|one| one.is_loop() && !one.tasks.is_some_and(is_shared))
        .count();
    let mut sites = Sites::default();
    let mut threads = Vec::new();
    for ((pid, recorded), own) in recorded.iter().zip(&running) {
        let is_loop = usize::from(own.is_loop());
        let part = Part {
            is_main: *pid == leader,
            own: *own,
            is_alone: all_loops == is_loop,
            has_many_beside: own_loops > 1,
            others: { all_tasks.iter() }
                .filter(|(name, number)| **number > usize::from(own.tasks == Some(**name)))
                .map(|(name, _)| *name)
                .collect(),
        };
        let mut thread = Thread {
            name: recorded.name.clone(),
            is_childs: !recorded.is_own,
            from: Duration::from_nanos(recorded.from),
            to: Duration::from_nanos(recorded.to),
            ..Thread::default()
        };
        for waited in &recorded.waits {
            thread.waits.push(wait(waited, &part, stacks, &mut sites));
        }
        for stretch in &recorded.computed {
            let meaning = stacks.meaning(stretch.stack);
            thread.computed.push(Stretch {
                from: Duration::from_nanos(stretch.from),
                to: Duration::from_nanos(stretch.to),
                cpu: Duration::from_nanos(stretch.cpu),
                // Without any event loop, the main thread is the one that has work to do.
                runs_tasks: match meaning.event_loop {
                    Some(_) => meaning.role != Role::Offloaded,
                    None => part.is_main && all_loops == 0,
                },
                // Where the event loop turned afterwards says nothing of what was computed.
                site: match meaning.role {
                    Role::Parked | Role::Awaiting => None,
                    _ if meaning.is_loops_own => None,
                    _ => sites.of(stretch.stack, meaning),
                },
            });
        }
        threads.push(thread);
    }
    threads.sort_by_key(|thread| thread.from);
    let event_loop = { running.iter() }.find_map(|one| one.tasks);
    let event_loop = event_loop.or_else(|| running.iter().find_map(|one| one.future));
    Record {
        event_loop: event_loop.map(str::to_owned),
        threads,
    }
}

fn wait(waited: &Waited, part: &Part, stacks: &mut Stacks, sites: &mut Sites) -> Wait {
    let (mut timers, mut timer, mut seen) = (0, None, None);
    for look in &waited.looks {
        let meaning = stacks.meaning(*look);
        if meaning.sets_timer {
            timers += 1;
            timer = sites.of(*look, meaning);
        }
        if let Some(frame) = &meaning.seen {
            seen = site_of(frame, None).map(Arc::new).or(seen);
        }
    }
    let meaning = stacks.meaning(waited.stack);
    Wait {
        from: Duration::from_nanos(waited.from),
        to: Duration::from_nanos(waited.to),
        call: waited.call,
        kind: part.kind(meaning),
        awaited: meaning.awaited.or_else(|| Awaited::by(waited.call)),
        library: meaning.library.as_deref().map(Arc::from),
        timers,
        timer,
        site: sites.of(waited.stack, meaning),
        seen,
    }
}

/// What a thread runs, as far as its stacks tell.
#[derive(Debug, Clone, Copy, Default)]
struct Running {
    /// The event loop that runs tasks here.
    tasks: Option<&'static str>,
    /// The runtime that runs one future here, for which the thread waits.
    future: Option<&'static str>,
    /// Whether tasks or the future set timers.
    sets_timers: bool,
}

impl Running {
    fn of(recorded: &ThreadRecord, stacks: &mut Stacks) -> Self {
        let mut running = Self::default();
        let waits = recorded.waits.iter();
        let looks = waits.flat_map(|wait| wait.looks.iter().map(|stack| (stack, true)));
        let waits = recorded.waits.iter().map(|wait| (&wait.stack, false));
        let computed = recorded.computed.iter().map(|one| (&one.stack, false));
        for (stack, is_look) in waits.chain(looks).chain(computed) {
            let meaning = stacks.meaning(*stack);
            let part = match meaning.is_main_future {
                true => &mut running.future,
                false => &mut running.tasks,
            };
            *part = part.or(meaning.event_loop);
            running.sets_timers |= is_look && meaning.sets_timer;
        }
        running
    }

    fn is_loop(&self) -> bool {
        self.tasks.is_some() || self.future.is_some()
    }
}

/// The part that a thread has in the program.
struct Part {
    is_main: bool,
    own: Running,
    /// Whether no other thread has an event loop.
    is_alone: bool,
    /// Whether there are several runtimes, each on a thread of its own.
    has_many_beside: bool,
    /// The event loops that run tasks on other threads.
    others: Vec<&'static str>,
}

impl Part {
    /// What one of its waits means for others.
    fn kind(&self, meaning: &Meaning) -> Kind {
        let runs_tasks = self.own.tasks.is_some();
        let is_main = self.is_main && (runs_tasks || self.is_alone);
        match meaning.role {
            Role::Parked => Kind::Parked,
            // Who has one runtime for each of several threads has these do what one would do.
            Role::Waiting
                if self.has_many_beside
                    && !self.own.is_loop()
                    && meaning.awaited == Some(Awaited::Thread) =>
            {
                Kind::Offloaded
            }
            Role::Awaiting if self.has_others_run_tasks() => Kind::Idle,
            Role::Awaiting => Kind::Parked,
            Role::Offloaded => Kind::Offloaded,
            Role::Blocked | Role::Waiting if meaning.event_loop.is_some() => Kind::Blocked,
            // Its own tasks have come to an end by then.
            Role::Waiting if self.is_main && self.is_alone => Kind::Blocked,
            Role::Waiting | Role::Idle => Kind::Idle,
            Role::Blocked if is_main => Kind::Blocked,
            Role::Blocked => Kind::Offloaded,
            Role::Unknown => Kind::Unknown,
        }
    }

    /// Whether a thread that waits for one future leaves all tasks to others: those of the same runtime, or,
    /// where it has nothing to wait for but what they do, those of any.
    fn has_others_run_tasks(&self) -> bool {
        let Running {
            tasks,
            future,
            sets_timers,
        } = self.own;
        let mut others = self.others.iter();
        tasks.is_none() && others.any(|other| future == Some(*other) || !sets_timers)
    }
}

/// The places of all stacks, each looked up once.
#[derive(Default)]
struct Sites(HashMap<Stack, Option<Arc<Site>>>);

impl Sites {
    fn of(&mut self, stack: Stack, meaning: &Meaning) -> Option<Arc<Site>> {
        let site = self.0.entry(stack);
        site.or_insert_with(|| {
            // Outermost first, so that each knows its caller.
            let frames = meaning.callers.iter().rev().chain(&meaning.site);
            frames.fold(None, |caller, frame| {
                site_of(frame, caller.clone()).map(Arc::new).or(caller)
            })
        })
        .clone()
    }
}

fn site_of(frame: &Frame, caller: Option<Arc<Site>>) -> Option<Site> {
    let source = Path::new(frame.file.as_ref()?);
    let file = in_its_crate(source, |folder| folder.join("Cargo.toml").is_file());
    Some(Site {
        function: frame.function.clone(),
        file: file.to_string_lossy().into_owned(),
        line: frame.line?,
        column: frame.column.unwrap_or(0),
        source: source.to_owned(),
        caller,
    })
}

/// A source file by its path in the nearest folder around it that is a crate's; as it is, in none, or
/// where it has no folder to look in.
fn in_its_crate(source: &Path, is_crate: impl Fn(&Path) -> bool) -> &Path {
    let mut around = source.ancestors().skip(1);
    around
        .find(|folder| folder.is_absolute() && is_crate(folder))
        .and_then(|folder| source.strip_prefix(folder).ok())
        .unwrap_or(source)
}

#[cfg(test)]
mod tests;
