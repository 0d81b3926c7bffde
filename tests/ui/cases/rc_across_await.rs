// The fix: `Arc` for `Rc`, or drop it before the `.await`: `tokio::spawn` asks for tasks that could move
// between threads, also where there is only one.

use std::rc::Rc;
use std::time::Duration;

async fn print_number(number: u32) {
    let number = Rc::new(number);
    tokio::time::sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}

async fn print_numbers() {
    tokio::spawn(print_number(0)).await.unwrap();
}

fn main() {
    let event_loop = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    event_loop.unwrap().block_on(print_numbers());
}
