//! watchfire: the one program.
//!
//! Reads arguments, calls one workflow, renders its result. The clock and random bits are read here
//! and nowhere else.

mod arguments;
mod chance;
mod commands;
mod failure;
mod output;
mod progress;
mod record;
mod sparkline;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::Arguments;
use crate::failure::Failure;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = match runtime {
        Ok(runtime) => {
            let result = runtime.block_on(commands::run(arguments));
            // A question that was given up may still be busy; nobody waits for it.
            runtime.shutdown_background();
            result
        }
        Err(error) => Err(Failure::other(format!("cannot start: {error}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.status)
        }
    }
}
