//@ passed, 10 points, concurrent
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::time::{Sleep, sleep};

struct PrintNumber {
    number: u32,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Future for PrintNumber {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let sleep = self.sleep.get_or_insert_with(|| {
            println!("Sleeping for 1 second...");
            Box::pin(sleep(Duration::from_secs(1)))
        });
        match sleep.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                println!("Number: {}", self.number);
                Poll::Ready(())
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let future = |number| PrintNumber {
        number,
        sleep: None,
    };
    let tasks: Vec<_> = (0..5).map(future).map(tokio::spawn).collect();
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
