//! An article: its text, its events with their claims, its sources, what belongs to it.

use crate::model::{Article, Entity, Id, Origin};
use crate::plan::PageKind;
use crate::relations;
use crate::render::context::PageContext;
use crate::render::list_items::Themed;
use crate::render::view::{ArticleItem, ArticlePage};

impl PageContext<'_> {
    pub fn article(&self, id: Id<Article>) -> Themed<ArticlePage> {
        let article = &self.atlas.articles[id];
        let own = &self.relations.articles[id.index()];
        let entity = Entity::Article(id);
        let (mut own_events, mut events) = (Vec::new(), Vec::new());
        let mut claimed = Vec::new();
        for used in &article.events {
            let event = &self.atlas.events[used.event];
            if matches!(event.origin, Origin::Inline(home, _) if home == id) {
                own_events.push(self.event(used.event, used.role.as_deref()));
                claimed.extend(
                    event
                        .sources
                        .iter()
                        .chain(event.claims.iter().flat_map(|claim| &claim.sources))
                        .copied(),
                );
            } else {
                events.push(self.listed_event(used.event)?);
            }
        }
        let sources = article.sources.iter().copied().chain(claimed);
        let figures = self.wanted("article.html", "figures", || match events.is_empty() {
            // What the page tells in full, claim by claim, needs no table behind the map.
            true => self.told_figures(&self.events_of(id)),
            false => self.event_figures(&self.events_of(id), None),
        });
        Ok(ArticlePage {
            page: self.drawn_page(PageKind::Article(id), Some(entity), figures.as_ref()),
            figures,
            date: self.words.when(&article.date),
            updated: article.updated.as_ref().map(|date| self.words.when(date)),
            summary: self.maybe(&article.summary),
            authors: article
                .authors
                .iter()
                .map(|author| self.text(author).text)
                .collect(),
            image: article.image.as_ref().map(|image| self.image(image)),
            prose: self.prose(entity).unwrap_or_default(),
            topics: article
                .topics
                .iter()
                .filter_map(|topic| {
                    self.relations
                        .topics
                        .iter()
                        .position(|known| known.topic.slug == topic.slug)
                })
                .map(|at| {
                    self.text(&self.relations.topics[at].topic.name)
                        .leading_to(self.url(PageKind::Topic(at, 1)))
                })
                .collect(),
            actors: self.actors(&own.actors),
            regions: self.regions(&own.regions),
            events,
            sources: self.source_list(self.own_prose(entity), sources),
            corrections: self.corrections_of(id),
            open_questions: article
                .open_questions
                .iter()
                .map(|question| self.text(question))
                .collect(),
            established: article
                .established
                .iter()
                .map(|line| self.text(line))
                .collect(),
            not_established: article
                .not_established
                .iter()
                .map(|line| self.text(line))
                .collect(),
            claims: own_events
                .iter()
                .map(|event| {
                    event.others
                        + event
                            .tables
                            .iter()
                            .map(|table| table.rows.len())
                            .sum::<usize>()
                })
                .sum(),
            own_events,
            cite: self.cite_article(id),
            related: own
                .related
                .iter()
                .map(|related| self.related(related))
                .collect(),
            backlinks: self.backlinks(entity, &own.backlinks),
            previous: own.previous.map(|other| self.link(Entity::Article(other))),
            next: own.next.map(|other| self.link(Entity::Article(other))),
        })
    }

    fn cite_article(&self, id: Id<Article>) -> String {
        let article = &self.atlas.articles[id];
        let authors: Vec<String> = article
            .authors
            .iter()
            .map(|author| self.text(author).text)
            .collect();
        let address = self.plan.absolute(&self.plan.address(
            self.atlas,
            Entity::Article(id),
            self.lang,
        ));
        self.cite(
            &authors.join(self.words.get("list_separator")),
            &self.text(&article.title).text,
            &self.words.date(&article.date),
            &address,
        )
    }

    fn related(&self, related: &relations::RelatedArticle) -> ArticleItem {
        let names: Vec<String> = related
            .shared
            .iter()
            .take(3)
            .map(|entity| self.name(*entity).text)
            .collect();
        ArticleItem {
            // Why it is related says more here than what it says.
            summary: None,
            reason: (!names.is_empty()).then(|| {
                self.words
                    .say("shares", None, &[("names", &self.words.list(&names))])
            }),
            ..self.article_item(related.article)
        }
    }
}
