//! Classification of straight quotation marks and apostrophes.

use super::OBJECT;

/// The role of a straight mark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkRole {
    /// Any other character, or a mark that stays straight.
    Plain,
    Apostrophe,
    Opens,
    Closes,
}

/// Classifies the straight marks of a text.
pub(super) struct MarkReader<'l> {
    pub(super) is_english: bool,
    pub(super) letters: &'l [(usize, char)],
    pub(super) roles: Vec<MarkRole>,
    /// For each mark, whether another mark closes or opens the same quotation.
    pub(super) partners: Vec<bool>,
    /// The open marks: their positions, and whether they are double.
    pub(super) open: Vec<(usize, bool)>,
}

impl MarkReader<'_> {
    /// Classifies all marks.
    pub(super) fn read(&mut self) {
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

    /// Whether a quotation may begin at a position: at the beginning, or after a space, a bracket,
    /// a dash or an opening mark.
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
            // Arabic writes particles together with the following word.
            (true, true) if before.is_some_and(is_arabic) => MarkRole::Opens,
            (true, true) => MarkRole::Plain,
            (false, true) => MarkRole::Opens,
            _ => MarkRole::Closes,
        }
    }

    /// Whether a mark follows a number of inches: `5'10"`.
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
            // The mark is the apostrophe before a quotation, as in "l'"Essor"".
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

    /// Whether a mark replaces letters at the beginning of a word: "'90s", "'tis".
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

pub(super) fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

pub(super) fn is_word(c: Option<char>) -> bool {
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
