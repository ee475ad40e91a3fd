//! Pictures of a terminal: what commands print in colours, as text in an SVG.
//!
//! Same output, same bytes. Each run of text has its place and its length, so that columns stand
//! under each other in any font.

use std::fmt::Write as _;

/// The width of a terminal in columns; longer lines go on in the next, as they do there.
const COLUMNS: usize = 100;

/// Sizes in pixels. A letter of a monospaced font is 0.6 times as wide as the font is high.
const FONT: usize = 15;
const COLUMN: usize = 9;
const LINE: usize = 21;
const MARGIN: usize = 18;

const GROUND: &str = "#1b1d1f";
const TEXT: &str = "#d8d8d4";

/// The colours of bright and of plain letters, by the last digit of their code.
const COLOURS: [&str; 8] = [
    "#8b8f94", "#ff7b72", "#7fd88f", "#f2cc60", "#79b8ff", "#d9a5e8", "#76d9e6", "#ffffff",
];

/// Text in one style.
#[derive(Clone, Default, PartialEq, Eq)]
struct Style {
    is_bold: bool,
    colour: Option<&'static str>,
}

/// A text without its colours.
pub fn plain(coloured: &str) -> String {
    runs(coloured).into_iter().map(|(_, text)| text).collect()
}

/// The runs of text of one style.
fn runs(coloured: &str) -> Vec<(Style, String)> {
    let mut style = Style::default();
    let mut runs = Vec::new();
    let mut parts = coloured.split("\x1b[");
    let first = parts.next().unwrap_or_default();
    runs.push((style.clone(), first.to_owned()));
    for part in parts {
        let (codes, text) = part.split_once('m').expect("only styles are set");
        for code in codes.split(';') {
            style.apply(code);
        }
        runs.push((style.clone(), text.to_owned()));
    }
    runs.retain(|(_, text)| !text.is_empty());
    runs
}

impl Style {
    /// Sets what a code of "Select Graphic Rendition" (ECMA-48) says.
    fn apply(&mut self, code: &str) {
        match code.as_bytes() {
            b"" | b"0" => *self = Style::default(),
            b"1" => self.is_bold = true,
            [b'3' | b'9', digit @ b'0'..=b'7'] => {
                self.colour = Some(COLOURS[usize::from(digit - b'0')]);
            }
            _ => panic!("a picture of a terminal does not know the code {code}"),
        }
    }
}

/// A picture of a terminal with what it shows.
pub fn svg(screen: &str) -> String {
    let lines = lines(screen);
    let longest = lines.iter().flatten().map(Run::end).max();
    let width = longest.unwrap_or_default().max(COLUMNS / 2) * COLUMN + 2 * MARGIN;
    let height = lines.len() * LINE + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{GROUND}\"/>\n\
         <g font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" \
         font-size=\"{FONT}\" fill=\"{TEXT}\" xml:space=\"preserve\">\n"
    );
    for (row, line) in lines.iter().enumerate() {
        for run in line {
            let y = MARGIN + row * LINE + FONT;
            run.write(y, &mut svg);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A run of text in a line.
struct Run {
    column: usize,
    style: Style,
    text: String,
}

impl Run {
    fn end(&self) -> usize {
        self.column + self.text.chars().count()
    }

    fn write(&self, y: usize, svg: &mut String) {
        let text = self.text.trim_end();
        let indent = text.chars().take_while(|c| *c == ' ').count();
        let text = text.trim_start();
        if text.is_empty() {
            return;
        }
        let x = MARGIN + (self.column + indent) * COLUMN;
        let length = text.chars().count() * COLUMN;
        let bold = if self.style.is_bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let fill = self
            .style
            .colour
            .map(|colour| format!(" fill=\"{colour}\""));
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        writeln!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\"{bold}{}>{text}</text>",
            fill.unwrap_or_default()
        )
        .expect("a string can be written to");
    }
}

/// The lines of a screen, wrapped.
fn lines(screen: &str) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    let mut column = 0;
    for (style, text) in runs(screen.trim_end_matches('\n')) {
        let mut run = String::new();
        let push = |run: &mut String, column: usize, lines: &mut Vec<Vec<Run>>| {
            let text = std::mem::take(run);
            let column = column - text.chars().count();
            let line = lines.last_mut().expect("there is a line");
            if !text.is_empty() {
                line.push(Run {
                    column,
                    style: style.clone(),
                    text,
                });
            }
        };
        for c in text.chars() {
            if c == '\n' || column == COLUMNS {
                push(&mut run, column, &mut lines);
                lines.push(Vec::new());
                column = 0;
            }
            if c != '\n' {
                run.push(c);
                column += 1;
            }
        }
        push(&mut run, column, &mut lines);
    }
    lines
}

#[test]
fn colours_become_runs_and_long_lines_are_wrapped() {
    let screen = "\x1b[1m\x1b[91merror\x1b[0m: a < b\n  \x1b[94m|\x1b[0m\n";
    assert_eq!(plain(screen), "error: a < b\n  |\n");
    let drawn = svg(screen);
    assert!(drawn.contains(
        "<text x=\"18\" y=\"33\" textLength=\"45\" font-weight=\"bold\" fill=\"#ff7b72\">error</text>"
    ));
    assert!(drawn.contains("<text x=\"63\" y=\"33\" textLength=\"63\">: a &lt; b</text>"));
    assert!(drawn.contains("<text x=\"36\" y=\"54\" textLength=\"9\" fill=\"#79b8ff\">|</text>"));
    let long = lines(&"x".repeat(COLUMNS * 2 + 1));
    let ends: Vec<usize> = long.iter().flatten().map(Run::end).collect();
    assert_eq!(ends, [COLUMNS, COLUMNS, 1]);
    assert_eq!(lines("a\n\nb\n").len(), 3);
}
