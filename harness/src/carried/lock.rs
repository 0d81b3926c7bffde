//! What Cargo makes of the carried lock file: it takes out what the examples do not need.

use std::collections::HashSet;

/// How the part about a package begins.
const PACKAGE: &str = "[[package]]\n";

/// Whether `part` is what Cargo leaves of `whole` for these packages: it has all of them with all that
/// they need, and knows no other version of anything.
pub(super) fn is_part_of(part: &str, whole: &str, packages: &[&str]) -> bool {
    let known: HashSet<(&str, &str)> = self::packages(whole).map(name_and_version).collect();
    let found: HashSet<(&str, &str)> = self::packages(part).map(name_and_version).collect();
    let names: HashSet<&str> = found.iter().map(|(name, _)| *name).collect();
    let mut needed = self::packages(part)
        .flat_map(str::lines)
        .filter_map(dependency)
        .chain(packages.iter().copied());
    found.is_subset(&known) && needed.all(|name| names.contains(name))
}

fn packages(lock: &str) -> impl Iterator<Item = &str> {
    lock.split(PACKAGE).skip(1)
}

fn name_and_version(package: &str) -> (&str, &str) {
    let value = |key| {
        package
            .lines()
            .find_map(|line: &str| line.strip_prefix(key))
    };
    let [name, version] = ["name = ", "version = "].map(|key| value(key).unwrap_or_default());
    (name.trim_matches('"'), version.trim_matches('"'))
}

/// The package that a line of a list of dependencies names, without its version.
fn dependency(line: &str) -> Option<&str> {
    let words = line.strip_prefix(" \"")?.strip_suffix("\",")?;
    words.split(' ').next()
}
