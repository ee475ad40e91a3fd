//! The files of a site, read once: folders become kinds, file names become ids and languages.
//!
//! `content/<kind>/**/<id>[.<lang>].md` is a document of that kind; `media/` and `geo/` hold files that
//! documents refer to; `style/<lang>.yaml` are the site's own style lists. Paths are sorted after the walk, so the order of a directory never matters.
//! Texts are read in parallel; links are not followed, so nothing outside the site can be published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{self, Bundle, Cache, Hash};
use crate::config::{self, DEFAULT_THEME, is_theme_name};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Place};
use crate::files::{self, Refused, Stamp, Type};
use crate::lang::{Lang, Languages, composed};
use crate::source::{FileId, Sources, Span, first_invisible, invisible_words};
use crate::yaml::{self, Value, ValueRef};

/// The largest text that is read, in bytes.
pub const LARGEST_TEXT: u64 = 10 * 1024 * 1024;

/// The largest file of a theme, and the largest picture or other file that is published, in bytes.
const LARGEST_ASSET: u64 = 64 * 1024 * 1024;
const LARGEST_MEDIA: u64 = 1024 * 1024 * 1024;

/// What describes a theme, in its folder.
pub const THEME: &str = "theme.yaml";

/// What a folder of `content/` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    Article,
    Actor,
    Region,
    Event,
    Source,
    Page,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [
        Kind::Article,
        Kind::Actor,
        Kind::Region,
        Kind::Event,
        Kind::Source,
        Kind::Page,
    ];

    /// The folder below `content/`, which is also the first part of an address.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Article => "articles",
            Kind::Actor => "actors",
            Kind::Region => "regions",
            Kind::Event => "events",
            Kind::Source => "sources",
            Kind::Page => "pages",
        }
    }

    /// The word for one of them.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Actor => "actor",
            Kind::Region => "region",
            Kind::Event => "event",
            Kind::Source => "source",
            Kind::Page => "page",
        }
    }
}

/// The raw documents of a site, sorted by path.
#[derive(Default)]
pub struct Tree {
    pub documents: Vec<Document>,
    /// Files that documents may refer to, below `content/`, with `/`.
    pub media: Vec<String>,
    pub styles: Vec<StyleFile>,
    /// The front matters of the last build, by hash.
    earlier: Bundle,
}

/// A site's own style list of one language.
pub struct StyleFile {
    pub file: FileId,
    pub lang: Lang,
    pub value: Value,
}

/// A Markdown file: its front matter as YAML, its body as a range of bytes.
pub struct Document {
    pub file: FileId,
    pub kind: Kind,
    pub id: String,
    /// The language of the file's suffix.
    pub suffix: Option<Lang>,
    pub front: Front,
    /// Of the front matter as it is written.
    pub hash: Hash,
    /// Whether there is a front matter at all.
    pub has_front: bool,
    pub body: std::ops::Range<usize>,
}

impl Tree {
    /// A front matter of the last build.
    pub fn earlier(&self, hash: Hash) -> Option<Value> {
        let bytes = self.earlier.get(hash).filter(|bytes| yaml::is_written(bytes))?;
        Some(Front(bytes.into()).value())
    }

    /// Lets go of the front matters of the last build.
    pub fn forget_earlier(&mut self) {
        self.earlier = Bundle::default();
    }

    /// Lets go of all front matters, when nobody will read them again.
    pub fn forget_fronts(&mut self) {
        for document in &mut self.documents {
            document.front = Front::of(&Value::Null);
        }
    }
}

/// A front matter. Its value is held as bytes, a tenth of what it takes otherwise, and is made anew for whoever wants it.
#[derive(Clone)]
pub struct Front(Box<[u8]>);

impl Front {
    pub fn of(value: &Value) -> Front {
        let bytes = postcard::to_allocvec(value).expect("every value can be written");
        Front(bytes.into())
    }

    pub fn value(&self) -> Value {
        postcard::from_bytes(&self.0).expect("a value was written")
    }

    /// The value without copies of its texts.
    pub fn view(&self) -> ValueRef<'_> {
        postcard::from_bytes(&self.0).expect("a view has the form of a value")
    }
}

/// Under which name front matters are kept: as this program writes values, which another may not be able to read.
fn fronts() -> String {
    format!("fronts 2 {:x}", cache::program())
}

/// Walks `content/` below `root`. Front matters that are in the cache are not parsed again.
///
/// # Errors
/// When a folder or file is there and cannot be read.
pub fn tree(
    root: &Path,
    languages: &Languages,
    sources: &mut Sources,
    cache: Option<&Cache>,
    diagnostics: &mut Diagnostics,
) -> io::Result<Tree> {
    let mut tree = Tree::default();
    let mut texts = Vec::new();
    for path in walk(root, "content", diagnostics)? {
        match classify(&path) {
            Class::Document(kind) => texts.push((path, kind)),
            Class::Media => tree.media.push(path),
            Class::Style => {
                let text = read_text(root, &path)?;
                tree.styles.extend(style(&path, text, languages, sources, diagnostics));
            }
            Class::Settings => {}
            Class::Stray(reason) => diagnostics.push(
                Diagnostic::new(Code::StrayFile, Place::Path(format!("content/{path}")), reason)
                    .help("move it to articles/, actors/, regions/, events/, sources/ or pages/; pictures belong in media/ or beside an article"),
            ),
        }
    }
    let read = texts.into_par_iter().map(|(path, kind)| {
        let shown = format!("content/{path}");
        let mut own = Diagnostics::default();
        let text = readable(read_text(root, &path)?, shown.clone(), &mut own).map(|text| {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let split = split(&text);
            (text, split)
        });
        Ok((path, kind, shown, text, own))
    });
    let read: Vec<io::Result<_>> = read.collect();
    let mut found = Vec::with_capacity(read.len());
    for read in read {
        let (path, kind, shown, text, own) = read?;
        let file = text.map(|(text, split)| (sources.add(shown, text, split.front.clone()), split));
        found.push((path, kind, file, own));
    }
    let old = cache.map(|cache| Bundle::read(cache, &fronts())).unwrap_or_default();
    let typed: Vec<(Option<Document>, Diagnostics)> = found
        .into_par_iter()
        .map(|(path, kind, file, mut own)| {
            let document = file
                .and_then(|(file, split)| document((&path, kind), file, split, languages, (sources, &old), &mut own));
            (document, own)
        })
        .collect();
    for (document, own) in typed {
        diagnostics.append(own);
        tree.documents.extend(document);
    }
    if let Some(cache) = cache {
        let documents = tree.documents.iter();
        let kept: BTreeMap<Hash, &Front> = documents.map(|document| (document.hash, &document.front)).collect();
        if kept.len() != old.len() || kept.keys().any(|hash| old.get(*hash).is_none()) {
            Bundle::write(cache, &fronts(), kept.iter().map(|(hash, front)| (*hash, &*front.0)));
        }
    }
    tree.earlier = old;
    duplicates(&tree, diagnostics);
    Ok(tree)
}

/// A text of its own in the site's root, where it is there and can be read.
///
/// # Errors
/// When it is there and cannot be read.
pub fn plain(
    root: &Path,
    name: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<FileId>> {
    match files::look(root, name) {
        Ok(None) => return Ok(None),
        Ok(Some(Type::File)) => {}
        Ok(Some(found)) => {
            diagnostics.push(config::special(root, name.to_owned(), found));
            return Ok(None);
        }
        Err(refused) => return Err(refused.into()),
    }
    let text = readable(read_below(root, name)?, name.to_owned(), diagnostics);
    Ok(text.map(|text| sources.add(name.to_owned(), text, 0..0)))
}

/// A site's own folder of a theme.
pub struct ThemeFolder {
    /// The folder's name, which is the theme's.
    pub name: String,
    /// Never empty, sorted by path.
    pub files: Vec<ThemeFile>,
}

/// A file of a site's own theme.
pub struct ThemeFile {
    /// Below `themes/<name>/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The site's own folders, below `root`, of a theme and of those that it extends, itself first. A theme without a folder is
/// left out: it may be built in. Whether the names mean something is for `render::theme` to say.
///
/// # Errors
/// When a folder or file is there and cannot be read.
pub fn themes(root: &Path, name: &str, diagnostics: &mut Diagnostics) -> io::Result<Vec<ThemeFolder>> {
    let mut folders = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        let files = theme(root, &name, diagnostics)?;
        let description = files.iter().find(|file| file.path == THEME);
        next = match description.and_then(|file| extended(&file.bytes)) {
            Some(parent) => Some(parent),
            // Every built-in theme extends this one.
            None if name == DEFAULT_THEME => None,
            None => Some(DEFAULT_THEME.to_owned()),
        };
        seen.insert(name.clone());
        next = next.filter(|parent| is_theme_name(parent) && !seen.contains(parent));
        if !files.is_empty() {
            folders.push(ThemeFolder { name, files });
        }
    }
    Ok(folders)
}

fn theme(root: &Path, name: &str, diagnostics: &mut Diagnostics) -> io::Result<Vec<ThemeFile>> {
    let folder = format!("themes/{name}");
    let known = ["templates/", "assets/", "i18n/"];
    let paths: Vec<String> = walk(root, &folder, diagnostics)?
        .into_iter()
        .filter(|path| path == THEME || known.iter().any(|folder| path.starts_with(folder)))
        .collect();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        if let Some(bytes) = whole(root, &format!("{folder}/{path}"), LARGEST_ASSET, diagnostics)? {
            files.push(ThemeFile { path, bytes });
        }
    }
    Ok(files)
}

/// The bytes of a file below the root; a finding where they are too many.
fn whole(root: &Path, path: &str, limit: u64, diagnostics: &mut Diagnostics) -> io::Result<Option<Vec<u8>>> {
    match files::read(root, path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Refused::TooLarge(size)) => {
            let message = format!("this file has {size} bytes, and at most {limit} are read");
            diagnostics.push(
                Diagnostic::new(Code::TooLarge, Place::Path(path.to_owned()), message)
                    .help("make it smaller or split it, or keep it elsewhere and link to its address"),
            );
            Ok(None)
        }
        Err(refused) => Err(about(&root.join(path), &refused.into())),
    }
}

/// The theme that a theme.yaml extends, as far as it can be read; what is wrong in it is told later.
fn extended(bytes: &[u8]) -> Option<String> {
    let Ok(Value::Map(entries)) = yaml::parse(std::str::from_utf8(bytes).ok()?) else {
        return None;
    };
    entries.into_iter().find_map(|(key, value)| match value {
        Value::Text(name) if key == "extends" => Some(name.trim().to_owned()),
        _ => None,
    })
}

/// The bytes of files below `content/`, by path; those that are too large are missing, and findings say so.
///
/// # Errors
/// When one cannot be read.
pub fn files(
    root: &Path,
    paths: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut read = BTreeMap::new();
    for path in paths {
        if let Some(bytes) = whole(root, &format!("content/{path}"), LARGEST_MEDIA, diagnostics)? {
            read.insert(path.clone(), bytes);
        }
    }
    Ok(read)
}

fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Whether a folder of the site is there; a finding where something else stands in its place or on the way to it.
fn is_there(root: &Path, folder: &str, diagnostics: &mut Diagnostics) -> io::Result<bool> {
    let special = match files::look(root, folder) {
        Ok(None) => return Ok(false),
        Ok(Some(Type::Folder)) => return Ok(true),
        Ok(Some(found)) => (folder.to_owned(), found),
        Err(Refused::Is(found, path)) => (path, found),
        Err(refused) => return Err(refused.into()),
    };
    // `config` has reported the folder that holds everything.
    if special.0 != "content" {
        diagnostics.push(config::special(root, special.0, special.1));
    }
    Ok(false)
}

/// Paths of all files below a folder of the root, relative to that folder, sorted. Hidden files are passed over.
fn walk(root: &Path, shown: &str, diagnostics: &mut Diagnostics) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    if !is_there(root, shown, diagnostics)? {
        return Ok(paths);
    }
    let content = &root.join(shown);
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || name.ends_with('~'))
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
        let Some(path) = slashed(below) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::StrayFile,
                    Place::Path(format!("{shown}/{}", below.display())),
                    "the name of this file is not UTF-8, so it is left out",
                )
                .help("rename it"),
            );
            continue;
        };
        if let Some(finding) = unread(root, format!("{shown}/{path}"), Type::of(entry.file_type())) {
            diagnostics.push(finding);
            continue;
        }
        paths.push(path);
    }
    paths.sort();
    Ok(paths)
}

/// A finding about what is no file; nothing about a file.
fn unread(root: &Path, path: String, found: Type) -> Option<Diagnostic> {
    let message = match found {
        Type::File => return None,
        // All that the site has of a kind would be missing.
        _ if is_own_folder(&path) => return Some(config::special(root, path, found)),
        Type::Link => "this is a symbolic link, and links are not followed, so it is left out".to_owned(),
        other => format!("this is {}, and only files are read, so it is left out", other.words()),
    };
    let help = match files::target(root, &path) {
        Some(target) => format!("delete the link and put `{}` itself here", target.display()),
        None => "delete it, or put a file here".to_owned(),
    };
    Some(Diagnostic::new(Code::StrayFile, Place::Path(path), message).help(help))
}

/// Whether a path is that of a folder or file whose name griot knows.
fn is_own_folder(path: &str) -> bool {
    let Some(name) = path.strip_prefix("content/") else {
        return false;
    };
    name == "site.yaml"
        || ["media", "geo", "style", "static"].contains(&name)
        || Kind::ALL.iter().any(|kind| kind.folder() == name)
}

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// All files that a build may read, without reading them, sorted: the content, themes, and those that stand alone.
///
/// # Errors
/// When a folder is there and cannot be read, or something in it is no file.
pub fn stamps(root: &Path, alone: &[&str]) -> io::Result<Vec<(String, Stamp)>> {
    let mut paths: Vec<String> = alone.iter().map(|&name| name.to_owned()).collect();
    let mut diagnostics = Diagnostics::default();
    for folder in ["content", "themes"] {
        let below = walk(root, folder, &mut diagnostics)?;
        paths.extend(below.into_iter().map(|path| format!("{folder}/{path}")));
    }
    if !diagnostics.is_empty() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let stamp = |path: String| {
        let about = fs::symlink_metadata(root.join(&path)).ok()?;
        Some((path, Stamp::of(&about)))
    };
    Ok(paths.into_par_iter().filter_map(stamp).collect())
}

enum Class {
    Document(Kind),
    Media,
    Style,
    Settings,
    Stray(&'static str),
}

fn classify(path: &str) -> Class {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let markdown = path.ends_with(".md");
    let kind = Kind::ALL.into_iter().find(|kind| folder == Some(kind.folder()));
    match (folder, kind) {
        (_, Some(kind)) if markdown => Class::Document(kind),
        (_, Some(_)) | (Some("media" | "geo"), _) => Class::Media,
        (Some("style"), _) => Class::Style,
        (None, _) if path == "site.yaml" => Class::Settings,
        (None, _) if !markdown => Class::Stray("this file belongs to nothing, so it is left out"),
        _ => Class::Stray("this file stands in no folder that griot reads, so it is left out"),
    }
}

enum Text {
    Read(String),
    TooLarge(u64),
    /// With the number of the line that is not.
    NotUtf8(usize),
}

fn read_text(root: &Path, path: &str) -> io::Result<Text> {
    read_below(root, &format!("content/{path}"))
}

fn read_below(root: &Path, path: &str) -> io::Result<Text> {
    let bytes = match files::read(root, path, LARGEST_TEXT) {
        Ok(bytes) => bytes,
        Err(Refused::TooLarge(size)) => return Ok(Text::TooLarge(size)),
        Err(refused) => return Err(about(&root.join(path), &refused.into())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Text::Read(text)),
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            Ok(Text::NotUtf8(good.iter().filter(|&&b| b == b'\n').count() + 1))
        }
    }
}

/// The text of a file, or a finding.
fn readable(text: Text, shown: String, diagnostics: &mut Diagnostics) -> Option<String> {
    let finding = match text {
        Text::Read(text) => return Some(text),
        Text::TooLarge(size) => Diagnostic::new(
            Code::TooLarge,
            Place::Path(shown),
            format!("this file has {size} bytes, and at most {LARGEST_TEXT} (10 MiB) are read"),
        )
        .help("split it, or put it into content/media/ and link to it"),
        Text::NotUtf8(line) => Diagnostic::new(
            Code::NotUtf8,
            Place::Path(shown),
            format!("this file is not UTF-8 text: a letter in line {line} is saved in another encoding"),
        )
        .help("save it again with the encoding UTF-8"),
    };
    diagnostics.push(finding);
    None
}

/// Reports an invisible control character.
fn is_clean(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> bool {
    let text = sources.text(file);
    let Some((at, found)) = first_invisible(text).and_then(|at| Some((at, text[at..].chars().next()?))) else {
        return true;
    };
    diagnostics.push(
        Diagnostic::new(
            Code::ControlCharacter,
            Span::new(file, at..at + found.len_utf8()),
            format!("{} stands here", invisible_words(found)),
        )
        .help("delete it; it often comes with text pasted from a PDF"),
    );
    false
}

/// The YAML in a range of a file, or a finding.
fn parsed(
    file: FileId,
    range: &std::ops::Range<usize>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let text = sources.text(file);
    match yaml::parse(&text[range.clone()]) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = range.start + error.at;
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            diagnostics.push(
                Diagnostic::new(Code::YamlSyntax, Span::new(file, at..end), error.message).maybe_help(error.help),
            );
            None
        }
    }
}

/// The site's own style list, `style/<lang>.yaml`.
fn style(
    path: &str,
    text: Text,
    languages: &Languages,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<StyleFile> {
    let shown = format!("content/{path}");
    let tag = path.strip_prefix("style/").and_then(|name| name.strip_suffix(".yaml"));
    let Some(lang) = tag.and_then(Lang::parse) else {
        diagnostics.push(
            Diagnostic::new(
                Code::StrayFile,
                Place::Path(shown),
                "this is no style list, so it is left out",
            )
            .help("a style list is called by its language: `content/style/fr.yaml`"),
        );
        return None;
    };
    if !languages.contains(lang) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                Place::Path(shown),
                format!("the file name says `{lang}`, which is no language of this site"),
            )
            .help(format!("add `{lang}` to `languages` in site.yaml, or rename the file")),
        );
        return None;
    }
    let text = readable(text, shown.clone(), diagnostics)?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let whole = 0..text.len();
    let file = sources.add(shown, text, whole.clone());
    if !is_clean(file, sources, diagnostics) {
        return None;
    }
    parsed(file, &whole, sources, diagnostics).map(|value| StyleFile { file, lang, value })
}

fn document(
    (path, kind): (&str, Kind),
    file: FileId,
    split: Split,
    languages: &Languages,
    (sources, old): (&Sources, &Bundle),
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    if !is_clean(file, sources, diagnostics) {
        return None;
    }
    if let Some(at) = split.unclosed {
        diagnostics.push(
            Diagnostic::new(
                Code::MissingFrontMatter,
                Span::new(file, at..at + 3),
                "the front matter begins in the first line and does not end",
            )
            .help("close it with a line of three hyphens: `---`"),
        );
        return None;
    }
    let hash = Hash::of(sources.text(file)[split.front.clone()].as_bytes());
    let front = match old.get(hash).filter(|bytes| yaml::is_written(bytes)) {
        Some(bytes) => Front(bytes.into()),
        None => Front::of(&parsed(file, &split.front, sources, diagnostics)?),
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let (id, suffix) = match stem.rsplit_once('.') {
        Some((id, tag)) => match Lang::parse(tag) {
            Some(lang) if languages.contains(lang) => (id, Some(lang)),
            Some(_) => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownLanguage,
                        Place::File(file),
                        format!("the file name says `{tag}`, which is no language of this site"),
                    )
                    .help(format!("add `{tag}` to `languages` in site.yaml, or rename the file")),
                );
                return None;
            }
            None => (stem, None),
        },
        None => (stem, None),
    };
    if !is_id(id) {
        let cure = match slug(id) {
            Some(slug) => format!(
                "rename it to `{slug}{}.md`",
                suffix.map_or_else(String::new, |lang| format!(".{lang}"))
            ),
            None => "rename it with the letters a to z, digits and hyphens".to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::BadId,
                Place::File(file),
                format!("the file name `{id}` cannot be an id: ids are made of a to z, 0 to 9 and hyphens"),
            )
            .help(cure),
        );
        return None;
    }
    Some(Document {
        id: id.to_owned(),
        file,
        kind,
        suffix,
        front,
        hash,
        has_front: split.has_front,
        body: split.body,
    })
}

/// A document that was read again.
pub struct Reread {
    pub text: String,
    pub front: std::ops::Range<usize>,
    pub body: std::ops::Range<usize>,
}

/// Reads a document again, by its path below the root; nothing where it is gone or something is wrong with it as a text.
///
/// # Errors
/// When it is there and cannot be read.
pub fn again(root: &Path, path: &str) -> io::Result<Option<Reread>> {
    if !matches!(files::look(root, path), Ok(Some(Type::File))) {
        return Ok(None);
    }
    let Text::Read(text) = read_below(root, path)? else {
        return Ok(None);
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let split = split(&text);
    if !split.has_front || split.unclosed.is_some() || first_invisible(&text).is_some() {
        return Ok(None);
    }
    Ok(Some(Reread {
        text,
        front: split.front,
        body: split.body,
    }))
}

struct Split {
    front: std::ops::Range<usize>,
    body: std::ops::Range<usize>,
    has_front: bool,
    unclosed: Option<usize>,
}

/// Front matter stands between two lines of three hyphens at the very top.
fn split(text: &str) -> Split {
    let first = text.lines().next().unwrap_or("");
    if first.trim_end() != "---" {
        return Split {
            front: 0..0,
            body: 0..text.len(),
            has_front: false,
            unclosed: None,
        };
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Split {
                front: start..at,
                body: at + line.len()..text.len(),
                has_front: true,
                unclosed: None,
            };
        }
        at += line.len();
    }
    Split {
        front: start..text.len(),
        body: text.len()..text.len(),
        has_front: true,
        unclosed: Some(0),
    }
}

/// Whether a text can be an id: `[a-z0-9-]+`, with something in it besides hyphens.
pub fn is_id(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.bytes().any(|b| b != b'-')
}

/// The id that a name becomes: Latin letters without accents, hyphens between words. Scripts that cannot be written
/// so without guessing (Arabic, N'Ko, Tifinagh) give none: such a name needs a file with an id that somebody chose.
pub fn slug(name: &str) -> Option<String> {
    let composed = composed(name);
    let guessed = composed.chars().any(|c| c.is_alphabetic() && !is_european(c));
    if guessed {
        return None;
    }
    transliterated(&composed)
}

/// A name in Latin letters, whatever its script, hyphens between words; for what nobody has to spell, since letters of other
/// scripts are guessed one by one.
pub fn transliterated(name: &str) -> Option<String> {
    let ascii = deunicode::deunicode(&name.replace(['\'', '’'], "-"));
    let mut slug = String::with_capacity(ascii.len());
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    is_id(&slug).then_some(slug)
}

/// Latin, Greek and Cyrillic, whose usual romanizations are one to one.
fn is_european(c: char) -> bool {
    matches!(u32::from(c), 0x41..=0x24f | 0x250..=0x2af | 0x370..=0x52f | 0x1e00..=0x1fff)
}

/// Two files of one kind, id and language.
fn duplicates(tree: &Tree, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(Kind, &str, Option<Lang>), FileId> = BTreeMap::new();
    for document in &tree.documents {
        let key = (document.kind, document.id.as_str(), document.suffix);
        if let Some(first) = seen.insert(key, document.file) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    Place::Value(Field::top(document.file)),
                    format!("two files are the {} `{}`", document.kind.noun(), document.id),
                )
                .help("rename one of them: an id is the file's name, whatever folder it stands in")
                .related(Place::Value(Field::top(first)), "the other one"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_latin_or_none() {
        assert_eq!(
            slug("Forces armées maliennes").as_deref(),
            Some("forces-armees-maliennes")
        );
        assert_eq!(slug("Côte d’Ivoire").as_deref(), Some("cote-d-ivoire"));
        assert_eq!(slug("تمبكتو"), None);
        assert_eq!(slug("---"), None);
    }

    #[test]
    fn front_matter_stands_between_two_lines() {
        let text = "---\ntitle: a\n---\nbody\n";
        let parts = split(text);
        assert_eq!((&text[parts.front], &text[parts.body]), ("title: a\n", "body\n"));
        assert!(!split("no front").has_front);
        assert!(split("---\ntitle: a\n").unclosed.is_some());
    }
}
