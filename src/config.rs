//! `site.yaml`: what the site is called, where it stands, and how strict it is.
//!
//! Read first, because the languages decide how everything else is read. A missing file is a finding,
//! and a site that has only a title is complete: every other key has a default.

use std::path::Path;

use url::Url;

use crate::address::Root;
use crate::allow::{self, Allow, Reach};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Place, nearest, or_list};
use crate::fields::{Context, Mapping};
use crate::files::{self, Refused, Type};
use crate::lang::{Lang, Languages};
use crate::model::{Extra, Phrase};
use crate::source::Sources;
use crate::yaml;

/// What `site.yaml` says, and what the command line says instead.
#[derive(Clone, Debug)]
pub struct Config {
    pub title: Phrase,
    pub description: Phrase,
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
    /// Where a file can be edited: an address to which its path is added, or in which it stands for `{path}`.
    pub edit_url: Option<String>,
    pub licence: Phrase,
    /// How many items a page of a long list has.
    pub page_size: usize,
    /// How many entries a feed has.
    pub feed_size: usize,
    /// Whether readers can search, and have an index from A to Z.
    pub search: bool,
    /// Whether the index for their searches is made: not while a site is being written, since it reads every page again.
    pub index: bool,
    /// Whether a picture is drawn for each article that has none, for social networks.
    pub previews: bool,
    /// Warnings that the site silences.
    pub allowed: Vec<Allow>,
    /// Keys of other tools that are passed over at the top of every file.
    pub ignored: Vec<String>,
    /// What only the theme knows.
    pub extra: Extra,
}

impl Config {
    /// What reading a file's front matter needs.
    pub fn context<'a>(&'a self, sources: &'a Sources) -> Context<'a> {
        Context {
            zone: jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC),
            ignored: &self.ignored,
            base: Root {
                origin: self.base.origin.clone(),
                path: self.base.path.clone(),
            },
            ..Context::new(sources, &self.languages, self.languages.default())
        }
    }
}

/// Where the day comes from on which an article without `updated` was updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Updated {
    /// It has none.
    #[default]
    Written,
    /// From the last commit that touched its file.
    Git,
}

/// What to think of an actor or region that has a name and no file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undeclared {
    Allow,
    #[default]
    Warn,
    Error,
}

/// What becomes of HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as text.
    #[default]
    Escape,
    /// It is passed through: for sites that trust all their authors.
    Allow,
}

/// Where the site will stand.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// With a sentence, when it is neither, or has a query, a fragment, or another scheme than http and https.
    pub fn parse(text: &str, before: &BaseUrl) -> Result<BaseUrl, String> {
        let joined = if text.starts_with('/') && !text.starts_with("//") {
            format!("{}{text}", before.origin)
        } else {
            text.to_owned()
        };
        let url = Url::parse(&joined).map_err(|error| format!("`{text}` is no address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(format!("`{text}` does not begin with https:// or http://"));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(format!("`{text}` has more than a host and a path"));
        }
        let mut path = url.path().to_owned();
        if !path.ends_with('/') {
            path.push('/');
        }
        Ok(BaseUrl {
            origin: url.origin().ascii_serialization(),
            path,
        })
    }
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
pub const FILE: &str = "content/site.yaml";

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
    "allow",
    "ignore_keys",
    "extra",
];

/// Whether a theme can have this name. It becomes a path, which must not lead out of the site, and the beginning of names of
/// templates, where some words mean something else.
pub fn is_theme_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !name.is_empty() && name.bytes().all(plain) && !matches!(name, "__builtin" | "parts")
}

/// Reads `content/site.yaml` below `root`. A site without one gets the defaults, and a finding.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read(root: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> std::io::Result<Config> {
    let bytes = match files::read(root, FILE, LARGEST) {
        Ok(bytes) => bytes,
        Err(Refused::Missing) => {
            diagnostics.push(
                Diagnostic::new(Code::MissingSite, Place::Path(FILE.into()), "a site begins with this file, and it is not there")
                    .help("create it with two lines: `title: My site` and `languages: [en]`; or point --root at the folder that holds content/"),
            );
            return Ok(defaults());
        }
        Err(Refused::Is(found, path)) => {
            diagnostics.push(special(root, path, found));
            return Ok(defaults());
        }
        Err(Refused::TooLarge(size)) => {
            let message = format!("this file has {size} bytes, and at most {LARGEST} (1 MiB) are read");
            diagnostics.push(
                Diagnostic::new(Code::TooLarge, Place::Path(FILE.into()), message)
                    .help("settings take a page or two; put back the file as it was"),
            );
            return Ok(defaults());
        }
        Err(Refused::Io(error)) => return Err(error),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        diagnostics.push(
            Diagnostic::new(Code::NotUtf8, Place::Path(FILE.into()), "this file is not UTF-8 text")
                .help("save it again with the encoding UTF-8"),
        );
        return Ok(defaults());
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let length = text.len();
    let file = sources.add(FILE.into(), text, 0..length);
    let value = match yaml::parse(sources.text(file)) {
        Ok(value) => value,
        Err(error) => {
            let span = crate::source::Span::new(file, error.at..(error.at + 1).min(length));
            diagnostics.push(Diagnostic::new(Code::YamlSyntax, span, error.message).maybe_help(error.help));
            return Ok(defaults());
        }
    };
    let languages = languages(&value);
    let ignored = ignored(&value);
    let mut context = Context {
        ignored: &ignored,
        ..Context::new(sources, &languages, languages.default())
    };
    let config = match Mapping::open(&value, Field::top(file), KEYS, &mut context) {
        Some(site) => settings(&site, &mut context),
        None => defaults(),
    };
    diagnostics.append(context.diagnostics);
    Ok(config)
}

/// A finding about a link, a pipe or the like at a path below the root, where a file or folder of the site is expected.
pub fn special(root: &Path, path: String, found: Type) -> Diagnostic {
    let message = match found {
        Type::Link => "this is a symbolic link, and nothing is read through links".to_owned(),
        Type::File => "this is a file, and a folder is expected here".to_owned(),
        Type::Folder => "this is a folder, and a file is expected here".to_owned(),
        other => format!("this is {}, and only files are read", other.words()),
    };
    let target = files::target(root, &path);
    let help = match (found, target) {
        (Type::Link, Some(target)) if path == "content" && target.ends_with("content") => {
            let above = target.parent().filter(|above| !above.as_os_str().is_empty());
            let above = above.map_or_else(|| ".".into(), |above| above.display().to_string());
            format!(
                "give the folder that holds the content itself: `--root {above}`; or delete the link and move `{}` here",
                target.display()
            )
        }
        (Type::Link, Some(target)) => format!("delete the link and put `{}` itself here", target.display()),
        (Type::File | Type::Folder, _) => "move it elsewhere".to_owned(),
        _ => "delete it, or put a file here".to_owned(),
    };
    Diagnostic::new(Code::SpecialFile, Place::Path(path), message).help(help)
}

fn defaults() -> Config {
    Config {
        title: Phrase::default(),
        description: Phrase::default(),
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
        licence: Phrase::default(),
        page_size: 50,
        feed_size: 20,
        search: true,
        index: true,
        previews: false,
        allowed: Vec::new(),
        ignored: Vec::new(),
        extra: Extra::default(),
    }
}

/// The keys that are passed over, read before anything else, because site.yaml may have some of them.
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

fn settings(site: &Mapping, context: &mut Context) -> Config {
    let mut config = defaults();
    site.require("title", Code::MissingField, "a site needs a `title`".into(), context);
    config.title = site.phrase("title", context);
    config.description = site.phrase("description", context);
    config.languages = context.languages.clone();
    for tag in site.texts("languages", context) {
        if Lang::parse(&tag.value).is_none() {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    &tag.field,
                    format!("`{}` is no language tag", tag.value),
                )
                .help("write a BCP 47 tag in lower case, such as `fr`, `en`, `ar` or `pt-BR`"),
            );
        }
    }
    if let Some(base_url) = site.text("base_url", context) {
        match BaseUrl::parse(&base_url.value, &config.base) {
            Ok(base) => config.base = base,
            Err(message) => context.diagnostics.push(
                Diagnostic::new(Code::LinkScheme, &base_url.field, message)
                    .help("write the whole address, such as `https://name.github.io/site/`"),
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
                    format!("`{}` cannot be the name of a theme", theme.value),
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
                    format!("`{}` is no time zone", zone.value),
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
    config.allowed = allow::read(site, Reach::Site, context);
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
                    format!("`{key}` is 0, and at least 1 is wanted"),
                )
                .help("write how many items a page has, such as `50`"),
            ),
            Some(size) => *setting = usize::try_from(size).unwrap_or(usize::MAX),
            None => {}
        }
    }
    config
}

/// A web address, with or without a place for the path.
fn edit_url(site: &Mapping, context: &mut Context) -> Option<String> {
    let text = site.text("edit_url", context)?;
    let fits = Url::parse(&text.value.replace("{path}", "x")).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !fits {
        context.diagnostics.push(
            Diagnostic::new(
                Code::LinkScheme,
                &text.field,
                format!("`{}` is no web address", text.value),
            )
            .help("write the address to which the path of a file is added, such as `https://github.com/name/site/edit/main/`"),
        );
        return None;
    }
    Some(text.value)
}

fn choice<T: Copy>(site: &Mapping, key: &'static str, choices: &[(&str, T)], context: &mut Context) -> Option<T> {
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
                match nearest(&text.value.to_lowercase(), choices.iter().map(|(word, _)| *word)) {
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
        assert_eq!((site.origin.as_str(), site.path.as_str()), ("https://x.org", "/repo/"));
        let moved = BaseUrl::parse("/a/b/", &site).expect("a path");
        assert_eq!((moved.origin.as_str(), moved.path.as_str()), ("https://x.org", "/a/b/"));
        assert!(BaseUrl::parse("ftp://x.org/", &site).is_err());
        assert!(BaseUrl::parse("https://x.org/?q=1", &site).is_err());
    }
}
