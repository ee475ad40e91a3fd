//! git as a subprocess: the dates of the latest commits, the commits with their files, and the
//! changes for `--changed-since`.
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

/// A commit of the branch that is checked out. Of a merge, this is the merge itself, with all that
/// it brought in.
#[derive(Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full hash.
    pub hash: String,
    /// When it was committed.
    pub moment: Timestamp,
    /// The files that it changed.
    pub files: Vec<FileChange>,
}

/// A change of one file: `before` is `None` if it is new, `after` if it is deleted. The paths differ
/// if it was moved without a change of its content.
#[derive(Debug, PartialEq, Eq)]
pub struct FileChange {
    pub before: Option<FileVersion>,
    pub after: Option<FileVersion>,
}

/// The content of a file in a commit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileVersion {
    /// The path from the root.
    pub path: String,
    /// The hash of the content.
    pub blob: String,
}

/// The number of blobs that one process of git reads. Their hashes fit into the buffer of a pipe,
/// so they are written before git's output is read.
const BLOBS_AT_ONCE: usize = 500;

/// The number of bytes after which a process of git reads no further blob.
const BYTES_AT_ONCE: u64 = 32 * 1024 * 1024;

impl Git<'_> {
    /// Returns the hash of the commit that is checked out, or `None` in a repository without
    /// commits.
    ///
    /// # Errors
    /// If there is no history, or only a part of it is known.
    pub fn head(&self) -> Result<Option<String>, NoHistory> {
        if self.line(&["rev-parse", "--is-shallow-repository"])? == "true" {
            return Err(NoHistory::Shallow);
        }
        // In a repository without commits, git reports an error. Its history is empty, which is not
        // an error here.
        match self.line(&["rev-parse", "--verify", "--quiet", "HEAD"]) {
            Ok(hash) => Ok(Some(hash)),
            Err(GitError::Failed(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the commits that changed files below a folder, newest first, up to a number. Follows
    /// the first parent of each merge: these are the states that the branch really had.
    ///
    /// # Errors
    /// If git is missing or fails.
    pub fn commits(&self, folder: &str, most: usize) -> Result<Vec<Commit>, NoHistory> {
        let most = format!("--max-count={most}");
        let log = [
            "-c",
            "log.showSignature=false",
            "-c",
            "log.showRoot=true",
            "-c",
            "log.diffMerges=separate",
            "-c",
            "log.follow=false",
            "log",
            "--no-color",
            "--first-parent",
            "-m",
            "-M100%",
            "--no-ext-diff",
            "--relative",
            "--raw",
            "--no-abbrev",
            "-z",
            &most,
            "--format=format:%x00%x01%H %ct%x00",
            "--",
            folder,
        ];
        Ok(commits(&self.run(&log, None, &[])?))
    }

    /// Returns the contents of blobs that are not larger than a limit. Others, and those that are
    /// missing, are left out.
    ///
    /// # Errors
    /// If git is missing or fails.
    pub fn blobs(
        &self,
        hashes: &[String],
        limit: u64,
    ) -> Result<BTreeMap<String, Vec<u8>>, NoHistory> {
        let mut blobs = BTreeMap::new();
        for hashes in hashes.chunks(BLOBS_AT_ONCE) {
            let check = self.cat_file("--batch-check", hashes)?;
            let mut group: Vec<String> = Vec::new();
            let mut bytes = 0;
            for line in String::from_utf8_lossy(&check).lines() {
                let Some((hash, size)) = blob_header(line).filter(|(_, size)| *size <= limit)
                else {
                    continue;
                };
                group.push(hash.to_owned());
                bytes += size;
                if bytes > BYTES_AT_ONCE {
                    read_batch(&self.cat_file("--batch", &group)?, &mut blobs);
                    group.clear();
                    bytes = 0;
                }
            }
            if !group.is_empty() {
                read_batch(&self.cat_file("--batch", &group)?, &mut blobs);
            }
        }
        Ok(blobs)
    }

    fn cat_file(&self, form: &str, hashes: &[String]) -> Result<Vec<u8>, GitError> {
        let input = hashes.join("\n") + "\n";
        self.run(&["cat-file", form], Some(input.as_bytes()), &[])
    }

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
        if self.head()?.is_none() {
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

/// Parses a raw log. Its parts are separated by NUL; a commit begins with byte 1.
fn commits(log: &[u8]) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut parts = log.split(|&b| b == 0);
    while let Some(part) = parts.next() {
        if let Some(header) = part.strip_prefix(b"\x01") {
            commits.extend(commit(&String::from_utf8_lossy(header)));
            continue;
        }
        let entry = part.strip_prefix(b"\n").unwrap_or(part);
        let Some(entry) = entry.strip_prefix(b":") else {
            continue;
        };
        let entry = String::from_utf8_lossy(entry);
        let mut words = entry.split(' ');
        let [
            Some(old_mode),
            Some(new_mode),
            Some(old),
            Some(new),
            Some(status),
        ] = std::array::from_fn(|_| words.next())
        else {
            continue;
        };
        let path = |path: Option<&[u8]>| String::from_utf8(path?.to_vec()).ok();
        let from = path(parts.next());
        let to = match status.starts_with(['R', 'C']) {
            true => path(parts.next()),
            false => from.clone(),
        };
        // Links and modules are no files of a site.
        let version = |mode: &str, path: Option<String>, blob: &str| {
            mode.starts_with("100").then_some(())?;
            let blob = blob.to_owned();
            Some(FileVersion { path: path?, blob })
        };
        if let Some(commit) = commits.last_mut() {
            commit.files.push(FileChange {
                before: version(old_mode, from, old),
                after: version(new_mode, to, new),
            });
        }
    }
    commits
}

/// Parses the hash and the time of a commit.
fn commit(header: &str) -> Option<Commit> {
    let (hash, seconds) = header.split_once(' ')?;
    let seconds = seconds.parse().unwrap_or(i64::MAX);
    Some(Commit {
        hash: hash.to_owned(),
        // Some programs write times that no calendar has.
        moment: Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX),
        files: Vec::new(),
    })
}

/// Parses a line of `git cat-file`: the hash and size of a blob. `None` for what is not a blob.
fn blob_header(line: &str) -> Option<(&str, u64)> {
    let (hash, rest) = line.split_once(' ')?;
    let size = rest.strip_prefix("blob ")?;
    Some((hash, size.parse().ok()?))
}

/// Adds the blobs in the output of `git cat-file --batch`.
fn read_batch(mut output: &[u8], blobs: &mut BTreeMap<String, Vec<u8>>) {
    while let Some(end) = output.iter().position(|&b| b == b'\n') {
        let line = String::from_utf8_lossy(&output[..end]);
        output = &output[end + 1..];
        let Some((hash, size)) = blob_header(&line) else {
            continue;
        };
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some(content) = output.get(..size) else {
            return;
        };
        blobs.insert(hash.to_owned(), content.to_vec());
        // A line break follows the content.
        output = output.get(size + 1..).unwrap_or_default();
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

    #[test]
    fn a_raw_log_has_the_files_of_each_commit() {
        let log = b"\0\x01aa 1645660740\0\n:100644 100644 11 22 M\0content/a.md\0:100644 100644 33 33 R100\0content/b\n.md\0content/c.md\0\0\x01bb 1645000000\0\n:000000 100644 00 11 A\0content/a.md\0:120000 100644 44 33 T\0content/b\n.md\0:100644 000000 55 00 D\0content/d.md\0";
        let version = |path: &str, blob: &str| {
            Some(FileVersion {
                path: path.to_owned(),
                blob: blob.to_owned(),
            })
        };
        let commit = |hash: &str, seconds, files: Vec<_>| Commit {
            hash: hash.to_owned(),
            moment: Timestamp::from_second(seconds).expect("a moment"),
            files: (files.into_iter())
                .map(|(before, after)| FileChange { before, after })
                .collect(),
        };
        let expected = [
            commit(
                "aa",
                1_645_660_740,
                vec![
                    (version("content/a.md", "11"), version("content/a.md", "22")),
                    (
                        version("content/b\n.md", "33"),
                        version("content/c.md", "33"),
                    ),
                ],
            ),
            commit(
                "bb",
                1_645_000_000,
                vec![
                    (None, version("content/a.md", "11")),
                    // A link is no file of a site.
                    (None, version("content/b\n.md", "33")),
                    (version("content/d.md", "55"), None),
                ],
            ),
        ];
        assert_eq!(commits(log), expected);
    }

    #[test]
    fn a_batch_has_blobs_with_any_bytes() {
        let mut blobs = BTreeMap::new();
        read_batch(
            b"aa blob 5\na\nb\0c\nbb missing\ncc blob 0\n\ndd tree 3\nee blob 9\nshort",
            &mut blobs,
        );
        let expected = [("aa", &b"a\nb\0c"[..]), ("cc", b"")];
        let expected = expected.map(|(hash, bytes)| (hash.to_owned(), bytes.to_vec()));
        assert_eq!(blobs, BTreeMap::from(expected));
        assert_eq!(blob_header("aa blob 12"), Some(("aa", 12)));
        assert_eq!(blob_header("aa commit 12"), None);
        assert_eq!(blob_header("aa missing"), None);
    }
}
