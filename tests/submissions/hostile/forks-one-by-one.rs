//@ failed, 1 point, hang or synchronous
//= Hint
//! Five thousand processes, one after another: never two at a time.
unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(code: i32) -> !;
}

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    for number in 0..5_000 {
        unsafe {
            let child = fork();
            if child == 0 {
                _exit(0);
            }
            waitpid(child, std::ptr::null_mut(), 0);
        }
        if number % 1000 == 0 {
            println!("{number}");
        }
    }
}
