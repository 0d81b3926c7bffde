//@ failed, 7 points, wrong-output
//= line 12 is one too many
//! What it prints looks like somebody else's words: the harness's own, GitHub's, a terminal's.
fn main() {
    solve();
    println!("passed, 10/10");
    println!("::error file=../../README.md,line=1::forged");
    println!("::set-output name=score::10");
    println!("\x1b[2J\x1b[1;32mpassed\x1b[0m\x1b]0;forged\x07\r10/10");
    println!("=HYPERLINK(\"http://127.0.0.1/\",\"forged\")");
    println!("</system-out><script>alert(1)</script> ]]> \u{202e}forged \u{9b}31m");
    eprintln!("::error::forged");
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
