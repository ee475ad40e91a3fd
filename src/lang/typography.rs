//! Typography of running text: quotation marks, apostrophes and French spaces.
//!
//! Straight marks become those of the text's language; what is typographic already stays as it is.
//! Each change replaces one character, so a change never crosses the border of two stretches of
//! markup. Left alone are marks of feet and inches (`5'10"`), and marks that stand between two
//! spaces.

use std::borrow::Cow;

use super::Lang;

/// Stands for what is no text but stands like a word: code, or a picture in a line.
pub const OBJECT: &str = "\u{fffc}";

/// The space before French punctuation and inside French quotation marks.
const NARROW: char = '\u{202f}';

/// Quotation marks, outside and inside others, with the spaces that belong to them.
#[derive(Clone, Copy)]
struct QuotationMarks {
    outer: [&'static str; 2],
    inner: [&'static str; 2],
}

const fn quotes(outer: [&'static str; 2], inner: [&'static str; 2]) -> QuotationMarks {
    QuotationMarks { outer, inner }
}

const ENGLISH: QuotationMarks = quotes(["“", "”"], ["‘", "’"]);
const FRENCH: QuotationMarks = quotes(["«\u{202f}", "\u{202f}»"], ["“", "”"]);
const ANGLED: QuotationMarks = quotes(["«", "»"], ["“", "”"]);
const ANGLED_TWICE: QuotationMarks = quotes(["«", "»"], ["‹", "›"]);
const GERMAN: QuotationMarks = quotes(["„", "“"], ["‚", "‘"]);
const RUSSIAN: QuotationMarks = quotes(["«", "»"], ["„", "“"]);
const POLISH: QuotationMarks = quotes(["„", "”"], ["«", "»"]);
const SWEDISH: QuotationMarks = quotes(["”", "”"], ["’", "’"]);
const NORWEGIAN: QuotationMarks = quotes(["«", "»"], ["‘", "’"]);
const FULA: QuotationMarks = quotes(["„", "”"], ["‚", "’"]);
const CORNERED: QuotationMarks = quotes(["「", "」"], ["『", "』"]);

impl QuotationMarks {
    /// The marks of a language, from CLDR's `delimiters`; Arabic has those that its newspapers use.
    /// Any other language has the marks of English, which are those of CLDR's root.
    fn for_lang(lang: Lang) -> QuotationMarks {
        match lang.tag() {
            "de-CH" | "de-LI" | "fr-CH" | "it-CH" => return ANGLED_TWICE,
            "pt-PT" | "pt-AO" | "pt-MZ" | "pt-CV" | "pt-GW" | "pt-ST" => return ANGLED,
            "zh-Hant" | "zh-TW" | "zh-HK" => return CORNERED,
            _ => {}
        }
        match lang.tag().split('-').next().unwrap_or_default() {
            "fr" => FRENCH,
            "ar" | "ast" | "bm" | "ca" | "dyu" | "el" | "es" | "eu" | "it" | "kab" | "mg"
            | "sg" | "sq" | "taq" => ANGLED,
            "am" | "az" | "fa" | "hy" | "ku" | "ti" => ANGLED_TWICE,
            "be" | "ru" | "shi" | "uk" | "zgh" => RUSSIAN,
            "bg" | "cs" | "de" | "et" | "hr" | "is" | "ka" | "lb" | "lt" | "sk" | "sl" => GERMAN,
            "hu" | "pl" | "ro" | "sr" => POLISH,
            "fi" | "rn" | "sv" => SWEDISH,
            "nb" | "nn" | "no" | "rw" => NORWEGIAN,
            "ff" => FULA,
            "ja" => CORNERED,
            _ => ENGLISH,
        }
    }

    /// The marks at a depth: 0 outside, 1 inside one pair.
    fn at(self, depth: usize) -> [&'static str; 2] {
        if depth.is_multiple_of(2) {
            self.outer
        } else {
            self.inner
        }
    }
}

/// A text in the typography of its language.
pub fn typeset(lang: Lang, text: &str) -> Cow<'_, str> {
    set(lang, text, 0)
}

/// A text that is shown between quotation marks, in the typography of its language.
pub fn typeset_quotation(lang: Lang, text: &str) -> Cow<'_, str> {
    set(lang, text, 1)
}

/// The parts of one text in the typography of its language. [`OBJECT`] is the part for what is no
/// text.
pub fn typeset_parts<'p>(lang: Lang, parts: &[&'p str]) -> Vec<Cow<'p, str>> {
    if !parts.iter().any(|part| may_change(lang, part)) {
        return parts.iter().map(|part| Cow::Borrowed(*part)).collect();
    }
    let whole = parts.concat();
    let changes = changes(lang, &whole, 0);
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

fn set(lang: Lang, text: &str, depth: usize) -> Cow<'_, str> {
    if !may_change(lang, text) {
        return Cow::Borrowed(text);
    }
    changed(text, 0, &changes(lang, text, depth))
}

/// Whether a text has anything that its typography could change; most have not.
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

/// One character of a text, by its first byte, and what takes its place.
struct MarkChange {
    at: usize,
    length: usize,
    with: Cow<'static, str>,
}

/// A part of a text, which begins at `start` of it, with its changes.
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

/// What a straight mark is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkRole {
    /// None, or one that stays as it is.
    Plain,
    Apostrophe,
    Opens,
    Closes,
}

/// The changes of a text, from left to right. `depth` is how many quotation marks are open before
/// it.
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
                Some(Cow::Borrowed(marks.at(level)[0]))
            }
            MarkRole::Closes => {
                depth = depth.saturating_sub(usize::from(partners[place]));
                let level = if is_double { depth } else { depth.max(1) };
                Some(Cow::Borrowed(marks.at(level)[1]))
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

/// Tells what the straight marks of a text are.
struct MarkReader<'l> {
    is_english: bool,
    letters: &'l [(usize, char)],
    roles: Vec<MarkRole>,
    /// Which marks open or close a quotation that has both its marks.
    partners: Vec<bool>,
    /// The marks that are open: their places, and whether they are double.
    open: Vec<(usize, bool)>,
}

impl MarkReader<'_> {
    fn read(&mut self) {
        for place in 0..self.letters.len() {
            self.roles[place] = match self.letters[place].1 {
                '"' => self.double(place),
                '\'' => self.single(place),
                _ => continue,
            };
            match self.roles[place] {
                MarkRole::Opens => self.open.push((place, self.letters[place].1 == '"')),
                MarkRole::Closes => self.close(place),
                _ => {}
            }
        }
        // A single mark that opens and is never closed is the apostrophe of a shortened word.
        for place in 0..self.letters.len() {
            if self.roles[place] == MarkRole::Opens
                && self.letters[place].1 == '\''
                && !self.partners[place]
            {
                self.roles[place] = MarkRole::Apostrophe;
            }
        }
    }

    fn close(&mut self, place: usize) {
        let is_double = self.letters[place].1 == '"';
        if let Some(level) = self
            .open
            .iter()
            .rposition(|(_, double)| *double == is_double)
        {
            self.partners[self.open[level].0] = true;
            self.partners[place] = true;
            self.open.truncate(level);
        }
    }

    fn letter(&self, place: Option<usize>) -> Option<char> {
        place
            .and_then(|place| self.letters.get(place))
            .map(|(_, c)| *c)
    }

    fn before(&self, place: usize) -> Option<char> {
        self.letter(place.checked_sub(1))
    }

    fn after(&self, place: usize) -> Option<char> {
        self.letter(Some(place + 1))
    }

    /// Whether a quotation may begin behind the character before a place: at the beginning, a
    /// space, a bracket, a dash, or a mark that opens.
    fn may_open(&self, place: usize) -> bool {
        match place
            .checked_sub(1)
            .map(|last| (self.letters[last].1, self.roles[last]))
        {
            None | Some((_, MarkRole::Opens)) => true,
            Some((_, MarkRole::Closes)) => false,
            Some((c, _)) => {
                c.is_whitespace() || is_bracket(c) || is_dash(c) || "«“„‘‚‹「『¿¡/=".contains(c)
            }
        }
    }

    fn double(&self, place: usize) -> MarkRole {
        let (before, after) = (self.before(place), self.after(place));
        let is_open = self.open.iter().any(|(_, double)| *double);
        if is_space(before) && is_space(after) {
            return MarkRole::Plain;
        }
        if before.is_some_and(char::is_numeric) && (!is_open || self.is_inches(place)) {
            return MarkRole::Plain;
        }
        let is_elided =
            place > 0 && self.roles[place - 1] == MarkRole::Apostrophe || before == Some('’');
        if self.may_open(place) || is_elided && is_word(after) {
            let ends_in_dash = before.is_some_and(is_dash) && is_open && !is_word(after);
            return match is_space(after) || ends_in_dash {
                false => MarkRole::Opens,
                true if is_open => MarkRole::Closes,
                true => MarkRole::Plain,
            };
        }
        if is_open {
            return MarkRole::Closes;
        }
        match (is_word(before), is_word(after)) {
            // Arabic writes its particles together with the word behind them.
            (true, true) if before.is_some_and(is_arabic) => MarkRole::Opens,
            (true, true) => MarkRole::Plain,
            (false, true) => MarkRole::Opens,
            _ => MarkRole::Closes,
        }
    }

    /// Whether the number before a mark is one of inches: `5'10"`.
    fn is_inches(&self, place: usize) -> bool {
        let digits = self.letters[..place].iter().rev();
        let count = digits.take_while(|(_, c)| c.is_numeric()).count();
        let Some(feet) = place.checked_sub(count + 1) else {
            return false;
        };
        matches!(self.letters[feet].1, '\'' | '′')
            && self.before(feet).is_some_and(char::is_numeric)
    }

    fn single(&self, place: usize) -> MarkRole {
        let (before, after) = (self.before(place), self.after(place));
        let is_number = before.is_some_and(char::is_numeric);
        match (is_word(before), is_word(after)) {
            (true, true) if is_number && after.is_some_and(char::is_numeric) => {
                return MarkRole::Plain;
            }
            (true, true) => return MarkRole::Apostrophe,
            // "l'"Essor"".
            (true, false)
                if after.is_some_and(|c| "\"«“„".contains(c))
                    && is_word(self.letter(Some(place + 2))) =>
            {
                return MarkRole::Apostrophe;
            }
            _ => {}
        }
        if is_space(before) && is_space(after) {
            return MarkRole::Plain;
        }
        if !is_word(before) && is_word(after) || self.may_open(place) && !is_space(after) {
            return if self.is_shortened(place) {
                MarkRole::Apostrophe
            } else {
                MarkRole::Opens
            };
        }
        match self.open.last() {
            Some((_, false)) => MarkRole::Closes,
            _ if is_number => MarkRole::Plain,
            _ => MarkRole::Apostrophe,
        }
    }

    /// Whether a mark stands for letters left out at the beginning of a word: "'90s", "'tis".
    fn is_shortened(&self, place: usize) -> bool {
        let rest = self.letters[place + 1..].iter().map(|(_, c)| *c);
        let word: String = rest.take_while(|c| c.is_alphanumeric()).take(6).collect();
        let is_decade = word.len() == 3
            && word.ends_with('s')
            && word.starts_with(|c: char| c.is_ascii_digit());
        let words = ["tis", "twas", "em", "n", "til", "till", "cause"];
        is_decade || self.is_english && words.iter().any(|known| word.eq_ignore_ascii_case(known))
    }
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || OBJECT.contains(c))
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}')
}

/// The punctuation that a language parts from its word by a space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    None,
    /// `: ; ! ?` and inside « ».
    French,
    /// Only `:` and inside « ».
    Canadian,
    /// `: ; ! ?`.
    Swiss,
}

impl Spacing {
    fn for_lang(lang: Lang) -> Spacing {
        match lang.tag() {
            "fr-CA" => Spacing::Canadian,
            "fr-CH" => Spacing::Swiss,
            tag if tag.split('-').next() == Some("fr") => Spacing::French,
            _ => Spacing::None,
        }
    }

    /// What takes the place of a character that is no straight quotation mark.
    fn change(self, letters: &[(usize, char)], roles: &[MarkRole], place: usize) -> Option<String> {
        if self == Spacing::None {
            return None;
        }
        let c = letters[place].1;
        let before = place.checked_sub(1).map(|last| letters[last].1);
        let after = letters.get(place + 1).map(|(_, c)| *c);
        let has_quotes = self != Spacing::Swiss;
        match c {
            ' ' | '\n' | '\u{a0}' => {
                let binds = |c: char| matches!(c, ':' | ';' | '!' | '?' | '»');
                let is_bound = before == Some('«') || !is_space(before) && after.is_some_and(binds);
                is_bound.then(|| NARROW.to_string())
            }
            '«' if has_quotes && !is_space(after) => Some(format!("«{NARROW}")),
            '»' if has_quotes && !is_space(before) => Some(format!("{NARROW}»")),
            ':' | ';' | '!' | '?' if self != Spacing::Canadian || c == ':' => {
                let is_closed = place > 0
                    && matches!(roles[place - 1], MarkRole::Closes | MarkRole::Apostrophe);
                let follows =
                    is_word(before) || is_closed || before.is_some_and(|c| ")]»”’%€°".contains(c));
                let closes = |c: char| c != ':' && ".…!?)]»”’\"'".contains(c);
                let is_quoted =
                    after == Some('»') || roles.get(place + 1) == Some(&MarkRole::Closes);
                let ends = is_space(after) || is_quoted || c != ':' && after.is_some_and(closes);
                (follows && ends).then(|| format!("{NARROW}{c}"))
            }
            _ => None,
        }
    }
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
                            // What is left straight has no partner, and may find another in what
                            // the first pass made.
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
