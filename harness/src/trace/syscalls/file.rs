//! Files, the stamps that they carry, and descriptors that lead outside.

use super::times::{Process, duration, second};
use super::{Request, Told};
use crate::trace::Nanos;
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::{Condition, Trap};

/// Where the stamps of a file stand in what the kernel tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum StatLayout {
    /// `struct stat`.
    Stat,
    /// `struct statx`.
    Statx,
}

/// A stamp: its offset, in bytes, and how many bytes of nanoseconds stand behind eight of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) struct Stamp {
    pub(in crate::trace) offset: u64,
    pub(in crate::trace) nanos: u8,
}

impl StatLayout {
    /// All stamps in it.
    pub(in crate::trace) fn stamps(self) -> &'static [Stamp] {
        const fn long(offset: u64) -> Stamp {
            Stamp { offset, nanos: 8 }
        }
        const fn short(offset: u64) -> Stamp {
            Stamp { offset, nanos: 4 }
        }
        match self {
            // Accessed, modified, changed; as `asm/stat.h` has them on 64 bits.
            StatLayout::Stat => &const { [long(72), long(88), long(104)] },
            // Accessed, made, changed, modified; as `linux/stat.h` has them.
            StatLayout::Statx => &const { [short(64), short(80), short(96), short(112)] },
        }
    }
}

/// The argument in which the place for what is told stands.
const STATS: [(Syscall, usize, StatLayout); 5] = [
    (Syscall::Stat, 1, StatLayout::Stat),
    (Syscall::Lstat, 1, StatLayout::Stat),
    (Syscall::Fstat, 1, StatLayout::Stat),
    (Syscall::Newfstatat, 2, StatLayout::Stat),
    (Syscall::Statx, 4, StatLayout::Statx),
];

/// The argument in which new stamps stand, and the unit behind their seconds.
const SETS: [(Syscall, usize, u64); 4] = [
    (Syscall::Utimensat, 2, 1),
    (Syscall::Futimesat, 2, 1000),
    (Syscall::Utimes, 1, 1000),
    (Syscall::Utime, 1, SECONDS),
];

/// Stands for the unit of `utime`, which has but seconds.
const SECONDS: u64 = 1_000_000_000;

/// The stamps that a program gives a file, at this address, in nanoseconds since 1970.
pub(in crate::trace) fn own_stamps(
    process: &dyn Process,
    address: u64,
    unit: u64,
) -> [Option<Nanos>; 2] {
    match unit {
        SECONDS => match process.words(address) {
            Some(both) => both.map(|seconds| seconds.checked_mul(SECONDS)),
            None => [None, None],
        },
        // What is no time of day stands for the present, or for what was.
        _ => [address, second(address)].map(|at| duration(process, at, unit)),
    }
}

/// What makes a descriptor on which others have something to say.
const OUTSIDE: [Syscall; 7] = [
    Syscall::InotifyInit,
    Syscall::InotifyInit1,
    Syscall::FanotifyInit,
    Syscall::Signalfd,
    Syscall::Signalfd4,
    Syscall::PidfdOpen,
    Syscall::MqOpen,
];

pub(super) fn traps() -> Vec<Trap> {
    let mut traps: Vec<Trap> = [
        Syscall::Open,
        Syscall::Openat,
        Syscall::Openat2,
        Syscall::Creat,
        // It waits as long as somebody else has the lock.
        Syscall::Flock,
    ]
    .into_iter()
    .chain(OUTSIDE)
    .chain(STATS.map(|(syscall, ..)| syscall))
    .map(Trap::always)
    .collect();
    let stamped =
        |(syscall, argument, _)| Trap::when(syscall, &[Condition::NotNull(argument as u8)]);
    traps.extend(SETS.map(stamped));
    let locks = [libc::F_SETLKW, libc::F_OFD_SETLKW];
    let locks = locks.map(|lock| Trap::when(Syscall::Fcntl, &[Condition::Is(1, lock)]));
    traps.extend(locks);
    traps
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let open = |directory, path, flags: u64| {
        let writes = libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC;
        Some(Request::Open {
            directory,
            path,
            writes: flags as i32 & writes != 0,
        })
    };
    if OUTSIDE.contains(&syscall) {
        return Some(Request::OutsideDescriptor);
    }
    if let Some((_, argument, layout)) = STATS.iter().find(|(one, ..)| *one == syscall) {
        let address = arguments[*argument];
        return Some(Request::Told(Told::Stat {
            address,
            layout: *layout,
        }));
    }
    if let Some((_, argument, unit)) = SETS.iter().find(|(one, ..)| *one == syscall) {
        return Some(Request::SetStamps {
            address: arguments[*argument],
            unit: *unit,
        });
    }
    let [first, second, third, ..] = arguments;
    match syscall {
        Syscall::Open => open(libc::AT_FDCWD, first, second),
        Syscall::Creat => open(libc::AT_FDCWD, first, libc::O_CREAT as u64),
        Syscall::Openat => open(first as i32, second, third),
        Syscall::Openat2 => {
            let flags = process.words(third).map_or(0, |[flags, _]| flags);
            open(first as i32, second, flags)
        }
        Syscall::Flock | Syscall::Fcntl => Some(Request::OutsideDescriptor),
        _ => None,
    }
}
