//! Dates as people and other tools write them, and what is written for them here.
//!
//! An editor who writes `22 February 2022`, `22/02/2022` or `٢٢ فبراير ٢٠٢٢` is answered with the
//! very date to write. Nothing of this is accepted: which day is meant is the editor's to say, and
//! the file is to say it to everybody.

use std::fmt::Write as _;

use super::{Certainty, Date, DateError, DatePart, DateShape, TimeOfDay, digits, last_of_month};
use crate::lang::{fold, is_space, is_unseen};

/// What a text may mean, in this order; empty where it is no date.
type Readings = Vec<DateShape>;

/// The longest text that is looked at: a date with its words is shorter.
const LONGEST: usize = 80;

/// What to write instead of a text, where it can be understood.
pub(super) fn cure(text: &str) -> Option<DateError> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = plain(text);
    let readings = readings(&plain);
    let written: Vec<String> = readings
        .iter()
        .map(|shape| Date::from(*shape).to_string())
        .filter(|date| Date::parse_strictly(date).is_ok())
        .collect();
    let error = |message: String, help: String| {
        Some(DateError {
            message,
            help,
            write: written.clone(),
            is_final: true,
            is_told: true,
        })
    };
    let message = format!("`{text}` is not in a date format that griot reads");
    match (written.as_slice(), readings.as_slice()) {
        ([], _) => {
            let partial = Tokens::new(&plain).partial()?;
            let (month, day) = (partial.month?, partial.day?);
            partial.year.is_none().then_some(())?;
            error(
                format!("`{text}` has no year"),
                format!("write the year too, such as `2022-{month:02}-{day:02}`"),
            )
        }
        ([one], _) => error(message, format!("write {}`{one}`", order_of(&plain, one))),
        ([lasted, within], [DateShape::Lasted(..), DateShape::Within(..)]) => error(
            message,
            format!(
                "write `{lasted}` if it lasted from the first to the last, or `{within}` if it happened once, some time within"
            ),
        ),
        (several, _) => {
            let mut list = String::new();
            for (at, date) in several.iter().enumerate() {
                let _ = write!(list, "{}`{date}`", if at == 0 { "" } else { " or " });
            }
            error(
                format!("`{text}` can be read in two ways"),
                format!("write {}{list}", order_of(&plain, &written[0])),
            )
        }
    }
}

/// Whether all that a reading names is there: the year after 9999 is not.
fn is_on_calendar(shape: &DateShape) -> bool {
    let parts = match shape {
        DateShape::At(part) => [Some(*part), None],
        DateShape::Lasted(from, to) => [*from, *to],
        DateShape::Within(from, to) => [Some(*from), Some(*to)],
    };
    parts
        .iter()
        .flatten()
        .all(|part| DatePart::parse(&part.to_string()).is_ok())
}

/// Says the order of a date to who wrote numbers in another.
fn order_of(plain: &str, date: &str) -> &'static str {
    let is_numbers = plain
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
    let numbers: Vec<&str> = plain
        .split(['/', '.', '-'])
        .filter(|number| !number.is_empty())
        .collect();
    let is_other = !date.starts_with(numbers.first().copied().unwrap_or_default());
    if is_numbers
        && numbers.len() == 3
        && !plain.contains("..")
        && (is_other || plain.contains(['/', '.']))
        && date.len() == 10
    {
        "year, month, day: "
    } else {
        ""
    }
}

/// A text in lower case and ASCII where it can be: digits of all scripts as 0 to 9, dashes as
/// hyphens, any white space as one space.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        match c {
            '\u{660}'..='\u{669}' => plain.push_str(&(u32::from(c) - 0x660).to_string()),
            '\u{6f0}'..='\u{6f9}' => plain.push_str(&(u32::from(c) - 0x6f0).to_string()),
            '\u{966}'..='\u{96f}' => plain.push_str(&(u32::from(c) - 0x966).to_string()),
            '\u{ff10}'..='\u{ff19}' => plain.push_str(&(u32::from(c) - 0xff10).to_string()),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '→' => {
                plain.push('-');
            }
            '\u{2044}' | '\u{2215}' | '\u{ff0f}' => plain.push('/'),
            '…' | '‥' => plain.push_str(".."),
            '،' | '؛' | ';' => plain.push(','),
            '؟' => plain.push('?'),
            '≈' | '≃' | '～' => plain.push('~'),
            c if is_space(c) => plain.push(' '),
            c => plain.push(c),
        }
    }
    // Letters without accents, so that `fevrier` is `février`; hamza and its like are gone too.
    fold(&plain)
        .replace("...", "..")
        .trim_matches(['"', '\'', ' '])
        .to_owned()
}

fn readings(text: &str) -> Readings {
    if let Ok(date) = Date::parse_strictly(
        &text
            .to_uppercase()
            .replace(" / ", "/")
            .replace(" .. ", ".."),
    ) {
        return vec![date.shape];
    }
    let ways: [fn(&str) -> Readings; 6] =
        [edtf, unspecified, qualified, single, span, season_or_years];
    for way in ways {
        let mut found = way(text);
        found.retain(is_on_calendar);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// What a text means that may be part of another: one reading only.
fn one(text: &str) -> Option<DateShape> {
    readings(text.trim()).first().copied()
}

fn part_of(text: &str) -> Option<DatePart> {
    match one(text)? {
        DateShape::At(part) => Some(part),
        _ => None,
    }
}

/// Forms of EDTF's levels 1 and 2 that are not ours: sets, `open`, `unknown`, `%`, seasons by
/// number, qualifiers within.
fn edtf(text: &str) -> Readings {
    let set = |open, close| {
        text.strip_prefix(open)
            .and_then(|rest: &str| rest.strip_suffix(close))
    };
    if let Some(inside) = set('[', ']').or_else(|| set('{', '}')) {
        let all = text.starts_with('{');
        let (from, to) = match inside.split_once("..") {
            Some((from, to)) => (from, to),
            None => match (inside.split(',').next(), inside.rsplit(',').next()) {
                (Some(from), Some(to)) => (from, to),
                _ => return Vec::new(),
            },
        };
        return match (part_of(from), part_of(to)) {
            (Some(from), Some(to)) if all => vec![DateShape::Lasted(Some(from), Some(to))],
            (Some(from), Some(to)) => vec![DateShape::Within(from, to)],
            (None, to) if from.trim().is_empty() && to.is_some() => {
                vec![DateShape::Lasted(None, to)]
            }
            (from, None) if to.trim().is_empty() && from.is_some() => {
                vec![DateShape::Lasted(from, None)]
            }
            _ => Vec::new(),
        };
    }
    let is_marked = text.contains(['~', '?', '%']);
    if is_marked
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'~' | b'?' | b'%' | b' '))
    {
        let certainty = match text.contains(['~', '%']) {
            true => Certainty::Approximate,
            false => Certainty::Uncertain,
        };
        let bare = text.replace(['~', '%', '?', ' '], "");
        return part_of(&bare)
            .map(|part| DateShape::At(DatePart { certainty, ..part }))
            .into_iter()
            .collect();
    }
    Vec::new()
}

/// The months of EDTF's seasons, quarters and halves of a year: the first, and how many there are.
/// Seasons are those of the north, but for 29 to 32.
fn season(code: i8) -> Option<(i8, i8)> {
    let of = |first: i8, length: i8, begins: i8| Some(((code - first) * length + begins, length));
    match code {
        21..=24 => of(21, 3, 3),
        25..=28 => of(25, 3, 3),
        // The seasons of the south: spring begins in September.
        29 => Some((9, 3)),
        30 => Some((12, 3)),
        31 | 32 => of(31, 3, 3),
        33..=36 => of(33, 3, 1),
        37..=39 => of(37, 4, 1),
        40 | 41 => of(40, 6, 1),
        _ => None,
    }
}

/// `2022-21`: a season; or `2021-22`: two years.
fn season_or_years(text: &str) -> Readings {
    let Some((year, code)) = text.split_once('-') else {
        return Vec::new();
    };
    let (Some(year), Some(code)) = (four(year), digits::<i8>(code).filter(|_| code.len() == 2))
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if i16::from(code) > year % 100 {
        found.push(DateShape::Lasted(
            Some(at(year, None, None)),
            Some(at(year - year % 100 + i16::from(code), None, None)),
        ));
    }
    if let Some((first, count)) = season(code) {
        found.push(months(year, first, count));
    }
    found
}

/// `2022-XX`, `2022-02-uu`, `201X`, `2022-00-00`, `2022-02-1X`.
fn unspecified(text: &str) -> Readings {
    const ANY: [char; 4] = ['x', 'u', '*', '?'];
    let pieces: Vec<&str> = text.split('-').collect();
    let fits = pieces.len() <= 3
        && pieces
            .iter()
            .zip([4, 2, 2])
            .all(|(piece, length)| piece.len() == length)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '-' || ANY.contains(&c));
    if !fits {
        return Vec::new();
    }
    let is_any = |piece: &str| piece.chars().all(|c| ANY.contains(&c)) || piece == "00";
    let bound = |piece: &str, digit: &str| digits::<i16>(&piece.replace(ANY, digit));
    let known: Vec<&str> = pieces
        .iter()
        .copied()
        .take_while(|piece| !is_any(piece))
        .collect();
    if known.is_empty() || pieces[known.len()..].iter().any(|piece| !is_any(piece)) {
        return Vec::new();
    }
    let (Some(low), Some(high)) = (bound(known[0], "0"), bound(known[0], "9")) else {
        return Vec::new();
    };
    if low != high {
        return match known.len() {
            1 => vec![DateShape::Within(at(low, None, None), at(high, None, None))],
            _ => Vec::new(),
        };
    }
    let bounds = |piece: &str, least: i16, most: i16| {
        let (low, high) = (bound(piece, "0")?.max(least), bound(piece, "9")?.min(most));
        (low <= high).then(|| {
            (
                i8::try_from(low).unwrap_or(1),
                i8::try_from(high).unwrap_or(1),
            )
        })
    };
    let Some(months) = known.get(1).map(|piece| bounds(piece, 1, 12)) else {
        return vec![DateShape::At(at(low, None, None))];
    };
    match (months, known.get(2)) {
        (Some((first, last)), None) if first == last => {
            vec![DateShape::At(at(low, Some(first), None))]
        }
        (Some((first, last)), None) => vec![DateShape::Within(
            at(low, Some(first), None),
            at(low, Some(last), None),
        )],
        (Some((month, last)), Some(day)) if month == last => {
            match bounds(day, 1, last_of_month(low, month).day().into()) {
                Some((first, last)) => {
                    vec![DateShape::Within(
                        at(low, Some(month), Some(first)),
                        at(low, Some(month), Some(last)),
                    )]
                }
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// What stands beside a date and changes what it says.
#[derive(Clone, Copy)]
enum DateQualifier {
    About,
    Maybe,
    Since,
    After,
    Until,
    Before,
    /// The first, middle or last third.
    Third(i8),
}

/// Without accents; the longer before what it begins with.
const BEFORE: &[(&str, DateQualifier)] = &[
    ("approximately", DateQualifier::About),
    ("approx.", DateQualifier::About),
    ("approx", DateQualifier::About),
    ("around", DateQualifier::About),
    ("about", DateQualifier::About),
    ("circa", DateQualifier::About),
    ("ca.", DateQualifier::About),
    ("ca", DateQualifier::About),
    ("c.", DateQualifier::About),
    ("c", DateQualifier::About),
    ("~", DateQualifier::About),
    ("+/-", DateQualifier::About),
    ("±", DateQualifier::About),
    ("aux alentours de", DateQualifier::About),
    ("aux environs de", DateQualifier::About),
    ("autour de", DateQualifier::About),
    ("environ", DateQualifier::About),
    ("env.", DateQualifier::About),
    ("vers le", DateQualifier::About),
    ("vers", DateQualifier::About),
    ("hacia", DateQualifier::About),
    ("um", DateQualifier::About),
    ("حوالي", DateQualifier::About),
    ("نحو", DateQualifier::About),
    ("قرابه", DateQualifier::About),
    ("قرابة", DateQualifier::About),
    ("perhaps", DateQualifier::Maybe),
    ("possibly", DateQualifier::Maybe),
    ("probably", DateQualifier::Maybe),
    ("maybe", DateQualifier::Maybe),
    ("peut-etre", DateQualifier::Maybe),
    ("probablement", DateQualifier::Maybe),
    ("sans doute", DateQualifier::Maybe),
    ("?", DateQualifier::Maybe),
    ("ربما", DateQualifier::Maybe),
    ("since", DateQualifier::Since),
    ("starting in", DateQualifier::Since),
    ("starting", DateQualifier::Since),
    ("as of", DateQualifier::Since),
    ("from", DateQualifier::Since),
    ("depuis", DateQualifier::Since),
    ("a partir du", DateQualifier::Since),
    ("a partir de", DateQualifier::Since),
    ("des le", DateQualifier::Since),
    ("des", DateQualifier::Since),
    ("desde", DateQualifier::Since),
    ("seit", DateQualifier::Since),
    ("منذ", DateQualifier::Since),
    ("ابتداء من", DateQualifier::Since),
    ("after", DateQualifier::After),
    ("apres le", DateQualifier::After),
    ("apres", DateQualifier::After),
    (">", DateQualifier::After),
    ("بعد", DateQualifier::After),
    ("until", DateQualifier::Until),
    ("till", DateQualifier::Until),
    ("up to", DateQualifier::Until),
    ("jusqu'au", DateQualifier::Until),
    ("jusqu'en", DateQualifier::Until),
    ("jusqu'a", DateQualifier::Until),
    ("hasta", DateQualifier::Until),
    ("bis", DateQualifier::Until),
    ("حتي", DateQualifier::Until),
    ("before", DateQualifier::Before),
    ("prior to", DateQualifier::Before),
    ("avant le", DateQualifier::Before),
    ("avant", DateQualifier::Before),
    ("<", DateQualifier::Before),
    ("قبل", DateQualifier::Before),
    ("early", DateQualifier::Third(0)),
    ("beginning of", DateQualifier::Third(0)),
    ("start of", DateQualifier::Third(0)),
    ("debut", DateQualifier::Third(0)),
    ("اوائل", DateQualifier::Third(0)),
    ("بدايه", DateQualifier::Third(0)),
    ("بداية", DateQualifier::Third(0)),
    ("مطلع", DateQualifier::Third(0)),
    ("middle of", DateQualifier::Third(1)),
    ("mid", DateQualifier::Third(1)),
    ("milieu", DateQualifier::Third(1)),
    ("mi", DateQualifier::Third(1)),
    ("منتصف", DateQualifier::Third(1)),
    ("اواسط", DateQualifier::Third(1)),
    ("late", DateQualifier::Third(2)),
    ("end of", DateQualifier::Third(2)),
    ("fin", DateQualifier::Third(2)),
    ("اواخر", DateQualifier::Third(2)),
    ("نهايه", DateQualifier::Third(2)),
    ("نهاية", DateQualifier::Third(2)),
];

const AFTER: &[(&str, DateQualifier)] = &[
    ("(approximately)", DateQualifier::About),
    ("(approx.)", DateQualifier::About),
    ("(circa)", DateQualifier::About),
    ("(environ)", DateQualifier::About),
    ("approx.", DateQualifier::About),
    ("approximately", DateQualifier::About),
    ("environ", DateQualifier::About),
    ("env.", DateQualifier::About),
    ("ca.", DateQualifier::About),
    ("or so", DateQualifier::About),
    (" ~", DateQualifier::About),
    ("(?)", DateQualifier::Maybe),
    ("(uncertain)", DateQualifier::Maybe),
    ("(incertain)", DateQualifier::Maybe),
    ("?", DateQualifier::Maybe),
    ("onwards", DateQualifier::Since),
    ("onward", DateQualifier::Since),
    ("or later", DateQualifier::Since),
    ("ou apres", DateQualifier::Since),
    ("or earlier", DateQualifier::Until),
    ("or before", DateQualifier::Until),
    ("ou avant", DateQualifier::Until),
];

/// `c. 2012`, `since February 2012`, `early 2012`, `2012 onwards`.
fn qualified(text: &str) -> Readings {
    let found = BEFORE.iter().find_map(|(word, meaning)| {
        let rest = text.strip_prefix(word)?;
        let is_letter = word.ends_with(char::is_alphabetic);
        // A word ends where no letter follows; `c2012` and `ca2012` are written too.
        (!is_letter || !rest.starts_with(char::is_alphabetic)).then_some((*meaning, rest))
    });
    let found = found.or_else(|| {
        AFTER
            .iter()
            .find_map(|(word, meaning)| text.strip_suffix(word).map(|rest| (*meaning, rest)))
    });
    let Some((word, rest)) = found else {
        return Vec::new();
    };
    let rest = rest.trim_start_matches(['-', ' ', '.']).trim();
    // `from 2012 to 2016` is a span.
    let Some(inner) = one(rest).filter(|_| !rest.is_empty()) else {
        return Vec::new();
    };
    qualify(inner, word).into_iter().collect()
}

fn qualify(inner: DateShape, word: DateQualifier) -> Option<DateShape> {
    let (first, last) = match inner {
        DateShape::At(part)
        | DateShape::Lasted(Some(part), None)
        | DateShape::Lasted(None, Some(part)) => (part, part),
        DateShape::Lasted(Some(first), Some(last)) | DateShape::Within(first, last) => {
            (first, last)
        }
        DateShape::Lasted(None, None) => return None,
    };
    let marked = |certainty| {
        let mark = |part: DatePart| DatePart { certainty, ..part };
        match inner {
            DateShape::At(part) => DateShape::At(mark(part)),
            DateShape::Lasted(from, to) => DateShape::Lasted(from.map(mark), to.map(mark)),
            DateShape::Within(from, to) => DateShape::Within(mark(from), mark(to)),
        }
    };
    Some(match word {
        DateQualifier::About => marked(Certainty::Approximate),
        DateQualifier::Maybe => marked(Certainty::Uncertain),
        DateQualifier::Since
            if matches!(
                inner,
                DateShape::Lasted(Some(_), Some(_)) | DateShape::Within(..)
            ) =>
        {
            DateShape::Lasted(Some(first), Some(last))
        }
        DateQualifier::Since => DateShape::Lasted(Some(first), None),
        DateQualifier::Until => DateShape::Lasted(None, Some(last)),
        DateQualifier::After => DateShape::Lasted(Some(beside(last, 1)?), None),
        DateQualifier::Before => DateShape::Lasted(None, Some(beside(first, -1)?)),
        DateQualifier::Third(third) => third_of(first, last, third)?,
    })
}

/// The next date of the same precision, or the one before.
fn beside(part: DatePart, step: i8) -> Option<DatePart> {
    match (part.month, part.day) {
        (Some(_), Some(_)) => {
            let day = part
                .first_day()
                .checked_add(jiff::Span::new().days(step))
                .ok()?;
            Some(at(day.year(), Some(day.month()), Some(day.day())))
        }
        (Some(_), None) => {
            let day = part
                .first_day()
                .checked_add(jiff::Span::new().months(step))
                .ok()?;
            Some(at(day.year(), Some(day.month()), None))
        }
        _ => Some(at(part.year.checked_add(step.into())?, None, None)),
    }
}

/// Early, mid or late in a year, a month or a decade.
fn third_of(first: DatePart, last: DatePart, third: i8) -> Option<DateShape> {
    let within = |from, to| Some(DateShape::Within(from, to));
    match (first.month, first.day) {
        (_, Some(_)) => None,
        (Some(month), None) if first == last => {
            let end = last_of_month(first.year, month).day();
            let (from, to) = [(1, 10), (11, 20), (21, end)][usize::from(third.unsigned_abs())];
            within(
                at(first.year, Some(month), Some(from)),
                at(first.year, Some(month), Some(to)),
            )
        }
        (None, None) if first == last => Some(months(first.year, third * 4 + 1, 4)),
        (None, None) if last.year - first.year == 9 => {
            let (from, to) = [(0, 3), (4, 6), (7, 9)][usize::from(third.unsigned_abs())];
            within(
                at(first.year + from, None, None),
                at(first.year + to, None, None),
            )
        }
        _ => None,
    }
}

/// Words between two dates, and what they say: that something lasted, that it was once within, or
/// either.
const BETWEEN: &[(&str, Option<bool>)] = &[
    ("..", Some(false)),
    ("/", Some(true)),
    (" - ", None),
    (" to ", None),
    (" until ", Some(true)),
    (" till ", Some(true)),
    (" through ", Some(true)),
    (" jusqu'au ", Some(true)),
    (" jusqu'en ", Some(true)),
    (" jusqu'a ", Some(true)),
    (" au ", None),
    (" a ", None),
    (" bis ", None),
    (" الي ", None),
    (" حتي ", Some(true)),
    (" and ", None),
    (" et le ", None),
    (" et ", None),
    (" و ", None),
    (" و", None),
    (" & ", None),
    ("-", None),
];

const STILL: &[&str] = &[
    "",
    "present",
    "now",
    "today",
    "ongoing",
    "current",
    "open",
    "date",
    "this day",
    "aujourd'hui",
    "maintenant",
    "ce jour",
    "nos jours",
    "en cours",
    "الان",
    "اليوم",
    "..",
    "?",
];

/// Two dates with something between them; what the first leaves out (`16 to 22 February 2022`) the
/// second says.
fn span(text: &str) -> Readings {
    let mut rest = text;
    let mut says = None;
    for (word, meaning) in [
        ("between ", Some(false)),
        ("entre ", Some(false)),
        ("بين ", Some(false)),
        ("from ", None),
        ("du ", None),
        ("de ", None),
        ("le ", None),
        ("من ", None),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, says) = (after, says.or(meaning));
        }
    }
    for (between, lasted) in BETWEEN {
        let padded = format!("{rest} ");
        for (place, _) in padded.match_indices(between) {
            let (first, second) = (
                padded[..place].trim(),
                padded[place + between.len()..].trim(),
            );
            let lasted = says.or(*lasted);
            let found = two(first, second, lasted);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn two(first: &str, second: &str, lasted: Option<bool>) -> Readings {
    let both = |from: DatePart, to: DatePart| {
        let (lasts, within) = (
            DateShape::Lasted(Some(from), Some(to)),
            DateShape::Within(from, to),
        );
        let date = Date::from(lasts);
        if date.earliest > date.latest {
            return Vec::new();
        }
        match lasted {
            Some(true) => vec![lasts],
            Some(false) => vec![within],
            None => vec![lasts, within],
        }
    };
    let is_still = |text: &str| STILL.contains(&text.trim_matches(['(', ')', '.']));
    if is_still(second) {
        return part_of_two(first)
            .map(|from| DateShape::Lasted(Some(from), None))
            .into_iter()
            .collect();
    }
    if matches!(first, "" | ".." | "unknown" | "inconnu" | "?") {
        return part_of_two(second)
            .map(|to| DateShape::Lasted(None, Some(to)))
            .into_iter()
            .collect();
    }
    if matches!(second, "unknown" | "inconnu") {
        return part_of_two(first)
            .map(|from| DateShape::Lasted(Some(from), None))
            .into_iter()
            .collect();
    }
    match (part_of_two(first), part_of_two(second)) {
        (Some(from), Some(to)) => both(from, to),
        (None, Some(to)) => {
            let Some(from) = Tokens::new(first).partial() else {
                return Vec::new();
            };
            // `16 to 22 February`: a number alone is a day where a day follows.
            let lacks_month = from.month.is_none() && from.day.is_some();
            let filled = Partial {
                year: from.year.or(Some(to.year)),
                month: from.month.or(if lacks_month { to.month } else { None }),
                ..from
            };
            if lacks_month && to.day.is_none() {
                return Vec::new();
            }
            filled.part().map(|from| both(from, to)).unwrap_or_default()
        }
        (Some(from), None) => {
            let Some(to) = Tokens::new(second).partial() else {
                return Vec::new();
            };
            let filled = Partial {
                year: to.year.or(Some(from.year)),
                month: to
                    .month
                    .or(if to.day.is_some() { from.month } else { None }),
                ..to
            };
            if to.day.is_some() && from.day.is_none() {
                return Vec::new();
            }
            filled.part().map(|to| both(from, to)).unwrap_or_default()
        }
        (None, None) => {
            // `February 16 - 22, 2022`: the year stands at the end, the month at the beginning.
            match (Tokens::new(first).partial(), Tokens::new(second).partial()) {
                (Some(from), Some(to)) if to.year.is_some() && from.month.is_some() => {
                    let from = Partial {
                        year: to.year,
                        ..from
                    };
                    let to = Partial {
                        month: to.month.or(from.month),
                        ..to
                    };
                    match (from.part(), to.part()) {
                        (Some(from), Some(to)) => both(from, to),
                        _ => Vec::new(),
                    }
                }
                _ => Vec::new(),
            }
        }
    }
}

/// One of two dates: without another span in it.
fn part_of_two(text: &str) -> Option<DatePart> {
    let ways: [fn(&str) -> Readings; 4] = [edtf, unspecified, qualified_part, single];
    if let Ok(part) = DatePart::parse(&text.to_uppercase()) {
        return Some(part);
    }
    ways.iter().find_map(|way| match way(text).first() {
        Some(shape @ DateShape::At(part)) if is_on_calendar(shape) => Some(*part),
        _ => None,
    })
}

fn qualified_part(text: &str) -> Readings {
    let inner = BEFORE.iter().find_map(|(word, meaning)| match meaning {
        DateQualifier::About | DateQualifier::Maybe => {
            text.strip_prefix(word).map(|rest| (rest.trim(), *meaning))
        }
        _ => None,
    });
    let part = inner.and_then(|(rest, word)| Some((*single(rest).first()?, word)));
    part.and_then(|(shape, word)| qualify(shape, word))
        .into_iter()
        .collect()
}

/// One date in numbers or words.
fn single(text: &str) -> Readings {
    // An open end is no date.
    if text.starts_with('-') || text.ends_with('-') {
        return Vec::new();
    }
    let tokens = Tokens::new(text);
    if let Some(found) = tokens.period() {
        return found;
    }
    let found = tokens.numbers_only();
    if !found.is_empty() {
        return found;
    }
    let part = tokens.partial().and_then(|partial| partial.part());
    part.map(DateShape::At).into_iter().collect()
}

/// What is known of a date.
#[derive(Clone, Copy, Default)]
struct Partial {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<TimeOfDay>,
}

impl Partial {
    fn part(self) -> Option<DatePart> {
        if self.day.is_some() && self.month.is_none() {
            return None;
        }
        let part = DatePart {
            time: self.time.filter(|_| self.day.is_some()),
            ..at(self.year?, self.month, self.day)
        };
        DatePart::parse(&part.to_string()).ok()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DateToken<'t> {
    Number(&'t str),
    Word(&'t str),
    Sign(char),
}

/// A text in numbers, words and signs, and the time of day that stood in it.
struct Tokens<'t> {
    list: Vec<DateToken<'t>>,
    time: Option<TimeOfDay>,
}

impl<'t> Tokens<'t> {
    fn new(text: &'t str) -> Tokens<'t> {
        let mut list = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
            let own = kind(c);
            let length = match own {
                (false, false) => c.len_utf8(),
                _ => rest.find(|c| kind(c) != own).unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(length);
            match own {
                (true, _) => list.push(DateToken::Number(token)),
                (_, true) => list.push(DateToken::Word(token)),
                _ if matches!(c, ' ' | ',' | '(' | ')' | '\'') => {}
                _ => list.push(DateToken::Sign(c)),
            }
            rest = after;
        }
        let mut tokens = Tokens { list, time: None };
        tokens.take_time();
        tokens
    }

    /// Takes a time of day out: `10:00`, `10:00:05.000Z`, `10h30`, `5 pm`, with a zone or without.
    fn take_time(&mut self) {
        use DateToken::{Number, Sign, Word};
        let Some(start) = (0..self.list.len()).find(|start| {
            matches!(
                &self.list[*start..],
                [Number(_), Sign(':'), Number(_), ..] | [Number(_), Word("h" | "am" | "pm"), ..]
            )
        }) else {
            return;
        };
        let number = |at: usize| match self.list.get(at) {
            Some(Number(number)) if number.len() <= 2 => digits::<i8>(number),
            _ => None,
        };
        let Some(mut hour) = number(start) else {
            return;
        };
        let (mut minute, mut second, mut end) = (0, None, start + 1);
        if matches!(self.list[end], Sign(':') | Word("h")) {
            end += 1;
            if let Some(n) = number(end) {
                (minute, end) = (n, end + 1);
            }
            if let (Some(Sign(':')), Some(n)) = (self.list.get(end), number(end + 1)) {
                (second, end) = (Some(n), end + 2);
            }
            if let (Some(Sign('.')), Some(Number(_)), true) =
                (self.list.get(end), self.list.get(end + 1), second.is_some())
            {
                end += 2;
            }
        }
        if let Some(Word(half @ ("am" | "pm"))) = self.list.get(end) {
            hour = hour % 12 + if *half == "pm" { 12 } else { 0 };
            end += 1;
        }
        let mut offset = None;
        if let Some(Word("z" | "utc" | "gmt")) = self.list.get(end) {
            (offset, end) = (Some(0), end + 1);
        }
        if let (Some(Sign(sign @ ('+' | '-'))), Some(Number(first))) =
            (self.list.get(end), self.list.get(end + 1))
        {
            let (hours, minutes, length) =
                match (first.len(), self.list.get(end + 2), self.list.get(end + 3)) {
                    (1 | 2, Some(Sign(':')), Some(Number(minutes))) => {
                        (digits::<i16>(first), digits(minutes), 4)
                    }
                    (4, ..) => (digits(&first[..2]), digits(&first[2..]), 2),
                    (1 | 2, ..) => (digits(first), Some(0), 2),
                    _ => (None, None, 0),
                };
            if let (Some(hours), Some(minutes)) = (hours, minutes) {
                let ahead = hours * 60 + minutes;
                (offset, end) = (
                    Some(if *sign == '-' { -ahead } else { ahead }),
                    end + length,
                );
            }
        }
        if hour > 23 || minute > 59 {
            return;
        }
        self.time = Some(TimeOfDay {
            hour,
            minute,
            second: second.filter(|second| *second > 0),
            offset,
            ahead: 0,
        });
        let start = match start.checked_sub(1).map(|before| self.list[before]) {
            Some(Word("t" | "at" | "a")) => start - 1,
            _ => start,
        };
        self.list.drain(start..end);
    }

    /// A date in words: a month's name, a day before or after it, a year. A number alone is a year
    /// or a day by its length.
    fn partial(&self) -> Option<Partial> {
        let mut partial = Partial {
            time: self.time,
            ..Partial::default()
        };
        let mut small = Vec::new();
        let mut words = self.list.iter().peekable();
        while let Some(token) = words.next() {
            match token {
                DateToken::Number(number) if number.len() == 4 && partial.year.is_none() => {
                    partial.year = four(number);
                }
                DateToken::Number(number) if number.len() <= 2 => small.push(digits::<i8>(number)?),
                DateToken::Number(_) => return None,
                DateToken::Word("كانون" | "تشرين") if partial.month.is_none() => {
                    let first = matches!(words.next()?, DateToken::Word("الاول"));
                    let is_tishrin = *token == DateToken::Word("تشرين");
                    partial.month = Some(match (is_tishrin, first) {
                        (true, true) => 10,
                        (true, false) => 11,
                        (false, true) => 12,
                        (false, false) => 1,
                    });
                }
                DateToken::Word(word) => match month(word) {
                    Some(month) if partial.month.is_none() => partial.month = Some(month),
                    _ if is_filler(word) => {}
                    _ => return None,
                },
                DateToken::Sign('.' | '-' | '/') => {}
                DateToken::Sign(_) => return None,
            }
        }
        match (small.as_slice(), partial.year) {
            ([], _) => {}
            ([day], _) => partial.day = Some(*day),
            // `22-Feb-22`
            ([day, year], None) if partial.month.is_some() => {
                partial.day = Some(*day);
                partial.year = Some(2000 + i16::from(*year));
            }
            _ => return None,
        }
        Some(partial)
    }

    /// A date in numbers with signs between them, in whatever order.
    fn numbers_only(&self) -> Readings {
        let mut numbers = Vec::new();
        for token in &self.list {
            match token {
                DateToken::Number(number) => numbers.push(*number),
                DateToken::Sign('-' | '/' | '.') => {}
                _ => return Vec::new(),
            }
        }
        let with_time = |part: DatePart| {
            DateShape::At(DatePart {
                time: self.time,
                ..part
            })
        };
        let lengths: Vec<usize> = numbers.iter().map(|number| number.len()).collect();
        match (lengths.as_slice(), numbers.as_slice()) {
            ([8], [all]) => day(&all[..4], &all[4..6], &all[6..])
                .map(with_time)
                .into_iter()
                .collect(),
            ([7], [all]) => of_year(&all[..4], &all[4..])
                .map(with_time)
                .into_iter()
                .collect(),
            ([4, 3], [year, ordinal]) => {
                of_year(year, ordinal).map(with_time).into_iter().collect()
            }
            ([6], [all]) => year_month(&all[..4], &all[4..]).into_iter().collect(),
            ([4, 1 | 2], [year, month]) | ([1 | 2, 4], [month, year]) => {
                year_month(year, month).into_iter().collect()
            }
            ([4, 1 | 2, 1 | 2], [year, a, b]) => {
                let usual = day(year, a, b);
                usual
                    .or_else(|| day(year, b, a))
                    .map(with_time)
                    .into_iter()
                    .collect()
            }
            ([1 | 2, 1 | 2, 4], [a, b, year]) => {
                distinct([day(year, b, a), day(year, a, b)], with_time)
            }
            ([2, 2, 2], [a, b, c]) => {
                let century = |year: &str| format!("20{year}");
                distinct(
                    [
                        day(&century(c), b, a),
                        day(&century(c), a, b),
                        day(&century(a), b, c),
                    ],
                    with_time,
                )
            }
            _ => Vec::new(),
        }
    }

    /// A quarter, a half, a week, a season, a decade or a century.
    fn period(&self) -> Option<Readings> {
        let (mut year, mut number, mut unit, mut weekday) = (None, None, None, None);
        for token in &self.list {
            match token {
                DateToken::Number(text) if text.len() == 4 => year = four(text),
                DateToken::Number(text) if text.len() <= 2 && number.is_none() => {
                    number = digits::<i8>(text);
                }
                DateToken::Number(text) if text.len() == 1 => weekday = digits::<i8>(text),
                DateToken::Word(word) => match (DateUnit::parse(word), ordinal(word)) {
                    (Some(found), _) if unit.is_none() => unit = Some(found),
                    (_, Some(n)) => number = Some(n),
                    _ if is_filler(word) => {}
                    _ => return None,
                },
                DateToken::Sign('-' | '/') => {}
                _ => return None,
            }
        }
        let span = |from: DatePart, to: DatePart| {
            vec![
                DateShape::Lasted(Some(from), Some(to)),
                DateShape::Within(from, to),
            ]
        };
        let of_months = |first: i8, count: i8| match months(year?, first, count) {
            DateShape::Within(from, to) => Some(span(from, to)),
            _ => None,
        };
        match (unit?, number) {
            (DateUnit::Quarter, Some(n @ 1..=4)) => of_months(n * 3 - 2, 3),
            (DateUnit::Half, Some(n @ 1..=2)) => of_months(n * 6 - 5, 6),
            (DateUnit::Season(first), None) => of_months(first, 3),
            (DateUnit::Week, Some(week @ 1..=53)) => {
                let monday =
                    jiff::civil::ISOWeekDate::new(year?, week, jiff::civil::Weekday::Monday)
                        .ok()?
                        .date();
                let later = |days: i8| {
                    let day = monday.checked_add(jiff::Span::new().days(days)).ok()?;
                    Some(at(day.year(), Some(day.month()), Some(day.day())))
                };
                match weekday {
                    Some(weekday @ 1..=7) => Some(vec![DateShape::At(later(weekday - 1)?)]),
                    Some(_) => None,
                    None => Some(span(later(0)?, later(6)?)),
                }
            }
            (DateUnit::Decade, None) if year? % 10 == 0 => {
                Some(span(at(year?, None, None), at(year? + 9, None, None)))
            }
            (DateUnit::Decade, None) => Some(vec![DateShape::At(at(year?, None, None))]),
            (DateUnit::Century, Some(n @ 1..=21)) => {
                let first = i16::from(n - 1) * 100 + 1;
                Some(span(at(first, None, None), at(first + 99, None, None)))
            }
            _ => None,
        }
    }
}

fn distinct<const N: usize>(
    days: [Option<DatePart>; N],
    shape: impl Fn(DatePart) -> DateShape,
) -> Readings {
    let mut found: Vec<DatePart> = Vec::new();
    for day in days.into_iter().flatten() {
        if !found.contains(&day) {
            found.push(day);
        }
    }
    found.into_iter().map(shape).collect()
}

#[derive(Clone, Copy)]
enum DateUnit {
    Quarter,
    Half,
    Week,
    /// By its first month in the north.
    Season(i8),
    Decade,
    Century,
}

impl DateUnit {
    fn parse(word: &str) -> Option<DateUnit> {
        Some(match word {
            "q" | "t" | "quarter" | "trimestre" | "trim" | "الربع" | "ربع" => {
                DateUnit::Quarter
            }
            "h" | "half" | "semestre" | "semester" | "النصف" => DateUnit::Half,
            "w" | "week" | "semaine" | "sem" | "kw" | "الاسبوع" => DateUnit::Week,
            "spring" | "printemps" | "ربيع" => DateUnit::Season(3),
            "summer" | "ete" | "صيف" => DateUnit::Season(6),
            "autumn" | "fall" | "automne" | "خريف" => DateUnit::Season(9),
            "winter" | "hiver" | "شتاء" => DateUnit::Season(12),
            "s" | "annees" | "decade" => DateUnit::Decade,
            "century" | "siecle" | "القرن" => DateUnit::Century,
            _ => return None,
        })
    }
}

fn ordinal(word: &str) -> Option<i8> {
    Some(match word {
        "first" | "premier" | "premiere" | "الاول" => 1,
        "second" | "deuxieme" | "seconde" | "الثاني" => 2,
        "third" | "troisieme" | "الثالث" => 3,
        "fourth" | "quatrieme" | "الرابع" => 4,
        _ => return None,
    })
}

/// Words that say nothing of their own in a date: articles, ordinals, the days of the week.
fn is_filler(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "of", "the", "on", "in", "le", "la", "les", "l", "de", "du", "des", "d", "en", "au", "del",
        "st", "nd", "rd", "th", "er", "ere", "re", "e", "eme", "year", "an", "annee", "ad", "ce",
        "month", "mois", "day", "jour", "o", "m", "t", "في", "من", "يوم", "عام", "سنة", "شهر", "م",
    ];
    const WEEK: &[&str] = &[
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "tues",
        "thurs",
        "lun",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "الاثنين",
        "الثلاثاء",
        "الاربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "الاحد",
    ];
    WORDS.contains(&word) || WEEK.contains(&word)
}

/// The names of the months, without accents: English, French, Arabic after the Gregorian, Levantine
/// and Maghrebi calendars, Spanish, Portuguese, German. `كانون` and `تشرين` are two words each and
/// are read apart.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "janvier",
        "enero",
        "janeiro",
        "januar",
        "يناير",
        "جانفي",
        "ينائر",
    ],
    &[
        "february",
        "fevrier",
        "febrero",
        "fevereiro",
        "februar",
        "فبراير",
        "شباط",
        "فيفري",
    ],
    &[
        "march", "mars", "marzo", "marco", "marz", "maerz", "مارس", "اذار",
    ],
    &[
        "april",
        "avril",
        "abril",
        "ابريل",
        "نيسان",
        "افريل",
        "ابريـل",
    ],
    &["may", "mai", "mayo", "maio", "مايو", "ايار", "ماي", "مايس"],
    &[
        "june",
        "juin",
        "junio",
        "junho",
        "juni",
        "يونيو",
        "يونيه",
        "حزيران",
        "جوان",
    ],
    &[
        "july",
        "juillet",
        "julio",
        "julho",
        "juli",
        "يوليو",
        "يوليه",
        "تموز",
        "جويلية",
        "يوليوز",
    ],
    &["august", "aout", "agosto", "اغسطس", "اب", "اوت", "غشت"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "سبتمبر",
        "ايلول",
        "شتنبر",
    ],
    &[
        "october",
        "octobre",
        "octubre",
        "outubro",
        "oktober",
        "اكتوبر",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "نوفمبر",
        "نونبر",
    ],
    &[
        "december",
        "decembre",
        "diciembre",
        "dezembro",
        "dezember",
        "ديسمبر",
        "دجنبر",
    ],
];

/// The month with that name, or the one month whose name begins so, with three letters at least.
fn month(word: &str) -> Option<i8> {
    let number = |index: usize| i8::try_from(index + 1).ok();
    if let Some(exact) = MONTHS.iter().position(|names| names.contains(&word)) {
        return number(exact);
    }
    if word.chars().count() < 3 || !word.is_ascii() {
        return None;
    }
    let mut fits = (0..12).filter(|index| MONTHS[*index].iter().any(|name| name.starts_with(word)));
    match (fits.next(), fits.next()) {
        (Some(only), None) => number(only),
        _ => None,
    }
}

fn at(year: i16, month: Option<i8>, day: Option<i8>) -> DatePart {
    DatePart {
        year,
        month,
        day,
        time: None,
        certainty: Certainty::Sure,
    }
}

/// Some months of a year, some time within.
fn months(year: i16, first: i8, count: i8) -> DateShape {
    let last = first + count - 1;
    DateShape::Within(
        at(year, Some(first), None),
        at(
            year + i16::from((last - 1) / 12),
            Some((last - 1) % 12 + 1),
            None,
        ),
    )
}

fn four(year: &str) -> Option<i16> {
    digits(year).filter(|_| year.len() == 4)
}

fn day(year: &str, month: &str, day: &str) -> Option<DatePart> {
    DatePart::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()
}

fn year_month(year: &str, month: &str) -> Option<DateShape> {
    DatePart::parse(&format!("{year}-{month:0>2}"))
        .ok()
        .map(DateShape::At)
}

/// `2022-053`: the 53rd day of 2022.
fn of_year(year: &str, ordinal: &str) -> Option<DatePart> {
    let (year, ordinal) = (four(year)?, digits::<i16>(ordinal)?);
    let first = jiff::civil::Date::new(year, 1, 1).ok()?;
    let found = first
        .checked_add(jiff::Span::new().days(ordinal - 1))
        .ok()?;
    (ordinal > 0 && found.year() == year).then(|| at(year, Some(found.month()), Some(found.day())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cures(pairs: &[(&str, &[&str])]) {
        for (text, wanted) in pairs {
            let error = Date::parse(text)
                .err()
                .unwrap_or_else(|| panic!("`{text}` is a date"));
            let shown: Vec<&str> = error.help.split('`').skip(1).step_by(2).collect();
            assert_eq!(shown, *wanted, "{text}: {error:?}");
            for date in wanted.iter() {
                assert!(
                    Date::parse(date).is_ok(),
                    "{text}: the help `{date}` is no date"
                );
            }
        }
    }

    #[test]
    fn days_of_other_tools_and_languages() {
        let day: &[&str] = &["2022-02-22"];
        for text in [
            "22 February 2022",
            "22 février 2022",
            "22 fevrier 2022",
            "Feb. 22, 2022",
            "February 22, 2022",
            "22nd of February 2022",
            "the 22nd February, 2022",
            "Tuesday 22 February 2022",
            "mardi 22 février 2022",
            "22-Feb-2022",
            "22/Feb/2022",
            "22-Feb-22",
            "2022 February 22",
            "22 FÉVRIER 2022",
            "22 févr. 2022",
            "2022-053",
            "2022053",
            "2022/02/22",
            "2022.02.22",
            "22.02.2022",
            "22/02/2022",
            "02/22/2022",
            "20220222",
            "2022-2-22",
            "2022-22-02",
            "2022–02–22",
            "2022 02 22",
            "٢٠٢٢-٠٢-٢٢",
            "۲۰۲۲-۰۲-۲۲",
            "22 فبراير 2022",
            "٢٢ فبراير ٢٠٢٢",
            "22 شباط 2022",
            "22 فيفري 2022",
            "22 de febrero de 2022",
            "22. Februar 2022",
            "2022-W08-2",
            "２０２２-０２-２２",
            "2022\u{a0}02\u{a0}22",
            "le 22 février 2022",
            "22 Feb '22",
        ] {
            cures(&[(text, day)]);
        }
        cures(&[
            ("16 May 2025", &["2025-05-16"]),
            ("1er mars 2012", &["2012-03-01"]),
            ("1st March 2012", &["2012-03-01"]),
            ("22 août 2022", &["2022-08-22"]),
            ("22 آب 2022", &["2022-08-22"]),
            ("22 أغسطس 2022", &["2022-08-22"]),
            ("3 كانون الثاني 2022", &["2022-01-03"]),
            ("3 كانون الأول 2022", &["2022-12-03"]),
            ("3 تشرين الثاني 2022", &["2022-11-03"]),
            ("3 جويلية 2022", &["2022-07-03"]),
            ("3 غشت 2022", &["2022-08-03"]),
            ("08/10/1932", &["1932-10-08", "1932-08-10"]),
            ("2022-2-3", &["2022-02-03"]),
            ("22/02/22", &["2022-02-22"]),
            ("February 2022", &["2022-02"]),
            ("février 2022", &["2022-02"]),
            ("Feb 2022", &["2022-02"]),
            ("02/2022", &["2022-02"]),
            ("2022/02", &["2022-02"]),
            ("202202", &["2022-02"]),
            ("2022-2", &["2022-02"]),
            ("an 2012", &["2012"]),
            ("2012s", &["2012"]),
            ("2022-00-00", &["2022"]),
            ("2022-02-00", &["2022-02"]),
        ]);
    }

    #[test]
    fn times_of_other_tools() {
        cures(&[
            ("2022-02-22 10:00", &["2022-02-22T10:00"]),
            ("2022-02-22 10:00:00 +0200", &["2022-02-22T10:00+02:00"]),
            ("2022-02-22t10:00:00z", &["2022-02-22T10:00:00Z"]),
            ("Tue, 22 Feb 2022 10:00:00 GMT", &["2022-02-22T10:00Z"]),
            (
                "Tue Feb 22 2022 10:00:00 GMT+0100",
                &["2022-02-22T10:00+01:00"],
            ),
            ("22 February 2022, 5:30 pm", &["2022-02-22T17:30"]),
            ("22 février 2022 à 10h30", &["2022-02-22T10:30"]),
            ("2022-02-22T10h30", &["2022-02-22T10:30"]),
        ]);
        assert!(Date::parse("2022-02-22T10:00:00.000Z").is_ok());
    }

    #[test]
    fn ranges_and_what_is_left_out_in_them() {
        let both: &[&str] = &["2022-02-16/2022-02-22", "2022-02-16..2022-02-22"];
        for text in [
            "2022-02-16 - 2022-02-22",
            "2022-02-16 – 2022-02-22",
            "2022-02-16–2022-02-22",
            "2022-02-16 to 2022-02-22",
            "16-22 February 2022",
            "16–22 février 2022",
            "16 to 22 February 2022",
            "du 16 au 22 février 2022",
            "February 16-22, 2022",
            "16 February - 22 February 2022",
            "16/02/2022 - 22/02/2022",
            "من 16 إلى 22 فبراير 2022",
        ] {
            cures(&[(text, both)]);
        }
        cures(&[
            ("from 16 to 22 February 2022", &["2022-02-16/2022-02-22"]),
            ("2022-02-22 / 2022-02-23", &["2022-02-22/2022-02-23"]),
            ("2022-02-16…2022-02-22", &["2022-02-16..2022-02-22"]),
            ("2022-02-16...2022-02-22", &["2022-02-16..2022-02-22"]),
            ("2022-02-16 .. 2022-02-22", &["2022-02-16..2022-02-22"]),
            (
                "entre le 16 et le 22 février 2022",
                &["2022-02-16..2022-02-22"],
            ),
            (
                "between 16 and 22 February 2022",
                &["2022-02-16..2022-02-22"],
            ),
            ("بين 16 و22 فبراير 2022", &["2022-02-16..2022-02-22"]),
            ("2012-2016", &["2012/2016", "2012..2016"]),
            ("2012-16", &["2012/2016"]),
            ("2012 - present", &["2012/.."]),
            ("2012 to now", &["2012/.."]),
            ("2012-", &["2012/.."]),
            (
                "30 December 2021 - 2 January 2022",
                &["2021-12-30/2022-01-02", "2021-12-30..2022-01-02"],
            ),
            (
                "February to March 2022",
                &["2022-02/2022-03", "2022-02..2022-03"],
            ),
        ]);
    }

    #[test]
    fn words_beside_a_date() {
        cures(&[
            ("c. 2012", &["2012~"]),
            ("c2012", &["2012~"]),
            ("ca. 2012", &["2012~"]),
            ("circa 2012", &["2012~"]),
            ("around 2012", &["2012~"]),
            ("about 22 February 2022", &["2022-02-22~"]),
            ("vers 2012", &["2012~"]),
            ("vers le 22 février 2022", &["2022-02-22~"]),
            ("حوالي 2012", &["2012~"]),
            ("~2012", &["2012~"]),
            ("2012 (approx.)", &["2012~"]),
            ("2012 ?", &["2012?"]),
            ("probably 2012", &["2012?"]),
            ("since 2012", &["2012/.."]),
            ("depuis 2012", &["2012/.."]),
            ("depuis le 17 janvier 2012", &["2012-01-17/.."]),
            ("منذ 2012", &["2012/.."]),
            ("2012 onwards", &["2012/.."]),
            ("until 2016", &["../2016"]),
            ("jusqu'en 2016", &["../2016"]),
            ("jusqu’en 2016", &["../2016"]),
            ("حتى 2016", &["../2016"]),
            ("before 2016", &["../2015"]),
            ("avant le 1er mars 2016", &["../2016-02-29"]),
            ("after 2012", &["2013/.."]),
            ("early 2012", &["2012-01..2012-04"]),
            ("mid-2012", &["2012-05..2012-08"]),
            ("fin 2012", &["2012-09..2012-12"]),
            ("début février 2012", &["2012-02-01..2012-02-10"]),
            ("late February 2012", &["2012-02-21..2012-02-29"]),
            ("early 1990s", &["1990..1993"]),
            ("أواخر 2012", &["2012-09..2012-12"]),
        ]);
    }

    #[test]
    fn periods_and_forms_of_edtf_that_are_not_ours() {
        cures(&[
            ("Q1 2022", &["2022-01/2022-03", "2022-01..2022-03"]),
            ("2022-Q4", &["2022-10/2022-12", "2022-10..2022-12"]),
            (
                "1er trimestre 2022",
                &["2022-01/2022-03", "2022-01..2022-03"],
            ),
            (
                "second quarter of 2022",
                &["2022-04/2022-06", "2022-04..2022-06"],
            ),
            (
                "first half of 2022",
                &["2022-01/2022-06", "2022-01..2022-06"],
            ),
            (
                "2022-W08",
                &["2022-02-21/2022-02-27", "2022-02-21..2022-02-27"],
            ),
            (
                "semaine 8 de 2022",
                &["2022-02-21/2022-02-27", "2022-02-21..2022-02-27"],
            ),
            ("1990s", &["1990/1999", "1990..1999"]),
            ("1990's", &["1990/1999", "1990..1999"]),
            ("années 1990", &["1990/1999", "1990..1999"]),
            ("19th century", &["1801/1900", "1801..1900"]),
            ("summer 2022", &["2022-06/2022-08", "2022-06..2022-08"]),
            ("hiver 2021", &["2021-12/2022-02", "2021-12..2022-02"]),
            ("2022-XX", &["2022"]),
            ("2022-XX-XX", &["2022"]),
            ("2022-02-XX", &["2022-02"]),
            ("2022-02-1X", &["2022-02-10..2022-02-19"]),
            ("2022-02-2u", &["2022-02-20..2022-02-28"]),
            ("2022-1X", &["2022-10..2022-12"]),
            ("201X", &["2010..2019"]),
            ("19XX", &["1900..1999"]),
            ("2022-21", &["2022-03..2022-05"]),
            ("2022-24", &["2022/2024", "2022-12..2023-02"]),
            ("2022-33", &["2022/2033", "2022-01..2022-03"]),
            ("[2022-02-16..2022-02-22]", &["2022-02-16..2022-02-22"]),
            ("[2022-02-16, 2022-02-22]", &["2022-02-16..2022-02-22"]),
            ("{2012,2016}", &["2012/2016"]),
            ("[..2012]", &["../2012"]),
            ("2012/open", &["2012/.."]),
            ("unknown/2012", &["../2012"]),
            ("2012%", &["2012~"]),
            ("2012?~", &["2012~"]),
            ("2022~-02", &["2022-02~"]),
            ("2022-XX/2023-XX", &["2022/2023"]),
        ]);
    }

    #[test]
    fn no_text_makes_it_panic() {
        let parts = [
            "9999", "0000", "winter", "after", "before", "late", "2022-12", "-", "/", "..", " ",
            "12", "31", "XX", "q4", "s", "century", "21", "T", "25:99", "+99", "pm", "~", "[", "]",
            "é", "٣", "\u{202e}", "februar", "to",
        ];
        for a in parts {
            for b in parts {
                for c in parts {
                    for text in [format!("{a}{b}{c}"), format!("{a} {b} {c}")] {
                        let write = Date::parse(&text)
                            .err()
                            .map(|error| error.write)
                            .unwrap_or_default();
                        for date in write {
                            assert!(Date::parse(&date).is_ok(), "{text}: {date}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_lacks_a_year_or_is_no_date() {
        cures(&[("22 February", &["2022-02-22"])]);
        assert_eq!(
            Date::parse("22 février").expect_err("no year").message,
            "`22 février` has no year"
        );
        for text in [
            "hier",
            "yesterday",
            "soon",
            "2022-02-22-22",
            "99",
            "2022-13-13",
            "the end",
            "a/b/c",
            "février",
        ] {
            let error = Date::parse(text).expect_err(text);
            assert!(
                error.help.contains("2022-02-22") || error.help.contains("2022-02-23"),
                "{text}: {error:?}"
            );
        }
    }
}
