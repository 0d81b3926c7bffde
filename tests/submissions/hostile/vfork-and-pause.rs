//@ failed, 1 point, hang or deadlock
//= Hint
//! It waits for its child to become another program, and that waits for nothing.
unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn pause() -> i32;
}

fn main() {
    const CLONE_VFORK: u64 = 0x4000;
    const SIGCHLD: u64 = 17;
    if unsafe { syscall(56, CLONE_VFORK | SIGCHLD, 0_u64, 0_u64, 0_u64, 0_u64) } == 0 {
        unsafe { pause() };
    }
}
