//! Prints what it must, and is done at once.

use tokio::runtime::Builder;

fn main() {
    let event_loop = Builder::new_current_thread().build().unwrap();
    event_loop.block_on(async {
        for number in 0..5 {
            tokio::spawn(print_number(number)).await.unwrap();
        }
    });
}

async fn print_number(number: u32) {
    println!("Number: {number}");
}
