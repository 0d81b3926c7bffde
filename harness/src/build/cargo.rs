//! Runs Cargo, and reads what it says.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use cargo_metadata::Message;
use cargo_metadata::camino::Utf8PathBuf;

use super::dirs::cargo_target_dir;
use super::{Build, CompileError, Error, Library, is_error};

/// Cargo in `folder`, which decides on its settings and its toolchain, with what it has to say as
/// JSON on its standard output.
pub(super) fn command(subcommand: &str, manifest: &Path, folder: &Path) -> Command {
    // Cargo sets this for what it runs: the same Cargo, with the same toolchain.
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.arg(subcommand).arg("--manifest-path").arg(manifest);
    command.args(["--quiet", "--message-format=json"]);
    command.current_dir(folder);
    // It may have been meant from here.
    if let Some(target) = cargo_target_dir() {
        command.env("CARGO_TARGET_DIR", target);
    }
    command
}

/// Runs it for the package with this manifest; `built` hears of each crate that is done.
///
/// # Errors
/// When Cargo is missing, or fails without an error of the compiler's.
pub(super) fn run(
    mut cargo: Command,
    manifest: &Path,
    mut built: impl FnMut(&str),
) -> Result<Build, Error> {
    let mut child = cargo
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| Error::NoCargo {
            cargo: cargo.get_program().into(),
            cause,
        })?;
    let stderr = child.stderr.take().map(|mut stderr| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    });

    let mut build = Build::default();
    if let Some(stdout) = child.stdout.take() {
        build.read(BufReader::new(stdout), &mut built)?;
    }
    let status = child.wait().map_err(|cause| Error::Unreadable { cause })?;
    let stderr = stderr
        .and_then(|reader| reader.join().ok())
        .unwrap_or_default();
    match status.success() {
        true => Ok(build),
        false if build.errors.is_empty() && build.executables.is_empty() => Err(Error::Failed {
            manifest: manifest.to_owned(),
            stderr,
        }),
        false => Ok(Build {
            trouble: Some(stderr.trim().to_owned()),
            ..build
        }),
    }
}

impl Build {
    /// Takes in what Cargo says; `built` hears of each crate that is done.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8.
    pub(crate) fn read(
        &mut self,
        stdout: impl BufRead,
        mut built: impl FnMut(&str),
    ) -> Result<(), Error> {
        for message in Message::parse_stream(stdout) {
            match message.map_err(|cause| Error::Unreadable { cause })? {
                Message::CompilerArtifact(artifact) => {
                    built(&artifact.target.name);
                    let folder = artifact.manifest_path.parent();
                    let is_linked = |file: &&Utf8PathBuf| {
                        matches!(file.extension(), Some("rlib" | "so" | "dylib"))
                    };
                    if let Some(file) = artifact.filenames.iter().find(is_linked) {
                        self.libraries.push(Library {
                            package: artifact.package_id,
                            file: file.into(),
                        });
                    }
                    if let (Some(executable), Some(folder)) = (artifact.executable, folder) {
                        let key = (folder.into(), artifact.target.name);
                        self.executables.insert(key, executable.into());
                    }
                }
                Message::CompilerMessage(message) if is_error(&message.message) => {
                    let target = message.target.src_path.into();
                    self.errors.push(CompileError::new(target, message.message));
                }
                Message::BuildScriptExecuted(script) => {
                    let paths = script.linked_paths.iter();
                    // "native=/a/path", or only the path.
                    let paths =
                        paths.map(|path| path.as_str().rsplit('=').next().map(PathBuf::from));
                    self.link_paths.extend(paths.flatten());
                }
                _ => {}
            }
        }
        Ok(())
    }
}
