//! What time it is in the program, and when something is due. It knows nothing of processes: what it
//! is told are readings of clocks, and what it gives are times.
//!
//! - `clock`: the time since the start, and what the program's own clocks say of it.
//! - `mode`: by which time a run goes, and why it was given up to skip waits.
//! - `deadlines`: when waits are over at the latest.
//! - `timers`: timers that the program has set.
//! - `quiescence`: how time goes on when every thread is asleep.
//! - `stamps`: what the kernel's own stamps of time, as files have them, mean on the program's clocks.

mod clock;
mod deadlines;
mod mode;
mod quiescence;
mod stamps;
mod timers;

pub(super) use clock::{Base, Clock, ClockId, Reading, Timeout};
pub(super) use deadlines::Deadlines;
pub(super) use mode::{Mode, Unskippable};
pub(super) use quiescence::{Step, Surroundings, step};
pub(super) use stamps::Stamps;
pub(super) use timers::{Due, Target, Timers};
