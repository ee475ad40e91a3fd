//! Why a site was not written.

use std::io;
use std::path::PathBuf;

/// Why a site was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder is not empty, and griot did not write it.
    Foreign(PathBuf),
    /// A link is at the path of a folder. Writing through it could change files elsewhere.
    Link(PathBuf),
    /// The folder contains the input of a site. The text is the reason.
    Source(PathBuf, String),
    /// Another build has been writing into the folder for too long.
    Busy(PathBuf),
    /// The obstacles in the output, each with a reason. No file was moved.
    Blocked(PathBuf, Vec<(String, &'static str)>),
    Io(PathBuf, io::Error),
}

/// The maximum number of obstacles that the message names.
const MAX_NAMED: usize = 50;

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            WriteError::Foreign(path) => write!(
                f,
                "`{}` is not empty and was not made by griot, so griot does not write to it; choose another folder with --out, or empty it yourself",
                path.display()
            ),
            WriteError::Link(path) => write!(
                f,
                "`{}` is a symbolic link, and griot does not write through links; delete it",
                path.display()
            ),
            WriteError::Source(path, why) => write!(
                f,
                "`{}` cannot be the output: {why}; choose another folder with --out, such as `public`",
                path.display()
            ),
            WriteError::Busy(path) => write!(
                f,
                "another griot has been building into `{}` for a long time; stop it, or choose another folder with --out",
                path.display()
            ),
            WriteError::Blocked(out, obstacles) => {
                write!(f, "nothing was written to `{}`", out.display())?;
                for (path, why) in obstacles.iter().take(MAX_NAMED) {
                    write!(f, "\n`{}` {why}", out.join(path).display())?;
                }
                if obstacles.len() > MAX_NAMED {
                    write!(f, "\nand {} more", obstacles.len() - MAX_NAMED)?;
                }
                Ok(())
            }
            WriteError::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}
