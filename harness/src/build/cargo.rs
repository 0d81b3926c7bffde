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
                    let paths = paths.map(|path| PathBuf::from(without_kind(path.as_str())));
                    self.link_paths.extend(paths);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The path where the linker has to look, which Cargo gives as "native=/a/path", or by itself.
fn without_kind(path: &str) -> &str {
    const KINDS: [&str; 5] = ["dependency", "crate", "native", "framework", "all"];
    match path.split_once('=') {
        Some((kind, path)) if KINDS.contains(&kind) => path,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made of what Cargo says, and of which crates is heard.
    fn read(said: &str) -> (Result<(), Error>, Build, Vec<String>) {
        let (mut build, mut heard) = (Build::default(), Vec::new());
        let result = build.read(said.as_bytes(), |name| heard.push(name.to_owned()));
        (result, build, heard)
    }

    /// What Cargo says of a build script that wants the linker to look there.
    fn script(path: &str) -> String {
        format!(
            r#"{{"reason":"build-script-executed","package_id":"one","linked_libs":[],"linked_paths":["{path}"],"cfgs":[],"env":[],"out_dir":"/out"}}"#
        )
    }

    #[test]
    fn a_path_to_look_in_may_have_an_equals_sign_in_it() {
        for (said, path) in [
            ("native=/a/path", "/a/path"),
            ("native=/a=b/path", "/a=b/path"),
            ("/a=b/path", "/a=b/path"),
            ("/a/path", "/a/path"),
        ] {
            let (_, build, _) = read(&script(said));
            assert_eq!(build.link_paths(), [PathBuf::from(path)], "{said}");
        }
    }

    #[test]
    fn a_crate_is_heard_of_and_kept_by_its_folder_and_name() {
        let artifact = r#"{"reason":"compiler-artifact","package_id":"one","manifest_path":"/one/Cargo.toml","target":{"kind":["bin"],"crate_types":["bin"],"name":"one","src_path":"/one/src/main.rs","edition":"2024","doc":true,"doctest":false,"test":true},"profile":{"opt_level":"0","debuginfo":1,"debug_assertions":true,"overflow_checks":true,"test":false},"features":[],"filenames":["/target/one"],"executable":"/target/one","fresh":true}"#;
        let (result, build, heard) = read(&format!("{artifact}\nnot JSON at all\n"));
        assert!(result.is_ok());
        assert_eq!(heard, ["one"]);
        let executable = build.executable(Path::new("/one"), "one");
        assert_eq!(executable, Some(Path::new("/target/one")));
        assert_eq!(build.executable(Path::new("/two"), "one"), None);
        assert!(build.libraries().is_empty(), "a program is none");
    }

    #[test]
    fn what_is_not_utf_8_cannot_be_read() {
        let read = Build::default().read(&b"\xff\n"[..], |_| ());
        assert!(matches!(read, Err(Error::Unreadable { .. })), "{read:?}");
    }
}
