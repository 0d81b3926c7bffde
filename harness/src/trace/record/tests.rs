//! Records made by hand, and what their figures are.

use super::*;

fn thread(kind: Kind, seconds: &[(u64, u64)]) -> Thread {
    let second = Duration::from_secs;
    let wait = |(from, to): &(u64, u64)| Wait {
        from: second(*from),
        to: second(*to),
        call: "futex",
        kind,
        awaited: None,
        library: None,
        timers: 0,
        timer: None,
        site: None,
        seen: None,
    };
    Thread {
        waits: seconds.iter().map(wait).collect(),
        ..Thread::default()
    }
}

#[test]
fn time_that_several_threads_wait_counts_once() {
    let threads = vec![
        thread(Kind::Offloaded, &[(0, 4), (6, 7)]),
        thread(Kind::Offloaded, &[(1, 2), (3, 5)]),
        thread(Kind::Parked, &[(0, 9)]),
    ];
    let record = Record {
        event_loop: None,
        threads,
    };
    assert_eq!(record.waited(Kind::Offloaded), Duration::from_secs(6));
    assert_eq!(record.waited(Kind::Parked), Duration::from_secs(9));
    assert_eq!(record.waited(Kind::Blocked), Duration::ZERO);
}

#[test]
fn a_place_that_is_not_meant_gives_way_to_the_one_that_it_was_called_from() {
    let site = |file: &str, caller: Option<Arc<Site>>| {
        Arc::new(Site {
            function: "call".to_owned(),
            file: file.to_owned(),
            line: 7,
            column: 5,
            source: PathBuf::new(),
            caller,
        })
    };
    let main = site("src/main.rs", None);
    let mut blocked = thread(Kind::Blocked, &[(0, 1), (1, 2)]);
    blocked.waits[0].site = Some(site("src/lib.rs", Some(main.clone())));
    blocked.waits[1].site = Some(site("src/lib.rs", None));
    let mut record = Record {
        threads: vec![blocked],
        ..Record::default()
    };
    record.name_sites(|site| site.file == "src/main.rs");
    let waits = &record.threads[0].waits;
    assert_eq!(waits[0].site, Some(main));
    assert_eq!(
        waits[1].site,
        Some(site("src/lib.rs", None)),
        "nobody else is known"
    );
}

#[test]
fn the_longest_stall_is_one_wait_or_one_stretch_and_needs_an_event_loop() {
    let mut blocked = thread(Kind::Blocked, &[(0, 1), (1, 3)]);
    let stretch = |to| Stretch {
        from: Duration::ZERO,
        to: Duration::from_secs(to),
        cpu: Duration::from_secs(to),
        runs_tasks: true,
        site: None,
    };
    let event_loop = Some("tokio current_thread".to_owned());
    let stall = |thread: &Thread, event_loop| {
        Record {
            event_loop,
            threads: vec![thread.clone()],
        }
        .longest_stall()
        .as_secs()
    };
    assert_eq!(stall(&blocked, event_loop.clone()), 2);
    assert_eq!(stall(&blocked, None), 0);
    blocked.computed = vec![stretch(1), stretch(5)];
    assert_eq!(stall(&blocked, event_loop.clone()), 5);
    assert_eq!(stall(&thread(Kind::Parked, &[(0, 9)]), event_loop), 0);
}
