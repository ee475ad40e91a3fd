//! Walking the folders of a site.

use std::io;
use std::path::Path;

use super::kind::ContentKind;
use super::{CONTENT, STATIC};
use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::files::{self, AccessError, FileType};
use crate::message;

/// Whether a folder of the site exists. Reports anything else at its path.
fn folder_exists(root: &Path, folder: &str, diagnostics: &mut Diagnostics) -> io::Result<bool> {
    let special = match files::file_type(root, folder) {
        Ok(None) => return Ok(false),
        Ok(Some(FileType::Folder)) => return Ok(true),
        Ok(Some(found)) => (folder.to_owned(), found),
        Err(AccessError::Is(found, path)) => (path, found),
        Err(error) => return Err(error.into()),
    };
    // `config` reports `content/` itself.
    if special.0 != "content" {
        diagnostics.push(config::special_file(root, special.0, special.1));
    }
    Ok(false)
}

/// Returns the paths of all files below a folder of the root, relative to that folder, sorted.
/// Hidden files are ignored.
pub(super) fn walk(
    root: &Path,
    shown: &str,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    if !folder_exists(root, shown, diagnostics)? {
        return Ok(paths);
    }
    let content = &root.join(shown);
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        // Static files may be hidden: hosts require `.well-known/`.
        let below = entry.path().strip_prefix(content).unwrap_or(entry.path());
        let is_copied = shown == CONTENT && below.starts_with(STATIC) && !is_leftover(&name);
        entry.depth() > 0
            && (name.starts_with('.') && !is_copied || name.ends_with('~') || is_junk(&name))
    };
    for entry in walkdir::WalkDir::new(content)
        .into_iter()
        .filter_entry(|entry| !hidden(entry))
    {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry
            .path()
            .strip_prefix(content)
            .expect("the walk stays below its root");
        let Some(path) = with_slashes(below) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::StrayFile,
                    Location::Path(format!("{shown}/{}", below.display())),
                    message!("the name of this file is not UTF-8, so it is ignored"),
                )
                .help(message!("rename it")),
            );
            continue;
        };
        if let Some(finding) = not_a_file(
            root,
            format!("{shown}/{path}"),
            FileType::from_std(entry.file_type()),
        ) {
            diagnostics.push(finding);
            continue;
        }
        paths.push(path);
    }
    paths.sort();
    Ok(paths)
}

/// Reports a file that is not a regular file.
fn not_a_file(root: &Path, path: String, found: FileType) -> Option<Diagnostic> {
    let message = match found {
        FileType::File => return None,
        // If this folder were left out, all of its files would be missing from the site, so the
        // finding has a code of its own.
        _ if is_own_folder(&path) => return Some(config::special_file(root, path, found)),
        FileType::Link => {
            message!("this is a symbolic link, and griot does not follow links, so it is ignored")
        }
        FileType::Pipe => message!("expected a file, found a named pipe, so it is ignored"),
        FileType::Socket => message!("expected a file, found a socket, so it is ignored"),
        FileType::Device => message!("expected a file, found a device, so it is ignored"),
        FileType::Folder | FileType::Other => {
            message!("this is neither a file nor a folder, so it is ignored")
        }
    };
    let help = match files::link_target(root, &path) {
        Some(target) => message!(
            "delete the link and put `{target}` itself here",
            target = target.display()
        ),
        None => message!("delete it, or put a file here"),
    };
    Some(Diagnostic::new(Code::StrayFile, Location::Path(path), message).help(help))
}

/// Whether a path is one of the folders or files of griot's layout, such as `content/media`.
fn is_own_folder(path: &str) -> bool {
    let Some(name) = path.strip_prefix("content/") else {
        return false;
    };
    name == "site.yaml"
        || ["media", "geo", "style", "static"].contains(&name)
        || ContentKind::ALL.iter().any(|kind| kind.folder() == name)
}

/// Whether a hidden file belongs to a program and not to a site.
fn is_leftover(name: &str) -> bool {
    name.starts_with(".griot")
        || name.starts_with(".#")
        || name.ends_with(".swp")
        || matches!(
            name,
            ".git" | ".gitignore" | ".gitkeep" | ".gitattributes" | ".DS_Store"
        )
}

/// Whether a file was left by an operating system or an office program.
fn is_junk(name: &str) -> bool {
    matches!(name, "Thumbs.db" | "desktop.ini" | "Icon\r") || name.starts_with("~$")
}

fn with_slashes(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
