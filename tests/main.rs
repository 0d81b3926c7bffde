//! Runs everything as its users do, and checks what it claims.
//!
//! One binary, so that all that sleeps here sleeps together: Cargo runs the tests of one binary
//! side by side, but one binary after another.
//!
//! - [`workspace`]: the built programs, each run once for all who ask.
//! - [`timing`]: every example prints its lines and takes its time.
//! - [`compile_fail`]: what must not compile, and what the compiler says.
//! - [`starters`]: every example copied out builds and does the same.
//! - [`grading`]: grading from the command line, as a teacher does it.
//! - [`grading_trouble`]: the same, where something is in the way.
//! - [`graders`]: the files for the platforms on which classes are.
//! - [`submissions`]: what students hand in, each with the grade that it must get.
//! - [`grade_formats`]: grades in every format, as they come out of the harness.
//! - [`hostile`]: what is handed in to harm.
//! - [`traced`]: traced programs, for all who ask what was recorded.
//! - [`tracing`]: programs that end well, badly, by force, or not at all.
//! - [`real_time`]: programs whose waits are not skipped.
//! - [`virtual_calls`]: each call that has to do with time.
//! - [`fidelity`]: what programs see of time, natively and traced.
//! - [`partner`]: somebody outside of a program, for whom it waits.
//! - [`runtimes`]: event loops and threads of all kinds, and what is recorded of them.
//! - [`judged`]: small programs of all kinds, each held against what its first lines say of it.
//! - [`judged_rows`]: how these lines are read.
//! - [`located`]: the line that a wait, a deadlock or computing is put down to.
//! - [`virtual_clock`]: on the virtual clock, why each program takes its time.
//! - [`repeated`]: the same again and again on a busy machine.
//! - [`proofs`]: other people's test suites, natively and traced.
//! - [`virtual_traps`]: what a virtual clock can stumble over.
//! - [`cli`]: the harness's command line, as it is meant to be used.
//! - [`cli_run`]: what it shows of a run.
//! - [`cli_misuse`]: the same, badly used, and in checkouts that are not as they should be.
//! - [`outside`]: the harness outside of a checkout, and where it builds then.
//! - [`outside_trouble`]: the same, where something is in the way.
//! - [`installed`]: the harness installed, and used where there is no checkout, as another user.
//! - [`wrong`]: programs that do wrong, each told what it did.
//! - [`optimised`]: programs as they are shipped, with few names or none.
//! - [`pictures`]: the pictures in `docs/pictures` show the harness as it is now.
//! - [`pages`]: the pages that users read, taken apart, for all who ask what stands in them.
//! - [`docs`]: what the pages say holds, and their links lead somewhere.
//! - [`docs_commands`]: their commands run.
//! - [`docs_output`]: what they show of output is what comes out.
//! - [`checklist`]: every example has what an example must have.

mod asyncio;
mod checklist;
mod cli;
mod cli_misuse;
mod cli_run;
mod compile_fail;
mod docs;
mod docs_commands;
mod docs_output;
mod fidelity;
mod grade_formats;
mod graders;
mod grading;
mod grading_trouble;
mod hostile;
mod installed;
mod judged;
mod judged_rows;
mod located;
mod optimised;
mod outside;
mod outside_trouble;
mod pages;
mod partner;
mod pictures;
mod proofs;
mod real_time;
mod repeated;
mod runtimes;
mod starters;
mod submissions;
mod timing;
mod traced;
mod tracing;
mod virtual_calls;
mod virtual_clock;
mod virtual_traps;
mod workspace;
mod wrong;
