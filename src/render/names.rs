//! Files that the search page loads on demand: names for spelling suggestions, and the values of
//! the filters.
//!
//! If a word is not found, it is compared with names. Each language has one file: the names of
//! regions and actors, most events first, then the most frequent words of titles. It has at most
//! [`MAX_ENTRIES`] entries, so that it stays small on a site of any size. Pagefind could return the
//! values of filters, but would load the pages of each value and count them in every later search.

use std::collections::{BTreeMap, BTreeSet};

use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use super::pages::{facts, search_facts};
use super::theme::fingerprinted;
use crate::incremental::fingerprint;
use crate::lang::fold;
use crate::model::{Alias, LocalizedText};

/// The maximum number of names and words in a file.
const MAX_ENTRIES: usize = 4000;

/// The maximum number of names among them.
const MAX_NAMES: usize = 3000;

/// The minimum length of a title word in the file: shorter ones resemble too many others.
const MIN_WORD: usize = 4;

/// Returns the path of the names file, relative to the base path.
pub fn names_path(context: &PageContext) -> String {
    fingerprinted(&names_name(context), &names_json(context))
}

/// Renders the names file of this language.
pub fn names_file(context: &PageContext, memo: &PageMemo) -> RenderedFile {
    let identity = fingerprint::of_value(&("names", context.lang));
    memo.fingerprinted_file(&names_name(context), identity, || names_json(context))
}

fn names_name(context: &PageContext) -> String {
    format!("names.{}.json", context.lang.tag())
}

fn names_json(context: &PageContext) -> Vec<u8> {
    serde_json::to_vec(&suggested_names(context)).expect("text is JSON")
}

/// Returns the path of the filters file, relative to the base path.
pub fn filters_path(context: &PageContext) -> String {
    fingerprinted(&filters_name(context), &filters_json(context))
}

/// Renders the file with the values of each filter.
pub fn filters_file(context: &PageContext, memo: &PageMemo) -> RenderedFile {
    let identity = fingerprint::of_value(&("filters", context.lang));
    memo.fingerprinted_file(&filters_name(context), identity, || filters_json(context))
}

fn filters_name(context: &PageContext) -> String {
    format!("filters.{}.json", context.lang.tag())
}

fn filters_json(context: &PageContext) -> Vec<u8> {
    serde_json::to_vec(&filter_values(context)).expect("text is JSON")
}

/// Returns the values of each filter in the collation of the language; years are sorted latest
/// first.
fn filter_values(context: &PageContext) -> BTreeMap<&'static str, Vec<String>> {
    let mut values: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let pages = context
        .plan
        .pages
        .iter()
        .filter(|page| page.lang == context.lang);
    for (filter, value) in pages
        .filter_map(|page| search_facts::page_facts(context, page.kind))
        .flat_map(|facts| facts.filters)
    {
        values.entry(filter).or_default().insert(value);
    }
    (values.into_iter())
        .map(|(filter, values)| {
            let mut values: Vec<String> = values.into_iter().collect();
            if filter == "year" {
                values.sort_by_key(|year| std::cmp::Reverse(year.parse::<i16>().ok()));
            } else {
                values.sort_by(|a, b| context.order.compare(a, b));
            }
            (filter, values)
        })
        .collect()
}

/// Returns names, followed by frequent words of titles, up to [`MAX_ENTRIES`].
fn suggested_names(context: &PageContext) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut names = names_by_events(context);
    names.retain(|name| seen.insert(fold(name)));
    names.truncate(MAX_NAMES);
    let seen: BTreeSet<String> = names
        .iter()
        .flat_map(|name| words(name))
        .map(fold)
        .collect();
    // The count of each word in titles, and its first spelling, by the folded word.
    let mut frequent: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let titles = context
        .atlas
        .articles
        .iter()
        .map(|(_, article)| &article.title);
    let titles = titles.chain(context.atlas.events.iter().map(|(_, event)| &event.title));
    for word in titles
        .filter_map(|title| title.exact(context.lang))
        .flat_map(|title| words(title))
    {
        let folded = fold(word);
        if folded.chars().count() >= MIN_WORD && !seen.contains(&folded) {
            frequent.entry(folded).or_insert((0, word)).0 += 1;
        }
    }
    let mut frequent: Vec<(String, (usize, &str))> = frequent.into_iter().collect();
    frequent.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    let room = MAX_ENTRIES - names.len();
    names.extend(
        frequent
            .into_iter()
            .take(room)
            .map(|(_, (_, word))| word.to_owned()),
    );
    names
}

/// Returns names and aliases of regions and actors, most events first.
fn names_by_events(context: &PageContext) -> Vec<String> {
    let regions = (context.atlas.regions.iter()).map(|(id, region)| {
        let events = context.relations.regions[id.index()].events.len();
        (events, &region.name, &region.aliases)
    });
    let actors = (context.atlas.actors.iter()).map(|(id, actor)| {
        let events = context.relations.actors[id.index()].events.len();
        (events, &actor.name, &actor.aliases)
    });
    let mut entities: Vec<(usize, &LocalizedText, &Vec<Alias>)> = regions.chain(actors).collect();
    entities.sort_by_key(|(events, ..)| std::cmp::Reverse(*events));
    entities
        .into_iter()
        .flat_map(|(_, name, aliases)| {
            let aliases = facts::aliases(context, aliases)
                .into_iter()
                .map(|alias| alias.text);
            std::iter::once(context.text(name).text).chain(aliases)
        })
        .collect()
}

/// Splits a text into words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
}
