//! Views of events with their claims and estimates.

use super::context::PageContext;
use super::counts::{last_number, last_of_range, saturating_usize};
use super::view::{
    ClaimCitation, ClaimLine, ClaimView, CountView, EstimateView, EventView, Graded, LabelView,
    LinkView, SideNames, TextView,
};
use super::words::key;
use super::{citation, counts, evidence, figure_history, tables};
use crate::markdown::claim_anchor;
use crate::model::terms::{ActorType, EventType, Term, ViolenceType};
use crate::model::{
    Amount, Claim, ClaimRef, Entity, Event, Id, LocalizedText, Measure, Origin, SubEventType,
};

/// Returns the full view of an event. `role` is its role in an article.
pub fn event_view(context: &PageContext, id: Id<Event>, role: Option<&str>) -> EventView {
    let event = &context.atlas.events[id];
    let tables = tables::claim_tables(context, id);
    let place = event.place.as_ref().and_then(|place| place.name.as_ref());
    EventView {
        id: event.id.clone(),
        title: context.text(&event.title),
        url: context
            .plan
            .address(context.atlas, Entity::Event(id), context.lang),
        date: context.words.when(&event.date),
        role: role.map(|role| role_name(context, role)),
        event_type: event
            .event_type
            .map(|term| context.label("event_type_", term)),
        // "Other" is left out, because it adds nothing to the event type.
        sub_event_type: event
            .sub_event_type
            .filter(|term| *term != SubEventType::Other)
            .map(|term| context.label("sub_event_type_", term)),
        type_of_violence: event
            .type_of_violence
            .map(|term| context.label("type_of_violence_", term)),
        event_clarity: event
            .event_clarity
            .map(|term| context.label("event_clarity_", term)),
        regions: context.regions(&event.regions),
        place: place.map(|name| context.text(name)),
        precision: event
            .where_prec
            .map(|term| context.label("where_prec_", term)),
        where_description: event
            .where_description
            .as_ref()
            .map(|words| context.text(words)),
        side_names: side_names(context, event),
        side_a: context.actors(&event.side_a),
        side_b: context.actors(&event.side_b),
        actors: context.actors(&event.actors),
        origins: evidence::common_origins(context, id),
        differences: tables::differences(context, id),
        others: tables.others.iter().map(|table| table.rows.len()).sum(),
        tables: tables.first,
        other_tables: tables.others,
        estimates: event
            .estimates
            .iter()
            .map(|estimate| EstimateView {
                measure: measure_label(context, estimate.measure, None),
                range: counts::range_text(context, &estimate.count),
                unit: unit_after(context, estimate.measure, last_of_range(&estimate.count)),
                best: estimate.count.best.map(|best| context.words.number(best)),
                basis: context.text(&estimate.basis),
                by: context.text(&estimate.by).text,
                date: context.words.when(&estimate.date),
            })
            .collect(),
        graphic: event.graphic,
    }
}

/// Returns the labels of an event's two sides: suspected perpetrators and victims in violence
/// against civilians, or else sides A and B.
fn side_names(context: &PageContext, event: &Event) -> SideNames {
    let (a, b) = if is_against_civilians(event) {
        ("field_perpetrators", "field_victims")
    } else {
        ("field_side_a", "field_side_b")
    };
    SideNames {
        a: context.words.get(a).to_owned(),
        b: context.words.get(b).to_owned(),
    }
}

/// Returns the translated name of a role, or the role as written if it has no translation.
fn role_name(context: &PageContext, role: &str) -> String {
    let word = key("event_role_", role);
    if context.words.has(&word) {
        context.words.get(&word).to_owned()
    } else {
        role.to_owned()
    }
}

/// Returns the full view of a claim.
pub fn claim_view(context: &PageContext, at: ClaimRef) -> ClaimView {
    let event = &context.atlas.events[at.event];
    let claim = &event.claims[at.claim];
    let others = context.relations.claims.get(&at);
    let links = |list: &[ClaimRef]| {
        list.iter()
            .map(|other| claim_link(context, *other))
            .collect::<Vec<LinkView>>()
    };
    ClaimView {
        anchor: anchor(event, claim),
        alias: (claim.id != claim.anchor).then(|| claim_anchor(inside(event), &claim.id)),
        link: format!("#{}", anchor(event, claim)),
        citation: cited(context, at),
        measure: measure_without_label(context, claim),
        unit: unit(context, claim),
        counted: counted_label(context, claim),
        figure: counts::amount_text(context, &claim.amount),
        is_number: matches!(claim.amount, Amount::Count(_)),
        count: count_view(&claim.amount),
        date: claim.date.map(|date| context.words.when(&date)),
        of: claim.of.map(|actor| context.link(Entity::Actor(actor))),
        claimant: context.link(Entity::Actor(claim.claimant)),
        quotes: claim
            .quote
            .iter()
            .map(|(lang, words)| context.quoted(lang, words))
            .collect(),
        grade: claim.grade.map(|grade| graded(context, "grade_", grade)),
        evidence: evidence::evidence_view(context, at),
        status: claim
            .status
            .map(|status| graded(context, "status_", status)),
        notes: context.maybe(&claim.notes),
        sources: evidence::claim_sources(context, at),
        responds_to: claim.responds_to.map(|other| claim_link(context, other)),
        answered_by: others.map_or_else(Vec::new, |others| links(&others.responses)),
        contradicted_by: links(&claim.contradicted_by),
        contradicts: others.map_or_else(Vec::new, |others| {
            let declared = &claim.contradicted_by;
            let more: Vec<ClaimRef> = others
                .contradicts
                .iter()
                .copied()
                .filter(|other| !declared.contains(other))
                .collect();
            links(&more)
        }),
        is_answer: false,
        history: figure_history::figure_history(context, at),
    }
}

/// Returns the anchor of a claim on the page of its event.
fn anchor(event: &Event, claim: &Claim) -> String {
    claim_anchor(inside(event), &claim.anchor)
}

/// Returns the id of an event that is part of an article's page.
fn inside(event: &Event) -> Option<&str> {
    matches!(event.origin, Origin::Inline(..)).then_some(event.id.as_str())
}

/// Returns how to cite a claim, and its address with scheme and host. An article has the citation
/// of the article only, because it must load in one round trip; without a `base_url` nobody else
/// could open the address.
fn cited(context: &PageContext, at: ClaimRef) -> Option<ClaimCitation> {
    let event = &context.atlas.events[at.event];
    let claim = &event.claims[at.claim];
    if inside(event).is_some() || context.config.base.is_unset() {
        return None;
    }
    let claimant = context.name(Entity::Actor(claim.claimant)).text;
    let parts = [
        ("figure", &*counts::amount_text(context, &claim.amount).text),
        ("unit", &unit_with_label(context, claim)),
        ("claimant", &claimant),
    ];
    let statement = context.words.say("cite_statement", None, &parts);
    Some(ClaimCitation {
        body: citation::claim_citation(context, at.event, statement),
        url: context.plan.absolute(&claim_address(context, at)),
    })
}

/// Returns a link to a claim: "19 (Malian army)".
pub fn claim_link(context: &PageContext, at: ClaimRef) -> LinkView {
    let claim = &context.atlas.events[at.event].claims[at.claim];
    link_to_claim(context, at, counts::amount_text(context, &claim.amount))
}

/// Returns a link to a claim: "0 civilians (Malian government)". It names whom the figure counts,
/// if the claim does.
pub fn claim_link_with_subject(context: &PageContext, at: ClaimRef) -> LinkView {
    let claim = &context.atlas.events[at.event].claims[at.claim];
    let figure = counts::amount_text(context, &claim.amount);
    let (Amount::Count(count), Some(of)) = (&claim.amount, claim.of) else {
        return link_to_claim(context, at, figure);
    };
    let text = if context.atlas.actors[of].actor_type == Some(ActorType::Civilians) {
        let n = last_number(count).map(saturating_usize);
        context
            .words
            .say("figure_civilians", n, &[("figure", &figure.text)])
    } else {
        let name = context.name(Entity::Actor(of)).text;
        let parts = [("figure", figure.text.as_str()), ("of", &name)];
        context.words.say("figure_of", None, &parts)
    };
    link_to_claim(context, at, TextView { text, ..figure })
}

/// Returns a link to a claim, labelled with a figure and its claimant.
fn link_to_claim(context: &PageContext, at: ClaimRef, figure: TextView) -> LinkView {
    let claim = &context.atlas.events[at.event].claims[at.claim];
    let claimant = context.name(Entity::Actor(claim.claimant));
    let text = format!("{} ({})", figure.text, claimant.text);
    TextView { text, ..figure }.leading_to(claim_address(context, at))
}

/// Returns the address of a claim's full view.
pub fn claim_address(context: &PageContext, at: ClaimRef) -> String {
    let event = &context.atlas.events[at.event];
    let (page, _) = context
        .plan
        .page_of(context.atlas, Entity::Event(at.event), context.lang);
    let anchor = anchor(event, &event.claims[at.claim]);
    format!("{}#{anchor}", context.plan.path(context.atlas, page))
}

/// Returns a claim with its event, for lists.
pub fn claim_line(context: &PageContext, at: ClaimRef) -> ClaimLine {
    let event = &context.atlas.events[at.event];
    let claim = &event.claims[at.claim];
    ClaimLine {
        date: context.words.when(&event.date_of(claim)),
        event: context
            .text(&event.title)
            .leading_to(claim_address(context, at)),
        measure: measure_without_label(context, claim),
        unit: unit(context, claim),
        counted: counted_label(context, claim),
        grade: claim.grade.map(|grade| graded(context, "grade_", grade)),
        figure: counts::amount_text(context, &claim.amount),
        claimant: context.link(Entity::Actor(claim.claimant)),
        of: claim.of.map(|actor| context.link(Entity::Actor(actor))),
        evidence: evidence::evidence_words(context, context.provenances.get(at)),
    }
}

/// Returns the label of what a claim counts. The claim's own label is only included if the measure
/// is "other".
pub fn measure_without_label(context: &PageContext, claim: &Claim) -> LabelView {
    match claim.measure {
        Measure::Other => measure_label(context, claim.measure, claim.label.as_ref()),
        measure => measure_label(context, measure, None),
    }
}

/// Returns what a claim counts, in the form that follows the figure of the claim. After a value in
/// words it is in parentheses, because it has no plural form there.
pub fn unit(context: &PageContext, claim: &Claim) -> String {
    match &claim.amount {
        Amount::Count(count) if claim.measure != Measure::Other => {
            unit_after(context, claim.measure, last_number(count))
        }
        Amount::Count(_) => measure_without_label(context, claim).name,
        Amount::Value(_) => format!("({})", measure_without_label(context, claim).name),
    }
}

/// Returns the unit with the claim's own label: "killed: women".
pub fn unit_with_label(context: &PageContext, claim: &Claim) -> String {
    let unit = unit(context, claim);
    match counted_label(context, claim) {
        Some(label) => {
            let parts = [("measure", unit.as_str()), ("label", &label.text)];
            context.words.say("measure_of", None, &parts)
        }
        None => unit,
    }
}

/// Returns what is counted, in the plural form for a number.
fn unit_after(context: &PageContext, measure: Measure, number: Option<u64>) -> String {
    let word = key("counted_", measure.text());
    match number {
        Some(number) if context.words.has(&word) => {
            context
                .words
                .say(&word, Some(saturating_usize(number)), &[])
        }
        _ => context.label("measure_", measure).name,
    }
}

/// Returns the claim's own label of what is counted. Returns `None` if the measure is "other",
/// which the label replaces.
pub fn counted_label(context: &PageContext, claim: &Claim) -> Option<TextView> {
    let label = claim
        .label
        .as_ref()
        .filter(|_| claim.measure != Measure::Other)?;
    Some(context.text(label))
}

/// Returns "seized", or "seized: motorcycles" if there is a label.
pub fn measure_label(
    context: &PageContext,
    measure: Measure,
    label: Option<&LocalizedText>,
) -> LabelView {
    let plain = context.label("measure_", measure);
    let Some(label) = label else {
        return plain;
    };
    let what = context.text(label).text;
    LabelView {
        name: if measure == Measure::Other {
            what
        } else {
            context.words.say(
                "measure_of",
                None,
                &[("measure", &plain.name), ("label", &what)],
            )
        },
        key: plain.key,
    }
}

/// Returns the name and meaning of a grade or status.
pub fn graded<T: Term>(context: &PageContext, prefix: &str, term: T) -> Graded {
    let word = key(prefix, term.text());
    Graded {
        name: context.words.get(&word).to_owned(),
        meaning: context.words.get(&format!("{word}_meaning")).to_owned(),
        key: key("", term.text()),
    }
}

/// Returns the numbers of a claim for machines.
fn count_view(amount: &Amount) -> Option<CountView> {
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

/// Returns whether an event is violence against civilians.
pub fn is_against_civilians(event: &Event) -> bool {
    event.type_of_violence == Some(ViolenceType::OneSided)
        || event.event_type == Some(EventType::AgainstCivilians)
}
