//! Programs to be traced, one for each name: what a virtual clock must get right, and what it can
//! stumble over.

mod other_runtimes;
mod processes;
mod threads;
mod tokio_tasks;

use std::error::Error;

/// Anything that goes wrong in one of these programs ends it.
type Outcome = Result<(), Box<dyn Error>>;

/// A program, by its name.
type Program = (&'static str, fn() -> Outcome);

const PROGRAMS: &[Program] = &[
    ("tokio-together", tokio_tasks::together),
    ("tokio-in-turn", tokio_tasks::in_turn),
    ("tokio-with-timeouts", tokio_tasks::with_timeouts),
    ("tokio-with-io-driver", tokio_tasks::with_io_driver),
    ("tokio-io-driver-blocking", tokio_tasks::io_driver_blocking),
    ("tokio-many-workers", tokio_tasks::many_workers),
    (
        "tokio-many-workers-blocking",
        tokio_tasks::many_workers_blocking,
    ),
    (
        "tokio-default-workers-blocking",
        tokio_tasks::default_workers_blocking,
    ),
    ("tokio-block-in-place", tokio_tasks::block_in_place),
    ("tokio-spawn-blocking", tokio_tasks::spawn_blocking),
    ("tokio-lock-across-await", tokio_tasks::lock_across_await),
    ("tokio-waits-for-child", tokio_tasks::waits_for_child),
    ("tokio-tcp", tokio_tasks::tcp),
    ("tokio-unix-socket", tokio_tasks::unix_socket),
    ("tokio-hidden-sleep", tokio_tasks::hidden_sleep),
    ("smol-together", other_runtimes::smol_together),
    ("smol-blocking", other_runtimes::smol_blocking),
    ("smol-unblock", other_runtimes::smol_unblock),
    ("futures-block-on", other_runtimes::futures_block_on),
    ("condvar", threads::condvar),
    ("channel", threads::channel),
    ("park-timeout", threads::park_timeout),
    ("lock-across-sleep", threads::lock_across_sleep),
    ("deadlock", threads::deadlock),
    ("sleeps-beside-computing", threads::sleeps_beside_computing),
    ("many-threads", threads::many_threads),
    ("many-sleeps", threads::many_sleeps),
    ("many-lines", threads::many_lines),
    ("leaves-threads", threads::leaves_threads),
    ("computes", threads::computes),
    ("waits-for-child", processes::waits_for_child),
    ("pipe-between-processes", processes::pipe),
    ("socket-timeout", processes::socket_timeout),
    ("listens", processes::listens),
    ("unconnected-datagrams", processes::unconnected_datagrams),
];

fn main() -> Outcome {
    let name = std::env::args().nth(1).ok_or("which program?")?;
    let program = PROGRAMS.iter().find(|(known, _)| *known == name);
    let (_, run) = program.ok_or_else(|| format!("there is no program `{name}`"))?;
    run()
}
