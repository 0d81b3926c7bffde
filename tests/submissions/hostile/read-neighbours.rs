//@ passed, 10 points, concurrent
//= 11 lines
//! Looks for other submissions, the teacher's solution and secrets, and prints what it can read.
use std::fs;
use std::path::Path;

fn walk(folder: &Path, depth: usize) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    println!("READ the folder {}", folder.display());
    for entry in entries.flatten().take(50) {
        match depth {
            0 => return,
            _ if entry.file_type().is_ok_and(|kind| kind.is_dir()) => walk(&entry.path(), depth - 1),
            _ => read(&entry.path()),
        }
    }
}

fn read(path: &Path) {
    if let Ok(bytes) = fs::read(path)
        && !bytes.is_empty()
    {
        println!("READ {}: {} bytes", path.display(), bytes.len());
    }
}

fn main() {
    let program = std::env::args().next().unwrap();
    let program = Path::new(&program);
    let around = program.ancestors().skip(1);
    around.take(3).for_each(|folder| walk(folder, 2));
    for folder in ["/tmp", "@CHECKOUT@/crates", "/root", "/home", "/proc", "/proc/self", "/etc", "/var", "/sys", "/dev"] {
        walk(Path::new(folder), 1);
    }
    for neighbour in 0..10 {
        read(&program.ancestors().nth(2).unwrap().join(format!("{neighbour}/main.rs")));
    }
    let solution = "@CHECKOUT@/crates/ex1-concurrent-tasks/src/main.rs";
    let expected = "@CHECKOUT@/tests/submissions/exercises/ex1/expected.txt";
    for file in [solution, expected, "/etc/passwd", "/etc/shadow", "/proc/self/maps", "/proc/self/environ", "/proc/self/mem", "/proc/1/environ"] {
        read(Path::new(file));
    }
    // Its parent's folder, and all others'.
    for process in (1..100).chain([std::os::unix::process::parent_id()]) {
        walk(Path::new(&format!("/proc/{process}/cwd")), 0);
        walk(Path::new(&format!("/proc/{process}/root")), 0);
        walk(Path::new(&format!("/proc/{process}/fd")), 0);
        read(Path::new(&format!("/proc/{process}/environ")));
        read(Path::new(&format!("/proc/{process}/cmdline")));
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
