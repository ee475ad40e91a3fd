//! `griot init`: creates a small, complete site in English, French or Arabic, or an empty one in
//! another language.
//!
//! The files are in `site/`, in a folder for each language. Nothing is overwritten: if one of the
//! files exists, none is written. If one cannot be written, those written before it are deleted
//! again.

mod prompt;
pub(super) mod write_files;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};

use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::version::Action;
use super::{quoted, words};
use crate::embedded;
use crate::incremental;
use crate::lang::Lang;
use crate::message;
use crate::messages::Message;
use crate::write;

/// The files of the sample sites. Each folder at the top has the site in one language.
static SAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init/site");

/// The workflow that checks the site on GitHub and publishes it on GitHub Pages.
const WORKFLOW: &str = include_str!("pages.yml");
const WORKFLOW_PATH: &str = ".github/workflows/pages.yml";

/// The line of the workflow in place of which the step that installs griot is put.
const INSTALL: &str = "      #{install}\n";

/// The guide for editors, and the settings, in the folder of a site.
const GUIDE: &str = "EDITING.md";
const SETTINGS: &str = "content/site.yaml";

/// The placeholder of the site's title in its settings.
const TITLE: &str = "{title}";

#[derive(Args)]
pub(super) struct InitArguments {
    /// Folder to create the site in
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Title of the site
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Language of the site, such as `de`; example content exists in `en`, `fr` and `ar`
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Action that installs griot in the workflow [default: this release]; in an existing site
    /// whose workflow does not say yet which griot to install, only fills that in
    #[arg(long, value_name = "OWNER/REPO@COMMIT", value_parser = Action::parse)]
    action: Option<Action>,
}

/// A language of the example content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SampleLanguage {
    English,
    French,
    Arabic,
}

impl SampleLanguage {
    /// Returns the language of the example content that a site in `lang` gets, or `None` if there
    /// is none.
    fn of(lang: Lang) -> Option<SampleLanguage> {
        match lang.tag() {
            "en" => Some(SampleLanguage::English),
            "fr" => Some(SampleLanguage::French),
            "ar" => Some(SampleLanguage::Arabic),
            _ => None,
        }
    }

    /// Returns the folder of its files.
    fn folder(self) -> &'static str {
        match self {
            SampleLanguage::English => "en",
            SampleLanguage::French => "fr",
            SampleLanguage::Arabic => "ar",
        }
    }
}

/// Returns the title of a site for which none was given.
fn default_title(lang: Lang) -> &'static str {
    match lang.tag() {
        "ar" => "موقعي",
        "de" => "Meine Website",
        "fr" => "Mon site",
        "ha" => "Shafina",
        "pt" => "O meu site",
        "ru" => "Мой сайт",
        "sw" => "Tovuti yangu",
        "uk" => "Мій сайт",
        "zh" => "我的网站",
        _ => "My site",
    }
}

/// Creates the site. Asks for missing arguments if there is a terminal.
pub(super) fn init(arguments: &InitArguments, console: Console) -> CommandResult {
    if let Some(action) = &arguments.action
        && fill_in(&arguments.folder, action, console)?
    {
        return Ok(ExitStatus::Clean);
    }
    let lang = match &arguments.lang {
        Some(tag) => words::language(tag)?,
        None => prompt::language(console)?,
    };
    let title = match &arguments.title {
        Some(title) => title.trim().to_owned(),
        None => prompt::title(default_title(lang), console)?,
    };
    if title.is_empty() {
        return Err(message!("a site needs a title, and this one is empty").into());
    }
    let title = quoted(&title)?;
    let action = arguments.action.clone().or_else(Action::of_this_release);
    let files = files(lang, &title, action.as_ref());
    let folder = &arguments.folder;
    write_files::write_files(folder, &files)?;
    for (path, _) in &files {
        super::note(&format!("  {}", folder.join(path).display()));
    }
    let guide = if folder == Path::new(".") {
        PathBuf::from(GUIDE)
    } else {
        folder.join(GUIDE)
    };
    console.note(&message!(
        files.len() =>
            "created {count} file; {guide} explains the next steps",
            "created {count} files; {guide} explains the next steps",
        guide = guide.display()
    ));
    if SampleLanguage::of(lang).is_none() {
        console.note(&message!(
            "there is no example content in `{lang}`: the site is empty, and {guide} is in English",
            lang,
            guide = guide.display()
        ));
    }
    if action.is_none() {
        console.note(&message!(
            "before you publish from GitHub: {workflow} has to say which griot to install, because \
             this one was built from source and does not know its repository; line {line} explains \
             how",
            workflow = folder.join(WORKFLOW_PATH).display(),
            line = line_to_fill_in(&workflow(None))
        ));
    }
    let enter = if folder == Path::new(".") {
        String::new()
    } else {
        format!("cd {} && ", shell_word(&folder.display().to_string()))
    };
    let command = format!("{enter}griot serve --open");
    console.note(&message!("Next: {command}", command));
    Ok(ExitStatus::Clean)
}

/// Fills in which griot a workflow installs. Only changes a workflow that does not say so yet and
/// that nobody has edited. Returns false if there is no such workflow.
fn fill_in(folder: &Path, action: &Action, console: Console) -> Result<bool, Message> {
    let path = folder.join(WORKFLOW_PATH);
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(false);
    };
    if text != workflow(None) {
        return Ok(false);
    }
    write::replace(folder, WORKFLOW_PATH, workflow(Some(action)).as_bytes())
        .map_err(|error| error.message())?;
    console.note(&message!(
        "{workflow} now installs {action}",
        workflow = path.display(),
        action = action.uses()
    ));
    Ok(true)
}

/// Returns a path as a shell argument. It is quoted if it has a space or another special character.
fn shell_word(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\._-:~".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        path.to_owned()
    } else if cfg!(windows) {
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// Returns the workflow with the step that installs griot. Without an action, the step fails and
/// explains what to write.
fn workflow(action: Option<&Action>) -> String {
    let Some(action) = action else {
        let text = format!("{HEADING}{}", WORKFLOW.replacen(INSTALL, FILL_IN, 1));
        let line = line_to_fill_in(&text).to_string();
        return text.replacen("{line}", &line, 1);
    };
    let step = format!(
        "      # The release that made this file; the action verifies where it was built.\n\
         \x20     - name: Install griot\n        uses: {}\n",
        action.uses()
    );
    WORKFLOW.replacen(INSTALL, &step, 1)
}

/// The heading of a workflow that does not say yet which griot to install.
const HEADING: &str = "\
# FILL IN before the first push: line {line} has to say which griot to install.
# This file was made by a griot that was built from source and does not know its repository.
#
";

/// The text in place of the step that installs griot. Deleting the first `#` of each commented line
/// makes the line valid.
const FILL_IN: &str = "\
\x20     # FILL IN which griot to install: delete the step below, and the first # of these two lines. Then write the
      # repository of griot, and the full commit of a release: `git ls-remote https://github.com/<owner>/<repository>`
#      - name: Install griot
#        uses: <owner>/<repository>@<commit>
      - name: Install griot
        run: |
          echo \"::error title=Fill in which griot to install::In .github/workflows/pages.yml, follow the comment FILL IN\"
          exit 1
";

/// Returns the number of the line to fill in.
fn line_to_fill_in(workflow: &str) -> usize {
    let before = workflow
        .lines()
        .position(|line| line.contains("# FILL IN which griot"));
    before.map_or(0, |before| before + 1)
}

/// Returns every file of a new site with its text, sorted by path. Without example content, the
/// site has settings and a guide.
fn files(lang: Lang, title: &str, action: Option<&Action>) -> Vec<(String, String)> {
    let mut files = vec![
        (WORKFLOW_PATH.to_owned(), workflow(action)),
        (
            ".gitignore".to_owned(),
            format!("{}/\npublic/\n", incremental::FOLDER),
        ),
    ];
    let sample = SampleLanguage::of(lang);
    let folder = sample.unwrap_or(SampleLanguage::English).folder();
    for (path, bytes) in embedded::files(&SAMPLE) {
        let below = path.strip_prefix(folder);
        let Some(below) = below.and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        let text = String::from_utf8_lossy(bytes);
        let text = match (sample, below) {
            (Some(_), _) => text.into_owned(),
            (None, SETTINGS) => settings_without_example(&text, lang),
            (None, GUIDE) => guide_without_example(&text),
            (None, _) => continue,
        };
        files.push((below.to_owned(), text.replacen(TITLE, title, 1)));
    }
    files.sort();
    files
}

/// Returns the English settings for a site in another language, without texts that readers see.
fn settings_without_example(text: &str, lang: Lang) -> String {
    text.lines()
        .filter(|line| !line.starts_with("description:"))
        .map(|line| match line.starts_with("languages:") {
            true => format!("languages: [{lang}]\n"),
            false => format!("{line}\n"),
        })
        .collect()
}

/// Returns the English guide without the section about the example content.
fn guide_without_example(text: &str) -> String {
    match (text.find("## The first mistake"), text.find("## Preview")) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &text[..from], &text[to..]),
        _ => text.to_owned(),
    }
}
