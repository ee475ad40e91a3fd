//! Files that griot does not read, and what their authors probably meant.

use std::collections::BTreeSet;

use super::names::{moving, renaming};
use super::{ContentKind, photographs, slug};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Location, Safety, nearest};
use crate::message;
use crate::messages::{Message, or_list};

/// The folders below `content/`.
const FOLDERS: &[&str] = &[
    "articles", "actors", "regions", "events", "sources", "pages", "media", "geo", "style",
    "static",
];

/// Extensions of Markdown and plain text other than `.md`. Such a file only needs to be renamed.
const TEXTS: &[&str] = &[
    "mdx", "mkd", "mdown", "mkdn", "mdwn", "mdtxt", "mdtext", "text", "txt", "rmd", "qmd",
];

/// A format of texts that griot does not read.
#[derive(Clone, Copy)]
enum OtherFormat {
    /// Markup that has a name.
    Markup(&'static str),
    /// A document of a program with this name.
    Document(&'static str),
    WordProcessor,
    GoogleLink,
    Notebook,
}

impl OtherFormat {
    /// Returns the message about a file in this format.
    fn message(self, name: &str) -> Message {
        match self {
            OtherFormat::Markup(format) => message!(
                "`{name}` is not read: it is {format}, and griot reads Markdown",
                name,
                format
            ),
            OtherFormat::Document(program) => message!(
                "`{name}` is not read: it is a {program} document, and griot reads Markdown",
                name,
                program
            ),
            OtherFormat::WordProcessor => message!(
                "`{name}` is not read: it is a word-processor document, and griot reads Markdown",
                name
            ),
            OtherFormat::GoogleLink => message!(
                "`{name}` is not read: it is a link to a Google document, and griot reads Markdown",
                name
            ),
            OtherFormat::Notebook => message!(
                "`{name}` is not read: it is a Jupyter notebook, and griot reads Markdown",
                name
            ),
        }
    }
}

/// Extensions of texts in other formats.
const OTHERS: &[(&str, OtherFormat)] = &[
    ("docx", OtherFormat::Document("Word")),
    ("doc", OtherFormat::Document("Word")),
    ("odt", OtherFormat::Document("LibreOffice")),
    ("pages", OtherFormat::Document("Pages")),
    ("rtf", OtherFormat::WordProcessor),
    ("gdoc", OtherFormat::GoogleLink),
    ("html", OtherFormat::Markup("HTML")),
    ("htm", OtherFormat::Markup("HTML")),
    ("org", OtherFormat::Markup("Org")),
    ("rst", OtherFormat::Markup("reStructuredText")),
    ("adoc", OtherFormat::Markup("AsciiDoc")),
    ("asciidoc", OtherFormat::Markup("AsciiDoc")),
    ("tex", OtherFormat::Markup("LaTeX")),
    ("ipynb", OtherFormat::Notebook),
];

/// Explains a file directly in `content/`: what is wrong, and what to do.
pub(super) fn at_top(path: &str) -> (Message, Message) {
    let lower = path.to_ascii_lowercase();
    if matches!(lower.as_str(), "site.yml" | "site.yaml" | "site.yaml.txt") {
        return (
            message!(
                "`{path}` is not read: site settings belong in `site.yaml`",
                path
            ),
            message!("rename `{path}` to `site.yaml`", path),
        );
    }
    let message = message!(
        "`{path}` is in none of the content folders, so it is ignored",
        path
    );
    let help = match ending(path) {
        (stem, Some(end)) if super::is_markdown(&lower) || TEXTS.contains(&end.as_str()) => {
            let name = named(stem).unwrap_or_else(|| path.to_owned());
            message!(
                "move it to {paths}",
                paths = or_list([&*format!("articles/{name}"), &format!("pages/{name}")])
            )
        }
        (_, Some(end)) if end == "geojson" => {
            message!("move it to `{path}`", path = format!("geo/{path}"))
        }
        _ => message!(
            "move it to `{media}` if a text shows it or links to it, or to `{copied}` to publish it as it is",
            media = format!("media/{path}"),
            copied = format!("static/{path}")
        ),
    };
    (message, help)
}

/// Returns the fix that moves a file to where the help says.
pub(super) fn moved(path: &str, help: &Message) -> Option<Fix> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match path.to_ascii_lowercase().as_str() {
        "site.yml" | "site.yaml" | "site.yaml.txt" => Some(moving(path, "site.yaml", Safety::Safe)),
        _ => {
            let new = help.text_argument("path")?;
            let is_move = new != path && new.rsplit('/').next() == Some(name);
            is_move.then(|| moving(path, new, Safety::Unsafe))
        }
    }
}

/// Explains a file in an unknown folder.
pub(super) fn in_folder(folder: &str, path: &str) -> (Message, Message) {
    let rest = &path[folder.len() + 1..];
    let message = message!(
        "griot does not read `{folder}/`, so this file is ignored",
        folder
    );
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
        Some(meant) => message!("move it to `{path}`", path = format!("{meant}/{rest}")),
        None if super::is_markdown(path) => {
            message!(
                "move it to {paths}",
                paths = or_list([
                    "articles/",
                    "actors/",
                    "regions/",
                    "events/",
                    "sources/",
                    "pages/"
                ])
            )
        }
        None => message!(
            "move it to `{media}` if a text shows it or links to it, or to `{copied}` to publish it as it is",
            media = format!("media/{rest}"),
            copied = format!("static/{rest}")
        ),
    };
    (message, help)
}

/// Whether a file is a section page of Hugo or Zola.
pub(super) fn is_section(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("_index.")
}

/// Explains a section page: griot generates these lists itself.
pub(super) fn section(path: &str, kind: ContentKind) -> (Message, Message) {
    let name = path.rsplit('/').next().unwrap_or(path);
    (
        message!(
            "`{name}` is a section page of Hugo or Zola; griot generates its lists, so this file is ignored",
            name
        ),
        message!(
            "delete it, or give its text a page of its own, such as `{path}`",
            path = format!("pages/about-{}.md", kind.folder())
        ),
    )
}

/// Reports files in content folders that are not read. Also reports misnamed metadata files of
/// pictures there and in `media/`. Unused pictures are reported only if `all_known`, because a
/// document with an error may use them.
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
            let message = message!(
                "`{name}` is not read: what is known of a picture stands in a file with the picture's whole name",
                name
            );
            (message, message!("rename it to `{name}`", name = record))
        });
        let misnamed = || kind.and_then(|kind| misnamed(name, kind));
        // A text that was not read may have been kept back; a picture's record and a text with
        // `.MD` were not.
        let is_text = ending(name)
            .1
            .is_some_and(|end| TEXTS.contains(&end.as_str()));
        let safety = if is_text {
            Safety::Unsafe
        } else {
            Safety::Safe
        };
        let mut fix = None;
        let (message, help) = match record.or_else(misnamed) {
            Some((message, help)) => {
                let is_text = is_text || super::is_markdown(&name.to_ascii_lowercase());
                let new = help
                    .text_argument("name")
                    .filter(|_| is_text || kind.is_none());
                fix = new.map(|new| renaming(path, new, safety));
                (message, help)
            }
            None if path.starts_with("style/") => (
                message!("no setting names `{name}`, so it is not used", name),
                message!("write `css: [{path}]` in site.yaml, or delete it", path),
            ),
            None if kind.is_none() => continue,
            None if all_known => (
                message!(
                    "no text shows `{name}` or links to it, so it is not published",
                    name
                ),
                message!(
                    "link to it, such as `{line}`, or move it to `content/media/`, or delete it",
                    line = format!("[words]({name})")
                ),
            ),
            None => continue,
        };
        let place = Location::Path(format!("content/{path}"));
        let finding = Diagnostic::new(Code::StrayFile, place, message);
        diagnostics.push(finding.help(help).fix(fix));
    }
}

fn kind_of(path: &str) -> Option<ContentKind> {
    let folder = path.split('/').next()?;
    ContentKind::ALL
        .into_iter()
        .find(|kind| kind.folder() == folder)
}

/// Explains a file that was probably meant to be read.
fn misnamed(name: &str, kind: ContentKind) -> Option<(Message, Message)> {
    let (stem, end) = ending(name);
    let end = end?;
    let new = named(stem).unwrap_or_else(|| "its-id.md".to_owned());
    let unread = message!(
        "`{name}` is not read: griot reads files that end in `.md` or `.markdown`",
        name
    );
    if TEXTS.contains(&end.as_str()) || super::is_markdown(&name.to_ascii_lowercase()) {
        return Some((unread, message!("rename it to `{name}`", name = new)));
    }
    if matches!(end.as_str(), "yaml" | "yml" | "json" | "toml") {
        let help = match end.as_str() {
            "toml" => message!(
                "convert it to YAML between two lines `---` into `{name}`",
                name = new
            ),
            _ => message!(
                "put its content between two lines `---` into `{name}`",
                name = new
            ),
        };
        return Some((unread, help));
    }
    let (_, format) = OTHERS.iter().find(|(known, _)| *known == end)?;
    Some((
        format.message(name),
        match kind {
            ContentKind::Article => message!(
                "save the text of this article as `{name}`, or link to the file for readers to download",
                name = new
            ),
            ContentKind::Actor => message!(
                "save the text of this actor as `{name}`, or link to the file for readers to download",
                name = new
            ),
            ContentKind::Region => message!(
                "save the text of this region as `{name}`, or link to the file for readers to download",
                name = new
            ),
            ContentKind::Event => message!(
                "save the text of this event as `{name}`, or link to the file for readers to download",
                name = new
            ),
            ContentKind::Source => message!(
                "save the text of this source as `{name}`, or link to the file for readers to download",
                name = new
            ),
            ContentKind::Page => message!(
                "save the text of this page as `{name}`, or link to the file for readers to download",
                name = new
            ),
        },
    ))
}

/// Splits a file name into its stem and its last extension in lower case. An extension of Markdown
/// before that is dropped too: `a.md.txt` becomes `a` and `txt`.
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
                    .map(|(_, help)| help.english())
                    .as_deref(),
                Some(help),
                "{name}"
            );
        }
        assert_eq!(misnamed("a.pdf", ContentKind::Article), None);
        assert_eq!(
            at_top("site.yml").1.english(),
            "rename `site.yml` to `site.yaml`"
        );
        assert_eq!(
            in_folder("posts", "posts/a.md").1.english(),
            "move it to `articles/a.md`"
        );
    }
}
