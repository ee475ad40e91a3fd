//! `ref` and `relref`: links to pages by their paths, as Hugo resolves them.

use super::super::calls::{CallArguments, source_destination};
use super::super::context::RewriteContext;
use super::super::source::join;
use super::super::text::{SourceText, TextRole};

/// Returns the destination of a reference. `None` if it leads to no text that was imported, or to
/// several.
pub(super) fn destination(arguments: &CallArguments, context: &RewriteContext) -> Option<String> {
    let written = arguments.get(&["path"], 0).unwrap_or_default();
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let anchor = match anchor {
        "" => String::new(),
        anchor => format!("#{anchor}"),
    };
    if path.is_empty() {
        return Some(anchor).filter(|anchor| !anchor.is_empty());
    }
    let tag = arguments
        .named(&["lang"])
        .or(context.text.lang_tag.as_deref());
    let page = page_path(path, context);
    let own = context.text.page_path();
    let above = own.rsplit_once('/').map_or("", |(above, _)| above);
    let mut places = Vec::new();
    if !path.starts_with('/') {
        // Within a bundle, paths begin in its own folder.
        places.extend(join(&own, &page));
        places.extend(join(above, &page));
    }
    places.extend(join("", &page));
    for place in &places {
        if let Some(found) = context.index.pages(place) {
            return best(found, tag, context).map(|text| source_destination(&text.path, &anchor));
        }
    }
    let found = context
        .index
        .pages_named(&page)
        .filter(|_| !path.contains("./"))?;
    let first = context.site.texts[found[0]].page_path();
    let is_one = found
        .iter()
        .all(|at| context.site.texts[*at].page_path() == first);
    best(found, tag, context)
        .filter(|_| is_one)
        .map(|text| source_destination(&text.path, &anchor))
}

/// Returns the text in a language, else in that of the site, else in any. One that has no file of
/// its own, such as a list of articles, is none.
fn best<'s>(
    found: &[usize],
    tag: Option<&str>,
    context: &RewriteContext<'s, '_>,
) -> Option<&'s SourceText> {
    let default = context.site.default_lang.as_deref();
    let texts = found.iter().map(|at| &context.site.texts[*at]);
    let of = |text: &SourceText| text.lang_tag.clone().or_else(|| default.map(str::to_owned));
    let wanted = tag.or(default);
    let mut texts: Vec<&SourceText> = texts.filter(|text| !text.target.is_empty()).collect();
    texts.sort_by_key(|text| (of(text).as_deref() != wanted, text.lang_tag.is_some()));
    texts.first().copied()
}

/// Returns a path as it is written without what pages do not have: an extension, the tag of a
/// language, and the name of the file in a bundle.
fn page_path(written: &str, context: &RewriteContext) -> String {
    let path = written.trim_matches('/');
    let path = [".md", ".markdown", ".html"]
        .iter()
        .find_map(|end| path.strip_suffix(end))
        .unwrap_or(path);
    let path = match path.rsplit_once('.') {
        Some((before, tag)) if context.site.languages.contains(tag) => before,
        _ => path,
    };
    match path.rsplit_once('/').unwrap_or(("", path)) {
        (above, "index" | "_index") => above.to_owned(),
        _ => path.to_owned(),
    }
}

impl SourceText {
    /// Returns the path of its page among those of the content: its folders and its name.
    pub fn page_path(&self) -> String {
        match self.role {
            TextRole::Home => String::new(),
            _ if self.folder.is_empty() => self.name.clone(),
            _ => format!("{}/{}", self.folder.join("/"), self.name),
        }
    }
}
