//! The addresses of lists and feeds that the old site made, and the nearest address of the new
//! one. No text has them, so the report names each: hosts can redirect where griot cannot.

use std::collections::BTreeSet;

use super::front::scalar;
use super::old_list::{NearestPage, OldList};
use super::place::language;
use super::text::{SourceSite, SourceText, TextIndex};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::lang::Languages;
use crate::load::slug;
use crate::yaml::Value;

/// Returns the terms that texts have in keys, such as the tags of all texts in one language.
pub(super) fn terms<'t>(
    texts: impl Iterator<Item = &'t SourceText>,
    key: &str,
) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for text in texts {
        let table = text.front.get("taxonomies");
        let table = table.and_then(|table| super::settings::below(table, key));
        for value in text.front.get(key).into_iter().chain(table) {
            match value {
                Value::List(items) => terms.extend(items.iter().filter_map(scalar)),
                value => terms.extend(scalar(value)),
            }
        }
    }
    terms.retain(|term| !term.is_empty());
    terms
}

/// Reports the lists and feeds to which no page of the new site has the address.
pub(super) fn report(
    site: &SourceSite,
    index: &TextIndex,
    languages: &Languages,
    report: &mut ImportReport,
) {
    let lists: BTreeSet<&OldList> = site.lists.iter().collect();
    for list in lists {
        let tag = list.tag.as_deref();
        let lang = tag.and_then(|tag| language(tag, languages));
        let lang = lang.filter(|lang| *lang != languages.default());
        let prefix = lang.map(|lang| format!("/{lang}")).unwrap_or_default();
        let nearest = match &list.nearest {
            NearestPage::Articles => "/articles/".to_owned(),
            NearestPage::Topics => "/topics/".to_owned(),
            NearestPage::Topic(name) => {
                slug(name).map_or_else(|| "/topics/".to_owned(), |slug| format!("/topics/{slug}/"))
            }
            NearestPage::Feed => "/feed.xml".to_owned(),
        };
        let nearest = format!("{prefix}{nearest}");
        let is_text = index.at_address(&list.address).is_some_and(|at| {
            let text = &site.texts[at];
            !text.target.is_empty()
        });
        if nearest.trim_end_matches('/') != list.address.trim_end_matches('/') && !is_text {
            let kind = ProblemKind::OldList;
            report.add(Problem::of_cell(0, &list.address, "", kind, &nearest));
        }
    }
}
