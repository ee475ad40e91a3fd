//! The record of a page for the index: the hash of its fragment, its filters, and the positions of
//! its words.

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::HashMap;
use pagefind_stem::Stemmer;
use serde::{Deserialize, Serialize};

use super::digest::DigestToken;
use super::html::{PageReader, ReadPage, SearchAnchor};
use super::tags::normal;
use super::words::{SearchWord, tails, words};
use super::{PageFacts, cbor};

/// The data that a page contributes to the index.
pub struct SearchRecord {
    /// The encoded record, to be cached and read with [`RecordHead::read`].
    pub record: Vec<u8>,
    /// The data of the page that results show.
    pub fragment: Vec<u8>,
}

/// The head of a record; entries follow.
#[derive(Serialize, Deserialize)]
pub(super) struct RecordHead<'r> {
    /// The hash of the fragment, as Pagefind writes hashes.
    pub hash: &'r str,
    /// The number of words on the page.
    pub words: u32,
    pub has_body: bool,
    /// Whether any word in the text of the page is searchable.
    pub has_words: bool,
    #[serde(borrow)]
    pub filters: BTreeMap<&'r str, Vec<&'r str>>,
    /// The names of the page's fields, sorted.
    #[serde(borrow)]
    pub fields: Vec<&'r str>,
}

/// Where one word occurs on a page, in one spelling (with or without accents).
#[derive(Serialize, Deserialize)]
pub(super) struct RecordEntry<'r> {
    pub word: &'r str,
    /// The spelling with accents; empty if it is the word itself.
    pub form: &'r str,
    /// The count of numbers in `positions`.
    pub count: u32,
    pub positions: &'r [u8],
    /// The positions of the word in fields, as pairs of the index of the field and the index of the
    /// word in it.
    pub fields: Vec<(u16, u32)>,
}

impl<'r> RecordHead<'r> {
    /// Decodes the head of a record. Returns it with the bytes that follow, or `None` if it is not
    /// a record.
    pub fn read(record: &'r [u8]) -> Option<(RecordHead<'r>, &'r [u8])> {
        postcard::take_from_bytes(record).ok()
    }
}

impl<'r> RecordEntry<'r> {
    /// Decodes the next entry. Returns it with the bytes that follow, or `None` at the end.
    pub fn read(rest: &'r [u8]) -> Option<(RecordEntry<'r>, &'r [u8])> {
        postcard::take_from_bytes(rest).ok()
    }
}

/// A fragment in Pagefind's format.
#[derive(Serialize)]
struct Fragment<'p> {
    url: &'p str,
    content: &'p str,
    word_count: u32,
    filters: &'p BTreeMap<String, Vec<String>>,
    meta: &'p BTreeMap<String, String>,
    anchors: Vec<RecordAnchor<'p>>,
}

/// An anchor in Pagefind's format.
#[derive(Serialize)]
struct RecordAnchor<'p> {
    element: &'p str,
    id: &'p str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'p str>,
    location: u32,
}

/// Reads a page for the index. `address` is relative to the base path, without a leading slash.
pub(super) fn read_page(
    reader: &PageReader,
    stemmer: Option<&Stemmer>,
    address: &str,
    html: &str,
    facts: &PageFacts,
) -> SearchRecord {
    let page = reader.read(html, facts);
    let mut words_of_page = PageWords::new(stemmer);
    let (content, anchors, words) = words_of_page.text(&page);
    let has_words = !words_of_page.forms.is_empty();
    for (field, value) in page.fields.values().enumerate() {
        words_of_page.field(u16::try_from(field).unwrap_or(u16::MAX), value);
    }
    let fragment = serde_json::to_vec(&Fragment {
        url: &format!("/{address}"),
        content: &content,
        word_count: words,
        filters: &page.filters,
        meta: &page.fields,
        anchors,
    });
    let fragment = fragment.expect("text and numbers are JSON");
    let head = RecordHead {
        hash: &cbor::hash(&fragment),
        words,
        has_body: page.has_body,
        has_words,
        filters: (page.filters.iter())
            .map(|(name, values)| (name.as_str(), values.iter().map(String::as_str).collect()))
            .collect(),
        fields: page.fields.keys().map(String::as_str).collect(),
    };
    let record = postcard::to_allocvec(&head).expect("what is in memory can be written there");
    SearchRecord {
        record: words_of_page.encode(record),
        fragment,
    }
}

/// The positions of a word.
#[derive(Default)]
struct WordPositions {
    /// The positions in the text, as pairs of a weight and the number of words before the word.
    text: Vec<(u8, u32)>,
    fields: Vec<(u16, u32)>,
}

/// The words of a page, while it is read.
struct PageWords<'s> {
    stemmer: Option<&'s Stemmer>,
    /// For each word as written, two ranges in `listed`: the words under which it is found, without
    /// and with tails.
    words: HashMap<String, [Range<usize>; 2]>,
    /// The indexes of words, and whether each is part of a compound.
    listed: Vec<(usize, bool)>,
    numbers: HashMap<(String, Option<String>), usize>,
    forms: Vec<WordPositions>,
}

/// The weight of ordinary text, by which other weights are scaled.
const WEIGHT: u8 = 24;

impl<'s> PageWords<'s> {
    fn new(stemmer: Option<&'s Stemmer>) -> PageWords<'s> {
        PageWords {
            stemmer,
            words: HashMap::default(),
            listed: Vec::new(),
            numbers: HashMap::default(),
            forms: Vec::new(),
        }
    }

    /// Reads the text. Returns the text without markers, its anchors, and the number of its words.
    fn text<'p>(&mut self, page: &'p ReadPage) -> (String, Vec<RecordAnchor<'p>>, u32) {
        let mut content = String::with_capacity(page.digest.len());
        let mut anchors = Vec::new();
        let mut weights = vec![WEIGHT];
        let mut count = 0;
        for token in page.digest.split_whitespace().map(DigestToken::new) {
            let word = match token {
                DigestToken::Word(word) => word,
                DigestToken::Anchor(element, at, id) => {
                    anchors.push(anchor(element, page.anchors.get(at), id, count));
                    continue;
                }
                DigestToken::Weight(weight) => {
                    weights.push(if weight <= 0.0 {
                        0
                    } else {
                        weighed(weight).max(1)
                    });
                    continue;
                }
                DigestToken::AutoWeight(weight) => {
                    let last = weights.last().copied().unwrap_or_default();
                    weights.push(if weights.len() == 1 {
                        weighed(weight)
                    } else {
                        last
                    });
                    continue;
                }
                DigestToken::EndWeight => {
                    weights.pop();
                    continue;
                }
                DigestToken::Nothing => continue,
            };
            let word = word.replace('\u{200b}', "");
            if word.is_empty() {
                continue;
            }
            content.push_str(&word);
            content.push(' ');
            let weight = weights.last().copied().unwrap_or(1);
            self.word(&word, weight, count);
            count += 1;
        }
        content.truncate(content.trim_end_matches(' ').len());
        (content, anchors, count.max(1))
    }

    /// Adds a word of the text.
    fn word(&mut self, word: &str, weight: u8, at: u32) {
        let [_, ranges] = self.word_ranges(word);
        let parts = self.listed[ranges.clone()]
            .iter()
            .filter(|(_, is_part)| *is_part)
            .count();
        let of_part = match u8::try_from(parts) {
            Ok(0) => 0,
            _ if weight == 0 => 0,
            parts => (weight / parts.unwrap_or(u8::MAX)).max(1),
        };
        for (form, is_part) in &self.listed[ranges] {
            self.forms[*form]
                .text
                .push((if *is_part { of_part } else { weight }, at));
        }
    }

    /// Adds the words of a field.
    fn field(&mut self, field: u16, value: &str) {
        for (word, at) in value.split_whitespace().zip(0..) {
            let [ranges, _] = self.word_ranges(word);
            for (form, _) in &self.listed[ranges] {
                self.forms[*form].fields.push((field, at));
            }
        }
    }

    /// Returns the ranges in `listed` for a word as written. Adds the word if it is new.
    fn word_ranges(&mut self, raw: &str) -> [Range<usize>; 2] {
        if let Some(ranges) = self.words.get(raw) {
            return ranges.clone();
        }
        let words = words(raw, self.stemmer);
        let tails = tails(raw, self.stemmer, &words);
        let mut number = |SearchWord {
                              word,
                              form,
                              is_part,
                          }| {
            let next = self.forms.len();
            let number = *self.numbers.entry((word, form)).or_insert(next);
            if number == next {
                self.forms.push(WordPositions::default());
            }
            (number, is_part)
        };
        let begin = self.listed.len();
        self.listed.extend(words.into_iter().map(&mut number));
        let middle = self.listed.len();
        self.listed.extend(tails.into_iter().map(number));
        let ranges = [begin..middle, begin..self.listed.len()];
        self.words.insert(raw.to_owned(), ranges.clone());
        ranges
    }

    /// Appends the entries to an encoded head.
    fn encode(self, mut record: Vec<u8>) -> Vec<u8> {
        let mut forms = self.forms;
        let mut order: Vec<((String, Option<String>), usize)> = self.numbers.into_iter().collect();
        // The order is Pagefind's: the word itself, its other spellings in the text, then the
        // spellings that only occur in fields.
        order.sort_unstable_by(|((word, form), at), ((other_word, other_form), other)| {
            let is_of_fields =
                |form: &Option<String>, at: usize| form.is_some() && forms[at].text.is_empty();
            (word.cmp(other_word))
                .then_with(|| is_of_fields(form, *at).cmp(&is_of_fields(other_form, *other)))
                .then_with(|| form.cmp(other_form))
        });
        for ((word, form), at) in order {
            let WordPositions { text, fields } = std::mem::take(&mut forms[at]);
            if text.is_empty() && fields.is_empty() {
                // A tail that only occurs in fields is not indexed.
                continue;
            }
            let (count, positions) = encoded_positions(text);
            let entry = RecordEntry {
                word: &word,
                form: form.as_deref().unwrap_or_default(),
                count,
                positions: &positions,
                fields,
            };
            record = postcard::to_extend(&entry, record)
                .expect("what is in memory can be written there");
        }
        record
    }
}

fn anchor<'p>(
    element: &'p str,
    place: Option<&'p SearchAnchor>,
    id: &'p str,
    location: u32,
) -> RecordAnchor<'p> {
    // An id with a character reference does not match. Then the anchor has no text.
    let place = place.filter(|place| place.id == id);
    RecordAnchor {
        element,
        id,
        text: place
            .map(|place| normal(&normal(&place.text)))
            .unwrap_or_default(),
        title: place.and_then(|place| place.title.as_deref()),
        location,
    }
}

/// Scales a weight to the units of the index.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "weights are at most 240, and NaN becomes 0"
)]
fn weighed(weight: f32) -> u8 {
    (weight.clamp(0.0, 10.0) * f32::from(WEIGHT)) as u8
}

/// Encodes positions: each change of weight, and the difference of each position from the previous
/// one. Returns the count of numbers, and their bytes.
fn encoded_positions(mut positions: Vec<(u8, u32)>) -> (u32, Vec<u8>) {
    // Pagefind uses 25 as the weight of ordinary text.
    const ORDINARY: u8 = 25;
    positions.sort_by_key(|(weight, at)| (if *weight == ORDINARY { 0 } else { *weight }, *at));
    let (mut count, mut bytes) = (0, Vec::with_capacity(positions.len() + 4));
    let (mut current, mut last) = (ORDINARY, 0);
    for (weight, at) in positions {
        if weight != current {
            cbor::negative(&mut bytes, u64::from(weight));
            count += 1;
            (current, last) = (weight, 0);
        }
        cbor::number(&mut bytes, u64::from(at - last));
        count += 1;
        last = at;
    }
    (count, bytes)
}
