//! From what was recorded to threads, waits, and places in the program's source.

use std::time::Duration;

use nix::unistd::Pid;

use super::tracee;
use crate::trace::record::{Kind, Record, Site, Stretch, Thread, Wait};
use crate::trace::stack::{Address, Frame, Meaning, Role, Symbols, classify};

/// The record of all threads; `leader` is the main one.
pub(super) fn record(
    recorded: &[(Pid, tracee::Record)],
    leader: Pid,
    symbols: &mut Symbols,
) -> Record {
    let mut event_loop = None;
    let mut threads = Vec::new();
    for (pid, tracee::Record { name, waits, busy }) in recorded {
        let is_main = *pid == leader;
        let mut thread = Thread {
            name: name.clone(),
            ..Thread::default()
        };
        for wait in waits {
            let meaning = meaning(&wait.stack, symbols);
            event_loop = event_loop.or(meaning.event_loop);
            if let Some(kind) = kind(&meaning, is_main) {
                thread.waits.push(Wait {
                    from: Duration::from_nanos(wait.from),
                    to: Duration::from_nanos(wait.to),
                    call: wait.call,
                    kind,
                    site: meaning.site.and_then(site),
                });
            }
        }
        for stretch in busy {
            let meaning = meaning(&stretch.stack, symbols);
            event_loop = event_loop.or(meaning.event_loop);
            if meaning.event_loop.is_some() {
                thread.busy.push(Stretch {
                    from: Duration::from_nanos(stretch.from),
                    to: Duration::from_nanos(stretch.to),
                    site: meaning.site.and_then(site),
                });
            }
        }
        threads.push(thread);
    }
    Record {
        event_loop: event_loop.map(str::to_owned),
        threads,
    }
}

fn meaning(stack: &[Address], symbols: &mut Symbols) -> Meaning {
    let frames: Vec<Frame> = stack
        .iter()
        .flat_map(|address| symbols.frames(address).to_vec())
        .collect();
    classify(&frames)
}

/// What a wait means for others, if it means anything.
fn kind(meaning: &Meaning, is_main: bool) -> Option<Kind> {
    match meaning.role {
        Role::Parked => Some(Kind::Parked),
        Role::Offloaded => Some(Kind::Offloaded),
        Role::Blocked if is_main || meaning.event_loop.is_some() => Some(Kind::Blocked),
        Role::Blocked => Some(Kind::Offloaded),
        Role::Idle => None,
    }
}

fn site(frame: Frame) -> Option<Site> {
    Some(Site {
        function: frame.function,
        file: frame.file?,
        line: frame.line?,
    })
}
