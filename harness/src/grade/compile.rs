//! Compiles one submission, in a sandbox that reads the toolchain, the dependencies and its own
//! sources.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use nix::libc;

use super::Options;
use super::intake::Sources;
use super::workshop::Workshop;
use crate::build::{CompileError, room};
use crate::sandbox::Sandbox;
use crate::trace::{self, Command, End, Line, Stream, Trace};

/// What became of a submission's sources.
#[derive(Debug)]
pub(super) enum Compiled {
    /// This program.
    Program(PathBuf),
    /// They do not compile, for this reason.
    Wrong(CompileError),
    /// The compiler could not cope with them: a sentence for their author.
    TooMuch(String),
    /// The compiler failed for a reason that has nothing to do with them.
    Fault(String),
    /// The harness was told to stop.
    Stopped,
}

/// How long a compiler may take in real time. Its CPU time is limited, and it does not wait, so this
/// is only for a machine that has hardly any time for it.
const LONGEST: Duration = Duration::from_secs(600);

/// Compiles `sources` in `folder`, which is empty. `name` is the program's.
///
/// # Errors
/// When the system would not write the sources, or start the compiler.
pub(super) fn compile(
    workshop: &Workshop,
    sources: &Sources,
    name: &str,
    folder: &Path,
    options: &Options,
    stop: &AtomicBool,
) -> Result<Compiled, Error> {
    let manifest = (
        PathBuf::from("Cargo.toml"),
        workshop.manifest.clone().into_bytes(),
    );
    for (path, bytes) in sources.files.iter().chain([&manifest]) {
        let path = folder.join(path);
        make(path.parent().unwrap_or(folder))?;
        fs::write(&path, bytes).map_err(|cause| Error::Write { path, cause })?;
    }
    let mut own = Vec::new();
    if let Some(library) = &sources.library {
        let name = &workshop.library_name;
        let output = folder.join(format!("lib{name}.rlib"));
        match call(
            workshop,
            library,
            (name, "lib"),
            &output,
            &own,
            folder,
            options,
            stop,
        )? {
            None => own.extend([
                "--extern".to_owned(),
                format!("{name}={}", output.display()),
            ]),
            Some(trouble) => return Ok(trouble),
        }
    }
    let crate_name = name.replace('-', "_");
    let output = folder.join(PROGRAM);
    let kind = (&*crate_name, "bin");
    let trouble = call(
        workshop,
        &sources.root,
        kind,
        &output,
        &own,
        folder,
        options,
        stop,
    )?;
    Ok(trouble.unwrap_or(Compiled::Program(output)))
}

/// What the compiled program is called: nothing that could be a source.
pub(super) const PROGRAM: &str = "program";

/// Makes a folder, with all around it.
pub(super) fn make(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|cause| Error::Write {
        path: folder.to_owned(),
        cause,
    })
}

/// Calls the compiler, and says what came in its way, if anything did.
#[allow(clippy::too_many_arguments)] // Each call has them, and nothing else does.
fn call(
    workshop: &Workshop,
    root: &Path,
    (name, kind): (&str, &str),
    output: &Path,
    own: &[String],
    folder: &Path,
    options: &Options,
    stop: &AtomicBool,
) -> Result<Option<Compiled>, Error> {
    let words = [
        "--crate-name",
        name,
        "--crate-type",
        kind,
        "--error-format=json",
        "-Cdebuginfo=line-tables-only",
        "-Cembed-bitcode=no",
        // So many of them that an error is lost among them help nobody.
        "-Awarnings",
    ];
    let words = words.iter().map(|word| word.to_string());
    let words = words.chain(workshop.arguments.iter().chain(own).cloned());
    let mut arguments: Vec<OsString> = words.map(Into::into).collect();
    // The program names its sources as they lie in the submission, and is the same wherever it is built.
    let mut inside = OsString::from("--remap-path-prefix=");
    inside.push(folder);
    inside.push("=");
    arguments.push(inside);
    arguments.extend(["-o".into(), output.into(), root.into()]);
    let command = Command {
        program: workshop.rustc.clone().into(),
        arguments,
        home: Some(folder.to_owned()),
        limits: options.build.clone(),
        sandbox: options.is_sandboxed.then(|| Sandbox {
            read: vec![workshop.sysroot.clone(), workshop.libraries.clone()],
            write: folder.to_owned(),
            is_compiler: true,
        }),
        ..Command::default()
    };
    let trace = trace::run_untraced(&command, LONGEST, stop)?;
    let full = room::is_full(folder).then_some(folder);
    Ok(trouble(&trace, options, full))
}

/// What a run of the compiler says of the sources. What may be for want of room in the folder that is `full`
/// is no fault of theirs.
fn trouble(trace: &Trace, options: &Options, full: Option<&Path>) -> Option<Compiled> {
    let is_said = |line: &&Line| line.stream == Stream::Stderr;
    let said = || {
        trace
            .output
            .lines
            .iter()
            .filter(is_said)
            .map(|line| &*line.text)
    };
    let in_vain = |why: &str| Some(Compiled::TooMuch(format!("the compiler {why}")));
    match trace.end {
        End::Exited(0) => None,
        End::Interrupted => Some(Compiled::Stopped),
        End::Signalled(libc::SIGXCPU | libc::SIGKILL) | End::TimedOut { .. } => {
            let seconds = options.build.cpu.unwrap_or(LONGEST).as_secs();
            in_vain(&format!(
                "worked on it for more than {seconds} s, and was stopped"
            ))
        }
        _ if let Some(error) = CompileError::first(said()) => match full {
            Some(folder) if !error.is_of_source() => {
                Some(Compiled::Fault(room::complaint(folder, &error.in_a_line())))
            }
            _ => Some(Compiled::Wrong(error)),
        },
        End::Signalled(signal) if let Some(folder) = full => {
            let ended = format!("it was ended by signal {signal}");
            Some(Compiled::Fault(room::complaint(folder, &ended)))
        }
        End::Signalled(_) => {
            in_vain("crashed on it: it is nested too deep, or needs too much memory")
        }
        End::Exited(ICE) => in_vain("crashed on it"),
        // Who does not find its message here has been given one that is longer than what is kept.
        End::Exited(1) if let Some(cut) = said().find(|line| line.starts_with(DIAGNOSTIC)) => {
            let beginning: String = cut.chars().skip(DIAGNOSTIC.len()).take(READ).collect();
            in_vain(&format!(
                "found an error that is too long to show; it begins: {beginning}"
            ))
        }
        _ => Some(Compiled::Fault(
            said().take(LINES).collect::<Vec<_>>().join("\n"),
        )),
    }
}

/// How each of the compiler's messages begins.
const DIAGNOSTIC: &str = r#"{"$message_type":"diagnostic","message":"#;

/// How many lines are shown of what else it says.
const LINES: usize = 20;

/// How many characters are shown of a message that is too long.
const READ: usize = 200;

/// How the compiler ends when it has found an error in itself.
const ICE: i32 = 101;

/// Why nothing could be compiled.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("cannot write {}: {cause}", .path.display())]
    Write { path: PathBuf, cause: io::Error },
    #[error(transparent)]
    Run(#[from] trace::Error),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::tests::said;
    use crate::trace::{Clock, Output};

    /// A run of the compiler that ended by itself, and said this.
    fn compiler(text: String) -> Trace {
        let line = Line {
            at: Duration::ZERO,
            stream: Stream::Stderr,
            text,
            defect: None,
        };
        Trace {
            command: Command::new("rustc"),
            clock: Clock::Wall,
            clock_note: None,
            end: End::Exited(1),
            total: Duration::ZERO,
            cpu: Duration::ZERO,
            starved: None,
            output: Output {
                lines: vec![line],
                dropped: 0,
                dropped_errors: 0,
                left_open: false,
            },
            record: None,
        }
    }

    #[test]
    fn a_full_disk_is_no_fault_of_the_sources_and_an_error_in_them_is_one_on_any_disk() {
        let options = Options::default();
        let said = |message, has_place: bool, is_full: bool| {
            let trace = compiler(said("error", message, has_place.then_some(3)));
            trouble(&trace, &options, is_full.then_some(Path::new("/full")))
        };
        let linker = "linking with `cc` failed";
        let full = said(linker, false, true);
        assert!(matches!(full, Some(Compiled::Fault(why)) if why.ends_with(linker)));
        let wrong = |trouble| matches!(trouble, Some(Compiled::Wrong(_)));
        assert!(wrong(said(linker, false, false)));
        assert!(wrong(said("expected `;`", true, true)));
    }
}
