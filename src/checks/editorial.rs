//! Editorial checks: valid content that an editor should nevertheless review.
//!
//! Each check concerns facts of the linked atlas: sources without an archived copy, a grade of
//! `confirmed` that no concerned party confirms, articles after their review date, events before
//! their actors existed, missing translations, and accepted claims that are contradicted by their
//! sources.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::lang::Lang;
use crate::load::sibling;
use crate::markdown::{Prose, ProseIndex};
use crate::message;
use crate::messages::or_list;
use crate::model::{
    Actor, Amount, Atlas, BodyFile, Claim, ClaimRef, Entity, Event, Grade, Id, Photographs, Source,
    Status,
};
use crate::provenance::{Provenances, is_party};
use crate::relations::Relations;
use crate::resolve::{Clock, field_of};
use crate::source::SourceFiles;

/// The data that the checks read.
pub struct ReviewContext<'a> {
    pub atlas: &'a Atlas,
    pub provenances: &'a Provenances,
    pub relations: &'a Relations,
    pub sources: &'a SourceFiles,
    pub photographs: &'a Photographs,
    pub articles: &'a ProseIndex,
}

/// Runs all editorial checks on the atlas.
pub fn review(known: &ReviewContext, config: &Config, clock: Clock, diagnostics: &mut Diagnostics) {
    let atlas = known.atlas;
    for (_, source) in atlas.sources.iter() {
        check_archived(source, diagnostics);
    }
    for (id, event) in atlas.events.iter() {
        check_participants(atlas, event, diagnostics);
        check_date(event, clock, diagnostics);
        for (at, claim) in event.claims.iter().enumerate() {
            let this = ClaimRef {
                event: id,
                claim: at,
            };
            if claim.grade == Some(Grade::Confirmed) && !is_admitted(atlas, known.relations, this) {
                report_unadmitted(event, claim, diagnostics);
            }
            if claim.status == Some(Status::Accepted)
                && let Some(other) = contradicting(atlas, known.provenances, this)
            {
                report_contradiction(atlas, this, other, diagnostics);
            }
        }
    }
    check_credits(known, diagnostics);
    check_review_date(atlas, clock, diagnostics);
    check_translations(known, config, diagnostics);
}

fn check_archived(source: &Source, diagnostics: &mut Diagnostics) {
    if source.url.is_none() || source.archive_url.is_some() {
        return;
    }
    diagnostics.push(
        Diagnostic::new(
            Code::NotArchived,
            &field_of(&source.origin).key("url"),
            message!(
                "the source `{source}` has an address but no archived copy",
                source = source.id
            ),
        )
        .help(message!(
            "save the page in a web archive, then add `archive_url: ...` and `archived_at: ...`"
        )),
    );
}

/// Reports articles that credit a picture to another person than the picture's metadata file does.
fn check_credits(known: &ReviewContext, diagnostics: &mut Diagnostics) {
    for (id, article) in known.atlas.articles.iter() {
        let Some((image, record)) = (article.image.as_ref())
            .and_then(|image| Some((image, known.photographs.get(&image.media)?)))
        else {
            continue;
        };
        let bodies = known.atlas.bodies(Entity::Article(id));
        for (lang, written) in image.credit.iter().flat_map(|credit| credit.iter()) {
            let Some(own) = record.other_credit(lang, written) else {
                continue;
            };
            let Some((_, body)) = bodies.get(lang) else {
                continue;
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::TwoCredits,
                    &Field::top(body.file).key("image").key("credit"),
                    message!(
                        "the credit is `{written}` here, but `{own}` in the record of the picture, which is shown",
                        written,
                        own
                    ),
                )
                .help(message!(
                    "correct the one that is wrong; `credit` can be left out here"
                ))
                .related(
                    Location::Value(record.top.key("credit")),
                    message!("the record"),
                ),
            );
        }
    }
}

/// Reports an event with a future date or with a year before 1000. Most such dates are typing
/// errors.
fn check_date(event: &Event, clock: Clock, diagnostics: &mut Diagnostics) {
    // Year 1 takes the place of a missing date, which was reported.
    let Some(first) = event.date.earliest().filter(|day| day.year() != 1) else {
        return;
    };
    let message = if first > clock.today {
        message!("this event is in the future: {date}", date = event.date)
    } else if first.year() < 1000 {
        message!(
            "this event is dated {year}, before the year 1000",
            year = first.year()
        )
    } else {
        return;
    };
    let written = event.date.to_string();
    let meant = likely_year(first.year(), clock.today.year()).map(|year| {
        let old = format!("{:04}", first.year());
        written.replace(&old, &year.to_string())
    });
    let help = match meant {
        Some(date) => message!(
            "did you mean `{date}`? If the date is right, allow the warning with the reason",
            date
        ),
        None => message!("correct the date; if it is right, allow the warning with the reason"),
    };
    diagnostics.push(
        Diagnostic::new(Code::OddDate, &field_of(&event.origin).key("date"), message).help(help),
    );
}

/// Returns the year that the author probably meant: one with two digits swapped, or in another
/// century.
fn likely_year(year: i16, today: i16) -> Option<i16> {
    if (0..100).contains(&year) {
        return Some(2000 + year).filter(|year| *year <= today);
    }
    let digits = format!("{year:04}").into_bytes();
    let swapped = (0..3).filter_map(|at| {
        let mut digits = digits.clone();
        digits.swap(at, at + 1);
        String::from_utf8(digits).ok()?.parse().ok()
    });
    swapped.filter(|year| (1900..=today).contains(year)).max()
}

/// Reports participants of an event that did not exist when it happened.
fn check_participants(atlas: &Atlas, event: &Event, diagnostics: &mut Diagnostics) {
    let lists = [
        ("side_a", &event.side_a),
        ("side_b", &event.side_b),
        ("actors", &event.actors),
    ];
    for (key, actors) in lists {
        for (at, id) in actors.iter().enumerate() {
            let actor: &Actor = &atlas.actors[*id];
            let Some(active) = actor.active else {
                continue;
            };
            if event.date.intersects(active.earliest(), active.latest()) {
                continue;
            }
            let (date, actor) = (&event.date, &actor.id);
            let message = if date.latest() < active.earliest() {
                message!(
                    "`{actor}` takes part in an event of {date}, and did not exist yet (it was active {active})",
                    actor,
                    date,
                    active
                )
            } else {
                message!(
                    "`{actor}` takes part in an event of {date}, and no longer existed (it was active {active})",
                    actor,
                    date,
                    active
                )
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::ActorOutOfTime,
                    &field_of(&event.origin).key(key).index(at),
                    message,
                )
                .help(message!(
                    "name the actor of that time, or correct `active` in the actor's file"
                )),
            );
        }
    }
}

/// Whether a party with an interest in denying a claim accepts it. Either the claimant speaks of
/// its own losses or of harm that it did, or another party answers the claim with a number that
/// agrees.
fn is_admitted(atlas: &Atlas, relations: &Relations, at: ClaimRef) -> bool {
    let event = &atlas.events[at.event];
    let claim = &event.claims[at.claim];
    let on_a_side =
        |actor: Id<Actor>| event.side_a.contains(&actor) || event.side_b.contains(&actor);
    let other_side = claim
        .of
        .is_some_and(|of| of != claim.claimant && on_a_side(of));
    if claim.of == Some(claim.claimant)
        || (on_a_side(claim.claimant) && claim.of.is_some() && !other_side)
    {
        return true;
    }
    let responses = relations
        .claims
        .get(&at)
        .map_or(&[][..], |others| &others.responses);
    responses
        .iter()
        .map(|other| &atlas.events[other.event].claims[other.claim])
        .any(|other| {
            other.claimant != claim.claimant
                && is_party(atlas, event, other.claimant)
                && can_agree(&claim.amount, &other.amount)
        })
}

/// Whether two amounts can both be true. An amount in words is assumed to agree, because only an
/// editor can judge it.
fn can_agree(a: &Amount, b: &Amount) -> bool {
    let (Amount::Count(a), Amount::Count(b)) = (a, b) else {
        return true;
    };
    a.agrees(b)
}

/// Reports a confirmed claim that no concerned party accepts.
fn report_unadmitted(event: &Event, claim: &Claim, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::Unadmitted,
            &claim_field(event, claim).key("grade"),
            message!(
                "the claim `{claim}` is graded confirmed, but no accused party accepts it",
                claim = claim.id
            ),
        )
        .help(message!(
            "add the answer of the party concerned as a claim with `responds_to`, or write `grade: fair` for two or more independent sources"
        )),
    );
}

/// Returns another claim that cannot be accepted together with this one: one with the same claimant
/// or the same origin, and another amount.
fn contradicting(atlas: &Atlas, provenances: &Provenances, at: ClaimRef) -> Option<ClaimRef> {
    let event = &atlas.events[at.event];
    let claim = &event.claims[at.claim];
    let claim_of = |other: ClaimRef| -> &Claim { &atlas.events[other.event].claims[other.claim] };
    let origins = |of: ClaimRef| -> BTreeSet<Id<Source>> {
        provenances
            .get(of)
            .origins
            .iter()
            .map(|origin| origin.source)
            .collect()
    };
    let declared = claim.contradicted_by.iter().copied().find(|other| {
        let other_claim = origins(*other);
        claim_of(*other).claimant == claim.claimant
            || (!other_claim.is_empty() && other_claim == origins(at))
    });
    declared.or_else(|| {
        (0..event.claims.len())
            .map(|other| ClaimRef {
                event: at.event,
                claim: other,
            })
            .filter(|other| *other != at)
            .find(|other| {
                let other_claim = claim_of(*other);
                let alike = (
                    other_claim.measure,
                    &other_claim.label,
                    other_claim.of,
                    other_claim.claimant,
                ) == (claim.measure, &claim.label, claim.of, claim.claimant)
                    && event.date_of(other_claim) == event.date_of(claim);
                let revised =
                    other_claim.responds_to == Some(at) || claim.responds_to == Some(*other);
                alike && !revised && !can_agree(&claim.amount, &other_claim.amount)
            })
    })
}

/// Reports an accepted claim that a source contradicts.
fn report_contradiction(
    atlas: &Atlas,
    at: ClaimRef,
    other: ClaimRef,
    diagnostics: &mut Diagnostics,
) {
    let event = &atlas.events[at.event];
    let claim = &event.claims[at.claim];
    let other_event = &atlas.events[other.event];
    let other_claim = &other_event.claims[other.claim];
    diagnostics.push(
        Diagnostic::new(
            Code::UnsaidConflict,
            &claim_field(event, claim).key("status"),
            message!(
                "the claim `{claim}` has the status accepted, but its sources contradict those of `{other}`",
                claim = claim.id,
                other = other_claim.id
            ),
        )
        .help(message!(
            "write `status: conflict`, and in `notes` which source says what; if the claimant changed the figure, add `responds_to` to the later claim; if they count different things, give each a `label`"
        ))
        .related(
            &claim_field(other_event, other_claim),
            message!("the other claim"),
        ),
    );
}

fn claim_field(event: &Event, claim: &Claim) -> Field {
    field_of(&event.origin).key("claims").index(claim.written)
}

fn check_review_date(atlas: &Atlas, clock: Clock, diagnostics: &mut Diagnostics) {
    for (_, article) in atlas.articles.iter() {
        let Some(due) = article.review_by else {
            continue;
        };
        let Some((_, body)) = article.bodies.iter().next() else {
            continue;
        };
        if due.latest().is_some_and(|day| day < clock.today) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ReviewDue,
                    &Field::top(body.file).key("review_by"),
                    message!("this article was due for review by {due}", due),
                )
                .help(message!(
                    "review it, correct what has changed, and set a new date or delete the line"
                )),
            );
        }
    }
}

/// Reports translations without text, such as new files that only have a title, of texts that have
/// one.
fn check_empty_translations(known: &ReviewContext, entity: Entity, diagnostics: &mut Diagnostics) {
    let bodies: Vec<(Lang, &BodyFile)> = known.atlas.bodies(entity).iter().collect();
    let is_empty = |lang: Lang| {
        let prose = known.articles.exact(entity, lang);
        prose.is_some_and(Prose::is_empty)
    };
    let [(original, _), translations @ ..] = bodies.as_slice() else {
        return;
    };
    if is_empty(*original) {
        return;
    }
    for (lang, body) in translations.iter().filter(|(lang, _)| is_empty(*lang)) {
        diagnostics.push(
            Diagnostic::new(
                Code::MissingTranslation,
                Location::File(body.file),
                message!("this translation has no text in `{lang}`", lang = lang.tag()),
            )
            .help(message!(
                "translate the text below the front matter, or write `draft: true` until that is done"
            )),
        );
    }
}

/// Reports articles and pages that lack a translation into a language of the site.
fn check_translations(known: &ReviewContext, config: &Config, diagnostics: &mut Diagnostics) {
    let atlas = known.atlas;
    let mut without_original = diagnostics.files_with(Code::TranslationWithoutOriginal);
    without_original.extend(diagnostics.files_with(Code::UnknownLanguage));
    for entity in atlas.entities() {
        if !matches!(entity, Entity::Article(_) | Entity::Page(_)) {
            continue;
        }
        let bodies = atlas.bodies(entity);
        let Some((_, first)) = bodies.iter().next() else {
            continue;
        };
        let existing = match entity {
            Entity::Article(id) => atlas.articles[id].in_translation.as_slice(),
            _ => &[],
        };
        // A translation without its original was reported already. A file in an unknown language
        // may be any of the translations.
        let is_reported = |(_, body): (Lang, &BodyFile)| without_original.contains(&body.file);
        if bodies.iter().any(is_reported) {
            continue;
        }
        check_empty_translations(known, entity, diagnostics);
        let missing: Vec<Lang> = config
            .languages
            .iter()
            .filter(|lang| bodies.exact(*lang).is_none() && !existing.contains(lang))
            .collect();
        let Some(lang) = missing.first() else {
            continue;
        };
        let languages = or_list(missing.iter().map(Lang::tag));
        let message = match entity {
            Entity::Article(_) => message!("this article has no text in {languages}", languages),
            _ => message!("this page has no text in {languages}", languages),
        };
        let file = sibling(known.sources.path(first.file), Some(*lang));
        diagnostics.push(
            Diagnostic::new(
                Code::MissingTranslation,
                Location::File(first.file),
                message,
            )
            .help(message!("add `{file}` beside it", file)),
        );
    }
}
