//! Typography of running text: quotation marks, apostrophes and French spaces.
//!
//! Straight marks become those of the text's language; typographic marks stay. Each change replaces
//! one character, so a change never crosses a boundary of markup. Marks of feet and inches
//! (`5'10"`) and marks between two spaces stay straight.

mod marks;
mod reader;
mod spacing;

use std::borrow::Cow;

use self::marks::QuotationMarks;
use self::reader::{MarkReader, MarkRole};
use self::spacing::Spacing;
use super::Lang;

/// A placeholder for code or an inline picture, which behaves like a word.
pub const OBJECT: &str = "\u{fffc}";

/// The space before French punctuation and inside French quotation marks.
const NARROW: char = '\u{202f}';

/// Applies the typography of a language to a text.
pub fn typeset(lang: Lang, text: &str) -> Cow<'_, str> {
    typeset_at(lang, text, 0)
}

/// Applies the typography of a language to a text that is shown between quotation marks.
pub fn typeset_quotation(lang: Lang, text: &str) -> Cow<'_, str> {
    typeset_at(lang, text, 1)
}

/// Applies the typography of a language to the parts of one text. [`OBJECT`] stands for a part that
/// is not text.
pub fn typeset_parts<'p>(lang: Lang, parts: &[&'p str]) -> Vec<Cow<'p, str>> {
    if !parts.iter().any(|part| may_change(lang, part)) {
        return parts.iter().map(|part| Cow::Borrowed(*part)).collect();
    }
    let text = parts.concat();
    let changes = changes(lang, &text, 0);
    let mut changes = changes.as_slice();
    let mut start = 0;
    let mut out = Vec::with_capacity(parts.len());
    for part in parts {
        let end = start + part.len();
        let own = changes.iter().take_while(|change| change.at < end).count();
        let (here, rest) = changes.split_at(own);
        out.push(changed(part, start, here));
        (changes, start) = (rest, end);
    }
    out
}

fn typeset_at(lang: Lang, text: &str, depth: usize) -> Cow<'_, str> {
    if !may_change(lang, text) {
        return Cow::Borrowed(text);
    }
    changed(text, 0, &changes(lang, text, depth))
}

/// Whether typography may change a text; most texts stay as they are.
pub fn may_change(lang: Lang, text: &str) -> bool {
    let is_straight = |byte: u8| matches!(byte, b'"' | b'\'');
    let is_bound = |byte: u8| matches!(byte, b';' | b':' | b'?' | b'!');
    match Spacing::for_lang(lang) {
        Spacing::None => text.bytes().any(is_straight),
        _ => {
            text.bytes().any(|byte| is_straight(byte) || is_bound(byte))
                || text.contains(['«', '»'])
        }
    }
}

/// The replacement of one character, at its first byte.
struct MarkChange {
    at: usize,
    length: usize,
    with: Cow<'static, str>,
}

/// Applies changes to a part of a text that begins at `start`.
fn changed<'t>(part: &'t str, start: usize, changes: &[MarkChange]) -> Cow<'t, str> {
    if changes.is_empty() {
        return Cow::Borrowed(part);
    }
    let mut out = String::with_capacity(part.len() + changes.len() * 4);
    let mut done = 0;
    for change in changes {
        out.push_str(&part[done..change.at - start]);
        out.push_str(&change.with);
        done = change.at - start + change.length;
    }
    out.push_str(&part[done..]);
    Cow::Owned(out)
}

/// Returns the changes of a text, from left to right. `depth` is the number of quotation marks that
/// are open at its beginning.
fn changes(lang: Lang, text: &str, depth: usize) -> Vec<MarkChange> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut reader = MarkReader {
        is_english: lang.tag().starts_with("en"),
        roles: vec![MarkRole::Plain; letters.len()],
        partners: vec![false; letters.len()],
        open: Vec::new(),
        letters: &letters,
    };
    reader.read();
    let (roles, partners) = (reader.roles, reader.partners);
    let marks = QuotationMarks::for_lang(lang);
    let spacing = Spacing::for_lang(lang);
    let [outer_open, outer_close] = marks.outer.map(|mark| mark.trim_matches(NARROW));
    let mut depth = depth;
    let mut changes = Vec::new();
    for (place, &(at, c)) in letters.iter().enumerate() {
        let is_double = c == '"';
        let with = match roles[place] {
            MarkRole::Apostrophe => Some(Cow::Borrowed("’")),
            MarkRole::Opens => {
                let level = if is_double { depth } else { depth.max(1) };
                depth += usize::from(partners[place]);
                Some(Cow::Borrowed(marks.at_depth(level)[0]))
            }
            MarkRole::Closes => {
                depth = depth.saturating_sub(usize::from(partners[place]));
                let level = if is_double { depth } else { depth.max(1) };
                Some(Cow::Borrowed(marks.at_depth(level)[1]))
            }
            MarkRole::Plain => {
                let is = |mark: &str| mark.chars().eq([c]);
                if outer_open != outer_close && is(outer_open) {
                    depth += 1;
                } else if outer_open != outer_close && is(outer_close) {
                    depth = depth.saturating_sub(1);
                }
                spacing.change(&letters, &roles, place).map(Cow::Owned)
            }
        };
        if let Some(with) = with {
            let length = c.len_utf8();
            changes.push(MarkChange { at, length, with });
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, cases: &[(&str, &str)]) {
        let lang = Lang::parse(tag).expect("a tag");
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|(text, wanted)| {
                let found = typeset(lang, text);
                (found != *wanted)
                    .then(|| format!("{text}\n  got    {found:?}\n  wanted {wanted:?}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{tag}:\n{}", wrong.join("\n"));
        for (_, text) in cases {
            assert_eq!(
                typeset(lang, text),
                *text,
                "{tag}: a second pass changes {text:?}"
            );
        }
    }

    #[test]
    fn english() {
        check(
            "en",
            &[
                (
                    "\"Nineteen\" were \"neutralised\".",
                    "“Nineteen” were “neutralised”.",
                ),
                (
                    "It's the army's, the soldiers' base.",
                    "It’s the army’s, the soldiers’ base.",
                ),
                (
                    "\"He said 'no' to us\", she wrote.",
                    "“He said ‘no’ to us”, she wrote.",
                ),
                ("\"'No', he said\"", "“‘No’, he said”"),
                ("\"He said 'no'\"", "“He said ‘no’”"),
                ("\"a \"b\" c\"", "“a ‘b’ c”"),
                ("“a \"b\" c”", "“a ‘b’ c”"),
                ("the '90s, the 1990's, '12", "the ’90s, the 1990’s, ’12"),
                ("rock 'n' roll, 'tis", "rock ’n’ roll, ’tis"),
                ("5'10\" tall, a 12\" pipe", "5'10\" tall, a 12\" pipe"),
                ("\"He is 5'10\" tall\"", "“He is 5'10\" tall”"),
                ("\"In 2012\" and \"19\"", "“In 2012” and “19”"),
                ("(\"a\") [\"b\"] —\"c\"— x/\"d\"", "(“a”) [“b”] —“c”— x/“d”"),
                ("\"I was —\" he said", "“I was —” he said"),
                ("a \" b ' c", "a \" b ' c"),
                ("\"...\" \"?\"", "“...” “?”"),
                ("'quoted words' alone", "‘quoted words’ alone"),
                ("\"Never closed", "“Never closed"),
                ("closed elsewhere.\"", "closed elsewhere.”"),
                ("Note: what? Yes!", "Note: what? Yes!"),
                ("", ""),
            ],
        );
    }

    #[test]
    fn french() {
        check(
            "fr",
            &[
                (
                    "L'armée dit \"19 terroristes\".",
                    "L’armée dit «\u{202f}19 terroristes\u{202f}».",
                ),
                (
                    "« texte » : qui ?",
                    "«\u{202f}texte\u{202f}»\u{202f}: qui\u{202f}?",
                ),
                (
                    "«texte», \"a 'b' c\"",
                    "«\u{202f}texte\u{202f}», «\u{202f}a “b” c\u{202f}»",
                ),
                ("« il a dit \"non\" »", "«\u{202f}il a dit “non”\u{202f}»"),
                (
                    "de l'\"Essor\"; l'un\u{a0}: oui",
                    "de l’«\u{202f}Essor\u{202f}»\u{202f}; l’un\u{202f}: oui",
                ),
                (
                    "Quoi? Non! Soit; ainsi: \"a\"?",
                    "Quoi\u{202f}? Non\u{202f}! Soit\u{202f}; ainsi\u{202f}: «\u{202f}a\u{202f}»\u{202f}?",
                ),
                (
                    "10:30, https://a.b/?c, quoi?!",
                    "10:30, https://a.b/?c, quoi\u{202f}?!",
                ),
                ("aujourd'hui, 1'234, 5'", "aujourd’hui, 1'234, 5'"),
                ("mot\n: suite", "mot\u{202f}: suite"),
            ],
        );
        check(
            "fr-CA",
            &[("Quoi? « a » : b", "Quoi? «\u{202f}a\u{202f}»\u{202f}: b")],
        );
        check("fr-CH", &[("\"a 'b'\" ?", "«a ‹b›»\u{202f}?")]);
    }

    #[test]
    fn arabic() {
        check(
            "ar",
            &[
                ("قال \"لا\"، ثم \"نعم\".", "قال «لا»، ثم «نعم»."),
                ("و\"نصرة الإسلام\" بـ\"كيدال\"", "و«نصرة الإسلام» بـ«كيدال»"),
                ("«قال \"لا\" لهم»: ماذا؟", "«قال “لا” لهم»: ماذا؟"),
                ("صحيفة L'Essor", "صحيفة L’Essor"),
            ],
        );
    }

    #[test]
    fn other_languages() {
        for (tag, wanted) in [
            ("de", "„a ‚b‘ c“"),
            ("es", "«a “b” c»"),
            ("it", "«a “b” c»"),
            ("pt", "“a ‘b’ c”"),
            ("pt-PT", "«a “b” c»"),
            ("nl", "“a ‘b’ c”"),
            ("sw", "“a ‘b’ c”"),
            ("ha", "“a ‘b’ c”"),
            ("wo", "“a ‘b’ c”"),
            ("bm", "«a “b” c»"),
            ("ff", "„a ‚b’ c”"),
            ("ru", "«a „b“ c»"),
            ("sv", "”a ’b’ c”"),
            ("pl", "„a «b» c”"),
            ("ja", "「a 『b』 c」"),
            ("xx", "“a ‘b’ c”"),
        ] {
            check(tag, &[("\"a 'b' c\"", wanted)]);
        }
        check(
            "ha",
            &[("'yan sanda da 'yan jarida", "’yan sanda da ’yan jarida")],
        );
    }

    #[test]
    fn marks_are_seen_across_parts() {
        let lang = |tag| Lang::parse(tag).expect("a tag");
        let set = |tag, parts: &[&str]| typeset_parts(lang(tag), parts).join("|");
        assert_eq!(set("en", &["\"", "x", " y\""]), "“|x| y”");
        assert_eq!(set("en", &["the ", "army", "'s"]), "the |army|’s");
        assert_eq!(
            set("fr", &["L'", "armée", " ", OBJECT, " : \"", OBJECT, "\""]),
            format!("L’|armée| |{OBJECT}|\u{202f}: «\u{202f}|{OBJECT}|\u{202f}»")
        );
        assert_eq!(set("fr", &["mot", " ", "?"]), "mot|\u{202f}|?");
        assert_eq!(
            typeset_quotation(lang("en"), "so \"called\""),
            "so ‘called’"
        );
    }

    #[test]
    fn what_is_typographic_stays() {
        let parts = [
            "a", "1", " ", "\"", "'", "«", "»", "“", "”", "?", ":", "-", "(", "و", OBJECT, ".",
            "’", "5'10\"",
        ];
        for tag in ["en", "fr", "ar", "de", "sv", "fr-CH", "fr-CA"] {
            let lang = Lang::parse(tag).expect("a tag");
            for first in parts {
                for second in parts {
                    for third in parts {
                        for fourth in parts {
                            let text = [first, second, third, fourth].concat();
                            let once = typeset(lang, &text).into_owned();
                            // A mark that stayed straight has no partner in the first pass, but may
                            // find one in the second.
                            if !once.contains(['"', '\'']) {
                                assert_eq!(typeset(lang, &once), once, "{tag}: {text:?}");
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_text_without_marks_is_left_alone() {
        for tag in ["en", "fr", "ar", "de"] {
            let lang = Lang::parse(tag).expect("a tag");
            for text in [
                "",
                "plain words",
                "Ségou, 19 morts.",
                "أنصار الدين، 19",
                "a\u{202f}: b\u{202f}?",
            ] {
                assert!(
                    matches!(typeset(lang, text), Cow::Borrowed(same) if same == text),
                    "{tag}: {text}"
                );
            }
        }
    }
}
