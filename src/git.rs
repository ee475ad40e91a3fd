//! git as a subprocess: the dates of the latest commits, and the changes for `--changed-since`.
//!
//! Nothing here changes the repository. The form of git's output does not depend on the
//! configuration of the user or the repository.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// git, run in a folder.
pub struct Git<'a> {
    pub root: &'a Path,
}

/// Why git failed.
#[derive(Debug)]
pub enum GitError {
    Missing(io::Error),
    /// git failed, with this error output.
    Failed(String),
}

/// Why the dates of files are not known.
#[derive(Debug, Hash)]
pub enum NoHistory {
    /// git is not installed.
    NoGit,
    NoRepository,
    /// The clone is shallow, so its oldest commit would seem to have changed every file.
    Shallow,
    /// git failed, with this error output.
    Failed(String),
}

impl Git<'_> {
    /// Returns the day of the latest commit to each file below a folder, in a time zone. The keys
    /// are paths from the root. Files without a commit are left out.
    ///
    /// One call serves all files, because each call searches the full history.
    ///
    /// # Errors
    /// If there is no history, or only a part of it is known.
    pub fn days(
        &self,
        folder: &str,
        zone: &TimeZone,
    ) -> Result<BTreeMap<String, civil::Date>, NoHistory> {
        if self.line(&["rev-parse", "--is-shallow-repository"])? == "true" {
            return Err(NoHistory::Shallow);
        }
        // In a repository without commits, git reports an error. Its history is empty, which is not
        // an error here.
        if let Err(GitError::Failed(_)) = self.line(&["rev-parse", "--verify", "--quiet", "HEAD"]) {
            return Ok(BTreeMap::new());
        }
        let log = [
            "-c",
            "log.showSignature=false",
            "-c",
            "log.showRoot=true",
            "log",
            "--no-color",
            "--no-renames",
            "--no-ext-diff",
            "--relative",
            "--name-only",
            "-z",
            "--format=format:%x00%x01%ct%x00",
            "--",
            folder,
        ];
        let list = self.run(&log, None, &[])?;
        Ok(latest(&list, zone))
    }

    /// Returns the first line of git's output.
    ///
    /// # Errors
    /// If git is missing or fails.
    pub fn line(&self, arguments: &[&str]) -> Result<String, GitError> {
        let out = self.run(arguments, None, &[])?;
        Ok(String::from_utf8_lossy(&out)
            .trim_end_matches(['\r', '\n'])
            .to_owned())
    }

    /// Returns git's output.
    ///
    /// # Errors
    /// If git is missing or fails.
    pub fn run(
        &self,
        arguments: &[&str],
        input: Option<&[u8]>,
        environment: &[(&str, &OsStr)],
    ) -> Result<Vec<u8>, GitError> {
        let mut child = Command::new("git")
            .arg("-C")
            .arg(self.root)
            .args(arguments)
            .env("LC_ALL", "C")
            .envs(environment.iter().copied())
            .stdin(if input.is_some() {
                Stdio::piped()
            } else {
                Stdio::null()
            })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(GitError::Missing)?;
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            // If git stops before it has read all input, git reports the reason.
            let _ = stdin.write_all(input);
        }
        let output = child.wait_with_output().map_err(GitError::Missing)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(GitError::Failed(
                String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            ))
        }
    }
}

impl From<GitError> for NoHistory {
    fn from(error: GitError) -> NoHistory {
        match error {
            GitError::Missing(error) if error.kind() == io::ErrorKind::NotFound => NoHistory::NoGit,
            GitError::Missing(error) => NoHistory::Failed(error.to_string()),
            GitError::Failed(said) if said.contains("not a git repository") => {
                NoHistory::NoRepository
            }
            GitError::Failed(said) => NoHistory::Failed(said),
        }
    }
}

/// Returns the date of the latest commit to each path. The log is newest first.
///
/// Its parts are separated by NUL; a commit begins with byte 1.
fn latest(log: &[u8], zone: &TimeZone) -> BTreeMap<String, civil::Date> {
    let mut days = BTreeMap::new();
    let mut day = None;
    for part in log.split(|&b| b == 0) {
        if let Some(seconds) = part.strip_prefix(b"\x01") {
            day = std::str::from_utf8(seconds)
                .ok()
                .and_then(|seconds| seconds.parse().ok())
                .and_then(|seconds| Timestamp::from_second(seconds).ok())
                .map(|moment| moment.to_zoned(zone.clone()).date());
            continue;
        }
        let path = part.strip_prefix(b"\n").unwrap_or(part);
        if let (Some(day), Ok(path)) = (day, std::str::from_utf8(path))
            && !path.is_empty()
        {
            days.entry(path.to_owned()).or_insert(day);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_of_a_path_counts_in_the_zone_of_the_site() {
        let log = b"\0\x011645660740\0\ncontent/a.md\0content/\xc3\xa9\n.md\0\0\x011645000000\0\ncontent/a.md\0content/b.md\0";
        let days = |zone: &str| latest(log, &TimeZone::get(zone).expect("it is known"));
        let list: Vec<(String, String)> = days("UTC")
            .into_iter()
            .map(|(path, day)| (path, day.to_string()))
            .collect();
        let expected = [
            ("content/a.md", "2022-02-23"),
            ("content/b.md", "2022-02-16"),
            ("content/é\n.md", "2022-02-23"),
        ];
        assert_eq!(
            list,
            expected.map(|(path, day)| (path.to_owned(), day.to_owned()))
        );
        // Twenty minutes before midnight in UTC is already the next day farther east.
        assert_eq!(days("Asia/Dubai")["content/a.md"].to_string(), "2022-02-24");
    }
}
