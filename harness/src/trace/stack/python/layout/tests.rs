use super::*;

/// What CPython 3.13.0 begins `_PyRuntime` with, as far as it is read; the rest is zero.
fn offsets() -> Vec<u8> {
    let mut words = [0_u64; OFFSETS / 8];
    words[0] = u64::from_ne_bytes(*b"xdebugpy");
    words[1] = 0x030d_00f0;
    let told = [
        (5, 632),
        (8, 7264),
        (9, 7344),
        (20, 0),
        (21, 8),
        (23, 72),
        (24, 152),
        (25, 160),
        (29, 8),
        (30, 0),
        (31, 56),
        (33, 70),
        (35, 112),
        (37, 128),
        (38, 136),
        (39, 68),
        (43, 200),
        (45, 8),
        (65, 16),
        (66, 32),
        (68, 32),
        (69, 16),
        (70, 40),
    ];
    for (word, offset) in told {
        words[word] = offset;
    }
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

#[test]
fn a_version_has_its_own_layout_and_one_that_nobody_knows_has_none() {
    assert_eq!(Layout::of(0x030b_07f0, &[]), Some(V3_11));
    assert_eq!(Layout::of(0x030c_01f0, &[]), Some(V3_12));
    for unknown in [0, 0x030a_0df0, 0x030e_00f0, u32::MAX] {
        assert_eq!(Layout::of(unknown, &offsets()), None, "{unknown:x}");
    }
}

#[test]
fn from_3_13_on_it_is_told_by_cpython_itself() {
    let layout = Layout::of(0x030d_00f0, &offsets()).unwrap();
    assert_eq!(
        layout,
        Layout {
            interpreters: 632,
            next_interpreter: 7264,
            threads: 7344,
            pthread: 152,
            native_thread: 160,
            innermost: Innermost::Direct { frame: 72 },
            instructions: 200,
            ..V3_12
        }
    );
}

#[test]
fn what_is_told_is_believed_where_it_can_be_true_alone() {
    assert_eq!(Layout::of(0x030d_01f0, &offsets()), None, "another's");
    assert_eq!(Layout::of(0x030d_00f0, &offsets()[1..]), None, "no cookie");
    assert_eq!(Layout::of(0x030d_00f0, &offsets()[..160]), None, "cut off");
    let mut wild = offsets();
    wild[5 * 8..6 * 8].fill(0xff);
    assert_eq!(Layout::of(0x030d_00f0, &wild), None);
}
