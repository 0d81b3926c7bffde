use super::*;

fn reading(length: u8, tells_processor: bool) -> Option<Reading> {
    Some(Reading {
        length,
        tells_processor,
    })
}

#[test]
fn both_instructions_are_known_with_and_without_prefixes() {
    assert_eq!(decode(&[0x0f, 0x31]), reading(2, false));
    assert_eq!(decode(&[0x0f, 0x31, 0x90, 0x90]), reading(2, false));
    assert_eq!(decode(&[0x0f, 0x01, 0xf9]), reading(3, true));
    assert_eq!(decode(&[0x48, 0x0f, 0x31]), reading(3, false));
    assert_eq!(decode(&[0x66, 0x2e, 0x0f, 0x01, 0xf9]), reading(5, true));
    let longest = [[0x66; 13].as_slice(), &[0x0f, 0x31]].concat();
    assert_eq!(decode(&longest), reading(15, false));
}

#[test]
fn nothing_else_is_taken_for_one() {
    let others: &[&[u8]] = &[
        &[],
        &[0x0f],
        &[0x66, 0x66],
        &[0x0f, 0x01],
        &[0x0f, 0x01, 0xf8],
        // rdmsr, rdpmc, and a locked reading, which is not an instruction.
        &[0x0f, 0x32],
        &[0x0f, 0x33],
        &[0xf0, 0x0f, 0x31],
        &[0x8b, 0x00],
    ];
    for bytes in others {
        assert_eq!(decode(bytes), None, "{bytes:x?}");
    }
    let too_long = [[0x66; 14].as_slice(), &[0x0f, 0x31]].concat();
    assert_eq!(decode(&too_long), None);
}

/// Registers full of what the instruction must overwrite, or must leave.
fn registers() -> Registers {
    // SAFETY: these are numbers, and zero is one.
    let zeros: Registers = unsafe { std::mem::zeroed() };
    Registers {
        rax: u64::MAX,
        rdx: u64::MAX,
        rcx: 77,
        rip: 0x40_1000,
        ..zeros
    }
}

#[test]
fn an_answer_stands_in_two_halves_and_the_instruction_is_passed() {
    let mut answered = registers();
    decode(&[0x0f, 0x31])
        .unwrap()
        .answer(&mut answered, 0x1234_8765_4321, 1);
    assert_eq!((answered.rdx, answered.rax), (0x1234, 0x8765_4321));
    assert_eq!((answered.rcx, answered.rip), (77, 0x40_1002));
    decode(&[0x0f, 0x01, 0xf9])
        .unwrap()
        .answer(&mut answered, 5, 1);
    assert_eq!((answered.rdx, answered.rax, answered.rcx), (0, 5, 1));
    assert_eq!(answered.rip, 0x40_1005);
}

#[test]
fn ticks_go_with_the_clock_and_never_back() {
    // 2.4 GHz.
    let rate = Rate::between(2_400_000_000, 1_000_000_000);
    assert_eq!(rate.ticks(0), 0);
    let hour = 3600 * 1_000_000_000;
    assert!(rate.ticks(hour).abs_diff(3600 * 2_400_000_000) < 3600);
    let ticks: Vec<u64> = (0..1000).map(|now| rate.ticks(now)).collect();
    assert!(ticks.is_sorted());
    // A machine that has been up for centuries.
    let old = Tsc { base: u64::MAX };
    assert_eq!(old.ticks(0), u64::MAX);
    assert!(old.ticks(hour) < 3600 * 1_000_000_000_000);
}

#[test]
fn the_rate_is_that_of_the_machines_own_counter() {
    let from = Instants::now();
    let rate = Rate::of_the_machine();
    let measured = Rate::measured(from);
    assert!(rate.agrees_with(measured), "{rate:?}, {measured:?}");
}

#[test]
fn what_a_processor_tells_is_believed_only_where_it_agrees() {
    let rate = |hertz| Rate::between(hertz, 1_000_000_000);
    assert!(rate(2_400_000_000).agrees_with(rate(2_400_100_000)));
    assert!(!rate(2_400_000_000).agrees_with(rate(2_000_000_000)));
    assert!(!rate(0).agrees_with(rate(2_400_000_000)));
}
