//! Builds the index of a language from the records of its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use foldhash::HashMap;
use rayon::prelude::*;

use super::cbor;
use super::record::{RecordEntry, RecordHead};
use crate::incremental::fingerprint;

/// The version of Pagefind that reads these files.
pub(super) const VERSION: &str = "1.6.0";

/// The number of positions at which a file of words is full.
const MIN_CHUNK: usize = 20_000;

/// An index without its fragments.
pub(super) struct PackedIndex {
    /// The hash in the name of the file that lists all other files.
    pub hash: String,
    /// The searchable pages: index, path of the fragment, and fingerprint of the fragment.
    pub fragments: Vec<(usize, String, u64)>,
    /// The other files by path, uncompressed.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A searchable page.
struct IndexedPage<'h, 'r> {
    /// The index of the page among all pages.
    number: usize,
    head: &'h RecordHead<'r>,
    /// The record after its head.
    entries: &'r [u8],
}

/// The pages that contain a word in one spelling.
type FormPages<'r> = Vec<(u32, RecordEntry<'r>)>;

/// The position of an entry: its page, and its offset in the record.
#[derive(Clone, Copy, Default)]
struct EntryPosition {
    page: u32,
    place: u32,
}

/// Builds an index. Returns `None` if no page is searchable. `lang` is a tag in lower case.
pub(super) fn build_index(lang: &str, records: &[&[u8]]) -> Option<PackedIndex> {
    let heads = records
        .iter()
        .map(|record| RecordHead::read(record).expect("records are complete"));
    let heads: Vec<(RecordHead, &[u8])> = heads.collect();
    // If any page marks its body, pages that do not mark it are not searchable.
    let has_body = heads.iter().any(|(head, _)| head.has_body);
    let pages: Vec<IndexedPage> = (heads.iter().enumerate())
        .filter(|(_, (head, _))| head.has_words && head.has_body == has_body)
        .map(|(number, (head, entries))| IndexedPage {
            number,
            head,
            entries,
        })
        .collect();
    if pages.is_empty() {
        return None;
    }
    let fields: BTreeSet<&str> = (pages.iter())
        .flat_map(|page| page.head.fields.iter().copied())
        .collect();
    let fields: Vec<&str> = fields.into_iter().collect();
    let words = SiteWords::collect(&pages, &fields);
    let names = fragments(lang, &pages);

    let mut meta = Vec::new();
    cbor::list(&mut meta, 6);
    cbor::text(&mut meta, VERSION);
    cbor::list(&mut meta, pages.len());
    for (page, name) in pages.iter().zip(&names) {
        cbor::list(&mut meta, 3);
        cbor::text(&mut meta, name);
        cbor::number(&mut meta, u64::from(page.head.words));
        cbor::text(&mut meta, "");
    }
    let fragments = (pages.iter().zip(&names))
        .map(|(page, name)| {
            (
                page.number,
                format!("fragment/{name}.pf_fragment"),
                fingerprint::of_value(page.head.hash),
            )
        })
        .collect();
    let mut files = Vec::new();
    let mut used_names = BTreeSet::new();
    let chunks = words.chunks();
    let bounds = words.bounds(&chunks);
    let bodies: Vec<(String, Vec<u8>)> = (chunks.par_iter().with_max_len(4))
        .map(|chunk| hashed(lang, words.chunk(chunk)))
        .collect();
    cbor::list(&mut meta, bodies.len());
    for ((hash, body), (from, to)) in bodies.into_iter().zip(bounds) {
        let name = short(&hash, lang, 2, &mut used_names);
        cbor::list(&mut meta, 3);
        cbor::text(&mut meta, &from);
        cbor::text(&mut meta, &to);
        cbor::text(&mut meta, &name);
        files.push((format!("index/{name}.pf_index"), body));
    }
    let filters = filters(&pages);
    used_names.clear();
    cbor::list(&mut meta, filters.len());
    for (filter, body) in filters {
        let (hash, body) = hashed(lang, body);
        let name = short(&hash, lang, 2, &mut used_names);
        cbor::list(&mut meta, 2);
        cbor::text(&mut meta, filter);
        cbor::text(&mut meta, &name);
        files.push((format!("filter/{name}.pf_filter"), body));
    }
    // Results are only sorted by relevance, so there are no other sort orders.
    cbor::list(&mut meta, 0);
    cbor::list(&mut meta, fields.len());
    fields.iter().for_each(|field| cbor::text(&mut meta, field));
    let mut hash = format!("{lang}_{}", cbor::hash(&meta));
    hash.truncate(2 * lang.len() + 9);
    files.push((format!("pagefind.{hash}.pf_meta"), meta));
    Some(PackedIndex {
        hash,
        fragments,
        files,
    })
}

/// Returns the body of a file with its hash, prefixed by the language.
fn hashed(lang: &str, body: Vec<u8>) -> (String, Vec<u8>) {
    (format!("{lang}_{}", cbor::hash(&body)), body)
}

/// Returns the shortest prefix of a hash that no other file of its kind has. It is lengthened in
/// steps of `step`.
fn short(hash: &str, lang: &str, step: usize, used_names: &mut BTreeSet<String>) -> String {
    let mut length = lang.len() + 8;
    while length < hash.len() && used_names.contains(&hash[..length]) {
        length = (length + step).min(hash.len());
    }
    used_names.insert(hash[..length].to_owned());
    hash[..length].to_owned()
}

/// Returns the names of the fragments.
fn fragments(lang: &str, pages: &[IndexedPage]) -> Vec<String> {
    let mut used_names = BTreeSet::new();
    let hashes = pages
        .iter()
        .map(|page| format!("{lang}_{}", page.head.hash));
    hashes
        .map(|hash| short(&hash, lang, 1, &mut used_names))
        .collect()
}

/// Returns each filter with the pages of each of its values.
fn filters<'r>(pages: &[IndexedPage<'_, 'r>]) -> Vec<(&'r str, Vec<u8>)> {
    let mut filters: BTreeMap<&str, BTreeMap<&str, Vec<u64>>> = BTreeMap::new();
    for (IndexedPage { head, .. }, page) in pages.iter().zip(0..) {
        for (filter, values) in &head.filters {
            let all = filters.entry(filter).or_default();
            values
                .iter()
                .for_each(|value| all.entry(value).or_default().push(page));
        }
    }
    let packed = |(filter, values): (&'r str, BTreeMap<&str, Vec<u64>>)| {
        let mut body = Vec::new();
        cbor::list(&mut body, 2);
        cbor::text(&mut body, filter);
        cbor::list(&mut body, values.len());
        for (value, pages) in values {
            cbor::list(&mut body, 2);
            cbor::text(&mut body, value);
            cbor::list(&mut body, pages.len());
            pages
                .into_iter()
                .for_each(|page| cbor::number(&mut body, page));
        }
        (filter, body)
    };
    filters.into_iter().map(packed).collect()
}

/// The words of all pages.
struct SiteWords<'r> {
    /// The record of each page after its head.
    records: Vec<&'r [u8]>,
    /// For each page, the indexes of its fields among the fields of the site.
    fields: Vec<Vec<u64>>,
    /// The words, sorted by bytes.
    words: Vec<SiteWord<'r>>,
    /// The entries, sorted by word, then by page.
    entries: Vec<EntryPosition>,
}

/// A word of the site.
struct SiteWord<'r> {
    word: &'r str,
    /// The range of its entries. While entries are counted, it is `0..count`.
    entries: Range<usize>,
    /// The size of the word in a file, without its other spellings.
    size: usize,
    has_forms: bool,
}

impl<'r> SiteWords<'r> {
    /// Collects the words of all pages from their records.
    fn collect(pages: &[IndexedPage<'_, 'r>], fields: &[&str]) -> SiteWords<'r> {
        let mut numbers: HashMap<&str, u32> = HashMap::default();
        let mut words: Vec<SiteWord> = Vec::new();
        let mut all: Vec<(u32, EntryPosition)> = Vec::new();
        for (IndexedPage { entries, .. }, page) in pages.iter().zip(0..) {
            let mut rest = *entries;
            while let Some((entry, after)) = RecordEntry::read(rest) {
                let next = u32::try_from(words.len()).expect("fewer words than a u32 can count");
                let number = *numbers.entry(entry.word).or_insert(next);
                if number == next {
                    words.push(SiteWord {
                        word: entry.word,
                        entries: 0..0,
                        size: 0,
                        has_forms: false,
                    });
                }
                let word = &mut words[number as usize];
                word.entries.end += 1;
                word.size += entry.count as usize + field_numbers(&entry) + 1;
                word.has_forms |= !entry.form.is_empty();
                let place = u32::try_from(entries.len() - rest.len())
                    .expect("a record is shorter than that");
                all.push((number, EntryPosition { page, place }));
                rest = after;
            }
        }
        drop(numbers);
        let mut sorted: Vec<(SiteWord, usize)> = words.into_iter().zip(0..).collect();
        sorted.par_sort_unstable_by_key(|(word, _)| word.word);
        let mut begins = vec![0; sorted.len()];
        let mut next = 0;
        for (word, number) in &mut sorted {
            begins[*number] = next;
            word.entries = next..next + word.entries.end;
            next = word.entries.end;
        }
        let mut entries = vec![EntryPosition::default(); all.len()];
        for (number, at) in all {
            let next = &mut begins[number as usize];
            entries[*next] = at;
            *next += 1;
        }
        let number = |field: &&str| fields.binary_search(field).expect("all are there") as u64;
        SiteWords {
            records: pages.iter().map(|page| page.entries).collect(),
            fields: (pages.iter())
                .map(|page| page.head.fields.iter().map(number).collect())
                .collect(),
            words: sorted.into_iter().map(|(word, _)| word).collect(),
            entries,
        }
    }

    /// Returns the pages with the word itself, followed by the pages with each of its other
    /// spellings, in the order of their first page.
    fn pages(&self, entries: &[EntryPosition]) -> (FormPages<'r>, Vec<(&'r str, FormPages<'r>)>) {
        let mut plain = Vec::with_capacity(entries.len());
        let mut forms: Vec<(&str, FormPages)> = Vec::new();
        for at in entries {
            let record = &self.records[at.page as usize][at.place as usize..];
            let (entry, _) = RecordEntry::read(record).expect("it was read before");
            if entry.form.is_empty() {
                plain.push((at.page, entry));
            } else if let Some((_, pages)) = forms.iter_mut().find(|(form, _)| *form == entry.form)
            {
                pages.push((at.page, entry));
            } else {
                forms.push((entry.form, vec![(at.page, entry)]));
            }
        }
        (plain, forms)
    }

    /// Returns the ranges of words, each of which fills a file.
    fn chunks(&self) -> Vec<Range<usize>> {
        let size = |word: &SiteWord| match word.has_forms {
            true => word.size + self.pages(&self.entries[word.entries.clone()]).1.len(),
            false => word.size,
        };
        let sizes: Vec<usize> = self.words.par_iter().map(size).collect();
        let mut chunks = Vec::new();
        let (mut begin, mut length) = (0, 0);
        for (at, size) in sizes.into_iter().enumerate() {
            length += size;
            if length >= MIN_CHUNK {
                chunks.push(begin..at + 1);
                (begin, length) = (at + 1, 0);
            }
        }
        if begin < self.words.len() {
            chunks.push(begin..self.words.len());
        }
        chunks
    }

    /// Returns the first and the last word of each file. They are shortened as far as neighbouring
    /// files stay distinct.
    fn bounds(&self, chunks: &[Range<usize>]) -> Vec<(String, String)> {
        let word = |at: usize| self.words[at].word.to_owned();
        let mut bounds: Vec<(String, String)> = (chunks.iter())
            .map(|chunk| (word(chunk.start), word(chunk.end - 1)))
            .collect();
        for at in 1..bounds.len() {
            let (last, first) = (&bounds[at - 1].1, &bounds[at].0);
            let shared = last
                .chars()
                .zip(first.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let begin = |word: &str| word.chars().take(shared + 1).collect::<String>();
            let (last, first) = (begin(last), begin(first));
            if last >= bounds[at - 1].0 {
                bounds[at - 1].1 = last;
            }
            bounds[at].0 = first;
        }
        bounds
    }

    /// Returns a file of words.
    fn chunk(&self, chunk: &Range<usize>) -> Vec<u8> {
        let words = &self.words[chunk.clone()];
        let mut body = Vec::with_capacity(1 << 16);
        cbor::list(&mut body, 1);
        cbor::list(&mut body, words.len());
        for SiteWord { word, entries, .. } in words {
            let (plain, forms) = self.pages(&self.entries[entries.clone()]);
            cbor::list(&mut body, 3);
            cbor::text(&mut body, word);
            self.positions(&mut body, &plain);
            cbor::list(&mut body, forms.len());
            for (form, pages) in forms {
                cbor::list(&mut body, 2);
                cbor::text(&mut body, form);
                self.positions(&mut body, &pages);
            }
        }
        body
    }

    /// Writes pages, each as the difference from the previous one, with the positions of a word.
    fn positions(&self, body: &mut Vec<u8>, pages: &[(u32, RecordEntry)]) {
        cbor::list(body, pages.len());
        let mut last = 0;
        for (page, entry) in pages {
            cbor::list(body, 3);
            cbor::number(body, u64::from(page - last));
            cbor::list(body, entry.count as usize);
            body.extend_from_slice(entry.positions);
            cbor::list(body, field_numbers(entry));
            let (mut current, mut before) = (None, 0);
            for (field, at) in &entry.fields {
                if current != Some(*field) {
                    cbor::negative(body, self.fields[*page as usize][usize::from(*field)]);
                    (current, before) = (Some(*field), 0);
                }
                cbor::number(body, u64::from(at - before));
                before = *at;
            }
            last = *page;
        }
    }
}

/// Returns how many numbers the positions in fields take: one for each position, and one for each
/// field.
fn field_numbers(entry: &RecordEntry) -> usize {
    let fields = &entry.fields;
    fields.len() + fields.chunk_by(|(one, _), (other, _)| one == other).count()
}
