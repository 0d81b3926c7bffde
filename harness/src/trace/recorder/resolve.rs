//! From what was recorded to threads, waits, and places in the program's source.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nix::unistd::Pid;

use super::ThreadRecord;
use crate::trace::record::{Kind, Record, Site, Stretch, Thread, Wait};
use crate::trace::stack::{Frame, Meaning, Role, Stack, Stacks};

/// How long a wait must be to matter if nobody can tell what it means: a millisecond. Shorter ones are
/// threads that keep each other from the system's own locks, as in `malloc`.
const LONG: u64 = 1_000_000;

/// The record of all threads; `leader` is the main one.
pub(super) fn record(recorded: &[(Pid, ThreadRecord)], leader: Pid, stacks: &mut Stacks) -> Record {
    let runs_tasks = |one: &ThreadRecord, stacks: &mut Stacks| {
        let mut waits = one.waits.iter();
        waits.any(|wait| stacks.meaning(wait.stack).event_loop.is_some())
    };
    let with_tasks: Vec<bool> = recorded
        .iter()
        .map(|(_, one)| runs_tasks(one, stacks))
        .collect();
    let mut sites = Sites::default();
    let mut event_loop = None;
    let mut unknown = 0;
    let mut threads = Vec::new();
    for ((pid, recorded), runs_tasks) in recorded.iter().zip(&with_tasks) {
        // Where another thread has the event loop, the main one keeps nobody from anything.
        let is_main = *pid == leader && (*runs_tasks || !with_tasks.contains(&true));
        let mut thread = Thread {
            name: recorded.name.clone(),
            from: Duration::from_nanos(recorded.from),
            to: Duration::from_nanos(recorded.to),
            ..Thread::default()
        };
        for wait in &recorded.waits {
            let sets_timer = |stack: &&Stack| stacks.meaning(**stack).sets_timer;
            let timers: Vec<_> = wait.looks.iter().filter(sets_timer).collect();
            let timer = timers
                .last()
                .map(|stack| (**stack, stacks.meaning(**stack)));
            let timer = timer.and_then(|(stack, meaning)| sites.of(stack, meaning));
            let timers = timers.len();
            let meaning = stacks.meaning(wait.stack);
            event_loop = event_loop.or(meaning.event_loop);
            let is_long = wait.to - wait.from >= LONG;
            unknown += usize::from(recorded.is_own && is_long && meaning.role == Role::Unknown);
            if let Some(kind) = kind(meaning, is_main) {
                thread.waits.push(Wait {
                    from: Duration::from_nanos(wait.from),
                    to: Duration::from_nanos(wait.to),
                    call: wait.call,
                    kind,
                    timers,
                    timer,
                    site: sites.of(wait.stack, meaning),
                });
            }
        }
        for stretch in &recorded.computed {
            let meaning = stacks.meaning(stretch.stack);
            event_loop = event_loop.or(meaning.event_loop);
            thread.computed.push(Stretch {
                from: Duration::from_nanos(stretch.from),
                to: Duration::from_nanos(stretch.to),
                cpu: Duration::from_nanos(stretch.cpu),
                runs_tasks: meaning.event_loop.is_some() && meaning.role != Role::Offloaded,
                // Where the event loop turned afterwards says nothing of what was computed.
                site: match meaning.role {
                    Role::Parked => None,
                    _ => sites.of(stretch.stack, meaning),
                },
            });
        }
        threads.push(thread);
    }
    threads.sort_by_key(|thread| thread.from);
    Record {
        event_loop: event_loop.map(str::to_owned),
        unknown,
        threads,
    }
}

/// What a wait means for others, if it means anything.
fn kind(meaning: &Meaning, is_main: bool) -> Option<Kind> {
    match meaning.role {
        Role::Parked => Some(Kind::Parked),
        Role::Offloaded => Some(Kind::Offloaded),
        Role::Blocked if is_main || meaning.event_loop.is_some() => Some(Kind::Blocked),
        Role::Blocked => Some(Kind::Offloaded),
        Role::Idle | Role::Unknown => None,
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
