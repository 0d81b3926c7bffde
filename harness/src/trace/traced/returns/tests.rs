use super::*;
use crate::trace::engine::Syscall;

#[test]
fn what_is_left_is_told_in_seconds_and_a_rest() {
    assert_eq!(left(Some(2_500_001_999), 0, 1), [2, 500_001_999]);
    assert_eq!(left(Some(2_500_001_999), 0, 1000), [2, 500_001]);
    assert_eq!(left(Some(7), 8, 1), [0, 0], "it is over");
    assert_eq!(left(None, 8, 1), [0, 0]);
}

#[test]
fn a_syscall_ends_for_an_interruption_by_one_of_five_codes() {
    let ends = |code: i64| {
        let mut registers = Registers::calling(libc::SYS_futex as u64, [0; 6]);
        registers.set_result(code);
        (is_made_again(&registers), is_interrupted(&registers))
    };
    for code in -516..=-512 {
        assert_eq!(ends(code), (true, true), "{code}");
    }
    assert_eq!(ends(-i64::from(libc::EINTR)), (false, true));
    for code in [0, 1, -511, -517, -i64::from(libc::ETIMEDOUT), 512] {
        assert_eq!(ends(code), (false, false), "{code}");
    }
}

#[test]
fn a_syscall_that_the_kernel_makes_again_has_the_same_arguments_and_place() {
    let before = Registers::calling(libc::SYS_futex as u64, [1, 2, 3, 4, 5, 6]);
    let mut same = before;
    same.set_result(0);
    assert!(
        before.is_same_syscall(&same),
        "what it returned is another thing"
    );
    let mut other = before;
    other.set_argument(3, 0);
    assert!(!before.is_same_syscall(&other));
    let mut other = before;
    other.set_syscall(Syscall::Pause);
    assert!(!before.is_same_syscall(&other));
    let mut other = before;
    other.repeat(1);
    assert!(!before.is_same_syscall(&other));
}
