//! `griot new`: creates a file in the site's language, with comments about its keys.
//!
//! The file name is the id. It is derived from the name, and must be unused in every language. The
//! comments are the texts of the reference. What is below the front matter, and a translation as a
//! whole, is in `skeletons/`. A language without texts has the English ones.

mod photograph;
mod skeleton;
mod taken_names;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use include_dir::{Dir, include_dir};
use jiff::civil;
use jiff::tz::TimeZone;

use self::taken_names::TakenNames;
use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::site::{epoch, require_folder};
use super::{print, quoted, words};
use crate::Now;
use crate::config;
use crate::embedded;
use crate::files::Folder;
use crate::lang::Lang;
use crate::load::{self, ContentKind};
use crate::message;
use crate::messages::{Message, MessageLanguage, io_error, or_list};
use crate::model::Date;
use crate::model::date::DateError;
use crate::reference::{self, Section};

/// The texts below the front matter, in a folder for each language.
static SKELETONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/new/skeletons");

#[derive(Args)]
pub(super) struct NewArguments {
    /// Kind of file to create
    kind: NewKind,
    /// Name or title
    name: String,
    /// Id [default: derived from the name]; for a translation, the id of the original
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Date [default: today, for articles and events]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Language; any but the site's first creates a translation
    #[arg(long, value_name = "LANG", value_parser = parse_lang)]
    lang: Option<Lang>,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NewKind {
    /// Dated article
    Article,
    /// Person, group, force or organization
    Actor,
    /// Country, or part of one
    Region,
    /// Event, with its claims
    Event,
    /// Source that claims cite
    Source,
    /// Record of a picture; NAME is the picture's file, such as `photo.jpg`
    Photograph,
    /// Interface texts to translate, as `griot words` writes them; NAME is the language tag
    Words,
}

impl NewKind {
    /// Returns the kind of document, or `None` for files that are not documents.
    fn kind(self) -> Option<ContentKind> {
        Some(match self {
            NewKind::Article => ContentKind::Article,
            NewKind::Actor => ContentKind::Actor,
            NewKind::Region => ContentKind::Region,
            NewKind::Event => ContentKind::Event,
            NewKind::Source => ContentKind::Source,
            NewKind::Photograph | NewKind::Words => return None,
        })
    }
}

/// Parses the argument of `--lang`. The error is an English sentence without placeholders, which is
/// translated when it is printed.
fn parse_lang(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).ok_or_else(|| not_a_tag().english())
}

fn not_a_tag() -> Message {
    message!("write a language tag in lower case, such as `fr`")
}

/// Creates the file, and prints its path so that it can be passed to an editor.
pub(super) fn new(arguments: &NewArguments, console: Console) -> CommandResult {
    require_folder(&arguments.root)?;
    let known = TakenNames::read(&arguments.root)?;
    let Some(kind) = arguments.kind.kind() else {
        return match arguments.kind {
            NewKind::Photograph => photograph::record(arguments, &known),
            _ => {
                let lang = words::language(&arguments.name)?;
                words::write_or_count(&arguments.root, &[lang], false, console)
            }
        };
    };
    let default = known.config.languages.default();
    let lang = arguments.lang.unwrap_or(default);
    if !known.config.languages.contains(lang) {
        let all: Vec<String> = known
            .config
            .languages
            .iter()
            .map(|lang| lang.to_string())
            .collect();
        return Err(message!(
            "`{lang}` is not a language of this site; write {languages}, or add it to `languages` \
             in {file}",
            lang,
            languages = or_list(all.iter().map(String::as_str)),
            file = config::FILE
        )
        .into());
    }
    let name = quoted(arguments.name.trim())?;
    let dated = dated(arguments, kind, &known)?;
    let id = id(arguments, kind, dated.as_deref())?;
    let translation = lang != default;
    let path = if translation {
        known.beside_original(kind, &id, lang)?
    } else {
        known.refuse(kind, &id)?;
        if arguments.id.is_none() {
            known.refuse_name(kind, arguments.name.trim())?;
        }
        format!("content/{}/{id}.md", kind.folder())
    };
    let text = match translation {
        true => skeleton_text("translation", lang)
            .unwrap_or_default()
            .replace("{key}", name_key(kind))
            // The name is inserted last, so that a placeholder in it is not replaced.
            .replacen("{name}", &name, 1),
        false => document(kind, name, dated, lang),
    };
    write(&arguments.root, &path, &text)?;
    if kind == ContentKind::Article && !translation {
        console.note(&message!(
            "this is a draft: preview it with `griot serve --drafts`; delete `draft: true` to \
             publish it"
        ));
    }
    Ok(ExitStatus::Clean)
}

/// Creates a file that does not exist yet, and prints its path.
fn write(root: &Path, path: &str, text: &str) -> Result<(), Message> {
    let full = root.join(path);
    let shown = if root == Path::new(".") {
        Path::new(path)
    } else {
        &full
    };
    let fail = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            message!("`{path}` already exists", path = shown.display())
        }
        _ => message!(
            "`{path}`: {error}",
            path = shown.display(),
            error = io_error(&error)
        ),
    };
    let (above, file_name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = Folder::open(root).map_err(fail)?;
    let folder = folder
        .create_below(above)
        .map_err(|error| fail(error.into()))?;
    let mut file = folder.create(file_name).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    print(&format!("{}\n", shown.display()));
    Ok(())
}

/// Returns the date of the new file. `None` if its kind has none, or if the editor should fill it
/// in.
fn dated(
    arguments: &NewArguments,
    kind: ContentKind,
    known: &TakenNames,
) -> Result<Option<String>, Message> {
    let Some(date) = &arguments.date else {
        return match kind {
            ContentKind::Article | ContentKind::Event => {
                Ok(Some(today(&known.config.time_zone)?.to_string()))
            }
            _ => Ok(None),
        };
    };
    match kind {
        ContentKind::Article => date
            .parse::<civil::Date>()
            .map(|day| Some(day.to_string()))
            .map_err(|_| message!("--date: `{date}` is not a day, such as 2022-02-23", date)),
        ContentKind::Event | ContentKind::Source => match Date::parse(date) {
            Ok(_) => Ok(Some(date.clone())),
            Err(error) => Err(bad_date(error)),
        },
        ContentKind::Actor => Err(message!("--date: an actor has no date")),
        ContentKind::Region => Err(message!("--date: a region has no date")),
        ContentKind::Page => Err(message!("--date: a page has no date")),
    }
}

/// Returns today's date in the site's time zone.
fn today(zone: &str) -> Result<civil::Date, Message> {
    Ok(match epoch()? {
        Now::Day(day) => day,
        Now::Moment(moment) => moment
            .to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
            .date(),
    })
}

/// Returns the id that was given, or else one derived from the name.
fn id(arguments: &NewArguments, kind: ContentKind, date: Option<&str>) -> Result<String, Message> {
    if let Some(id) = &arguments.id {
        return if load::is_id(id) {
            Ok(id.clone())
        } else {
            Err(match load::slug(id) {
                Some(slug) => message!(
                    "--id: `{id}` is not a valid id: use a to z, 0 to 9 and hyphens; `{slug}` can \
                     be one",
                    id,
                    slug
                ),
                None => message!(
                    "--id: `{id}` is not a valid id: use a to z, 0 to 9 and hyphens",
                    id
                ),
            })
        };
    }
    let name = arguments.name.trim();
    let Some(slug) = load::slug(name) else {
        return Err(message!(
            "no id can be derived from `{name}`; choose one with --id",
            name
        ));
    };
    Ok(match (kind, date) {
        (ContentKind::Article, Some(day)) => format!("{day}-{slug}"),
        _ => slug,
    })
}

/// Returns the key that holds the name of a document.
fn name_key(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Actor | ContentKind::Region => "name",
        _ => "title",
    }
}

/// Returns a new document: its required keys, the others as comments, and the text below them.
fn document(kind: ContentKind, name: String, dated: Option<String>, lang: Lang) -> String {
    let mut filled = vec![(name_key(kind), name)];
    filled.extend(dated.map(|date| ("date", date)));
    match kind {
        ContentKind::Article => filled.push(("draft", "true".to_owned())),
        ContentKind::Event => filled.push(("regions", "[]".to_owned())),
        _ => {}
    }
    let keys = skeleton::keys(section(kind), &filled, message_language(lang));
    let body = skeleton_text(kind.noun(), lang).unwrap_or_default();
    format!("---\n{keys}---\n{body}")
}

/// Returns the section of the reference about a kind of document.
fn section(kind: ContentKind) -> &'static Section {
    match kind {
        ContentKind::Article => &reference::ARTICLE,
        ContentKind::Actor => &reference::ACTOR,
        ContentKind::Region => &reference::REGION,
        ContentKind::Event => &reference::EVENT,
        ContentKind::Source => &reference::SOURCE,
        ContentKind::Page => &reference::PAGE,
    }
}

/// Returns the language of the comments in a file whose text is in `lang`.
fn message_language(lang: Lang) -> MessageLanguage {
    MessageLanguage::from_tag(lang.tag()).unwrap_or_default()
}

/// Returns the text below the front matter in a language, else in English. `None` if the kind has
/// none.
fn skeleton_text(name: &str, lang: Lang) -> Option<&'static str> {
    let folder = message_language(lang).tag();
    embedded::text(&SKELETONS, &format!("{folder}/{name}.md"))
}

/// Returns the error about a date that is not one.
fn bad_date(error: DateError) -> Message {
    let (message, help) = (error.message, error.help);
    message!("--date: {message}; {help}", message, help)
}
