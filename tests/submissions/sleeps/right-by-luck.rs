//@ failed, 4.67 points, sequential
use std::io;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for seconds in seconds() {
        async {
            sleep(Duration::from_secs(seconds)).await; //~
            println!("slept for {seconds} s");
        }
        .await;
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
