//! The built-in templates as compiled functions. They write the same bytes as the template engine
//! in a fraction of the time.
//!
//! `build/` generates them from the templates when griot is compiled, so the templates remain the
//! single source of truth. A page is rendered by its function if no theme replaces a file or
//! component of the page. If a value that the template needs is absent, the function returns an
//! error, and the engine renders the page and reports what is wrong.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::list_items::ListItem;
use super::view;
use super::words::{LanguageWords, WordShape};
use crate::html::{push_attribute, push_escaped, push_escaped_for_any_quote as show};

/// A view that a template is rendered from, whether or not the template is compiled.
pub trait CompiledView: Serialize {
    /// The index of the template in [`TEMPLATES`], if it is compiled.
    const AT: Option<usize> = None;

    /// Writes the template, rendered from the view.
    ///
    /// # Errors
    /// Returns an error if a value that the template needs is absent.
    fn fill(&self, _: &mut String, _: &FillContext<'_>) -> FillResult {
        Err(MissingValue)
    }

    /// Returns the view of the page that this view belongs to, or `None` for a part that several
    /// pages share.
    fn page(&self) -> Option<&view::PageView> {
        None
    }
}

/// The error that a value that a template needs is absent.
pub struct MissingValue;

/// The result of rendering a template.
pub type FillResult = Result<(), MissingValue>;

/// A compiled template.
pub struct CompiledTemplate {
    pub name: &'static str,
    /// The templates of which it is made, including itself.
    pub files: &'static [&'static str],
    /// The components that it calls.
    pub components: &'static [&'static str],
}

pub use self::generated::TEMPLATES;

#[allow(warnings, clippy::all, clippy::pedantic)]
mod generated {
    use super::{
        CompiledTemplate, CompiledView, FillContext, FillResult, ListItem, MessagePart, item, link,
        number, show, slice, some, text, view, when,
    };

    include!(concat!(env!("OUT_DIR"), "/templates.rs"));
}

/// The data that compiled functions write besides views, in one language.
pub struct CompiledContext {
    site: view::SiteView,
    words: Arc<LanguageWords>,
    /// The interface texts of [`generated::WORDS`], plain and escaped for HTML.
    texts: Vec<(String, String)>,
    separator: String,
    /// The addresses of [`generated::ASSETS`], escaped for HTML.
    assets: Vec<Option<String>>,
    untouched: Vec<bool>,
}

/// The data that a compiled function reads besides its view.
pub struct FillContext<'e> {
    compiled: &'e CompiledContext,
    pub site: &'e view::SiteView,
    pub page: Option<&'e view::PageView>,
    pub lang: &'e str,
    pub dir: &'e str,
    /// The separator between the items of a list, escaped for HTML.
    pub separator: &'e str,
}

/// An argument of `say`.
pub enum MessagePart<'s> {
    Number(i64),
    Text(&'s str),
}

impl CompiledContext {
    /// Collects the data that the functions need. Returns `None` if a theme replaced an interface
    /// text by one of another shape.
    pub fn new(
        site: &view::SiteView,
        words: &Arc<LanguageWords>,
        untouched: &[bool],
        asset: impl Fn(&str) -> Option<String>,
    ) -> Option<CompiledContext> {
        let is_text = |key: &&str| words.form(key) == Some(WordShape::Text);
        let is_sayable = |(key, is_counted): &(&str, bool)| match words.form(key) {
            Some(WordShape::Text) => true,
            Some(WordShape::Plural) => *is_counted,
            Some(WordShape::List) | None => false,
        };
        let is_complete =
            generated::WORDS.iter().all(is_text) && generated::SAID.iter().all(is_sayable);
        let escaped = |text: &str| {
            let mut out = String::with_capacity(text.len());
            show(&mut out, text);
            out
        };
        is_complete.then(|| CompiledContext {
            site: site.clone(),
            words: Arc::clone(words),
            texts: generated::WORDS
                .iter()
                .map(|key| (words.get(key).to_owned(), escaped(words.get(key))))
                .collect(),
            separator: crate::html::escaped(words.get("list_separator")),
            assets: generated::ASSETS
                .iter()
                .map(|name| asset(name).map(|address| escaped(&address)))
                .collect(),
            untouched: untouched.to_vec(),
        })
    }

    /// Renders a template from a view. Returns `None` if the template is not compiled or a theme
    /// replaces it.
    pub fn fill<T: CompiledView>(
        &self,
        template: &str,
        view: &T,
        size: usize,
    ) -> Option<Result<String, MissingValue>> {
        T::AT.filter(|at| self.untouched[*at] && TEMPLATES[*at].name == template)?;
        let mut out = String::with_capacity(size);
        let env = FillContext {
            compiled: self,
            site: &self.site,
            page: view.page(),
            lang: self.words.lang.tag(),
            dir: self.words.lang.direction().html(),
            separator: &self.separator,
        };
        Some(view.fill(&mut out, &env).map(|()| out))
    }
}

impl FillContext<'_> {
    /// Returns an interface text, escaped for HTML.
    fn word(&self, at: usize) -> &str {
        &self.compiled.texts[at].1
    }

    /// Returns an interface text as plain text.
    fn plain(&self, at: usize) -> &str {
        &self.compiled.texts[at].0
    }

    /// Returns an interface text whose key is computed.
    fn named<'s>(&'s self, key: &'s str) -> Result<&'s str, MissingValue> {
        match self.compiled.words.form(key) {
            Some(WordShape::Text) => Ok(self.compiled.words.get(key)),
            _ => Err(MissingValue),
        }
    }

    fn asset(&self, at: usize) -> Result<&str, MissingValue> {
        some(self.compiled.assets[at].as_deref())
    }

    /// Writes a message with its arguments.
    fn say(&self, out: &mut String, key: &str, parts: &[(&str, MessagePart<'_>)]) -> FillResult {
        let words = &self.compiled.words;
        let mut n = None;
        let mut texts = Vec::with_capacity(parts.len());
        for (name, part) in parts {
            texts.push(match part {
                MessagePart::Text(text) => Cow::Borrowed(*text),
                MessagePart::Number(number) => {
                    let number = u64::try_from(*number).map_err(|_| MissingValue)?;
                    if *name == "n" {
                        n = usize::try_from(number).ok();
                    }
                    Cow::Owned(words.number(number))
                }
            });
        }
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .zip(&texts)
            .map(|((name, _), text)| (*name, text.as_ref()))
            .collect();
        show(out, &words.say(key, n, &parts));
        Ok(())
    }
}

/// Returns the value, or an error if it is absent.
fn some<T>(value: Option<T>) -> Result<T, MissingValue> {
    value.ok_or(MissingValue)
}

/// Returns the item of a list at an index.
fn item<T>(list: &[T], at: i64) -> Option<&T> {
    list.get(usize::try_from(at).ok()?)
}

/// Returns a slice of a list, with the engine's rules for negative and out-of-range indexes.
fn slice<T>(list: &[T], first: Option<i64>, last: Option<i64>) -> &[T] {
    let place = |at: i64| match usize::try_from(at) {
        Ok(at) => at.min(list.len()),
        Err(_) => list
            .len()
            .saturating_sub(usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX)),
    };
    let (first, last) = (first.map_or(0, place), last.map_or(list.len(), place));
    list.get(first..last).unwrap_or_default()
}

fn number(out: &mut String, number: i64) {
    write!(out, "{number}").expect("a text can be written to");
}

/// Writes the output of the filter `text`.
fn text(out: &mut String, words: &str, lang: Option<&str>, dir: Option<&str>) {
    let Some(lang) = lang.filter(|lang| !lang.is_empty()) else {
        push_escaped(out, words);
        return;
    };
    out.push_str("<bdi");
    push_attribute(out, "lang", lang);
    push_attribute(out, "dir", dir.unwrap_or("auto"));
    out.push('>');
    push_escaped(out, words);
    out.push_str("</bdi>");
}

/// Writes the output of the filter `link`.
fn link(out: &mut String, url: &str, words: &str, lang: Option<&str>, dir: Option<&str>) {
    out.push_str("<a");
    push_attribute(out, "href", url);
    out.push('>');
    text(out, words, lang, dir);
    out.push_str("</a>");
}

/// Writes the output of the filter `when`.
fn when(out: &mut String, words: &str, iso: Option<&str>) {
    let Some(iso) = iso.filter(|iso| !iso.is_empty()) else {
        push_escaped(out, words);
        return;
    };
    out.push_str("<time");
    push_attribute(out, "datetime", iso);
    out.push('>');
    push_escaped(out, words);
    out.push_str("</time>");
}
