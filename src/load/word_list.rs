//! The site's own word lists, `content/style/<lang>.yaml`.

use super::front_matter::yaml_file;
use super::text::ReadText;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::lang::{Lang, Languages};
use crate::message;
use crate::source::{FileId, SourceFiles};
use crate::yaml::Value;

/// The site's own word list for one language.
pub struct WordListFile {
    pub file: FileId,
    pub lang: Lang,
    pub value: Value,
}

/// Parses the site's own word list, `style/<lang>.yaml`.
pub(super) fn word_list(
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
                message!("this is not a word list, so it is ignored"),
            )
            .help(message!(
                "name a word list after its language: `content/style/fr.yaml`"
            )),
        );
        return None;
    };
    if !languages.contains(lang) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                Location::Path(shown),
                message!(
                    "the file name says `{tag}`, which is not a language of this site",
                    tag = lang
                ),
            )
            .help(message!(
                "add `{tag}` to `languages` in site.yaml, or rename the file",
                tag = lang
            )),
        );
        return None;
    }
    let (text, value) = yaml_file(text);
    let range = 0..text.len();
    let file = sources.add(shown, text, range);
    match value {
        Ok(value) => Some(WordListFile { file, lang, value }),
        Err(error) => {
            diagnostics.push(error.at(file));
            None
        }
    }
}
