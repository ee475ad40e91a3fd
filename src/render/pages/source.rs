//! Sources: the bibliography, and what rests on each.

use crate::model::{Actor, Entity, Id, Source};
use crate::plan::PageKind;
use crate::provenance;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{AncestorView, Fact, Listing, SourcePage, SourcesPage};

impl PageContext<'_> {
    /// Sources by title, as a dictionary orders them.
    pub fn bibliography(&self) -> Vec<Id<Source>> {
        let mut sources: Vec<(Id<Source>, String)> = self
            .atlas
            .sources
            .iter()
            .map(|(id, _)| (id, self.name(Entity::Source(id)).text))
            .collect();
        sources.sort_by(|a, b| self.order.compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
        sources.into_iter().map(|(id, _)| id).collect()
    }

    pub fn sources_page(&self, number: usize, bibliography: &[Id<Source>]) -> SourcesPage {
        SourcesPage {
            page: self.page(PageKind::Sources(number)),
            list: Listing {
                items: self
                    .part(bibliography, number)
                    .iter()
                    .map(|id| crate::render::view::SourceItem {
                        rests: Some(self.rests(*id)),
                        ..self.source_item(*id)
                    })
                    .collect(),
                count: bibliography.len(),
                all: None,
            },
            pager: self.pager(bibliography.len(), number, PageKind::Sources),
        }
    }

    pub fn source_page(&self, id: Id<Source>) -> Themed<SourcePage> {
        let source = &self.atlas.sources[id];
        let own = &self.relations.sources[id.index()];
        Ok(SourcePage {
            page: self.drawn_page(PageKind::Source(id), Some(Entity::Source(id)), None),
            source: self.source_item(id),
            author: source
                .author
                .as_ref()
                .map(|name| self.typeset_name(name).into_owned()),
            publisher: (source.publisher.as_ref()).map(|name| self.typeset_name(name).into_owned()),
            date: source.date.map(|date| date.to_string()),
            facts: self.source_facts(source),
            prose: self.prose(Entity::Source(id)),
            origins: self.ancestors(id),
            derives_from: self.sources(&source.derives_from),
            derived: self.beginning(&own.derived, PageKind::SourceDerived(id, 1), |source| {
                self.source(*source)
            }),
            claims: self.listed_claims(&own.claims, PageKind::SourceClaims(id, 1)),
            events: self.listing(&own.events, PageKind::SourceEvents(id, 1), |event| {
                self.listed_event(event)
            })?,
            articles: self.listing(&own.articles, PageKind::SourceArticles(id, 1), |article| {
                self.listed_article(article, ListItemForm::Line)
            })?,
            backlinks: self.backlinks(Entity::Source(id), &own.backlinks),
        })
    }

    fn ancestors(&self, id: Id<Source>) -> Vec<AncestorView> {
        provenance::ancestors(self.atlas, id)
            .into_iter()
            .map(|ancestor| {
                let speaker = self.atlas.sources[ancestor.origin].original;
                let is_party =
                    |actor: Id<Actor>| self.atlas.actors[actor].party_to_conflict == Some(true);
                AncestorView {
                    source: self.link(Entity::Source(ancestor.origin)),
                    steps: ancestor.steps,
                    speaker: speaker.map(|actor| self.link(Entity::Actor(actor))),
                    party: speaker.is_some_and(is_party),
                }
            })
            .collect()
    }

    fn source_facts(&self, source: &Source) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(kind) = source.kind {
            facts.push(self.fact("fact_kind", self.label("source_kind_", kind).name));
        }
        if let Some(original) = source.original {
            facts.push(self.link_fact("fact_original", self.link(Entity::Actor(original))));
        }
        let texts = [
            ("fact_author", &source.author),
            ("fact_publisher", &source.publisher),
        ];
        facts.extend(texts.into_iter().filter_map(|(term, text)| {
            text.as_ref()
                .map(|text| self.fact(term, self.typeset_name(text)))
        }));
        if let Some(date) = &source.date {
            facts.push(self.fact("fact_date", self.words.date(date)));
        }
        if let Some(lang) = source.lang {
            facts.push(self.fact("fact_language", self.language(lang)));
        }
        if let Some(scale) = source.scale {
            facts.push(self.fact("fact_scale", self.label("scale_", scale).name));
        }
        let urls = [
            ("fact_url", &source.url),
            ("fact_archive", &source.archive_url),
        ];
        facts.extend(urls.into_iter().filter_map(|(term, url)| {
            url.as_ref()
                .map(|url| self.web_fact(term, url, url.clone()))
        }));
        let dates = [
            ("fact_archived_at", &source.archived_at),
            ("fact_accessed", &source.accessed),
        ];
        facts.extend(dates.into_iter().filter_map(|(term, date)| {
            date.as_ref()
                .map(|date| self.fact(term, self.words.date(date)))
        }));
        if let Some(sum) = &source.sha256 {
            facts.push(self.fact("fact_sha256", sum));
        }
        facts
    }
}
