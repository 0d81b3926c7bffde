//! A subscriber that writes its lines on a thread of its own: that thread waits for lines, and is idle.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 2 s, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (writer, _flushes_when_dropped) = tracing_appender::non_blocking(std::io::stdout());
    tracing_subscriber::fmt()
        .with_writer(writer)
        .without_time()
        .init();
    for number in 0..2 {
        sleep(Duration::from_secs(1)).await;
        tracing::info!(number, "fetched");
    }
}
