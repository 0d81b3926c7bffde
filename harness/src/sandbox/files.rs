//! Landlock: which files can be touched. No network port can, and no process outside gets a signal.

use std::error::Error;
use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd,
    Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
};

use super::{Missing, SINK, SYSTEM, Sandbox};

/// Of Landlock's versions the first that knows all that is asked of it here: signals came last.
const VERSION: ABI = ABI::V6;

/// Confines this thread for good.
pub(super) fn confine(sandbox: &Sandbox) -> Result<(), Missing> {
    restrict(sandbox).map_err(|error| Missing {
        layer: "what a program reads, writes and signals",
        why: format!("Landlock of Linux 6.12 or later is needed, and the system says: {error}"),
    })
}

fn restrict(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let all = AccessFs::from_all(VERSION);
    let read = AccessFs::from_read(VERSION);
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(all)?
        .handle_access(AccessNet::from_all(VERSION))?
        .scope(Scope::from_all(VERSION))?
        .create()?;
    let system = SYSTEM.iter().map(Path::new);
    for path in system.chain(sandbox.read.iter().map(AsRef::as_ref)) {
        allow(&mut rules, path, read)?;
    }
    // What it writes itself it may not execute.
    allow(&mut rules, &sandbox.write, all & !AccessFs::Execute)?;
    allow(&mut rules, Path::new(SINK), all)?;
    rules.restrict_self()?;
    Ok(())
}

/// Adds what can be done with a path: with a file less than with a folder. One that is not there
/// cannot be touched anyway.
fn allow(
    rules: &mut landlock::RulesetCreated,
    path: &Path,
    access: BitFlags<AccessFs>,
) -> Result<(), Box<dyn Error>> {
    if !path.exists() {
        return Ok(());
    }
    let opened = PathFd::new(path)?;
    let access = match path.is_dir() {
        true => access,
        false => access & AccessFs::from_file(VERSION),
    };
    rules.add_rule(PathBeneath::new(opened, access))?;
    Ok(())
}
