//! The lists and feeds that Hugo makes: of sections, of terms, and of the site
//! (<https://gohugo.io/content-management/taxonomies/>, <https://gohugo.io/templates/rss/>).

use std::collections::BTreeMap;

use super::super::front::scalar;
use super::super::keys::TOPICS;
use super::super::lists::terms;
use super::super::old_list::{NearestPage, OldList};
use super::super::settings::Settings;
use super::super::text::{SourceSite, SourceText, TextRole};
use super::addresses::Addresses;

/// The name of a feed.
const FEED: &str = "index.xml";

/// Returns the lists and feeds of a site.
pub(super) fn lists(site: &SourceSite, addresses: &Addresses, settings: &Settings) -> Vec<OldList> {
    let mut lists = Vec::new();
    let mut by_prefix: BTreeMap<String, Vec<&SourceText>> = BTreeMap::new();
    for text in &site.texts {
        let of_language = by_prefix.entry(addresses.prefix(text)).or_default();
        of_language.push(text);
    }
    for (prefix, texts) in &by_prefix {
        let tag = texts.first().and_then(|text| text.lang_tag.clone());
        // Each term has a feed too, which hardly anybody reads.
        let mut add = |address: String, nearest: NearestPage| {
            lists.push(OldList {
                address,
                tag: tag.clone(),
                nearest,
            });
        };
        let articles = texts.iter().filter(|text| text.role == TextRole::Article);
        let mut sections: Vec<&String> = articles.filter_map(|text| text.folder.first()).collect();
        sections.sort();
        sections.dedup();
        for section in sections {
            let address = format!("{prefix}/{}/", addresses.term(section));
            add(format!("{address}{FEED}"), NearestPage::Feed);
            add(address, NearestPage::Articles);
        }
        for taxonomy in taxonomies(settings) {
            let names = terms(texts.iter().copied(), &taxonomy);
            // Other taxonomies become no topics.
            if names.is_empty() || !TOPICS.contains(&taxonomy.as_str()) {
                continue;
            }
            for name in names {
                let address = format!("{prefix}/{taxonomy}/{}/", addresses.term(&name));
                add(address, NearestPage::Topic(name));
            }
            add(format!("{prefix}/{taxonomy}/"), NearestPage::Topics);
        }
        add(format!("{prefix}/{FEED}"), NearestPage::Feed);
    }
    lists
}

/// Returns the taxonomies, by their names in the plural.
fn taxonomies(settings: &Settings) -> Vec<String> {
    match settings.get(&["taxonomies"]) {
        Some(_) => {
            let entries = settings.entries(&["taxonomies"]).iter();
            entries.filter_map(|(_, plural)| scalar(plural)).collect()
        }
        None => ["categories", "tags"].map(str::to_owned).to_vec(),
    }
}
