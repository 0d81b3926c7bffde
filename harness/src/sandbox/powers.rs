//! What a superuser's programs may do besides: containers are often the superuser's, and then the
//! harness in them is.

use rustix::thread::{CapabilitySet, remove_capability_from_bounding_set};

/// Leaves no power to what this thread starts. Who has none to give cannot, and need not, take any
/// away.
pub(super) fn drop() {
    for power in CapabilitySet::all().iter() {
        let _ = remove_capability_from_bounding_set(power);
    }
}
