//! Which syscalls stop the program. All others run at full speed.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, sock_filter,
};

use super::Syscall;
use super::arch::{FILTERED, number};

/// A syscall that stops the program where all these conditions hold of its arguments.
#[derive(Debug, Clone)]
pub(in crate::trace) struct Trap {
    syscall: Syscall,
    conditions: Vec<Condition>,
}

/// What must hold of an argument, the first one by 0.
#[derive(Debug, Clone, Copy)]
pub(in crate::trace) enum Condition {
    /// All 64 bits are not zero.
    NotNull(u8),
    /// All 64 bits are not this.
    Not(u8, u64),
    /// The lower 32 bits are this.
    Is(u8, i32),
    /// The lower 32 bits are this, whatever those of the mask are.
    IsBesides { argument: u8, value: i32, mask: i32 },
}

impl Trap {
    pub(in crate::trace) fn always(syscall: Syscall) -> Self {
        Self {
            syscall,
            conditions: Vec::new(),
        }
    }

    pub(in crate::trace) fn when(syscall: Syscall, conditions: &[Condition]) -> Self {
        Self {
            syscall,
            conditions: conditions.to_vec(),
        }
    }
}

/// A syscall that never stops the program, by its first argument in 32 bits and its third in 64. It is looked
/// for first, because it is made by what must be fast.
#[derive(Debug, Clone, Copy)]
pub(in crate::trace) struct Untrapped {
    pub(in crate::trace) syscall: Syscall,
    pub(in crate::trace) first: u32,
    pub(in crate::trace) third: u64,
}

/// The filter as the kernel takes it. A syscall that several traps name stops where one of them holds.
pub(in crate::trace) fn program(
    untrapped: Untrapped,
    traps: impl IntoIterator<Item = Trap>,
) -> BpfProgram {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for Trap {
        syscall,
        conditions,
    } in traps
    {
        let Some(number) = number(syscall) else {
            continue;
        };
        let rules = rules.entry(number).or_default();
        if !conditions.is_empty() {
            let conditions = conditions.into_iter().map(condition).collect();
            rules.push(SeccompRule::new(conditions).expect("there is a condition"));
        }
    }
    let trace = SeccompAction::Trace(0);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, trace, FILTERED)
        .and_then(BpfProgram::try_from)
        .expect("the rules above are well-formed");
    [let_pass(untrapped), filter].concat()
}

/// What lets a syscall pass, and goes on behind itself with all others.
fn let_pass(untrapped: Untrapped) -> BpfProgram {
    /// Where the kernel has the number of the syscall, and its first argument, in bytes.
    const NUMBER: u32 = 0;
    const ARGUMENTS: u32 = 16;
    let Some(number) = number(untrapped.syscall) else {
        return BpfProgram::new();
    };
    let (low, high) = (untrapped.third as u32, (untrapped.third >> 32) as u32);
    let words = [
        (NUMBER, number as u32),
        (ARGUMENTS + 16, low),
        (ARGUMENTS + 20, high),
        (ARGUMENTS, untrapped.first),
    ];
    let instruction = |code: u32, jf: usize, k: u32| sock_filter {
        code: code as u16,
        jt: 0,
        jf: jf as u8,
        k,
    };
    let length = words.len() * 2 + 1;
    let mut program: BpfProgram = (0..)
        .zip(words)
        .flat_map(|(place, (at, expected))| {
            let behind = length - (place * 2 + 2);
            [
                instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, at),
                instruction(
                    libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K,
                    behind,
                    expected,
                ),
            ]
        })
        .collect();
    let allow = libc::SECCOMP_RET_ALLOW;
    program.push(instruction(libc::BPF_RET | libc::BPF_K, 0, allow));
    program
}

fn condition(condition: Condition) -> SeccompCondition {
    use SeccompCmpArgLen::{Dword, Qword};
    let (argument, length, operator, value) = match condition {
        Condition::NotNull(argument) => (argument, Qword, SeccompCmpOp::Ne, 0),
        Condition::Not(argument, value) => (argument, Qword, SeccompCmpOp::Ne, value),
        Condition::Is(argument, value) => (argument, Dword, SeccompCmpOp::Eq, low(value)),
        Condition::IsBesides {
            argument,
            value,
            mask,
        } => {
            let operator = SeccompCmpOp::MaskedEq(low(!mask));
            (argument, Dword, operator, low(value))
        }
    };
    SeccompCondition::new(argument, length, operator, value)
        .expect("a syscall has that many arguments")
}

fn low(value: i32) -> u64 {
    u64::from(value as u32)
}
