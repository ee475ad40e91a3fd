//! LaTeX: formulas and commands.

use std::ops::Range;

use super::fixes::{SyntaxFix, is_alone, with_spaces};
use super::marks::{MAX_CONSTRUCT, SegmentPosition};
use super::tables::LATEX;
use super::tool_syntax::ToolSyntax;
use super::{ForeignSearch, short};
use crate::message;

impl ForeignSearch<'_> {
    /// Finds `$x^2$` and `$$x$$`, but not prices.
    pub(super) fn formula(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        let start = place.base + place.at;
        if rest.starts_with("$$") {
            // The parser may have read parts of the formula as emphasis.
            let limit = self
                .body
                .floor_char_boundary((start + 2 + MAX_CONSTRUCT * 2).min(self.body.len()));
            let end = start + 2 + self.body[start + 2..limit].find("$$")? + 2;
            self.formula_mark(start..end);
            return Some(end - place.base);
        }
        if place.before().is_some_and(char::is_alphanumeric)
            || rest[1..].starts_with(char::is_whitespace)
        {
            return None;
        }
        let limit = self
            .body
            .floor_char_boundary((start + 1 + MAX_CONSTRUCT / 2).min(self.body.len()));
        let line = self.body[start + 1..limit].split('\n').next()?;
        let end = line.find('$')?;
        let inner = &line[..end];
        let is_closed = !inner.ends_with(char::is_whitespace)
            && !line[end + 1..].starts_with(|c: char| c.is_alphanumeric());
        let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
        let is_formula =
            is_letter || inner.contains(['^', '\\', '_', '=']) && !inner.contains(". ");
        if inner.is_empty() || !is_closed || !is_formula {
            return None;
        }
        self.formula_mark(start..start + end + 2);
        Some(place.at + end + 2)
    }

    /// Reports a formula.
    fn formula_mark(&mut self, range: Range<usize>) {
        let inner = self.body[range.clone()].trim_matches('$').trim().to_owned();
        let raised = raised(&inner);
        let fix = raised
            .as_ref()
            .map(|text| SyntaxFix::write(range.clone(), text.as_str()));
        let help = match raised {
            Some(text) => message!("write `{text}`", text),
            None => message!(
                "griot does not typeset formulas: write it in words, or as code: `` `{formula}` ``",
                formula = short(&inner)
            ),
        };
        self.report(range, ToolSyntax::Formula, help).fix(fix);
    }

    /// Finds `\newpage` and `\cite{afp}`.
    pub(super) fn latex(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        let end = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &rest[..end];
        // After a letter a backslash is more often that of a path, unless there is an argument.
        let has_argument = rest[end..].starts_with('{');
        if place
            .before()
            .is_some_and(|c| c.is_alphanumeric() && !has_argument || matches!(c, ':' | '\\' | '/'))
            || !LATEX.contains(&name)
            || rest[end..].starts_with(['\\', '.'])
        {
            return None;
        }
        let argument = rest[end..]
            .starts_with('{')
            .then(|| rest[end..].find('}'))
            .flatten();
        let inner = argument.map_or("", |close| &rest[end + 1..end + close]);
        let length = 1 + end + argument.map_or(0, |close| close + 1);
        let range = place.range(length);
        let line = match name {
            "cite" | "citep" | "citet" => {
                let keys: Vec<&str> = inner.split(',').map(str::trim).collect();
                Some(format!("[@{}]", keys.join("; @")))
            }
            "textbf" => Some(format!("**{inner}**")),
            "textit" | "emph" => Some(format!("*{inner}*")),
            "section" | "chapter" => Some(format!("## {inner}")),
            "subsection" => Some(format!("### {inner}")),
            _ => None,
        };
        if name == "footnote" && !inner.is_empty() {
            self.inline_note(range, inner, ToolSyntax::LatexCommand);
            return Some(place.at + length);
        }
        let (help, fix) = match line {
            Some(line) => {
                let is_heading = line.starts_with('#');
                let is_cited = |key: &str| self.known.is_source(key.trim());
                let is_whole = !inner.is_empty()
                    && (!is_heading || is_alone(self.body, &range))
                    && (!name.starts_with("cite") || inner.split(',').all(is_cited));
                let fix = is_whole.then(|| SyntaxFix::write(range.clone(), line.as_str()));
                (message!("write `{line}`", line), fix)
            }
            // An argument may be a text that readers should see.
            None => {
                let fix = SyntaxFix::delete(with_spaces(self.body, &range));
                (message!("delete it"), Some(fix.safe_if(inner.is_empty())))
            }
        };
        self.report(range, ToolSyntax::LatexCommand, help).fix(fix);
        Some(place.at + length)
    }
}

/// Returns a simple formula with Unicode superscripts and subscripts.
fn raised(formula: &str) -> Option<String> {
    let mut out = String::new();
    let mut letters = formula.chars();
    while let Some(c) = letters.next() {
        match c {
            '^' => out.push(high(letters.next()?)?),
            '_' => out.push(low(letters.next()?)?),
            c if c.is_alphanumeric() || matches!(c, ' ' | '+' | '-' | '=') => out.push(c),
            _ => return None,
        }
    }
    Some(out)
}

/// Returns a text in Unicode subscripts.
pub(super) fn lowered(text: &str) -> Option<String> {
    text.chars().map(low).collect()
}

/// Returns the superscript of a character.
pub(super) fn high(c: char) -> Option<char> {
    let signs: Vec<char> = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().collect();
    match c {
        'n' => Some('ⁿ'),
        'o' => Some('º'),
        c => signs.get(c.to_digit(10)? as usize).copied(),
    }
}

/// Returns the subscript of a digit.
fn low(c: char) -> Option<char> {
    let signs: Vec<char> = "₀₁₂₃₄₅₆₇₈₉".chars().collect();
    signs.get(c.to_digit(10)? as usize).copied()
}
