//@ passed, 10 points, concurrent
//= 11 lines
//! A filter of its own, which hands what concerns time to itself and lets it pass: the tracer's own,
//! which weighs less, would not see it any more.
unsafe extern "C" {
    fn prctl(what: i32, ...) -> i32;
    fn syscall(number: i64, ...) -> i64;
}

#[repr(C)]
struct Program(u16, *const [u64; 4]);

fn main() {
    // ld nr; jeq nanosleep; ret USER_NOTIF; ret ALLOW
    let instruction = |code: u64, yes: u64, no: u64, k: u64| code | yes << 16 | no << 24 | k << 32;
    let filter = [
        instruction(0x20, 0, 0, 0),
        instruction(0x15, 0, 1, 35),
        instruction(0x06, 0, 0, 0x7fc0_0000),
        instruction(0x06, 0, 0, 0x7fff_0000),
    ];
    let program = Program(4, &filter);
    unsafe {
        prctl(38, 1, 0, 0, 0);
        if syscall(317, 1, 8, &program) >= 0 {
            println!("FILTERED");
        }
    }
    solve();
}

/// What the exercise asks for.
fn solve() {
    let start = std::time::Instant::now();
    let mut event_loop = tokio::runtime::Builder::new_current_thread();
    let event_loop = event_loop.enable_time().build().unwrap();
    event_loop.block_on(async {
        let number = |number| async move {
            println!("Sleeping for 1 second...");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            println!("Number: {number}");
        };
        let tasks: Vec<_> = (0..5).map(|one| tokio::spawn(number(one))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
