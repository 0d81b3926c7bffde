//! A channel that nobody sends to, though somebody could.
//= deadlock

pub fn main() {
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    println!("begun");
    println!("{:?}", receiver.recv());
    drop(sender);
}
