//@ passed, 10 points, concurrent
use std::io;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut tasks = Vec::new();
    for seconds in seconds() {
        tasks.push(tokio::spawn(async move {
            sleep(Duration::from_secs(seconds)).await;
            println!("slept for {seconds} s");
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}

fn seconds() -> Vec<u64> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let lines = || io::stdin().lines().map(Result::unwrap);
    let words = match &words[..] {
        [] => vec!["1".to_owned()],
        [from] if from == "-" => lines().collect(),
        _ => words,
    };
    words.iter().map(|word| word.parse().unwrap()).collect()
}
