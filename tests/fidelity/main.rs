//! Small programs, each of which prints what it sees of time: the same natively and on a virtual clock.
//!
//! `fidelity PROGRAM FOLDER` runs one of the files in `programs/`, which may write to that folder. What
//! such a file is about stands at its head, and in lines that begin with `//=` what must be so when it is
//! traced; `tests/fidelity.rs` says which there are. No program prints what a busy machine could change.

mod kernel;

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

fn main() {
    let name = std::env::args().nth(1).expect("a program's name");
    let program = PROGRAMS.iter().find(|(one, _)| *one == name);
    let (_, run) = program.unwrap_or_else(|| panic!("no program is called `{name}`"));
    run();
}
