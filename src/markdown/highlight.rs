//! Code with its syntax marked by classes, so that a theme colours it and no style attribute is
//! needed.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use syntect::html::{ClassStyle, line_tokens_to_classed_spans};
use syntect::parsing::{ParseState, ScopeStack, ScopeStackOp, SyntaxSet};
use syntect::util::LinesWithEndings;

use foldhash::HashMap;

/// How classes are written.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// How many states and lines are kept, and how long a line may be.
const MOST_STATES: usize = 64;
const MOST_LINES: usize = 4096;
const LONGEST: usize = 256;

/// Whether there may be code in a text whose language is told.
pub fn may_be_code(text: &str) -> bool {
    text.contains("```") || text.contains("~~~")
}

/// The grammars, loaded when the first block with a known language is met.
#[derive(Default)]
pub struct Highlighter {
    grammars: Mutex<Option<Arc<SyntaxSet>>>,
}

impl Highlighter {
    /// The HTML of some code, or nothing when its language is not known. `lines` are those of code
    /// before.
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

    fn grammars(&self) -> Arc<SyntaxSet> {
        let mut grammars = self.grammars.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(grammars.get_or_insert_with(|| Arc::new(SyntaxSet::load_defaults_newlines())))
    }

    /// Lets go of the grammars, which grow large while they are used. The next block loads them
    /// again.
    pub fn clear(&self) {
        self.grammars
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

/// Lines of code that were read, so that each is read once: what is in a line follows from the line
/// and from the state in which it is met. Code says many lines again, and reading them is dear.
#[derive(Default)]
pub struct HighlightCache {
    states: Vec<GrammarState>,
    count: usize,
}

/// What a grammar is in the midst of, and lines that were met there, each with the place of the
/// state after it.
struct GrammarState {
    parser: ParseState,
    lines: HashMap<Box<str>, (ScopeMarks, usize)>,
}

/// Where scopes begin and end in a line.
type ScopeMarks = Vec<(usize, ScopeStackOp)>;

/// What is in a line, and how far the code was read with it.
type HighlightedLine<'l> = (Cow<'l, [(usize, ScopeStackOp)]>, ParsePosition);

/// How far some code was read.
enum ParsePosition {
    /// To a state that is kept, by its place.
    Kept(usize),
    Other(Box<ParseState>),
}

impl HighlightCache {
    fn at(&mut self, parser: ParseState) -> ParsePosition {
        match self.states.iter().position(|state| state.parser == parser) {
            Some(known) => ParsePosition::Kept(known),
            None if self.states.len() < MOST_STATES => {
                let lines = HashMap::default();
                self.states.push(GrammarState { parser, lines });
                ParsePosition::Kept(self.states.len() - 1)
            }
            None => ParsePosition::Other(Box::new(parser)),
        }
    }

    /// What is in a line, and the state after it.
    fn read(
        &mut self,
        at: ParsePosition,
        line: &str,
        grammars: &SyntaxSet,
    ) -> Option<HighlightedLine<'_>> {
        let before = match &at {
            ParsePosition::Kept(before) => Some(*before),
            ParsePosition::Other(_) => None,
        };
        if let Some(before) = before
            && self.states[before].lines.contains_key(line)
        {
            let (marks, after) = &self.states[before].lines[line];
            return Some((Cow::Borrowed(marks), ParsePosition::Kept(*after)));
        }
        let mut parser = match at {
            ParsePosition::Kept(before) => self.states[before].parser.clone(),
            ParsePosition::Other(parser) => *parser,
        };
        let marks = parser.parse_line(line, grammars).ok()?;
        let after = self.at(parser);
        if let (Some(before), ParsePosition::Kept(place)) = (before, &after)
            && self.count < MOST_LINES
            && line.len() <= LONGEST
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
    fn lines_that_were_read_before_change_nothing() {
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
        assert_eq!(lines.states.len(), MOST_STATES);
    }
}
