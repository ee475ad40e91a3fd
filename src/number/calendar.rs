//! Excludes the days and years of dates, because they are not counts.
//!
//! A day is next to the name of a month, and a year follows it or a time word. The names are those
//! in common use: for Arabic, the Gregorian, Levantine and Maghrebi months.

use super::phrase::{NumberPhrase, PhraseKind};
use super::scan;
use super::words::NumberLanguage;

const FRENCH: &[&str] = &[
    "janvier",
    "février",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "decembre",
    "janv",
    "févr",
    "avr",
    "juil",
    "oct",
    "nov",
    "déc",
];

/// Names of months. They are only matched with a capital letter, because "may" and "march" are also
/// common words.
const ENGLISH: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Names of months with plain alif. `كانون` and `تشرين` are the first words of two names each.
const ARABIC: &[&str] = &[
    "يناير",
    "فبراير",
    "مارس",
    "ابريل",
    "مايو",
    "يونيو",
    "يوليو",
    "اغسطس",
    "سبتمبر",
    "اكتوبر",
    "نوفمبر",
    "ديسمبر",
    "كانون",
    "شباط",
    "اذار",
    "نيسان",
    "ايار",
    "حزيران",
    "تموز",
    "اب",
    "ايلول",
    "تشرين",
    "جانفي",
    "فيفري",
    "افريل",
    "ماي",
    "جوان",
    "جويلية",
    "اوت",
    "يوليوز",
    "غشت",
    "شتنبر",
    "نونبر",
    "دجنبر",
];

/// Words after which four digits are a year.
const FRENCH_TIME: &[&str] = &[
    "en", "depuis", "dès", "an", "année", "années", "début", "fin", "mi",
];
const ENGLISH_TIME: &[&str] = &["in", "since", "until", "year", "early", "late", "mid"];
const ARABIC_TIME: &[&str] = &["عام", "العام", "سنة", "منذ", "في"];

/// Marks the days and years of dates, which are not counts.
pub(super) fn exclude_dates(language: NumberLanguage, text: &str, phrases: &mut [NumberPhrase]) {
    for at in 0..phrases.len() {
        let phrase = &phrases[at];
        let dated = if is_day(phrase) && is_before_month(language, text, phrase.range.end) {
            first_day(language, text, phrases, at)..at + 1
        } else if let Some(month) = month_before(language, text, phrase) {
            if phrase.is_bare_four && phrase.value <= 2100 {
                at..at + 1
            } else if is_day_after_month(language, text, phrase, month) {
                at..end_of_days(text, phrases, at)
            } else {
                continue;
            }
        } else if phrase.is_year() && scan::follows(text, phrase.range.start, time_words(language))
        {
            at..at + 1
        } else {
            continue;
        };
        for phrase in &mut phrases[dated] {
            phrase.kind = PhraseKind::Other;
        }
    }
}

fn is_day(phrase: &NumberPhrase) -> bool {
    (1..=31).contains(&phrase.value) && phrase.kind == PhraseKind::Number
}

/// Whether the name of a month follows: "22 février", "22 of February".
fn is_before_month(language: NumberLanguage, text: &str, at: usize) -> bool {
    let mut word = scan::word_after(text, at);
    if matches!(&text[word.clone()], "de" | "of" | "من") {
        word = scan::word_after(text, word.end);
    }
    word.start > at && is_month(language, &text[word])
}

/// Returns the first of several days of one month: "les 16, 17 et 22 février".
fn first_day(language: NumberLanguage, text: &str, phrases: &[NumberPhrase], last: usize) -> usize {
    let mut first = last;
    while first > 0
        && is_day(&phrases[first - 1])
        && share_month(language, text, &phrases[first - 1], &phrases[first])
    {
        first -= 1;
    }
    first
}

/// Whether the text between two days makes them days of one month.
fn share_month(
    language: NumberLanguage,
    text: &str,
    first: &NumberPhrase,
    second: &NumberPhrase,
) -> bool {
    let gap = text[first.range.end..second.range.start].trim_matches(scan::is_space);
    let has_article = scan::follows(text, first.range.start, &["le", "the"]);
    let is = |words: &[&str]| words.iter().any(|word| scan::same_word(gap, word));
    is(&[",", "-", "\u{2011}", "–", "&", "au"])
        || is(language.to())
        || is(language.and())
        || (has_article && is(&["et le", "et au", "ou le", "and the", "to the", "or the"]))
}

/// Returns the start of the month before a number. A comma may precede a year, and a full stop ends
/// an abbreviated month.
fn month_before(language: NumberLanguage, text: &str, phrase: &NumberPhrase) -> Option<usize> {
    let spaced = &text[..phrase.range.start];
    let mut before = spaced.trim_end_matches(scan::is_space);
    if before.len() == spaced.len() {
        return None;
    }
    if phrase.is_bare_four && language == NumberLanguage::English {
        before = before.strip_suffix(',').unwrap_or(before);
    }
    let stopped = before.strip_suffix('.').unwrap_or(before);
    let mut word = scan::word_before(stopped, stopped.len());
    if stopped.len() < before.len() && stopped[word.clone()].chars().count() > 5 {
        return None;
    }
    if language == NumberLanguage::Arabic
        && matches!(&stopped[word.clone()], "الأول" | "الاول" | "الثاني")
    {
        // The word read so far is the second part of "كانون الثاني".
        word = scan::word_before(stopped, word.start);
    }
    is_month(language, &stopped[word.clone()]).then_some(word.start)
}

/// Whether the number after a month is its day, as in "On February 22". In "in February 22 people"
/// it counts people.
fn is_day_after_month(
    language: NumberLanguage,
    text: &str,
    phrase: &NumberPhrase,
    month: usize,
) -> bool {
    let before = &text[scan::word_before(text, month)];
    language == NumberLanguage::English
        && is_day(phrase)
        && !before.ends_with(char::is_numeric)
        && !scan::follows(text, month, &["in", "last", "this", "early", "late", "mid"])
}

/// Returns the end of the days that begin at `first`, including the year after them: "February
/// 16–22, 2022".
fn end_of_days(text: &str, phrases: &[NumberPhrase], first: usize) -> usize {
    let mut end = first + 1;
    let gap = |end: usize| &text[phrases[end - 1].range.end..phrases[end].range.start];
    if end < phrases.len() && is_day(&phrases[end]) && gap(end).chars().all(scan::is_hyphen) {
        end += 1;
    }
    if end < phrases.len()
        && phrases[end].is_bare_four
        && gap(end).trim_matches(scan::is_space) == ","
    {
        end += 1;
    }
    end
}

fn is_month(language: NumberLanguage, word: &str) -> bool {
    let known = |names: &[&str]| names.iter().any(|name| scan::same_word(word, name));
    match language {
        NumberLanguage::French => known(FRENCH),
        NumberLanguage::English => word.starts_with(char::is_uppercase) && known(ENGLISH),
        NumberLanguage::Arabic => {
            let plain = word.replace(['أ', 'إ', 'آ'], "ا");
            ARABIC.contains(&plain.as_str())
        }
        NumberLanguage::Other => false,
    }
}

/// Returns the words of a language after which four digits are a year.
fn time_words(language: NumberLanguage) -> &'static [&'static str] {
    match language {
        NumberLanguage::French => FRENCH_TIME,
        NumberLanguage::English => ENGLISH_TIME,
        NumberLanguage::Arabic => ARABIC_TIME,
        NumberLanguage::Other => &[],
    }
}
