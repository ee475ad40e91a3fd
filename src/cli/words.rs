//! `griot words`: the texts of the theme that a language lacks, as a file to translate.

use std::path::{Path, PathBuf};

use clap::Args;

use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::print;
use super::report::print_problems;
use super::site::{require_folder, require_settings};
use crate::config::{self, Config};
use crate::diag::Diagnostics;
use crate::files::Folder;
use crate::lang::Lang;
use crate::load;
use crate::message;
use crate::messages::{Message, MessageLanguage, io_error};
use crate::render::theme::unknown_language;
use crate::render::theme::word_file::WordFile;
use crate::source::SourceFiles;
use crate::write;

#[derive(Args)]
pub(super) struct WordsArguments {
    /// Language tags, such as `de` or `pt-BR` [default with --check: the site's languages]
    #[arg(value_name = "LANG", required_unless_present = "check")]
    languages: Vec<String>,
    /// Count what is missing without writing; fail if something is
    #[arg(long)]
    check: bool,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Language of messages [default: GRIOT_LANG, else the site's first]
    #[arg(long, value_name = "LANG")]
    lang: Option<MessageLanguage>,
}

/// Writes or counts what is missing in each language.
pub(super) fn words(arguments: &WordsArguments, console: Console) -> CommandResult {
    require_folder(&arguments.root)?;
    let languages: Vec<Lang> = arguments
        .languages
        .iter()
        .map(|tag| language(tag))
        .collect::<Result<_, Message>>()?;
    write_or_count(&arguments.root, &languages, arguments.check, console)
}

/// Parses the tag of a language. Suggests the one that a name or a longer code means.
pub(super) fn language(written: &str) -> Result<Lang, Message> {
    let tag = written.trim();
    Lang::parse(tag)
        .filter(|lang| lang.is_known())
        .ok_or_else(|| {
            let help = unknown_language(tag);
            message!("`{tag}` is not the tag of a language: {help}", tag, help)
        })
}

/// Writes or counts what is missing in each of some languages. To count, no language means those of
/// the site.
pub(super) fn write_or_count(
    root: &Path,
    languages: &[Lang],
    is_check: bool,
    console: Console,
) -> CommandResult {
    let mut sources = SourceFiles::default();
    let config = settings(root, &mut sources)?;
    let all: Vec<Lang> = match languages {
        [] => config.languages.iter().collect(),
        named => named.to_vec(),
    };
    let mut status = ExitStatus::Clean;
    for lang in all {
        let mut findings = Diagnostics::default();
        let themes =
            load::themes(root, &config.theme, &mut findings).map_err(|error| io_error(&error))?;
        let file = WordFile::read(lang, themes, &config, &mut sources, &mut findings);
        if findings.has_errors() {
            print_problems(&findings.into_findings(&sources), &sources, root, console);
            return Ok(ExitStatus::Findings);
        }
        if !is_check {
            write_file(root, lang, &file, &config, console)?;
        } else if count(lang, &file, console) > 0 {
            status = ExitStatus::Findings;
        }
    }
    Ok(status)
}

/// Reads the settings. `griot check` reports their errors.
fn settings(root: &Path, sources: &mut SourceFiles) -> Result<Config, Message> {
    require_settings(root)?;
    config::read(root, sources, &mut Diagnostics::default()).map_err(|error| io_error(&error))
}

/// Prints how many texts a language lacks, and returns the number.
fn count(lang: Lang, file: &WordFile, console: Console) -> usize {
    let (missing, total) = (file.missing(), file.total());
    let line = message!(
        missing =>
            "`{lang}`: {count} of {total} texts is missing",
            "`{lang}`: {count} of {total} texts are missing",
        lang,
        total
    );
    print(&format!("{}\n", console.text(&line)));
    missing
}

/// Writes the file of a language, if that changes it, and prints its path.
fn write_file(
    root: &Path,
    lang: Lang,
    file: &WordFile,
    config: &Config,
    console: Console,
) -> Result<(), Message> {
    let path = &file.path;
    if file.missing() == 0 && !file.is_own() {
        console.note(&message!(
            "no text is missing in `{lang}`; to change one, write it to `{path}` \
             (`griot theme show i18n/{built_in}.yaml` prints them)",
            lang,
            path,
            built_in = file.built_in()
        ));
        return Ok(());
    }
    let extended = file.extended()?;
    if file.is_same(&extended.text) {
        console.note(&message!(
            file.missing() =>
                "`{path}` has every entry; {count} is still to be translated",
                "`{path}` has every entry; {count} are still to be translated",
            path
        ));
        return Ok(());
    }
    write(root, path, &extended.text)?;
    console.note(&message!(
        extended.added =>
            "{count} entry added: translate the text in quotes, but not the names in braces",
            "{count} entries added: translate the text in quotes, but not the names in braces"
    ));
    if extended.changed > 0 {
        console.note(&message!(
            extended.changed =>
                "{count} English text has changed: compare the translation below `The English text was`",
                "{count} English texts have changed: compare the translations below `The English text was`"
        ));
    }
    if extended.obsolete > 0 {
        console.note(&message!(
            extended.obsolete =>
                "{count} entry is marked as obsolete, because no page shows it",
                "{count} entries are marked as obsolete, because no page shows them"
        ));
    }
    if !config.languages.contains(lang) {
        console.note(&message!(
            "add `{lang}` to `languages` in {file} when it is done",
            lang,
            file = config::FILE
        ));
    }
    Ok(())
}

/// Writes a file of the site, and prints its path so that it can be passed to an editor.
fn write(root: &Path, path: &str, text: &str) -> Result<(), Message> {
    let full = root.join(path);
    let shown = if root == Path::new(".") {
        Path::new(path)
    } else {
        &full
    };
    let (above, _) = path.rsplit_once('/').unwrap_or(("", path));
    let fail = |error: std::io::Error| {
        message!(
            "`{path}`: {error}",
            path = shown.display(),
            error = io_error(&error)
        )
    };
    let folder = Folder::open(root).map_err(fail)?;
    folder
        .create_below(above)
        .map_err(|error| fail(error.into()))?;
    write::replace(root, path, text.as_bytes()).map_err(|error| error.message())?;
    print(&format!("{}\n", shown.display()));
    Ok(())
}
