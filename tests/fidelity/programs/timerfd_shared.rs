//! A timer by two descriptors, and by that of a child: it is one, and whoever reads it has read it.
//= total 0.2 s

use crate::kernel::*;

pub fn main() {
    let timer = call!(SYS_timerfd_create, 1, libc::TFD_NONBLOCK).unwrap() as i32;
    let other = call!(SYS_dup, timer).unwrap() as i32;
    let set = |file: i32, value| {
        let time = [spec(0, 0), value];
        call!(SYS_timerfd_settime, file, 0, &time, NULL).unwrap()
    };
    set(other, millis(50));
    sleep(75);
    println!(
        "{}, {}",
        said(read(timer, &mut [0; 8])),
        said(read(other, &mut [0; 8]))
    );
    set(timer, millis(25));
    call!(SYS_close, timer).unwrap();
    let mut file = libc::pollfd {
        fd: other,
        events: libc::POLLIN,
        revents: 0,
    };
    println!("closed once: {}", said(call!(SYS_poll, &mut file, 1, 5000)));
    println!("{}", said(read(other, &mut [0; 8])));
    set(other, millis(5000));
    let child = child(|| {
        set(other, millis(50));
        0
    });
    println!("{}", reap(child));
    println!(
        "set by a child: {}",
        said(call!(SYS_poll, &mut file, 1, 2000))
    );
    println!("{}", said(read(other, &mut [0; 8])));
    set(other, millis(50));
    let child = self::child(|| {
        let waited = call!(SYS_poll, &mut file, 1, 2000).unwrap();
        read(other, &mut [0; 8]).map_or(100, |_| waited as i32)
    });
    println!("read by a child: {}", reap(child) >> 8);
    println!("{}", said(read(other, &mut [0; 8])));
}
