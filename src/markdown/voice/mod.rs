//! The site's own voice: what a text says without quoting anybody.
//!
//! Each block of a body, and each text of a front matter, is listened to for words that take a side, for
//! near-misses of known names, and for casualty figures that nobody is said to claim. What others say,
//! between quotation marks or in a block quote, is theirs. Style lists say which words; `near` knows names.

mod block;
mod figure;
mod front;
mod likeness;
mod near;
mod quoted;
mod vocabulary;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;

use self::block::{Block, blocks};
use self::figure::Known;
use self::near::Near;
pub use self::near::Verdicts;
use self::vocabulary::Vocabulary;
use super::mention::Mentions;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::lang::{Lang, Languages};
use crate::lexicon::{even, words};
use crate::model::{Atlas, Body};
use crate::source::Span;
use crate::style::{Entry, Heard, Styles};
use crate::trace::{Row, Shelf};

/// What listening needs to know of a site.
pub struct Voice {
    styles: Styles,
    vocabulary: Vocabulary,
    near: BTreeMap<Lang, Near>,
    known: Known,
}

impl Voice {
    /// The voice of a site with these style lists.
    pub fn of(atlas: &Atlas, languages: &Languages, styles: Styles) -> Voice {
        let near = || languages.iter().map(|lang| (lang, Near::of(lang, atlas))).collect();
        let (vocabulary, (near, known)) = rayon::join(|| Vocabulary::of(atlas), || (near(), Known::of(atlas)));
        Voice {
            styles,
            vocabulary,
            near,
            known,
        }
    }

    /// Adds what every text is measured by to a fingerprint. The style lists are the site's files and the program's; of the claims only
    /// findings speak, and texts with a finding are composed each time.
    pub fn fingerprint(&self, print: &mut Fingerprint) {
        self.near.values().for_each(|near| near.fingerprint(print));
        print.value(self.known.estimates());
    }

    /// The fingerprints of the words that are looked up one by one.
    pub fn row(&self) -> (Shelf, Row) {
        self.vocabulary.row()
    }

    /// Listens to one body, which the parser took apart into `events`. `verdicts` are those of other bodies, by language.
    pub fn listen(
        &self,
        lang: Lang,
        body: (&Body, &str),
        events: &[(Event, Range<usize>)],
        mentions: Option<&Mentions>,
        verdicts: &mut BTreeMap<Lang, Verdicts>,
    ) -> Diagnostics {
        let (body, text) = body;
        let mut diagnostics = Diagnostics::default();
        let (style, near) = (self.styles.get(lang), self.near.get(&lang));
        let verdicts = verdicts.entry(lang).or_default();
        for block in blocks(events, text) {
            let mut findings = Vec::new();
            let hearing = Hearing::of(&block, mentions);
            if let Some(style) = style {
                let heard = style.listen(&hearing.even, &hearing.words);
                findings.extend(hearing.loaded(&heard));
                findings.extend(figure::unclaimed(
                    &hearing,
                    &heard.casualties,
                    style.figures(),
                    &self.known,
                    lang,
                ));
            }
            if let Some(near) = near {
                findings.extend(near.misses(&hearing, &self.vocabulary, style, verdicts));
            }
            for (range, finding) in findings {
                let source = block.source(&range);
                let start = body.range.start;
                diagnostics.push(finding.at(Span::new(body.file, start + source.start..start + source.end)));
            }
        }
        diagnostics
    }
}

/// A finding that has no place yet.
struct Saying {
    code: Code,
    message: String,
    help: String,
}

impl Saying {
    fn at(self, place: impl Into<crate::diag::Place>) -> Diagnostic {
        Diagnostic::new(self.code, place, self.message).help(self.help)
    }
}

/// A block that is being listened to.
struct Hearing<'b> {
    block: &'b Block,
    /// The words of its text, which stand in the same places in `even`.
    words: Vec<Range<usize>>,
    even: String,
    mentions: Option<&'b Mentions>,
}

impl<'b> Hearing<'b> {
    fn of(block: &'b Block, mentions: Option<&'b Mentions>) -> Hearing<'b> {
        // Words have six letters or so, with the space.
        let mut all = Vec::with_capacity(block.text.len() / 5 + 1);
        all.extend(words(&block.text));
        Hearing {
            words: all,
            even: even(&block.text),
            block,
            mentions,
        }
    }

    /// The words that take a side, outside quotations, names and addresses.
    fn loaded(&self, heard: &Heard) -> Vec<(Range<usize>, Saying)> {
        if heard.loaded.is_empty() {
            return Vec::new();
        }
        let others = self.others();
        heard
            .loaded
            .iter()
            .filter(|(range, _)| !others.iter().any(|other| touch(other, range)))
            .filter(|(range, _)| !is_in_address(&self.block.text, range))
            .map(|(range, entry)| (range.clone(), loaded_word(&self.block.text[range.clone()], entry)))
            .collect()
    }

    /// What is not the site's own choice of words: quotations, and names of actors and regions.
    fn others(&self) -> Vec<Range<usize>> {
        let text = &self.block.text;
        let mut others = quoted::quoted(text);
        others.extend(self.block.named.iter().cloned());
        if let Some(mentions) = self.mentions {
            let found = mentions.find(text, self.words.iter().cloned());
            others.extend(found.into_iter().map(|(range, _)| range));
        }
        others
    }
}

fn loaded_word(word: &str, entry: &Entry) -> Saying {
    Saying {
        code: Code::LoadedWord,
        message: format!("`{word}` takes a side: {}", entry.reason),
        help: format!(
            "{}; or put it in quotation marks and say whose word it is",
            entry.instead
        ),
    }
}

fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a word is a part of a web address or a file's name, such as `news.example.org/regime`.
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let start = text[..range.start]
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[range.end..]
        .find(char::is_whitespace)
        .map_or(text.len(), |at| range.end + at);
    let word = &text[start..end];
    word.contains("://")
        || word.contains('@')
        || word.match_indices('.').any(|(at, _)| {
            word[..at].ends_with(char::is_alphanumeric) && word[at + 1..].starts_with(char::is_lowercase)
        })
}
