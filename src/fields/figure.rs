//! Numbers in other forms where a whole number is expected, and the YAML to write.

use std::fmt;

use crate::lang::{Lang, fold, is_space};
use crate::model::Number;
use crate::number::{self, Bound, Exactness};
use crate::yaml::Value;

/// Returns the YAML to write for a count, if it can be understood: `1200`, `{low: 8, high: 10}`,
/// `8~`.
pub(super) fn count(value: &Value, lang: Lang) -> Option<String> {
    let text = match value {
        Value::Text(text) => text,
        Value::Float(number) if number.fract() == 0.0 && (0.0..1e15).contains(number) => {
            return Some(format!("{number:.0}"));
        }
        Value::List(items) => {
            return match items.as_slice() {
                [Value::Int(low), Value::Int(high)] if *low >= 0 => {
                    range(u64::try_from(*low).ok()?, u64::try_from(*high).ok()?)
                }
                _ => None,
            };
        }
        _ => return None,
    };
    let plain = plain(text);
    if let Some(sensed) = sensed(text, lang) {
        return Some(sensed.to_string());
    }
    if let Some(number) = number(&plain, lang) {
        return Some(number.to_string());
    }
    for between in [
        " to ", " a ", " et ", " and ", " or ", " ou ", " الي ", "..", "-", "/",
    ] {
        let bare = plain
            .strip_prefix("between ")
            .or_else(|| plain.strip_prefix("entre "))
            .unwrap_or(&plain);
        let bare = bare
            .strip_prefix("from ")
            .or_else(|| bare.strip_prefix("de "))
            .unwrap_or(bare);
        if let Some((low, high)) = bare.split_once(between)
            && let (Some(low), Some(high)) = (number(low.trim(), lang), number(high.trim(), lang))
        {
            return range(low, high);
        }
    }
    let found = number::readings(lang, text);
    match found.as_slice() {
        [one] if one.low != one.high => range(one.low, one.high),
        [one] if COUNTED.iter().any(|word| plain.contains(word)) => Some(one.low.to_string()),
        _ => None,
    }
}

/// Nouns for what is counted, which may follow the number.
const COUNTED: &[&str] = &[
    "people",
    "civilian",
    "soldier",
    "killed",
    "dead",
    "deaths",
    "wounded",
    "personnes",
    "civils",
    "soldats",
    "morts",
    "tues",
    "blesses",
    "person",
    "fighters",
    "combattants",
    "قتيل",
    "قتلي",
    "شخص",
    "مدني",
    "جريح",
];

/// An approximate number, or a bound: "about 60", "une soixantaine", "at least 60", `~60`, `60+`.
pub struct QualifiedNumber {
    bound: Option<Bound>,
    pub low: Number,
    high: Number,
}

impl fmt::Display for QualifiedNumber {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (low, high) = (self.low, self.high);
        match self.bound {
            Some(Bound::AtLeast) => write!(f, "{{low: {low}}}"),
            Some(Bound::AtMost) => write!(f, "{{high: {high}}}"),
            None if low.value == high.value => write!(f, "{low}"),
            None => write!(f, "{{low: {low}, high: {high}}}"),
        }
    }
}

/// Parses an approximate number or bound, in the site's language or one of the built-in languages.
pub fn sensed(text: &str, lang: Lang) -> Option<QualifiedNumber> {
    if let Some(bound) = compared(text) {
        return Some(bound);
    }
    let signs = ['~', '≈', '?'];
    let signed = text.contains(signs);
    // The words of a number are read without signs.
    let bare = text.replace(signs, " ");
    let tags = ["en", "fr", "ar"].into_iter().filter_map(Lang::parse);
    std::iter::once(lang).chain(tags).find_map(|lang| {
        let readings = number::readings(lang, &bare);
        let [reading] = readings.as_slice() else {
            return None;
        };
        let sense = number::sense(lang, &bare, &reading.range);
        let is_about = signed || sense.exactness == Exactness::About;
        let number = |value| Number { value, is_about };
        (is_about || sense.bound.is_some()).then(|| QualifiedNumber {
            bound: sense.bound,
            low: number(reading.low),
            high: number(reading.high),
        })
    })
}

/// Parses a bound with a sign: `>= 60`, `≤60`, `> 60`, `60+`.
fn compared(text: &str) -> Option<QualifiedNumber> {
    let text = text.trim();
    let signs = [
        (">=", Bound::AtLeast, 0),
        ("≥", Bound::AtLeast, 0),
        ("<=", Bound::AtMost, 0),
        ("≤", Bound::AtMost, 0),
        (">", Bound::AtLeast, 1),
        ("<", Bound::AtMost, 1),
    ];
    let prefixed = signs
        .iter()
        .find_map(|(sign, bound, beyond)| Some((text.strip_prefix(sign)?, *bound, *beyond)));
    let (digits, bound, beyond) =
        prefixed.or_else(|| Some((text.strip_suffix('+')?, Bound::AtLeast, 0)))?;
    let value: u64 = digits.trim().parse().ok()?;
    let end = match bound {
        Bound::AtLeast => value.checked_add(beyond),
        Bound::AtMost => value.checked_sub(beyond),
    };
    let number = Number::exact(end?);
    Some(QualifiedNumber {
        bound: Some(bound),
        low: number,
        high: number,
    })
}

fn range(low: u64, high: u64) -> Option<String> {
    (low < high).then(|| format!("{{low: {low}, high: {high}}}"))
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{660}'..='\u{669}' => plain.push_str(&(u32::from(c) - 0x660).to_string()),
            '\u{6f0}'..='\u{6f9}' => plain.push_str(&(u32::from(c) - 0x6f0).to_string()),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
            '٬' => plain.push(','),
            c => plain.push(c),
        }
    }
    fold(&plain).trim_matches(['(', ')']).trim().to_owned()
}

/// Parses a whole number, in digits with or without thousands separators, or in words.
fn number(text: &str, lang: Lang) -> Option<u64> {
    let digits: String = text
        .chars()
        .filter(|c| !is_space(*c) && !matches!(c, ',' | '.' | '\'' | '_'))
        .collect();
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        let groups: Vec<&str> = text
            .split(|c| is_space(c) || matches!(c, ',' | '.' | '\'' | '_'))
            .collect();
        let in_threes = groups.len() == 1
            || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
        return digits.parse().ok().filter(|_| in_threes);
    }
    if text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let languages = [
        Some(lang),
        Lang::parse("en"),
        Lang::parse("fr"),
        Lang::parse("ar"),
    ];
    languages.into_iter().flatten().find_map(|lang| {
        let found = number::readings(lang, text);
        match found.as_slice() {
            [one] if one.low == one.high && one.range == (0..text.len()) => Some(one.low),
            [] if number::lone_one(lang, text) && !text.contains(' ') => Some(1),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_other_forms() {
        let en = Lang::parse("en").expect("a tag");
        for (text, wanted) in [
            ("8-10", "{low: 8, high: 10}"),
            ("8–10", "{low: 8, high: 10}"),
            ("8 to 10", "{low: 8, high: 10}"),
            ("8 à 10", "{low: 8, high: 10}"),
            ("entre 8 et 10", "{low: 8, high: 10}"),
            ("1,200", "1200"),
            ("1 200", "1200"),
            ("1\u{202f}200", "1200"),
            ("1.200", "1200"),
            ("eight", "8"),
            ("huit", "8"),
            ("twelve", "12"),
            ("about 8", "8~"),
            ("environ 60", "60~"),
            ("près de 60", "60~"),
            ("~60", "60~"),
            ("une trentaine", "30~"),
            ("at least 8", "{low: 8}"),
            ("au moins 8", "{low: 8}"),
            ("8+", "{low: 8}"),
            ("more than 8", "{low: 8}"),
            ("plus de 8", "{low: 8}"),
            ("up to 8", "{high: 8}"),
            ("8 people", "8"),
            ("19 killed", "19"),
            ("١٢", "12"),
            ("dozens", ""),
            ("unknown", ""),
            ("1,2", ""),
        ] {
            let found = count(&Value::Text(text.to_owned()), en);
            assert_eq!(found.as_deref().unwrap_or(""), wanted, "{text}");
        }
    }
}
