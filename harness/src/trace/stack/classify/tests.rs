//! Stacks as they are met, and what each means.

use super::*;

/// A stack of functions, innermost first; where a file follows, behind ` @ `.
fn stack(functions: &[&str]) -> Vec<Frame> {
    let frame = |function: &&str| {
        let (function, file) = match function.split_once(" @ ") {
            Some((function, file)) => (function, Some(file.to_owned())),
            None => (*function, None),
        };
        Frame {
            function: function.to_owned(),
            line: file.is_some().then_some(7),
            column: None,
            is_system: !function.contains("::") && file.is_none(),
            is_vouched_for: file.as_ref().is_none_or(|file| !file.contains("/home/")),
            file,
        }
    };
    functions.iter().map(frame).collect()
}

fn role(functions: &[&str]) -> Role {
    classify(&stack(functions), false).role
}

const LOOP: &str =
    "tokio::runtime::scheduler::current_thread::CoreGuard::block_on @ /registry/src/x.rs";
const POLL: &str = "tokio::runtime::task::raw::poll @ /registry/src/x.rs";
const PARK: &str = "tokio::runtime::park::Inner::park_timeout @ /registry/src/x.rs";
const POOL: &str = "tokio::runtime::blocking::pool::Inner::run @ /registry/src/x.rs";
const WAIT: &str = "std::sync::Condvar::wait_timeout @ /rustc/1/library/std/x.rs";
const OWN: &str = "one::print @ /home/x/src/main.rs";

#[test]
fn what_is_nearest_to_the_call_decides() {
    assert_eq!(role(&["futex", WAIT, PARK, LOOP, OWN]), Role::Parked);
    assert_eq!(role(&["futex", WAIT, OWN, POLL, LOOP, OWN]), Role::Blocked);
    assert_eq!(role(&["futex", WAIT, OWN, POOL]), Role::Offloaded);
    assert_eq!(role(&["futex", WAIT, POOL]), Role::Idle);
    assert_eq!(role(&["read", OWN]), Role::Blocked);
}

#[test]
fn the_site_is_the_innermost_line_of_the_programs_own() {
    let meaning = classify(
        &stack(&["futex", WAIT, "one::deep @ /home/x/src/lib.rs", OWN]),
        false,
    );
    assert_eq!(meaning.site.unwrap().function, "one::deep");
    assert_eq!(meaning.event_loop, None);
    let meaning = classify(&stack(&["futex", WAIT, POOL, OWN]), false);
    assert_eq!(
        meaning.site, None,
        "an idle thread is nowhere in particular"
    );
}

#[test]
fn callers_are_own_functions_up_to_the_runtime_that_polls_the_task() {
    let deep = "one::deep @ /home/x/src/lib.rs";
    let meaning = classify(
        &stack(&["futex", WAIT, deep, WAIT, OWN, POLL, LOOP, OWN]),
        false,
    );
    let callers: Vec<_> = meaning
        .callers
        .iter()
        .map(|frame| &*frame.function)
        .collect();
    assert_eq!(callers, ["one::print"]);
}

#[test]
fn a_function_of_the_programs_own_with_a_librarys_name_is_its_own() {
    let forged = "tokio::runtime::park::Inner::park @ /home/x/src/main.rs";
    assert_eq!(
        role(&["futex", WAIT, forged, POLL, LOOP, OWN]),
        Role::Blocked
    );
    assert_eq!(role(&["futex", WAIT, PARK, LOOP, OWN]), Role::Parked);
}

#[test]
fn without_files_the_crate_tells_whose_a_function_is() {
    let own = [
        "futex",
        "std::sync::Mutex::lock",
        "one::print",
        "tokio::runtime::task::raw::poll",
    ];
    assert_eq!(role(&own), Role::Blocked);
    let park = [
        "futex",
        "<std::sync::Condvar>::wait",
        "tokio::runtime::park::Inner::park",
        "one::main",
    ];
    assert_eq!(role(&park), Role::Awaiting);
}

/// The task's own function has become part of the one that polls it.
#[test]
fn a_task_that_was_made_part_of_its_caller_blocks() {
    assert_eq!(role(&["futex", WAIT, POLL, LOOP, OWN]), Role::Blocked);
    let meaning = classify(&stack(&["nanosleep", PARK, LOOP]), true);
    assert_eq!(meaning.role, Role::Blocked, "no runtime waits by sleeping");
}

#[test]
fn without_names_only_a_sleep_is_certain() {
    assert_eq!(role(&["futex", "main"]), Role::Unknown);
    assert_eq!(
        classify(&stack(&["nanosleep", "main"]), true).role,
        Role::Blocked
    );
    assert_eq!(role(&[]), Role::Unknown);
}

#[test]
fn a_timer_is_set_by_a_task_and_not_by_the_loop_that_looks_at_it() {
    let set = [
        "clock_gettime",
        "tokio::time::sleep::sleep @ /registry/src/x.rs",
        OWN,
        POLL,
        LOOP,
    ];
    assert!(classify(&stack(&set), false).sets_timer);
    let turn = [
        "clock_gettime",
        "tokio::runtime::time::Driver::park @ /registry/src/x.rs",
        LOOP,
    ];
    assert!(!classify(&stack(&turn), false).sets_timer);
}

const WORKER: &str =
    "tokio::runtime::scheduler::multi_thread::worker::Context::run @ /registry/src/x.rs";
const GUEST: &str = "tokio::runtime::handle::Handle::block_on @ /registry/src/x.rs";
const FUTURES: &str = "futures_executor::local_pool::run_executor @ /registry/src/x.rs";
const STRANGER: &str = "odd::block_on @ /registry/src/i-1/odd-1.0.0/src/x.rs";
const CHANNEL: &str = "std::sync::mpsc::Receiver<T>::recv @ /rustc/1/library/std/x.rs";

#[test]
fn a_block_on_inside_of_a_task_holds_its_thread() {
    for (frames, is) in [
        (
            &["futex", PARK, GUEST, OWN, POLL, LOOP, OWN][..],
            Role::Blocked,
        ),
        (
            &["futex", PARK, GUEST, OWN, POLL, WORKER, POLL, POOL],
            Role::Blocked,
        ),
        (&["futex", PARK, GUEST, OWN, POLL, POOL], Role::Offloaded),
        (&["futex", PARK, GUEST, OWN, "clone"], Role::Blocked),
        // The future that the event loop was started with is no task, but holds its thread as well.
        (
            &["futex", WAIT, FUTURES, OWN, LOOP, OWN, "main"],
            Role::Blocked,
        ),
        (&["futex", WAIT, OWN, LOOP, OWN, "main"], Role::Blocked),
        (
            &["futex", WAIT, STRANGER, OWN, LOOP, OWN, "main"],
            Role::Blocked,
        ),
        // The main thread may have nothing else to do, and a worker belongs to a pool.
        (&["futex", PARK, GUEST, OWN, "main"], Role::Awaiting),
        (&["futex", WAIT, FUTURES, OWN, "main"], Role::Awaiting),
        (&["futex", PARK, WORKER, POLL, POOL, "clone"], Role::Parked),
    ] {
        assert_eq!(role(frames), is, "{frames:?}");
    }
}

#[test]
fn the_event_loop_is_the_one_around_the_others() {
    let nested = ["futex", WAIT, FUTURES, OWN, LOOP, OWN, "main"];
    let meaning = classify(&stack(&nested), false);
    assert_eq!(meaning.event_loop, Some("tokio current_thread"));
    assert_eq!(meaning.awaited, Some(Awaited::Future));
}

/// Where a library waits that is no runtime's, nobody can tell, but for what is around it.
#[test]
fn what_a_library_waits_for_that_nobody_knows_is_unknown() {
    let meaning = classify(&stack(&["futex", WAIT, STRANGER, OWN, "main"]), false);
    assert_eq!(meaning.role, Role::Unknown);
    assert_eq!(meaning.library.as_deref(), Some("odd"));
    for (frames, is) in [
        (&["read", STRANGER, OWN, "main"][..], Role::Unknown),
        (&["futex", WAIT, STRANGER, "clone"], Role::Unknown),
        (&["futex", WAIT, CHANNEL, STRANGER, "clone"], Role::Waiting),
        (&["futex", WAIT, STRANGER, POLL, LOOP, OWN], Role::Blocked),
        (&["futex", WAIT, STRANGER, OWN, POOL], Role::Offloaded),
        (&["futex", WAIT, OWN, STRANGER, "main"], Role::Waiting),
    ] {
        assert_eq!(role(frames), is, "{frames:?}");
    }
    let sleep = classify(&stack(&["clock_nanosleep", STRANGER, OWN]), true);
    assert_eq!((sleep.role, sleep.library), (Role::Blocked, None));
}

/// What each function waits for, and whether a thread that is there for that keeps anybody waiting.
#[test]
fn what_is_waited_for_is_told_by_the_outermost_function_that_waits() {
    for (functions, awaited, role) in [
        (
            &["std::sync::poison::mutex::Mutex<T>::lock"][..],
            Awaited::Lock,
            Role::Blocked,
        ),
        (
            &["std::sync::poison::condvar::Condvar::wait"],
            Awaited::Condvar,
            Role::Waiting,
        ),
        (
            &["std::thread::park", "std::sync::mpsc::Receiver<T>::recv"],
            Awaited::Channel,
            Role::Waiting,
        ),
        (
            &[
                "std::sys::thread::unix::Thread::join",
                "std::thread::JoinHandle<T>::join",
            ],
            Awaited::Thread,
            Role::Waiting,
        ),
        (
            &["std::thread::functions::park"],
            Awaited::Unpark,
            Role::Waiting,
        ),
        (
            &["std::process::Child::wait"],
            Awaited::Child,
            Role::Blocked,
        ),
        (
            &[
                "std::thread::park_timeout",
                "crossbeam_channel::channel::Receiver<T>::recv",
            ],
            Awaited::Channel,
            Role::Waiting,
        ),
        (
            &["std::thread::park", "flume::Receiver<T>::recv"],
            Awaited::Channel,
            Role::Waiting,
        ),
        (
            &[
                "parking::Parker::park",
                "async_channel::Receiver<T>::recv_blocking",
            ],
            Awaited::Channel,
            Role::Waiting,
        ),
        (
            &[
                "tokio::runtime::park::CachedParkThread::park",
                "tokio::sync::mpsc::bounded::Receiver<T>::blocking_recv",
            ],
            Awaited::Channel,
            Role::Waiting,
        ),
        (
            &[
                "parking_lot_core::parking_lot::park",
                "parking_lot::raw_mutex::RawMutex::lock_slow",
            ],
            Awaited::Lock,
            Role::Blocked,
        ),
        (
            &[
                "parking_lot_core::parking_lot::park",
                "parking_lot::condvar::Condvar::wait_until_internal",
            ],
            Awaited::Condvar,
            Role::Waiting,
        ),
        (
            &[
                "std::sync::Condvar::wait",
                "rayon_core::latch::LockLatch::wait",
            ],
            Awaited::Pool,
            Role::Waiting,
        ),
    ] {
        let file = |function: &&str| format!("{function} @ /rustc/1/library/std/x.rs");
        let functions: Vec<String> = functions.iter().map(file).collect();
        let mut frames = vec!["futex"];
        frames.extend(functions.iter().map(|function| &**function));
        frames.push(OWN);
        let told = classify(&stack(&frames), false);
        assert_eq!(
            (told.awaited, told.role),
            (Some(awaited), role),
            "{frames:?}"
        );
        frames.extend([POLL, LOOP]);
        assert_eq!(
            classify(&stack(&frames), false).role,
            Role::Blocked,
            "{frames:?}"
        );
    }
}

/// Threads of runtimes that have nothing to do.
#[test]
fn a_runtimes_own_thread_that_waits_for_work_is_idle() {
    let std = "std::thread::Builder::spawn @ /rustc/1/library/std/x.rs";
    for function in [
        "rayon_core::sleep::Sleep::sleep",
        "async_io::driver::main_loop",
        "blocking::Executor::main_loop",
        "futures_executor::thread_pool::PoolState::work",
        "tokio::runtime::blocking::pool::Inner::run",
    ] {
        let function = format!("{function} @ /rustc/1/library/std/x.rs");
        assert_eq!(
            role(&["futex", WAIT, &function, std, "clone"]),
            Role::Idle,
            "{function}"
        );
    }
}

#[test]
fn where_a_task_was_seen_is_where_it_waits_for_several_futures() {
    let gather = "futures_util::stream::futures_unordered::FuturesUnordered<F>::poll_next @ /registry/src/x.rs";
    let timer = "tokio::time::sleep::sleep @ /registry/src/x.rs";
    let part = "one::fetch @ /home/x/src/main.rs";
    let meaning = classify(
        &stack(&["vdso", timer, part, gather, OWN, POLL, LOOP]),
        false,
    );
    assert_eq!(meaning.seen.unwrap().function, "one::print");
    assert_eq!(meaning.site.unwrap().function, "one::fetch");
    let meaning = classify(&stack(&["vdso", timer, part, OWN, POLL, LOOP]), false);
    assert_eq!(meaning.seen.unwrap().function, "one::fetch");
    let parked = classify(&stack(&["futex", WAIT, PARK, LOOP, OWN]), false);
    assert_eq!(parked.seen, None);
}

#[test]
fn a_thread_that_starts_or_ends_waits_for_the_systems_own_locks() {
    assert_eq!(role(&["__lll_lock_wait_private", "clone"]), Role::Idle);
    assert_eq!(
        role(&["__lll_lock_wait_private", OWN, "clone"]),
        Role::Blocked
    );
    let sleep = classify(&stack(&["clock_nanosleep", "clone"]), true);
    assert_eq!(sleep.role, Role::Blocked);
}
