//! Typography of a composed body.
//!
//! Typography is applied last, because names, claims and anchors are found in the text as written.
//! A paragraph, heading or cell is one text, regardless of markup: `"**x** y"` is one quotation.
//! Words in another language are a separate text; in the surrounding text they count as one object.
//! Code, addresses and attributes are not text.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::lang::{Lang, OBJECT, may_change, typeset_parts};

/// Inline tags, which do not separate text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "font", "i", "ins", "mark", "q",
    "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];

/// The opening tag of words in another language.
const SPAN: &str = "<span lang=";

/// Tags whose content is shown verbatim.
const VERBATIM: &[&str] = &[
    "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var",
];

/// Applies the typography of `lang` to all texts.
pub(super) fn typographic<'e>(mut events: Vec<Event<'e>>, lang: Lang) -> Vec<Event<'e>> {
    let concerns = |event: &Event| match event {
        Event::Text(text) => may_change(lang, text),
        Event::InlineHtml(html) => html.starts_with(SPAN),
        _ => false,
    };
    if !events.iter().any(concerns) {
        return events;
    }
    let mut setter = TypographyPass {
        lang,
        texts: vec![TypographyText::new(lang)],
        spans: Vec::new(),
        verbatim: Vec::new(),
        changed: Vec::new(),
    };
    for (at, event) in events.iter().enumerate() {
        setter.read(at, event);
    }
    setter.end();
    let changed = setter.changed;
    for (at, text) in changed {
        events[at] = Event::Text(text.into());
    }
    events
}

/// A text in one language: its parts, each with the index of the event that it comes from.
struct TypographyText<'t> {
    lang: Lang,
    parts: Vec<(Option<usize>, &'t str)>,
}

impl TypographyText<'_> {
    fn new(lang: Lang) -> Self {
        TypographyText {
            lang,
            parts: Vec::new(),
        }
    }
}

/// A pass over the events of a body.
struct TypographyPass<'t> {
    lang: Lang,
    /// The text of the block, followed by the open texts in other languages within the block.
    texts: Vec<TypographyText<'t>>,
    /// For each open `span`, whether it is in another language.
    spans: Vec<bool>,
    /// Open tags whose content is shown verbatim.
    verbatim: Vec<String>,
    changed: Vec<(usize, String)>,
}

impl<'t> TypographyPass<'t> {
    /// Adds an event to the innermost text: its words, one character for code and pictures, or the
    /// end of the text at a block.
    fn read(&mut self, at: usize, event: &'t Event) {
        match event {
            Event::Text(text) if self.verbatim.is_empty() => self.part(Some(at), text),
            Event::Text(_) | Event::Code(_) => self.part(None, OBJECT),
            Event::SoftBreak | Event::HardBreak => self.part(None, "\n"),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript,
            )
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => {}
            _ => self.end(),
        }
    }

    /// Adds a part to the innermost text.
    fn part(&mut self, at: Option<usize>, text: &'t str) {
        if let Some(own) = self.texts.last_mut() {
            own.parts.push((at, text));
        }
    }

    /// Adds an HTML tag to the innermost text, in the same way.
    fn html(&mut self, html: &str) {
        if html.starts_with(' ') {
            self.part(None, " ");
        }
        let html = html.trim_start();
        let Some(tag) = html.strip_prefix('<') else {
            // The placeholder of a picture, or text shown verbatim, counts as one object.
            self.part(None, OBJECT);
            return;
        };
        let (tag, closes) = tag
            .strip_prefix('/')
            .map_or((tag, false), |tag| (tag, true));
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if VERBATIM.contains(&name.as_str()) {
            self.shown_as_it_is(html, name, closes);
            return;
        }
        match name.as_str() {
            "span" if closes => {
                if self.spans.pop() == Some(true) {
                    self.end_language();
                }
            }
            "span" => self.span(tag),
            "br" => self.part(None, "\n"),
            "img" | "picture" | "input" => self.part(None, OBJECT),
            "" => {}
            name if INLINE.contains(&name) => {}
            _ => self.end(),
        }
    }

    /// Opens or closes an element with verbatim content, which is not typeset. An element that is
    /// complete in `html` is closed at once.
    fn shown_as_it_is(&mut self, html: &str, name: String, closes: bool) {
        if closes {
            if let Some(level) = self.verbatim.iter().rposition(|open| *open == name) {
                self.verbatim.truncate(level);
            }
        } else if !html.contains(&format!("</{name}")) {
            self.verbatim.push(name);
        } else if html.starts_with("<pre") {
            self.end();
        } else {
            self.part(None, OBJECT);
        }
    }

    /// Opens a `span`, which may be in another language.
    fn span(&mut self, tag: &str) {
        let own = tag
            .split_once(" lang=\"")
            .and_then(|(_, rest)| rest.split_once('"'));
        let lang = own.and_then(|(own, _)| Lang::parse(own));
        self.spans.push(lang.is_some());
        if let Some(lang) = lang {
            self.part(None, OBJECT);
            self.texts.push(TypographyText::new(lang));
        }
    }

    /// Ends a text in another language.
    fn end_language(&mut self) {
        if self.texts.len() > 1
            && let Some(text) = self.texts.pop()
        {
            self.set(&text);
        }
    }

    /// Ends the block.
    fn end(&mut self) {
        let texts = std::mem::replace(&mut self.texts, vec![TypographyText::new(self.lang)]);
        for text in &texts {
            self.set(text);
        }
        self.spans.clear();
    }

    /// Applies typography to a complete text.
    fn set(&mut self, text: &TypographyText) {
        let parts: Vec<&str> = text.parts.iter().map(|(_, part)| *part).collect();
        for ((at, part), new) in text.parts.iter().zip(typeset_parts(text.lang, &parts)) {
            if let Some(at) = at
                && new != *part
            {
                self.changed.push((*at, new.into_owned()));
            }
        }
    }
}

/// Returns the plain text of events in the typography of a language, leaving code unchanged.
pub(super) fn plain<'e>(events: impl Iterator<Item = &'e Event<'e>>, lang: Lang) -> String {
    let mut texts: Vec<(&str, bool)> = Vec::new();
    for event in events {
        match event {
            Event::Text(text) => texts.push((text, true)),
            Event::Code(code) => texts.push((code, false)),
            Event::SoftBreak | Event::HardBreak => texts.push((" ", true)),
            _ => {}
        }
    }
    let parts: Vec<&str> = texts
        .iter()
        .map(|(text, is_text)| if *is_text { *text } else { OBJECT })
        .collect();
    let set = typeset_parts(lang, &parts);
    let shown = texts
        .iter()
        .zip(&set)
        .map(|((text, is_text), set)| if *is_text { set.as_ref() } else { text });
    shown.collect()
}

/// Returns a text that is shown verbatim, without typography.
pub(super) fn untouched<'e>(text: &str) -> Event<'e> {
    let shown = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    Event::InlineHtml(CowStr::from(shown))
}
