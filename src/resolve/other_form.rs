//! References written as paths, links or addresses, not as names or ids.

use std::collections::BTreeMap;

use super::linker::Linker;
use super::name_search::NameSearch;
use super::names::NameMatch;
use crate::diag::{Code, Diagnostic};
use crate::lang::Lang;
use crate::load::{ContentKind, slug};
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
            let near = near.or_else(|| directory.find_by_words(&name.value));
            let help = match near.and_then(|place| directory.id_of(place)) {
                Some(id) => format!("did you mean `{id}`?"),
                None => format!(
                    "create content/{}/{}.md",
                    kind.folder(),
                    slug(&name.value).unwrap_or_else(|| "its-id".into())
                ),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownReference,
                    &name.field,
                    format!("there is no {} `{}`", kind.noun(), name.value),
                )
                .help(help),
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
    Diagnostic::new(
        Code::UnknownReference,
        &name.field,
        format!(
            "`{}` is not the name or id of {}",
            name.value,
            kind.with_article()
        ),
    )
    .help(format!("write `{bare}`"))
}
