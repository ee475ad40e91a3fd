//! Findings about output files whose paths collide.

use std::collections::BTreeMap;

use super::PublishedMedia;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::message;
use crate::messages::Message;
use crate::plan::{self, PathDifference};

/// Reports files with the same path, and files at the path of a folder.
///
/// The plan gives every page a path of its own. A redirect, an asset, a picture or a copied file
/// may still conflict with another file.
pub fn check(paths: &[&str], media: &PublishedMedia, diagnostics: &mut Diagnostics) {
    // The path, and whether the file is copied. The key is the path as hosts compare it, with case
    // and Unicode form folded.
    let mut seen: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    let mut report = |copied: Option<&str>, are_both: bool, message: Message| {
        let place = match copied {
            Some(path) => format!("content/{}/{path}", crate::load::STATIC),
            None => crate::config::FILE.to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(Code::AddressTaken, Location::Path(place), message).help(
                match copied {
                    Some(_) if are_both => message!("rename this file, or the other one"),
                    Some(_) => {
                        message!("rename this file, or delete it: griot generates one there")
                    }
                    None => message!("rename the file or page, or delete the redirect"),
                },
            ),
        );
    };
    let all = paths.iter().map(|path| (*path, false));
    for (path, is_copied) in all.chain(media.copied().map(|path| (path, true))) {
        let Some((first, was_copied)) = seen.insert(plan::collision_key(path), (path, is_copied))
        else {
            continue;
        };
        let copied = is_copied.then_some(path);
        report(
            copied,
            is_copied && was_copied,
            same_address(first.min(path), first.max(path)),
        );
    }
    for (key, (path, is_copied)) in &seen {
        let mut above = key.as_str();
        while let Some((folder, _)) = above.rsplit_once('/') {
            if let Some((file, is_other)) = seen.get(folder) {
                let copied = [(path, is_copied), (file, is_other)]
                    .into_iter()
                    .find(|(_, copied)| **copied);
                let copied = copied.map(|(path, _)| *path);
                report(
                    copied,
                    *is_copied && *is_other,
                    message!(
                        "`/{file}` is a file, but `/{path}` needs a folder of that name",
                        file,
                        path
                    ),
                );
            }
            above = folder;
        }
    }
}

/// Returns the message about two files whose paths some hosts do not distinguish.
fn same_address(first: &str, second: &str) -> Message {
    match plan::difference(first, second) {
        Some(PathDifference::Accents) => message!(
            "two files have addresses that differ only in how accents are encoded (Unicode form): `/{first}` and `/{second}`",
            first,
            second
        ),
        Some(PathDifference::Case) => message!(
            "two files have addresses that differ only in capital letters: `/{first}` and `/{second}`",
            first,
            second
        ),
        None => message!("two files have the address `/{path}`", path = second),
    }
}
