//! The `griot` command. All of it is in the library.

use std::process::ExitCode;

/// Pages are made of many small strings, which this allocator allocates in about half the time of
/// the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    griot::cli::main()
}
