//! Text layout in the scripts of the embedded fonts: line breaking, bidirectional order, shaping.
//!
//! Layout follows Unicode line breaking (UAX #14), the bidirectional algorithm (UAX #9) and
//! OpenType shaping, without which Arabic letters are not joined. A letter is drawn in the first
//! font that has it.

use std::str::FromStr as _;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Direction as Way, Face, Language, UnicodeBuffer};
use tiny_skia::{Path, PathBuilder};
use unicode_bidi::{BidiInfo, Level};

use crate::lang::{Direction, Lang};

/// The maximum number of letters of a text that are laid out: more never fit on a preview.
const MAX_LETTERS: usize = 400;

/// The weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontFace {
    Title,
    Text,
}

/// The embedded fonts.
pub struct Fonts {
    title: Vec<Face<'static>>,
    text: Vec<Face<'static>>,
}

const SERIF: &[u8] = include_bytes!("fonts/NotoSerif-Bold.ttf");
const SANS: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
const ARABIC: &[u8] = include_bytes!("fonts/NotoNaskhArabic-Bold.ttf");
const NKO: &[u8] = include_bytes!("fonts/NotoSansNKo-Regular.ttf");
const TIFINAGH: &[u8] = include_bytes!("fonts/NotoSansTifinagh-Regular.ttf");

impl Fonts {
    pub fn new() -> Fonts {
        let face = |bytes| Face::from_slice(bytes, 0).expect("the fonts are part of the program");
        Fonts {
            title: [SERIF, ARABIC, NKO, TIFINAGH].map(face).into(),
            text: [SANS, ARABIC, NKO, TIFINAGH].map(face).into(),
        }
    }
}

/// Fonts in one size, for one language.
pub struct TextSetting<'f> {
    faces: &'f [Face<'static>],
    /// The size of the fonts, in pixels per em.
    size: f32,
    level: Level,
    language: Option<Language>,
}

/// A glyph at its position, in pixels from the start of the line and upwards from the baseline.
struct Glyph {
    face: usize,
    id: GlyphId,
    x: f32,
    y: f32,
}

impl<'f> TextSetting<'f> {
    pub fn new(fonts: &'f Fonts, style: FontFace, size: f32, lang: Lang) -> TextSetting<'f> {
        TextSetting {
            faces: match style {
                FontFace::Title => &fonts.title,
                FontFace::Text => &fonts.text,
            },
            size,
            level: match lang.direction() {
                Direction::LeftToRight => Level::ltr(),
                Direction::RightToLeft => Level::rtl(),
            },
            language: Language::from_str(lang.tag()).ok(),
        }
    }

    /// Whether the text has a letter, and all of its letters are in the fonts.
    pub fn can_write(&self, text: &str) -> bool {
        let mut letters = text
            .chars()
            .filter(|c| !is_unseen(*c))
            .take(MAX_LETTERS)
            .peekable();
        letters.peek().is_some() && letters.all(|c| self.face(c).is_some())
    }

    /// Breaks the text into balanced lines no wider than `room`, but into at most `most` lines. The
    /// rest is replaced by an ellipsis.
    pub fn lines(&self, text: &str, room: f32, most: usize) -> Vec<String> {
        let words: Vec<&str> = words(text).collect();
        let whole: String = words
            .join(" ")
            .chars()
            .filter(|c| *c == ' ' || !c.is_control())
            .take(MAX_LETTERS)
            .collect();
        if whole.is_empty() {
            return Vec::new();
        }
        let mut lines = self.broken(&whole, room);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(&format!("{last}…")) > room {
                    last.pop();
                }
                let kept = last.trim_end_matches([' ', ',', ';', ':', '،', '؛']).len();
                last.truncate(kept);
                last.push('…');
            }
            return lines;
        }
        // The minimum width with the same number of lines leaves no single word on the last line.
        let (mut narrow, mut wide) = (room * 0.5, room);
        for _ in 0..8 {
            let middle = f32::midpoint(narrow, wide);
            let tried = self.broken(&whole, middle);
            if tried.len() <= lines.len() && tried.iter().all(|line| self.width(line) <= middle) {
                wide = middle;
                lines = tried;
            } else {
                narrow = middle;
            }
        }
        lines
    }

    /// Returns the width of a line in pixels.
    pub fn width(&self, line: &str) -> f32 {
        self.shaped(line).1
    }

    /// Returns the outlines of a line that begins at a point, or `None` if it has no outlines.
    pub fn path(&self, line: &str, (x, y): (f32, f32)) -> Option<Path> {
        let mut pen = OutlinePen {
            path: PathBuilder::new(),
            scale: 1.0,
            x,
            y,
        };
        for glyph in self.shaped(line).0 {
            let face = &self.faces[glyph.face];
            pen.scale = self.scale(face);
            (pen.x, pen.y) = (x + glyph.x, y - glyph.y);
            // A glyph without an outline is a space.
            let _ = face.outline_glyph(glyph.id, &mut pen);
        }
        pen.path.finish()
    }

    /// Breaks the text greedily. Words wider than a line are cut.
    fn broken(&self, text: &str, room: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut from = 0;
        for (to, _) in unicode_linebreak::linebreaks(text) {
            let word = &text[from..to];
            from = to;
            if !line.is_empty() && self.width(format!("{line}{word}").trim_end()) > room {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push_str(word);
            while self.width(line.trim_end()) > room {
                let fits = line
                    .char_indices()
                    .map(|(at, _)| at)
                    .skip(2)
                    .take_while(|at| self.width(&line[..*at]) <= room)
                    .last();
                let Some(at) = fits else { break };
                let rest = line.split_off(at);
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }

    /// Returns the glyphs of a line from left to right, and its width.
    fn shaped(&self, line: &str) -> (Vec<Glyph>, f32) {
        let mut glyphs = Vec::new();
        let mut x = 0.0;
        let order = BidiInfo::new(line, Some(self.level));
        for paragraph in &order.paragraphs {
            let (levels, runs) = order.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let way = if levels[run.start].is_rtl() {
                    Way::RightToLeft
                } else {
                    Way::LeftToRight
                };
                let mut parts = self.parts(&line[run]);
                if way == Way::RightToLeft {
                    parts.reverse();
                }
                for (face, text) in parts {
                    x = self.shape(face, text, way, &mut glyphs, x);
                }
            }
        }
        (glyphs, x)
    }

    /// Appends the glyphs of a text of one font and direction. Returns the position of the next
    /// one.
    fn shape(&self, face: usize, text: &str, way: Way, glyphs: &mut Vec<Glyph>, from: f32) -> f32 {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(way);
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        let scale = self.scale(&self.faces[face]);
        #[allow(
            clippy::cast_precision_loss,
            reason = "units of a font are small numbers"
        )]
        let pixels = |units: i32| units as f32 * scale;
        let shaped = rustybuzz::shape(&self.faces[face], &[], buffer);
        let mut x = from;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            if let Ok(id) = u16::try_from(info.glyph_id) {
                glyphs.push(Glyph {
                    face,
                    id: GlyphId(id),
                    x: x + pixels(position.x_offset),
                    y: pixels(position.y_offset),
                });
            }
            x += pixels(position.x_advance);
        }
        x
    }

    /// Splits a text into runs of one font. A mark or space stays in the font of the preceding
    /// letter, if that font has it.
    fn parts<'t>(&self, text: &'t str) -> Vec<(usize, &'t str)> {
        let mut parts: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for (at, c) in text.char_indices() {
            let before = parts.last().map(|(face, _)| *face);
            let stays =
                before.filter(|face| is_unseen(c) || (!c.is_alphanumeric() && self.has(*face, c)));
            let Some(face) = stays.or_else(|| self.face(c)).or(before) else {
                continue;
            };
            let end = at + c.len_utf8();
            match parts.last_mut() {
                Some((last, range)) if *last == face => range.end = end,
                _ => parts.push((face, at..end)),
            }
        }
        parts
            .into_iter()
            .map(|(face, range)| (face, &text[range]))
            .collect()
    }

    fn face(&self, c: char) -> Option<usize> {
        (0..self.faces.len()).find(|face| self.has(*face, c))
    }

    fn has(&self, face: usize, c: char) -> bool {
        self.faces[face].glyph_index(c).is_some()
    }

    fn scale(&self, face: &Face) -> f32 {
        #[allow(
            clippy::cast_precision_loss,
            reason = "units of a font are small numbers"
        )]
        let units = face.units_per_em() as f32;
        self.size / units
    }
}

/// Splits a text at spaces. No-break spaces are part of words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}'))
        .filter(|word| !word.is_empty())
}

/// Whether a character is a space or a formatting character.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Draws outlines at a position, in pixels from the top.
struct OutlinePen {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl OutlinePen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for OutlinePen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting<'f>(fonts: &'f Fonts, lang: &str) -> TextSetting<'f> {
        TextSetting::new(
            fonts,
            FontFace::Title,
            50.0,
            Lang::parse(lang).expect("it is one"),
        )
    }

    #[test]
    fn arabic_letters_are_joined_and_run_from_the_right() {
        let fonts = Fonts::new();
        let setting = setting(&fonts, "ar");
        let apart: f32 = ["ب", "ي", "ت"]
            .iter()
            .map(|letter| setting.width(letter))
            .sum();
        assert!(setting.width("بيت") < apart * 0.9);
        // The first letter is the rightmost, and digits keep their order.
        let (glyphs, _) = setting.shaped("ا 12");
        let places: Vec<usize> = glyphs.iter().map(|glyph| glyph.face).collect();
        assert_eq!(
            (places.first(), places.last()),
            (Some(&0), Some(&1)),
            "{places:?}"
        );
    }

    #[test]
    fn lines_are_even_and_what_has_no_room_is_cut() {
        let fonts = Fonts::new();
        let setting = setting(&fonts, "en");
        let lines = setting.lines(
            "What the army says of its operations in the centre",
            700.0,
            4,
        );
        assert!(
            lines.len() > 1 && lines.iter().all(|line| setting.width(line) <= 700.0),
            "{lines:?}"
        );
        assert_eq!(
            lines.join(" "),
            "What the army says of its operations in the centre"
        );
        let cut = setting.lines(&"word ".repeat(100), 300.0, 2);
        assert!(
            cut.len() == 2 && cut[1].ends_with('…') && setting.width(&cut[1]) <= 300.0,
            "{cut:?}"
        );
        assert!(
            setting
                .lines(&"x".repeat(300), 300.0, 2)
                .iter()
                .all(|line| setting.width(line) <= 300.0)
        );
        assert!(setting.lines(" \n ", 300.0, 2).is_empty());
    }
}
