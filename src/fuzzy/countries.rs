//! Names of countries, and adjectives of countries that are easily confused.

use std::cmp::Ordering;

use super::distinguish::words;
use foldhash::HashMap;

const COUNTRIES: &str = include_str!("countries.txt");

/// Returns the name of a country in English, French or Arabic, by its ISO 3166-1 code and the
/// language tag. Other languages get the English name.
pub fn country(code: &str, lang: &str) -> Option<&'static str> {
    let names: Vec<&str> = names_of(code)?.split('|').collect();
    let is_arabic = |name: &&str| {
        name.chars()
            .next()
            .is_some_and(|c| ('\u{600}'..='\u{6ff}').contains(&c))
    };
    let arabic = names.iter().position(is_arabic)?;
    // The French name is before the Arabic one. If it equals the English one, both are one entry.
    match lang {
        "ar" => names.get(arabic).copied(),
        "fr" => names.get(arabic.checked_sub(1)?).copied(),
        _ => names.first().copied(),
    }
}

/// Returns the names of a country by binary search. After the comments, the lines are sorted by
/// code.
fn names_of(code: &str) -> Option<&'static str> {
    let bytes = COUNTRIES.as_bytes();
    let is_break = |byte: &u8| *byte == b'\n';
    let (mut from, mut to) = (0, bytes.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        let start = bytes[from..middle]
            .iter()
            .rposition(is_break)
            .map_or(from, |at| from + at + 1);
        let end = bytes[middle..to]
            .iter()
            .position(is_break)
            .map_or(to, |at| middle + at);
        let line = COUNTRIES.get(start..end)?;
        let known = line.split_once(';').filter(|_| !line.starts_with('#'));
        match known.map(|(known, names)| (known.cmp(code), names)) {
            Some((Ordering::Equal, names)) => return Some(names),
            Some((Ordering::Greater, _)) => to = start,
            Some((Ordering::Less, _)) | None => from = end + 1,
        }
    }
    None
}

/// Returns the country codes by folded name.
pub fn codes() -> HashMap<String, &'static str> {
    let mut codes = HashMap::default();
    let lines = COUNTRIES.lines().filter(|line| !line.starts_with('#'));
    for (code, names) in lines.filter_map(|line| line.split_once(';')) {
        for name in names.split('|') {
            codes.entry(crate::lang::fold(name)).or_insert(code);
        }
    }
    codes
}

/// Demonyms and adjectives that resemble those of another country, by country code.
const DEMONYMS: &[(&str, &[&str])] = &[
    (
        "NE",
        &["nigerien", "nigerienne", "nigeriens", "nigeriennes"],
    ),
    (
        "NG",
        &[
            "nigerian",
            "nigeriane",
            "nigerians",
            "nigerianes",
            "nigerians",
        ],
    ),
    (
        "ML",
        &[
            "malian",
            "malien",
            "malienne",
            "maliens",
            "maliennes",
            "malians",
        ],
    ),
    (
        "MW",
        &[
            "malawian",
            "malawien",
            "malawienne",
            "malawiens",
            "malawians",
        ],
    ),
    ("MT", &["maltese", "maltais", "maltaise"]),
    (
        "AT",
        &["austrian", "autrichien", "autrichienne", "austrians"],
    ),
    (
        "AU",
        &["australian", "australien", "australienne", "australians"],
    ),
    ("GM", &["gambian", "gambien", "gambienne", "gambians"]),
    ("ZM", &["zambian", "zambien", "zambienne", "zambians"]),
    ("SK", &["slovak", "slovaque", "slovakian"]),
    ("SI", &["slovene", "slovenian", "slovenes"]),
    ("IR", &["iranian", "iranien", "iranienne", "iranians"]),
    (
        "IQ",
        &["iraqi", "irakien", "irakienne", "iraqis", "iraqien"],
    ),
    ("GN", &["guinean", "guineen", "guineenne"]),
    ("GY", &["guyanese", "guyanais", "guyanaise"]),
    ("IS", &["icelandic", "islandais", "islandaise"]),
    ("IE", &["irish", "irlandais", "irlandaise"]),
    ("LR", &["liberian", "liberien", "liberienne"]),
    ("LY", &["libyan", "libyen", "libyenne"]),
    ("SD", &["sudanese", "soudanais", "soudanaise"]),
    ("MR", &["mauritanian", "mauritanien", "mauritanienne"]),
    ("MU", &["mauritian", "mauricien", "mauricienne"]),
    ("AM", &["armenian", "armenien", "armenienne"]),
    ("RO", &["romanian", "roumain", "roumaine"]),
    ("OM", &["omani", "omanais"]),
    ("PY", &["paraguayan", "paraguayen"]),
    ("UY", &["uruguayan", "uruguayen"]),
];

/// Whether two names belong to different countries, or differ only in words for different countries
/// (`Niger`, `Nigerian`).
pub(super) fn are_distinct_countries(a: &str, b: &str) -> bool {
    let codes = |name: &str| country_codes(name);
    let differ = |a: &[&str], b: &[&str]| {
        !a.is_empty() && !b.is_empty() && !a.iter().any(|code| b.contains(code))
    };
    if differ(&codes(a), &codes(b)) {
        return true;
    }
    let (first, second) = (words(a), words(b));
    first.len() == second.len()
        && first.len() > 1
        && first
            .iter()
            .zip(&second)
            .any(|((one, _), (other, _))| one != other && differ(&codes(one), &codes(other)))
}

/// Returns the codes of the countries with this name, demonym or adjective.
fn country_codes(name: &str) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
        if let Some((code, names)) = line.split_once(';')
            && names
                .split('|')
                .any(|known| crate::lang::fold(known) == name)
        {
            codes.push(code);
        }
    }
    codes.extend(
        DEMONYMS
            .iter()
            .filter(|(_, words)| words.contains(&name))
            .map(|(code, _)| *code),
    );
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_in_three_languages() {
        let names =
            |code| ["en", "fr", "ar", "de"].map(|lang| country(code, lang).unwrap_or_default());
        assert_eq!(names("DZ"), ["Algeria", "Algérie", "الجزائر", "Algeria"]);
        assert_eq!(
            names("CI"),
            [
                "Côte d’Ivoire",
                "Côte d’Ivoire",
                "ساحل العاج",
                "Côte d’Ivoire"
            ]
        );
        assert_eq!(names("CD")[1], "Congo-Kinshasa");
        assert_eq!(country("ZZ", "fr"), None);
        assert_eq!(country("", "fr"), None);
        // The binary search finds every line.
        for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
            let (code, names) = line.split_once(';').expect("a code, then names");
            assert_eq!(
                names_of(code),
                Some(names),
                "the lines are in the order of their codes"
            );
        }
        let codes = codes();
        assert_eq!(
            (codes.get("senegal"), codes.get("bani")),
            (Some(&"SN"), None)
        );
    }
}
