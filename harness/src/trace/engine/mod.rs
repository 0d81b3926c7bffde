//! What ptrace can do, and nothing of what it is done for: this part knows no time and no meaning.
//!
//! - `start`: starts a program, stopped at its first instruction.
//! - `filter`: which syscalls stop it.
//! - `stop`: threads, what the kernel reports of them, and what may be asked of a stopped one alone.
//! - `syscall`: the syscalls that are told apart.
//! - `arch`: registers, numbers of syscalls, order of arguments: what differs between processors.
//! - `memory`: reads and writes the memory of a process.
//! - `proc_stat`: what the system tells of a thread: whether it is asleep, and its CPU time.
//! - `cpu`: the CPU time of processes.
//! - `cost`: how much of that is not the program's, but its tracer's.
//! - `descriptors`: what the file descriptors of a process lead to.
//! - `network`: how far its sockets reach, and what is under way in them.
//! - `timers`: lets the kernel's own timers go off.

pub(super) mod arch;
pub(super) mod cost;
pub(super) mod cpu;
pub(super) mod descriptors;
pub(super) mod filter;
pub(super) mod memory;
pub(super) mod network;
pub(super) mod proc_stat;
pub(super) mod start;
pub(super) mod stop;
mod syscall;
pub(super) mod timers;

pub(super) use arch::Registers;
pub(super) use stop::{Event, Stop, Stopped, Thread, Until};
pub(super) use syscall::Syscall;
