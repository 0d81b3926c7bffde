// The fix: an async closure, `async || …`, or a function that is `async`.

use std::time::Duration;

fn main() {
    let pause = || tokio::time::sleep(Duration::from_secs(1)).await;
    pause();
}
