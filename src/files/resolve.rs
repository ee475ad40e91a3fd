//! Resolving paths and links.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Resolves a path as far as it exists. Links are followed in the part that exists; `..` is left
/// unchanged in the rest.
///
/// # Errors
/// If there is no current folder.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = std::env::current_dir()?;
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                resolved.pop();
            }
            other => resolved.push(other),
        }
        if let Ok(real) = fs::canonicalize(&resolved) {
            resolved = real;
        }
    }
    Ok(resolved)
}

/// Returns the target of a link at a path below `root`. It is relative to the root if it is below
/// the root. `None` if the path is not a link.
pub fn link_target(root: &Path, path: &str) -> Option<PathBuf> {
    let target = fs::read_link(root.join(path)).ok()?;
    if target.is_absolute() {
        let below = target.strip_prefix(root).map(Path::to_owned);
        return Some(below.unwrap_or(target));
    }
    let mut resolved: Vec<std::ffi::OsString> = Vec::new();
    for part in Path::new(path).parent()?.join(target).components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if resolved.last().is_some_and(|last| last != "..") => {
                resolved.pop();
            }
            other => resolved.push(other.as_os_str().to_owned()),
        }
    }
    Some(resolved.into_iter().collect())
}

/// Whether two paths lead to the same folder or file.
pub fn are_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_resolved_as_far_as_it_is_there() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let real = fs::canonicalize(root.path()).expect("it is there");
        assert_eq!(
            resolve(&root.path().join("x/../y/./z")).expect("there is a folder"),
            real.join("y/z")
        );
        assert!(are_same(&real, root.path()) && !are_same(&real, Path::new("/")));
    }
}
