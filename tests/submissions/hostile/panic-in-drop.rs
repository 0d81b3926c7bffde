//@ failed, 1 point, crash
//= ended by SIGABRT
//! A panic while another one is under way.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("in a destructor");
    }
}

fn main() {
    let _bomb = Bomb;
    panic!("the first");
}
