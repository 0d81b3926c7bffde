//! Whether all threads of the program are asleep in the kernel, so that nothing will happen
//! before the next deadline.

use std::fs;
use std::thread;

use nix::unistd::Pid;

/// What tells whether a thread has run between two looks: its state, and how often it got a core.
#[derive(PartialEq, Eq)]
struct Look {
    is_asleep: bool,
    turns: Option<u64>,
}

/// Whether none of these threads runs, or is about to.
///
/// One look at each is not enough: a thread seen asleep may be woken by one that is looked at
/// later, and falls asleep itself before that. A second look finds the first one awake, or finds
/// that it has run.
pub(super) fn all_asleep(threads: &[Pid]) -> bool {
    let mut looks = Vec::with_capacity(threads.len());
    for thread in threads {
        match look(*thread) {
            Some(look) if look.is_asleep => looks.push(look),
            _ => return false,
        }
    }
    thread::yield_now();
    threads
        .iter()
        .zip(looks)
        .all(|(thread, before)| look(*thread) == Some(before))
}

/// Looks at a thread; `None` if it has gone.
fn look(thread: Pid) -> Option<Look> {
    let stat = fs::read_to_string(format!("/proc/{thread}/stat")).ok()?;
    // The name may contain anything, parentheses too; what follows the last one does not.
    let (_, rest) = stat.rsplit_once(") ")?;
    let turns = fs::read_to_string(format!("/proc/{thread}/schedstat")).ok();
    let turns = turns.and_then(|figures| figures.split_whitespace().nth(2)?.parse().ok());
    Some(Look {
        is_asleep: rest.starts_with('S'),
        turns,
    })
}
