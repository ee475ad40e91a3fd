//! Files that are compiled into the program.

use include_dir::{Dir, DirEntry};

/// Returns every file below a folder with its path in the folder, separated by `/` and sorted.
pub fn files(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
    /// Collects the files below a folder.
    fn walk(folder: &'static Dir<'static>, found: &mut Vec<(&'static str, &'static [u8])>) {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => walk(inner, found),
                DirEntry::File(file) => {
                    found.extend(file.path().to_str().map(|path| (path, file.contents())));
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    found.sort_unstable();
    found
}

/// Returns the text of a file, or `None` if it does not exist or is not UTF-8.
pub fn text(folder: &'static Dir<'static>, path: &str) -> Option<&'static str> {
    folder.get_file(path)?.contents_utf8()
}
