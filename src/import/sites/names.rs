//! Names that stand in many texts, as a list to edit: griot does not know who or what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::front::scalar;
use super::text::{SourceSite, SourceText};
use crate::import::document::{map, text, texts};
use crate::import::site::{NameMatch, SiteNames};
use crate::lang::fold;
use crate::load::ContentKind;
use crate::markdown::paragraphs;
use crate::message;
use crate::messages::MessageLanguage;
use crate::yaml::{self, Value};

/// The minimum number of texts that a name stands in.
const MIN_TEXTS: usize = 3;

/// The maximum number of files that are listed for a name.
const MAX_FILES: usize = 3;

/// The maximum number of words of a name.
const MAX_WORDS: usize = 7;

/// Words in lower case that stand within names.
const LINKS: [&str; 18] = [
    "ag", "al", "de", "del", "der", "des", "du", "d’", "el", "et", "for", "la", "le", "les", "of",
    "pour", "the", "von",
];

/// Words that are no names, although a sentence or a line may begin with them.
const NO_NAMES: &str = " a à after against all also although among an and another any après are as at au \
    aux avant avec because before between both but by ce ces cette chaque comme contre dans de depuis des \
    do does du during each elle elles en entre et every few first for from has have he her here his how \
    however i if il ils in into is it its la le les leur leurs mais many may most my no nor not notre nous \
    of on one only or other ou our où par parmi pendant plusieurs pour quand que qui sa sans second see \
    selon ses several she si since so some son such sur than that the their then there these they this \
    those three to tous tout toute trois two un une until very vous was we were what when where whether \
    which while who why will with within without you your ok pdf april august december february friday \
    january july june march monday november october saturday september sunday thursday tuesday \
    wednesday ";

/// A name with the texts that have it.
#[derive(Default)]
struct FoundName {
    /// The number of texts by how they write it.
    forms: BTreeMap<String, usize>,
    files: BTreeSet<String>,
    /// Whether it stands anywhere else than at the beginning of a sentence.
    is_certain: bool,
}

/// Returns a list of names in YAML that `griot import actors` or `regions` reads.
pub(super) fn proposal(
    site: &SourceSite,
    known: &SiteNames,
    kind: ContentKind,
    language: MessageLanguage,
) -> String {
    let mut found: BTreeMap<String, FoundName> = BTreeMap::new();
    for text in &site.texts {
        for (name, is_certain) in names_of(text) {
            let own = found.entry(fold(&name)).or_default();
            own.is_certain |= is_certain;
            if own.files.insert(text.path.clone()) {
                *own.forms.entry(name).or_default() += 1;
            }
        }
    }
    let mut names: Vec<FoundName> = found
        .into_values()
        .filter(|name| name.is_certain && name.files.len() >= MIN_TEXTS)
        .filter(|name| !is_known(name.form(), known))
        .collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.files.len()), name.form().to_owned()));
    let command = format!("griot import {} FILE", kind.folder());
    let head = [
        message!(
            "Names that stand in at least {number} texts, the most frequent first.",
            number = MIN_TEXTS
        ),
        match kind {
            ContentKind::Region => message!(
                "Delete all that are no regions, and put other names of one region into its `aliases`."
            ),
            _ => message!(
                "Delete all that are no actors, and put other names of one actor into its `aliases`."
            ),
        },
        message!("Then `{command}` makes files of the rest.", command),
    ];
    let mut out: String = head
        .iter()
        .map(|line| format!("# {}\n", line.text(language)))
        .collect();
    if names.is_empty() {
        out.push_str("[]\n");
        return out;
    }
    let entries = names.iter().map(FoundName::entry);
    out.push_str(&yaml::emit(&Value::List(entries.collect())));
    out
}

impl FoundName {
    /// Returns the form that most texts have.
    fn form(&self) -> &str {
        let forms = self.forms.iter();
        let most = forms.max_by_key(|(form, count)| (**count, std::cmp::Reverse((*form).clone())));
        most.map_or("", |(form, _)| form)
    }

    fn entry(&self) -> Value {
        let count = i64::try_from(self.files.len()).unwrap_or(i64::MAX);
        map([
            ("name", Some(text(self.form()))),
            ("texts", Some(Value::Int(count))),
            ("files", Some(texts(self.files.iter().take(MAX_FILES)))),
        ])
    }
}

/// Whether the site has an actor or region of this name.
fn is_known(name: &str, known: &SiteNames) -> bool {
    let is_unknown = |found| matches!(found, NameMatch::Unknown { .. });
    !is_unknown(known.actor(name)) || !is_unknown(known.region(name, None))
}

/// Returns the names in a text and its tags, and whether each is certain to be one.
fn names_of(text: &SourceText) -> Vec<(String, bool)> {
    let mut names = Vec::new();
    for paragraph in paragraphs(&text.body.text) {
        names_in(&paragraph, &mut names);
    }
    for key in ["tags", "categories", "keywords"] {
        if let Some(Value::List(tags)) = text.front.get(key) {
            let tags = tags.iter().filter_map(scalar);
            names.extend(tags.filter(|tag| is_name_like(tag)).map(|tag| (tag, true)));
        }
    }
    names
}

/// Whether a tag looks like a name: several words in capitals, or an abbreviation.
fn is_name_like(tag: &str) -> bool {
    let capitals = tag
        .split_whitespace()
        .filter(|word| is_capital(word))
        .count();
    capitals > 1 || is_abbreviation(tag)
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word has at least two capitals: `MINUSMA`, `FAMa`.
fn is_abbreviation(word: &str) -> bool {
    !word.contains(char::is_whitespace) && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Adds the names in a paragraph: sequences of words in capitals, with words such as `of` in them.
fn names_in(paragraph: &str, names: &mut Vec<(String, bool)>) {
    let mut words: Vec<&str> = Vec::new();
    let mut is_first = true;
    let mut starts_sentence = true;
    for written in paragraph.split_whitespace() {
        let (before, word, after) = stripped(written);
        if !before.is_empty() {
            finish(&mut words, is_first, names);
        }
        if words.is_empty() {
            is_first = starts_sentence;
        }
        let is_within = LINKS.contains(&word) && !words.is_empty();
        if is_capital(word) || is_within {
            words.push(word);
        } else {
            finish(&mut words, is_first, names);
        }
        let is_possessive = written.ends_with("'s") || written.ends_with("’s");
        if !after.is_empty() || is_possessive {
            finish(&mut words, is_first, names);
        }
        starts_sentence = after.contains(['.', '!', '?', ':', '…'])
            || (word.is_empty() && !written.contains('`'))
            || before.contains(['«', '“', '"']);
    }
    finish(&mut words, is_first, names);
}

/// Splits a word from the marks around it, from `l'` and `d'`, and from `'s`.
fn stripped(written: &str) -> (&str, &str, &str) {
    let start = written.find(char::is_alphanumeric).unwrap_or(written.len());
    let mut word = &written[start..];
    let end = word.rfind(char::is_alphanumeric).map_or(0, |at| {
        at + word[at..].chars().next().map_or(0, char::len_utf8)
    });
    let after = &word[end..];
    word = &word[..end];
    for possessive in ["'s", "’s"] {
        word = word.strip_suffix(possessive).unwrap_or(word);
    }
    for elision in ["l'", "l’", "d'", "d’", "L'", "L’", "D'", "D’", "qu'", "qu’"] {
        word = word.strip_prefix(elision).unwrap_or(word);
    }
    (&written[..start], word, after)
}

/// Ends a sequence of words, and adds it if it is a name.
fn finish(words: &mut Vec<&str>, is_first: bool, names: &mut Vec<(String, bool)>) {
    let words = std::mem::take(words);
    let mut rest = words.as_slice();
    while let [before @ .., last] = rest
        && LINKS.contains(last)
    {
        rest = before;
    }
    // The first word of a sentence has a capital whatever it is.
    let mut is_certain = !is_first || rest.first().is_some_and(|word| is_abbreviation(word));
    while let [first, after @ ..] = rest {
        let is_link = LINKS.contains(first) || is_no_name(first);
        // "Troops of the Malian Armed Forces": a name comes after the link.
        let begins_with_link = after.first().is_some_and(|word| LINKS.contains(word));
        if !is_link && (is_certain || !begins_with_link) {
            break;
        }
        rest = after;
        is_certain |= is_link;
    }
    let is_short = matches!(rest, [only] if only.chars().count() < 3);
    if !rest.is_empty() && !is_short && rest.len() <= MAX_WORDS {
        names.push((rest.join(" "), is_certain));
    }
}

fn is_no_name(word: &str) -> bool {
    NO_NAMES.contains(&format!(" {} ", word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_in_capitals() {
        let mut names = Vec::new();
        let text = "Troops of the Malian Armed Forces met MINUSMA's men in Mopti. The Forces armées \
                    de Libération left. « Demain », dit l'Organisation de la Paix à Ansongo, on Monday. \
                    FAMa and ` X.";
        names_in(text, &mut names);
        let certain: Vec<&str> = names
            .iter()
            .filter(|(_, is_certain)| *is_certain)
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(
            certain,
            [
                "Malian Armed Forces",
                "MINUSMA",
                "Mopti",
                "Forces",
                "Libération",
                "Organisation de la Paix",
                "Ansongo",
                "FAMa",
            ]
        );
        let mut names = Vec::new();
        names_in("Bread is cheap. The Market", &mut names);
        assert_eq!(
            names,
            [("Bread".to_owned(), false), ("Market".to_owned(), true)]
        );
    }
}
