//! Spaces before punctuation.

use super::super::Lang;
use super::NARROW;
use super::reader::{MarkRole, is_space, is_word};

/// The punctuation that a language separates from the word by a space.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    None,
    /// `: ; ! ?` and inside « ».
    French,
    /// Only `:` and inside « ».
    Canadian,
    /// `: ; ! ?`.
    Swiss,
}

impl Spacing {
    /// Returns the spacing of a language.
    pub(super) fn for_lang(lang: Lang) -> Spacing {
        match lang.tag() {
            "fr-CA" => Spacing::Canadian,
            "fr-CH" => Spacing::Swiss,
            tag if tag.split('-').next() == Some("fr") => Spacing::French,
            _ => Spacing::None,
        }
    }

    /// Returns the replacement of a character that is not a straight quotation mark.
    pub(super) fn change(
        self,
        letters: &[(usize, char)],
        roles: &[MarkRole],
        place: usize,
    ) -> Option<String> {
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
