//! Files that griot does not read, and what their authors probably meant.

use std::collections::BTreeSet;

use super::{ContentKind, photographs, slug};
use crate::diag::{Code, Diagnostic, Diagnostics, Location, nearest};

/// The folders below `content/`.
const FOLDERS: &[&str] = &[
    "articles", "actors", "regions", "events", "sources", "pages", "media", "geo", "style",
    "static",
];

/// Extensions of Markdown and plain text other than `.md`. Such a file only needs to be renamed.
const TEXTS: &[&str] = &[
    "mdx", "mkd", "mdown", "mkdn", "mdwn", "mdtxt", "mdtext", "text", "txt", "rmd", "qmd",
];

/// Extensions of texts in other formats, with the names of the formats.
const OTHERS: &[(&str, &str)] = &[
    ("docx", "a Word document"),
    ("doc", "a Word document"),
    ("odt", "a LibreOffice document"),
    ("pages", "a Pages document"),
    ("rtf", "a word-processor document"),
    ("gdoc", "a link to a Google document"),
    ("html", "HTML"),
    ("htm", "HTML"),
    ("org", "Org"),
    ("rst", "reStructuredText"),
    ("adoc", "AsciiDoc"),
    ("asciidoc", "AsciiDoc"),
    ("tex", "LaTeX"),
    ("ipynb", "a Jupyter notebook"),
];

/// Explains a file directly in `content/`: what is wrong, and what to do.
pub(super) fn at_top(path: &str) -> (String, String) {
    let lower = path.to_ascii_lowercase();
    if matches!(lower.as_str(), "site.yml" | "site.yaml" | "site.yaml.txt") {
        return (
            format!("`{path}` is not read: site settings belong in `site.yaml`"),
            format!("rename `{path}` to `site.yaml`"),
        );
    }
    let message = format!("`{path}` is in none of the content folders, so it is ignored");
    let help = match ending(path) {
        (stem, Some(end)) if super::is_markdown(&lower) || TEXTS.contains(&end.as_str()) => {
            let name = named(stem).unwrap_or_else(|| path.to_owned());
            format!("move it to `articles/{name}` or `pages/{name}`")
        }
        (_, Some(end)) if end == "geojson" => format!("move it to `geo/{path}`"),
        _ => format!(
            "move it to `media/{path}` if a text shows it or links to it, or to `static/{path}` to publish it as it is"
        ),
    };
    (message, help)
}

/// Explains a file in an unknown folder.
pub(super) fn in_folder(folder: &str, path: &str) -> (String, String) {
    let rest = &path[folder.len() + 1..];
    let message = format!("griot does not read `{folder}/`, so this file is ignored");
    let lower = folder.to_lowercase();
    let meant = match lower.as_str() {
        "article" | "posts" | "post" | "blog" | "news" | "stories" => Some("articles"),
        "actor" | "acteurs" | "people" | "organisations" | "organizations" => Some("actors"),
        "region" | "places" | "lieux" => Some("regions"),
        "event" | "evenements" | "événements" => Some("events"),
        "source" => Some("sources"),
        "page" => Some("pages"),
        "images" | "image" | "img" | "pictures" | "photos" | "uploads" | "files" => Some("media"),
        "public" | "assets" => Some("static"),
        "styles" => Some("style"),
        other => nearest(other, FOLDERS.iter().copied()),
    };
    let help = match meant {
        Some(meant) => format!("move it to `{meant}/{rest}`"),
        None if super::is_markdown(path) => {
            "move it to `articles/`, `actors/`, `regions/`, `events/`, `sources/` or `pages/`"
                .to_owned()
        }
        None => format!(
            "move it to `media/{rest}` if a text shows it or links to it, or to `static/{rest}` to publish it as it is"
        ),
    };
    (message, help)
}

/// Whether a file is a section page of Hugo or Zola.
pub(super) fn is_section(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("_index.")
}

/// Explains a section page: griot generates such lists itself.
pub(super) fn section(path: &str, kind: ContentKind) -> (String, String) {
    let name = path.rsplit('/').next().unwrap_or(path);
    (
        format!(
            "`{name}` is a section page of Hugo or Zola; griot generates its lists, so this file is ignored"
        ),
        format!(
            "delete it, or give its text a page of its own, such as `pages/about-{}.md`",
            kind.folder()
        ),
    )
}

/// Reports files in content folders that are not read, and misnamed records of pictures there and
/// in `media/`. Unused pictures are reported only if `all_known`, because a document with an error
/// may use them.
pub fn report(
    media: &[String],
    used: &BTreeSet<String>,
    all_known: bool,
    diagnostics: &mut Diagnostics,
) {
    for path in media {
        if used.contains(path) {
            continue;
        }
        let kind = kind_of(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let record = photographs::suggested_picture(path, media).map(|record| {
            let message = format!(
                "`{name}` is not read: what is known of a picture stands in a file with the picture's whole name"
            );
            (message, format!("rename it to `{record}`"))
        });
        let misnamed = || kind.and_then(|kind| misnamed(name, kind));
        let (message, help) = match record.or_else(misnamed) {
            Some(found) => found,
            None if path.starts_with("style/") => (
                format!("no setting names `{name}`, so it is not used"),
                format!("write `css: [{path}]` in site.yaml, or delete it"),
            ),
            None if kind.is_none() => continue,
            None if all_known => (
                format!("no text shows `{name}` or links to it, so it is not published"),
                format!(
                    "link to it, such as `[words]({name})`, or move it to `content/media/`, or delete it"
                ),
            ),
            None => continue,
        };
        let place = Location::Path(format!("content/{path}"));
        diagnostics.push(Diagnostic::new(Code::StrayFile, place, message).help(help));
    }
}

fn kind_of(path: &str) -> Option<ContentKind> {
    let folder = path.split('/').next()?;
    ContentKind::ALL
        .into_iter()
        .find(|kind| kind.folder() == folder)
}

/// Explains a file that was probably meant to be read.
fn misnamed(name: &str, kind: ContentKind) -> Option<(String, String)> {
    let (stem, end) = ending(name);
    let end = end?;
    let noun = kind.noun();
    let new = named(stem).unwrap_or_else(|| "its-id.md".to_owned());
    let unread =
        format!("`{name}` is not read: griot reads files that end in `.md` or `.markdown`");
    if TEXTS.contains(&end.as_str()) || super::is_markdown(&name.to_ascii_lowercase()) {
        return Some((unread, format!("rename it to `{new}`")));
    }
    if matches!(end.as_str(), "yaml" | "yml" | "json" | "toml") {
        let how = match end.as_str() {
            "toml" => "convert it to YAML".to_owned(),
            _ => "put its content".to_owned(),
        };
        return Some((
            unread,
            format!("{how} between two lines `---` into `{new}`"),
        ));
    }
    let (_, format) = OTHERS.iter().find(|(known, _)| *known == end)?;
    Some((
        format!("`{name}` is not read: it is {format}, and griot reads Markdown"),
        format!(
            "save the text of this {noun} as `{new}`, or link to the file for readers to download"
        ),
    ))
}

/// Splits a file name into its stem and its last extension in lower case. The extension of Markdown
/// before it is dropped too: `a.md.txt` becomes `a` and `txt`.
fn ending(name: &str) -> (&str, Option<String>) {
    let Some((mut stem, end)) = name.rsplit_once('.') else {
        return (name, None);
    };
    let lower = stem.to_ascii_lowercase();
    if super::is_markdown(&lower) {
        stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    }
    (stem, Some(end.to_ascii_lowercase()))
}

/// Returns the file name under which a text would be read.
fn named(stem: &str) -> Option<String> {
    let (base, tag) = match stem.rsplit_once('.') {
        Some((base, tag)) if crate::lang::Lang::parse(tag).is_some() => (base, format!(".{tag}")),
        _ => (stem, String::new()),
    };
    slug(base).map(|id| format!("{id}{tag}.md"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_to_give_is_said() {
        for (name, help) in [
            ("b.MD", "rename it to `b.md`"),
            ("My Ops.txt", "rename it to `my-ops.md`"),
            ("e.md.txt", "rename it to `e.md`"),
            ("d.fr.mdx", "rename it to `d.fr.md`"),
            (
                "s.yml",
                "put its content between two lines `---` into `s.md`",
            ),
        ] {
            assert_eq!(
                misnamed(name, ContentKind::Article)
                    .map(|(_, help)| help)
                    .as_deref(),
                Some(help),
                "{name}"
            );
        }
        assert_eq!(misnamed("a.pdf", ContentKind::Article), None);
        assert_eq!(at_top("site.yml").1, "rename `site.yml` to `site.yaml`");
        assert_eq!(
            in_folder("posts", "posts/a.md").1,
            "move it to `articles/a.md`"
        );
    }
}
