//! The lists and feeds that Zola makes: of terms, and of the site. A section is a text
//! (<https://www.getzola.org/documentation/content/taxonomies/>,
//! <https://www.getzola.org/documentation/templates/feeds/>).

use std::collections::BTreeMap;

use super::addresses::Addresses;
use crate::import::sites::front::scalar;
use crate::import::sites::keys::TOPICS;
use crate::import::sites::lists::terms;
use crate::import::sites::old_list::{NearestPage, OldList};
use crate::import::sites::settings::{Settings, below};
use crate::import::sites::text::{SourceSite, SourceText, TextRole};
use crate::yaml::Value;

/// Returns the lists and feeds of a site.
pub(super) fn lists(site: &SourceSite, addresses: &Addresses, settings: &Settings) -> Vec<OldList> {
    let mut lists = Vec::new();
    let mut by_prefix: BTreeMap<String, Vec<&SourceText>> = BTreeMap::new();
    for text in &site.texts {
        let of_language = by_prefix.entry(addresses.prefix(text)).or_default();
        of_language.push(text);
    }
    let feeds = feeds(settings);
    for (prefix, texts) in &by_prefix {
        let tag = texts.first().and_then(|text| text.lang_tag.clone());
        let mut add = |address: String, nearest: NearestPage| {
            lists.push(OldList {
                address,
                tag: tag.clone(),
                nearest,
            });
        };
        for text in texts
            .iter()
            .filter(|text| text.role == TextRole::ArticleSection)
        {
            if let Some(address) = &text.address {
                add(address.clone(), NearestPage::Articles);
            }
        }
        for taxonomy in taxonomies(settings) {
            let names = terms(texts.iter().copied(), &taxonomy);
            if names.is_empty() || !TOPICS.contains(&taxonomy.as_str()) {
                continue;
            }
            let above = format!("{prefix}/{}/", addresses.term(&taxonomy, settings));
            for name in names {
                let address = format!("{above}{}/", addresses.term(&name, settings));
                add(address, NearestPage::Topic(name));
            }
            add(above, NearestPage::Topics);
        }
        for feed in &feeds {
            add(format!("{prefix}/{feed}"), NearestPage::Feed);
        }
    }
    lists
}

/// Returns the names of the taxonomies.
fn taxonomies(settings: &Settings) -> Vec<String> {
    match settings.get(&["taxonomies"]) {
        Some(Value::List(items)) => {
            let names = items.iter().filter_map(|item| below(item, "name"));
            names.filter_map(scalar).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the names of the feeds. Before Zola 0.19 there was one.
fn feeds(settings: &Settings) -> Vec<String> {
    let is_on = settings.is_true(&["generate_feeds"]) || settings.is_true(&["generate_feed"]);
    let names = match settings.get(&["feed_filenames"]) {
        Some(Value::List(items)) => items.iter().filter_map(scalar).collect(),
        _ => settings
            .text(&["feed_filename"])
            .into_iter()
            .collect::<Vec<_>>(),
    };
    match (is_on, names.is_empty()) {
        (false, _) => Vec::new(),
        (true, true) => vec!["atom.xml".to_owned()],
        (true, false) => names,
    }
}
