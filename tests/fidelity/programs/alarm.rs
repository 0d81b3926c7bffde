//! `alarm`: what is left of it in whole seconds, not in a child, kept by another program in the same
//! process, and by default the end.
//= total 1.05 s

use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::Command;

use crate::kernel::*;

pub fn main() {
    let alarm = |seconds: u32| said(call!(SYS_alarm, seconds));
    println!("{}", alarm(10));
    println!("{}", alarm(20));
    sleep(50);
    let child = child(|| call!(SYS_alarm, 0).unwrap() as i32);
    println!("in a child: {}", reap(child) >> 8);
    println!("{}, {}", alarm(0), alarm(0));
    catch(libc::SIGALRM, 0);
    let child = self::child(|| {
        // What is caught is by default again in another program.
        call!(SYS_alarm, 1).unwrap();
        let error = Command::new("sleep").arg("5").exec();
        error.raw_os_error().unwrap_or(1)
    });
    let status = std::process::ExitStatus::from_raw(reap(child));
    println!("{:?}, caught {}", status.signal(), caught(libc::SIGALRM));
    // As getitimer sees it.
    let mut time = [timeval(0, 0); 2];
    alarm(30);
    call!(SYS_getitimer, 0, &mut time).unwrap();
    println!("{}", left(of_timeval(time[1]), 30_000));
}
