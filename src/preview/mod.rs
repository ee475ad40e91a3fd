//! Preview images of articles for social networks: publisher, title, date, place and actors.
//!
//! Previews are drawn in the colours of the built-in theme with embedded fonts, so that every
//! machine writes the same bytes. An article gets no preview if its title has a letter that is in
//! none of the fonts. Other texts with such letters are left out.

mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;
use tiny_skia::{Color, Paint, Pixmap, Rect, Transform};

use self::text::{FontFace, Fonts, TextSetting};
use crate::incremental::{Hash, Store};
use crate::lang::{Direction, Lang};
use crate::plan::PlannedPage;

/// Width and height in pixels, the usual size of a large Open Graph image.
pub const SIZE: (u32, u32) = (1200, 630);

/// The revision of the output. Raise it when the output for the same card changes.
const REVISION: &[u8] = b"1";

/// `--paper`, `--ink`, `--soft`, `--rule` and `--accent` of the built-in theme.
const PAPER: &str = "#fdfcf8";
const INK: &str = "#1a1916";
const SOFT: &str = "#5a554a";
const RULE: &str = "#d8d2c4";
const ACCENT: &str = "#0b5563";

const MARGIN: f32 = 88.0;
const BAR: f32 = 20.0;
/// The sizes of the title in pixels, each with the maximum number of lines. The first that fits is
/// used.
const TITLE: [(f32, usize); 5] = [(76.0, 3), (66.0, 4), (56.0, 4), (48.0, 5), (42.0, 6)];
const SMALL: f32 = 32.0;
/// The distance of baselines, as a multiple of the size.
const LEADING: f32 = 1.22;
/// The distance of baselines in Arabic script, which is taller.
const WIDE_LEADING: f32 = 1.5;
/// The top of the title, the bottom of the title, the rule, and the baselines of the details below
/// it, in pixels.
const TITLE_TOP: f32 = 150.0;
const TITLE_BOTTOM: f32 = 462.0;
const RULE_AT: f32 = 484.0;
const DETAILS: [f32; 2] = [536.0, 582.0];

/// The number of letters that fit in a line of details, with a few for narrow ones. The text
/// alternative is made without fonts, because most cards are stored.
const MAX_DETAILS: usize = 72;

/// Separates details.
const SEPARATOR: &str = " · ";

/// The texts of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The name of the site.
    pub site: String,
    /// The title of the article.
    pub title: String,
    /// Two lines: first date and places, then actors. Each line shows as many as fit.
    pub details: [Vec<String>; 2],
}

impl Card {
    /// Returns the text alternative.
    pub fn words(&self) -> String {
        let details = self.details.iter().flat_map(|line| {
            let mut letters = 0;
            line.iter().enumerate().take_while(move |(position, item)| {
                letters += item.chars().count();
                let separators = position * SEPARATOR.chars().count();
                *position == 0 || letters + separators <= MAX_DETAILS
            })
        });
        std::iter::once(&self.title)
            .chain(details.map(|(_, item)| item))
            .cloned()
            .collect::<Vec<_>>()
            .join(SEPARATOR)
    }
}

/// The previews of a site.
#[derive(Default)]
pub struct Previews {
    /// The PNG and its text alternative by page.
    pub pictures: BTreeMap<PlannedPage, (Vec<u8>, String)>,
}

/// Draws the cards of pages, in parallel.
pub fn previews(cards: &BTreeMap<PlannedPage, Card>, store: &Store) -> Previews {
    let fonts = Fonts::new();
    let drawn: Vec<_> = cards
        .par_iter()
        .filter_map(|(page, card)| {
            let key = key(page.lang, card);
            let bytes = store.get(key).or_else(|| {
                let bytes = draw(&fonts, page.lang, card)?;
                store.put(key, &bytes);
                Some(bytes)
            })?;
            Some((*page, (bytes, card.words())))
        })
        .collect();
    Previews {
        pictures: drawn.into_iter().collect(),
    }
}

fn key(lang: Lang, card: &Card) -> Hash {
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let mut parts = vec![&b"preview"[..], version, REVISION, lang.tag().as_bytes()];
    parts.extend([card.site.as_bytes(), card.title.as_bytes()]);
    for line in &card.details {
        parts.push(b"line");
        parts.extend(line.iter().map(String::as_bytes));
    }
    Hash::of_parts(&parts)
}

/// Draws a card as PNG. Returns `None` if the fonts lack a letter of the title.
fn draw(fonts: &Fonts, lang: Lang, card: &Card) -> Option<Vec<u8>> {
    let (width, height) = SIZE;
    let mut canvas = Pixmap::new(width, height)?;
    canvas.fill(colour(PAPER));
    let rtl = lang.direction() == Direction::RightToLeft;
    #[allow(clippy::cast_precision_loss, reason = "the width is 1200")]
    let full = width as f32;
    let bar = if rtl { full - BAR } else { 0.0 };
    fill(&mut canvas, (bar, 0.0, BAR, 630.0), ACCENT);
    fill(
        &mut canvas,
        (MARGIN, RULE_AT, full - 2.0 * MARGIN, 2.0),
        RULE,
    );
    let room = full - 2.0 * MARGIN;
    let mut write = |setting: &TextSetting, line: &str, baseline: f32, paint: &str| {
        let x = if rtl {
            full - MARGIN - setting.width(line)
        } else {
            MARGIN
        };
        let mut ink = Paint::default();
        ink.set_color(colour(paint));
        if let Some(path) = setting.path(line, (x, baseline)) {
            canvas.fill_path(
                &path,
                &ink,
                tiny_skia::FillRule::Winding,
                Transform::identity(),
                None,
            );
        }
    };
    let small = TextSetting::new(fonts, FontFace::Text, SMALL, lang);
    if small.can_write(&card.site) {
        let lines = small.lines(&card.site, room, 1);
        write(&small, lines.first()?, 104.0, ACCENT);
    }
    let (title, lines, leading) = title(fonts, lang, &card.title, room)?;
    let block = leading * count(lines.len());
    let top = TITLE_TOP + ((TITLE_BOTTOM - TITLE_TOP - block) / 2.0).max(0.0);
    for (number, line) in lines.iter().enumerate() {
        write(&title, line, top + leading * (count(number) + 0.78), INK);
    }
    for (items, baseline) in card.details.iter().zip(DETAILS) {
        let mut items: Vec<&str> = items
            .iter()
            .map(String::as_str)
            .filter(|item| small.can_write(item))
            .collect();
        while items.len() > 1 && small.width(&isolated(&items)) > room {
            items.pop();
        }
        if let Some(line) = small.lines(&isolated(&items), room, 1).first() {
            write(&small, line, baseline, SOFT);
        }
    }
    png(&canvas)
}

/// Joins items, each in a bidirectional isolate (U+2068, U+2069), so that a name in another script
/// does not reorder its neighbours.
fn isolated(items: &[&str]) -> String {
    let islands: Vec<String> = items
        .iter()
        .map(|item| format!("\u{2068}{item}\u{2069}"))
        .collect();
    islands.join(" · ")
}

/// Returns the maximum size in which the title fits, its lines, and the distance of their
/// baselines.
fn title<'f>(
    fonts: &'f Fonts,
    lang: Lang,
    text: &str,
    room: f32,
) -> Option<(TextSetting<'f>, Vec<String>, f32)> {
    let wide = text.chars().any(|c| matches!(c, '\u{600}'..='\u{8ff}'));
    let leading = if wide { WIDE_LEADING } else { LEADING };
    let mut last = None;
    for (size, most) in TITLE {
        let setting = TextSetting::new(fonts, FontFace::Title, size, lang);
        if !setting.can_write(text) {
            return None;
        }
        let step = size * leading;
        let most = (1..=most)
            .rev()
            .find(|lines| step * count(*lines) <= TITLE_BOTTOM - TITLE_TOP)?;
        let lines = setting.lines(text, room, most);
        let whole = lines
            .last()
            .is_some_and(|line| !line.ends_with('…') || text.ends_with('…'));
        last = Some((setting, lines, step));
        if whole {
            break;
        }
    }
    last.filter(|(_, lines, _)| !lines.is_empty())
}

fn fill(canvas: &mut Pixmap, (x, y, width, height): (f32, f32, f32, f32), paint: &str) {
    let mut ink = Paint::default();
    ink.set_color(colour(paint));
    if let Some(area) = Rect::from_xywh(x, y, width, height) {
        canvas.fill_rect(area, &ink, Transform::identity(), None);
    }
}

/// Parses a colour as in the stylesheet.
fn colour(text: &str) -> Color {
    let part = |at: usize| {
        text.get(at..at + 2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
    };
    let parts = part(1).zip(part(3)).zip(part(5));
    let ((red, green), blue) = parts.expect("our colours have six digits");
    Color::from_rgba8(red, green, blue, u8::MAX)
}

#[allow(clippy::cast_precision_loss, reason = "there are at most six lines")]
fn count(number: usize) -> f32 {
    number as f32
}

/// Encodes the canvas as RGB, since nothing is transparent.
fn png(canvas: &Pixmap) -> Option<Vec<u8>> {
    let pixels: Vec<u8> = canvas
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_style() {
        let style = include_str!("../../themes/default/assets/style.css");
        for (name, value) in [
            ("paper", PAPER),
            ("ink", INK),
            ("soft", SOFT),
            ("rule", RULE),
            ("accent", ACCENT),
        ] {
            assert!(
                style.contains(&format!("--{name}: {value};")),
                "--{name} is no longer {value}"
            );
        }
    }

    #[test]
    fn a_title_that_cannot_be_written_has_no_preview() {
        let lang = Lang::parse("en").expect("it is one");
        let card = |title: &str| Card {
            site: "漢".into(),
            title: title.into(),
            details: [vec!["漢".into()], Vec::new()],
        };
        let fonts = Fonts::new();
        assert!(draw(&fonts, lang, &card("A 漢 title")).is_none());
        assert!(draw(&fonts, lang, &card("")).is_none());
        for title in [
            "A title",
            "عنوان",
            &"long ".repeat(5000),
            &"x".repeat(5000),
            "a\u{301} \u{200f}b\u{202e}c\n\u{2028}d",
        ] {
            assert!(
                draw(&fonts, lang, &card(title)).is_some(),
                "{}",
                &title[..8.min(title.len())]
            );
        }
    }
}
