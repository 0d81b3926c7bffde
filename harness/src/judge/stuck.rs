//! Where a program was when it was killed: what each thread waited for that never came.

use std::sync::Arc;

use super::why::{length, place};
use crate::trace::{Awaited, Kind, Record, Site, Thread, Wait};

/// How many threads are named. More of them wait for the same few things.
const NAMED: usize = 4;

/// What is told of a program in which nothing could ever happen again.
pub(super) struct Stuck {
    /// The threads that wait, each with what it waits for.
    pub(super) threads: String,
    /// The line that it comes down to.
    pub(super) site: Option<Arc<Site>>,
}

/// What the threads waited for that were there at the end.
pub(super) fn deadlock(record: &Record) -> Stuck {
    let mut ends: Vec<End> = { record.threads.iter().enumerate() }
        .filter_map(|(place, thread)| End::of(thread, place == 0))
        .collect();
    // What holds others up comes first, and of that what has waited longest.
    ends.sort_by_key(|end| (end.rank(), std::cmp::Reverse(length(end.wait))));
    // Who just waits for work is in nobody's way, unless nothing else is left.
    let is_idle = |end: &End| end.wait.kind == Kind::Idle && end.site.is_none();
    let told: Vec<&End> = ends.iter().filter(|end| !is_idle(end)).collect();
    let mut words: Vec<String> = told.iter().take(NAMED).map(|end| end.words()).collect();
    if told.len() > NAMED {
        words.push(format!("and {} more wait", told.len() - NAMED));
    }
    Stuck {
        threads: words.join(", "),
        site: told.iter().find_map(|end| end.site.clone()),
    }
}

/// The last wait of a thread, which never ended.
struct End<'a> {
    name: &'a str,
    wait: &'a Wait,
    site: Option<Arc<Site>>,
    /// Whether the line is but the last that was seen of the task that waits.
    is_last_seen: bool,
}

impl<'a> End<'a> {
    fn of(thread: &'a Thread, is_main: bool) -> Option<Self> {
        let wait = thread.waits.last().filter(|wait| wait.to == thread.to)?;
        // An event loop waits for the sake of a task, which has no frame on any stack. Where the loop was
        // started says nothing.
        let is_loops = wait.kind == Kind::Parked;
        let mut before = thread.waits.iter().rev();
        let site = match is_loops {
            true => before.find_map(|wait| wait.seen.clone().or_else(|| wait.timer.clone())),
            false => wait.site.clone(),
        };
        Some(Self {
            name: match is_main {
                true => "main",
                false => &thread.name,
            },
            wait,
            is_last_seen: is_loops && site.is_some(),
            site,
        })
    }

    fn rank(&self) -> u8 {
        match self.wait.kind {
            Kind::Blocked => 0,
            Kind::Offloaded => 1,
            Kind::Parked => 2,
            Kind::Unknown => 3,
            Kind::Idle => 4,
        }
    }

    /// "`main` waits for a lock at src/main.rs:9".
    fn words(&self) -> String {
        let Self { name, wait, .. } = self;
        let awaited = match (wait.kind, wait.awaited) {
            (Kind::Parked, _) => "waits for a task to become ready".to_owned(),
            (_, Some(Awaited::Time)) => "sleeps".to_owned(),
            (_, Some(awaited)) => format!("waits for {awaited}"),
            (_, None) => format!("waits in `{}`", wait.call),
        };
        match &self.site {
            None => format!("`{name}` {awaited}"),
            Some(site) if self.is_last_seen => {
                format!(
                    "`{name}` {awaited}, and {} is the last line seen of one",
                    place(site)
                )
            }
            Some(site) => format!("`{name}` {awaited} at {}", place(site)),
        }
    }
}

/// Where the program was when it was killed: its longest wait of those that never ended.
pub(super) fn last_site(record: &Record) -> Option<Arc<Site>> {
    longest_last(record, |wait, thread| wait.to == thread.to)
}

/// Where it waited last, of a program that was killed between two waits.
pub(super) fn latest_site(record: &Record) -> Option<Arc<Site>> {
    longest_last(record, |_, _| true)
}

fn longest_last(record: &Record, is_meant: impl Fn(&Wait, &Thread) -> bool) -> Option<Arc<Site>> {
    // An event loop waits for the sake of a task; where it was started says nothing. It may park once
    // more for what is left of a timer's time.
    let site = |wait: &Wait| match wait.kind {
        Kind::Parked => wait.timer.clone(),
        _ => wait.site.clone(),
    };
    let last = |thread: &Thread| {
        let waits = thread.waits.iter().rev();
        let mut meant = waits.filter(|wait| is_meant(wait, thread));
        meant.find_map(|wait| Some((length(wait), site(wait)?)))
    };
    let waits = record.threads.iter().filter_map(last);
    waits
        .max_by_key(|(length, _)| *length)
        .map(|(_, site)| site)
}
