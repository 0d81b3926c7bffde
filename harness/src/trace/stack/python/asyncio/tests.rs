use super::*;

const LIB: &str = "/usr/lib/python3.11/";

/// Frames, innermost first, each as `file:function`. What has no folder is Python's own.
fn frames(all: &[&str]) -> Vec<Frame> {
    let frame = |one: &&str| {
        let (file, function) = one.split_once(':').unwrap();
        let file = match file.starts_with('/') {
            true => file.to_owned(),
            false => format!("{LIB}{file}"),
        };
        Frame {
            function: function.into(),
            file: file.into(),
            line: Some(7),
        }
    };
    all.iter().map(frame).collect()
}

const LOOP: &[&str] = &[
    "asyncio/base_events.py:BaseEventLoop._run_once",
    "asyncio/base_events.py:BaseEventLoop.run_forever",
    "asyncio/base_events.py:BaseEventLoop.run_until_complete",
    "asyncio/runners.py:Runner.run",
    "asyncio/runners.py:run",
];
const MAIN: &[&str] = &["/home/x/main.py:<module>"];
const TASK: &[&str] = &["/home/x/main.py:load", "asyncio/events.py:Handle._run"];
const POOL: &[&str] = &["concurrent/futures/thread.py:_worker"];
const THREAD_OF: &[&str] = &[
    "threading.py:Thread.run",
    "threading.py:Thread._bootstrap_inner",
    "threading.py:Thread._bootstrap",
];

fn meaning(parts: &[&[&str]]) -> Meaning {
    classify(&frames(&parts.concat()), false, false)
}

fn site(meaning: &Meaning) -> Option<&str> {
    meaning.site.as_ref().map(|site| site.function.as_str())
}

#[test]
fn an_event_loop_that_looks_for_events_is_parked() {
    let parked = meaning(&[&["selectors.py:EpollSelector.select"], LOOP, MAIN]);
    assert_eq!(parked.role, Role::Parked);
    assert_eq!(parked.event_loop, Some("asyncio"));
    assert_eq!(site(&parked), Some("<module>"));
    let reads_clock = meaning(&[&["asyncio/base_events.py:BaseEventLoop.time"], LOOP, MAIN]);
    assert_eq!(reads_clock.role, Role::Parked, "between two tasks");
}

#[test]
fn a_task_that_waits_itself_blocks_with_its_line() {
    let blocked = meaning(&[&["socket.py:create_connection"], TASK, LOOP, MAIN]);
    assert_eq!(blocked.role, Role::Blocked);
    assert_eq!(blocked.event_loop, Some("asyncio"));
    assert_eq!(site(&blocked), Some("load"));
    assert_eq!(blocked.callers, [], "it is the event loop that calls");
    let selects = meaning(&[&["selectors.py:EpollSelector.select"], TASK, LOOP, MAIN]);
    assert_eq!(
        selects.role,
        Role::Blocked,
        "it does what the event loop should"
    );
}

#[test]
fn a_task_of_a_packages_blocks_without_a_line_of_the_programs() {
    let package = "/usr/lib/python3/dist-packages/requests/api.py:get";
    let blocked = meaning(&[&[package, "asyncio/events.py:Handle._run"], LOOP, MAIN]);
    assert_eq!((blocked.role, site(&blocked)), (Role::Blocked, None));
}

#[test]
fn a_plain_sleep_is_never_how_an_event_loop_waits() {
    let all = [&["selectors.py:EpollSelector.select"], LOOP, MAIN].concat();
    assert_eq!(classify(&frames(&all), true, false).role, Role::Blocked);
}

#[test]
fn a_pools_thread_is_offloaded_where_it_runs_a_function_and_else_idle() {
    let work = &["concurrent/futures/thread.py:_WorkItem.run"];
    let own = meaning(&[&["/home/x/main.py:fetch"], work, POOL, THREAD_OF]);
    assert_eq!((own.role, own.event_loop), (Role::Offloaded, None));
    assert_eq!(site(&own), Some("fetch"));
    assert_eq!(meaning(&[work, POOL, THREAD_OF]).role, Role::Offloaded);
    assert_eq!(meaning(&[POOL, THREAD_OF]).role, Role::Idle);
}

#[test]
fn an_event_loop_on_a_pools_thread_is_one_like_any_other() {
    let work = &[
        "/home/x/main.py:work",
        "concurrent/futures/thread.py:_WorkItem.run",
    ];
    let parked = meaning(&[
        &["selectors.py:EpollSelector.select"],
        LOOP,
        work,
        POOL,
        THREAD_OF,
    ]);
    assert_eq!(
        (parked.role, parked.event_loop),
        (Role::Parked, Some("asyncio"))
    );
    assert_eq!(
        meaning(&[TASK, LOOP, work, POOL, THREAD_OF]).role,
        Role::Blocked
    );
}

#[test]
fn a_thread_waits_for_others_and_a_task_that_does_so_blocks() {
    let get = &[
        "threading.py:Condition.wait",
        "queue.py:Queue.get",
        "/home/x/main.py:work",
    ];
    assert_eq!(meaning(&[get, THREAD_OF]).role, Role::Waiting);
    assert_eq!(meaning(&[get, THREAD_OF]).awaited, Some(Awaited::Channel));
    assert_eq!(meaning(&[get, TASK, LOOP, MAIN]).role, Role::Blocked);
}

#[test]
fn a_thread_of_pythons_own_keeps_nobody_from_anything() {
    let watcher = &["asyncio/unix_events.py:ThreadedChildWatcher._do_waitpid"];
    assert_eq!(meaning(&[watcher, THREAD_OF]).role, Role::Idle);
}

#[test]
fn a_wait_for_the_interpreters_lock_belongs_to_nobody() {
    let all = frames(&[TASK, LOOP, MAIN].concat());
    let waits = classify(&all, false, true);
    assert_eq!((waits.role, site(&waits)), (Role::Idle, None));
    assert_eq!(waits.event_loop, Some("asyncio"));
    assert_eq!(classify(&[], false, true).role, Role::Idle);
}

#[test]
fn of_an_event_loop_of_another_make_nobody_can_tell() {
    let runners = &["asyncio/runners.py:Runner.run", "asyncio/runners.py:run"];
    let unknown = meaning(&[runners, MAIN]);
    assert_eq!((unknown.role, unknown.event_loop), (Role::Unknown, None));
}

#[test]
fn of_a_package_that_waits_by_means_of_an_event_loop_nobody_can_tell() {
    let trio = &["/x/lib/python3.11/site-packages/trio/_core/_run.py:run"];
    let unknown = meaning(&[trio, MAIN]);
    assert_eq!(
        (unknown.role, unknown.library.as_deref()),
        (Role::Unknown, Some("trio"))
    );
    let data = meaning(&[&["socket.py:SocketIO.readinto"], trio, MAIN]);
    assert_eq!(
        (data.role, data.library),
        (Role::Blocked, None),
        "no event loop reads so"
    );
    assert_eq!(meaning(&[trio, TASK, LOOP, MAIN]).role, Role::Blocked);
}

#[test]
fn a_copy_of_a_process_does_not_go_on_with_its_event_loop() {
    let child = &[
        "/home/x/main.py:work",
        "multiprocessing/process.py:BaseProcess._bootstrap",
    ];
    let blocked = meaning(&[child, TASK, LOOP, MAIN]);
    assert_eq!((blocked.role, blocked.event_loop), (Role::Blocked, None));
    assert_eq!(site(&blocked), Some("work"));
}

#[test]
fn a_task_sets_a_timer_and_the_event_loop_reads_the_clock() {
    let sleep = &[
        "asyncio/base_events.py:BaseEventLoop.time",
        "asyncio/base_events.py:BaseEventLoop.call_later",
        "asyncio/tasks.py:sleep",
    ];
    let sets = meaning(&[sleep, TASK, LOOP, MAIN]);
    assert!(sets.sets_timer);
    assert_eq!(site(&sets), Some("load"));
    assert!(!meaning(&[&["asyncio/base_events.py:BaseEventLoop.time"], LOOP, MAIN]).sets_timer);
}

#[test]
fn a_programs_own_functions_can_have_any_name() {
    let own = &["/home/x/asyncio/base_events.py:BaseEventLoop._run_once"];
    assert_eq!(meaning(&[own, MAIN]).event_loop, None);
}
