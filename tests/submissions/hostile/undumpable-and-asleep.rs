//@ failed, 1 point, hang
//= still running after 10 s
//! Its memory is nobody's business, says the system then, unless that is root's. So nobody sees for how
//! long it wants to sleep: here for 100 s.
use std::time::Duration;

unsafe extern "C" {
    fn prctl(what: i32, ...) -> i32;
}

fn main() {
    unsafe { prctl(4, 0, 0, 0, 0) };
    std::thread::sleep(Duration::from_secs(100));
}
