//! Arabic number words from two to millions, in either gender and any case.
//!
//! Units come before tens, and each part after the first begins with "و": "مئة وثلاثة وعشرون". A
//! word for one only counts within a longer number. Duals and negations are recognized by
//! [`is_dual`] and [`is_none`].

use std::ops::Range;

use super::scan;

/// The role of a word in a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ArabicPart {
    /// 1 to 9.
    Unit(u64),
    /// 10, and the second word of 11 to 19.
    Ten,
    /// 20 to 90.
    Tens(u64),
    /// 100 to 900 in one word, or 100 after a unit.
    Hundreds(u64),
    /// 1000, 2000 and the like, with its unit; also for a million.
    Scale(u64, u64),
    /// "آلاف", "ملايين": only after a number.
    Plural(u64),
}

use ArabicPart::{Hundreds, Plural, Scale, Ten, Tens, Unit};

/// Returns the role of a word in its plain form: without vowel marks, with every alif as a plain
/// one.
fn part(word: &str) -> Option<ArabicPart> {
    Some(match word {
        "واحد" | "واحدة" | "احد" | "احدي" => Unit(1),
        "اثنان" | "اثنين" | "اثنتان" | "اثنتين" | "اثنا" | "اثني" | "اثنتا" | "اثنتي" => {
            Unit(2)
        }
        "ثلاثة" | "ثلاث" => Unit(3),
        "اربعة" | "اربع" => Unit(4),
        "خمسة" | "خمس" => Unit(5),
        "ستة" | "ست" => Unit(6),
        "سبعة" | "سبع" => Unit(7),
        "ثمانية" | "ثماني" | "ثمان" => Unit(8),
        "تسعة" | "تسع" => Unit(9),
        "عشرة" | "عشر" => Ten,
        "عشرون" | "عشرين" => Tens(20),
        "ثلاثون" | "ثلاثين" => Tens(30),
        "اربعون" | "اربعين" => Tens(40),
        "خمسون" | "خمسين" => Tens(50),
        "ستون" | "ستين" => Tens(60),
        "سبعون" | "سبعين" => Tens(70),
        "ثمانون" | "ثمانين" => Tens(80),
        "تسعون" | "تسعين" => Tens(90),
        "مئة" | "مائة" => Hundreds(1),
        "مئتان" | "مئتين" | "مئتا" | "مئتي" | "مائتان" | "مائتين" | "مائتا" | "مائتي" => {
            Hundreds(2)
        }
        "الف" | "الفا" => Scale(1, 1000),
        "الفان" | "الفين" | "الفي" => Scale(2, 1000),
        "مليون" | "مليونا" => Scale(1, 1_000_000),
        "مليونان" | "مليونين" => Scale(2, 1_000_000),
        "الاف" => Plural(1000),
        "ملايين" => Plural(1_000_000),
        _ => {
            let unit = word
                .strip_suffix("مئة")
                .or_else(|| word.strip_suffix("مائة"))?;
            match part(if unit == "ثمان" {
                "ثماني"
            } else {
                unit
            }) {
                Some(Unit(unit @ 3..)) => Hundreds(unit),
                _ => return None,
            }
        }
    })
}

/// Returns a word without vowel marks, with every alif as a plain one.
fn plain(word: &str) -> String {
    let letters = word
        .chars()
        .filter(|c| !matches!(c, '\u{64b}'..='\u{652}' | 'ـ'));
    letters
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            c => c,
        })
        .collect()
}

/// Returns the role of the word at an offset, whether "و" joins it to the word before, and where it
/// ends.
fn word(text: &str, at: usize) -> Option<(ArabicPart, bool, usize)> {
    let end = scan::word_end(text, at);
    let plain = plain(text.get(at..end)?);
    if let Some(part) = part(&plain) {
        return Some((part, false, end));
    }
    let rest = plain.strip_prefix('و')?;
    Some((part(rest)?, true, end))
}

/// Returns the number in words at an offset, and its range. Particles and the article before its
/// first word are skipped. "و" before the number is not included, because it may separate two
/// numbers.
pub(super) fn number(text: &str, at: usize) -> Option<(u64, Range<usize>)> {
    let end = scan::word_end(text, at);
    let written = text.get(at..end)?;
    let spelt = plain(written);
    let first = first_part(&spelt)?;
    let is_joined = part(&spelt).is_none() && spelt.starts_with('و');
    let start = match written.strip_prefix('و').filter(|_| is_joined) {
        Some(rest) => {
            end - rest
                .trim_start_matches(|c| matches!(c, '\u{64b}'..='\u{652}'))
                .len()
        }
        None => at,
    };
    let mut reader = ArabicReader { text, at: end };
    let value = reader.read_number(first)?;
    // A one alone does not count as a number, because far too many words mean one.
    (value != 1).then_some((value, start..reader.at))
}

/// Returns the role of the first word of a number.
fn first_part(plain: &str) -> Option<ArabicPart> {
    if let Some(part) = part(plain) {
        return Some(part);
    }
    // A number may have the article, as in "the three". But "الاثنين" is a day of the week, and
    // "العشرون" an ordinal.
    let definite = ["ال", "وال", "بال", "لل"]
        .iter()
        .find_map(|article| plain.strip_prefix(article));
    if let Some(found) = definite.filter(|word| word.ends_with('ة')).and_then(part) {
        return matches!(found, Unit(3..) | Ten).then_some(found);
    }
    ["و", "ف", "ب", "ل", "ك"]
        .iter()
        .find_map(|particle| part(plain.strip_prefix(particle)?))
}

struct ArabicReader<'t> {
    text: &'t str,
    at: usize,
}

impl ArabicReader<'_> {
    /// Returns the next word if only white space precedes it.
    fn next(&self) -> Option<(ArabicPart, bool, usize)> {
        let next = scan::word_after(self.text, self.at);
        let gap = self.text.get(self.at..next.start)?;
        (scan::spaces(gap)).then(|| word(self.text, next.start))?
    }

    fn take(&mut self, wanted: impl Fn(ArabicPart, bool) -> Option<u64>) -> Option<u64> {
        let (part, is_joined, end) = self.next()?;
        let value = wanted(part, is_joined)?;
        self.at = end;
        Some(value)
    }

    fn read_number(&mut self, first: ArabicPart) -> Option<u64> {
        let mut total: u64 = 0;
        let mut least = u64::MAX;
        let mut part = Some(first);
        while let Some(first) = part.take() {
            let (value, unit) = match first {
                Scale(count, unit) => (count, unit),
                Plural(_) => return None,
                first => {
                    let count = self.below_thousand(first)?;
                    let scale = self.take(|part, is_joined| match part {
                        Scale(1, unit) | Plural(unit) if !is_joined => Some(unit),
                        _ => None,
                    });
                    (count, scale.unwrap_or(1))
                }
            };
            if unit >= least {
                return None;
            }
            total = total.checked_add(value.checked_mul(unit)?)?;
            least = unit;
            if unit == 1 {
                break;
            }
            // In "ألف ومئتان" the next part is less than the unit before.
            let before = self.at;
            if let Some((next, true, end)) = self.next() {
                self.at = end;
                let probe = ArabicReader {
                    text: self.text,
                    at: end,
                }
                .size(next);
                if probe.is_some_and(|size| size < least) {
                    part = Some(next);
                } else {
                    self.at = before;
                }
            }
        }
        Some(total)
    }

    /// Returns the unit that begins with a part.
    fn size(mut self, first: ArabicPart) -> Option<u64> {
        match first {
            Scale(_, unit) => Some(unit),
            Plural(_) => None,
            first => {
                self.below_thousand(first)?;
                let scale = self.take(|part, is_joined| match part {
                    Scale(1, unit) | Plural(unit) if !is_joined => Some(unit),
                    _ => None,
                });
                Some(scale.unwrap_or(1))
            }
        }
    }

    fn below_thousand(&mut self, first: ArabicPart) -> Option<u64> {
        let hundreds = match first {
            Hundreds(count) => count,
            Unit(unit @ 3..) => {
                let is_hundred =
                    |part, is_joined: bool| (part == Hundreds(1) && !is_joined).then_some(unit);
                match self.take(is_hundred) {
                    Some(count) => count,
                    None => return self.below_hundred(first),
                }
            }
            first => return self.below_hundred(first),
        };
        let before = self.at;
        let rest = self
            .next()
            .filter(|(_, is_joined, _)| *is_joined)
            .and_then(|(part, _, end)| {
                self.at = end;
                self.below_hundred(part)
            });
        if rest.is_none() {
            self.at = before;
        }
        Some(hundreds * 100 + rest.unwrap_or(0))
    }

    fn below_hundred(&mut self, first: ArabicPart) -> Option<u64> {
        match first {
            Unit(unit) => {
                let more = self.take(|part, is_joined| match part {
                    Ten if !is_joined => Some(10),
                    Tens(tens) if is_joined => Some(tens),
                    _ => None,
                });
                Some(unit + more.unwrap_or(0))
            }
            Ten => Some(10),
            Tens(tens) => Some(tens),
            _ => None,
        }
    }
}

/// Whether a text has a noun that may be a dual: "مشتبهان", "مشتبهين".
pub(super) fn is_dual(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\u{64b}'..='\u{652}'));
    words
        .map(plain)
        .any(|word| word.chars().count() > 4 && (word.ends_with("ان") || word.ends_with("ين")))
}

/// Whether a text says nobody or nothing: "لم يُقتل أي مدني", "لا أحد".
pub(super) fn is_none(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() && !matches!(c, '\u{64b}'..='\u{652}'))
        .map(plain)
        .collect();
    words.iter().any(|word| {
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        matches!(
            bare,
            "لم" | "لا" | "لن" | "ليس" | "ليست" | "دون" | "بدون" | "بلا" | "اي" | "صفر"
        ) || word == "اي"
    })
}
