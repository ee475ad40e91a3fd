//! Files that are part of the program.

use include_dir::{Dir, DirEntry};

/// Every file below a folder, with its path there (parts separated by `/`), sorted by path.
pub fn files(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
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

/// The text of a file; `None` where there is no such file, or it is not UTF-8.
pub fn text(folder: &'static Dir<'static>, path: &str) -> Option<&'static str> {
    folder.get_file(path)?.contents_utf8()
}
