//! Somebody outside of a program, for whom it waits: in real time, whatever clock the program goes by.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use nix::sys::stat::Mode;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

/// After how long it does what it is waited for, and again until the program is over: what comes too
/// early is nothing that a program waits for.
const PAUSE: Duration = Duration::from_millis(100);

/// Ends when it is dropped.
pub struct Partner {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Partner {
    /// Somebody of this kind, who has the file `partner` in the program's folder:
    ///
    /// - `flock`: holds a lock on it, and gives it back.
    /// - `fifo`: opens it, a FIFO, and writes to it.
    /// - `file`: writes to it.
    /// - `signal`: sends the process SIGUSR1 whose number is in the file `ready`.
    /// - `process`: ends. Its number is in the file.
    /// - `socket`: accepts one connection to it, and answers.
    pub fn begin(kind: &str, folder: PathBuf) -> Self {
        let path = folder.join("partner");
        let is_over = Arc::new(AtomicBool::new(false));
        let over = is_over.clone();
        let again = move || {
            thread::sleep(PAUSE);
            !over.load(Ordering::SeqCst)
        };
        let act: Box<dyn FnOnce() + Send> = match kind {
            "flock" => {
                let file = File::create(path).unwrap();
                file.lock().unwrap();
                Box::new(move || {
                    again();
                    drop(file);
                })
            }
            "fifo" => {
                nix::unistd::mkfifo(&path, Mode::S_IRWXU).unwrap();
                Box::new(move || {
                    again();
                    // To open it for both waits for nobody.
                    let fifo = File::options().read(true).write(true).open(path);
                    write_while(fifo.unwrap(), again);
                })
            }
            "file" => {
                let file = File::create(path).unwrap();
                Box::new(move || write_while(file, again))
            }
            "signal" => Box::new(move || signal_while(folder.join("ready"), again)),
            "process" => {
                // It is a child of the thread that waits for its end.
                let (sender, started) = mpsc::channel();
                let act = move || {
                    let child = Command::new("sleep").arg("0.3").spawn().unwrap();
                    sender.send(child.id()).unwrap();
                    reap_after(child, again);
                };
                let thread = Some(thread::spawn(act));
                fs::write(path, started.recv().unwrap().to_string()).unwrap();
                return Self { is_over, thread };
            }
            "socket" => {
                let listener = UnixListener::bind(path).unwrap();
                listener.set_nonblocking(true).unwrap();
                Box::new(move || answer_while(&listener, again))
            }
            _ => panic!("no partner is called `{kind}`"),
        };
        let thread = Some(thread::spawn(act));
        Self { is_over, thread }
    }
}

impl Drop for Partner {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn write_while(mut file: File, again: impl Fn() -> bool) {
    while again() {
        file.write_all(b"hello").unwrap();
    }
}

fn signal_while(ready: PathBuf, again: impl Fn() -> bool) {
    let mut process = None;
    while again() {
        let told = fs::read_to_string(&ready).ok();
        let id = told.and_then(|id| Pid::from_raw(id.parse().ok()?));
        // A descriptor stays with one process, where a number may come to be another's.
        process = process.or_else(|| pidfd_open(id?, PidfdFlags::empty()).ok());
        if let Some(process) = &process {
            // The program may have come to its end.
            let _ = pidfd_send_signal(process, Signal::USR1);
        }
    }
}

/// Its number is its own until it is reaped.
fn reap_after(mut child: Child, again: impl Fn() -> bool) {
    while again() {}
    child.wait().unwrap();
}

fn answer_while(listener: &UnixListener, again: impl Fn() -> bool) {
    while again() {
        if let Ok((mut stream, _)) = listener.accept() {
            again();
            stream.write_all(b"hello").unwrap();
        }
    }
}
