//! Times that a program gives a file are read back as they were given; "now" is now.
//= total 0.5 s

use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime};

use crate::kernel::*;

pub fn main() {
    let file = File::create(folder().join("file")).unwrap();
    let set = |times: [timespec; 2]| {
        let result = call!(SYS_utimensat, file.as_raw_fd(), NULL, &times, 0);
        let about = file.metadata().unwrap();
        let told = (
            about.atime(),
            about.atime_nsec(),
            about.mtime(),
            about.mtime_nsec(),
        );
        (said(result), told)
    };
    println!("{:?}", set([spec(7, 123_456_789), spec(2_000_000_000, 1)]));
    println!("{:?}", set([spec(8, 0), spec(0, libc::UTIME_OMIT)]));
    println!("{}", set([spec(0, -1), spec(0, 0)]).0);
    sleep(500);
    let before = clock(libc::CLOCK_REALTIME);
    let (result, (_, _, seconds, nanos)) =
        set([spec(0, libc::UTIME_OMIT), spec(0, libc::UTIME_NOW)]);
    let now = duration(spec(seconds, nanos));
    // As coarse as a tick.
    let is_now = now + duration(millis(20)) >= before && now <= clock(libc::CLOCK_REALTIME);
    println!("{result}, {is_now}");
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    file.set_modified(hour_ago).unwrap();
    println!(
        "{}",
        file.metadata().unwrap().modified().unwrap() == hour_ago
    );
}
