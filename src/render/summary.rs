//! Summaries: the first sentence or the first paragraph of a text.

use super::context::PageContext;
use super::view::{ProseView, TextView};
use crate::model::Entity;

/// The maximum number of characters of a description in a list.
const MAX_DESCRIPTION: usize = 140;

/// Abbreviations that end with a full stop and do not end a sentence. Words of one or two letters
/// are recognized without this list.
const ABBREVIATIONS: &str = "adj adm art brig capt cdt cf chap col cpl dept env fig gal gen gén hon inc jr lieut ltd maj \
    messrs mgr mrs nos prof rev sgt sgts sr st ste vol";

/// Returns the first sentence of an entity's text as a short description, if the text is in this
/// language.
pub fn lead_sentence(context: &PageContext, entity: Entity) -> Option<TextView> {
    let prose = context.articles.exact(entity, context.lang)?;
    let sentence = first_sentence(&prose.lead)?;
    Some(context.plain(context.typeset(context.lang, &sentence)))
}

/// Splits the first paragraph off a text as a summary, if the text starts with a paragraph. Returns
/// the summary as HTML, and the rest.
pub fn take_summary(prose: Option<ProseView>) -> (Option<String>, Option<ProseView>) {
    let Some(mut prose) = prose else {
        return (None, None);
    };
    // A text in another language begins with a language notice.
    if prose.lang.is_some() {
        return (None, Some(prose));
    }
    let Some(rest) = prose.body.strip_prefix("<p>") else {
        return (None, Some(prose));
    };
    let Some((first, rest)) = rest.split_once("</p>") else {
        return (None, Some(prose));
    };
    let (first, rest) = (first.to_owned(), rest.trim_start().to_owned());
    prose.body = rest;
    let rest = (!prose.body.is_empty()).then_some(prose);
    (Some(first), rest)
}

/// Returns the first sentence of a text, cut at a word if it is long. Returns `None` if the text is
/// empty.
pub fn first_sentence(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut end = text.len();
    for (at, mark) in text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…'))
    {
        let after = &text[at + mark.len_utf8()..];
        let word = text[..at]
            .rsplit([' ', '\u{a0}', '\'', '’', '('])
            .next()
            .unwrap_or_default();
        // These do not end a sentence: an initial, an abbreviation, and a full stop within a word
        // or before a lower-case letter.
        let is_short = mark == '.' && is_abbreviation(word, at == word.len());
        let goes_on =
            !after.is_empty() && !after.starts_with([' ', '\u{a0}', '\u{202f}', '»', '”', '"']);
        let next = after.trim_start().chars().next();
        if is_short || goes_on || next.is_some_and(char::is_lowercase) {
            continue;
        }
        end = at + mark.len_utf8();
        break;
    }
    (end > 0).then(|| shortened(&text[..end], MAX_DESCRIPTION))
}

/// Returns whether the word before a full stop is an abbreviation: one or two letters ("M.", "av.",
/// "د."), single letters separated by full stops or hyphens ("p.m", "U.S", "J.-C"), or a title. A
/// number is not an abbreviation, unless it numbers a list item at the start of a text.
fn is_abbreviation(word: &str, is_first: bool) -> bool {
    if !word.is_empty() && word.chars().all(char::is_numeric) {
        return is_first && word.chars().count() < 3;
    }
    let parts = word.split(['.', '-']);
    word.chars().count() < 3
        || parts.clone().count() > 1 && parts.clone().all(|part| part.chars().count() < 2)
        || ABBREVIATIONS
            .split_whitespace()
            .any(|known| known == word.to_lowercase())
}

/// Cuts a text at a word to at most `most` characters, with an ellipsis.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let end = text
        .char_indices()
        .nth(most - 1)
        .map_or(text.len(), |(at, _)| at);
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!(
        "{}…",
        text[..cut].trim_end_matches([',', ';', ':', ' ', '\u{a0}', '(', '«'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_sentence_ends_where_it_ends() {
        let first = |text: &str| first_sentence(text);
        assert_eq!(first(""), None);
        assert_eq!(first("  \n "), None);
        assert_eq!(first("A group. It fights.").as_deref(), Some("A group."));
        assert_eq!(
            first("Led by A. Ag Ghali since 2017. More.").as_deref(),
            Some("Led by A. Ag Ghali since 2017.")
        );
        assert_eq!(
            first("Version 2.0 of it").as_deref(),
            Some("Version 2.0 of it")
        );
        assert_eq!(first("جيش الدولة. يقاتل.").as_deref(), Some("جيش الدولة."));
        // Abbreviations do not end a sentence; numbers do.
        for sentence in [
            "At 6 p.m. President Keïta was arrested.",
            "The U.S. Treasury named Gen. Ba and Col. Yao.",
            "Le président, M. Keïta, est arrêté par le gén. Zié.",
            "Le site date de 300 av. J.-C. Il est classé.",
            "قال د. موسى إنه غادر.",
        ] {
            let two = format!("{sentence} More words follow.");
            assert_eq!(first(&two).as_deref(), Some(sentence));
        }
        assert_eq!(
            first("The dead were 47. More.").as_deref(),
            Some("The dead were 47.")
        );
        assert_eq!(
            first("1. Begin here. More.").as_deref(),
            Some("1. Begin here.")
        );
        let long = first(&"word ".repeat(100)).expect("there are words");
        assert!(
            long.chars().count() <= MAX_DESCRIPTION && long.ends_with("word…"),
            "{long}"
        );
    }

    #[test]
    fn a_summary_is_the_first_paragraph_and_the_rest_stays() {
        let prose = |body: &str| {
            Some(ProseView {
                body: body.to_owned(),
                ..ProseView::default()
            })
        };
        let body = |(first, rest): (Option<String>, Option<ProseView>)| {
            (first, rest.map(|rest| rest.body))
        };
        assert_eq!(
            body(take_summary(prose("<p>A</p>\n<p>B</p>\n"))),
            (Some("A".into()), Some("<p>B</p>\n".into()))
        );
        assert_eq!(
            body(take_summary(prose("<p>A</p>\n"))),
            (Some("A".into()), None)
        );
        assert_eq!(
            body(take_summary(prose("<ul></ul>"))),
            (None, Some("<ul></ul>".into()))
        );
        assert_eq!(body(take_summary(None)), (None, None));
        let mut foreign = prose("<p>A</p>").expect("it is there");
        foreign.lang = Some("fr".into());
        assert_eq!(
            body(take_summary(Some(foreign))),
            (None, Some("<p>A</p>".into()))
        );
    }
}
