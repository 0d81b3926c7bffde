//! A file that is written after a sleep of a second is a second younger, by every call and every stamp, and
//! none is from the future.
//= total 1.01 s

use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime};

use crate::kernel::*;

/// Modified, changed, accessed, born: by the calls that tell it.
fn stamps(file: &File, path: &std::ffi::CStr) -> Vec<Duration> {
    let about = file.metadata().unwrap();
    let born = about
        .created()
        .unwrap()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    let mut all = vec![
        Duration::new(about.mtime() as u64, about.mtime_nsec() as u32),
        Duration::new(about.ctime() as u64, about.ctime_nsec() as u32),
        Duration::new(about.atime() as u64, about.atime_nsec() as u32),
        born,
    ];
    // SAFETY: zeros are a valid `stat`.
    let mut place: libc::stat = unsafe { std::mem::zeroed() };
    let path = path.as_ptr() as usize;
    for number in 0..3 {
        match number {
            0 => call!(SYS_stat, path, &mut place),
            1 => call!(SYS_fstat, file.as_raw_fd(), &mut place),
            _ => call!(SYS_newfstatat, libc::AT_FDCWD, path, &mut place, 0),
        }
        .unwrap();
        all.push(duration(spec(place.st_mtime, place.st_mtime_nsec)));
        all.push(duration(spec(place.st_ctime, place.st_ctime_nsec)));
    }
    all
}

pub fn main() {
    let write = |name: &str| {
        let path = folder().join(name);
        // Stamps are as coarse as a tick.
        let before = clock(libc::CLOCK_REALTIME) - duration(millis(20));
        fs::write(&path, "text").unwrap();
        let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
        let name = std::ffi::CString::new(bytes).unwrap();
        let stamps = stamps(&File::open(&path).unwrap(), &name);
        let now = clock(libc::CLOCK_REALTIME);
        println!("{}", stamps.iter().all(|stamp| *stamp <= now));
        println!("{}", stamps.iter().all(|stamp| *stamp >= before));
        stamps
    };
    let first = write("one");
    sleep(1010);
    let second = write("other");
    for (first, second) in first.into_iter().zip(second) {
        println!("{}", about(second.saturating_sub(first), 1000));
    }
}
