//@ failed, 1 point, no-wait
//= line 1 is `futex_wait: -1`
//! Waits in calls that are newer than what is known of: each for a second of real time.
unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    let mut time = [0_i64; 2];
    unsafe {
        syscall(228, 1, time.as_mut_ptr());
        time[0] += 1;
        // futex_wait
        let word = 0_u32;
        let waited = syscall(455, &word, 0_u64, u64::from(u32::MAX), 0x82, time.as_ptr(), 1);
        println!("futex_wait: {waited}");
        // io_setup, io_pgetevents
        let mut context = 0_u64;
        syscall(206, 8, &mut context);
        let waited = syscall(333, context, 1_u64, 8_u64, &mut [0_u64; 32], &[1_u64, 0], 0_u64);
        println!("io_pgetevents: {waited}");
    }
}
