//! Text of figures: its width, and its lines.
//!
//! Text is set for the narrowest screen: [`SIZE`] units are 13 pixels in a figure 304 pixels wide,
//! and the stylesheet makes it smaller in a wider figure. It shrinks towards its anchor, so texts
//! that do not overlap never begin to. No font is available at build time, so widths are estimated
//! by kind of letter, generously.

use super::plane::{PlanePoint, Rect};

/// The size of type in units of the viewBox; the stylesheet has the same value.
pub const SIZE: f64 = 15.4;
/// The distance of baselines in units of the viewBox.
pub const LINE: f64 = SIZE * LEADING;
/// The distance of baselines, as a share of the size.
pub const LEADING: f64 = 1.2;
/// The distance from the top of a line to its baseline, as a share of the size.
pub const RISE: f64 = 0.92;

/// The horizontal part of a text that stays in place when its size changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    /// The left end.
    Left,
    /// The middle.
    Middle,
    /// The right end.
    Right,
}

/// The vertical part of a text that stays in place when its size changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerticalAnchor {
    /// The top.
    Top,
    /// The middle.
    Middle,
    /// The bottom.
    Bottom,
}

/// One line of a label and its class in the stylesheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelLine {
    /// The text of the line.
    pub text: String,
    /// The class in the stylesheet; empty if it has none.
    pub class: &'static str,
}

/// The lines of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelBlock {
    lines: Vec<LabelLine>,
    width: f64,
    size: f64,
}

impl LabelBlock {
    /// Breaks a text into lines of at most `room` units where words allow it.
    pub fn new(text: &str, class: &'static str, room: f64) -> LabelBlock {
        LabelBlock::sized(text, class, room, SIZE)
    }

    /// Breaks a text of another size into lines.
    pub fn sized(text: &str, class: &'static str, room: f64, size: f64) -> LabelBlock {
        LabelBlock {
            lines: Vec::new(),
            width: 0.0,
            size,
        }
        .and(text, class, room)
    }

    /// Sets the letter spacing of the lines, as a share of the size of type.
    pub fn spaced(mut self, share: f64) -> LabelBlock {
        let letters = self
            .lines
            .iter()
            .map(|line| line.text.chars().count())
            .max();
        self.width += super::real(letters.unwrap_or(0)) * share * self.size;
        self
    }

    /// Returns the distance from the top of the block to the first baseline.
    pub fn ascent(&self) -> f64 {
        self.size * RISE
    }

    /// Adds another text below, unless it is empty.
    pub fn and(mut self, text: &str, class: &'static str, room: f64) -> LabelBlock {
        let scale = self.size / SIZE;
        for text in wrapped(text, room / scale) {
            self.width = self.width.max(width(&text) * scale);
            self.lines.push(LabelLine { text, class });
        }
        self
    }

    /// Limits the block to some lines, with an ellipsis if there were more.
    pub fn limited(mut self, lines: usize) -> LabelBlock {
        if self.lines.len() > lines {
            self.lines.truncate(lines);
            if let Some(line) = self.lines.last_mut() {
                // The ellipsis follows a complete word, if the line has several words.
                match line.text.rfind(' ') {
                    Some(end) => line.text.truncate(end),
                    None => {
                        line.text.pop();
                    }
                }
                line.text.push('…');
                self.width = self.width.max(width(&line.text) * self.size / SIZE);
            }
        }
        self
    }

    /// Returns the lines from top to bottom.
    pub fn lines(&self) -> impl Iterator<Item = &LabelLine> {
        self.lines.iter()
    }

    /// Returns the number of lines.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// Returns the width of the widest line.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Returns the height of all lines.
    pub fn height(&self) -> f64 {
        super::real(self.lines.len()) * self.size * LEADING
    }

    /// Returns the box of the block with its upper left corner at `at`.
    pub fn at(&self, at: PlanePoint) -> Rect {
        Rect::sized(at, self.width, self.height())
    }
}

/// Estimates the width of a text in units of the viewBox, generously for common sans serif fonts.
pub fn width(text: &str) -> f64 {
    text.chars().map(letter).sum::<f64>() * SIZE
}

/// Breaks a text into lines of at most `room` units where words allow it, balanced in length.
pub fn wrapped(text: &str, room: f64) -> Vec<String> {
    let lines = filled(text, room);
    // Of all widths that need no more lines, the narrowest balances them.
    let mut even = lines.clone();
    let mut narrower = room.min(width(text));
    // Lines are not balanced by breaking words.
    let longest = text.split_whitespace().map(width).fold(0.0, f64::max);
    while lines.len() > 1 && narrower - SIZE / 2.0 > longest.max(room / 2.0) {
        narrower -= SIZE / 2.0;
        let tried = filled(text, narrower);
        if tried.len() > lines.len() || tried.iter().any(|line| width(line) > room.max(narrower)) {
            break;
        }
        even = tried;
    }
    even
}

fn filled(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let space = letter(' ') * SIZE;
    let mut used = 0.0;
    for word in text.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')) {
        for (at, part) in parts(word, room).into_iter().enumerate() {
            let wide = width(part);
            match lines.last_mut() {
                Some(line) if at == 0 && used + space + wide <= room => {
                    line.push(' ');
                    line.push_str(part);
                    used += space + wide;
                }
                _ => {
                    lines.push(part.to_owned());
                    used = wide;
                }
            }
        }
    }
    lines
}

/// Breaks a word that is longer than a line, after a hyphen if it has one.
fn parts(word: &str, room: f64) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    let mut hyphen = None;
    for (at, c) in word.char_indices() {
        let wide = letter(c) * SIZE;
        if used + wide > room && at > start {
            let cut = hyphen.take().unwrap_or(at);
            parts.push(&word[start..cut]);
            used = width(&word[cut..at]);
            start = cut;
        }
        used += wide;
        if c == '-' || c == '\u{2010}' {
            hyphen = Some(at + c.len_utf8());
        }
    }
    if start < word.len() {
        parts.push(&word[start..]);
    }
    parts
}

/// Returns the width of a letter as a share of the type size, by kind of letter.
fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '’' | '.' | ',' | ':' | ';' | '|' | '!' | 'ı' | 'ا'
        | 'أ' | 'إ' | 'آ' => 0.31,
        ' ' | '\u{a0}' | '\u{202f}' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '«' | '»' | '،' => {
            0.4
        }
        'm' | 'w' | 'M' | 'W' | '—' | '…' | '@' | '%' | 'œ' | 'æ' | 'س' | 'ش' | 'ص' | 'ض' => {
            0.92
        }
        '0'..='9' | 'a'..='z' | '–' => 0.6,
        'A'..='Z' => 0.72,
        // Vowel signs and accents are above and below letters, so they take no width.
        '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' => 0.0,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => 0.0,
        'ß'..='ÿ' => 0.62,
        'À'..='Þ' => 0.74,
        '\u{600}'..='\u{6ff}' => 0.56,
        '\u{590}'..='\u{5ff}' => 0.6,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' => 1.0,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{10000}'.. => 1.0,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_are_alike() {
        assert_eq!(
            wrapped("Accord de paix et de réconciliation", 160.0),
            ["Accord de paix et", "de réconciliation"]
        );
        assert_eq!(wrapped("", 50.0), Vec::<String>::new());
        let parts = wrapped("Anticonstitutionnellement", 50.0);
        assert!(parts.len() > 1 && parts.iter().all(|line| width(line) <= 50.0));
        assert_eq!(super::parts("Congo-Kinshasa", 80.0), ["Congo-", "Kinshasa"]);
        assert_eq!(
            wrapped("12\u{202f}000 hommes", 74.0),
            ["12\u{202f}000", "hommes"]
        );
    }

    #[test]
    fn scripts_have_their_widths() {
        assert!(width("Mopti") < width("Tombouctou"));
        assert!(width("تمبكتو") > 30.0);
        assert_eq!(width("\u{64e}"), 0.0);
    }
}
