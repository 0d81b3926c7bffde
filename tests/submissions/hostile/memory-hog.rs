//@ failed, 1 point, crash
//= ended by SIGABRT
//! Takes memory and touches it, up to 4 GiB.
fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let mut all = Vec::new();
    for _ in 0..256 {
        all.push(vec![1_u8; 16 << 20]);
    }
    println!("TOOK {} MiB", all.len() * 16);
}
