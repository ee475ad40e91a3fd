//! The files below a folder, as a list.

use std::fs;
use std::io;
use std::path::Path;

use super::error::FileType;

/// The maximum number of files in a list. A folder with more is not the source of a site.
pub const MAX_FILES: usize = 500_000;

/// A file, link or other object below a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedFile {
    /// The path below the folder, separated by `/`.
    pub path: String,
    pub kind: FileType,
}

/// Lists all files below a folder by path. `enters` says whether to look into a folder. Links are
/// listed and not followed. Names that are not UTF-8 are listed with replacement characters.
///
/// # Errors
/// If a folder cannot be read, or has more than [`MAX_FILES`].
pub fn list(root: &Path, enters: impl Fn(&str) -> bool) -> io::Result<Vec<ListedFile>> {
    let mut files = Vec::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = match folder.is_empty() {
                true => name,
                false => format!("{folder}/{name}"),
            };
            match FileType::from_std(entry.file_type()?) {
                FileType::Folder if enters(&path) => open.push(path),
                FileType::Folder => {}
                kind => files.push(ListedFile { path, kind }),
            }
        }
        if files.len() > MAX_FILES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_by_path() {
        let root = tempfile::tempdir().expect("a folder of our own");
        for path in ["b/c/d.md", "a.md", "no/x.md"] {
            let file = root.path().join(path);
            fs::create_dir_all(file.parent().expect("it is below")).expect("folders can be made");
            fs::write(file, "").expect("files can be written");
        }
        let files = list(root.path(), |path| path != "no").expect("it can be read");
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.md", "b/c/d.md"]);
    }
}
