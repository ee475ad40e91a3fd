//! The `griot` command. All of it is in the library.

use std::process::ExitCode;

/// Pages consist of many small strings. This allocator needs about half of the time of the system's
/// for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    griot::cli::main()
}
