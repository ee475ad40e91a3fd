//! The tables behind figures: the same facts, for those who do not see them or want every row.

use std::collections::BTreeSet;

use crate::html::escaped;
use crate::model::{Actor, ClaimRef, Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::evidence::{linked, marked};

/// More rows than this stand on pages of their own.
const MOST: usize = 100;
/// How many claims a table has.
const MOST_CLAIMS: usize = 200;

/// How a table of events names their regions.
#[derive(Clone, Copy)]
enum RegionColumn {
    /// With a link to each: the table stands for itself.
    Linked,
    /// In words: the table says what a figure shows, and each event leads on.
    Named,
}

impl PageContext<'_> {
    /// The events of a figure, folded away; where they are many, a link to the list of all that
    /// happened with what it is about.
    pub(super) fn event_table(&self, events: &[Id<Event>], about: Option<Entity>) -> String {
        if events.is_empty() {
            return String::new();
        }
        // What is about more than a page of events has a list of them.
        if events.len() > MOST.max(self.config.page_size) {
            return self.all_events(events.len(), about);
        }
        self.folded(&self.event_rows_of(events, RegionColumn::Named))
    }

    /// Events as a table; of many the newest ones, and where all of them are.
    pub(super) fn open_event_table(&self, events: &[Id<Event>], about: Option<Entity>) -> String {
        let newest = &events[events.len().saturating_sub(MOST)..];
        let rest = match newest.len() < events.len() {
            true => self.all_events(events.len(), about),
            false => String::new(),
        };
        format!("{}{rest}", self.event_rows_of(newest, RegionColumn::Linked))
    }

    /// Events as a table: when, what, where, how exactly.
    fn event_rows_of(&self, events: &[Id<Event>], shown: RegionColumn) -> String {
        let rows = events.iter().map(|id| {
            let event = &self.atlas.events[*id];
            let place = event.place.as_ref().and_then(|place| place.name.as_ref());
            let mut wheres: Vec<String> = place
                .map(|name| marked(&self.text(name)))
                .into_iter()
                .collect();
            wheres.extend(
                self.regions(&event.regions)
                    .into_iter()
                    .map(|region| match shown {
                        RegionColumn::Linked => linked(&region),
                        RegionColumn::Named => marked(&region.label()),
                    }),
            );
            // A place that is called like its region.
            wheres.dedup();
            let precision = event
                .where_prec
                .map(|term| self.label("where_prec_", term).name);
            vec![
                escaped(&self.words.date(&event.date)),
                linked(&self.link(Entity::Event(*id))),
                wheres.join(&escaped(self.words.get("list_separator"))),
                escaped(&precision.unwrap_or_default()),
            ]
        });
        self.rows(&["date", "event", "field_place", "field_precision"], rows)
    }

    /// The claims of a chart, folded away.
    pub(super) fn claims_behind(&self, claims: &[ClaimRef], about: Option<Entity>) -> String {
        self.folded(&self.claim_table(claims, about))
    }

    /// A link to the list of all that happened with what a figure is about.
    fn all_events(&self, count: usize, about: Option<Entity>) -> String {
        let list = match about {
            Some(Entity::Actor(id))
                if self.has_list(self.relations.actors[id.index()].events.len()) =>
            {
                PageKind::ActorEvents(id, 1)
            }
            Some(Entity::Region(id))
                if self.has_list(self.relations.regions[id.index()].events.len()) =>
            {
                PageKind::RegionEvents(id, 1)
            }
            _ => PageKind::Events,
        };
        self.all_of("all_events", count, list)
    }

    /// A link to a list, that says how much is in it.
    fn all_of(&self, word: &str, count: usize, list: PageKind) -> String {
        let all = self.words.say(word, Some(count), &[]);
        format!(
            "<p class=\"meta\"><a href=\"{}\">{}</a></p>\n",
            escaped(&self.url(list)),
            escaped(&all)
        )
    }

    /// Whether so many events have pages of their own, beside the page of what they are about.
    fn has_list(&self, events: usize) -> bool {
        events > self.config.page_size
    }

    /// Claims as a table: when, what, how many, who says so, on what. Of many it has the newest
    /// ones, and a link to the events of all.
    pub(super) fn claim_table(&self, claims: &[ClaimRef], about: Option<Entity>) -> String {
        let newest = &claims[claims.len().saturating_sub(MOST_CLAIMS)..];
        let rest = match newest.len() < claims.len() {
            true => {
                let events: BTreeSet<Id<Event>> = claims.iter().map(|at| at.event).collect();
                self.all_events(events.len(), about)
            }
            false => String::new(),
        };
        let colon = escaped(self.words.get("colon"));
        let rows = newest.iter().map(|at| {
            let line = self.claim_line(*at);
            vec![
                escaped(&line.date.text),
                linked(&line.event),
                match &line.counted {
                    Some(label) => {
                        let parts = (marked(&line.figure), escaped(&line.unit), marked(label));
                        format!("{} {}{colon} {}", parts.0, parts.1, parts.2)
                    }
                    None => format!("{} {}", marked(&line.figure), escaped(&line.unit)),
                },
                linked(&line.claimant),
                escaped(&line.evidence),
            ]
        });
        let table = self.rows(
            &["date", "event", "claim", "claimant", "evidence_short"],
            rows,
        );
        format!("{table}{rest}")
    }

    /// The relations of an actor as a table, folded away.
    pub(super) fn relation_table(&self, actor: Id<Actor>) -> String {
        let ties = self.ties_of(actor);
        if ties.len() > MOST {
            return self.all_of(
                "all_of_them",
                ties.len(),
                PageKind::ActorRelations(actor, 1),
            );
        }
        let rows = ties.iter().map(|tie| {
            let relation = self.relation(tie);
            vec![
                escaped(&relation.words),
                linked(&relation.actor),
                escaped(&relation.when.unwrap_or_default()),
            ]
        });
        self.folded(&self.rows(&["relation", "actor", "period"], rows))
    }

    pub(super) fn rows(&self, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
        let heads: String = heads
            .iter()
            .map(|word| format!("<th>{}</th>", escaped(self.words.get(word))))
            .collect();
        let rows: String = rows
            .map(|cells| format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>")))
            .collect();
        format!(
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
            escaped(self.words.get("figure_table"))
        )
    }

    /// A table behind its figure.
    pub(super) fn folded(&self, table: &str) -> String {
        format!(
            "<details class=\"data\"><summary>{}</summary>\n{table}</details>\n",
            escaped(self.words.get("figure_table"))
        )
    }
}
