//! File names of documents: id, language and page bundle.

use super::ids::{is_id, slug};
use super::kind::ContentKind;
use crate::diag::{Code, Diagnostic, Location};
use crate::lang::{Lang, Languages};
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
    let is_index = stem == BUNDLE
        || stem
            .strip_prefix(BUNDLE)
            .is_some_and(|rest| rest.starts_with('.'));
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

/// Reports a file name that is not a valid id.
pub(super) fn bad_id(
    named: &DocumentName,
    id: &str,
    suffix: Option<Lang>,
    file: FileId,
) -> Diagnostic {
    let tag = suffix.map_or_else(String::new, |lang| format!(".{lang}"));
    let (what, ending) = if named.is_bundle {
        ("folder", String::new())
    } else {
        ("file", format!("{tag}.{}", named.ending))
    };
    let help = match slug(id) {
        Some(slug) => format!("rename it to `{slug}{ending}`"),
        None => "rename it with the letters a to z, digits and hyphens".to_owned(),
    };
    Diagnostic::new(
        Code::BadId,
        Location::File(file),
        format!("the {what} name `{id}` is not a valid id: use a to z, 0 to 9 and hyphens"),
    )
    .help(help)
}
