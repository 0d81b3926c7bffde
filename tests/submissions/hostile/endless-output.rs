//@ failed, 1 point, crash
//= printed more than
fn main() {
    for _ in 0..20_000_000 {
        println!("Sleeping for 1 second...");
    }
}
