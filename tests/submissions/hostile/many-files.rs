//@ failed, 1 point, crash
//= made more than 1000 files
fn main() {
    for number in 0..20_000 {
        std::fs::write(number.to_string(), "").unwrap();
    }
    println!("WROTE 20000 files");
}
