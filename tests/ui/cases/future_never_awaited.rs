// The fix: `.await` the call. Without it the future is made and dropped, and nothing runs.

#![deny(unused_must_use)]

async fn print_number(number: u32) {
    println!("Number: {number}");
}

async fn print_numbers() {
    print_number(0);
    print_number(1).await;
}

fn main() {
    let event_loop = tokio::runtime::Builder::new_current_thread().build();
    event_loop.unwrap().block_on(print_numbers());
}
