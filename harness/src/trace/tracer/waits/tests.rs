use super::*;
use crate::trace::tracer::decode::registers;

#[test]
fn what_is_left_is_told_in_seconds_and_a_rest() {
    assert_eq!(left(Some(2_500_001_999), 0, 1), [2, 500_001_999]);
    assert_eq!(left(Some(2_500_001_999), 0, 1000), [2, 500_001]);
    assert_eq!(left(Some(7), 8, 1), [0, 0], "it is over");
    assert_eq!(left(None, 8, 1), [0, 0]);
}

#[test]
fn a_call_ends_for_an_interruption_by_one_of_five_codes() {
    let ends = |code: i64| {
        let mut registers = registers::of(libc::SYS_futex, [0; 6]);
        registers.rax = code as u64;
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
fn a_call_that_the_kernel_makes_again_has_the_same_arguments_and_stack() {
    let before = registers::of(libc::SYS_futex, [1, 2, 3, 4, 5, 6]);
    let same = Registers { rax: 0, ..before };
    assert!(
        is_same_call(&before, &same),
        "what it returned is another thing"
    );
    for other in [
        Registers {
            rsp: before.rsp + 8,
            ..before
        },
        Registers {
            rip: before.rip + 2,
            ..before
        },
        Registers {
            orig_rax: before.orig_rax + 1,
            ..before
        },
        Registers { r10: 0, ..before },
    ] {
        assert!(!is_same_call(&before, &other), "{other:?}");
    }
}
