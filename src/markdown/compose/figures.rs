//! Figures that are claims: `[19 personnes](claim:event#claim)`.
//!
//! The number in the text has to be the claim's, so prose and record cannot part. Who claims it, how well
//! it is supported and where it comes from stand beside the passage in which a claim's figure comes
//! first; later mentions lead back there.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Composer, matching_end, plain_text};
use crate::diag::{Code, Diagnostic, Field, nearest, or_list};
use crate::lang::Lang;
use crate::load::Kind;
use crate::markdown::Hole;
use crate::model::{Amount, ClaimRef, Count, Id, Thing};
use crate::number::{self, Reading};
use crate::resolve::{Meaning, field_of};

/// How many claims a finding offers.
const OFFERED: usize = 3;

/// How a link to a claim begins.
pub(super) const CLAIM: &str = "claim:";

impl<'w> Composer<'w, '_> {
    /// A block and all that is in it, with the claims of its figures beside it. Returns the place after it.
    pub(super) fn block(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize) -> usize {
        let end = match &events[at].0 {
            Event::Start(_) => matching_end(events, at),
            _ => return self.step(events, at),
        };
        if !events[at..=end].iter().any(is_claim_link) {
            return self.through(events, at, end);
        }
        let before = std::mem::take(&mut self.out);
        let next = self.through(events, at, end);
        let mut inner = std::mem::replace(&mut self.out, before);
        let beside = self.beside();
        if beside.is_some() {
            self.html("<div class=\"claimed\">\n");
        }
        self.out.append(&mut inner);
        if let Some(beside) = beside {
            self.html(format!("{beside}</div>\n"));
        }
        next
    }

    fn through(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize, end: usize) -> usize {
        let mut next = at;
        while next <= end {
            next = self.step(events, next);
        }
        next
    }

    /// The claims of the figures since the last time, as a marker.
    pub(super) fn beside(&mut self) -> Option<String> {
        let claims = std::mem::take(&mut self.new_figures);
        (!claims.is_empty()).then(|| self.hole(Hole::Beside(claims)))
    }

    /// A link to a claim. One that cannot be made leaves its words and a finding.
    pub(super) fn figure(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        destination: &str,
    ) {
        let Some(claim) = self.claim(destination, &events[at].1) else {
            self.steps(events, at + 1, end);
            return;
        };
        self.check_figure(&events[at + 1..end], &events[at].1, claim);
        let address = self.figure_address(claim);
        self.html(format!("<a class=\"figure\" href=\"{address}\">"));
        self.quiet += 1;
        self.steps(events, at + 1, end);
        self.quiet -= 1;
        self.html("</a>");
    }

    /// The claim itself at its first mention, then what stands beside that. An event's own page tells its claims in full.
    fn figure_address(&mut self, claim: ClaimRef) -> String {
        let event = Thing::Event(claim.event);
        if event == self.thing {
            return self.hole(Hole::Claim(claim));
        }
        self.prose.mentions.insert(event);
        let next = self.figures.len() + 1;
        let number = *self.figures.entry(claim).or_insert(next);
        if number < next {
            return format!("#figure-{number}");
        }
        self.new_figures.push((claim, number));
        self.hole(Hole::Claim(claim))
    }

    /// What `claim:event#claim` names.
    fn claim(&mut self, destination: &str, range: &Range<usize>) -> Option<ClaimRef> {
        let target = destination.strip_prefix(CLAIM).unwrap_or(destination);
        let (name, claim) = target.split_once('#').unwrap_or((target, ""));
        let atlas = self.workshop.atlas;
        let event = match self.workshop.names.find(Some(Kind::Event), name) {
            Meaning::One(Thing::Event(event)) => event,
            Meaning::Withheld => {
                self.report(
                    Code::WithheldLink,
                    range,
                    format!("the event `{name}` is not published yet, so this figure stays text"),
                    "publish both together, or build with --drafts or a later --now to see them",
                );
                return None;
            }
            meaning => {
                // The claim alone was named, or that of an event with another id.
                let wanted = if claim.is_empty() { name } else { claim };
                let own = self.claims_called(wanted);
                let own: Vec<String> = own.iter().map(|address| self.relinked(range, address)).collect();
                let help = match meaning {
                    Meaning::None(Some(near)) if !claim.is_empty() => {
                        format!("did you mean `{}`?", self.relinked(range, &format!("claim:{}#{claim}", atlas.id(near))))
                    }
                    _ if !own.is_empty() && own.len() <= OFFERED => format!("write {}", or_list(own.iter().map(String::as_str))),
                    _ => format!("write the id of an event and that of its claim: `{}`", self.relinked(range, "claim:event#claim")),
                };
                self.report(
                    Code::UnknownReference,
                    range,
                    format!("there is no event `{name}`"),
                    help,
                );
                return None;
            }
        };
        let claims = &atlas.events[event].claims;
        if let Some(at) = claims.iter().position(|known| known.id == claim) {
            return Some(ClaimRef { event, claim: at });
        }
        let id = &atlas.events[event].id;
        let known = || claims.iter().map(|known| known.id.as_str());
        let message = if claim.is_empty() {
            format!("this names the event `{id}`, and not which of its claims")
        } else {
            format!("the event `{id}` has no claim `{claim}`")
        };
        let help = match nearest(claim, known()) {
            Some(near) => format!("did you mean `claim:{id}#{near}`?"),
            None if claims.is_empty() => "that event has no claims: add one, with its claimant and sources".to_owned(),
            None => {
                let all: Vec<String> = known().map(|known| format!("claim:{id}#{known}")).collect();
                format!("write {}", or_list(all.iter().map(String::as_str)))
            }
        };
        self.report(Code::UnknownReference, range, message, help);
        None
    }

    /// The addresses of the claims with an id.
    fn claims_called(&mut self, id: &str) -> Vec<String> {
        let atlas = self.workshop.atlas;
        let claims = self.claims.get_or_insert_with(|| {
            let mut claims: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for (_, event) in atlas.events.iter() {
                for claim in &event.claims {
                    let address = format!("{CLAIM}{}#{}", event.id, claim.id);
                    claims.entry(claim.id.as_str()).or_default().push(address);
                }
            }
            claims
        });
        claims.get(id).cloned().unwrap_or_default()
    }

    /// Reports a number that is not the claim's.
    fn check_figure(&mut self, inside: &[(Event<'w>, Range<usize>)], link: &Range<usize>, at: ClaimRef) {
        let claim = &self.workshop.atlas.events[at.event].claims[at.claim];
        let Amount::Count(count) = &claim.amount else {
            return;
        };
        let text = plain_text(inside);
        let wanted = figure_of(count);
        let readings = readings(self.lang, &text);
        if readings.is_empty() {
            let span = self.span(link);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::FigureMismatch,
                    span,
                    format!("no number stands in this text, and the claim says `{wanted}`"),
                )
                .help(format!("write the figure: `[{wanted} ...](claim:...)`"))
                .related(&self.claim_field(at.event, at.claim), "the claim"),
            );
            return;
        }
        for reading in readings {
            if allows(count, reading.low, reading.high) {
                continue;
            }
            let range = in_source(inside, &reading.range).unwrap_or_else(|| link.clone());
            let said = &text[reading.range.clone()];
            let span = self.span(&range);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::FigureMismatch,
                    span,
                    format!("the text says `{said}`, and the claim says `{wanted}`"),
                )
                .help(format!(
                    "write `{wanted}`; if the claim itself is wrong, correct it where it stands"
                ))
                .related(&self.claim_field(at.event, at.claim), "the claim"),
            );
        }
    }

    /// Where the figure of a claim is written.
    fn claim_field(&self, event: Id<crate::model::Event>, claim: usize) -> Field {
        let event = &self.workshop.atlas.events[event];
        field_of(&event.origin)
            .key("claims")
            .index(event.claims[claim].written)
            .key("count")
    }
}

/// The numbers of a text; where there is none, an article that can mean one.
fn readings(lang: Lang, text: &str) -> Vec<Reading> {
    let found = number::readings(lang, text);
    if found.is_empty() && number::lone_one(lang, text) {
        return vec![Reading {
            range: 0..text.len(),
            low: 1,
            high: 1,
            kind: number::Kind::Count,
        }];
    }
    found
}

/// Whether a number, or a range of them, is the count or lies inside its range.
fn allows(count: &Count, low: u64, high: u64) -> bool {
    let least = count.low.or(count.best.filter(|_| count.high.is_none())).unwrap_or(0);
    let most = count
        .high
        .or(count.best.filter(|_| count.low.is_none()))
        .unwrap_or(u64::MAX);
    least <= low && high <= most
}

fn figure_of(count: &Count) -> String {
    match (count.low, count.high, count.best) {
        (Some(low), Some(high), _) if low == high => low.to_string(),
        (Some(low), Some(high), _) => format!("{low}-{high}"),
        (Some(low), None, _) => format!("{low} or more"),
        (None, Some(high), _) => format!("{high} or fewer"),
        (None, None, Some(best)) => best.to_string(),
        (None, None, None) => "nothing".to_owned(),
    }
}

/// The bytes of the body that a stretch of a link's text comes from, where it is written as it is read.
fn in_source(inside: &[(Event, Range<usize>)], wanted: &Range<usize>) -> Option<Range<usize>> {
    let mut at = 0;
    for (event, range) in inside {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            _ => continue,
        };
        let end = at + text.len();
        if at <= wanted.start && wanted.end <= end && text.len() == range.len() {
            return Some(range.start + wanted.start - at..range.start + wanted.end - at);
        }
        at = end;
    }
    None
}

fn is_claim_link((event, _): &(Event, Range<usize>)) -> bool {
    matches!(event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with(CLAIM))
}
