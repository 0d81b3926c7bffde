//! The threads of the standard library, and what they wait for each other by.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const THREADS: Runtime = Runtime {
    crates: &[
        "alloc",
        "core",
        "std",
        // What the standard library and runtimes make their system calls through.
        "errno",
        "libc",
        "linux_raw_sys",
        "nix",
        "rustix",
        "signal_hook_registry",
        "socket2",
    ],
    waits: &[
        ("std::sync::mpsc", Awaited::Channel),
        ("std::sync::mpmc", Awaited::Channel),
        ("std::sync::Mutex", Awaited::Lock),
        ("std::sync::mutex", Awaited::Lock),
        ("std::sync::poison::mutex", Awaited::Lock),
        ("std::sync::RwLock", Awaited::Lock),
        ("std::sync::rwlock", Awaited::Lock),
        ("std::sync::poison::rwlock", Awaited::Lock),
        ("std::sync::reentrant_lock", Awaited::Lock),
        ("std::sys::sync::mutex", Awaited::Lock),
        ("std::sys::sync::rwlock", Awaited::Lock),
        ("std::sync::once", Awaited::Lock),
        ("std::sync::poison::once", Awaited::Lock),
        ("std::sys::sync::once", Awaited::Lock),
        ("std::sync::Condvar", Awaited::Condvar),
        ("std::sync::condvar", Awaited::Condvar),
        ("std::sync::poison::condvar", Awaited::Condvar),
        ("std::sys::sync::condvar", Awaited::Condvar),
        ("std::sync::barrier", Awaited::Condvar),
        ("std::sync::Barrier", Awaited::Condvar),
        ("std::thread::park", Awaited::Unpark),
        ("std::thread::functions::park", Awaited::Unpark),
        ("std::sys::sync::thread_parking", Awaited::Unpark),
        ("std::thread::scoped", Awaited::Thread),
        ("std::thread::JoinHandle", Awaited::Thread),
        ("std::thread::JoinInner", Awaited::Thread),
        ("std::thread::join_handle", Awaited::Thread),
        ("std::thread::lifecycle::JoinInner", Awaited::Thread),
        ("std::sys::thread::unix::Thread::join", Awaited::Thread),
        ("std::process::Child", Awaited::Child),
        ("std::process::Command", Awaited::Child),
        ("std::sys::process", Awaited::Child),
        ("std::net::", Awaited::Data),
        ("std::sys::net", Awaited::Data),
        ("std::io::", Awaited::Data),
        ("std::fs::", Awaited::Data),
    ],
    ..Runtime::NONE
};
