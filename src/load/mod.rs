//! The files of a site, read once: folders become kinds, file names become ids and languages.
//!
//! `content/<kind>/**/<id>[.<lang>].md` is a document of that kind; `media/` and `geo/` hold files
//! that documents refer to, with what is known of pictures beside them (`photo.jpg.yaml`);
//! `style/<lang>.yaml` are the site's own style lists. Paths are sorted after the walk, so the
//! order of a directory never matters. Texts are read in parallel; links are not followed, so
//! nothing outside the site can be published.

mod encoding;
mod front;
mod photographs;
pub mod stray;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use self::photographs::PhotographFile;
use crate::config::{self, DEFAULT_THEME, is_theme_name};
use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::files::{self, AccessError, FileStamp, FileType};
use crate::incremental::{Hash, Store};
use crate::lang::{Lang, Languages, composed, fold};
use crate::source::{FileId, SourceFiles, Span, first_invisible, invisible_words};
use crate::yaml::{self, Value, ValueRef};

/// The largest text that is read, in bytes.
pub const LARGEST_TEXT: u64 = 10 * 1024 * 1024;

/// The largest file of a theme, and the largest picture or other file that is published, in bytes.
const LARGEST_ASSET: u64 = 64 * 1024 * 1024;
const LARGEST_MEDIA: u64 = 1024 * 1024 * 1024;

/// The folder that holds the texts of a site.
const CONTENT: &str = "content";

/// The folder below `content/` whose files are copied as they are.
pub const STATIC: &str = "static";

/// What describes a theme, in its folder.
pub const THEME: &str = "theme.yaml";

/// What a folder of `content/` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ContentKind {
    Article,
    Actor,
    Region,
    Event,
    Source,
    Page,
}

impl ContentKind {
    /// Every kind.
    pub const ALL: [ContentKind; 6] = [
        ContentKind::Article,
        ContentKind::Actor,
        ContentKind::Region,
        ContentKind::Event,
        ContentKind::Source,
        ContentKind::Page,
    ];

    /// The folder below `content/`, which is also the first part of an address.
    pub fn folder(self) -> &'static str {
        match self {
            ContentKind::Article => "articles",
            ContentKind::Actor => "actors",
            ContentKind::Region => "regions",
            ContentKind::Event => "events",
            ContentKind::Source => "sources",
            ContentKind::Page => "pages",
        }
    }

    /// Its noun with an article, as in "an actor".
    pub fn with_article(self) -> String {
        let noun = self.noun();
        let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {noun}")
    }

    /// The word for one of them.
    pub fn noun(self) -> &'static str {
        match self {
            ContentKind::Article => "article",
            ContentKind::Actor => "actor",
            ContentKind::Region => "region",
            ContentKind::Event => "event",
            ContentKind::Source => "source",
            ContentKind::Page => "page",
        }
    }
}

/// The raw documents of a site, sorted by path.
#[derive(Default)]
pub struct ContentTree {
    pub documents: Vec<Document>,
    /// Files that documents may refer to, below `content/`, with `/`, in Unicode form NFC.
    pub media: Vec<String>,
    pub styles: Vec<WordListFile>,
    pub photographs: Vec<PhotographFile>,
    /// Files that are copied into the site as they are, below `content/static/`, with `/`.
    pub copied: BTreeSet<String>,
    /// How the paths of files for documents are spelt on the disk, where that is in another Unicode
    /// form.
    spelt: BTreeMap<String, String>,
}

/// A site's own style list of one language.
pub struct WordListFile {
    pub file: FileId,
    pub lang: Lang,
    pub value: Value,
}

/// A Markdown file: its front matter as YAML, its body as a range of bytes.
pub struct Document {
    pub file: FileId,
    pub kind: ContentKind,
    pub id: String,
    /// The language of the file's suffix.
    pub suffix: Option<Lang>,
    pub front: FrontMatter,
    /// Of the front matter as it is written.
    pub hash: Hash,
    /// Whether there is a front matter at all.
    pub has_front: bool,
    pub body: std::ops::Range<usize>,
    /// What the file may define, folded, where it cannot be read; then `front` is what could be
    /// guessed, and there is no body.
    pub salvage: Option<BTreeSet<String>>,
}

impl Document {
    /// Whether the file could be read.
    pub fn is_readable(&self) -> bool {
        self.salvage.is_none()
    }
}

impl ContentTree {
    fn add_media(&mut self, path: String) {
        match composed(&path) {
            Cow::Borrowed(_) => self.media.push(path),
            Cow::Owned(name) => {
                self.spelt.insert(name.clone(), path);
                self.media.push(name);
            }
        }
    }

    /// The documents that could not be read.
    pub fn unreadable(&self) -> impl Iterator<Item = &Document> {
        self.documents
            .iter()
            .filter(|document| !document.is_readable())
    }

    /// The files among `wanted` that are there; what is missing was reported where it is named.
    pub fn present(&self, wanted: &BTreeSet<String>) -> BTreeSet<String> {
        self.media
            .iter()
            .filter(|path| wanted.contains(*path))
            .cloned()
            .collect()
    }

    /// Lets go of all front matters, when nobody will read them again.
    pub fn drop_front_matters(&mut self) {
        for document in &mut self.documents {
            document.front = FrontMatter::new(&Value::Null);
        }
    }
}

/// A front matter. Its value is held as bytes, a tenth of what it takes otherwise, and is made anew
/// for whoever wants it.
#[derive(Clone)]
pub struct FrontMatter(Box<[u8]>);

impl FrontMatter {
    pub fn new(value: &Value) -> FrontMatter {
        let bytes = postcard::to_allocvec(value).expect("every value can be written");
        FrontMatter(bytes.into())
    }

    pub fn value(&self) -> Value {
        postcard::from_bytes(&self.0).expect("a value was written")
    }

    /// The value without copies of its texts.
    pub fn view(&self) -> ValueRef<'_> {
        postcard::from_bytes(&self.0).expect("a view has the form of a value")
    }
}

/// Walks `content/` below `root`. Front matters that are in the store are not parsed again.
///
/// # Errors
/// When a folder or file is there and cannot be read.
pub fn tree(
    root: &Path,
    languages: &Languages,
    sources: &mut SourceFiles,
    store: Option<&Store>,
    diagnostics: &mut Diagnostics,
) -> io::Result<ContentTree> {
    let mut tree = ContentTree::default();
    let (mut texts, mut records) = (Vec::new(), Vec::new());
    for path in walk(root, CONTENT, diagnostics)? {
        match classify(&path) {
            PathClass::Document(kind) => texts.push((path, kind)),
            PathClass::Media => tree.add_media(path),
            PathClass::Photograph => records.push(path),
            PathClass::Copied(below) => {
                tree.copied.insert(below);
            }
            PathClass::Notes => {}
            PathClass::Style => {
                let text = read_text(root, &path)?;
                tree.styles
                    .extend(style(&path, text, languages, sources, diagnostics));
            }
            PathClass::Settings => {}
            PathClass::Stray(what, cure) => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::StrayFile,
                        Location::Path(format!("content/{path}")),
                        what,
                    )
                    .help(cure),
                );
            }
        }
    }
    tree.media.sort_unstable();
    let twice = tree.media.windows(2).filter(|pair| pair[0] == pair[1]);
    diagnostics.extend(twice.map(|pair| two_forms(&pair[0])));
    tree.media.dedup();
    let reader = || files::FileReader::new(root);
    let read = texts
        .into_par_iter()
        .map_init(reader, |reader, (path, kind)| {
            let (text, flaw) =
                text_or_error(read_with(reader, root, &format!("{CONTENT}/{path}"))?);
            let split = split(&text);
            let flaw = flaw.or_else(|| flaw_of(&text, &split));
            Ok((path, kind, text, split, flaw))
        });
    let read: Vec<io::Result<_>> = read.collect();
    let mut found = Vec::with_capacity(read.len());
    for read in read {
        let (path, kind, text, split, flaw) = read?;
        // Notes for people who look at the folder on GitHub.
        if !split.has_front && is_readme(&path) {
            continue;
        }
        let file = sources.add(format!("content/{path}"), text, split.front.clone());
        found.push((path, kind, file, split, flaw));
    }
    let typed: Vec<(Option<Document>, Diagnostics)> = found
        .into_par_iter()
        .map(|(path, kind, file, split, flaw)| {
            let mut own = Diagnostics::default();
            let document = document(
                (&path, kind),
                file,
                (split, flaw),
                languages,
                (sources, store),
                &mut own,
            );
            (document, own)
        })
        .collect();
    for (document, own) in typed {
        diagnostics.append(own);
        tree.documents.extend(document);
    }
    duplicates(&tree, diagnostics);
    // They come last, so that one more of them moves no document to another place.
    tree.photographs = photographs::read(root, records, &tree.media, sources, diagnostics)?;
    Ok(tree)
}

/// Two files whose names look the same.
fn two_forms(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::AddressTaken,
        Location::Path(format!("{CONTENT}/{path}")),
        format!("two files have the name `{path}`: they differ only in how accents are encoded (Unicode form)"),
    )
    .help("rename or delete one of them")
}

/// A text of its own in the site's root, where it is there and can be read.
///
/// # Errors
/// When it is there and cannot be read.
pub fn plain(
    root: &Path,
    name: &str,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<FileId>> {
    match files::look(root, name) {
        Ok(None) => return Ok(None),
        Ok(Some(FileType::File)) => {}
        Ok(Some(found)) => {
            diagnostics.push(config::special(root, name.to_owned(), found));
            return Ok(None);
        }
        Err(refused) => return Err(refused.into()),
    }
    let (text, flaw) = text_or_error(read_below(root, name)?);
    let flaw = flaw.or_else(|| conflict(&text, text.len()));
    let file = sources.add(name.to_owned(), text, 0..0);
    match flaw {
        None => Ok(Some(file)),
        Some(flaw) => {
            diagnostics.push(flaw.at(file));
            Ok(None)
        }
    }
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

/// The site's own folders, below `root`, of a theme and of those that it extends, itself first. A
/// theme without a folder is left out: it may be built in. Whether the names mean something is for
/// `render::theme` to say.
///
/// # Errors
/// When a folder or file is there and cannot be read.
pub fn themes(
    root: &Path,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<ThemeFolder>> {
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
        if let Some(bytes) = whole(
            root,
            &format!("{folder}/{path}"),
            LARGEST_ASSET,
            diagnostics,
        )? {
            files.push(ThemeFile { path, bytes });
        }
    }
    Ok(files)
}

/// The bytes of a file below the root; a finding where they are too many.
fn whole(
    root: &Path,
    path: &str,
    limit: u64,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<Vec<u8>>> {
    match files::read(root, path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(AccessError::TooLarge(size)) => {
            let message = format!("this file has {size} bytes; the limit is {limit}");
            diagnostics.push(
                Diagnostic::new(Code::TooLarge, Location::Path(path.to_owned()), message)
                    .help("make it smaller, split it, or host it elsewhere and link to it"),
            );
            Ok(None)
        }
        Err(refused) => Err(about(&root.join(path), &refused.into())),
    }
}

/// The theme that a theme.yaml extends, as far as it can be read; what is wrong in it is told
/// later.
fn extended(bytes: &[u8]) -> Option<String> {
    let Ok(Value::Map(entries)) = yaml::parse(std::str::from_utf8(bytes).ok()?) else {
        return None;
    };
    entries.into_iter().find_map(|(key, value)| match value {
        Value::Text(name) if key == "extends" => Some(name.trim().to_owned()),
        _ => None,
    })
}

/// The bytes of files below `content/`, by path; those that are too large are missing, and findings
/// say so.
///
/// # Errors
/// When one cannot be read.
pub fn files(
    root: &Path,
    paths: &BTreeSet<String>,
    tree: &ContentTree,
    diagnostics: &mut Diagnostics,
) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut read = BTreeMap::new();
    for path in paths {
        let spelt = tree.spelt.get(path).unwrap_or(path);
        if let Some(bytes) = whole(
            root,
            &format!("content/{spelt}"),
            LARGEST_MEDIA,
            diagnostics,
        )? {
            read.insert(path.clone(), bytes);
        }
    }
    Ok(read)
}

/// The bytes of a file that is copied as it is, by its path below `content/static/`, and what is
/// wrong with it: a text in which git left two versions.
///
/// # Errors
/// When it cannot be read.
pub fn copied(root: &Path, path: &str) -> io::Result<(Vec<u8>, Option<Diagnostic>)> {
    let full = root.join(CONTENT).join(STATIC).join(path);
    let bytes = fs::read(&full).map_err(|error| about(&full, &error))?;
    let found = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| conflict::find(text, text.len()));
    let is_whole = |found: &conflict::Conflict| found.lines.len() > 2;
    let flaw = found.filter(is_whole).map(|found| {
        let place = Location::Path(format!("{CONTENT}/{STATIC}/{path}"));
        Diagnostic::new(Code::MergeConflict, place, found.message()).help(found.help())
    });
    Ok((bytes, flaw))
}

fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Whether a folder of the site is there; a finding where something else stands in its place or on
/// the way to it.
fn is_there(root: &Path, folder: &str, diagnostics: &mut Diagnostics) -> io::Result<bool> {
    let special = match files::look(root, folder) {
        Ok(None) => return Ok(false),
        Ok(Some(FileType::Folder)) => return Ok(true),
        Ok(Some(found)) => (folder.to_owned(), found),
        Err(AccessError::Is(found, path)) => (path, found),
        Err(refused) => return Err(refused.into()),
    };
    // `config` has reported the folder that holds everything.
    if special.0 != "content" {
        diagnostics.push(config::special(root, special.0, special.1));
    }
    Ok(false)
}

/// Paths of all files below a folder of the root, relative to that folder, sorted. Hidden files are
/// passed over.
fn walk(root: &Path, shown: &str, diagnostics: &mut Diagnostics) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    if !is_there(root, shown, diagnostics)? {
        return Ok(paths);
    }
    let content = &root.join(shown);
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        // What is copied as it is may be hidden: hosts look for `.well-known/`.
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
        let Some(path) = slashed(below) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::StrayFile,
                    Location::Path(format!("{shown}/{}", below.display())),
                    "the name of this file is not UTF-8, so it is ignored",
                )
                .help("rename it"),
            );
            continue;
        };
        if let Some(finding) = unread(
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

/// A finding about what is no file; nothing about a file.
fn unread(root: &Path, path: String, found: FileType) -> Option<Diagnostic> {
    let message = match found {
        FileType::File => return None,
        // All that the site has of a kind would be missing.
        _ if is_own_folder(&path) => return Some(config::special(root, path, found)),
        FileType::Link => {
            "this is a symbolic link, and griot does not follow links, so it is ignored".to_owned()
        }
        other => format!("expected a file, found {}, so it is ignored", other.words()),
    };
    let help = match files::target(root, &path) {
        Some(target) => format!("delete the link and put `{}` itself here", target.display()),
        None => "delete it, or put a file here".to_owned(),
    };
    Some(Diagnostic::new(Code::StrayFile, Location::Path(path), message).help(help))
}

/// Whether a path is that of a folder or file whose name griot knows.
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

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// What the disk says of all files that a build may read.
pub struct Stamps {
    /// Sorted by path.
    pub files: Vec<(String, FileStamp)>,
    /// Those that were changed so shortly before now that another change could hide behind the
    /// stamp, with the hash of their bytes.
    pub unsettled: Vec<(String, Hash)>,
}

/// All files that a build may read, without reading them: the content, themes, and those that stand
/// alone.
///
/// # Errors
/// When a folder is there and cannot be read, or something in it is no file.
pub fn stamps(root: &Path, alone: &[&str]) -> io::Result<Stamps> {
    let now = SystemTime::now();
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
        Some((path, FileStamp::of(&about)))
    };
    let files: Vec<(String, FileStamp)> = paths.into_par_iter().filter_map(stamp).collect();
    let fresh = files.par_iter().filter(|(_, stamp)| stamp.is_fresh(now));
    let unsettled = fresh.map(|(path, _)| Ok((path.clone(), hash_of(root, path)?)));
    let unsettled = unsettled.collect::<io::Result<_>>()?;
    Ok(Stamps { files, unsettled })
}

/// Whether files have bytes of these hashes.
pub fn have_hashes(root: &Path, files: &[(String, Hash)]) -> bool {
    files
        .par_iter()
        .all(|(path, hash)| hash_of(root, path).is_ok_and(|found| found == *hash))
}

fn hash_of(root: &Path, path: &str) -> io::Result<Hash> {
    Ok(Hash::of(&files::read(root, path, LARGEST_MEDIA)?))
}

enum PathClass {
    Document(ContentKind),
    Media,
    /// What is known of a picture.
    Photograph,
    Style,
    Settings,
    /// Its path in the site.
    Copied(String),
    /// For people who look at the folder.
    Notes,
    /// What is wrong, and what to do.
    Stray(String, String),
}

fn classify(path: &str) -> PathClass {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let markdown = is_markdown(path);
    let kind = ContentKind::ALL
        .into_iter()
        .find(|kind| folder == Some(kind.folder()));
    match (folder, kind) {
        (_, Some(kind)) if markdown && stray::is_section(path) => {
            let (what, cure) = stray::section(path, kind);
            PathClass::Stray(what, cure)
        }
        (_, Some(kind)) if markdown => PathClass::Document(kind),
        (Some(STATIC), _) => PathClass::Copied(path[STATIC.len() + 1..].to_owned()),
        _ if is_readme(path) => PathClass::Notes,
        (_, Some(_)) | (Some("media"), _) if photographs::picture_of(path).is_some() => {
            PathClass::Photograph
        }
        (_, Some(_)) | (Some("media" | "geo"), _) => PathClass::Media,
        (Some("style"), _) => PathClass::Style,
        (None, _) if path == "site.yaml" => PathClass::Settings,
        (None, _) => {
            let (what, cure) = stray::at_top(path);
            PathClass::Stray(what, cure)
        }
        (Some(folder), _) => {
            let (what, cure) = stray::in_folder(folder, path);
            PathClass::Stray(what, cure)
        }
    }
}

/// Whether a file is read as Markdown.
fn is_markdown(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".markdown")
}

enum ReadText {
    Read(String),
    TooLarge(u64),
    /// The bytes of a text in another encoding.
    NotUtf8(Vec<u8>),
}

fn read_text(root: &Path, path: &str) -> io::Result<ReadText> {
    read_below(root, &format!("content/{path}"))
}

fn read_below(root: &Path, path: &str) -> io::Result<ReadText> {
    read_with(&mut files::FileReader::new(root), root, path)
}

fn read_with(reader: &mut files::FileReader, root: &Path, path: &str) -> io::Result<ReadText> {
    let bytes = match reader.read(path, LARGEST_TEXT) {
        Ok(bytes) => bytes,
        Err(AccessError::TooLarge(size)) => return Ok(ReadText::TooLarge(size)),
        Err(refused) => return Err(about(&root.join(path), &refused.into())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(ReadText::Read(text)),
        Err(error) => Ok(ReadText::NotUtf8(error.into_bytes())),
    }
}

/// Why a file cannot be read, and where that shows in its text.
struct FileError {
    code: Code,
    at: std::ops::Range<usize>,
    message: String,
    help: Option<String>,
    related: Vec<(std::ops::Range<usize>, &'static str)>,
}

impl FileError {
    fn new(
        code: Code,
        at: std::ops::Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> FileError {
        FileError {
            code,
            at,
            message: message.into(),
            help: Some(help.into()),
            related: Vec::new(),
        }
    }

    /// The finding about it.
    fn at(self, file: FileId) -> Diagnostic {
        let finding = Diagnostic::new(self.code, Span::new(file, self.at), self.message)
            .maybe_help(self.help);
        (self.related.into_iter()).fold(finding, |finding, (at, words)| {
            finding.related(Span::new(file, at), words)
        })
    }
}

/// The text of a file without a byte order mark. Where it cannot be read, what can be made of it,
/// and the reason.
fn text_or_error(text: ReadText) -> (String, Option<FileError>) {
    match text {
        ReadText::Read(text) => (
            text.strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text),
            None,
        ),
        ReadText::TooLarge(size) => {
            let flaw = FileError::new(
                Code::TooLarge,
                0..0,
                format!("this file has {size} bytes; the limit is {LARGEST_TEXT} (10 MiB)"),
                "split it, or put it into content/media/ and link to it",
            );
            (String::new(), Some(flaw))
        }
        ReadText::NotUtf8(bytes) => {
            let (text, at, encoding) = encoding::guessed(&bytes);
            let line = text[..at].matches('\n').count() + 1;
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            let flaw = FileError::new(
                Code::NotUtf8,
                at..end,
                match encoding {
                    Some(name) => format!("this file is not UTF-8 text: it is encoded as {name}"),
                    None => {
                        format!(
                            "this file is not UTF-8 text: a letter on line {line} has another encoding"
                        )
                    }
                },
                "save it again as UTF-8",
            );
            (text, Some(flaw))
        }
    }
}

/// A merge conflict in a text that is Markdown from `body` on.
fn conflict(text: &str, body: usize) -> Option<FileError> {
    conflict::find(text, body).map(|found| {
        let (message, help) = (found.message(), found.help());
        FileError::new(Code::MergeConflict, found.at, message, help)
    })
}

/// What makes a document unreadable, but for its YAML.
fn flaw_of(text: &str, split: &FrontMatterSplit) -> Option<FileError> {
    conflict(text, split.body.start)
        .or_else(|| {
            invisible(text, 0).filter(|flaw| !split.has_front || flaw.at.start < split.body.start)
        })
        .or_else(|| front::flaw(text, split))
}

/// How many invisible characters of a text are reported.
const MOST_INVISIBLE: usize = 20;

/// The first invisible character from a place on.
fn invisible(text: &str, from: usize) -> Option<FileError> {
    let at = from + first_invisible(&text[from..])?;
    let found = text[at..].chars().next()?;
    Some(FileError::new(
        Code::ControlCharacter,
        at..at + found.len_utf8(),
        format!("found {}", invisible_words(found)),
        "delete it; it often comes with text pasted from a PDF",
    ))
}

/// Reports the invisible characters of a body, which is read all the same.
fn invisible_in_body(file: FileId, text: &str, body: usize, diagnostics: &mut Diagnostics) {
    let mut from = body;
    for _ in 0..MOST_INVISIBLE {
        let Some(flaw) = invisible(text, from) else {
            return;
        };
        from = flaw.at.end;
        diagnostics.push(flaw.at(file));
    }
}

/// The YAML in a range of a file, or why it is none.
fn parsed(text: &str, range: &std::ops::Range<usize>) -> Result<Value, FileError> {
    yaml::parse_mapping(&text[range.clone()]).map_err(|error| {
        let at = range.start + error.at;
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        FileError {
            code: Code::YamlSyntax,
            at: at..end.max(range.start + error.end),
            message: error.message,
            help: error.help,
            related: (error.other.into_iter())
                .map(|(other, words)| (range.start + other.start..range.start + other.end, words))
                .collect(),
        }
    })
}

/// The front matter in a range of a file, from the store if that has it.
fn front_matter(
    text: &str,
    range: &std::ops::Range<usize>,
    stored: Option<(&Store, Hash)>,
) -> Result<FrontMatter, FileError> {
    let stored = stored.map(|(store, hash)| (store, store.own_key(hash)));
    let known = stored.and_then(|(store, key)| store.get(key));
    if let Some(bytes) = known.filter(|bytes| yaml::is_written(bytes)) {
        return Ok(FrontMatter(bytes.into()));
    }
    let front = FrontMatter::new(&parsed(text, range)?);
    if let Some((store, key)) = stored {
        store.put(key, &front.0);
    }
    Ok(front)
}

/// Reports what YAML leaves out of the texts in a range of a file.
pub fn lost(
    file: FileId,
    range: &std::ops::Range<usize>,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) {
    for lost in yaml::lost(&sources.text(file)[range.clone()]) {
        let span = Span::new(file, range.start + lost.at.start..range.start + lost.at.end);
        diagnostics.push(Diagnostic::new(Code::DroppedText, span, lost.message).help(lost.help));
    }
}

/// The site's own style list, `style/<lang>.yaml`.
fn style(
    path: &str,
    text: ReadText,
    languages: &Languages,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Option<WordListFile> {
    let shown = format!("content/{path}");
    let tag = path
        .strip_prefix("style/")
        .and_then(|name| name.strip_suffix(".yaml"));
    let Some(lang) = tag.and_then(Lang::parse) else {
        diagnostics.push(
            Diagnostic::new(
                Code::StrayFile,
                Location::Path(shown),
                "this is not a word list, so it is ignored",
            )
            .help("name a word list after its language: `content/style/fr.yaml`"),
        );
        return None;
    };
    if !languages.contains(lang) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                Location::Path(shown),
                format!("the file name says `{lang}`, which is not a language of this site"),
            )
            .help(format!(
                "add `{lang}` to `languages` in site.yaml, or rename the file"
            )),
        );
        return None;
    }
    let (text, value) = whole_yaml(text);
    let whole = 0..text.len();
    let file = sources.add(shown, text, whole);
    match value {
        Ok(value) => Some(WordListFile { file, lang, value }),
        Err(flaw) => {
            diagnostics.push(flaw.at(file));
            None
        }
    }
}

/// A file that is YAML from its beginning to its end: its text, and its value or what is wrong with
/// it.
fn whole_yaml(text: ReadText) -> (String, Result<Value, FileError>) {
    let (text, flaw) = text_or_error(text);
    let flaw = flaw
        .or_else(|| conflict(&text, text.len()))
        .or_else(|| invisible(&text, 0));
    let value = match flaw {
        Some(flaw) => Err(flaw),
        None => parsed(&text, &(0..text.len())),
    };
    (text, value)
}

fn document(
    (path, kind): (&str, ContentKind),
    file: FileId,
    (split, flaw): (FrontMatterSplit, Option<FileError>),
    languages: &Languages,
    (sources, store): (&SourceFiles, Option<&Store>),
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let text = sources.text(file);
    let hash = Hash::of_parts(&[b"front matter", text[split.front.clone()].as_bytes()]);
    let front = match flaw {
        Some(flaw) => Err(flaw),
        None => front_matter(text, &split.front, store.map(|store| (store, hash))),
    };
    let named = named(path, kind);
    let (id, suffix, tag) = (
        named.id(languages),
        named.suffix(),
        named.unknown_tag(languages),
    );
    // One mistake of a file is reported: what it says cannot be read, or what it is called cannot
    // be used.
    match (&front, tag) {
        (Err(_), _) => {}
        (Ok(_), Some(tag)) => diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                Location::File(file),
                format!("the file name says `{tag}`, which is not a language of this site"),
            )
            .help(format!(
                "add `{tag}` to `languages` in site.yaml, or rename the file"
            )),
        ),
        (Ok(_), None) if !is_id(id) => diagnostics.push(bad_id(&named, id, suffix, file)),
        _ => {}
    }
    if front.is_ok() {
        lost(file, &split.front, sources, diagnostics);
        invisible_in_body(file, text, split.body.start, diagnostics);
    }
    let (front, flaw) = match front {
        Ok(front) => (front, None),
        Err(flaw) => (FrontMatter::new(&Value::Null), Some(flaw)),
    };
    // What it will be called.
    let new_id = if is_id(id) {
        Some(id.to_owned())
    } else {
        slug(id)
    };
    let is_readable = flaw.is_none() && tag.is_none() && new_id.is_some();
    let mut document = Document {
        id: new_id
            .or_else(|| transliterated(id))
            .unwrap_or_else(|| id.to_owned()),
        file,
        kind,
        suffix,
        front,
        hash,
        has_front: split.has_front,
        body: split.body.clone(),
        salvage: None,
    };
    if !is_readable {
        // Whatever may have been meant for a front matter, and not much of a text.
        let written = if split.front.is_empty() {
            &text[..text.floor_char_boundary(4096)]
        } else {
            &text[split.front]
        };
        document.front = FrontMatter::new(&guessed(written));
        document.salvage = Some(yaml::words(written).into_iter().map(fold).collect());
        (document.has_front, document.body) = (true, split.body.start..split.body.start);
    }
    if let Some(flaw) = flaw {
        diagnostics.push(flaw.at(file));
    }
    Some(document)
}

/// What can be read of a front matter. What limits a thing to a time is left out: half of it would
/// say something else.
fn guessed(written: &str) -> Value {
    match yaml::salvage(written) {
        Value::Map(mut entries) => {
            entries.retain(|(key, _)| !["active", "part_of", "review_by"].contains(&key.as_str()));
            Value::Map(entries)
        }
        value => value,
    }
}

/// A file name that cannot be an id.
fn bad_id(named: &DocumentName, id: &str, suffix: Option<Lang>, file: FileId) -> Diagnostic {
    let tag = suffix.map_or_else(String::new, |lang| format!(".{lang}"));
    let (what, ending) = if named.is_bundle {
        ("folder", String::new())
    } else {
        ("file", format!("{tag}.{}", named.ending))
    };
    let cure = match slug(id) {
        Some(slug) => format!("rename it to `{slug}{ending}`"),
        None => "rename it with the letters a to z, digits and hyphens".to_owned(),
    };
    Diagnostic::new(
        Code::BadId,
        Location::File(file),
        format!("the {what} name `{id}` is not a valid id: use a to z, 0 to 9 and hyphens"),
    )
    .help(cure)
}

/// What the path of a document says.
struct DocumentName<'p> {
    /// The file's name without its ending.
    stem: &'p str,
    ending: &'p str,
    /// The name of the folder that it is the text of, where it is one.
    folder: Option<&'p str>,
    is_bundle: bool,
}

/// What the path of a document, below `content/`, says: of `x/index.md` the id is `x`.
fn named(path: &str, kind: ContentKind) -> DocumentName<'_> {
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
    /// What stands before and behind the last dot of the stem, where that is a tag of a language.
    fn tagged(&self) -> Option<(&'p str, &'p str, Lang)> {
        let (before, tag) = self.stem.rsplit_once('.')?;
        Some((before, tag, Lang::parse(tag)?))
    }

    fn id(&self, languages: &Languages) -> &'p str {
        match (self.folder, self.tagged()) {
            (Some(folder), _) => folder,
            (None, Some((before, _, lang))) if languages.contains(lang) => before,
            (None, Some((before, ..))) if is_id(before) => before,
            _ => self.stem,
        }
    }

    /// The language that the name says, whether or not the site has it.
    fn suffix(&self) -> Option<Lang> {
        self.tagged().map(|(.., lang)| lang)
    }

    /// A tag of a language that the site does not have.
    fn unknown_tag(&self, languages: &Languages) -> Option<&'p str> {
        self.tagged()
            .filter(|(.., lang)| !languages.contains(*lang))
            .map(|(_, tag, _)| tag)
    }
}

/// The name of a page bundle's text, without its ending.
const BUNDLE: &str = "index";

/// The name that the text of another language has beside a document, or that of the original, by
/// the document's path.
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

/// Whether a file is what GitHub shows below the list of a folder's files.
fn is_readme(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.eq_ignore_ascii_case("readme")
}

struct FrontMatterSplit {
    front: std::ops::Range<usize>,
    body: std::ops::Range<usize>,
    has_front: bool,
    unclosed: Option<usize>,
}

/// Front matter stands between two lines of three hyphens at the very top.
fn split(text: &str) -> FrontMatterSplit {
    let first = text.lines().next().unwrap_or("");
    if first.trim_end() != "---" {
        return FrontMatterSplit {
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
            return FrontMatterSplit {
                front: start..at,
                body: at + line.len()..text.len(),
                has_front: true,
                unclosed: None,
            };
        }
        at += line.len();
    }
    FrontMatterSplit {
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

/// The id that a name becomes: Latin letters without accents, hyphens between words. Scripts that
/// cannot be written so without guessing (Arabic, N'Ko, Tifinagh) give none: such a name needs a
/// file with an id that somebody chose.
pub fn slug(name: &str) -> Option<String> {
    let composed = composed(name);
    let guessed = composed
        .chars()
        .any(|c| c.is_alphabetic() && !is_european(c));
    if guessed {
        return None;
    }
    transliterated(&composed)
}

/// A name in Latin letters, whatever its script, hyphens between words; for what nobody has to
/// spell, since letters of other scripts are guessed one by one.
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
fn duplicates(tree: &ContentTree, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(ContentKind, &str, Option<Lang>), FileId> = BTreeMap::new();
    for document in &tree.documents {
        let key = (document.kind, document.id.as_str(), document.suffix);
        if let Some(first) = seen.insert(key, document.file) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    Location::Value(Field::top(document.file)),
                    format!(
                        "two files are the {} `{}`",
                        document.kind.noun(),
                        document.id
                    ),
                )
                .help("rename one of them: an id is the file's name, in any folder")
                .related(Location::Value(Field::top(first)), "the other one"),
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
        assert_eq!(
            (&text[parts.front], &text[parts.body]),
            ("title: a\n", "body\n")
        );
        assert!(!split("no front").has_front);
        assert!(split("---\ntitle: a\n").unclosed.is_some());
    }
}
