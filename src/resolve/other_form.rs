//! References written as paths, links or addresses, not as names or ids.

use std::collections::BTreeMap;

use super::linker::Linker;
use super::name_search::NameSearch;
use super::names::NameMatch;
use crate::diag::{Code, Diagnostic, Fix, Safety};
use crate::lang::Lang;
use crate::load::{ContentKind, slug};
use crate::message;
use crate::messages::Message;
use crate::schema::Reference;

impl Linker<'_> {
    /// Reports references to events and sources that do not exist.
    pub fn report_unknown(&mut self) {
        let mut searches: BTreeMap<ContentKind, NameSearch> = BTreeMap::new();
        for (kind, name) in std::mem::take(&mut self.unknown) {
            let directory = &self.name_tables[&kind];
            if let Some(bare) = bare_name(&name.value)
                && let NameMatch::One(_) = directory.find(&bare)
            {
                self.diagnostics.push(wrong_form(kind, &name, &bare));
                continue;
            }
            let search = searches
                .entry(kind)
                .or_insert_with(|| NameSearch::new(directory));
            let near = search.near(&name.value).map(|(place, _, _)| place);
            let is_certain = near.is_some_and(|place| search.is_only_near(&name.value, place));
            let near = near.or_else(|| directory.find_by_words(&name.value));
            let near = near.and_then(|place| directory.id_of(place));
            let safety = if is_certain {
                Safety::Safe
            } else {
                Safety::Unsafe
            };
            let fix = near.map(|near| {
                Fix::new(safety, message!("write `{line}`", line = near)).replace_name(
                    &name.field,
                    &name.value,
                    near,
                )
            });
            let help = match near {
                Some(near) => message!("did you mean `{near}`?", near),
                None => message!(
                    "create content/{folder}/{id}.md",
                    folder = kind.folder(),
                    id = slug(&name.value).unwrap_or_else(|| "its-id".into())
                ),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownReference,
                    &name.field,
                    missing(kind, &name.value),
                )
                .help(help)
                .fix(fix),
            );
        }
    }
}

/// Returns the name that a link, path or address contains, or `None` if the text is a plain name.
pub fn bare_name(name: &str) -> Option<String> {
    let mut bare = name.trim();
    bare = bare
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"))
        .unwrap_or(bare);
    bare = bare.split(['|', '#']).next().unwrap_or(bare);
    bare = bare.strip_prefix('@').unwrap_or(bare).trim_end_matches('/');
    bare = bare
        .trim_end_matches("/index.html")
        .trim_end_matches("/index.md");
    bare = bare.rsplit('/').next().unwrap_or(bare);
    for end in [".md", ".markdown", ".html"] {
        bare = bare.strip_suffix(end).unwrap_or(bare);
    }
    if bare.len() < name.trim().len()
        && let Some((stem, suffix)) = bare.rsplit_once('.')
        && Lang::parse(suffix).is_some()
    {
        bare = stem;
    }
    for kind in ContentKind::ALL {
        if let Some(rest) = bare.strip_prefix(kind.noun()) {
            bare = rest.strip_prefix(':').unwrap_or(bare);
        }
    }
    let bare = bare.trim();
    (!bare.is_empty() && bare != name.trim()).then(|| bare.to_owned())
}

/// Returns a finding about a known name that is written as a path, link or address.
pub fn wrong_form(kind: ContentKind, name: &Reference, bare: &str) -> Diagnostic {
    let text = &name.value;
    let message = match kind {
        ContentKind::Article => message!("`{text}` is not the name or id of an article", text),
        ContentKind::Actor => message!("`{text}` is not the name or id of an actor", text),
        ContentKind::Region => message!("`{text}` is not the name or id of a region", text),
        ContentKind::Event => message!("`{text}` is not the name or id of an event", text),
        ContentKind::Source => message!("`{text}` is not the name or id of a source", text),
        ContentKind::Page => message!("`{text}` is not the name or id of a page", text),
    };
    Diagnostic::new(Code::UnknownReference, &name.field, message)
        .help(message!("write `{text}`", text = bare))
        .fix(
            Fix::safe(message!("write `{line}`", line = bare)).replace_name(
                &name.field,
                text,
                bare,
            ),
        )
}

/// Returns the message about an entity that does not exist.
fn missing(kind: ContentKind, name: &str) -> Message {
    match kind {
        ContentKind::Article => message!("there is no article `{name}`", name),
        ContentKind::Actor => message!("there is no actor `{name}`", name),
        ContentKind::Region => message!("there is no region `{name}`", name),
        ContentKind::Event => message!("there is no event `{name}`", name),
        ContentKind::Source => message!("there is no source `{name}`", name),
        ContentKind::Page => message!("there is no page `{name}`", name),
    }
}
