//! Facts in the boxes of actors, regions and sources.

use crate::model::Alias;
use crate::render::context::PageContext;
use crate::render::view::{Fact, LinkView};

/// The maximum number of related actors that a page names.
pub const MAX_CO_ACTORS: usize = 20;

/// Returns the aliases in this language, and the aliases without a language.
pub fn aliases(context: &PageContext, aliases: &[Alias]) -> Vec<crate::render::view::TextView> {
    aliases
        .iter()
        .filter(|alias| alias.lang.is_none_or(|lang| lang == context.lang))
        .map(|alias| context.plain(context.typeset_name(&alias.name)))
        .collect()
}

/// Returns a fact with a text.
pub fn fact(context: &PageContext, term: &str, text: impl Into<String>) -> Fact {
    Fact {
        term: context.words.get(term).to_owned(),
        text: context.plain(text),
        url: None,
    }
}

/// Returns a fact with a link to a page of the site.
pub fn link_fact(context: &PageContext, term: &str, link: LinkView) -> Fact {
    Fact {
        term: context.words.get(term).to_owned(),
        url: Some(link.url.clone()),
        text: link.label(),
    }
}

/// Returns a fact with a link to another site.
pub fn web_fact(context: &PageContext, term: &str, text: &str, url: String) -> Fact {
    Fact {
        url: Some(url),
        ..fact(context, term, text)
    }
}

/// Returns the fact of an item in Wikidata, with the address of the item.
pub fn wikidata_fact(context: &PageContext, item: &str) -> Fact {
    let address = format!("https://www.wikidata.org/wiki/{item}");
    web_fact(context, "fact_wikidata", item, address)
}
