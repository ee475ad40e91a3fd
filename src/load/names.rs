//! File names of documents: id, language and page bundle.

use super::ids::{is_id, slug};
use super::kind::ContentKind;
use crate::diag::{Code, Diagnostic, Fix, Location, Safety};
use crate::lang::{Lang, Languages};
use crate::message;
use crate::source::FileId;

/// The parts of the path of a document.
pub(super) struct DocumentName<'p> {
    /// The file name without extension.
    stem: &'p str,
    ending: &'p str,
    /// The name of the folder, if the document is a page bundle (`x/index.md`).
    folder: Option<&'p str>,
    is_bundle: bool,
}

/// Parses the path of a document below `content/`. The id of `x/index.md` is `x`.
pub(super) fn parse_name(path: &str, kind: ContentKind) -> DocumentName<'_> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_index = is_stem(stem, BUNDLE) || kind == ContentKind::Page && is_stem(stem, INDEX);
    let folder = above
        .rsplit('/')
        .next()
        .filter(|_| is_index && above != kind.folder());
    DocumentName {
        stem,
        ending,
        folder,
        is_bundle: folder.is_some(),
    }
}

impl<'p> DocumentName<'p> {
    /// Splits the stem at its last dot if a language tag follows.
    fn tagged(&self) -> Option<(&'p str, &'p str, Lang)> {
        let (before, tag) = self.stem.rsplit_once('.')?;
        Some((before, tag, Lang::parse(tag)?))
    }

    /// Returns the id of the document.
    pub(super) fn id(&self, languages: &Languages) -> &'p str {
        match (self.folder, self.tagged()) {
            (Some(folder), _) => folder,
            (None, Some((before, _, lang))) if languages.contains(lang) => before,
            (None, Some((before, ..))) if is_id(before) => before,
            _ => self.stem,
        }
    }

    /// Returns the language tag in the file name, whether or not the site has the language.
    pub(super) fn suffix(&self) -> Option<Lang> {
        self.tagged().map(|(.., lang)| lang)
    }

    /// Returns the language tag in the file name, if the site does not have the language.
    pub(super) fn unknown_tag(&self, languages: &Languages) -> Option<&'p str> {
        self.tagged()
            .filter(|(.., lang)| !languages.contains(*lang))
            .map(|(_, tag, _)| tag)
    }
}

/// The stem of the document in a page bundle.
const BUNDLE: &str = "index";

/// The stem of the document about a folder of free pages.
const INDEX: &str = "_index";

/// Whether a stem is a name, with or without a language tag.
fn is_stem(stem: &str, name: &str) -> bool {
    let rest = stem.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a document is about the folder of free pages that it is in: `pages/x/_index.md`.
pub fn is_folder_index(path: &str) -> bool {
    let path = path.strip_prefix("content/").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = path.strip_prefix("pages/");
    folder.is_some_and(|below| below.contains('/')) && name.starts_with("_index.")
}

/// Returns the folder below `content/pages/` that the page of a file stands in: empty for
/// `pages/about.md` and `pages/about/index.md`, `interviews` for `pages/interviews/amina.md`.
pub fn page_folder(path: &str) -> &str {
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_prefix("pages/").unwrap_or(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match is_stem(stem, BUNDLE) || is_stem(stem, INDEX) {
        true => folder.rsplit_once('/').map_or("", |(above, _)| above),
        false => folder,
    }
}

/// Returns the file name of a translation, from the path of a document beside it. Without a
/// language, returns the file name of the original.
pub fn sibling(path: &str, lang: Option<Lang>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "md"));
    let base = match stem.rsplit_once('.') {
        Some((base, tag)) if Lang::parse(tag).is_some() => base,
        _ => stem,
    };
    match lang {
        Some(lang) => format!("{base}.{lang}.{ending}"),
        None => format!("{base}.{ending}"),
    }
}

/// Whether GitHub shows a file below the list of files in its folder.
pub(super) fn is_readme(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.eq_ignore_ascii_case("readme")
}

/// Returns the fix that gives a file or folder below `content/` another name.
pub(super) fn renaming(path: &str, name: &str, safety: Safety) -> Fix {
    let above = path.rsplit_once('/').map(|(above, _)| above);
    let new = above.map_or_else(|| name.to_owned(), |above| format!("{above}/{name}"));
    moving(path, &new, safety)
}

/// Returns the fix that moves a file to another path below `content/`.
pub(super) fn moving(path: &str, new: &str, safety: Safety) -> Fix {
    let (from, to) = (format!("content/{path}"), format!("content/{new}"));
    Fix::new(safety, message!("rename it to `{name}`", name = new)).rename(from, to)
}

/// Reports a file name that is not a valid id.
pub(super) fn bad_id(
    named: &DocumentName,
    id: &str,
    suffix: Option<Lang>,
    place: (FileId, &str),
) -> Diagnostic {
    let (file, path) = place;
    let tag = suffix.map_or_else(String::new, |lang| format!(".{lang}"));
    let (message, ending) = if named.is_bundle {
        (
            message!(
                "the folder name `{id}` is not a valid id: use a to z, 0 to 9 and hyphens",
                id
            ),
            String::new(),
        )
    } else {
        (
            message!(
                "the file name `{id}` is not a valid id: use a to z, 0 to 9 and hyphens",
                id
            ),
            format!("{tag}.{}", named.ending),
        )
    };
    let new = slug(id).map(|slug| format!("{slug}{ending}"));
    let help = match &new {
        Some(name) => message!("rename it to `{name}`", name),
        None => message!("rename it with the letters a to z, digits and hyphens"),
    };
    let old = match named.is_bundle {
        true => path.rsplit_once('/').map_or("", |(above, _)| above),
        false => path,
    };
    let fix = new.map(|name| renaming(old, &name, Safety::Safe));
    Diagnostic::new(Code::BadId, Location::File(file), message)
        .help(help)
        .fix(fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_in_folders() {
        for (path, folder) in [
            ("content/pages/about.md", ""),
            ("content/pages/about/index.fr.md", ""),
            ("content/pages/interviews/amina.md", "interviews"),
            ("content/pages/interviews/_index.md", ""),
            ("content/pages/interviews/2022/_index.ar.md", "interviews"),
            (
                "content/pages/interviews/2022/x/index.md",
                "interviews/2022",
            ),
        ] {
            assert_eq!(page_folder(path), folder, "{path}");
        }
        assert!(is_folder_index("pages/interviews/_index.fr.md"));
        assert!(!is_folder_index("pages/_index.md"), "no folder of pages");
        assert!(!is_folder_index("articles/x/_index.md"));
    }
}
