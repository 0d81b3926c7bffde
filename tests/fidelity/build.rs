//! Lists the programs, so that adding one is adding a file.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("programs");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap());
    let mut paths: Vec<_> = files.map(|file| file.path()).collect();
    paths.sort();
    let (mut modules, mut list) = (String::new(), String::new());
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        writeln!(modules, "#[path = {path:?}]\nmod {name};").unwrap();
        writeln!(list, "    ({name:?}, {name}::main),").unwrap();
    }
    let programs = format!("{modules}\nconst PROGRAMS: &[(&str, fn())] = &[\n{list}];\n");
    fs::write(
        Path::new(&env::var("OUT_DIR").unwrap()).join("programs.rs"),
        programs,
    )
    .unwrap();
}
