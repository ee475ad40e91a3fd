//! Writes the manual as a griot site: `cargo run --example docs_site -- DIR`, then
//! `griot build --root DIR`.
//!
//! It needs nothing but the standard library, so `rustc --edition 2024 examples/docs_site/main.rs`
//! compiles it in a second where griot itself is installed.

#![allow(
    clippy::print_stderr,
    reason = "a command says on stderr why it failed"
)]

mod manual;

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str =
    "usage: docs_site DIR\n\nRun it at the root of griot's repository. Files in DIR are replaced.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = words.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match write(Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("docs_site: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(folder: &Path) -> io::Result<()> {
    for (path, bytes) in manual::site(Path::new("."))? {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, bytes)?;
    }
    Ok(())
}
