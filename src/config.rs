//! `site.yaml`: what the site is called, where it stands, and how strict it is.
//!
//! Read first, because the languages decide how everything else is read. A missing file is a
//! finding, and a site that has only a title is complete: every other key has a default.

use std::path::Path;

use url::Url;

use crate::address::SiteRoot;
use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location, nearest, or_list};
use crate::fields::{FieldContext, FieldMap, no_tag};
use crate::files::{self, AccessError, FileType};
use crate::lang::{Lang, Languages};
use crate::model::{Extra, LocalizedText};
use crate::source::{FileId, SourceFiles, Span, first_invisible};
use crate::suppress::{self, Suppression, SuppressionScope};
use crate::yaml;

/// What `site.yaml` says, and what the command line says instead.
#[derive(Clone, Debug, Hash)]
pub struct Config {
    pub title: LocalizedText,
    pub description: LocalizedText,
    pub base: BaseUrl,
    pub languages: Languages,
    pub theme: String,
    /// Where the site names its theme, if it does.
    pub theme_at: Option<Field>,
    /// IANA name; it decides on which day something is published.
    pub time_zone: String,
    pub updated: Updated,
    /// Where the site says so, if it does.
    pub updated_at: Option<Field>,
    pub undeclared: Undeclared,
    pub html: RawHtml,
    pub publisher: Option<String>,
    /// Where a file can be edited: an address to which its path is added, or in which it stands for
    /// `{path}`.
    pub edit_url: Option<String>,
    pub licence: LocalizedText,
    /// How many items a page of a long list has.
    pub page_size: usize,
    /// How many entries a feed has.
    pub feed_size: usize,
    /// Whether readers can search, and have an index from A to Z.
    pub search: bool,
    /// Whether a picture is drawn for each article that has none, for social networks.
    pub previews: bool,
    /// Whether straight quotation marks, apostrophes and French spaces are made typographic.
    pub typography: bool,
    /// Whether pages have the script that filters, sorts, zooms and copies.
    pub scripts: bool,
    /// Warnings that the site silences.
    pub allowed: Vec<Suppression>,
    /// Keys of other tools that are passed over at the top of every file.
    pub ignored: Vec<String>,
    /// What only the theme knows.
    pub extra: Extra,
    /// Whether the file was there and could be read, so that its settings and languages are known.
    pub is_known: bool,
    /// Where the site says its address, if it does.
    pub base_at: Option<Field>,
}

impl Config {
    /// What reading a file's front matter needs.
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

/// Where the day comes from on which an article without `updated` was updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Updated {
    /// It has none.
    #[default]
    Written,
    /// From the last commit that touched its file.
    Git,
}

/// What to think of an actor or region that has a name and no file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Undeclared {
    Allow,
    #[default]
    Warn,
    Error,
}

/// What becomes of HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// It is shown as text.
    #[default]
    Escape,
    /// It is passed through: for sites that trust all their authors.
    Allow,
}

/// Where the site will stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme, host and port, without a slash.
    pub origin: String,
    /// Begins and ends with a slash.
    pub path: String,
}

impl BaseUrl {
    /// Reads an absolute address, or a path that keeps the origin of `before`.
    ///
    /// # Errors
    /// When it is neither, or no place where readers find a folder of files.
    pub fn parse(text: &str, before: &BaseUrl) -> Result<BaseUrl, BadBase> {
        let example = "write the whole address, such as `https://name.github.io/site/`";
        let joined = if text.starts_with('/') && !text.starts_with("//") {
            format!("{}{text}", before.origin)
        } else {
            text.to_owned()
        };
        let has_host = !joined.contains(":///");
        let url = match Url::parse(&joined) {
            Ok(url)
                if has_host
                    && matches!(url.scheme(), "http" | "https")
                    && url.host_str().is_some() =>
            {
                url
            }
            parsed => return Err(no_address(text, parsed.is_ok() && has_host, example)),
        };
        // Without a path of its own, so that what is said about it is short.
        let mut right = url.clone();
        right.set_query(None);
        right.set_fragment(None);
        let _ = right
            .set_username("")
            .and_then(|()| right.set_password(None));
        let right_path = match right.path().rsplit_once('/') {
            Some((folder, file)) if is_file(file) => format!("{folder}/"),
            Some((_, "")) => right.path().to_owned(),
            _ => format!("{}/", right.path()),
        };
        right.set_path(&right_path);
        let bad = |message: String| {
            Err(BadBase {
                message,
                help: format!("write `{right}`"),
            })
        };
        if !url.username().is_empty() || url.password().is_some() {
            return bad(
                "this address contains a user name or password, which would be published on every page".to_owned(),
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return bad(format!("`{text}` has more than a host and a path"));
        }
        if url.path().rsplit('/').next().is_some_and(is_file) {
            return bad(format!(
                "`{text}` is the address of a file; expected that of a folder, which ends in `/`"
            ));
        }
        if text.contains(char::is_whitespace) || text.contains('\\') {
            return bad(format!("`{text}` contains a space or a backslash"));
        }
        if url.path().contains("//") {
            return bad(format!("`{text}` has two slashes in a row")).map_err(|bad: BadBase| {
                BadBase {
                    help: once(&bad.help),
                    ..bad
                }
            });
        }
        Ok(BaseUrl {
            origin: url.origin().ascii_serialization(),
            path: right_path,
        })
    }

    /// Whether only this machine, or those near it, can open the address.
    pub fn is_local(&self) -> bool {
        let Ok(url) = Url::parse(&self.origin) else {
            return false;
        };
        match url.host() {
            Some(url::Host::Domain(host)) => {
                !host.trim_end_matches('.').contains('.')
                    || [".localhost", ".local", ".test", ".invalid"]
                        .iter()
                        .any(|end| host.ends_with(end))
            }
            Some(url::Host::Ipv4(ip)) => {
                ip.is_loopback() || ip.is_private() || ip.is_unspecified() || ip.is_link_local()
            }
            Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unspecified(),
            None => false,
        }
    }
}

/// Why a text is not a valid site address, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadBase {
    pub message: String,
    pub help: String,
}

fn no_address(text: &str, is_other: bool, example: &str) -> BadBase {
    let text = text.trim();
    let bare = text.trim_start_matches('/');
    let host = bare.split('/').next().unwrap_or_default();
    let looks_like_host =
        host.contains('.') && !host.contains([' ', ':', '@']) && !host.starts_with('.');
    let guess = match text.split_once(':') {
        Some(("htp" | "ttps" | "hhtps" | "htps" | "httpss" | "https" | "http", rest)) => {
            Some(format!("https://{}", rest.trim_start_matches('/')))
        }
        _ if looks_like_host => Some(format!("https://{bare}")),
        _ => None,
    };
    let guess = guess.filter(|guess| {
        Url::parse(guess).is_ok_and(|url| url.host_str().is_some_and(|host| host.contains('.')))
    });
    let help = match guess {
        Some(guess) if guess.ends_with('/') => format!("write `{guess}`"),
        Some(guess) => format!("write `{guess}/`"),
        None => example.to_owned(),
    };
    let message = if is_other || looks_like_host {
        format!("`{text}` does not begin with https:// or http://")
    } else {
        format!("`{text}` is not a valid site address")
    };
    BadBase { message, help }
}

/// Whether the last part of a path names a file and no folder.
fn is_file(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["html", "htm", "php", "xml", "md", "asp", "aspx"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// A text in which no two slashes follow one another but for those of `https://`.
fn once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '/' || !out.ends_with('/') || out.ends_with(":/") {
            out.push(c);
        }
    }
    out
}

impl Default for BaseUrl {
    fn default() -> Self {
        BaseUrl {
            origin: "http://localhost".into(),
            path: "/".into(),
        }
    }
}

/// The file, relative to the site's root.
pub const FILE: &str = crate::diag::SITE;

/// The largest file of settings that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The theme of a site that names none, and the one that every other extends in the end.
pub const DEFAULT_THEME: &str = "default";

const KEYS: &[&str] = &[
    "title",
    "description",
    "base_url",
    "languages",
    "theme",
    "time_zone",
    "updated",
    "undeclared",
    "html",
    "publisher",
    "edit_url",
    "licence",
    "page_size",
    "feed_size",
    "search",
    "previews",
    "typography",
    "scripts",
    "allow",
    "ignore_keys",
    "extra",
];

/// Whether a theme can have this name. It becomes a path, which must not lead out of the site, and
/// the beginning of names of templates, where some words mean something else.
pub fn is_theme_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !name.is_empty() && name.bytes().all(plain) && !matches!(name, "__builtin" | "parts")
}

/// Reads `content/site.yaml` below `root`. A site without one gets the defaults, and a finding.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read(
    root: &Path,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> std::io::Result<Config> {
    let bytes = match files::read(root, FILE, LARGEST) {
        Ok(bytes) => bytes,
        Err(AccessError::Missing) => {
            diagnostics.push(missing(root));
            return Ok(defaults());
        }
        Err(AccessError::Is(found, path)) => {
            diagnostics.push(special(root, path, found));
            return Ok(defaults());
        }
        Err(AccessError::TooLarge(size)) => {
            let message = format!("this file has {size} bytes; the limit is {LARGEST} (1 MiB)");
            diagnostics.push(
                Diagnostic::new(Code::TooLarge, Location::Path(FILE.into()), message)
                    .help("restore the file from an earlier version: settings take a page or two"),
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
            let finding = Diagnostic::new(Code::NotUtf8, span, "this file is not UTF-8 text");
            diagnostics.push(finding.help("save it again as UTF-8"));
            return Ok(defaults());
        }
    };
    let length = text.len();
    let file = sources.add(FILE.into(), text, 0..length);
    let value = match parsed(file, sources) {
        Ok(value) => value,
        Err(finding) => {
            diagnostics.push(*finding);
            return Ok(defaults());
        }
    };
    for lost in yaml::lost(sources.text(file)) {
        let span = Span::new(file, lost.at);
        diagnostics.push(Diagnostic::new(Code::DroppedText, span, lost.message).help(lost.help));
    }
    let languages = languages(&value);
    let ignored = ignored(&value);
    let mut context = FieldContext {
        ignored: &ignored,
        ..FieldContext::new(sources, &languages, languages.default())
    };
    let config = match FieldMap::open(&value, Field::top(file), KEYS, &mut context) {
        Some(site) => {
            let found = languages_of(&site, &mut context);
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

/// A finding about a link, a pipe or the like at a path below the root, where a file or folder of
/// the site is expected.
pub fn special(root: &Path, path: String, found: FileType) -> Diagnostic {
    let message = match found {
        FileType::Link => "this is a symbolic link, and griot does not follow links".to_owned(),
        FileType::File => "expected a folder, found a file".to_owned(),
        FileType::Folder => "expected a file, found a folder".to_owned(),
        other => format!("expected a file, found {}", other.words()),
    };
    let target = files::target(root, &path);
    let help = match (found, target) {
        (FileType::Link, Some(target)) if path == "content" && target.ends_with("content") => {
            let above = target
                .parent()
                .filter(|above| !above.as_os_str().is_empty());
            let above = above.map_or_else(|| ".".into(), |above| above.display().to_string());
            format!(
                "give the folder that contains the content itself: `--root {above}`; or delete the link and move `{}` here",
                target.display()
            )
        }
        (FileType::Link, Some(target)) => {
            format!("delete the link and put `{}` itself here", target.display())
        }
        (FileType::File | FileType::Folder, _) => "move it elsewhere".to_owned(),
        _ => "delete it, or put a file here".to_owned(),
    };
    Diagnostic::new(Code::SpecialFile, Location::Path(path), message).help(help)
}

/// The YAML of the file, or a finding.
fn parsed(file: FileId, sources: &SourceFiles) -> Result<yaml::Value, Box<Diagnostic>> {
    let text = sources.text(file);
    if let Some(conflict) = conflict::find(text, text.len()) {
        let span = Span::new(file, conflict.at.clone());
        return Err(Box::new(
            Diagnostic::new(Code::MergeConflict, span, conflict.message()).help(conflict.help()),
        ));
    }
    if let Some(at) = first_invisible(text) {
        let message = "found an invisible control character";
        let finding = Diagnostic::new(Code::ControlCharacter, Span::new(file, at..at + 1), message);
        return Err(Box::new(finding.help("delete it")));
    }
    // Some put the settings between lines `---`, as in an article.
    let inner = text
        .trim_end()
        .strip_suffix("---")
        .filter(|inner| text.starts_with("---") && inner.ends_with('\n'));
    if let Some(inner) = inner.filter(|inner| inner.trim() != "---") {
        let finding = Diagnostic::new(
            Code::YamlSyntax,
            Span::new(file, inner.len()..inner.len() + 3),
            "unexpected `---`: site.yaml has no front matter",
        );
        return Err(Box::new(finding.help("delete the two lines `---`")));
    }
    yaml::parse_mapping(text).map_err(|error| {
        let end = error.end.max((error.at + 1).min(text.len()));
        let finding = Diagnostic::new(
            Code::YamlSyntax,
            Span::new(file, error.at..end),
            error.message,
        );
        let others = error.other.into_iter();
        let finding = finding.maybe_help(error.help);
        Box::new(others.fold(finding, |finding, (at, words)| {
            finding.related(Span::new(file, at), words)
        }))
    })
}

/// A site without its first file; one of nearly the same name is what was meant.
fn missing(root: &Path) -> Diagnostic {
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
        Some(name @ ("site.json" | "site.toml")) => format!("convert `{name}` to YAML, as `site.yaml`"),
        Some(name) => format!("rename `{name}` to `site.yaml`"),
        None if root.join("site.yaml").is_file() => "move `site.yaml` into the folder `content`".to_owned(),
        None => "create it with two lines: `title: My site` and `languages: [en]`; or point --root at the folder that contains content/".to_owned(),
    };
    let path = Location::Path(FILE.into());
    Diagnostic::new(
        Code::MissingSite,
        path,
        "this file is missing, and every site needs it",
    )
    .help(help)
}

/// What is wrong with the languages, of which everything else depends.
fn languages_of(site: &FieldMap, context: &mut FieldContext) -> Diagnostics {
    let before = std::mem::take(&mut context.diagnostics);
    for tag in site.texts("languages", context) {
        if Lang::parse(&tag.value).is_none() {
            let finding = no_tag(&tag, "", "`fr`, `en`, `ar` or `pt-BR`");
            context.diagnostics.push(finding);
        }
    }
    std::mem::replace(&mut context.diagnostics, before)
}

fn defaults() -> Config {
    Config {
        title: LocalizedText::default(),
        description: LocalizedText::default(),
        base: BaseUrl::default(),
        languages: Languages::new(Vec::new()),
        theme: DEFAULT_THEME.into(),
        theme_at: None,
        time_zone: "UTC".into(),
        updated: Updated::default(),
        updated_at: None,
        undeclared: Undeclared::default(),
        html: RawHtml::default(),
        publisher: None,
        edit_url: None,
        licence: LocalizedText::default(),
        page_size: 100,
        feed_size: 20,
        search: true,
        previews: false,
        typography: true,
        scripts: true,
        allowed: Vec::new(),
        ignored: Vec::new(),
        extra: Extra::default(),
        is_known: false,
        base_at: None,
    }
}

/// The keys that are passed over, read before anything else, because site.yaml may have some of
/// them.
fn ignored(value: &yaml::Value) -> Vec<String> {
    let yaml::Value::Map(entries) = value else {
        return Vec::new();
    };
    match entries.iter().find(|(key, _)| key == "ignore_keys") {
        Some((_, yaml::Value::List(items))) => items
            .iter()
            .filter_map(|item| match item {
                yaml::Value::Text(key) => Some(key.trim().to_owned()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The languages, read before anything else, because texts by language are checked against them.
fn languages(value: &yaml::Value) -> Languages {
    let yaml::Value::Map(entries) = value else {
        return Languages::new(Vec::new());
    };
    let list = match entries.iter().find(|(key, _)| key == "languages") {
        Some((_, yaml::Value::List(items))) => items
            .iter()
            .filter_map(|item| match item {
                yaml::Value::Text(tag) => Lang::parse(tag),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    Languages::new(list)
}

fn settings(site: &FieldMap, context: &mut FieldContext) -> Config {
    let mut config = defaults();
    site.require(
        "title",
        Code::MissingField,
        "a site needs a `title`".into(),
        context,
    );
    config.title = site.phrase("title", context);
    config.description = site.phrase("description", context);
    config.languages = context.languages.clone();
    if let Some(base_url) = site.text("base_url", context) {
        config.base_at = Some(base_url.field.clone());
        match BaseUrl::parse(&base_url.value, &config.base) {
            Ok(base) => config.base = base,
            Err(flaw) => context.diagnostics.push(
                Diagnostic::new(Code::LinkScheme, &base_url.field, flaw.message).help(flaw.help),
            ),
        }
    }
    if let Some(theme) = site.text("theme", context) {
        if is_theme_name(&theme.value) {
            config.theme = theme.value;
            config.theme_at = Some(theme.field);
        } else {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadId,
                    &theme.field,
                    format!("`{}` is not a valid theme name", theme.value),
                )
                .help("write the name of a folder in themes/, made of letters, digits and hyphens"),
            );
        }
    }
    if let Some(zone) = site.text("time_zone", context) {
        if jiff::tz::TimeZone::get(&zone.value).is_err() {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::NotInList,
                    &zone.field,
                    format!("`{}` is not a valid time zone", zone.value),
                )
                .help("write an IANA name, such as `Africa/Bamako` or `Europe/Paris`"),
            );
        } else {
            config.time_zone = zone.value;
        }
    }
    let updated = [("written", Updated::Written), ("git", Updated::Git)];
    if let Some(updated) = choice(site, "updated", &updated, context) {
        config.updated = updated;
        config.updated_at = Some(site.field.key("updated"));
    }
    let undeclared = [
        ("allow", Undeclared::Allow),
        ("warn", Undeclared::Warn),
        ("error", Undeclared::Error),
    ];
    config.undeclared = choice(site, "undeclared", &undeclared, context).unwrap_or_default();
    let html = [("escape", RawHtml::Escape), ("allow", RawHtml::Allow)];
    config.html = choice(site, "html", &html, context).unwrap_or_default();
    config.edit_url = edit_url(site, context);
    config.publisher = site.text("publisher", context).map(|text| text.value);
    config.licence = site.phrase("licence", context);
    config.search = site.flag("search", context).unwrap_or(true);
    config.previews = site.flag("previews", context).unwrap_or_default();
    config.typography = site.flag("typography", context).unwrap_or(true);
    config.scripts = site.flag("scripts", context).unwrap_or(true);
    config.allowed = suppress::read(site, SuppressionScope::Site, context);
    config.ignored = site
        .texts("ignore_keys", context)
        .into_iter()
        .map(|key| key.value)
        .collect();
    config.extra = site.extra(context);
    for (key, setting) in [
        ("page_size", &mut config.page_size),
        ("feed_size", &mut config.feed_size),
    ] {
        match site.count(key, context) {
            Some(0) => context.diagnostics.push(
                Diagnostic::new(
                    Code::BadNumber,
                    &site.field.key(key),
                    format!("`{key}` is 0; it must be at least 1"),
                )
                .help("write the number of items per page, such as `50`"),
            ),
            Some(size) => *setting = usize::try_from(size).unwrap_or(usize::MAX),
            None => {}
        }
    }
    config
}

/// A web address, with or without a place for the path.
fn edit_url(site: &FieldMap, context: &mut FieldContext) -> Option<String> {
    let text = site.text("edit_url", context)?;
    let fits = Url::parse(&text.value.replace("{path}", "x"))
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !fits {
        context.diagnostics.push(
            Diagnostic::new(
                Code::LinkScheme,
                &text.field,
                format!("`{}` is not a web address", text.value),
            )
            .help("write the address that file paths are added to, such as `https://github.com/name/site/edit/main/`"),
        );
        return None;
    }
    Some(text.value)
}

fn choice<T: Copy>(
    site: &FieldMap,
    key: &'static str,
    choices: &[(&str, T)],
    context: &mut FieldContext,
) -> Option<T> {
    let text = site.text(key, context)?;
    let found = choices
        .iter()
        .find(|(word, _)| *word == text.value)
        .map(|(_, choice)| *choice);
    if found.is_none() {
        let words = or_list(choices.iter().map(|(word, _)| *word));
        context.diagnostics.push(
            Diagnostic::new(
                Code::NotInList,
                &text.field,
                format!("`{}` is not a valid `{key}`", text.value),
            )
            .help(
                match nearest(
                    &text.value.to_lowercase(),
                    choices.iter().map(|(word, _)| *word),
                ) {
                    Some(near) => format!("did you mean `{key}: {near}`?"),
                    None => format!("write {words}"),
                },
            ),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_ends_with_a_slash_and_a_path_keeps_the_origin() {
        let site = BaseUrl::parse("https://x.org/repo", &BaseUrl::default()).expect("an address");
        assert_eq!(
            (site.origin.as_str(), site.path.as_str()),
            ("https://x.org", "/repo/")
        );
        let moved = BaseUrl::parse("/a/b/", &site).expect("a path");
        assert_eq!(
            (moved.origin.as_str(), moved.path.as_str()),
            ("https://x.org", "/a/b/")
        );
        assert!(BaseUrl::parse("ftp://x.org/", &site).is_err());
        assert!(BaseUrl::parse("https://x.org/?q=1", &site).is_err());
    }
}
