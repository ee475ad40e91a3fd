//! How exact a number in running text is: "about 60", "une soixantaine", "at least 500".
//!
//! Qualifiers precede the number ("au moins environ 60") or follow it shortly ("60 people or so").
//! French nouns such as "soixantaine" are approximate themselves. "A dozen" means exactly twelve
//! about as often as it means roughly twelve, so it may be either.

use std::ops::Range;

use super::scan::{self, TokenKind};
use super::words::{NumberLanguage, NumberWord};
use crate::lang::Lang;

/// How exact a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    pub exactness: Exactness,
    pub bound: Option<Bound>,
}

/// Whether a number is approximate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    Exact,
    About,
    /// Either exact or approximate: "a dozen", "half a million".
    Either,
}

/// Whether a number is a minimum or a maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    AtLeast,
    AtMost,
}

/// What a phrase says about the number next to it.
#[derive(Clone, Copy)]
enum Qualifier {
    About,
    AtLeast,
    AtMost,
}

use Qualifier::{About, AtLeast, AtMost};

/// The phrases of a language, in lower case and with straight apostrophes. A phrase precedes
/// shorter phrases that are its ending.
struct QualifierWords {
    before: &'static [(&'static str, Qualifier)],
    after: &'static [(&'static str, Qualifier)],
    /// Letters that may be attached to the phrase before a number.
    attached: &'static [char],
}

const FRENCH: QualifierWords = QualifierWords {
    before: &[
        ("pas moins de", AtLeast),
        ("pas moins d'", AtLeast),
        ("pas plus de", AtMost),
        ("pas plus d'", AtMost),
        ("pas loin de", About),
        ("pas loin d'", About),
        ("au moins", AtLeast),
        ("au minimum", AtLeast),
        ("plus de", AtLeast),
        ("plus d'", AtLeast),
        ("tout au plus", AtMost),
        ("au plus", AtMost),
        ("au maximum", AtMost),
        ("moins de", AtMost),
        ("moins d'", AtMost),
        ("jusqu'à", AtMost),
        ("environ", About),
        ("près de", About),
        ("près d'", About),
        ("presque", About),
        ("quelque", About),
        ("quelques", About),
        ("autour de", About),
        ("autour d'", About),
        ("aux alentours de", About),
        ("aux environs de", About),
        ("de l'ordre de", About),
        ("à peu près", About),
        ("approximativement", About),
        ("à peine", About),
        ("~", About),
        ("≈", About),
    ],
    after: &[
        ("environ", About),
        ("à peu près", About),
        ("au moins", AtLeast),
        ("au bas mot", AtLeast),
        ("ou plus", AtLeast),
        ("au plus", AtMost),
        ("au maximum", AtMost),
        ("ou moins", AtMost),
    ],
    attached: &[],
};

const ENGLISH: QualifierWords = QualifierWords {
    before: &[
        ("no fewer than", AtLeast),
        ("no less than", AtLeast),
        ("not less than", AtLeast),
        ("no more than", AtMost),
        ("not more than", AtMost),
        ("at least", AtLeast),
        ("more than", AtLeast),
        ("over", AtLeast),
        ("upwards of", AtLeast),
        ("a minimum of", AtLeast),
        ("at most", AtMost),
        ("fewer than", AtMost),
        ("less than", AtMost),
        ("up to", AtMost),
        ("a maximum of", AtMost),
        ("about", About),
        ("around", About),
        ("some", About),
        ("nearly", About),
        ("almost", About),
        ("roughly", About),
        ("approximately", About),
        ("approx", About),
        ("approx.", About),
        ("circa", About),
        ("ca.", About),
        ("c.", About),
        ("close to", About),
        ("in the region of", About),
        ("an estimated", About),
        ("~", About),
        ("≈", About),
    ],
    after: &[
        ("or so", About),
        ("or thereabouts", About),
        ("approximately", About),
        ("at least", AtLeast),
        ("or more", AtLeast),
        ("at most", AtMost),
        ("or fewer", AtMost),
        ("or less", AtMost),
    ],
    attached: &[],
};

/// Arabic phrases without vowel marks, with plain alif.
const ARABIC: QualifierWords = QualifierWords {
    before: &[
        ("ما لا يقل عن", AtLeast),
        ("لا يقل عن", AtLeast),
        ("اكثر من", AtLeast),
        ("ما يزيد على", AtLeast),
        ("ما يزيد عن", AtLeast),
        ("على الاقل", AtLeast),
        ("ما لا يزيد على", AtMost),
        ("ما لا يزيد عن", AtMost),
        ("لا يزيد على", AtMost),
        ("اقل من", AtMost),
        ("لا يتجاوز", AtMost),
        ("على الاكثر", AtMost),
        ("ما يقارب", About),
        ("ما يقرب من", About),
        ("يناهز", About),
        ("نحو", About),
        ("حوالي", About),
        ("قرابة", About),
        ("زهاء", About),
        ("تقريبا", About),
        ("~", About),
        ("≈", About),
    ],
    after: &[
        ("تقريبا", About),
        ("على الاقل", AtLeast),
        ("او اكثر", AtLeast),
        ("فاكثر", AtLeast),
        ("على الاكثر", AtMost),
    ],
    attached: &['و', 'ف', 'ب', 'ل', 'ك'],
};

const OTHER: QualifierWords = QualifierWords {
    before: &[("~", About), ("≈", About)],
    after: &[],
    attached: &[],
};

/// The maximum number of words between a number and a qualifier after it.
const MAX_BETWEEN: usize = 2;
/// The maximum number of bytes that are searched before and after a number; longer than any phrase.
const NEAR: usize = 120;

/// Returns how exact the number at a range of a text is.
pub fn sense(lang: Lang, text: &str, number: &Range<usize>) -> Sense {
    let language = NumberLanguage::for_lang(lang);
    let phrases = match language {
        NumberLanguage::French => &FRENCH,
        NumberLanguage::English => &ENGLISH,
        NumberLanguage::Arabic => &ARABIC,
        NumberLanguage::Other => &OTHER,
    };
    let mut sense = Sense {
        exactness: own(language, &text[number.clone()]),
        bound: None,
    };
    let mut before = plain(tail(&text[..number.start]));
    // There may be two qualifiers, as in "at least about 60".
    while let Some((rest, qualifier)) = last_qualifier(&before, phrases) {
        sense.add(qualifier);
        before.truncate(rest);
    }
    if let Some(qualifier) = qualifier_after(language, &plain(head(&text[number.end..])), phrases) {
        sense.add(qualifier);
    }
    sense
}

impl Sense {
    fn add(&mut self, qualifier: Qualifier) {
        match qualifier {
            About => self.exactness = Exactness::About,
            AtLeast => self.bound = self.bound.or(Some(Bound::AtLeast)),
            AtMost => self.bound = self.bound.or(Some(Bound::AtMost)),
        }
    }
}

/// Returns the exactness that the words of a number express.
fn own(language: NumberLanguage, number: &str) -> Exactness {
    let mut exactness = Exactness::Exact;
    for token in scan::tokens(language, number) {
        match token.kind {
            TokenKind::Word(
                NumberWord::Collective(12) | NumberWord::Collectives(12) | NumberWord::Half,
            ) => exactness = Exactness::Either,
            TokenKind::Word(NumberWord::Collective(_) | NumberWord::Collectives(_))
                if exactness == Exactness::Exact =>
            {
                exactness = Exactness::About;
            }
            _ => {}
        }
    }
    exactness
}

/// Returns the phrase at the end of a text, and where it begins.
fn last_qualifier(text: &str, phrases: &QualifierWords) -> Option<(usize, Qualifier)> {
    let text = text.trim_end_matches(scan::is_space);
    phrases.before.iter().find_map(|(phrase, qualifier)| {
        let rest = text.strip_suffix(phrase)?;
        let mut before = rest.chars().rev();
        let is_word = phrase.starts_with(char::is_alphabetic);
        let begins = !is_word
            || match before.next() {
                Some(c) if phrases.attached.contains(&c) => {
                    before.next().is_none_or(|c| !c.is_alphanumeric())
                }
                c => c.is_none_or(|c| !c.is_alphanumeric()),
            };
        begins.then_some((rest.len(), *qualifier))
    })
}

/// Returns the qualifier within a few words after a number, before the end of the clause and the
/// next number.
fn qualifier_after(
    language: NumberLanguage,
    text: &str,
    phrases: &QualifierWords,
) -> Option<Qualifier> {
    let mut at = 0;
    for _ in 0..=MAX_BETWEEN {
        let rest = &text[at..];
        let start = at + rest.len() - rest.trim_start_matches(scan::is_space).len();
        let rest = &text[start..];
        let found = phrases.after.iter().find_map(|(phrase, qualifier)| {
            let after = rest.strip_prefix(phrase)?;
            let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
            // In "19 killed and about 30" the qualifier belongs to the next number.
            let next = after.trim_start_matches(scan::is_space);
            let is_next = next.starts_with(char::is_numeric)
                || language
                    .term(&next[scan::word_after(next, 0)])
                    .is_some_and(|term| !matches!(term, NumberWord::And | NumberWord::Et));
            (ends && !is_next).then_some(*qualifier)
        });
        if found.is_some() {
            return found;
        }
        let word = scan::word_after(text, start);
        let is_number = language.term(&text[word.clone()]).is_some();
        if word.is_empty() || is_number {
            return None;
        }
        at = word.end;
    }
    None
}

/// Returns a text in lower case, with straight apostrophes, plain spaces and alif, and without
/// Arabic vowel marks.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' => plain.push('\''),
            'أ' | 'إ' | 'آ' => plain.push('ا'),
            '\u{64b}'..='\u{652}' | 'ـ' => {}
            c if scan::is_space(c) => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::super::readings;
    use super::*;

    /// Returns each number of a text, with `~` if it is approximate, `?` if it may be, `+` for a
    /// minimum and `-` for a maximum.
    fn described(tag: &str, text: &str) -> String {
        let lang = Lang::parse(tag).expect("a tag");
        let numbers: Vec<String> = readings(lang, text)
            .iter()
            .map(|reading| {
                let sense = sense(lang, text, &reading.range);
                let exactness = match sense.exactness {
                    Exactness::Exact => "",
                    Exactness::About => "~",
                    Exactness::Either => "?",
                };
                let bound = match sense.bound {
                    None => "",
                    Some(Bound::AtLeast) => "+",
                    Some(Bound::AtMost) => "-",
                };
                format!("{}{exactness}{bound}", reading.high)
            })
            .collect();
        numbers.join(" ")
    }

    fn check(tag: &str, cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, wanted)| described(tag, text) != *wanted)
            .map(|(text, wanted)| format!("{text}: `{}`, wanted `{wanted}`", described(tag, text)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn french() {
        check(
            "fr",
            &[
                ("60 morts", "60"),
                (
                    "environ 60 morts, près de 60, presque soixante",
                    "60~ 60~ 60~",
                ),
                (
                    "une soixantaine, une trentaine d'hommes, deux centaines",
                    "60~ 30~ 200~",
                ),
                ("une douzaine, une demi-douzaine", "12? 6?"),
                ("près d’une centaine, plus d'une vingtaine", "100~ 20~+"),
                ("au moins 134 civils, au moins une centaine", "134+ 100~+"),
                ("jusqu'à 500, moins de 20, pas plus de 20", "500- 20- 20-"),
                ("60 morts environ, 19 personnes au moins", "60~ 19+"),
                ("19 tués et environ 30 blessés", "19 30~"),
                ("Les environs : 60 morts", "60"),
                ("quelque 60\u{a0}hommes, de l’ordre de 1 200", "60~ 1200~"),
                ("pas moins de 12 et pas plus de 14", "12+ 14-"),
            ],
        );
    }

    #[test]
    fn english() {
        check(
            "en",
            &[
                ("60 dead, sixty", "60 60"),
                (
                    "about 60, around sixty, some 60, nearly 60, roughly 60",
                    "60~ 60~ 60~ 60~ 60~",
                ),
                (
                    "about a hundred, a dozen, half a million",
                    "100~ 12? 500000?",
                ),
                ("at least about 60 people", "60~+"),
                (
                    "at least 500, more than 500, no fewer than 12",
                    "500+ 500+ 12+",
                ),
                ("up to 60, fewer than 60, no more than 60", "60- 60- 60-"),
                ("60 or so, 60 people or more", "60~ 60+"),
                ("19 killed and about 30 wounded", "19 30~"),
                ("moreover 60, handsome 60", "60 60"),
                ("19 people; about them nothing", "19"),
            ],
        );
    }

    #[test]
    fn arabic() {
        check(
            "ar",
            &[
                ("60 قتيلا", "60"),
                ("نحو 60 وحوالي 30 وقرابة ٦٠", "60~ 30~ 60~"),
                ("أكثر من 60 قتيلا", "60+"),
                ("ما لا يقل عن نحو 60", "60~+"),
                ("500 شخص على الأقل", "500+"),
                ("60 تقريبًا", "60~"),
                ("جنوب 60", "60"),
            ],
        );
    }

    #[test]
    fn other_languages_have_symbols() {
        check("de", &[("≈ 60, etwa 60", "60~ 60")]);
    }
}
