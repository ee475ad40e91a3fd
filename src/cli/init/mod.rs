//! `griot init`: a small site that is complete, in English, French or Arabic, to be changed into one's own.
//!
//! Its files stand in `site/`, by language, as they will stand in the site. Nothing is overwritten: where one of them is
//! there already, none is written. Where writing fails half-way, what was written is taken away again.

mod ask;
mod lay;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rust_embed::RustEmbed;

use super::{Outcome, note, quoted};
use crate::cache;
use crate::diag::count;

/// The files of all languages; the first folder is the language.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/cli/init/site/"]
struct Sample;

/// What checks the site on GitHub, and publishes it on GitHub Pages.
const WORKFLOW: &str = include_str!("pages.yml");

/// Where the site's title stands in its settings.
const TITLE: &str = "{title}";

#[derive(Args)]
pub(super) struct InitArguments {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// What the site is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The language of its texts, and of the comments in them
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,
}

/// A language in which there is a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// English
    En,
    /// French
    Fr,
    /// Arabic
    Ar,
}

impl Language {
    fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::Ar => "ar",
        }
    }

    /// What a site is called that nobody has named.
    fn title(self) -> &'static str {
        match self {
            Language::En => "My site",
            Language::Fr => "Mon site",
            Language::Ar => "موقعي",
        }
    }
}

/// Makes the site, with answers from the terminal where there is one and an argument is missing.
pub(super) fn init(arguments: &InitArguments) -> Outcome {
    let lang = match arguments.lang {
        Some(lang) => lang,
        None => ask::language()?,
    };
    let title = match &arguments.title {
        Some(title) => title.trim().to_owned(),
        None => ask::title(lang.title())?,
    };
    if title.is_empty() {
        return Err("a site needs a title, and this one is empty".to_owned());
    }
    let title = quoted(&title, "title")?;
    let files = files(lang, &title);
    let folder = &arguments.folder;
    lay::lay(folder, &files)?;
    let here = folder == Path::new(".");
    let root = if here {
        String::new()
    } else {
        format!(" --root {}", folder.display())
    };
    for (path, _) in &files {
        note(&format!("  {}", folder.join(path).display()));
    }
    note(&format!(
        "{} made. {} says how to go on; `griot build{root}` makes the site",
        count(files.len(), "file"),
        folder.join("EDITING.md").display()
    ));
    Ok(true)
}

/// Every file of a new site with its text, sorted by path.
fn files(lang: Language, title: &str) -> Vec<(String, String)> {
    let mut files = vec![
        (".github/workflows/pages.yml".to_owned(), WORKFLOW.to_owned()),
        (".gitignore".to_owned(), format!("{}/\npublic/\n", cache::FOLDER)),
    ];
    for path in Sample::iter() {
        if let Some(below) = path.strip_prefix(lang.tag()).and_then(|rest| rest.strip_prefix('/'))
            && let Some(file) = Sample::get(&path)
        {
            let text = String::from_utf8_lossy(&file.data).replacen(TITLE, title, 1);
            files.push((below.to_owned(), text));
        }
    }
    files.sort();
    files
}
