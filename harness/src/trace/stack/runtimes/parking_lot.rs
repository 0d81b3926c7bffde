//! The locks of parking_lot.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const PARKING_LOT: Runtime = Runtime {
    crates: &["lock_api", "parking_lot", "parking_lot_core"],
    waits: &[
        ("parking_lot::condvar", Awaited::Condvar),
        ("parking_lot::raw_mutex", Awaited::Lock),
        ("parking_lot::raw_rwlock", Awaited::Lock),
        ("parking_lot::raw_fair_mutex", Awaited::Lock),
        ("parking_lot::once", Awaited::Lock),
        ("lock_api::mutex", Awaited::Lock),
        ("lock_api::rwlock", Awaited::Lock),
    ],
    ..Runtime::NONE
};
