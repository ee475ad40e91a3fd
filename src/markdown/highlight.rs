//! Syntax highlighting with classes. So themes set the colours, and no style attributes are needed.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use syntect::html::{ClassStyle, line_tokens_to_classed_spans};
use syntect::parsing::{ParseState, ScopeStack, ScopeStackOp, SyntaxSet};
use syntect::util::LinesWithEndings;

use foldhash::HashMap;

/// The format of class names.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// The maximum number of cached states and lines, and the maximum length in bytes of a cached line.
const MAX_STATES: usize = 64;
const MAX_LINES: usize = 4096;
const MAX_LINE_LENGTH: usize = 256;

/// Whether a text may contain a fenced code block.
pub fn may_be_code(text: &str) -> bool {
    text.contains("```") || text.contains("~~~")
}

/// The grammars. They are loaded with the first code block in a known language.
#[derive(Default)]
pub struct Highlighter {
    grammars: Mutex<Option<Arc<SyntaxSet>>>,
}

impl Highlighter {
    /// Returns the HTML of some code, or `None` if its language is unknown. `lines` is the cache of
    /// highlighted lines.
    pub fn highlight(
        &self,
        code: &str,
        language: &str,
        lines: &mut HighlightCache,
    ) -> Option<String> {
        let grammars = self.grammars();
        let mut at = lines.at(ParseState::new(grammars.find_syntax_by_token(language)?));
        let (mut html, mut scopes, mut open) = (String::new(), ScopeStack::new(), 0);
        for line in LinesWithEndings::from(code) {
            let (marks, next) = lines.read(at, line, &grammars)?;
            let (spans, opened) =
                line_tokens_to_classed_spans(line, &marks, STYLE, &mut scopes).ok()?;
            html.push_str(&spans);
            open += opened;
            at = next;
        }
        (0..open).for_each(|_| html.push_str("</span>"));
        Some(html)
    }

    /// Returns the grammars, and loads them if necessary.
    fn grammars(&self) -> Arc<SyntaxSet> {
        let mut grammars = self.grammars.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(grammars.get_or_insert_with(|| Arc::new(SyntaxSet::load_defaults_newlines())))
    }

    /// Drops the grammars, which grow while they are used. The next code block loads them again.
    pub fn clear(&self) {
        self.grammars
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

/// Cache of highlighted lines. The result for a line depends only on the line and the parser state
/// before it. Code repeats many lines, and parsing them is expensive.
#[derive(Default)]
pub struct HighlightCache {
    states: Vec<GrammarState>,
    count: usize,
}

/// A parser state, and the lines that were parsed in it. Each line has the index of the state after
/// it.
struct GrammarState {
    parser: ParseState,
    lines: HashMap<Box<str>, (ScopeMarks, usize)>,
}

/// Where scopes begin and end in a line.
type ScopeMarks = Vec<(usize, ScopeStackOp)>;

/// The scopes of a line, and the position after the line.
type HighlightedLine<'l> = (Cow<'l, [(usize, ScopeStackOp)]>, ParsePosition);

/// The position of the parser in some code.
enum ParsePosition {
    /// At a cached state, by its index.
    Cached(usize),
    Other(Box<ParseState>),
}

impl HighlightCache {
    /// Returns the position at a parser state, and caches the state if there is room.
    fn at(&mut self, parser: ParseState) -> ParsePosition {
        match self.states.iter().position(|state| state.parser == parser) {
            Some(known) => ParsePosition::Cached(known),
            None if self.states.len() < MAX_STATES => {
                let lines = HashMap::default();
                self.states.push(GrammarState { parser, lines });
                ParsePosition::Cached(self.states.len() - 1)
            }
            None => ParsePosition::Other(Box::new(parser)),
        }
    }

    /// Returns the scopes of a line, and the position after the line.
    fn read(
        &mut self,
        at: ParsePosition,
        line: &str,
        grammars: &SyntaxSet,
    ) -> Option<HighlightedLine<'_>> {
        let before = match &at {
            ParsePosition::Cached(before) => Some(*before),
            ParsePosition::Other(_) => None,
        };
        if let Some(before) = before
            && self.states[before].lines.contains_key(line)
        {
            let (marks, after) = &self.states[before].lines[line];
            return Some((Cow::Borrowed(marks), ParsePosition::Cached(*after)));
        }
        let mut parser = match at {
            ParsePosition::Cached(before) => self.states[before].parser.clone(),
            ParsePosition::Other(parser) => *parser,
        };
        let marks = parser.parse_line(line, grammars).ok()?;
        let after = self.at(parser);
        if let (Some(before), ParsePosition::Cached(place)) = (before, &after)
            && self.count < MAX_LINES
            && line.len() <= MAX_LINE_LENGTH
        {
            self.count += 1;
            let lines = &mut self.states[before].lines;
            lines.insert(line.into(), (marks.clone(), *place));
        }
        Some((Cow::Owned(marks), after))
    }
}

#[cfg(test)]
mod tests {
    use syntect::html::ClassedHTMLGenerator;

    use super::*;

    #[test]
    fn known_languages_get_classes_and_unknown_none() {
        let (highlighter, mut lines) = (Highlighter::default(), HighlightCache::default());
        let html = highlighter
            .highlight("let a = \"<\";\n", "rust", &mut lines)
            .expect("Rust is known");
        assert!(
            html.contains("hl-string") && html.contains("&lt;"),
            "{html}"
        );
        assert_eq!(
            highlighter.highlight("x", "no-such-language", &mut lines),
            None
        );
    }

    #[test]
    fn cached_lines_do_not_change_the_output() {
        let (highlighter, mut lines) = (Highlighter::default(), HighlightCache::default());
        let grammars = SyntaxSet::load_defaults_newlines();
        let many: String = (0..70).map(|n| format!("cat <<E{n}\n$x\nE{n}\n")).collect();
        for (language, code) in [
            ("rust", "/* a\n}\n*/ fn a() {\n}\n"),
            ("rust", "fn a() {\n}\n/* a\n}\n"),
            ("python", "\"\"\"a\n}\n\"\"\"\n}\nx = 1\n"),
            ("sh", &many),
            ("sh", "cat <<E1\n$x\nE2\n$x\nE1\n$x"),
            ("rust", "fn a() {\n}\n"),
        ] {
            let syntax = grammars
                .find_syntax_by_token(language)
                .expect("it is known");
            let mut plain = ClassedHTMLGenerator::new_with_class_style(syntax, &grammars, STYLE);
            for line in LinesWithEndings::from(code) {
                let read = plain.parse_html_for_line_which_includes_newline(line);
                read.expect("the grammar is whole");
            }
            let html = highlighter.highlight(code, language, &mut lines);
            assert_eq!(html, Some(plain.finalize()), "{code}");
        }
        assert_eq!(lines.states.len(), MAX_STATES);
    }
}
