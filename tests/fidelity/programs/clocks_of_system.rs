//! What else tells time: `times`, `sysinfo`, `/proc/uptime`, `/proc/self/stat`'s start, a second apart.
//= total 1.1 s

use std::fs;

use crate::kernel::*;

fn uptime() -> f64 {
    let text = fs::read_to_string("/proc/uptime").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

/// When this process began, since the machine did, in seconds.
fn began() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap();
    let ticks = text.rsplit(')').next().unwrap().split(' ').nth(20);
    ticks.unwrap().parse::<f64>().unwrap() / 100.0
}

fn readings() -> [f64; 3] {
    let ticks = call!(SYS_times, NULL).unwrap() as f64 / 100.0;
    // SAFETY: zeros are a valid `sysinfo`.
    let mut about: libc::sysinfo = unsafe { std::mem::zeroed() };
    call!(SYS_sysinfo, &mut about).unwrap();
    [ticks, about.uptime as f64, uptime()]
}

pub fn main() {
    let boot = || clock(libc::CLOCK_BOOTTIME).as_secs_f64();
    let age = || boot() - began();
    let before = readings();
    println!("{}", (-0.02..2.5).contains(&age()));
    sleep(1100);
    let after = readings();
    let name = ["times", "sysinfo", "uptime"];
    for (number, name) in name.into_iter().enumerate() {
        let passed = after[number] - before[number];
        // `sysinfo` counts whole seconds.
        let least = if number == 1 { 0.99 } else { 1.08 };
        println!("{name}: {}", (least..3.5).contains(&passed));
    }
    println!("{}", (1.08..3.5).contains(&age()));
    // It is told in hundredths.
    let (before, told, now) = (boot(), uptime(), boot());
    println!("{}", told > before - 0.02 && told <= now);
}
