//! The `griot` command; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    griot::cli::main()
}
