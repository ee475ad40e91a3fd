//! Figures that are claims: `[19 personnes](claim:event#claim)`.
//!
//! The number in the text has to be the claim's, so prose and record cannot part. The first mention
//! of a claim carries a note with who says so, how well it is supported and where it comes from;
//! later mentions are links to the claim.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Composer, plain_text};
use crate::diag::{Code, Diagnostic, Field, nearest, or_list};
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::markdown::Placeholder;
use crate::model::{Amount, ClaimRef, Count, Entity, Id, Number};
use crate::number::{self, Bound, Exactness, NumberMatch, Sense};
use crate::resolve::{NameMeaning, field_of};

/// How many claims a finding offers.
const OFFERED: usize = 3;

/// How a link to a claim begins.
pub(super) const CLAIM: &str = "claim:";
/// How a figure of a claim's origins begins.
pub(super) const ORIGINS: &str = "origins:";

impl<'w> Composer<'w, '_> {
    /// A link to a claim. One that cannot be made leaves its words and a finding.
    pub(super) fn claim_link(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        destination: &str,
    ) {
        let Some(claim) = self.resolve_claim(destination, &events[at].1) else {
            self.steps(events, at + 1, end);
            return;
        };
        self.check_claim_number(events, (at, end), claim);
        let event = Entity::Event(claim.event);
        let next = self.figures.len() + 1;
        // An event's own page gives its claims in full, and a heading has no room for a note.
        let has_note =
            event != self.entity && !self.in_heading && !self.figures.contains_key(&claim);
        let (open, close) = if has_note {
            self.figures.insert(claim, next);
            let note = self.placeholder(Placeholder::Note(claim, next));
            ("<label class=\"fig\">".to_owned(), note)
        } else {
            let address = self.placeholder(Placeholder::Claim(claim));
            (
                format!("<a class=\"figure\" href=\"{address}\">"),
                "</a>".to_owned(),
            )
        };
        if event != self.entity {
            self.prose.mentions.insert(event);
        }
        self.push_html(open);
        self.linked_words(events, at + 1, end);
        self.push_html(close);
    }

    /// What `claim:event#claim` or `origins:event#claim` names.
    pub(super) fn resolve_claim(
        &mut self,
        destination: &str,
        range: &Range<usize>,
    ) -> Option<ClaimRef> {
        let scheme = if destination.starts_with(ORIGINS) {
            ORIGINS
        } else {
            CLAIM
        };
        let target = destination.strip_prefix(scheme).unwrap_or(destination);
        let (name, claim) = target.split_once('#').unwrap_or((target, ""));
        let atlas = self.context.atlas;
        let event = match self.context.names.find(Some(ContentKind::Event), name) {
            NameMeaning::One(Entity::Event(event)) => event,
            NameMeaning::Unreadable(file) => {
                self.diagnostics.unchecked(file, 1);
                return None;
            }
            NameMeaning::Withheld => {
                self.report(
                    Code::WithheldLink,
                    range,
                    format!("the event `{name}` is not published yet, so it is shown as text"),
                    "publish both together, or build with --drafts or a later --now to see them",
                );
                return None;
            }
            meaning => {
                // The claim alone was named, or that of an event with another id.
                let wanted = if claim.is_empty() { name } else { claim };
                let own = self.claims_with_id(wanted);
                let own: Vec<String> = own
                    .iter()
                    .map(|address| self.with_address(range, &format!("{scheme}{address}")))
                    .collect();
                let help = match meaning {
                    NameMeaning::None(Some(near)) if !claim.is_empty() => {
                        format!(
                            "did you mean `{}`?",
                            self.with_address(
                                range,
                                &format!("{scheme}{}#{claim}", atlas.id(near))
                            )
                        )
                    }
                    _ if !own.is_empty() && own.len() <= OFFERED => {
                        format!("write {}", or_list(own.iter().map(String::as_str)))
                    }
                    _ => format!(
                        "write the id of an event and that of its claim: `{}`",
                        self.with_address(range, &format!("{scheme}event#claim"))
                    ),
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
            format!("this names the event `{id}`, but none of its claims")
        } else {
            format!("the event `{id}` has no claim `{claim}`")
        };
        let help = match nearest(claim, known()) {
            Some(near) => format!(
                "did you mean `{}`?",
                self.with_address(range, &format!("{scheme}{id}#{near}"))
            ),
            None if claims.is_empty() => {
                "that event has no claims: add one, with its claimant and sources".to_owned()
            }
            None => {
                let all: Vec<String> = known()
                    .map(|known| self.with_address(range, &format!("{scheme}{id}#{known}")))
                    .collect();
                format!("write {}", or_list(all.iter().map(String::as_str)))
            }
        };
        self.report(Code::UnknownReference, range, message, help);
        None
    }

    /// The claims with an id, each as `event#claim`.
    fn claims_with_id(&mut self, id: &str) -> Vec<String> {
        let atlas = self.context.atlas;
        let claims = self.claims.get_or_insert_with(|| {
            let mut claims: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for (_, event) in atlas.events.iter() {
                for claim in &event.claims {
                    let address = format!("{}#{}", event.id, claim.id);
                    claims.entry(claim.id.as_str()).or_default().push(address);
                }
            }
            claims
        });
        claims.get(id).cloned().unwrap_or_default()
    }

    /// Reports a number that is not the claim's, or not as exact.
    fn check_claim_number(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        of: ClaimRef,
    ) {
        let claim = &self.context.atlas.events[of.event].claims[of.claim];
        let Amount::Count(count) = &claim.amount else {
            return;
        };
        let (inside, link) = (&events[at + 1..end], &events[at].1);
        let text = plain_text(inside);
        let readings = readings(self.lang, &text, count);
        if readings.is_empty() {
            let (wanted, write) = (number_in_words(count), in_words(self.lang, count));
            self.report_mismatch(
                link,
                of,
                format!("this text has no number, but the claim says `{wanted}`"),
                format!("write the figure: `[{write} ...](claim:...)`"),
            );
            return;
        }
        // What stands before and behind the link may say how exactly its number is meant.
        let before = words_before(events, at);
        let whole = format!("{before}{text}{}", words_behind(events, end));
        for reading in readings {
            let shifted = reading.range.start + before.len()..reading.range.end + before.len();
            let sense = number::sense(self.lang, &whole, &shifted);
            let Some((message, help)) = mismatch(
                self.lang,
                count,
                (&reading, sense),
                &text[reading.range.clone()],
            ) else {
                continue;
            };
            let range = source_range(inside, &reading.range).unwrap_or_else(|| link.clone());
            self.report_mismatch(&range, of, message, help);
        }
    }

    fn report_mismatch(
        &mut self,
        range: &Range<usize>,
        of: ClaimRef,
        message: String,
        help: String,
    ) {
        let span = self.span(range);
        self.diagnostics.push(
            Diagnostic::new(Code::FigureMismatch, span, message)
                .help(help)
                .related(&self.claim_field(of.event, of.claim), "the claim"),
        );
    }

    /// Where the figure of a claim is written.
    fn claim_field(&self, event: Id<crate::model::Event>, claim: usize) -> Field {
        let event = &self.context.atlas.events[event];
        field_of(&event.origin)
            .key("claims")
            .index(event.claims[claim].written)
            .key("count")
    }
}

/// The numbers of a text; where there is none, what it says otherwise: that there is nobody, two by
/// a dual, or one by an article.
fn readings(lang: Lang, text: &str, count: &Count) -> Vec<NumberMatch> {
    let found = number::readings(lang, text);
    if !found.is_empty() {
        return found;
    }
    let said = if matches_count(count, 0, 0) && number::says_none(lang, text) {
        0
    } else if matches_count(count, 2, 2) && number::says_two(lang, text) {
        2
    } else if number::lone_one(lang, text) {
        1
    } else {
        return found;
    };
    vec![NumberMatch {
        range: 0..text.len(),
        low: said,
        high: said,
        kind: number::NumberKind::Count,
    }]
}

/// What is wrong with a number that links to a claim, and what to write; nothing where it is the
/// claim's.
fn mismatch(
    lang: Lang,
    count: &Count,
    (reading, sense): (&NumberMatch, Sense),
    said: &str,
) -> Option<(String, String)> {
    let (wanted, write) = (number_in_words(count), in_words(lang, count));
    if !matches_count(count, reading.low, reading.high) {
        return Some((
            format!("the text says `{said}`, but the claim says `{wanted}`"),
            match spelled(lang, count, said) {
                Some(word) => {
                    format!("write `{word}` or `{write}`; if the claim is wrong, correct the claim")
                }
                None => format!("write `{write}`; if the claim is wrong, correct the claim"),
            },
        ));
    }
    if let Some(number) = count.single() {
        let value = number.value;
        return match (sense.exactness, number.is_about) {
            (Exactness::About, false) => Some((
                format!("`{said}` is given as approximate, but the claim says exactly `{wanted}`"),
                format!(
                    "write `{write}` without `{}` or the like; if the source gives an approximate number, write `count: {value}~` in the claim",
                    words_of_bounds(lang)[0].trim()
                ),
            )),
            (Exactness::Exact, true) => Some((
                format!("the text says exactly `{said}`, but the claim says `{wanted}`"),
                format!(
                    "write `{write}`; if the source gives this very number, write `count: {value}` in the claim"
                ),
            )),
            _ => None,
        };
    }
    let interval = count.interval()?;
    let opposite = match sense.bound? {
        Bound::AtLeast if interval.low.is_none() => "least",
        Bound::AtMost if interval.high.is_none() => "most",
        _ => return None,
    };
    Some((
        format!("the text says at {opposite} `{said}`, but the claim says `{wanted}`"),
        format!("write `{write}`; if the claim is wrong, correct the claim"),
    ))
}

/// The word for a claim's one exact number, where the text says another in words.
fn spelled(lang: Lang, count: &Count, said: &str) -> Option<&'static str> {
    let number = count
        .single()
        .filter(|number| !number.is_about && !said.contains(char::is_numeric))?;
    number::spelled(lang, number.value)
}

/// Whether a number, or a range of them, is the count or lies inside its range. Where an end is
/// open, or the numbers are out of order, it has to be one of those that are given.
fn matches_count(count: &Count, low: u64, high: u64) -> bool {
    let given = |value: u64| {
        count
            .numbers()
            .iter()
            .any(|(_, number)| number.value == value)
    };
    match count
        .interval()
        .map(|interval| (interval.low, interval.high))
    {
        Some((Some(least), Some(most))) => least.value <= low && high <= most.value,
        _ => given(low) && given(high),
    }
}

/// A claim's figure in the words of a finding.
fn number_in_words(count: &Count) -> String {
    let number = |number: Number| {
        format!(
            "{}{}",
            if number.is_about { "about " } else { "" },
            number.value
        )
    };
    let Some(interval) = count.interval() else {
        let numbers: Vec<String> = (count.numbers().into_iter())
            .map(|(name, value)| format!("{name} {}", number(value)))
            .collect();
        return match numbers.is_empty() {
            true => "nothing".to_owned(),
            false => numbers.join(", "),
        };
    };
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{}-{}", number(low), number(high)),
        (Some(low), None) => format!("{} or more", number(low)),
        (None, Some(high)) => format!("{} or fewer", number(high)),
        (None, None) => "nothing".to_owned(),
    }
}

/// A claim's figure as a text in some language can say it.
fn in_words(lang: Lang, count: &Count) -> String {
    let [about, least, most, to] = words_of_bounds(lang);
    let number = |number: Number| {
        format!(
            "{}{}",
            if number.is_about { about } else { "" },
            number.value
        )
    };
    let ends = count
        .interval()
        .map(|interval| (interval.low, interval.high));
    match ends {
        Some((Some(low), Some(high))) if low == high => number(low),
        Some((Some(low), Some(high))) => format!("{}{to}{}", number(low), number(high)),
        Some((Some(low), None)) => format!("{least}{}", number(low)),
        Some((None, Some(high))) => format!("{most}{}", number(high)),
        _ => number_in_words(count),
    }
}

/// The words of a language for "about", "at least" and "at most" before a number, and for "to"
/// between two.
fn words_of_bounds(lang: Lang) -> [&'static str; 4] {
    match lang.tag().split('-').next() {
        Some("fr") => ["environ ", "au moins ", "au plus ", " à "],
        Some("ar") => ["نحو ", "ما لا يقل عن ", "ما لا يزيد على ", " إلى "],
        Some("en") => ["about ", "at least ", "at most ", " to "],
        // Of other languages only the signs are read.
        _ => ["~", "", "", "-"],
    }
}

/// How many parts of a text are looked through for words beside a link.
const PARTS: usize = 12;

/// The words before the link that begins at `at`, as far as nothing but emphasis stands between.
fn words_before(events: &[(Event, Range<usize>)], at: usize) -> String {
    let parts = events[..at].iter().rev().take(PARTS);
    let mut words: Vec<&str> = parts.map_while(|(event, _)| words_of(event)).collect();
    words.reverse();
    words.concat()
}

/// The words behind the link that ends at `end`.
fn words_behind(events: &[(Event, Range<usize>)], end: usize) -> String {
    let parts = events.get(end + 1..).unwrap_or_default().iter().take(PARTS);
    let words: Vec<&str> = parts.map_while(|(event, _)| words_of(event)).collect();
    words.concat()
}

/// The words of an event within a sentence; nothing where the sentence is interrupted or over.
fn words_of<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) => Some(text),
        Event::SoftBreak => Some(" "),
        Event::Start(Tag::Emphasis | Tag::Strong)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong) => Some(""),
        _ => None,
    }
}

/// The bytes of the body that a stretch of a link's text comes from, where it is written as it is
/// read.
fn source_range(inside: &[(Event, Range<usize>)], wanted: &Range<usize>) -> Option<Range<usize>> {
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
