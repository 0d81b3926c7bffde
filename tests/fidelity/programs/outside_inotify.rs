//! A file that somebody outside writes to, watched by inotify.
//= outside file

use std::os::unix::ffi::OsStrExt;

use crate::kernel::*;

pub fn main() {
    let watch = call!(SYS_inotify_init1, 0).unwrap() as i32;
    let path = folder().join("partner");
    let path = std::ffi::CString::new(path.as_os_str().as_bytes()).unwrap();
    let place = path.as_ptr() as usize;
    call!(SYS_inotify_add_watch, watch, place, libc::IN_MODIFY).unwrap();
    let mut event = [0; 16];
    println!("{}", read(watch, &mut event).unwrap() >= 16);
    println!(
        "{}",
        u32::from_ne_bytes(event[4..8].try_into().unwrap()) & libc::IN_MODIFY
    );
}
