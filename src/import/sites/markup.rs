//! Markdown that is made of other syntax.

use crate::markdown::words;

/// Returns a text that is no Markdown.
pub(super) fn escaped_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "[]\\*_`<".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Returns the text of a picture in Markdown. The path is one of the source.
pub(super) fn picture(alt: &str, src: &str, title: &str) -> String {
    let title = match title.trim() {
        "" => String::new(),
        title => format!(" \"{}\"", one_line(title).replace('"', "\\\"")),
    };
    let src = match src.contains(char::is_whitespace) {
        true => format!("<{src}>"),
        false => src.to_owned(),
    };
    format!("![{}]({src}{title})", escaped_text(&one_line(alt)))
}

/// Returns the words of a line of Markdown, without its marks.
pub(super) fn plain_words(markdown: &str) -> String {
    one_line(&words(&one_line(markdown)))
}

/// Returns a text without line breaks and repeated spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
