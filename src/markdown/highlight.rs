//! Code with its syntax marked by classes, so that a theme colours it and no style attribute is needed.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// The grammars, loaded when the first block with a known language is met.
#[derive(Default)]
pub struct Highlighter {
    grammars: OnceLock<SyntaxSet>,
}

impl Highlighter {
    /// The HTML of some code, or nothing when its language is not known.
    pub fn highlight(&self, code: &str, language: &str) -> Option<String> {
        let grammars = self.grammars.get_or_init(SyntaxSet::load_defaults_newlines);
        let syntax = grammars.find_syntax_by_token(language)?;
        let mut html =
            ClassedHTMLGenerator::new_with_class_style(syntax, grammars, ClassStyle::SpacedPrefixed { prefix: "hl-" });
        for line in LinesWithEndings::from(code) {
            html.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(html.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_unknown_none() {
        let highlighter = Highlighter::default();
        let html = highlighter
            .highlight("let a = \"<\";\n", "rust")
            .expect("Rust is known");
        assert!(html.contains("hl-string") && html.contains("&lt;"), "{html}");
        assert_eq!(highlighter.highlight("x", "no-such-language"), None);
    }
}
