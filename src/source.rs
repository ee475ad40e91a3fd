//! The texts that a build reads, and places in them.
//!
//! Every file is read once, by `load` or `config`, and kept whole as long as a finding may point
//! anywhere: a text that was composed without one is let go. A [`Span`] counts bytes of the whole
//! file; lines and columns are worked out only when a finding is shown. Nothing here reads a file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// A file among the [`SourceFiles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

/// A stretch of a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// A line and a column, both counted from 1; columns count characters, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// All texts of a build. A copy shares them.
#[derive(Clone, Default)]
pub struct SourceFiles {
    files: Vec<Arc<SourceFile>>,
}

/// A file as it was read.
pub struct SourceText {
    file: FileId,
    text: Arc<SourceFile>,
}

impl SourceText {
    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text.text
    }
}

struct SourceFile {
    path: String,
    text: String,
    front: Range<usize>,
    /// Made for the first finding in the file: thousands may follow, and none may read the file
    /// from its beginning.
    lines: OnceLock<LineIndex>,
    outline: OnceLock<YamlOutline>,
}

impl SourceFile {
    fn new(path: String, text: String, front: Range<usize>) -> SourceFile {
        SourceFile {
            path,
            text,
            front,
            lines: OnceLock::new(),
            outline: OnceLock::new(),
        }
    }
}

/// Where the lines of a text begin, and how many characters stand before every so many bytes.
struct LineIndex {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

/// After how many bytes characters are counted again.
const STRIDE: usize = 1024;

/// How many characters begin in some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

impl LineIndex {
    fn new(text: &str) -> LineIndex {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut counted = 0;
        let mut before = vec![0];
        for piece in text.as_bytes().chunks(STRIDE) {
            counted += characters(piece);
            before.push(counted);
        }
        LineIndex {
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
            characters: before,
        }
    }

    /// How many characters begin before a place.
    fn before(&self, text: &str, at: usize) -> usize {
        let piece = at / STRIDE;
        self.characters[piece] + characters(&text.as_bytes()[piece * STRIDE..at])
    }
}

/// The entries and items of a front matter at every depth, by their lines. It is read by its lines
/// and their indentation alone, so it says where to look first, and nothing for certain.
pub struct YamlOutline {
    /// The first is the whole; every other stands behind the one that it is part of.
    parts: Vec<OutlinePart>,
}

/// What begins in a line of its own, or behind the hyphen of an item, and goes on as long as lines
/// are further in.
#[derive(Default)]
pub struct OutlinePart {
    lines: Range<usize>,
    /// How many items begin in its first line, before it does: `- - key`.
    hyphens: usize,
    entries: BTreeMap<String, usize>,
    items: Vec<usize>,
}

impl OutlinePart {
    /// Its lines, by their bytes in the front matter.
    pub fn lines(&self) -> Range<usize> {
        self.lines.clone()
    }

    /// How many items begin in its first line, before it does.
    pub fn hyphens(&self) -> usize {
        self.hyphens
    }
}

impl YamlOutline {
    fn new(front: &str) -> YamlOutline {
        let whole = OutlinePart {
            lines: 0..front.len(),
            ..OutlinePart::default()
        };
        let mut outline = YamlOutline { parts: vec![whole] };
        // The parts that go on, each with its column, and whether it is an item.
        let mut open: Vec<(usize, bool, usize)> = Vec::new();
        let mut at = 0;
        for line in front.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let mut bare = line.trim_start_matches(' ');
            let mut column = line.len() - bare.len();
            let mut hyphens = 0;
            while bare.starts_with("- ") || bare.trim_end() == "-" {
                outline.close(&mut open, start, |other, is_item| {
                    other > column || other == column && is_item
                });
                outline.open(&mut open, start, (column, hyphens), None);
                hyphens += 1;
                let rest = bare[1..].trim_start_matches(' ');
                column += bare.len() - rest.len();
                bare = rest;
            }
            if let Some(key) = key_of(bare) {
                outline.close(&mut open, start, |other, _| other >= column);
                outline.open(&mut open, start, (column, hyphens), Some(key));
            }
        }
        outline.close(&mut open, at, |_, _| true);
        outline
    }

    /// Ends the parts, the innermost first, that are at a column, and are items or not, as told.
    fn close(
        &mut self,
        open: &mut Vec<(usize, bool, usize)>,
        end: usize,
        ends: impl Fn(usize, bool) -> bool,
    ) {
        while let Some((_, _, part)) = open.pop_if(|(column, is_item, _)| ends(*column, *is_item)) {
            // What begins in the line that ends it is part of it all the same.
            self.parts[part].lines.end = end.max(self.parts[part].lines.end);
        }
    }

    /// Begins an entry with a key, or an item.
    fn open(
        &mut self,
        open: &mut Vec<(usize, bool, usize)>,
        start: usize,
        (column, hyphens): (usize, usize),
        key: Option<&str>,
    ) {
        let above = open.last().map_or(0, |(_, _, part)| *part);
        let part = self.parts.len();
        match key {
            Some(key) => {
                self.parts[above].entries.insert(key.to_owned(), part);
            }
            None => self.parts[above].items.push(part),
        }
        self.parts.push(OutlinePart {
            lines: start..start,
            hyphens,
            ..OutlinePart::default()
        });
        open.push((column, key.is_none(), part));
    }

    /// All of it.
    pub fn whole(&self) -> &OutlinePart {
        &self.parts[0]
    }

    /// The entry of a part that has this key.
    pub fn entry(&self, of: &OutlinePart, key: &str) -> Option<&OutlinePart> {
        of.entries.get(key).map(|part| &self.parts[*part])
    }

    /// The item of a part.
    pub fn item(&self, of: &OutlinePart, index: usize) -> Option<&OutlinePart> {
        of.items.get(index).map(|part| &self.parts[*part])
    }
}

/// The key that a line without its indentation begins with.
fn key_of(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if matches!(first, ' ' | '\t' | '#' | '-' | ']' | '}' | '\n' | '\r') {
        return None;
    }
    let (key, rest) = line.split_once(':')?;
    let is_key = rest.starts_with([' ', '\n', '\r']) || rest.is_empty();
    is_key.then(|| key.trim().trim_matches(['"', '\'']))
}

impl SourceFiles {
    /// Adds a text. `path` is relative to the site's root, with `/`; `front` is where its YAML
    /// stands.
    ///
    /// # Panics
    /// When more than four thousand million files are added.
    pub fn add(&mut self, path: String, text: String, front: Range<usize>) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer files than a u32 can count");
        self.files
            .push(Arc::new(SourceFile::new(path, text, front)));
        FileId(id)
    }

    /// Puts another text in a file's place.
    fn replace(&mut self, file: FileId, text: String, front: Range<usize>) {
        let old = &mut self.files[file.0 as usize];
        *old = Arc::new(SourceFile::new(old.path.clone(), text, front));
    }

    /// The whole of a file, which lasts as long as it is held.
    pub fn whole(&self, file: FileId) -> SourceText {
        SourceText {
            file,
            text: Arc::clone(&self.files[file.0 as usize]),
        }
    }

    /// Lets go of what stands after the front matter of some files. Findings can point into it no
    /// more, until it is given back.
    pub fn drop_bodies(&mut self, files: impl IntoIterator<Item = FileId>) {
        for file in files {
            let old = &self.files[file.0 as usize];
            // The line that closes the front matter stays, so that lines end where they did.
            let rest = &old.text[old.front.end..];
            let end = old.front.end
                + rest
                    .match_indices('\n')
                    .nth(1)
                    .map_or(rest.len(), |(at, _)| at + 1);
            if end < old.text.len() {
                let (text, front) = (old.text[..end].to_owned(), old.front.clone());
                self.replace(file, text, front);
            }
        }
    }

    /// Gives back what was forgotten of a file.
    pub fn restore_body(&mut self, whole: SourceText) {
        self.files[whole.file.0 as usize] = whole.text;
    }

    /// The paths of all files, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// The path of a file, relative to the site's root.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// The whole text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// Where the YAML of a file stands: its front matter, or all of `site.yaml`.
    pub fn front(&self, file: FileId) -> Range<usize> {
        self.files[file.0 as usize].front.clone()
    }

    /// The entries of a file's front matter, by their lines.
    pub fn outline(&self, file: FileId) -> &YamlOutline {
        let file = &self.files[file.0 as usize];
        file.outline
            .get_or_init(|| YamlOutline::new(file.text.get(file.front.clone()).unwrap_or_default()))
    }

    /// The line and column at which a span begins.
    pub fn position(&self, span: Span) -> Position {
        let text = self.text(span.file);
        let start = text.floor_char_boundary(span.start as usize);
        let lines = self.files[span.file.0 as usize]
            .lines
            .get_or_init(|| LineIndex::new(text));
        let line = lines.starts.partition_point(|line| *line <= start);
        let line_start = lines.starts[line.saturating_sub(1)];
        Position {
            line,
            column: lines.before(text, start) - lines.before(text, line_start) + 1,
        }
    }
}

/// Whether a character cannot be seen and belongs in no text: controls other than line ends and
/// tabs; places of Unicode that are no characters, two of which XML forbids; and the two that turn
/// round the direction of all that follows, which makes a text read as what it does not say. Marks
/// that Arabic, Persian or N'Ko need are none of these.
pub fn is_invisible(c: char) -> bool {
    let code = u32::from(c);
    let is_none = matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe;
    let turns = matches!(c, '\u{202d}' | '\u{202e}');
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_none || turns
}

/// What such a character is, in a few words.
pub fn invisible_words(c: char) -> String {
    let code = u32::from(c);
    match c {
        '\u{202d}' | '\u{202e}' => {
            format!("an invisible character that reverses the text after it (U+{code:04X})")
        }
        c if c.is_control() => "an invisible control character".to_owned(),
        _ => format!("an invalid character (U+{code:04X})"),
    }
}

/// Where the first such character of a text stands. Nearly always there is none, so pieces of it
/// are asked first whether they may hold one.
pub fn first_invisible(text: &str) -> Option<usize> {
    const PIECE: usize = 64;
    // A control character of one byte, or the first byte of those of several: U+0080 to U+009F,
    // U+2000 to U+2FFF, U+F000 and above.
    let may_be = |byte: &u8| {
        (*byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t'))
            | (*byte == 0x7f)
            | (*byte == 0xc2)
            | (*byte == 0xe2)
            | (*byte >= 0xef)
    };
    for (number, piece) in text.as_bytes().chunks(PIECE).enumerate() {
        if !piece.iter().fold(false, |found, byte| found | may_be(byte)) {
            continue;
        }
        for (at, byte) in (number * PIECE..).zip(piece) {
            if may_be(byte) && text[at..].chars().next().is_some_and(is_invisible) {
                return Some(at);
            }
        }
    }
    None
}

impl Span {
    /// A span over a range of bytes; a place beyond four gigabytes is held at the end.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            file,
            start: clamp(range.start),
            end: clamp(range.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_can_be_forgotten_and_given_back() {
        let mut sources = SourceFiles::default();
        let text = "---\na: b\n---\nfirst\nsecond\n";
        let file = sources.add("a.md".into(), text.into(), 4..9);
        let short = sources.add("b.md".into(), "---\na: b".into(), 4..8);
        let whole = sources.whole(file);
        sources.drop_bodies([file, short]);
        assert_eq!(
            (sources.text(file), sources.front(file)),
            ("---\na: b\n---\nfirst\n", 4..9)
        );
        assert_eq!(sources.text(short), "---\na: b");
        assert_eq!(whole.text(), text);
        sources.restore_body(whole);
        assert_eq!(sources.text(file), text);
    }

    #[test]
    fn a_place_is_found_without_reading_from_the_beginning() {
        let mut sources = SourceFiles::default();
        let text = "é\n".repeat(700) + &"é".repeat(3000) + "\nx\n\n";
        let file = sources.add("a.md".into(), text.clone(), 0..0);
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let before = &text[..at];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
            };
            assert_eq!(sources.position(Span::new(file, at..at)), expected, "{at}");
        }
    }

    #[test]
    fn the_entries_of_a_front_matter_are_known_by_their_lines() {
        let text = "title: A\nevents:\n  - id: a\n    b: c\n\n  - {id: d}\n# x\ntopics:\n- e\n- f\n\"k\": g\n";
        let outline = YamlOutline::new(text);
        let lines = |part: Option<&OutlinePart>| part.map(|part| &text[part.lines()]);
        let of = |key| outline.entry(outline.whole(), key).expect("it is there");
        assert_eq!(lines(Some(of("title"))), Some("title: A\n"));
        assert_eq!(lines(Some(of("k"))), Some("\"k\": g\n"));
        let events = of("events");
        let first = outline.item(events, 0).expect("it is there");
        assert_eq!(lines(Some(first)), Some("  - id: a\n    b: c\n\n"));
        assert_eq!(lines(outline.entry(first, "b")), Some("    b: c\n\n"));
        assert_eq!(
            outline.entry(first, "id").map(OutlinePart::hyphens),
            Some(1)
        );
        assert_eq!(lines(outline.item(events, 1)), Some("  - {id: d}\n# x\n"));
        assert_eq!(lines(outline.item(of("topics"), 1)), Some("- f\n"));
        assert_eq!(lines(outline.item(of("title"), 0)), None);
    }

    #[test]
    fn what_is_no_character_belongs_in_no_text() {
        for c in [
            '\u{1}',
            '\u{7f}',
            '\u{85}',
            '\u{fdd0}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1ffff}',
            '\u{10fffe}',
            '\u{202e}',
        ] {
            for before in ["", "l’armée « é » ", "ﷺ 𞤀 中 ", &"a".repeat(63)] {
                let text = format!("{before}{c}b");
                assert_eq!(first_invisible(&text), Some(before.len()), "{c:?}");
            }
        }
        // Marks of direction and joiners, a byte order mark, letters of the private use area,
        // presentation forms, emoji.
        let text = "\u{200e}\u{200f}\u{200c}\u{200d}\u{061c}\u{2067}\u{2069}\u{feff}\u{fffd}\u{e000}\u{fdf0}\u{fefc}🏴\t\r\n";
        assert_eq!(first_invisible(text), None);
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = SourceFiles::default();
        let file = sources.add("a.md".into(), "é\nségou x".into(), 0..0);
        let at = "é\nségou ".len();
        let position = sources.position(Span::new(file, at..at + 1));
        assert_eq!(position, Position { line: 2, column: 7 });
    }
}
