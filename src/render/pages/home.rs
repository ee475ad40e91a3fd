//! The home page: what the conflict is, who fights whom, what is contested, and where to begin.

use super::{LATEST, MAIN};
use crate::html::escaped;
use crate::model::terms::ActorType;
use crate::model::{Actor, Amount, ClaimRef, Contested, Entity, Event, HOME, Home, Id, Side};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{
    ContestedView, DoorView, HomePage, LinkView, Listing, SideView, TurningPoint,
};

/// How many sides and contested events a home page has that nobody wrote.
const SIDES: usize = 5;
const CONTESTED: usize = 1;

/// How many figures of one event are named.
const FIGURES: usize = 3;

/// How many doors there are.
const DOORS: usize = 3;

impl PageContext<'_> {
    pub fn home(&self) -> Themed<HomePage> {
        let page = self.atlas.pages.iter().find(|(_, page)| page.id == HOME);
        let text = page.map(|(id, _)| id);
        let none = Home::default();
        let home = page.map_or(&none, |(_, page)| &page.home);
        let timeline = &self.relations.timeline;
        let newest: Vec<Id<Event>> = timeline.iter().rev().copied().collect();
        let articles = &self.relations.articles_by_date;
        let map = self.wanted("home.html", "map", || self.map_figure(timeline));
        let figures = self.wanted("home.html", "figures", || {
            self.timeline_figure(timeline, &home.turning_points)
        });
        let corrections = self.relations.corrections.len();
        let by_events = |counts: Vec<(Entity, usize)>| self.most(counts, MAIN);
        let lead = self
            .maybe(&home.lead)
            .or_else(|| self.maybe(&self.config.description));
        Ok(HomePage {
            page: self.drawn_page(
                PageKind::Home,
                text.map(Entity::Page),
                map.as_ref().or(figures.as_ref()),
            ),
            lead,
            as_of: home.as_of.as_ref().map(|date| self.words.when(date)),
            sides: if home.sides.is_empty() {
                self.sides_from_events()
            } else {
                home.sides.iter().map(|side| self.side(side)).collect()
            },
            contested: if home.contested.is_empty() {
                // Lives come first.
                let is_of_lives = |id: &Id<Event>| {
                    let differences = self.differences(*id);
                    differences
                        .iter()
                        .any(|difference| difference.measure.key == "killed")
                };
                let disputed = newest.iter().copied().filter(is_of_lives);
                disputed
                    .take(CONTESTED)
                    .filter_map(|id| self.contested(Contested::Event(id)))
                    .collect()
            } else {
                home.contested
                    .iter()
                    .filter_map(|item| self.contested(*item))
                    .collect()
            },
            turning_points: home
                .turning_points
                .iter()
                .map(|id| TurningPoint {
                    date: self.words.when(&self.atlas.events[*id].date),
                    event: self.link(Entity::Event(*id)),
                    text: self.described_in_brief(Entity::Event(*id)),
                })
                .collect(),
            toll: self.toll(&home.toll),
            start: self.doors(home),
            map,
            figures,
            prose: text.and_then(|id| self.prose(Entity::Page(id))),
            articles: Listing {
                items: self
                    .listed_articles(articles.iter().take(LATEST), ListItemForm::Summary3)?,
                count: articles.len(),
                all: (!articles.is_empty()).then(|| self.url(PageKind::Articles(1))),
            },
            years: self.years(),
            actors: by_events(
                self.atlas
                    .actors
                    .iter()
                    .map(|(id, _)| {
                        (
                            Entity::Actor(id),
                            self.relations.actors[id.index()].events.len(),
                        )
                    })
                    .collect(),
            ),
            regions: by_events(
                self.atlas
                    .regions
                    .iter()
                    .map(|(id, _)| {
                        (
                            Entity::Region(id),
                            self.relations.regions[id.index()].events.len(),
                        )
                    })
                    .collect(),
            ),
            events: Listing {
                items: self.listed_events(newest.iter().take(LATEST))?,
                count: newest.len(),
                all: (!newest.is_empty()).then(|| self.url(PageKind::Events)),
            },
            corrections_url: (corrections > 0).then(|| self.url(PageKind::Corrections(1))),
            corrections,
        })
    }

    /// A side as the home page's front matter gives it: its actors are links where the line names
    /// them, else before it.
    fn side(&self, side: &Side) -> SideView {
        let line = self.text(&side.text).text;
        let mut body = escaped(&line);
        let mut unnamed: Vec<LinkView> = Vec::new();
        for actor in &side.actors {
            let link = self.link(Entity::Actor(*actor));
            let names = self.names_of(*actor);
            match names
                .iter()
                .find_map(|name| find_word(&body, &escaped(name)))
            {
                Some(range) => {
                    let words = format!(
                        "<a href=\"{}\">{}</a>",
                        escaped(&link.url),
                        &body[range.clone()]
                    );
                    body.replace_range(range, &words);
                }
                None => unnamed.push(link),
            }
        }
        if !unnamed.is_empty() {
            let links: Vec<String> = unnamed
                .iter()
                .map(crate::render::evidence::linked)
                .collect();
            let links = links.join(&escaped(self.words.get("list_separator")));
            body = if body.is_empty() {
                links
            } else {
                format!("{links}{} {body}", escaped(self.words.get("colon")))
            };
        }
        SideView {
            name: self.text(&side.name),
            body,
        }
    }

    /// All names of an actor in this language, the longest first.
    fn names_of(&self, actor: Id<Actor>) -> Vec<String> {
        let own = &self.atlas.actors[actor];
        let mut names: Vec<String> = self
            .aliases(&own.aliases)
            .into_iter()
            .map(|alias| alias.text)
            .collect();
        names.push(self.name(Entity::Actor(actor)).text);
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    /// The actors that fight most, each with whom it fights.
    fn sides_from_events(&self) -> Vec<SideView> {
        let mut fighters: Vec<(Id<Actor>, usize)> = (self.atlas.actors.iter())
            .filter(|(_, actor)| {
                actor.party_to_conflict != Some(false)
                    && actor.actor_type != Some(ActorType::Civilians)
            })
            .map(|(id, _)| {
                (
                    id,
                    self.relations.actors[id.index()]
                        .against
                        .iter()
                        .map(|(_, count)| count)
                        .sum(),
                )
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        fighters.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        fighters.truncate(SIDES);
        fighters
            .into_iter()
            .map(|(id, _)| {
                let against = self.relations.actors[id.index()]
                    .against
                    .iter()
                    .take(FIGURES);
                let links: Vec<String> = against
                    .map(|(other, _)| {
                        crate::render::evidence::linked(&self.link(Entity::Actor(*other)))
                    })
                    .collect();
                SideView {
                    name: self.name(Entity::Actor(id)),
                    body: format!(
                        "{} {}",
                        escaped(self.words.get("side_against")),
                        links.join(&escaped(self.words.get("list_separator")))
                    ),
                }
            })
            .collect()
    }

    /// What is contested, in a line: the event, and figures that exclude one another with who gives
    /// them.
    fn contested(&self, item: Contested) -> Option<ContestedView> {
        let (event, wanted) = match item {
            Contested::Event(event) => (event, None),
            Contested::Claim(at) => (at.event, Some(at.claim)),
        };
        let claims = &self.atlas.events[event].claims;
        let groups = crate::render::tables::groups(event, claims);
        let group = groups.into_iter().find(|group| match wanted {
            Some(claim) => group.contains(&claim),
            None => self
                .difference(group.iter().map(|at| &claims[*at]))
                .is_some(),
        });
        let shown: Vec<usize> = group.iter().flatten().take(FIGURES).copied().collect();
        // Whom a figure is of is said where others are of somebody else, and where it denies: a
        // nought alone says nothing.
        let of = |at: &usize| claims[*at].of;
        let denies = |at: &usize| matches!(&claims[*at].amount, Amount::Count(count) if count.greatest() == Some(0));
        let says_of = shown.iter().any(|at| denies(at) || of(at) != of(&shown[0]));
        let figures: Vec<LinkView> = (shown.into_iter())
            .map(|claim| {
                let at = ClaimRef { event, claim };
                if says_of {
                    self.claim_link_of(at)
                } else {
                    self.claim_link(at)
                }
            })
            .collect();
        let measure = group
            .as_ref()
            .map(|group| self.measure(claims[group[0]].measure, None).name);
        Some(ContestedView {
            event: self.link(Entity::Event(event)),
            date: self.words.when(&self.atlas.events[event].date),
            measure: measure.filter(|_| !figures.is_empty()),
            figures,
        })
    }

    /// Where to begin: the articles that the home page names, and what is left of the doors: the
    /// actors, and the latest.
    fn doors(&self, home: &Home) -> Vec<DoorView> {
        let articles = &self.relations.articles_by_date;
        let mut chosen = home.start_here.clone();
        if chosen.is_empty() {
            chosen.extend(articles.first());
        }
        let mut doors: Vec<DoorView> = (chosen.iter())
            .map(|id| DoorView {
                link: self.link(Entity::Article(*id)),
                text: self.maybe(&self.atlas.articles[*id].summary),
            })
            .collect();
        let places = [
            (
                !self.atlas.actors.is_empty(),
                "nav_actors",
                "door_actors",
                PageKind::Actors,
            ),
            (
                !self.relations.timeline.is_empty(),
                "nav_events",
                "door_events",
                PageKind::Events,
            ),
        ];
        for (is_there, name, text, kind) in places {
            if is_there && doors.len() < DOORS {
                doors.push(DoorView {
                    link: self.plain(self.words.get(name)).leading_to(self.url(kind)),
                    text: Some(self.plain(self.words.get(text))),
                });
            }
        }
        doors
    }
}

/// Where a name stands in a text as a word of its own, outside of tags and links.
fn find_word(html: &str, name: &str) -> Option<std::ops::Range<usize>> {
    if name.is_empty() {
        return None;
    }
    html.match_indices(name)
        .map(|(at, found)| at..at + found.len())
        .find(|range| {
            let before = html[..range.start].chars().next_back();
            let after = html[range.end..].chars().next();
            let is_free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            let in_tag = html[..range.start].rfind('<') > html[..range.start].rfind('>');
            let opened = html[..range.start].matches("<a ").count();
            let in_link = opened > html[..range.start].matches("</a>").count();
            is_free(before) && is_free(after) && !in_tag && !in_link
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_outside_of_links() {
        assert_eq!(find_word("the MNLA and CMA", "CMA"), Some(13..16));
        assert_eq!(find_word("the SCMAS", "CMA"), None);
        assert_eq!(find_word("<a href=\"/CMA/\">CMA</a>", "CMA"), None);
        assert_eq!(find_word("", ""), None);
    }
}
