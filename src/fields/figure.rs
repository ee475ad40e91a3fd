//! Figures as people write them where a whole number is wanted, and what is to be written.

use crate::lang::{Lang, fold, is_space};
use crate::number;
use crate::yaml::Value;

/// What to write for a count, where the value can be understood: `1200`, `{low: 8, high: 10}`, `8~`.
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
    // "une trentaine", "two dozen": about so many.
    let is_vague = ["aine", "dozen", "score"].iter().any(|end| plain.ends_with(end));
    if let Some(number) = number(&plain, lang) {
        return Some(if is_vague {
            Say::About.write(number)
        } else {
            number.to_string()
        });
    }
    for (words, say) in BOUNDS {
        for word in *words {
            let rest = plain.strip_prefix(word).or_else(|| plain.strip_suffix(word));
            if let Some(rest) = rest
                && let Some(number) = number(rest.trim(), lang)
            {
                return Some(say.write(number));
            }
        }
    }
    for between in [" to ", " a ", " et ", " and ", " or ", " ou ", " الي ", "..", "-", "/"] {
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
        [one]
            if one.low == one.high
                && ["aine", "douzaine", "dozen", "score"]
                    .iter()
                    .any(|end| plain.contains(end)) =>
        {
            Some(Say::About.write(one.low))
        }
        [one] if one.low != one.high => range(one.low, one.high),
        [one] if COUNTED.iter().any(|word| plain.contains(word)) => Some(one.low.to_string()),
        _ => None,
    }
}

/// Words for those that are counted, which may stand beside the number.
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

#[derive(Clone, Copy)]
enum Say {
    About,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl Say {
    fn write(self, number: u64) -> String {
        match self {
            Say::About => format!("{number}~"),
            Say::AtLeast => format!("{{low: {number}}}"),
            Say::MoreThan => format!("{{low: {}}}", number.saturating_add(1)),
            Say::AtMost => format!("{{high: {number}}}"),
            Say::LessThan => format!("{{high: {}}}", number.saturating_sub(1)),
        }
    }
}

/// Without accents; what says more of the number stands before what begins with the same word.
const BOUNDS: &[(&[&str], Say)] = &[
    (
        &[
            "about",
            "around",
            "approximately",
            "approx.",
            "approx",
            "circa",
            "ca.",
            "c.",
            "some",
            "nearly",
            "almost",
            "roughly",
            "environ",
            "env.",
            "autour de",
            "pres de",
            "quelque",
            "quelques",
            "vers",
            "presque",
            "or so",
            "~",
            "≈",
            "±",
            "حوالي",
            "نحو",
            "قرابه",
            "قرابة",
            "زهاء",
        ],
        Say::About,
    ),
    (
        &[
            "at least",
            "minimum",
            "min.",
            "au moins",
            "or more",
            "ou plus",
            "+",
            ">=",
            "≥",
            "ما لا يقل عن",
            "علي الاقل",
        ],
        Say::AtLeast,
    ),
    (
        &["more than", "over", "upwards of", "plus de", "above", ">", "اكثر من"],
        Say::MoreThan,
    ),
    (
        &[
            "at most",
            "up to",
            "maximum",
            "max.",
            "au plus",
            "jusqu'a",
            "<=",
            "≤",
            "علي الاكثر",
        ],
        Say::AtMost,
    ),
    (
        &["less than", "fewer than", "under", "moins de", "below", "<", "اقل من"],
        Say::LessThan,
    ),
];

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

/// A whole number, in digits with or without separators of thousands, or in words.
fn number(text: &str, lang: Lang) -> Option<u64> {
    let digits: String = text
        .chars()
        .filter(|c| !is_space(*c) && !matches!(c, ',' | '.' | '\'' | '_'))
        .collect();
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        let groups: Vec<&str> = text
            .split(|c| is_space(c) || matches!(c, ',' | '.' | '\'' | '_'))
            .collect();
        let in_threes = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
        return digits.parse().ok().filter(|_| in_threes);
    }
    if text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let languages = [Some(lang), Lang::parse("en"), Lang::parse("fr"), Lang::parse("ar")];
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
            ("more than 8", "{low: 9}"),
            ("plus de 8", "{low: 9}"),
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
