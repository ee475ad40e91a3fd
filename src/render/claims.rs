//! Events in full, with their claims and the desk's estimates.

use super::context::PageContext;
use super::view::{
    ClaimLine, ClaimView, CountView, EstimateView, EventView, Graded, LabelView, LinkView,
    SideNames, TextView,
};
use super::words::key;
use crate::markdown::claim_anchor;
use crate::model::count::{Interval, Number};
use crate::model::terms::{ActorType, EventType, Term, ViolenceType};
use crate::model::{
    Amount, Claim, ClaimRef, Count, Entity, Event, Id, LocalizedText, Measure, Origin, SubEventType,
};

impl PageContext<'_> {
    /// An event with all that is known of it. `role` is the part it plays in an article.
    pub fn event(&self, id: Id<Event>, role: Option<&str>) -> EventView {
        let event = &self.atlas.events[id];
        let tables = self.claim_tables(id);
        let place = event.place.as_ref().and_then(|place| place.name.as_ref());
        EventView {
            id: event.id.clone(),
            title: self.text(&event.title),
            url: self.plan.address(self.atlas, Entity::Event(id), self.lang),
            date: self.words.when(&event.date),
            role: role.map(|role| self.role(role)),
            event_type: event.event_type.map(|term| self.label("event_type_", term)),
            // "Other" says nothing beside the kind that it is one of.
            sub_event_type: event
                .sub_event_type
                .filter(|term| *term != SubEventType::Other)
                .map(|term| self.label("sub_event_type_", term)),
            type_of_violence: event
                .type_of_violence
                .map(|term| self.label("type_of_violence_", term)),
            event_clarity: event
                .event_clarity
                .map(|term| self.label("event_clarity_", term)),
            regions: self.regions(&event.regions),
            place: place.map(|name| self.text(name)),
            precision: event.where_prec.map(|term| self.label("where_prec_", term)),
            where_description: event
                .where_description
                .as_ref()
                .map(|words| self.text(words)),
            side_names: self.side_names(event),
            side_a: self.actors(&event.side_a),
            side_b: self.actors(&event.side_b),
            actors: self.actors(&event.actors),
            origins: self.common_origins(id),
            differences: self.differences(id),
            others: tables.others.iter().map(|table| table.rows.len()).sum(),
            tables: tables.first,
            other_tables: tables.others,
            estimates: event
                .estimates
                .iter()
                .map(|estimate| EstimateView {
                    measure: self.measure(estimate.measure, None),
                    range: self.range(&estimate.count),
                    unit: self.unit_after(estimate.measure, range_end(&estimate.count)),
                    best: estimate.count.best.map(|best| self.words.number(best)),
                    basis: self.text(&estimate.basis),
                    by: self.text(&estimate.by).text,
                    date: self.words.when(&estimate.date),
                })
                .collect(),
            graphic: event.graphic,
        }
    }

    /// What the two sides of an event are called: violence against civilians has suspected
    /// perpetrators and victims.
    pub fn side_names(&self, event: &Event) -> SideNames {
        let (a, b) = if is_against_civilians(event) {
            ("field_perpetrators", "field_victims")
        } else {
            ("field_side_a", "field_side_b")
        };
        SideNames {
            a: self.words.get(a).to_owned(),
            b: self.words.get(b).to_owned(),
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

    /// A claim with all that is known of it.
    pub fn claim(&self, at: ClaimRef) -> ClaimView {
        let event = &self.atlas.events[at.event];
        let claim = &event.claims[at.claim];
        let others = self.relations.claims.get(&at);
        let links = |list: &[ClaimRef]| {
            list.iter()
                .map(|other| self.claim_link(*other))
                .collect::<Vec<LinkView>>()
        };
        ClaimView {
            anchor: self.anchor(event, claim),
            measure: self.plain_measure(claim),
            unit: self.unit(claim),
            counted: self.counted_by(claim),
            figure: self.amount(&claim.amount),
            is_number: matches!(claim.amount, Amount::Count(_)),
            count: self.count_view(&claim.amount),
            date: claim.date.map(|date| self.words.when(&date)),
            of: claim.of.map(|actor| self.link(Entity::Actor(actor))),
            claimant: self.link(Entity::Actor(claim.claimant)),
            quotes: claim
                .quote
                .iter()
                .map(|(lang, words)| self.quoted(lang, words))
                .collect(),
            grade: claim.grade.map(|grade| self.graded("grade_", grade)),
            evidence: self.evidence(at),
            status: claim.status.map(|status| self.graded("status_", status)),
            notes: self.maybe(&claim.notes),
            sources: self.claim_sources(at),
            responds_to: claim.responds_to.map(|other| self.claim_link(other)),
            answered_by: others.map_or_else(Vec::new, |others| links(&others.responses)),
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
            is_answer: false,
        }
    }

    /// The id of a claim on the page on which its event lives.
    pub fn anchor(&self, event: &Event, claim: &Claim) -> String {
        let inside = matches!(event.origin, Origin::Inline(..)).then_some(event.id.as_str());
        claim_anchor(inside, &claim.id)
    }

    /// "19 (Malian army)", leading to the claim.
    pub fn claim_link(&self, at: ClaimRef) -> LinkView {
        let claim = &self.atlas.events[at.event].claims[at.claim];
        self.linked_figure(at, self.amount(&claim.amount))
    }

    /// The same with whom the figure is of, where the claim says so: "0 civilians (Malian
    /// government)".
    pub fn claim_link_of(&self, at: ClaimRef) -> LinkView {
        let claim = &self.atlas.events[at.event].claims[at.claim];
        let figure = self.amount(&claim.amount);
        let (Amount::Count(count), Some(of)) = (&claim.amount, claim.of) else {
            return self.linked_figure(at, figure);
        };
        let text = if self.atlas.actors[of].actor_type == Some(ActorType::Civilians) {
            let n = said_last(count).map(saturated);
            self.words
                .say("figure_civilians", n, &[("figure", &figure.text)])
        } else {
            let name = self.name(Entity::Actor(of)).text;
            let parts = [("figure", figure.text.as_str()), ("of", &name)];
            self.words.say("figure_of", None, &parts)
        };
        self.linked_figure(at, TextView { text, ..figure })
    }

    fn linked_figure(&self, at: ClaimRef, figure: TextView) -> LinkView {
        let claim = &self.atlas.events[at.event].claims[at.claim];
        let claimant = self.name(Entity::Actor(claim.claimant));
        let text = format!("{} ({})", figure.text, claimant.text);
        TextView { text, ..figure }.leading_to(self.claim_address(at))
    }

    /// Where a claim stands with all that is known of it.
    pub fn claim_address(&self, at: ClaimRef) -> String {
        let event = &self.atlas.events[at.event];
        let (page, _) = self
            .plan
            .page_of(self.atlas, Entity::Event(at.event), self.lang);
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
            measure: self.plain_measure(claim),
            unit: self.unit(claim),
            counted: self.counted_by(claim),
            grade: claim.grade.map(|grade| self.graded("grade_", grade)),
            figure: self.amount(&claim.amount),
            claimant: self.link(Entity::Actor(claim.claimant)),
            of: claim.of.map(|actor| self.link(Entity::Actor(actor))),
            evidence: self.evidence_words(self.provenances.get(at)),
        }
    }

    /// What a claim counts, without the words of its own; for what no list names these words.
    pub fn plain_measure(&self, claim: &Claim) -> LabelView {
        match claim.measure {
            Measure::Other => self.measure(claim.measure, claim.label.as_ref()),
            measure => self.measure(measure, None),
        }
    }

    /// What a claim counts, in the form that stands after its figure; after words in parentheses,
    /// since they are no number of it.
    pub fn unit(&self, claim: &Claim) -> String {
        match &claim.amount {
            Amount::Count(count) if claim.measure != Measure::Other => {
                self.unit_after(claim.measure, said_last(count))
            }
            Amount::Count(_) => self.plain_measure(claim).name,
            Amount::Value(_) => format!("({})", self.plain_measure(claim).name),
        }
    }

    /// What a claim counts, in the form that stands after its figure, and who or what that is:
    /// "killed: women".
    pub fn unit_in_full(&self, claim: &Claim) -> String {
        let unit = self.unit(claim);
        match self.counted_by(claim) {
            Some(label) => {
                let parts = [("measure", unit.as_str()), ("label", &label.text)];
                self.words.say("measure_of", None, &parts)
            }
            None => unit,
        }
    }

    /// What is counted, in the form that stands after a number.
    pub fn unit_after(&self, measure: Measure, number: Option<u64>) -> String {
        let word = key("counted_", measure.text());
        match number {
            Some(number) if self.words.has(&word) => {
                self.words.say(&word, Some(saturated(number)), &[])
            }
            _ => self.label("measure_", measure).name,
        }
    }

    /// Who or what is counted, in the claim's own words.
    pub fn counted_by(&self, claim: &Claim) -> Option<TextView> {
        let label = claim
            .label
            .as_ref()
            .filter(|_| claim.measure != Measure::Other)?;
        Some(self.text(label))
    }

    /// "seized", or "seized: motorcycles" where the claim says what is counted.
    pub fn measure(&self, measure: Measure, label: Option<&LocalizedText>) -> LabelView {
        let plain = self.label("measure_", measure);
        let Some(label) = label else {
            return plain;
        };
        let what = self.text(label).text;
        LabelView {
            name: if measure == Measure::Other {
                what
            } else {
                self.words.say(
                    "measure_of",
                    None,
                    &[("measure", &plain.name), ("label", &what)],
                )
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

    pub fn amount(&self, amount: &Amount) -> TextView {
        match amount {
            Amount::Count(count) => self.plain(self.figure(count)),
            Amount::Value(words) => self.text(words),
        }
    }

    /// "19", "10 to 15, best estimate 12", "at least 10", "about 60"; numbers out of order one by
    /// one, as they were published.
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
                self.words
                    .say("with_best", None, &[("range", &range), ("best", &best)])
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
                self.words
                    .say("range", None, &[("low", &low), ("high", &high)])
            }
            Some((Some(low), None)) => {
                self.words
                    .say("at_least", None, &[("n", &self.number(low))])
            }
            Some((None, Some(high))) => {
                self.words
                    .say("at_most", None, &[("n", &self.number(high))])
            }
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

/// The number that stands last where a count is put into words: it decides the form of what
/// follows.
fn said_last(count: &Count) -> Option<u64> {
    if count.interval().is_none() {
        return count.numbers().last().map(|(_, number)| number.value);
    }
    match count.best() {
        Some(best) if count.single().is_none() => Some(best.value),
        _ => range_end(count),
    }
}

/// The number that stands last where a count is put into words without its best guess.
fn range_end(count: &Count) -> Option<u64> {
    let Interval { low, high } = count.interval()?;
    high.or(low).map(|number| number.value)
}

fn saturated(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Whether an event is violence against people who do not fight.
pub fn is_against_civilians(event: &Event) -> bool {
    event.type_of_violence == Some(ViolenceType::OneSided)
        || event.event_type == Some(EventType::AgainstCivilians)
}
