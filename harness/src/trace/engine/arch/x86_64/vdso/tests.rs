//! The code, run in this process from a copy of the image; and the record that it reads.

#![allow(unsafe_code)] // Calls the code as a program does.

use std::ptr::null_mut;

use libc::{clockid_t, timespec, timeval};

use super::*;

/// A copy of the image that can be executed, and written as a tracer would.
struct Copy(*mut u8);

type ClockGettime = unsafe extern "C" fn(clockid_t, *mut timespec) -> i32;
type Gettimeofday = unsafe extern "C" fn(*mut timeval, *mut u8) -> i32;
type Time = unsafe extern "C" fn(*mut i64) -> i64;

impl Copy {
    fn new(page: Page) -> Self {
        let protection = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: a new mapping, as long as what is copied into it.
        let start = unsafe {
            let start = libc::mmap(null_mut(), image::LENGTH, protection, flags, -1, 0);
            assert_ne!(start, libc::MAP_FAILED);
            let start = start.cast::<u8>();
            start.copy_from(image().bytes.as_ptr(), image::LENGTH);
            start
        };
        let copy = Self(start);
        copy.write(page.words());
        copy
    }

    fn write(&self, words: [u64; 7]) {
        // SAFETY: the record is inside the mapping, and aligned to a line of the processor's cache.
        unsafe {
            self.0
                .add(image::PAGE)
                .cast::<[u64; 7]>()
                .write_volatile(words)
        }
    }

    fn function(&self, name: &str) -> *const u8 {
        let functions = code::functions();
        let found = functions.iter().find(|function| function.name == name);
        let at = image().text.start + found.unwrap().range.start;
        self.0.wrapping_add(at)
    }

    fn read(&self, clock: clockid_t) -> Result<u64, i32> {
        let mut time = timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        // SAFETY: the function has this signature.
        let result = unsafe {
            let call: ClockGettime = std::mem::transmute(self.function("clock_gettime"));
            call(clock, &raw mut time)
        };
        match result {
            0 => Ok(time.tv_sec as u64 * SECOND + time.tv_nsec as u64),
            error => Err(error),
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // SAFETY: nothing of it is in use any more.
        unsafe { libc::munmap(self.0.cast(), image::LENGTH) };
    }
}

const SECOND: u64 = 1_000_000_000;
const HOUR: u64 = 3600 * SECOND;

/// An hour, and a year, ahead of the CPU time.
const OPEN: Page = Page {
    monotonic: HOUR as i64,
    realtime: 8760 * HOUR as i64,
    from: 0,
    until: u64::MAX,
    places: [0; 2],
};

/// What the kernel says of a clock.
fn kernel(clock: clockid_t) -> u64 {
    let mut time = timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `time` is a place for the result.
    let result = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, &raw mut time) };
    assert_eq!(result, 0);
    time.tv_sec as u64 * SECOND + time.tv_nsec as u64
}

fn cpu() -> u64 {
    kernel(libc::CLOCK_PROCESS_CPUTIME_ID)
}

#[test]
fn a_reading_is_the_cpu_time_and_the_offset_of_its_clock() {
    let copy = Copy::new(OPEN);
    for (clock, offset) in [
        (libc::CLOCK_MONOTONIC, HOUR),
        (libc::CLOCK_MONOTONIC_COARSE, HOUR),
        (libc::CLOCK_REALTIME, 8760 * HOUR),
        (libc::CLOCK_REALTIME_COARSE, 8760 * HOUR),
    ] {
        let before = cpu();
        let time = copy.read(clock).unwrap();
        assert!(
            (before..=cpu()).contains(&(time - offset)),
            "{clock}: {time}"
        );
    }
}

#[test]
fn readings_never_go_back() {
    let copy = Copy::new(OPEN);
    let times: Vec<u64> = (0..10_000).map(|_| copy.read(1).unwrap()).collect();
    assert!(times.is_sorted());
}

#[test]
fn other_clocks_are_the_kernels_and_so_are_its_errors() {
    let copy = Copy::new(OPEN);
    for clock in [
        libc::CLOCK_BOOTTIME,
        libc::CLOCK_TAI,
        libc::CLOCK_THREAD_CPUTIME_ID,
    ] {
        let before = kernel(clock);
        let time = copy.read(clock).unwrap();
        assert!((before..=kernel(clock)).contains(&time), "{clock}");
    }
    for clock in [10, 32, 100, clockid_t::MAX, clockid_t::MIN] {
        assert_eq!(copy.read(clock), Err(-libc::EINVAL), "{clock}");
    }
}

#[test]
fn outside_of_its_range_the_kernel_is_asked() {
    let (closed, early) = (
        Page::default(),
        Page {
            from: u64::MAX,
            ..OPEN
        },
    );
    let late = Page { until: 1, ..OPEN };
    for page in [closed, early, late] {
        let copy = Copy::new(page);
        let before = kernel(libc::CLOCK_MONOTONIC);
        let time = copy.read(libc::CLOCK_MONOTONIC).unwrap();
        assert!((before..before + HOUR / 2).contains(&time), "{page:?}");
    }
}

#[test]
fn at_a_known_place_there_is_an_answer_after_the_end_of_the_range_too() {
    let late = Page {
        monotonic: 1_000_000 * HOUR as i64,
        until: 1,
        ..OPEN
    };
    let copy = Copy::new(late);
    let function = copy.function("clock_gettime");
    let mut time = timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let mut hours = [0; 4];
    for (round, hour) in hours.iter_mut().enumerate() {
        let entered: u64;
        // SAFETY: the function has this signature, and is called as the C language does.
        unsafe {
            std::arch::asm!(
                "mov r12, rsp",
                "and rsp, -16",
                "lea r13, [rsp - 8]",
                "call r14",
                "mov rsp, r12",
                out("r12") _,
                out("r13") entered,
                in("r14") function,
                in("rdi") libc::CLOCK_MONOTONIC,
                in("rsi") &raw mut time,
                clobber_abi("C"),
            );
        }
        let now = kernel(libc::CLOCK_MONOTONIC);
        *hour = (time.tv_sec as u64 * SECOND).saturating_sub(now) / (HOUR / 2);
        let places = match round {
            0 => [entered, 0],
            1 => [0, entered],
            _ => [entered + 8, entered - 8],
        };
        copy.write(Page { places, ..late }.words());
    }
    assert!(
        hours[0] == 0 && hours[1] > 0 && hours[2] > 0 && hours[3] == 0,
        "{hours:?}"
    );
}

#[test]
fn a_record_that_is_torn_is_not_believed() {
    let old = OPEN.words();
    let new = Page {
        monotonic: OPEN.monotonic + 5,
        realtime: OPEN.realtime + 5,
        ..OPEN
    };
    let new = Page { from: 5, ..new }.words();
    // All mixtures of the two but themselves, where the check word tells what is mixed.
    for mask in 1..31_usize {
        let mut mixed = old;
        for word in (0..5).filter(|word| mask >> word & 1 == 1) {
            mixed[word] = new[word];
        }
        if mixed == old || mixed == new {
            continue;
        }
        let copy = Copy::new(OPEN);
        copy.write(mixed);
        let time = copy.read(libc::CLOCK_MONOTONIC).unwrap();
        assert!(
            time.abs_diff(kernel(libc::CLOCK_MONOTONIC)) < HOUR / 2,
            "{mask:b}"
        );
    }
}

#[test]
fn the_time_of_day_comes_in_microseconds_and_in_seconds() {
    let copy = Copy::new(OPEN);
    let mut time = timeval {
        tv_sec: 0,
        tv_usec: 0,
    };
    let mut seconds = 0;
    // SAFETY: the functions have these signatures.
    unsafe {
        let day: Gettimeofday = std::mem::transmute(copy.function("gettimeofday"));
        let whole: Time = std::mem::transmute(copy.function("time"));
        assert_eq!(day(&raw mut time, null_mut()), 0);
        assert_eq!(day(null_mut(), null_mut()), 0);
        assert_eq!(whole(&raw mut seconds), seconds);
        assert_eq!(whole(null_mut()), seconds);
    }
    let at = (8760 * HOUR / 1000) as i64..((8760 * HOUR + cpu()) / 1000) as i64 + 1;
    assert!(at.contains(&(time.tv_sec * 1_000_000 + time.tv_usec)));
    assert!((0..1_000_000).contains(&time.tv_usec));
    assert!((time.tv_sec..=time.tv_sec + 1).contains(&seconds));
}

#[test]
fn the_auxiliary_vector_tells_where_the_vdso_is() {
    let bytes = |words: &[u64]| {
        words
            .iter()
            .flat_map(|word| word.to_ne_bytes())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        address(&bytes(&[6, 4096, 33, 0x7fff_0000, 0, 0])),
        Some(0x7fff_0000)
    );
    assert_eq!(address(&bytes(&[6, 4096, 0, 0])), None);
    assert_eq!(address(&bytes(&[6, 4096, 33])), None);
    assert_eq!(address(&[]), None);
}

#[test]
fn only_a_vdso_for_this_architecture_is_replaced() {
    let own: [u8; 20] = image().bytes[..20].try_into().unwrap();
    assert!(is_for_x86_64(&own));
    for (place, value) in [(0, 0), (4, elf::ELFCLASS32), (18, elf::EM_386 as u8)] {
        let mut other = own;
        other[place] = value;
        assert!(!is_for_x86_64(&other), "{place}");
    }
}
