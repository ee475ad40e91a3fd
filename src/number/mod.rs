//! Numbers in running text: which figures a sentence tells, and where they stand.
//!
//! [`readings`] reads digits of any language and number words of French, English and Arabic; a
//! claim's figure is compared with them, and a figure without a claim is found by them. `scan`
//! makes tokens of a text, `phrase` numbers of tokens (by `grammar` and the tables of `words`),
//! `calendar` sets dates aside, and here two numbers become a range. Written by hand: the crate
//! `text2num` reads "hundreds of" as 100 and "2 millions" as two numbers, and knows neither "une
//! dizaine" nor "a dozen".

mod arabic;
mod calendar;
mod grammar;
mod phrase;
mod scan;
mod sense;
mod words;

use std::ops::Range;

pub use sense::{Bound, Exactness, Sense, sense};

use phrase::{NumberPhrase, Standing};
use words::NumberLanguage;

use crate::lang::Lang;

/// A number or a range of numbers in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberMatch {
    /// Bytes of the text, from the first to the last word of the number or range, without "about"
    /// or "between"; how exactly it is meant is told by [`sense`].
    pub range: Range<usize>,
    pub low: u64,
    /// The same as `low` for a single number.
    pub high: u64,
    pub kind: NumberKind,
}

/// What a number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A count of something.
    Count,
    /// Four digits without a separator from 1900 to 2100: a year as well as a count; only the
    /// caller knows which makes sense. A range is of this kind when both its ends are.
    Year,
}

/// The whole numbers of a text from left to right, none overlapping another.
///
/// Read are digits (Western, Arabic-Indic and its extension; groups of three by the separators of
/// `lang`, and in French also by a full stop), French, English and Arabic number words, collective
/// nouns ("une dizaine", "two dozen"), digits with a word ("2 millions"), `aucun` and `none` as 0,
/// and ranges ("10-15", "entre dix et quinze"). A range that runs downward is two readings.
///
/// Not read are decimals (also "1.5 million"), percentages, ordinals, fractions, a lone "one" (see
/// [`lone_one`]), vague plurals ("dozens", "several hundred"), numbers that are part of a name, an
/// identifier or an adjective (`G5`, `A-10`, `10:30`, `57-year-old`), days and years of a date with
/// a month's name, and years after a word of time ("en 2022", "since 2012") or joined by a hyphen
/// ("2012-2013").
pub fn readings(lang: Lang, text: &str) -> Vec<NumberMatch> {
    let tongue = NumberLanguage::for_lang(lang);
    let tokens = scan::tokens(tongue, text);
    let mut phrases = phrase::phrases(tongue, text, &tokens);
    calendar::set_aside(tongue, text, &mut phrases);
    let mut readings = Vec::new();
    let mut rest = phrases.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        if let [second, after @ ..] = after
            && let Some(link) = link(tongue, text, first, second)
        {
            if link == RangeLink::Hyphen
                && first.is_year()
                && (second.is_year() || second.value < first.value)
            {
                // A span of years or a season, such as "2012-2013" and "2022-23".
                rest = after;
                continue;
            }
            let low = lower_end(first, second);
            if low <= second.value {
                rest = after;
                if second.standing == Standing::Number {
                    readings.push(NumberMatch {
                        range: first.range.start..second.range.end,
                        low,
                        high: second.value,
                        kind: kind(first.is_year() && second.is_year()),
                    });
                }
                continue;
            }
        }
        if first.standing == Standing::Number {
            readings.push(NumberMatch {
                range: first.range.clone(),
                low: first.value,
                high: first.value,
                kind: kind(first.is_year()),
            });
        }
    }
    readings
}

/// Whether a text has the word for one: `un`, `une`, `one`, `a`, `an`, `واحد`, `واحدة`. It is far
/// too common to be a reading; ask when the figure should be 1 and [`readings`] has found nothing.
pub fn lone_one(lang: Lang, text: &str) -> bool {
    let ones = NumberLanguage::for_lang(lang).ones();
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .any(|word| ones.iter().any(|one| scan::same_word(word, one)))
}

/// Whether a text says that there is nobody or nothing: "no civilians", "personne", "لم يُقتل أي
/// مدني". Ask when the figure should be 0 and [`readings`] has found nothing.
pub fn says_none(lang: Lang, text: &str) -> bool {
    let tongue = NumberLanguage::for_lang(lang);
    let words = tongue.nothing();
    tongue == NumberLanguage::Arabic && arabic::is_none(text)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words.iter().any(|known| scan::same_word(word, known)))
}

/// Whether a text may have a noun in the dual, which only Arabic has. Ask when the figure should be
/// 2 and [`readings`] has found nothing.
pub fn says_two(lang: Lang, text: &str) -> bool {
    NumberLanguage::for_lang(lang) == NumberLanguage::Arabic && arabic::is_dual(text)
}

/// A small number as a word that a text can say; nothing where the language is not known, or its
/// words change with what is counted.
pub fn spelled(lang: Lang, number: u64) -> Option<&'static str> {
    let words = NumberLanguage::for_lang(lang).spelled();
    usize::try_from(number)
        .ok()
        .and_then(|number| words.get(number))
        .copied()
}

fn kind(year: bool) -> NumberKind {
    if year {
        NumberKind::Year
    } else {
        NumberKind::Count
    }
}

/// What stands between the two ends of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RangeLink {
    Hyphen,
    Word,
}

fn link(
    tongue: NumberLanguage,
    text: &str,
    first: &NumberPhrase,
    second: &NumberPhrase,
) -> Option<RangeLink> {
    let begins = matches!(first.standing, Standing::Number | Standing::LoneOne);
    let ends = matches!(second.standing, Standing::Number | Standing::Share);
    if !begins || !ends {
        return None;
    }
    let gap = &text[first.range.end..second.range.start];
    let mut chars = gap.chars();
    if chars.next().is_some_and(scan::is_hyphen) && chars.next().is_none() {
        return Some(RangeLink::Hyphen);
    }
    let word = gap.trim_matches(scan::is_space);
    let is_linked = tongue.to().iter().any(|to| scan::same_word(word, to))
        || (tongue.and().iter().any(|and| scan::same_word(word, and))
            && scan::follows(text, first.range.start, tongue.between()));
    is_linked.then_some(RangeLink::Word)
}

/// The first number of a range; "deux à trois millions" says its unit once.
fn lower_end(first: &NumberPhrase, second: &NumberPhrase) -> u64 {
    match second.counted {
        Some((count, unit))
            if first.counted.is_none() && first.value <= count && !first.is_year() =>
        {
            first.value.saturating_mul(unit)
        }
        _ => first.value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures of a text: a number, a range `low..high`, and `y` behind what may be a year.
    fn read(tag: &str, text: &str) -> String {
        let figures: Vec<String> = readings(Lang::parse(tag).expect("a tag"), text)
            .iter()
            .map(|reading| {
                let mark = if reading.kind == NumberKind::Year {
                    "y"
                } else {
                    ""
                };
                match reading.low == reading.high {
                    true => format!("{}{mark}", reading.low),
                    false => format!("{}..{}{mark}", reading.low, reading.high),
                }
            })
            .collect();
        figures.join(" ")
    }

    fn check(tag: &str, cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, wanted)| read(tag, text) != *wanted)
            .map(|(text, wanted)| format!("{text}: read `{}`, wanted `{wanted}`", read(tag, text)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn the_place_of_a_reading_is_its_words() {
        let text = "Entre près de dix et quinze blessés, soit quatre-vingt-onze\u{a0}victimes.";
        let found = readings(Lang::parse("fr").expect("a tag"), text);
        let words: Vec<&str> = found
            .iter()
            .map(|reading| &text[reading.range.clone()])
            .collect();
        assert_eq!(words, ["dix", "quinze", "quatre-vingt-onze"]);
        let text = "Selon eux, entre 10 et 15 blessés";
        let found = readings(Lang::parse("fr").expect("a tag"), text);
        assert_eq!(&text[found[0].range.clone()], "10 et 15");
    }

    #[test]
    fn french_figures() {
        check(
            "fr",
            &[
                ("19 personnes", "19"),
                ("13 289 et 1 920", "13289 1920"),
                ("13\u{a0}289, 1\u{202f}920 et 1.500", "13289 1920 1500"),
                ("1 234 567 déplacés", "1234567"),
                ("2022, 19", "2022y 19"),
                ("19 15", "19 15"),
                ("22 février 2022, 300 personnes", "300"),
                ("3,5 % ou 3.5 ou 2,75", ""),
                ("19 % des 20, 19% et 5 pour cent", "20"),
                ("cinq pour cent, cent pour cent, un pour cent", ""),
                ("entre 10 et 15 % de 30", "30"),
                ("le 19e, le 1er, la 2ème", ""),
                (
                    "G5, S/2020/158, A-10, 2022-02-23, 10/8/1932, 18h30, 18 h 30, 10:30, ML-5, COVID-19",
                    "",
                ),
                ("Le G5 Sahel a perdu 08 hommes.", "8"),
                ("Bilan :19 tués.", "19"),
                ("n°19, +223 70, -5, 10 000 000 000 000 000 000 000", "70"),
                (
                    "2 millions, 15 mille, 2 millions 300 000",
                    "2000000 15000 2300000",
                ),
                ("1,5 million", ""),
                ("13° 10′ nord", "10"),
            ],
        );
    }

    #[test]
    fn french_words() {
        check(
            "fr",
            &[
                ("quatre-vingt-onze morts", "91"),
                (
                    "quatre vingt onze, Quatre-vingts, quatre-vingt-un",
                    "91 80 81",
                ),
                (
                    "soixante et onze, soixante-et-onze, septante et un",
                    "71 71 71",
                ),
                ("huitante-deux, octante, nonante-neuf", "82 80 99"),
                (
                    "mille deux cents, mille un, mille neuf cent douze",
                    "1200 1001 1912",
                ),
                ("deux cent mille trois cent vingt et un", "200321"),
                (
                    "dix-sept cents, cent mille, trois mille",
                    "1700 100000 3000",
                ),
                ("deux millions trois cent mille", "2300000"),
                ("un million et demi, un demi-million", "1500000 500000"),
                (
                    "une dizaine, une bonne douzaine, deux dizaines, une demi-douzaine",
                    "10 12 20 6",
                ),
                ("une centaine de milliers, trois milliers", "100000 3000"),
                (
                    "des dizaines de morts, des centaines de milliers, des millions",
                    "",
                ),
                ("aucun mort, aucune, zéro, ZÉRO", "0 0 0 0"),
                ("un communiqué, une femme, l'un d'eux", ""),
                (
                    "deuxième, vingt et unième, dix-septième, deux tiers, trois quarts",
                    "",
                ),
                ("deux\nsoldats", "2"),
                ("vingt\n\ndeux", "20 2"),
                ("dizaine, quarantaine, demi, vingts, cents", ""),
                ("la Saint-Six, deux-roues", ""),
            ],
        );
    }

    #[test]
    fn french_ranges() {
        check(
            "fr",
            &[
                (
                    "10 à 15 morts, de 10 à 15, entre 10 et 15, 10 ou 12",
                    "10..15 10..15 10..15 10..12",
                ),
                ("10-15 et 10–15", "10..15 10..15"),
                ("10 000–15 000 déplacés", "10000..15000"),
                ("dix à quinze, entre vingt et un et trente", "10..15 21..30"),
                ("un ou deux morts", "1..2"),
                (
                    "deux à trois millions, 2 ou 3 dizaines, cinq à dix mille",
                    "2000000..3000000 20..30 5000..10000",
                ),
                ("500 à 2 000, cent à deux mille", "500..2000 100..2000"),
                ("10 et 15, 15 à 10, 15-10", "10 15 15 10 15 10"),
                ("10, 12 ou 15", "10 12..15"),
                ("2012-2013, 2012–2014, 2021-22", ""),
                ("entre 2013 et 2015", "2013..2015y"),
                ("06-12-34", ""),
            ],
        );
    }

    #[test]
    fn french_dates() {
        check(
            "fr",
            &[
                ("le 22 février 2022, le 23 mars, en mars 2022", ""),
                (
                    "du 16 au 22 février, les 16, 17 et 22 mai, le 16 et le 22 juin",
                    "",
                ),
                ("le dix-sept février", ""),
                ("en 2022, depuis 2012, dès 1990, l'an 2000", ""),
                ("2012 personnes", "2012y"),
                ("2 012 personnes", "2012"),
                ("En mars, 19 morts", "19"),
                ("en mars 19 morts", "19"),
                ("le 17 juin 19 soldats", "19"),
            ],
        );
    }

    #[test]
    fn english() {
        check(
            "en",
            &[
                ("nearly 60 fighters, 13,289 and 1 920", "60 13289 1920"),
                ("1.500, 10,15, 2,000.5, 1,23,456", ""),
                (
                    "the 1st, 2nd, 57-year-old, 10-member, two-day, three-year",
                    "",
                ),
                (
                    "one hundred and five, twenty-one, a hundred, two thousand three hundred",
                    "105 21 100 2300",
                ),
                (
                    "nine hundred ninety-nine thousand nine hundred and ninety-nine",
                    "999999",
                ),
                (
                    "a dozen, two dozen, half a dozen, half-dozen, dozens",
                    "12 24 6 6",
                ),
                (
                    "hundreds of civilians, several hundred, a few thousand, tens of thousands",
                    "",
                ),
                (
                    "2 million, two and a half million, two and a half years, 300 thousand",
                    "2000000 2500000 300000",
                ),
                ("a million and a half, half a million", "1500000 500000"),
                ("one of them, a man, none", "0"),
                ("19 percent, 5 per cent, five percent", ""),
                ("the second, twenty-second, two thirds, three quarters", ""),
                (
                    "10 to 15, between 10 and 15, from 10 to 15, ten or twelve",
                    "10..15 10..15 10..15 10..12",
                ),
                ("between one hundred and two hundred", "100..200"),
                ("between one hundred and five and two hundred", "105..200"),
                ("two or three hundred, one to two dozen", "200..300 12..24"),
                (
                    "10 and 15, two thousand a day, a hundred a week",
                    "10 15 2000 100",
                ),
                (
                    "17 February, February 22, 2022, 17 February 2022, Feb. 22",
                    "",
                ),
                (
                    "between 16 and 22 February, February 16–22, 2022, in 2012, since 2012",
                    "",
                ),
                ("In February 19 people, and 19 may be alive", "19 19"),
                ("In June, 19 people", "19"),
                ("2012 people", "2012y"),
            ],
        );
    }

    #[test]
    fn arabic_and_other_languages() {
        check(
            "ar",
            &[
                ("١٩ شخصا و۱۹ و19", "19 19 19"),
                ("١٬٢٣٤ و1,234 و1.234 و١ ٢٣٤", "1234 1234 1234 1234"),
                ("٣٫٥ و١٩٪ و19 في المئة", ""),
                (
                    "من 10 إلى 15، بين ١٠ و١٥، 10 إلى 15",
                    "10..15 10..15 10..15",
                ),
                (
                    "في 22 فبراير 2022، و22 شباط/فبراير 2022، 5 كانون الثاني 2013",
                    "",
                ),
                ("منذ 2012 قتل 19", "19"),
                ("اثنان و10", "2 10"),
                ("ثلاثة قتلى، ثلاث نساء، الثلاثة، وثلاثة", "3 3 3 3"),
                (
                    "أحد عشر جنديا، اثنا عشر، اثنتي عشرة، تسعة عشر، عشرة",
                    "11 12 12 19 10",
                ),
                ("واحد وعشرون، ثلاثة وعشرين، خمسون، تسع وتسعون", "21 23 50 99"),
                (
                    "مئة، مائتان، ثلاثمئة وخمسة وعشرون، ثماني مائة",
                    "100 200 325 800",
                ),
                (
                    "ألف ومئتان، ألفان، ثلاثة آلاف وخمسمئة، أحد عشر ألفا",
                    "1200 2000 3500 11000",
                ),
                ("مليون وثلاثمئة ألف وخمسة، مئة ألف", "1300005 100000"),
                (
                    "أحد الجنود، واحد، يوم الاثنين، القرن العشرون، مئات القتلى، آلاف",
                    "",
                ),
                ("بين ثلاثة وخمسة، ثلاثة إلى خمسة", "3..5 3..5"),
                ("خمسة في المئة", ""),
            ],
        );
        check("fr", &[("١٩ et ۱۹ personnes", "19 19")]);
        check("de", &[("1.234 Tote, zehn, 3,5", "1234")]);
    }

    #[test]
    fn nobody_and_two_are_asked_for() {
        let lang = |tag| Lang::parse(tag).expect("a tag");
        for (tag, text) in [
            ("ar", "لم يُقتل أي مدني"),
            ("ar", "لا أحد"),
            ("ar", "دون قتلى"),
            ("en", "no civilians"),
            ("en", "nobody"),
            ("fr", "personne"),
            ("fr", "pas un civil"),
        ] {
            assert!(says_none(lang(tag), text), "{text}");
        }
        assert!(!says_none(lang("en"), "some civilians") && !says_none(lang("ar"), "قتل مدنيون"));
        assert!(says_two(lang("ar"), "مشتبهان موريتانيان") && says_two(lang("ar"), "مشتبهَين"));
        assert!(!says_two(lang("ar"), "مشتبه") && !says_two(lang("fr"), "civils maliens"));
        assert_eq!(
            (spelled(lang("fr"), 8), spelled(lang("en"), 19)),
            (Some("huit"), Some("nineteen"))
        );
    }

    #[test]
    fn one_alone_is_asked_for() {
        let has = |tag: &str, text: &str| lone_one(Lang::parse(tag).expect("a tag"), text);
        assert!(
            has("fr", "Un mort")
                && has("fr", "l'une d'elles")
                && has("en", "one killed")
                && has("en", "a soldier")
        );
        assert!(has("ar", "شخص واحد"));
        assert!(
            !has("fr", "quelques-uns") && !has("en", "A-10 aircraft") && !has("de", "ein Toter")
        );
    }
}
