//! Events in full, with their claims and the desk's estimates.

use super::desk::Desk;
use super::view::{ClaimLine, ClaimView, CountView, EstimateView, EventView, Graded, Label, Link, MeasureGroup, Text};
use super::words::key;
use crate::markdown::claim_anchor;
use crate::model::count::{Interval, Number};
use crate::model::terms::Term;
use crate::model::{Amount, Claim, ClaimRef, Count, Event, Id, Measure, Origin, Phrase, SubEventType, Thing};

impl Desk<'_> {
    /// An event with all that is known of it. `role` is the part it plays in an article.
    pub fn event(&self, id: Id<Event>, role: Option<&str>) -> EventView {
        let event = &self.atlas.events[id];
        let place = event.place.as_ref().and_then(|place| place.name.as_ref());
        EventView {
            id: event.id.clone(),
            title: self.text(&event.title),
            url: self.plan.address(self.atlas, Thing::Event(id), self.lang),
            date: self.words.when(&event.date),
            role: role.map(|role| self.role(role)),
            event_type: event.event_type.map(|term| self.label("event_type_", term)),
            // "Other" says nothing beside the kind that it is one of.
            sub_event_type: event
                .sub_event_type
                .filter(|term| *term != SubEventType::Other)
                .map(|term| self.label("sub_event_type_", term)),
            type_of_violence: event.type_of_violence.map(|term| self.label("type_of_violence_", term)),
            event_clarity: event.event_clarity.map(|term| self.label("event_clarity_", term)),
            regions: self.regions(&event.regions),
            place: place.map(|name| self.text(name)),
            precision: event.where_prec.map(|term| self.label("where_prec_", term)),
            where_description: event.where_description.as_ref().map(|words| self.text(words)),
            side_a: self.actors(&event.side_a),
            side_b: self.actors(&event.side_b),
            actors: self.actors(&event.actors),
            origins: self.common_origins(id),
            measures: self.measures(id),
            estimates: event
                .estimates
                .iter()
                .map(|estimate| EstimateView {
                    measure: self.measure(estimate.measure, None),
                    range: self.range(&estimate.count),
                    best: estimate.count.best.map(|best| self.words.number(best)),
                    basis: self.text(&estimate.basis),
                    by: self.text(&estimate.by).text,
                    date: self.words.when(&estimate.date),
                })
                .collect(),
            graphic: event.graphic,
        }
    }

    fn role(&self, role: &str) -> String {
        let word = key("event_role_", role);
        if self.words.has(&word) {
            self.words.get(&word).to_owned()
        } else {
            role.to_owned()
        }
    }

    /// The claims of an event: those about one thing together, answers under what they answer.
    fn measures(&self, id: Id<Event>) -> Vec<MeasureGroup> {
        let claims = &self.atlas.events[id].claims;
        let answered: Vec<usize> = (0..claims.len()).map(|at| answered(id, claims, at)).collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for at in (0..claims.len()).filter(|at| answered[*at] == *at) {
            // What is of another day is another figure, and not one that differs.
            let about = |at: usize| (claims[at].measure, &claims[at].label, claims[at].of, claims[at].date);
            match groups.iter_mut().find(|group| about(group[0]) == about(at)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        let name = |at: usize| self.measure(claims[at].measure, claims[at].label.as_ref());
        groups
            .iter()
            .map(|group| {
                let measure = name(group[0]);
                // Two groups of one measure are told apart by whom they are about.
                let twice = groups
                    .iter()
                    .filter(|other| name(other[0]).name == measure.name)
                    .count()
                    > 1;
                let with_answers: Vec<usize> = (0..claims.len()).filter(|at| group.contains(&answered[*at])).collect();
                let date = claims[group[0]].date;
                let of_one_day: Vec<usize> = (with_answers.iter().copied())
                    .filter(|at| claims[*at].date.is_none() || claims[*at].date == date)
                    .collect();
                MeasureGroup {
                    of: claims[group[0]]
                        .of
                        .filter(|_| twice)
                        .map(|actor| self.name(Thing::Actor(actor))),
                    date: date.filter(|_| twice).map(|date| self.words.when(&date)),
                    comparison: self.comparison(id, &of_one_day),
                    claims: group
                        .iter()
                        .map(|at| ClaimView {
                            responses: with_answers
                                .iter()
                                .filter(|answer| answered[**answer] == *at && *answer != at)
                                .map(|answer| {
                                    self.claim(ClaimRef {
                                        event: id,
                                        claim: *answer,
                                    })
                                })
                                .collect(),
                            ..self.claim(ClaimRef { event: id, claim: *at })
                        })
                        .collect(),
                    measure,
                }
            })
            .collect()
    }

    fn claim(&self, at: ClaimRef) -> ClaimView {
        let event = &self.atlas.events[at.event];
        let claim = &event.claims[at.claim];
        let others = self.relations.claims.get(&at);
        let links = |list: &[ClaimRef]| list.iter().map(|other| self.claim_link(*other)).collect::<Vec<Link>>();
        ClaimView {
            anchor: self.anchor(event, claim),
            measure: self.measure(claim.measure, claim.label.as_ref()),
            figure: self.amount(&claim.amount),
            is_number: matches!(claim.amount, Amount::Count(_)),
            count: self.count_view(&claim.amount),
            date: claim.date.map(|date| self.words.when(&date)),
            of: claim.of.map(|actor| self.link(Thing::Actor(actor))),
            claimant: self.link(Thing::Actor(claim.claimant)),
            quotes: claim
                .quote
                .iter()
                .map(|(lang, words)| self.quoted(lang, words))
                .collect(),
            grade: claim.grade.map(|grade| self.graded("grade_", grade)),
            evidence: self.evidence(at),
            status: claim.status.map(|status| self.graded("status_", status)),
            notes: self.maybe(&claim.notes),
            sources: self.sources(&claim.sources),
            responds_to: claim.responds_to.map(|other| self.claim_link(other)),
            // Answers within the event stand under the claim itself.
            answered_by: others.map_or_else(Vec::new, |others| {
                let elsewhere: Vec<ClaimRef> = others
                    .responses
                    .iter()
                    .copied()
                    .filter(|other| other.event != at.event)
                    .collect();
                links(&elsewhere)
            }),
            contradicted_by: links(&claim.contradicted_by),
            contradicts: others.map_or_else(Vec::new, |others| {
                let known = &claim.contradicted_by;
                let more: Vec<ClaimRef> = others
                    .contradicts
                    .iter()
                    .copied()
                    .filter(|other| !known.contains(other))
                    .collect();
                links(&more)
            }),
            responses: Vec::new(),
        }
    }

    /// The id of a claim on the page on which its event lives.
    pub fn anchor(&self, event: &Event, claim: &Claim) -> String {
        let inside = matches!(event.origin, Origin::Inline(..)).then_some(event.id.as_str());
        claim_anchor(inside, &claim.id)
    }

    /// "19, according to the Malian army", leading to the claim.
    pub fn claim_link(&self, at: ClaimRef) -> Link {
        let claim = &self.atlas.events[at.event].claims[at.claim];
        let figure = self.amount(&claim.amount);
        let claimant = self.name(Thing::Actor(claim.claimant));
        let text = format!("{} ({})", figure.text, claimant.text);
        Text { text, ..figure }.leading_to(self.claim_address(at))
    }

    /// Where a claim stands with all that is known of it.
    pub fn claim_address(&self, at: ClaimRef) -> String {
        let event = &self.atlas.events[at.event];
        let (page, _) = self.plan.page_of(self.atlas, Thing::Event(at.event), self.lang);
        let anchor = self.anchor(event, &event.claims[at.claim]);
        format!("{}#{anchor}", self.plan.path(self.atlas, page))
    }

    /// A claim in a list, with its event.
    pub fn claim_line(&self, at: ClaimRef) -> ClaimLine {
        let event = &self.atlas.events[at.event];
        let claim = &event.claims[at.claim];
        ClaimLine {
            date: self.words.when(&event.date_of(claim)),
            event: self.text(&event.title).leading_to(self.claim_address(at)),
            measure: self.measure(claim.measure, claim.label.as_ref()),
            figure: self.amount(&claim.amount),
            claimant: self.link(Thing::Actor(claim.claimant)),
            of: claim.of.map(|actor| self.link(Thing::Actor(actor))),
            evidence: self.evidence_words(self.lineages.of(at)),
        }
    }

    /// "seized", or "seized: motorcycles" where the claim says what is counted.
    pub fn measure(&self, measure: Measure, label: Option<&Phrase>) -> Label {
        let plain = self.label("measure_", measure);
        let Some(label) = label else {
            return plain;
        };
        let what = self.text(label).text;
        Label {
            name: if measure == Measure::Other {
                what
            } else {
                self.words
                    .say("measure_of", None, &[("measure", &plain.name), ("label", &what)])
            },
            key: plain.key,
        }
    }

    pub fn graded<T: Term>(&self, prefix: &str, term: T) -> Graded {
        let word = key(prefix, term.text());
        Graded {
            name: self.words.get(&word).to_owned(),
            meaning: self.words.get(&format!("{word}_meaning")).to_owned(),
            key: key("", term.text()),
        }
    }

    pub fn amount(&self, amount: &Amount) -> Text {
        match amount {
            Amount::Count(count) => self.plain(self.figure(count)),
            Amount::Value(words) => self.text(words),
        }
    }

    /// "19", "10 to 15, best estimate 12", "at least 10", "about 60"; numbers out of order one by one, as they were published.
    pub fn figure(&self, count: &Count) -> String {
        if count.interval().is_none() && !count.is_empty() {
            let numbers: Vec<String> = (count.numbers().into_iter())
                .map(|(name, number)| {
                    let key = format!("figure_{name}");
                    self.words.say(&key, None, &[("n", &self.number(number))])
                })
                .collect();
            let figure = numbers.join(self.words.get("list_separator"));
            return self.words.say("as_published", None, &[("figure", &figure)]);
        }
        let range = self.range(count);
        let best = count.best().filter(|_| count.single().is_none());
        match best {
            Some(best) => {
                let best = self.number(best);
                self.words.say("with_best", None, &[("range", &range), ("best", &best)])
            }
            None => range,
        }
    }

    /// What a count allows, in words, without its best guess.
    pub fn range(&self, count: &Count) -> String {
        let ends = count.interval().map(|Interval { low, high }| (low, high));
        match ends {
            Some((Some(low), Some(high))) if low == high => self.number(low),
            Some((Some(low), Some(high))) => {
                let (low, high) = (self.number(low), self.number(high));
                self.words.say("range", None, &[("low", &low), ("high", &high)])
            }
            Some((Some(low), None)) => self.words.say("at_least", None, &[("n", &self.number(low))]),
            Some((None, Some(high))) => self.words.say("at_most", None, &[("n", &self.number(high))]),
            _ => String::new(),
        }
    }

    /// "60", "about 60".
    pub fn number(&self, number: Number) -> String {
        let digits = self.words.number(number.value);
        if number.is_about {
            self.words.say("approximately", None, &[("n", &digits)])
        } else {
            digits
        }
    }

    /// The numbers of a claim for machines.
    fn count_view(&self, amount: &Amount) -> Option<CountView> {
        let Amount::Count(count) = amount else {
            return None;
        };
        Some(CountView {
            text: count.to_string(),
            low: count.low,
            best: count.best,
            high: count.high,
            about: count.is_about(),
            as_published: count.as_published,
        })
    }
}

/// The claim under which a claim stands: the first of those that it answers in turn within its event, else itself.
fn answered(event: Id<Event>, claims: &[Claim], at: usize) -> usize {
    let mut root = at;
    for _ in 0..claims.len() {
        match claims[root].responds_to {
            Some(to) if to.event == event => root = to.claim,
            _ => return root,
        }
    }
    // Claims that answer one another in a ring stand side by side.
    at
}
