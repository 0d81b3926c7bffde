//! Keeps a program that nobody has read to the few files that it needs.
//!
//! Layers of the kernel's, each of which holds for a thread and all that it starts, for good:
//!
//! - `files`: Landlock, for files, network ports and signals. What it is told of can be touched,
//!   nothing else.
//! - `calls`: a seccomp filter, for what Landlock does not know: sockets of all other kinds, other
//!   programs' memory, other owners and times for files, the machine's own settings.
//! - `powers`: what a superuser's programs may do besides, none of which is left.
//! - limits on what a process may use, which are set when it starts; see
//!   [`Limits`](crate::trace::Limits).

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod calls;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod files;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod powers;

use std::path::PathBuf;

/// What a program may touch.
#[derive(Debug, Clone)]
pub struct Sandbox {
    /// Files, and folders with all that is in them, that it may read and execute. Those that are
    /// not there are passed over.
    pub read: Vec<PathBuf>,
    /// The one folder that it may also write in.
    pub write: PathBuf,
    /// Whether it is a compiler, which may give its output any mode and time.
    pub is_compiler: bool,
}

/// A layer that the system does not give.
#[derive(Debug, thiserror::Error)]
#[error("{layer} cannot be confined here: {why}")]
pub struct Missing {
    /// What would stay open.
    pub layer: &'static str,
    /// What the system says.
    pub why: String,
}

/// What every program needs: the system's libraries, and those of its tools that a linker is.
const SYSTEM: &[&str] = &[
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/bin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/etc/ld.so.cache",
    "/dev/random",
    "/dev/urandom",
    "/dev/zero",
];

/// What takes whatever is written to it.
const SINK: &str = "/dev/null";

impl Sandbox {
    /// Confines this thread, and all that it starts from now on.
    ///
    /// # Errors
    /// When the system does not give every layer. Then the thread may be half confined: start
    /// nothing from it.
    pub fn enter(&self) -> Result<(), Missing> {
        #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
        {
            powers::drop();
            files::confine(self)?;
            calls::confine(self.is_compiler)
        }
        #[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
        Err(Missing {
            layer: "a program",
            why: "this takes Linux on x86-64".to_owned(),
        })
    }

    /// A filter that lets a process have no other after it.
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    pub(crate) fn no_more_filters() -> seccompiler::BpfProgram {
        calls::no_more()
    }

    /// The same where nobody is confined, and so nothing starts.
    #[cfg(all(target_os = "linux", not(target_arch = "x86_64")))]
    pub(crate) fn no_more_filters() -> seccompiler::BpfProgram {
        seccompiler::BpfProgram::new()
    }

    /// Tries every layer, in a thread that ends with that.
    ///
    /// # Errors
    /// When the system does not give one of them.
    pub fn try_out() -> Result<(), Missing> {
        let nothing = Self {
            read: Vec::new(),
            write: PathBuf::from(SINK),
            is_compiler: false,
        };
        std::thread::spawn(move || nothing.enter())
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}
