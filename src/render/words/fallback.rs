//! English texts on pages of another language.
//!
//! A text that a language lacks is shown in English, and a page has to say so: a screen reader
//! would read it with the voice of the page, and a text from the left would be turned around on a
//! page from the right. Words stand in many places of templates, so they are put between two marks
//! when they are read, and the finished page gets `lang="en"` where the marks are.
//!
//! The marks are format characters that Unicode has deprecated since version 3. They are ignored
//! when words are sorted, no text needs them, and no format escapes them.

use crate::lang::Direction;

/// The mark before an English text (INHIBIT ARABIC FORM SHAPING).
pub const START: char = '\u{206C}';

/// The mark behind an English text (ACTIVATE ARABIC FORM SHAPING).
const END: char = '\u{206D}';

/// Elements in which a text is not HTML.
const RAW: [&str; 3] = ["script", "style", "textarea"];

/// Elements that hold text alone. Only as a whole they can have a language.
const TEXT_ONLY: [&str; 2] = ["title", "option"];

/// Elements of SVG with text, in which a part is a `tspan`.
const DRAWN: [&str; 2] = ["text", "tspan"];

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param",
];

/// Puts an English text between marks, if it has a letter beside its placeholders.
pub(super) fn marked(text: &str) -> String {
    let mut depth = 0_usize;
    let has_letter = text.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    });
    match has_letter {
        true => format!("{START}{text}{END}"),
        false => text.to_owned(),
    }
}

/// Adds the value of a placeholder to a text. Within an English text, a value with letters is not
/// English.
pub(super) fn push_part(text: &mut String, is_marked: bool, value: &str) {
    if is_marked && value.chars().any(char::is_alphabetic) {
        text.push(END);
        text.push_str(value);
        text.push(START);
    } else {
        text.push_str(value);
    }
}

/// Returns a page with `lang="en"` in place of the marks. The element that contains nothing else
/// gets the attribute, and any other text an element of its own. In attributes, where nothing can
/// say a language, the marks are dropped.
pub fn with_languages(html: &str, page: Direction) -> String {
    // Neighbours become one text.
    let joined = html.replace([END, START].iter().collect::<String>().as_str(), "");
    let mut out = String::with_capacity(joined.len() + joined.len() / 16);
    let mut open = OpenTag::default();
    let mut rest = joined.as_str();
    while let Some(at) = rest.find(['<', START, END]) {
        out.push_str(&rest[..at]);
        if at > 0 {
            open.is_last = false;
        }
        let here = &rest[at..];
        if here.starts_with('<') {
            let length = tag_length(here);
            let start = out.len();
            out.extend(here[..length].chars().filter(|c| !is_mark(*c)));
            open = open.after(&out[start..]);
            rest = &here[length..];
        } else if let Some(text) = here.strip_prefix(START) {
            let end = text.find([END, '<', START]).unwrap_or(text.len());
            let tail = text[end..].strip_prefix(END).unwrap_or(&text[end..]);
            open.push_english(&mut out, &text[..end], tail.starts_with("</"), page);
            rest = tail;
        } else {
            rest = &here[END.len_utf8()..];
        }
    }
    out.push_str(rest);
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, START | END)
}

/// Returns the length of a tag or comment at the start of a text. A `>` in a quoted attribute does
/// not end it.
fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The last tag that was written.
#[derive(Default)]
struct OpenTag {
    /// The name of the element that it begins; empty after an end tag.
    name: String,
    /// Whether nothing was written behind it.
    is_last: bool,
    /// Whether it has `lang`.
    has_lang: bool,
    /// Whether the text is within a drawing, where HTML is not valid.
    is_drawn: bool,
}

impl OpenTag {
    /// Returns the state after a tag.
    fn after(self, tag: &str) -> OpenTag {
        let name = |text: &str| {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric());
            text[..end.unwrap_or(text.len())].to_owned()
        };
        let is_drawn = match tag {
            _ if tag.starts_with("<svg") => true,
            _ if tag.starts_with("</svg") => false,
            _ => self.is_drawn,
        };
        // Within a script, `<` begins no tag.
        if RAW.contains(&self.name.as_str()) && !tag.starts_with("</") {
            return self;
        }
        match tag.strip_prefix('<') {
            Some(start)
                if !tag.ends_with("/>") && start.starts_with(|c: char| c.is_alphabetic()) =>
            {
                let name = name(start);
                OpenTag {
                    is_last: !VOID.contains(&name.as_str()),
                    has_lang: tag.contains(" lang="),
                    name,
                    is_drawn,
                }
            }
            _ => OpenTag {
                is_drawn,
                ..OpenTag::default()
            },
        }
    }

    /// Writes an English text. `is_end` says that an end tag follows.
    fn push_english(&mut self, out: &mut String, text: &str, is_end: bool, page: Direction) {
        let name = self.name.as_str();
        let direction = match page {
            Direction::RightToLeft if !self.is_drawn => " dir=\"ltr\"",
            _ => "",
        };
        let is_whole = self.is_last && is_end && !self.has_lang && out.ends_with('>');
        if RAW.contains(&name) {
            out.push_str(text);
        } else if is_whole {
            out.pop();
            out.push_str(&format!(" lang=\"en\"{direction}>{text}"));
        } else if TEXT_ONLY.contains(&name) || self.is_drawn && !DRAWN.contains(&name) {
            out.push_str(text);
        } else {
            let element = if self.is_drawn { "tspan" } else { "span" };
            out.push_str(&format!(
                "<{element} lang=\"en\"{direction}>{text}</{element}>"
            ));
        }
        self.is_last = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let marked = html
            .replace('[', &START.to_string())
            .replace(']', &END.to_string());
        with_languages(&marked, Direction::LeftToRight)
    }

    #[test]
    fn an_element_with_nothing_else_gets_the_language() {
        assert_eq!(shown("<h2>[Events]</h2>"), "<h2 lang=\"en\">Events</h2>");
        assert_eq!(
            shown("<a href=\"/a>b/\">[Events]</a>"),
            "<a href=\"/a>b/\" lang=\"en\">Events</a>"
        );
        assert_eq!(
            shown("<title>[Events]</title>"),
            "<title lang=\"en\">Events</title>"
        );
        let arabic = with_languages(&format!("<p>{START}A{END}</p>"), Direction::RightToLeft);
        assert_eq!(arabic, "<p lang=\"en\" dir=\"ltr\">A</p>");
    }

    #[test]
    fn a_part_of_a_text_gets_an_element() {
        assert_eq!(
            shown("<p>3 [events] <b>x</b> [y]</p>"),
            "<p>3 <span lang=\"en\">events</span> <b>x</b> <span lang=\"en\">y</span></p>"
        );
        assert_eq!(
            shown("<p lang=\"bm\">[Events]</p>"),
            "<p lang=\"bm\"><span lang=\"en\">Events</span></p>"
        );
        assert_eq!(
            shown("<br>[Events]</p>"),
            "<br><span lang=\"en\">Events</span></p>"
        );
        // Neighbours are one text.
        assert_eq!(
            shown("<p>[in ][English]</p>"),
            "<p lang=\"en\">in English</p>"
        );
        assert_eq!(
            shown("<svg><text>a [b]</text><title>c [d]</title></svg>[e]"),
            "<svg><text>a <tspan lang=\"en\">b</tspan></text><title>c d</title></svg>\
             <span lang=\"en\">e</span>"
        );
    }

    #[test]
    fn no_mark_is_left() {
        for html in [
            "<img alt=\"[Events]\">",
            "<script>{\"a\": \"[Events]\", b: 1 < 2}</script>",
            "<title>[Events] · A</title>",
            "<option>[a] b</option>",
            "<p>[a",
            "<p>a]</p>",
            "<!-- [a] -->",
            "<a title=\"[b",
        ] {
            let plain = html.replace(['[', ']'], "");
            let out = shown(html);
            assert!(!out.contains(is_mark), "{out:?}");
            assert_eq!(
                out.replace("<span lang=\"en\">", "").replace("</span>", ""),
                plain
            );
        }
    }

    #[test]
    fn values_within_a_text_are_not_english() {
        let mut text = marked("Published by {name}.");
        assert!(text.starts_with(START));
        text.truncate(text.find('{').expect("a placeholder"));
        push_part(&mut text, true, "Nowa");
        assert_eq!(text, format!("{START}Published by {END}Nowa{START}"));
        assert_eq!(marked("{a} – {b}"), "{a} – {b}");
    }
}
