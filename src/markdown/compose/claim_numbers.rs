//! Compares the number in a link to a claim with the number of the claim.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Composer, Element, PlacedEvent};
use crate::diag::{Code, Diagnostic, Field, Fix};
use crate::lang::Lang;
use crate::message;
use crate::messages::{Argument, ListConjunction, Message, ToArgument as _};
use crate::model::{Amount, ClaimRef, Count, Id, Number};
use crate::number::{self, Bound, Exactness, NumberMatch, Sense};
use crate::resolve::field_of;

impl<'w> Composer<'w, '_> {
    /// Reports numbers in a link that differ from the number of the claim, or are more or less
    /// exact.
    pub(super) fn check_claim_number(&mut self, link: Element<'_, 'w>, of: ClaimRef) {
        let claim = &self.context.atlas.events[of.event].claims[of.claim];
        let Amount::Count(count) = &claim.amount else {
            return;
        };
        let lang = self.scope.lang;
        let text = link.text();
        let readings = readings(lang, &text, count);
        if readings.is_empty() {
            let (wanted, write) = (describe_count(count), write_count(lang, count));
            self.report_mismatch(
                link.range(),
                of,
                message!(
                    "this text has no number, but the claim says `{wanted}`",
                    wanted
                ),
                message!("write the figure: `[{write} ...](claim:...)`", write),
                Vec::new(),
            );
            return;
        }
        // Words around the link may express how exact its number is.
        let before = words_before(link);
        let sentence = format!("{before}{text}{}", words_after(link));
        for reading in readings {
            let shifted = reading.range.start + before.len()..reading.range.end + before.len();
            let sense = number::sense(lang, &sentence, &shifted);
            let written = WrittenNumber {
                reading: &reading,
                sense,
                text: &text[reading.range.clone()],
            };
            let Some((message, help)) = mismatch(lang, count, &written) else {
                continue;
            };
            let place = source_range(link.content(), &reading.range);
            let fixes = match (&place, written.sense.exactness) {
                (Some(place), Exactness::Exact) => self.either_number(place, of, &written),
                _ => Vec::new(),
            };
            let range = place.unwrap_or_else(|| link.range().clone());
            self.report_mismatch(&range, of, message, help, fixes);
        }
    }

    /// Reports a number that disagrees with a claim.
    fn report_mismatch(
        &mut self,
        range: &Range<usize>,
        of: ClaimRef,
        message: Message,
        help: Message,
        fixes: Vec<Fix>,
    ) {
        let span = self.span(range);
        self.findings.push(
            Diagnostic::new(Code::FigureMismatch, span, message)
                .help(help)
                .fixes(fixes)
                .related(&self.claim_field(of.event, of.claim), message!("the claim")),
        );
    }

    /// Returns the two ways to make a text and its claim agree: the number of the claim in the text,
    /// or that of the text in the claim. Only a person knows which one the source says.
    fn either_number(
        &self,
        place: &Range<usize>,
        of: ClaimRef,
        written: &WrittenNumber,
    ) -> Vec<Fix> {
        let claim = &self.context.atlas.events[of.event].claims[of.claim];
        let (Amount::Count(count), (low, high)) =
            (&claim.amount, (written.reading.low, written.reading.high))
        else {
            return Vec::new();
        };
        let single = count
            .single()
            .filter(|number| !number.is_about && low == high);
        let Some(number) = single.filter(|number| number.value != low) else {
            return Vec::new();
        };
        let new = match spelled(self.scope.lang, count, written.text) {
            Some(word) => word.to_owned(),
            None => number.value.to_string(),
        };
        let line = format!("count: {low}");
        vec![
            Fix::not_safe(message!("write `{line}`", line = new)).replace(self.span(place), new),
            Fix::not_safe(message!("write `{line}` in the claim", line))
                .replace(&self.claim_field(of.event, of.claim), low.to_string()),
        ]
    }

    /// Returns the front matter field with the count of a claim.
    fn claim_field(&self, event: Id<crate::model::Event>, claim: usize) -> Field {
        let event = &self.context.atlas.events[event];
        field_of(&event.origin)
            .key("claims")
            .index(event.claims[claim].written)
            .key("count")
    }
}

/// Returns the numbers of a text. If it has none, returns the number that it implies: "nobody" is
/// zero, a dual is two, an article is one.
fn readings(lang: Lang, text: &str, count: &Count) -> Vec<NumberMatch> {
    let found = number::readings(lang, text);
    if !found.is_empty() {
        return found;
    }
    let implied = if matches_count(count, 0, 0) && number::says_none(lang, text) {
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
        low: implied,
        high: implied,
        kind: number::NumberKind::Count,
    }]
}

/// A number in the text of a link.
struct WrittenNumber<'t> {
    reading: &'t NumberMatch,
    sense: Sense,
    text: &'t str,
}

/// Returns what is wrong with the number in a link to a claim, and what to write. Returns `None` if
/// the number agrees with the claim.
fn mismatch(lang: Lang, count: &Count, written: &WrittenNumber) -> Option<(Message, Message)> {
    let WrittenNumber {
        reading,
        sense,
        text: said,
    } = written;
    let (wanted, write) = (describe_count(count), write_count(lang, count));
    if !matches_count(count, reading.low, reading.high) {
        return Some((
            message!(
                "the text says `{said}`, but the claim says `{wanted}`",
                said,
                wanted
            ),
            match spelled(lang, count, said) {
                Some(word) => message!(
                    "write `{word}` or `{write}`; if the claim is wrong, correct the claim",
                    word,
                    write
                ),
                None => message!(
                    "write `{write}`; if the claim is wrong, correct the claim",
                    write
                ),
            },
        ));
    }
    if let Some(number) = count.single() {
        let value = number.value;
        return match (sense.exactness, number.is_about) {
            (Exactness::About, false) => Some((
                message!(
                    "`{said}` is given as approximate, but the claim says exactly `{wanted}`",
                    said,
                    wanted
                ),
                message!(
                    "write `{write}` without `{word}` or the like; if the source gives an approximate number, write `count: {value}~` in the claim",
                    write,
                    word = qualifiers(lang)[0].trim(),
                    value
                ),
            )),
            (Exactness::Exact, true) => Some((
                message!(
                    "the text says exactly `{said}`, but the claim says `{wanted}`",
                    said,
                    wanted
                ),
                message!(
                    "write `{write}`; if the source gives this very number, write `count: {value}` in the claim",
                    write,
                    value
                ),
            )),
            _ => None,
        };
    }
    let interval = count.interval()?;
    let message = match sense.bound? {
        Bound::AtLeast if interval.low.is_none() => message!(
            "the text says at least `{said}`, but the claim says `{wanted}`",
            said,
            wanted
        ),
        Bound::AtMost if interval.high.is_none() => message!(
            "the text says at most `{said}`, but the claim says `{wanted}`",
            said,
            wanted
        ),
        _ => return None,
    };
    let help = message!(
        "write `{write}`; if the claim is wrong, correct the claim",
        write
    );
    Some((message, help))
}

/// Returns the claim's exact number as a word, if the text has a number word.
fn spelled(lang: Lang, count: &Count, said: &str) -> Option<&'static str> {
    let number = count
        .single()
        .filter(|number| !number.is_about && !said.contains(char::is_numeric))?;
    number::spelled(lang, number.value)
}

/// Whether a number or range equals the count or lies within its range. If the range is open, or
/// the numbers of the count are out of order, each end must be one of the given numbers.
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

/// Describes a count, for findings.
fn describe_count(count: &Count) -> Message {
    let number = |number: Number| match number.is_about {
        true => message!("about {number}", number = number.value),
        false => Message::verbatim(number.value.to_string()),
    };
    let Some(interval) = count.interval() else {
        let numbers: Vec<Argument> = (count.numbers().into_iter())
            .map(|(name, value)| {
                message!("{name} {number}", name, number = number(value)).to_argument()
            })
            .collect();
        return match numbers.is_empty() {
            true => message!("nothing"),
            false => message!(
                "{numbers}",
                numbers = Argument::List(numbers, ListConjunction::Comma)
            ),
        };
    };
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => {
            message!("{low}-{high}", low = number(low), high = number(high))
        }
        (Some(low), None) => message!("{number} or more", number = number(low)),
        (None, Some(high)) => message!("{number} or fewer", number = number(high)),
        (None, None) => message!("nothing"),
    }
}

/// Describes a count in the language of the text, as an author would write it.
fn write_count(lang: Lang, count: &Count) -> Message {
    let [about, least, most, to] = qualifiers(lang);
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
    Message::verbatim(match ends {
        Some((Some(low), Some(high))) if low == high => number(low),
        Some((Some(low), Some(high))) => format!("{}{to}{}", number(low), number(high)),
        Some((Some(low), None)) => format!("{least}{}", number(low)),
        Some((None, Some(high))) => format!("{most}{}", number(high)),
        _ => return describe_count(count),
    })
}

/// Returns "about ", "at least ", "at most " and " to " in a language.
fn qualifiers(lang: Lang) -> [&'static str; 4] {
    match lang.tag().split('-').next() {
        Some("fr") => ["environ ", "au moins ", "au plus ", " à "],
        Some("ar") => ["نحو ", "ما لا يقل عن ", "ما لا يزيد على ", " إلى "],
        Some("en") => ["about ", "at least ", "at most ", " to "],
        // In other languages only symbols are understood.
        _ => ["~", "", "", "-"],
    }
}

/// The maximum number of events before and after a link that are searched for words.
const MAX_EVENTS: usize = 12;

/// Returns the words of the sentence before a link.
fn words_before(link: Element) -> String {
    let parts = link.events[..link.start].iter().rev().take(MAX_EVENTS);
    let mut words: Vec<&str> = parts.map_while(|(event, _)| words_of(event)).collect();
    words.reverse();
    words.concat()
}

/// Returns the words of the sentence after a link.
fn words_after(link: Element) -> String {
    let after = link.events.get(link.end + 1..).unwrap_or_default();
    let parts = after.iter().take(MAX_EVENTS);
    let words: Vec<&str> = parts.map_while(|(event, _)| words_of(event)).collect();
    words.concat()
}

/// Returns the words of an event within a sentence, or `None` if it interrupts or ends the
/// sentence.
fn words_of<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) => Some(text),
        Event::SoftBreak => Some(" "),
        Event::Start(Tag::Emphasis | Tag::Strong)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong) => Some(""),
        _ => None,
    }
}

/// Returns the bytes of the body for a range of a link's text, or `None` if the source differs from
/// the text.
fn source_range(content: &[PlacedEvent], wanted: &Range<usize>) -> Option<Range<usize>> {
    let mut at = 0;
    for (event, range) in content {
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
