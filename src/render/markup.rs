//! Texts and links of views as HTML, for the parts of a page that no template renders.

use super::view::{LinkView, TextView};
use crate::html::escaped;

/// Returns a text as HTML, marked with its language if that is not the page's.
pub fn marked(text: &TextView) -> String {
    mark(&text.text, text.lang.as_deref(), text.dir)
}

/// Returns a text as HTML, marked with a language.
fn mark(words: &str, lang: Option<&str>, dir: Option<&str>) -> String {
    let words = escaped(words);
    match (lang, dir) {
        (Some(lang), Some(dir)) => format!("<bdi lang=\"{lang}\" dir=\"{dir}\">{words}</bdi>"),
        _ => words,
    }
}

/// Returns a link as HTML.
pub fn linked(link: &LinkView) -> String {
    let words = mark(&link.text, link.lang.as_deref(), link.dir);
    format!("<a href=\"{}\">{words}</a>", escaped(&link.url))
}
