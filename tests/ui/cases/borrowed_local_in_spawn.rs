// The fix: `async move`, so that the task owns what it uses: it may outlive the function that spawns it.

async fn print_number() {
    let number = 0;
    let task = tokio::spawn(async { println!("Number: {}", &number) });
    task.await.unwrap();
}

fn main() {
    let event_loop = tokio::runtime::Builder::new_current_thread().build();
    event_loop.unwrap().block_on(print_number());
}
