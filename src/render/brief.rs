//! What a page says first: a summary, the facts of a box "in brief", and events in a table.

use super::claims::is_against_civilians;
use super::context::PageContext;
use super::head::shortened;
use super::tables::groups;
use super::view::{BriefFact, EventFigure, EventRow, LinkView, Listing, ProseView, TextView};
use crate::model::terms::RelationType;
use crate::model::{Actor, Amount, ClaimRef, Entity, Event, Id, Level, Measure, Region};
use crate::plan::PageKind;

/// How many others a fact names before it only counts them.
const NAMED: usize = 5;

/// How many letters a description in a list has at most.
const DESCRIPTION: usize = 140;

impl PageContext<'_> {
    /// What a thing is, in a line: the first sentence of its text, where that is in this language.
    pub fn described_in_brief(&self, entity: Entity) -> Option<TextView> {
        let prose = self.articles.exact(entity, self.lang)?;
        let sentence = first_sentence(&prose.lead)?;
        Some(self.plain(self.typeset(self.lang, &sentence)))
    }

    /// The facts of an actor's box.
    pub fn actor_brief(&self, id: Id<Actor>) -> Vec<BriefFact> {
        let actor = &self.atlas.actors[id];
        let own = &self.relations.actors[id.index()];
        let mut facts = Vec::new();
        if let Some(kind) = actor.actor_type {
            let name = self.label("actor_type_", kind).name;
            let party = match actor.party_to_conflict {
                Some(true) => Some("brief_party"),
                Some(false) => Some("brief_no_party"),
                None => None,
            };
            let text = match party {
                Some(word) => {
                    [name, self.words.get(word).to_owned()].join(self.words.get("list_separator"))
                }
                None => name,
            };
            facts.push(self.brief("brief_what", Some(text), Vec::new()));
        }
        if let Some(active) = &actor.active {
            facts.push(self.brief("fact_active", Some(self.words.date(active)), Vec::new()));
        }
        if let Some(region) = actor.region {
            facts.push(self.brief("fact_region", None, vec![self.link(Entity::Region(region))]));
        }
        let related = |wanted: &[RelationType], inverse: bool| {
            let declared = actor
                .relations
                .iter()
                .map(|relation| (relation, relation.actor));
            let theirs = own
                .inverse
                .iter()
                .map(|(other, at)| (&self.atlas.actors[*other].relations[*at], *other));
            let all: Vec<_> = if inverse {
                theirs.collect()
            } else {
                declared.collect()
            };
            let mut found: Vec<Id<Actor>> = Vec::new();
            for (relation, other) in all {
                if wanted.contains(&relation.relation_type) && !found.contains(&other) {
                    found.push(other);
                }
            }
            found
        };
        let parts = [RelationType::MemberOf, RelationType::PartOfCoalition];
        let terms: [(&str, Vec<Id<Actor>>); 5] = [
            ("brief_part_of", related(&parts, false)),
            ("brief_members", related(&parts, true)),
            (
                "brief_split_from",
                related(&[RelationType::SplitFrom], false),
            ),
            ("brief_succeeds", related(&[RelationType::Succeeds], false)),
            (
                "brief_succeeded_by",
                related(&[RelationType::Succeeds], true),
            ),
        ];
        for (term, others) in terms {
            facts.extend(self.named(term, &others, false));
        }
        // Whom it fights and whom it stands with: what is declared first, then what events show.
        let both = |wanted: &[RelationType]| {
            let mut all = related(wanted, false);
            all.extend(
                related(wanted, true)
                    .into_iter()
                    .filter(|other| !all.contains(other))
                    .collect::<Vec<_>>(),
            );
            all
        };
        for (term, wanted, shown) in [
            (
                "brief_against",
                &[RelationType::OpposedTo][..],
                &own.against,
            ),
            (
                "brief_with",
                &[RelationType::AlliedWith, RelationType::Supports][..],
                &own.beside,
            ),
        ] {
            let declared = both(wanted);
            let mut all = declared.clone();
            all.extend(
                shown
                    .iter()
                    .map(|(other, _)| *other)
                    .filter(|other| !declared.contains(other)),
            );
            facts.extend(self.named(term, &all, declared.is_empty()));
        }
        facts.extend(self.on_this_site(own.events.len(), own.articles.len()));
        facts
    }

    /// The facts of a region's box.
    pub fn region_brief(&self, id: Id<Region>) -> Vec<BriefFact> {
        let region = &self.atlas.regions[id];
        let own = &self.relations.regions[id.index()];
        let mut facts = Vec::new();
        if let Some(level) = region.level {
            facts.push(self.brief(
                "brief_what",
                Some(self.label("level_", level).name),
                Vec::new(),
            ));
        }
        let now: Vec<LinkView> = (region.part_of.iter())
            .filter(|part| part.until.is_none())
            .map(|part| self.link(Entity::Region(part.region)))
            .collect();
        if !now.is_empty() {
            facts.push(self.brief("brief_part_of", None, now));
        }
        let parts = own
            .parts
            .iter()
            .filter(|(part, at)| self.atlas.regions[*part].part_of[*at].until.is_none());
        let parts: Vec<Id<Region>> = parts.map(|(part, _)| *part).collect();
        let is_country = region.level == Some(Level::Country);
        if !parts.is_empty() && (is_country || parts.len() <= NAMED) {
            let links = parts
                .iter()
                .take(NAMED)
                .map(|part| self.link(Entity::Region(*part)))
                .collect();
            facts.push(BriefFact {
                more: self.more(parts.len()),
                ..self.brief("brief_parts", None, links)
            });
        }
        let actors: Vec<Id<Actor>> = own.actors.iter().map(|(actor, _)| *actor).collect();
        facts.extend(self.named("brief_active_here", &actors, false));
        facts.extend(self.on_this_site(own.events.len(), own.articles.len()));
        facts
    }

    fn brief(&self, term: &str, text: Option<String>, links: Vec<LinkView>) -> BriefFact {
        BriefFact {
            term: self.words.get(term).to_owned(),
            text: text.map(|text| self.plain(text)),
            links,
            more: None,
            note: None,
        }
    }

    /// Actors under a term; none where there are no actors. `from_events` says that nobody declares
    /// it.
    fn named(&self, term: &str, actors: &[Id<Actor>], from_events: bool) -> Option<BriefFact> {
        (!actors.is_empty()).then(|| BriefFact {
            more: self.more(actors.len()),
            note: from_events.then(|| self.words.get("brief_from_events").to_owned()),
            ..self.brief(
                term,
                None,
                actors
                    .iter()
                    .take(NAMED)
                    .map(|other| self.link(Entity::Actor(*other)))
                    .collect(),
            )
        })
    }

    fn more(&self, count: usize) -> Option<String> {
        let rest = count.saturating_sub(NAMED);
        (rest > 0).then(|| self.words.say("and_more", Some(rest), &[]))
    }

    fn on_this_site(&self, events: usize, articles: usize) -> Option<BriefFact> {
        let counts = [("count_of_events", events), ("count_of_articles", articles)];
        let parts: Vec<String> = (counts.into_iter())
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| self.words.say(word, Some(count), &[]))
            .collect();
        let text = parts.join(self.words.get("list_separator"));
        (!parts.is_empty()).then(|| self.brief("brief_here", Some(text), Vec::new()))
    }

    /// The newest events of a list in a table: all of them, or a few and where all are. `of` is the
    /// actor whose part in them is told.
    pub fn event_rows(
        &self,
        earliest_first: &[Id<Event>],
        all: PageKind,
        of: Option<Id<Actor>>,
    ) -> Listing<EventRow> {
        let size = self.plan.page_size;
        let newest = earliest_first
            .iter()
            .rev()
            .take(self.shown(earliest_first.len(), size));
        Listing {
            items: newest.map(|id| self.event_row(*id, of)).collect(),
            count: earliest_first.len(),
            all: (earliest_first.len() > size).then(|| self.url(all)),
        }
    }

    fn event_row(&self, id: Id<Event>, of: Option<Id<Actor>>) -> EventRow {
        let event = &self.atlas.events[id];
        EventRow {
            date: self.words.when(&event.date),
            event: self.link(Entity::Event(id)),
            role: of.and_then(|actor| self.part_of(actor, event)),
            figure: self.event_figure(id, &self.disputed(id)),
        }
    }

    /// The part that an actor has in an event, as people speak.
    fn part_of(&self, actor: Id<Actor>, event: &Event) -> Option<String> {
        let has_sides = !event.side_a.is_empty() && !event.side_b.is_empty();
        let (a, b) = if is_against_civilians(event) {
            ("part_perpetrator", "part_victim")
        } else {
            ("part_side", "part_side")
        };
        let word = if event.side_a.contains(&actor) && (has_sides || a != "part_side") {
            a
        } else if event.side_b.contains(&actor) {
            b
        } else {
            return None;
        };
        Some(self.words.get(word).to_owned())
    }

    /// The figure that stands for an event in a table: the killed, else other people that were
    /// counted. `disputed` are its claims that are.
    pub fn event_figure(&self, id: Id<Event>, disputed: &[usize]) -> Option<EventFigure> {
        let claims = &self.atlas.events[id].claims;
        let of_people = [
            Measure::Killed,
            Measure::Neutralised,
            Measure::Displaced,
            Measure::Abducted,
            Measure::Wounded,
            Measure::Arrested,
        ];
        let top = |at: &usize| match &claims[*at].amount {
            Amount::Count(count) => count.greatest(),
            Amount::Value(_) => None,
        };
        let groups: Vec<Vec<usize>> = (groups(id, claims).into_iter())
            .map(|group| group.into_iter().filter(|at| top(at).is_some()).collect())
            .filter(|group: &Vec<usize>| !group.is_empty())
            .collect();
        let measure = of_people.into_iter().find(|measure| {
            groups
                .iter()
                .any(|group| claims[group[0]].measure == *measure)
        })?;
        // Parts of a figure are no figure of the whole, and what is disputed comes first.
        let group = groups
            .iter()
            .filter(|group| claims[group[0]].measure == measure)
            .max_by_key(|group| {
                let is_whole = claims[group[0]].label.is_none();
                let is_disputed = group.len() > 1 && group.iter().any(|at| disputed.contains(at));
                (is_whole, is_disputed, group.iter().map(top).max())
            })?;
        let most = *group.iter().max_by_key(|at| top(at))?;
        let least = *group.iter().min_by_key(|at| top(at))?;
        let figure = self.amount(&claims[most].amount).text;
        let text = if top(&least) < top(&most) {
            let other = self.amount(&claims[least].amount).text;
            self.words
                .say("figure_or", None, &[("a", &figure), ("b", &other)])
        } else {
            figure
        };
        let number = top(&most);
        let last = if top(&least) < top(&most) {
            least
        } else {
            most
        };
        let unit = self.unit(&claims[last]);
        let most = &claims[most];
        Some(EventFigure {
            text,
            most: number,
            measure: self.label("measure_", measure),
            unit,
            grade: most.grade.map(|grade| self.graded("grade_", grade)),
        })
    }

    /// How to cite a page: what it is called, on which site, of which day, and its address.
    pub fn cite(&self, authors: &str, title: &str, date: &str, address: &str) -> String {
        let title = format!(
            "{}{title}{}",
            self.words.get("quote_open"),
            self.words.get("quote_close")
        );
        let site = self.text(&self.config.title).text;
        let parts = [authors, &title, &site, date, address];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(self.words.get("list_separator"))
    }

    /// Claims of the home page and their events, in the order given.
    pub fn toll(&self, claims: &[ClaimRef]) -> Option<super::view::ClaimTable> {
        (!claims.is_empty()).then(|| {
            self.table_of(
                "toll",
                self.words.get("toll_caption").to_owned(),
                claims,
                true,
            )
        })
    }
}

/// Takes the first paragraph off a text, where it begins with one and goes on after it: as HTML,
/// for a summary.
pub fn take_summary(prose: Option<ProseView>) -> (Option<String>, Option<ProseView>) {
    let Some(mut prose) = prose else {
        return (None, None);
    };
    // A text in another language says so before it begins.
    if prose.lang.is_some() {
        return (None, Some(prose));
    }
    let Some(rest) = prose.body.strip_prefix("<p>") else {
        return (None, Some(prose));
    };
    let Some((first, rest)) = rest.split_once("</p>") else {
        return (None, Some(prose));
    };
    let (first, rest) = (first.to_owned(), rest.trim_start().to_owned());
    prose.body = rest;
    let rest = (!prose.body.is_empty()).then_some(prose);
    (Some(first), rest)
}

/// The first sentence of a text, cut at a word where it is long; `None` where there is no text.
fn first_sentence(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut end = text.len();
    for (at, mark) in text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…'))
    {
        let after = &text[at + mark.len_utf8()..];
        let word = text[..at]
            .rsplit([' ', '\u{a0}', '\'', '’', '('])
            .next()
            .unwrap_or_default();
        // Neither an initial or abbreviation, nor a full stop within a word or before more of the
        // sentence.
        let is_short = mark == '.' && is_abbreviation(word, at == word.len());
        let goes_on =
            !after.is_empty() && !after.starts_with([' ', '\u{a0}', '\u{202f}', '»', '”', '"']);
        let next = after.trim_start().chars().next();
        if is_short || goes_on || next.is_some_and(char::is_lowercase) {
            continue;
        }
        end = at + mark.len_utf8();
        break;
    }
    (end > 0).then(|| shortened(&text[..end], DESCRIPTION))
}

/// Words that are written with a full stop and are no end of a sentence, beside those of one or two
/// letters.
const ABBREVIATIONS: &str = "adj adm art brig capt cdt cf chap col cpl dept env fig gal gen gén hon inc jr lieut ltd maj \
    messrs mgr mrs nos prof rev sgt sgts sr st ste vol";

/// Whether what stands before a full stop is shortened: a word of one or two letters ("M.", "av.",
/// "د."), single letters with full stops or hyphens between them ("p.m", "U.S", "J.-C"), or a
/// title. A number is none, but for that of an item at the beginning of a text.
fn is_abbreviation(word: &str, is_first: bool) -> bool {
    if !word.is_empty() && word.chars().all(char::is_numeric) {
        return is_first && word.chars().count() < 3;
    }
    let parts = word.split(['.', '-']);
    word.chars().count() < 3
        || parts.clone().count() > 1 && parts.clone().all(|part| part.chars().count() < 2)
        || ABBREVIATIONS
            .split_whitespace()
            .any(|known| known == word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_sentence_ends_where_it_ends() {
        let first = |text: &str| first_sentence(text);
        assert_eq!(first(""), None);
        assert_eq!(first("  \n "), None);
        assert_eq!(first("A group. It fights.").as_deref(), Some("A group."));
        assert_eq!(
            first("Led by A. Ag Ghali since 2017. More.").as_deref(),
            Some("Led by A. Ag Ghali since 2017.")
        );
        assert_eq!(
            first("Version 2.0 of it").as_deref(),
            Some("Version 2.0 of it")
        );
        assert_eq!(first("جيش الدولة. يقاتل.").as_deref(), Some("جيش الدولة."));
        // Abbreviations are no ends; numbers are.
        for sentence in [
            "At 6 p.m. President Keïta was arrested.",
            "The U.S. Treasury named Gen. Ba and Col. Yao.",
            "Le président, M. Keïta, est arrêté par le gén. Zié.",
            "Le site date de 300 av. J.-C. Il est classé.",
            "قال د. موسى إنه غادر.",
        ] {
            let two = format!("{sentence} More words follow.");
            assert_eq!(first(&two).as_deref(), Some(sentence));
        }
        assert_eq!(
            first("The dead were 47. More.").as_deref(),
            Some("The dead were 47.")
        );
        assert_eq!(
            first("1. Begin here. More.").as_deref(),
            Some("1. Begin here.")
        );
        let long = first(&"word ".repeat(100)).expect("there are words");
        assert!(
            long.chars().count() <= DESCRIPTION && long.ends_with("word…"),
            "{long}"
        );
    }

    #[test]
    fn a_summary_is_the_first_paragraph_and_the_rest_stays() {
        let prose = |body: &str| {
            Some(ProseView {
                body: body.to_owned(),
                ..ProseView::default()
            })
        };
        let body = |(first, rest): (Option<String>, Option<ProseView>)| {
            (first, rest.map(|rest| rest.body))
        };
        assert_eq!(
            body(take_summary(prose("<p>A</p>\n<p>B</p>\n"))),
            (Some("A".into()), Some("<p>B</p>\n".into()))
        );
        assert_eq!(
            body(take_summary(prose("<p>A</p>\n"))),
            (Some("A".into()), None)
        );
        assert_eq!(
            body(take_summary(prose("<ul></ul>"))),
            (None, Some("<ul></ul>".into()))
        );
        assert_eq!(body(take_summary(None)), (None, None));
        let mut foreign = prose("<p>A</p>").expect("it is there");
        foreign.lang = Some("fr".into());
        assert_eq!(
            body(take_summary(Some(foreign))),
            (None, Some("<p>A</p>".into()))
        );
    }
}
