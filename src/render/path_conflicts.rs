//! Findings about output files whose paths collide.

use std::collections::BTreeMap;

use super::PublishedMedia;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::plan;

/// Reports files with the same path, and files at the path of a folder.
///
/// The plan gives every page a path of its own. A redirect, an asset, a picture or a copied file
/// may still conflict with another file.
pub fn check(paths: &[&str], media: &PublishedMedia, diagnostics: &mut Diagnostics) {
    // The path, and whether the file is copied. The key is the path as hosts compare it, with case
    // and Unicode form folded.
    let mut seen: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    let mut report = |copied: Option<&str>, are_both: bool, message: String| {
        let place = match copied {
            Some(path) => format!("content/{}/{path}", crate::load::STATIC),
            None => crate::config::FILE.to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(Code::AddressTaken, Location::Path(place), message).help(
                match copied {
                    Some(_) if are_both => "rename this file, or the other one",
                    Some(_) => "rename this file, or delete it: griot generates one there",
                    None => "rename the file or page, or delete the redirect",
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
            match plan::difference(first, path) {
                Some(difference) => {
                    let (first, second) = (first.min(path), first.max(path));
                    format!(
                        "two files have addresses that differ only in {difference}: `/{first}` and `/{second}`"
                    )
                }
                None => format!("two files have the address `/{path}`"),
            },
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
                    format!("`/{file}` is a file, but `/{path}` needs a folder of that name"),
                );
            }
            above = folder;
        }
    }
}
