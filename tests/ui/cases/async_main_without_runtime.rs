// The fix: a plain `fn main` that builds a runtime and gives it a future with `block_on`.

use std::time::Duration;

async fn main() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}
