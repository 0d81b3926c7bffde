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
            is_system: !function.contains("::"),
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
const POLL: &str = "tokio::runtime::task::harness::poll @ /registry/src/x.rs";
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
    assert_eq!(role(&["futex", WAIT, OWN]), Role::Blocked);
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
    assert_eq!(role(&park), Role::Parked);
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

#[test]
fn a_block_on_inside_of_a_task_holds_its_thread() {
    let worker =
        "tokio::runtime::scheduler::multi_thread::worker::Context::run @ /registry/src/x.rs";
    let guest = "tokio::runtime::handle::Handle::block_on @ /registry/src/x.rs";
    assert_eq!(
        role(&["futex", PARK, guest, OWN, POLL, LOOP, OWN]),
        Role::Blocked
    );
    assert_eq!(
        role(&["futex", PARK, guest, OWN, POLL, worker, POLL, POOL]),
        Role::Blocked
    );
    assert_eq!(
        role(&["futex", PARK, guest, OWN, POLL, POOL]),
        Role::Offloaded
    );
    assert_eq!(role(&["futex", PARK, guest, OWN, "clone"]), Role::Blocked);
    // The main thread may have nothing else to do, and a worker belongs to a pool.
    assert_eq!(role(&["futex", PARK, guest, OWN, "main"]), Role::Parked);
    assert_eq!(
        role(&["futex", PARK, worker, POLL, POOL, "clone"]),
        Role::Parked
    );
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
