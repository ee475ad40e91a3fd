//! `griot new`: creates a file from a template in the site's language, with comments about its
//! fields.
//!
//! The file name is the id. It is derived from the name, and must be unused in every language. The
//! templates are in `skeletons/`. A language without templates has the English ones.

mod photograph;
mod taken_names;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use include_dir::{Dir, include_dir};
use jiff::civil;
use jiff::tz::TimeZone;

use self::taken_names::TakenNames;
use super::outcome::{CommandResult, ExitStatus};
use super::site::{epoch, require_folder};
use super::{note, print, quoted};
use crate::Now;
use crate::config::{self, Config};
use crate::diag::or_list;
use crate::embedded;
use crate::files::Folder;
use crate::lang::Lang;
use crate::load::{self, ContentKind};
use crate::model::Date;
use crate::render::theme;

/// The templates of all languages, in a folder for each language.
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
    /// Interface texts to translate; NAME is the language tag, such as `pt-BR`
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

fn parse_lang(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).ok_or_else(|| "write a language tag in lower case, such as `fr`".to_owned())
}

/// Creates the file, and prints its path so that it can be passed to an editor.
pub(super) fn new(arguments: &NewArguments) -> CommandResult {
    require_folder(&arguments.root)?;
    let known = TakenNames::read(&arguments.root)?;
    let Some(kind) = arguments.kind.kind() else {
        return match arguments.kind {
            NewKind::Photograph => photograph::record(arguments, &known),
            _ => words(arguments, &known.config),
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
        return Err(format!(
            "`{lang}` is not a language of this site; write {}, or add it to `languages` in {}",
            or_list(all.iter().map(String::as_str)),
            config::FILE
        )
        .into());
    }
    let name = quoted(arguments.name.trim(), "name")?;
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
    let text = text(kind, lang, translation)
        .replace(
            "{key}",
            if matches!(kind, ContentKind::Actor | ContentKind::Region) {
                "name"
            } else {
                "title"
            },
        )
        .replace(
            "{dated}",
            &dated.as_deref().map_or_else(
                || "# date: 2022-02-23".to_owned(),
                |date| format!("date: {date}"),
            ),
        )
        // The name is inserted last, so that a placeholder in it is not replaced.
        .replacen("{name}", &name, 1);
    write(&arguments.root, &path, &text)?;
    if kind == ContentKind::Article && !translation {
        note(
            "this is a draft: preview it with `griot serve --drafts`; delete `draft: true` to publish it",
        );
    }
    Ok(ExitStatus::Clean)
}

/// Creates a file with the interface texts to translate. Their originals are in a related language
/// or in English.
fn words(arguments: &NewArguments, config: &Config) -> CommandResult {
    let lang = parse_lang(arguments.name.trim())
        .map_err(|message| format!("`{}`: {message}", arguments.name))?;
    let text = theme::built_in_words(lang);
    let path = format!("themes/{}/i18n/{lang}.yaml", config.theme);
    write(&arguments.root, &path, &text)?;
    note(
        "translate the text in quotes, but not the names in braces; `language_name` is the language's name in that language",
    );
    if !config.languages.contains(lang) {
        note(&format!(
            "add `{lang}` to `languages` in {} when it is done",
            config::FILE
        ));
    }
    Ok(ExitStatus::Clean)
}

/// Creates a file that does not exist yet, and prints its path.
fn write(root: &Path, path: &str, text: &str) -> Result<(), String> {
    let full = root.join(path);
    let shown = if root == Path::new(".") {
        Path::new(path)
    } else {
        &full
    };
    let fail = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => format!("`{}` already exists", shown.display()),
        _ => format!("`{}`: {error}", shown.display()),
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
) -> Result<Option<String>, String> {
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
            .map_err(|_| format!("--date: `{date}` is not a day, such as 2022-02-23")),
        ContentKind::Event | ContentKind::Source => match Date::parse(date) {
            Ok(_) => Ok(Some(date.clone())),
            Err(error) => Err(format!("--date: {}; {}", error.message, error.help)),
        },
        ContentKind::Actor | ContentKind::Region | ContentKind::Page => {
            Err(format!("--date: {} has no date", noun(kind)))
        }
    }
}

/// Returns today's date in the site's time zone.
fn today(zone: &str) -> Result<civil::Date, String> {
    Ok(match epoch()? {
        Now::Day(day) => day,
        Now::Moment(moment) => moment
            .to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
            .date(),
    })
}

/// Returns the id that was given, or else one derived from the name.
fn id(arguments: &NewArguments, kind: ContentKind, date: Option<&str>) -> Result<String, String> {
    if let Some(id) = &arguments.id {
        return if load::is_id(id) {
            Ok(id.clone())
        } else {
            let near =
                load::slug(id).map_or_else(String::new, |slug| format!("; `{slug}` can be one"));
            Err(format!(
                "--id: `{id}` is not a valid id: use a to z, 0 to 9 and hyphens{near}"
            ))
        };
    }
    let name = arguments.name.trim();
    let Some(slug) = load::slug(name) else {
        return Err(format!(
            "no id can be derived from `{name}`; choose one with --id"
        ));
    };
    Ok(match (kind, date) {
        (ContentKind::Article, Some(day)) => format!("{day}-{slug}"),
        _ => slug,
    })
}

/// Returns the template of a kind in a language, else in English.
fn text(kind: ContentKind, lang: Lang, translation: bool) -> String {
    let name = if translation {
        "translation"
    } else {
        kind.noun()
    };
    let language = lang.tag().split('-').next().unwrap_or_default();
    [language, "en"]
        .iter()
        .find_map(|folder| embedded::text(&SKELETONS, &format!("{folder}/{name}.md")))
        .expect("every kind has an English text")
        .to_owned()
}

/// Returns the noun of a kind with its article, such as "an actor" or "a region".
fn noun(kind: ContentKind) -> String {
    let noun = kind.noun();
    let article = if noun.starts_with(['a', 'e']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}
