//@ failed, 7 points, wrong-output
//= line 12
//! Zeros, bytes that are no text, and a megabyte in one line.
use std::io::Write;

fn main() {
    solve();
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(b"\0\0\xff\xfe\xc3\x28 \xed\xa0\x80\n").unwrap();
    stdout.write_all(&[b'x'; 1 << 20]).unwrap();
    stdout.write_all(b"\nNumber: \0").unwrap();
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
