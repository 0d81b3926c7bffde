//! async-std, which has smol's crates below it.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const ASYNC_STD: Runtime = Runtime {
    crates: &["async_std", "async_global_executor", "async_attributes"],
    loops: &[("async_global_executor::threading", "async-std")],
    shared: &["async-std"],
    block_ons: &[
        ("async_std::task::block_on", "async-std"),
        ("async_std::task::builder::Builder::blocking", "async-std"),
        ("async_global_executor::executor::block_on", "async-std"),
    ],
    waits: &[("async_std::channel", Awaited::Channel)],
    ..Runtime::NONE
};
