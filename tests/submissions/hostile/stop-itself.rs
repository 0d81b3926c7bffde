//@ failed, 1 point, deadlock
//= no thread could ever have run again
//! Hears no signal, and stops itself, which nobody undoes.
unsafe extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
    fn raise(number: i32) -> i32;
}

fn main() {
    for number in 1..32 {
        unsafe { signal(number, 1) };
    }
    unsafe { raise(19) };
}
