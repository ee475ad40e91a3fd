//! Why a site was not written.

use std::io;
use std::path::{Path, PathBuf};

use crate::message;
use crate::messages::{self, Message};

/// Why a site was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder is not empty, and griot did not write it.
    Foreign(PathBuf),
    /// A link is at the path of a folder. Writing through it could change files elsewhere.
    Link(PathBuf),
    /// The folder contains the input of a site.
    Source(PathBuf, SourceFolder),
    /// Another build has been writing into the folder for too long.
    Busy(PathBuf),
    /// The obstacles in the output, each with a reason. Nothing was moved.
    Blocked(PathBuf, Vec<(String, Obstacle)>),
    Io(PathBuf, io::Error),
}

/// Why a folder cannot be the output: it has the input of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFolder {
    /// It is the site's folder, or contains it.
    Site,
    /// It is inside a git folder.
    Git,
    /// It is inside a folder with this name, which the site is built from.
    Input(&'static str),
    /// It is the folder of another site.
    OtherSite,
    /// It is inside the content of another site.
    OtherContent,
}

/// Why a path of the output cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A symbolic link is there.
    Link,
    /// The parent folder is not writable.
    ClosedParent,
    /// A file is where a folder of the site belongs.
    FileForFolder,
    /// The folder cannot be opened.
    Unreadable,
    /// The folder is not writable.
    Closed,
    /// A folder is where a file of the site belongs.
    FolderForFile,
    /// A file that griot did not make is where a file of the site belongs.
    Foreign,
}

/// How many obstacles are named in the message.
const NAMED: usize = 50;

impl WriteError {
    /// Returns the error in words. Obstacles have a line each.
    pub fn message(&self) -> Message {
        match self {
            WriteError::Foreign(path) => message!(
                "`{path}` is not empty and was not made by griot, so griot does not write to it; choose another folder with --out, or empty it yourself",
                path = path.display()
            ),
            WriteError::Link(path) => message!(
                "`{path}` is a symbolic link, and griot does not write through links; delete it",
                path = path.display()
            ),
            WriteError::Source(path, reason) => reason.message(&path.display().to_string()),
            WriteError::Busy(path) => message!(
                "another griot has been building into `{path}` for a long time; stop it, or choose another folder with --out",
                path = path.display()
            ),
            WriteError::Blocked(out, obstacles) => blocked(out, obstacles),
            WriteError::Io(path, error) => message!(
                "`{path}`: {error}",
                path = path.display(),
                error = messages::io_error(error)
            ),
        }
    }
}

/// Returns the message about obstacles, with a line for each.
fn blocked(out: &Path, obstacles: &[(String, Obstacle)]) -> Message {
    let first = message!("nothing was written to `{path}`", path = out.display());
    let join = |before, next| message!("{before}\n{next}", before, next);
    let lines = obstacles.iter().take(NAMED).map(|(path, obstacle)| {
        let path = out.join(path);
        obstacle.message(&path.display().to_string())
    });
    let all: Message = lines.fold(first, join);
    match obstacles.len().saturating_sub(NAMED) {
        0 => all,
        more => join(
            all,
            message!(more => "and {count} more", "and {count} more"),
        ),
    }
}

impl SourceFolder {
    fn message(&self, path: &str) -> Message {
        match self {
            SourceFolder::Site => message!(
                "`{path}` cannot be the output: it is the site's folder, or contains it; choose another folder with --out, such as `public`",
                path
            ),
            SourceFolder::Git => message!(
                "`{path}` cannot be the output: it is inside a git folder; choose another folder with --out, such as `public`",
                path
            ),
            SourceFolder::Input(name) => message!(
                "`{path}` cannot be the output: it is inside `{name}`, which the site is built from; choose another folder with --out, such as `public`",
                path,
                name
            ),
            SourceFolder::OtherSite => message!(
                "`{path}` cannot be the output: it is the folder of another site; choose another folder with --out, such as `public`",
                path
            ),
            SourceFolder::OtherContent => message!(
                "`{path}` cannot be the output: it is inside the `content` of another site; choose another folder with --out, such as `public`",
                path
            ),
        }
    }
}

impl Obstacle {
    fn message(self, path: &str) -> Message {
        match self {
            Obstacle::Link => message!(
                "`{path}` is a symbolic link, and griot does not write through links; delete it",
                path
            ),
            Obstacle::ClosedParent => message!(
                "`{path}` cannot be created: its parent folder is not writable",
                path
            ),
            Obstacle::FileForFolder => message!(
                "`{path}` is where a folder of the site belongs; move or delete it",
                path
            ),
            Obstacle::Unreadable => message!("`{path}` cannot be opened", path),
            Obstacle::Closed => message!(
                "`{path}` is not writable; restore its permissions, such as with `chmod u+wx`",
                path
            ),
            Obstacle::FolderForFile => message!(
                "`{path}` is a folder, and a file of the site belongs there; move or delete it",
                path
            ),
            Obstacle::Foreign => message!(
                "`{path}` was not made by griot, and a file of the site belongs there; move or delete it",
                path
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::MessageLanguage;

    #[test]
    fn obstacles_have_a_line_each_and_the_last_line_counts_the_rest() {
        let obstacles = (0..52).map(|at| (format!("{at}.html"), Obstacle::Unreadable));
        let error = WriteError::Blocked(PathBuf::from("public"), obstacles.collect());
        let text = error.message().text(MessageLanguage::French);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 52);
        assert_eq!(
            (lines[0], lines[50], lines[51]),
            (
                "rien n’a été écrit dans `public`",
                "impossible d’ouvrir `public/49.html`",
                "et 2 de plus"
            )
        );
    }
}
