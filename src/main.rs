//! The `griot` command. All of it is in the library.

use std::process::ExitCode;

/// Pages consist of many small strings. This allocator takes about half as long for them as the
/// system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    griot::cli::main()
}
