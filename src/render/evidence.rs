//! The support of a claim: its reports and origins in words, and how competing figures differ.

use super::context::PageContext;
use super::markup::marked;
use super::view::{EvidenceView, OriginView};
use super::{claims, counts};
use crate::html::escaped;
use crate::lang::Lang;
use crate::model::count::{self, Aggregation};
use crate::model::terms::{Grade, Term};
use crate::model::{Amount, Claim, ClaimRef, Count, Entity, Event, Id, Status};
use crate::provenance::Provenance;

/// Returns the reports and origins of a claim.
pub fn evidence_view(context: &PageContext, at: ClaimRef) -> EvidenceView {
    let provenance = context.provenances.get(at);
    EvidenceView {
        words: evidence_words(context, provenance),
        reports: context.sources(&provenance.reports),
        origins: if common_provenance(context, at.event).is_some()
            || sources_are_origins(context, at)
        {
            Vec::new()
        } else {
            origin_views(context, provenance)
        },
        only_parties: provenance.only_parties(),
    }
}

/// Returns the origins that all claims of an event share, if it has several claims.
pub fn common_origins(context: &PageContext, event: Id<Event>) -> Vec<OriginView> {
    common_provenance(context, event)
        .map_or_else(Vec::new, |provenance| origin_views(context, provenance))
}

/// Returns the provenance of an event's first claim, if all other claims have the same origins.
fn common_provenance<'a>(context: &PageContext<'a>, event: Id<Event>) -> Option<&'a Provenance> {
    let claims = context.atlas.events[event].claims.len();
    let provenance = |claim| context.provenances.get(ClaimRef { event, claim });
    let same =
        claims > 1 && (1..claims).all(|claim| provenance(claim).origins == provenance(0).origins);
    (same && !provenance(0).origins.is_empty()).then(|| provenance(0))
}

/// Returns whether the sources of a claim are exactly its origins.
fn sources_are_origins(context: &PageContext, at: ClaimRef) -> bool {
    let (provenance, sources) = (context.provenances.get(at), &claim_at(context, at).sources);
    provenance.reports.is_empty()
        && provenance.origins.len() == sources.len()
        && provenance
            .origins
            .iter()
            .all(|origin| sources.contains(&origin.source))
}

/// Returns the sources of a claim, with the speaker of each if the sources are its origins.
pub fn claim_sources(context: &PageContext, at: ClaimRef) -> Vec<OriginView> {
    let origins =
        match sources_are_origins(context, at) && common_provenance(context, at.event).is_none() {
            true => &context.provenances.get(at).origins[..],
            false => &[],
        };
    let view = |source| {
        let origin = origins.iter().find(|origin| origin.source == source);
        OriginView {
            source: context.source(source),
            speaker: origin
                .and_then(|origin| origin.speaker)
                .map(|actor| context.link(Entity::Actor(actor))),
            party: origin.is_some_and(|origin| origin.party),
        }
    };
    claim_at(context, at)
        .sources
        .iter()
        .copied()
        .map(view)
        .collect()
}

fn claim_at<'a>(context: &PageContext<'a>, at: ClaimRef) -> &'a Claim {
    &context.atlas.events[at.event].claims[at.claim]
}

fn origin_views(context: &PageContext, provenance: &Provenance) -> Vec<OriginView> {
    provenance
        .origins
        .iter()
        .map(|origin| OriginView {
            source: context.link(Entity::Source(origin.source)),
            speaker: origin
                .speaker
                .map(|actor| context.link(Entity::Actor(actor))),
            party: origin.party,
        })
        .collect()
}

/// Returns "two reports, one origin, a party to the conflict".
pub fn evidence_words(context: &PageContext, provenance: &Provenance) -> String {
    let (reports, origins) = (provenance.reports.len(), provenance.origins.len());
    let parties = provenance
        .origins
        .iter()
        .filter(|origin| origin.party)
        .count();
    let say = |key: &str, n: usize| context.words.say(key, Some(n), &[]);
    let mut parts = Vec::new();
    if reports > 0 {
        parts.push(say("evidence_reports", reports));
    }
    parts.push(say("evidence_origins", origins));
    if reports == 0 {
        parts.push(say("evidence_direct", origins));
    }
    if parties > 0 {
        let key = if parties == origins {
            "evidence_party_all"
        } else {
            "evidence_party_some"
        };
        parts.push(say(key, parties));
    }
    parts.join(context.words.get("list_separator"))
}

/// Returns a sentence on how far figures are apart, or `None` if they are the same.
pub fn difference<'c>(
    context: &PageContext,
    claims: impl Iterator<Item = &'c Claim>,
) -> Option<String> {
    let mut counts: Vec<Count> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for claim in claims {
        match &claim.amount {
            Amount::Count(count) if !counts.contains(count) => counts.push(*count),
            Amount::Value(value) => {
                let text = context.text(value).text;
                if !words.contains(&text) {
                    words.push(text);
                }
            }
            Amount::Count(_) => {}
        }
    }
    if counts.len() < 2 {
        return (words.len() > 1).then(|| context.words.get("difference_words").to_owned());
    }
    let mut sentences = Vec::new();
    if let Some(together) = count::compare(&counts) {
        sentences.push(aggregation_words(context, together));
    }
    if counts.iter().any(|count| count.interval().is_none()) {
        sentences.push(context.words.get("difference_as_published").to_owned());
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Returns a sentence on whether different counts are compatible, and if not, how far they are
/// apart.
fn aggregation_words(context: &PageContext, together: Aggregation) -> String {
    match together {
        Aggregation::Agree(joint) => {
            let range = counts::range_text(context, &joint);
            context
                .words
                .say("difference_overlap", None, &[("range", &range)])
        }
        Aggregation::Nearly => context.words.get("difference_nearly").to_owned(),
        Aggregation::Apart { by, ends } => {
            let difference = counts::range_text(context, &by);
            // The last number in the sentence determines the plural form.
            let last = by.greatest().unwrap_or(0);
            let n = Some(usize::try_from(last).unwrap_or(usize::MAX));
            match ends {
                Some((low, high)) => {
                    let (low, high) = (
                        counts::number_text(context, low),
                        counts::number_text(context, high),
                    );
                    let parts = [
                        ("difference", difference.as_str()),
                        ("low", &low),
                        ("high", &high),
                    ];
                    context.words.say("difference_apart", n, &parts)
                }
                None => context
                    .words
                    .say("difference_exclude", n, &[("difference", &difference)]),
            }
        }
    }
}

/// Returns the HTML at the end of a figure in prose: the button that opens the note, and the note.
///
/// The note is in the margin on wide screens, and opens at a tap on others. It says what is
/// claimed, by whom, how well the claim is supported, and where the evidence is.
pub fn claim_note(context: &PageContext, at: ClaimRef, number: usize, around: Lang) -> String {
    let event = &context.atlas.events[at.event];
    let claim = &event.claims[at.claim];
    let lang_attributes = if around == context.lang {
        String::new()
    } else {
        format!(
            " lang=\"{}\" dir=\"{}\"",
            context.lang,
            context.lang.direction().html()
        )
    };
    let measure = claims::unit_with_label(context, claim);
    let claimant = marked(&context.name(Entity::Actor(claim.claimant)));
    let mut html = format!(
        "<button popovertarget=\"figure-{number}\" class=\"{}\"></button></label><span class=\"note\" popover id=\"figure-{number}\"{lang_attributes}>\
         <span><b>{}</b> {}</span><span>{} {claimant}</span>",
        sign_of(claim.grade),
        marked(&counts::amount_text(context, &claim.amount)),
        escaped(&measure),
        escaped(context.words.get("according_to")),
    );
    let evidence = escaped(&evidence_words(context, context.provenances.get(at)));
    let grade = claim
        .grade
        .map(|grade| claims::graded(context, "grade_", grade).name);
    html.push_str(&match grade {
        Some(name) => format!(
            "<span><b class=\"{}\">{}</b> · {evidence}</span>",
            sign_of(claim.grade),
            escaped(&name)
        ),
        None => format!("<span>{evidence}</span>"),
    });
    let mut more = Vec::new();
    if let Some(date) = &claim.date {
        more.push(escaped(&format!(
            "{} {}",
            context.words.get("claim_date"),
            context.words.date(date)
        )));
    }
    if claim.status == Some(Status::Conflict) {
        let status = claims::graded(context, "status_", Status::Conflict);
        more.push(format!("<b>{}</b>", escaped(&status.meaning)));
    }
    more.push(format!(
        "<a href=\"{}\">{}</a>",
        escaped(&claims::claim_address(context, at)),
        escaped(context.words.get("the_evidence"))
    ));
    for line in more {
        html.push_str(&format!("<span class=\"more\">{line}</span>"));
    }
    html.push_str("</span>");
    html
}

/// Returns the CSS class that draws the sign of a grade.
fn sign_of(grade: Option<Grade>) -> String {
    format!("g-{}", grade.map_or("none", Term::text))
}
