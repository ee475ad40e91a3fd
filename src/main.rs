//! The `griot` command; everything it does is in the library.

use std::process::ExitCode;

/// Pages are made of many small texts; this allocator hands them out in about half the time of the
/// system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    griot::cli::main()
}
