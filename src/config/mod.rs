//! Settings: `site.yaml`.
//!
//! They are read first, because the languages decide how all other files are read. A missing file
//! is a finding. Only the title is required; every other key has a default.

mod base_url;
mod choice;
mod frame;
mod head;
mod settings;

use std::path::Path;

pub use self::base_url::{BadBase, BaseUrl};
pub use self::frame::{ContentPolicy, FrameSettings, LogoSetting, MenuSetting, Referrer};
pub use self::head::HeadElement;
use self::settings::{KEYS, check_languages, ignored_keys, languages, settings};
use crate::address::SiteRoot;
use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Fix, Location};
use crate::fields::{FieldContext, FieldMap};
use crate::files::{self, AccessError, FileType};
use crate::lang::{Lang, Languages};
use crate::message;
use crate::model::{Extra, LocalizedText};
use crate::source::{FileId, SourceFiles, Span, first_invisible};
use crate::suppress::Suppression;
use crate::yaml;

/// The settings of `site.yaml`, overridden by the command line.
#[derive(Clone, Debug, Hash)]
pub struct Config {
    pub title: LocalizedText,
    pub description: LocalizedText,
    pub base: BaseUrl,
    pub languages: Languages,
    /// The field that lists the languages, if there is one.
    pub languages_at: Option<Field>,
    pub theme: String,
    /// The field that names the theme, if there is one.
    pub theme_at: Option<Field>,
    /// The IANA name of the time zone, which determines the day of publication.
    pub time_zone: String,
    pub updated: Updated,
    /// The field that sets `updated`, if there is one.
    pub updated_at: Option<Field>,
    pub history: History,
    /// The field that sets `history`, if there is one.
    pub history_at: Option<Field>,
    pub undeclared: Undeclared,
    pub html: RawHtml,
    pub publisher: Option<String>,
    /// The address at which readers can edit a file: the file's path is appended, or replaces
    /// `{path}`.
    pub edit_url: Option<String>,
    pub licence: LocalizedText,
    /// The licence of the data; if empty, that of the texts.
    pub data_licence: LocalizedText,
    /// The number of items on a page of a long list.
    pub page_size: usize,
    /// The number of entries of a feed.
    pub feed_size: usize,
    pub feed_text: FeedText,
    /// Whether the site is published as data too: downloads, feeds in JSON, the calendar, JSON-LD.
    pub data: bool,
    /// Whether the site has a search page and an index from A to Z.
    pub search: bool,
    /// Whether an image for social networks is drawn for each article without a picture.
    pub previews: bool,
    /// Whether straight quotation marks and apostrophes, and spaces in French, are replaced by
    /// their typographic forms.
    pub typography: bool,
    /// Whether pages have scripts, with which readers filter, sort, zoom and copy.
    pub scripts: bool,
    /// Suppressions for the complete site.
    pub allowed: Vec<Suppression>,
    /// Keys of other tools, which are ignored at the top of every file.
    pub ignored: Vec<String>,
    /// Data for the theme.
    pub extra: Extra,
    /// What stands around every page.
    pub frame: FrameSettings,
    /// Whether the settings file could be read, so that settings and languages are known.
    pub is_known: bool,
    /// The field of the base address, if there is one.
    pub base_at: Option<Field>,
}

impl Config {
    /// Returns the context for reading front matter.
    pub fn context<'a>(&'a self, sources: &'a SourceFiles) -> FieldContext<'a> {
        FieldContext {
            zone: jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC),
            ignored: &self.ignored,
            base: SiteRoot {
                origin: self.base.origin.clone(),
                path: self.base.path.clone(),
            },
            ..FieldContext::new(sources, &self.languages, self.languages.default())
        }
    }
}

/// Where the date of the last update comes from, for an article without `updated`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Updated {
    /// From nowhere: an article without `updated` has no such date.
    #[default]
    Written,
    /// From the last commit that changed its file.
    Git,
}

/// Whether readers see what figures, grades, sources and titles were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum History {
    #[default]
    None,
    /// From the commits of the site's repository.
    Git,
}

/// How actors and regions without a file are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Undeclared {
    Allow,
    #[default]
    Warn,
    Error,
}

/// How much of an article a feed has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FeedText {
    /// Its summary.
    #[default]
    Summary,
    /// Its summary and its text.
    Full,
}

/// How HTML in Markdown is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// It is shown as text.
    #[default]
    Escape,
    /// It is passed through. For sites that trust all their authors.
    Allow,
}

/// The path of the settings, relative to the site's root.
pub const FILE: &str = crate::diag::SITE;

/// The maximum size of the settings file, in bytes.
const MAX_SIZE: u64 = 1024 * 1024;

/// The theme of a site that names none, and the base of every other theme.
pub const DEFAULT_THEME: &str = "default";

/// Whether a theme can have this name. The name becomes a path, which must not lead out of the
/// site. It also becomes a prefix of template names, some of which are reserved.
pub fn is_theme_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !name.is_empty() && name.bytes().all(plain) && !matches!(name, "__builtin" | "parts")
}

/// Reads `content/site.yaml` below `root`. Without this file, returns defaults and reports a
/// finding.
///
/// # Errors
/// If the file exists and cannot be read.
pub fn read(
    root: &Path,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> std::io::Result<Config> {
    let read = match sources.unsaved(FILE) {
        Some(text) if text.len() as u64 > MAX_SIZE => Err(AccessError::TooLarge(text.len() as u64)),
        Some(text) => Ok(text.as_bytes().to_vec()),
        None => files::read(root, FILE, MAX_SIZE),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(AccessError::Missing) => {
            diagnostics.push(missing_file(root));
            return Ok(defaults());
        }
        Err(AccessError::Is(found, path)) => {
            diagnostics.push(special_file(root, path, found));
            return Ok(defaults());
        }
        Err(AccessError::TooLarge(size)) => {
            let message = message!(
                "this file has {size} bytes; the limit is {limit} (1 MiB)",
                size,
                limit = MAX_SIZE
            );
            diagnostics.push(
                Diagnostic::new(Code::TooLarge, Location::Path(FILE.into()), message).help(
                    message!(
                        "restore the file from an earlier version: settings take a page or two"
                    ),
                ),
            );
            return Ok(defaults());
        }
        Err(AccessError::Io(error)) => return Err(error),
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = sources.add(FILE.into(), text, 0..0);
            let span = Span::new(file, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            let finding =
                Diagnostic::new(Code::NotUtf8, span, message!("this file is not UTF-8 text"));
            diagnostics.push(finding.help(message!("save it again as UTF-8")));
            return Ok(defaults());
        }
    };
    let length = text.len();
    let file = sources.add(FILE.into(), text, 0..length);
    let value = match parse_file(file, sources) {
        Ok(value) => value,
        Err(finding) => {
            diagnostics.push(*finding);
            return Ok(defaults());
        }
    };
    for lost in yaml::dropped_texts(sources.text(file)) {
        let fix = Fix::of_dropped_text(file, 0, &lost);
        let span = Span::new(file, lost.at);
        let finding = Diagnostic::new(Code::DroppedText, span, lost.message);
        diagnostics.push(finding.help(lost.help).fix(fix));
    }
    let languages = languages(&value);
    let ignored = ignored_keys(&value);
    let mut context = FieldContext {
        ignored: &ignored,
        ..FieldContext::new(sources, &languages, languages.default())
    };
    let config = match FieldMap::open(&value, Field::top(file), KEYS, &mut context) {
        Some(site) => {
            let found = check_languages(&site, &mut context);
            let mut config = settings(&site, &mut context);
            config.is_known = !found.has_errors();
            context.diagnostics.append(found);
            config
        }
        None => defaults(),
    };
    diagnostics.append(context.diagnostics);
    Ok(config)
}

/// Returns a finding about a link, pipe or device at a path where the site must have a file or
/// folder. The path is below the root.
pub fn special_file(root: &Path, path: String, found: FileType) -> Diagnostic {
    let message = match found {
        FileType::Link => message!("this is a symbolic link, and griot does not follow links"),
        FileType::File => message!("expected a folder, found a file"),
        FileType::Folder => message!("expected a file, found a folder"),
        FileType::Pipe => message!("expected a file, found a named pipe"),
        FileType::Socket => message!("expected a file, found a socket"),
        FileType::Device => message!("expected a file, found a device"),
        FileType::Other => message!("this is neither a file nor a folder"),
    };
    let target = files::link_target(root, &path);
    let help = match (found, target) {
        (FileType::Link, Some(target)) if path == "content" && target.ends_with("content") => {
            let above = target
                .parent()
                .filter(|above| !above.as_os_str().is_empty());
            let above = above.map_or_else(|| ".".into(), |above| above.display().to_string());
            message!(
                "give the folder that contains the content itself: `--root {above}`; or delete the link and move `{target}` here",
                above,
                target = target.display()
            )
        }
        (FileType::Link, Some(target)) => {
            message!(
                "delete the link and put `{target}` itself here",
                target = target.display()
            )
        }
        (FileType::File | FileType::Folder, _) => message!("move it elsewhere"),
        _ => message!("delete it, or put a file here"),
    };
    Diagnostic::new(Code::SpecialFile, Location::Path(path), message).help(help)
}

/// Parses the YAML of the settings file.
fn parse_file(file: FileId, sources: &SourceFiles) -> Result<yaml::Value, Box<Diagnostic>> {
    let text = sources.text(file);
    if let Some(conflict) = conflict::find(text, text.len()) {
        let span = Span::new(file, conflict.at.clone());
        return Err(Box::new(
            Diagnostic::new(Code::MergeConflict, span, conflict.message()).help(conflict.help()),
        ));
    }
    if let Some(at) = first_invisible(text) {
        let message = message!("found an invisible control character");
        let finding = Diagnostic::new(Code::ControlCharacter, Span::new(file, at..at + 1), message);
        return Err(Box::new(finding.help(message!("delete it"))));
    }
    // Some authors put the settings between two lines of `---`, as in an article.
    let inner = text
        .trim_end()
        .strip_suffix("---")
        .filter(|inner| text.starts_with("---") && inner.ends_with('\n'));
    if let Some(inner) = inner.filter(|inner| inner.trim() != "---") {
        let finding = Diagnostic::new(
            Code::YamlSyntax,
            Span::new(file, inner.len()..inner.len() + 3),
            message!("unexpected `---`: site.yaml has no front matter"),
        );
        let title = || message!("delete the two lines `---`");
        let first = text.find('\n').map_or(text.len(), |at| at + 1);
        let fix = Fix::safe(title())
            .delete(Span::new(file, 0..first))
            .delete(Span::new(file, inner.len()..text.len()));
        return Err(Box::new(finding.help(title()).fix(fix)));
    }
    yaml::parse_mapping(text).map_err(|error| {
        let end = error.end.max((error.at + 1).min(text.len()));
        let repair = error.repair(text);
        let finding = Diagnostic::new(
            Code::YamlSyntax,
            Span::new(file, error.at..end),
            error.message,
        );
        let others = error.other.into_iter();
        let fix = repair.map(|repair| Fix::of_repair(file, 0, repair));
        let finding = finding.maybe_help(error.help).fix(fix);
        Box::new(others.fold(finding, |finding, (at, words)| {
            finding.related(Span::new(file, at), words)
        }))
    })
}

/// Returns the first of the site's `languages`, whatever else is wrong with its settings. `None` if
/// it cannot be found.
pub fn first_language(root: &Path) -> Option<Lang> {
    let text = String::from_utf8(files::read(root, FILE, MAX_SIZE).ok()?).ok()?;
    let listed = yaml::parse_mapping(&text).ok().and_then(|map| {
        let yaml::Value::Map(map) = map else {
            return None;
        };
        let (_, value) = map.into_iter().find(|(key, _)| key == "languages")?;
        match value {
            yaml::Value::List(list) => list.into_iter().next(),
            other => Some(other),
        }
    });
    let listed = listed.and_then(|value| match value {
        yaml::Value::Text(tag) => Some(tag),
        _ => None,
    });
    // A mistake elsewhere in the file must not change the language in which it is reported.
    let written = || {
        let (_, after) = text.split_once("languages:")?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let mut words = after.split(|c: char| !is_part(c));
        words.find_map(|word| Lang::parse(word.trim_start_matches('-')))
    };
    Lang::parse(&listed.or_else(|| written().map(|lang| lang.to_string()))?)
}

/// Reports a missing settings file. Names a file that has a similar name, if there is one.
fn missing_file(root: &Path) -> Diagnostic {
    let names = [
        "site.yml",
        "Site.yaml",
        "site.yaml.txt",
        "site.YAML",
        "config.yaml",
        "config.yml",
        "site.json",
        "site.toml",
    ];
    let near = names
        .into_iter()
        .find(|name| root.join("content").join(name).is_file());
    let help = match near {
        Some(name @ ("site.json" | "site.toml")) => {
            message!("convert `{name}` to YAML, as `site.yaml`", name)
        }
        Some(name) => message!("rename `{name}` to `site.yaml`", name),
        None if root.join("site.yaml").is_file() => {
            message!("move `site.yaml` into the folder `content`")
        }
        None => message!(
            "create it with two lines: `title: My site` and `languages: [en]`; or point --root at the folder that contains content/"
        ),
    };
    let path = Location::Path(FILE.into());
    Diagnostic::new(
        Code::MissingSite,
        path,
        message!("this file is missing, and every site needs it"),
    )
    .help(help)
}

/// Returns the settings of a site without `site.yaml`.
fn defaults() -> Config {
    Config {
        title: LocalizedText::default(),
        description: LocalizedText::default(),
        base: BaseUrl::default(),
        languages: Languages::new(Vec::new()),
        languages_at: None,
        theme: DEFAULT_THEME.into(),
        theme_at: None,
        time_zone: "UTC".into(),
        updated: Updated::default(),
        updated_at: None,
        history: History::default(),
        history_at: None,
        undeclared: Undeclared::default(),
        html: RawHtml::default(),
        publisher: None,
        edit_url: None,
        licence: LocalizedText::default(),
        data_licence: LocalizedText::default(),
        page_size: 100,
        feed_size: 20,
        feed_text: FeedText::default(),
        data: true,
        search: true,
        previews: false,
        typography: true,
        scripts: true,
        allowed: Vec::new(),
        ignored: Vec::new(),
        extra: Extra::default(),
        frame: FrameSettings::default(),
        is_known: false,
        base_at: None,
    }
}
