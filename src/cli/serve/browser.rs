//! Opening an address in the default browser.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

/// Opens an address. A thread waits for the program that opens it, so that no zombie process is
/// left.
///
/// # Errors
/// If there is no program that opens addresses.
pub(super) fn open(address: &str) -> io::Result<()> {
    let mut command = opener(address);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    thread::spawn(move || child.wait());
    Ok(())
}

#[cfg(target_os = "windows")]
fn opener(address: &str) -> Command {
    let mut command = Command::new("rundll32");
    command.args(["url.dll,FileProtocolHandler", address]);
    command
}

#[cfg(target_os = "macos")]
fn opener(address: &str) -> Command {
    let mut command = Command::new("open");
    command.arg(address);
    command
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn opener(address: &str) -> Command {
    let mut command = Command::new("xdg-open");
    command.arg(address);
    command
}
