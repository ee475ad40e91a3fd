//! Texts that need not be composed again.
//!
//! Of every text without a finding is kept what it became, what was read meanwhile ([`crate::trace`]) and a fingerprint of
//! that. It is known by a hash of its file and by what it belongs to. What all texts share (settings, files that can be linked
//! to, the words and names that are listened for) is in one fingerprint, taken of the tools themselves.
//!
//! Texts go to the cache as they are composed, and their HTML stays there until a page wants it: it is most of what a site would
//! otherwise hold.

use std::borrow::Cow;
use std::io::{self, Read as _};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::cache::{self, Cache, Hash, Held, Key, Writer};
use crate::diag::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::lang::Lang;
use crate::load::Tree;
use crate::lookup::Lookup;
use crate::markdown::{Composed, Html, Prose, Wanted, Workshop};
use crate::model::{Body, Thing};
use crate::trace::{Prints, Read, noted};

/// What was kept of each text. On the disk it is two files: most of it, and the few texts that changed since, so that one that changed
/// is not a reason to write all.
#[derive(Default)]
pub struct Memo {
    /// The fingerprint of what all texts share.
    world: u64,
    files: [File; 2],
    texts: Lookup<Name, Entry>,
}

/// One of the two files, or what is held in its stead.
#[derive(Clone, Default)]
struct File {
    /// All of it; none where there is no such file.
    held: Option<Arc<Held>>,
    /// All but the HTML, text after text.
    small: Vec<u8>,
}

/// A text's file, by its hash, and what it belongs to.
type Name = [u8; 16];

/// Where a text is kept.
#[derive(Clone)]
struct Entry {
    /// Which of the two files it is in.
    file: usize,
    /// Where in that file.
    whole: Range<u64>,
    html: Range<u64>,
    /// The fingerprint of all that was read.
    print: u64,
    /// Where in [`File::small`] the numbers are of what was read, four bytes each.
    reads: Range<usize>,
    /// And a [`Prose`] without its HTML, and what it wants of others.
    result: Range<usize>,
}

/// The file of most texts, and that of those which changed since.
const MOST: usize = 0;
const REST: usize = 1;
const FILES: [&[u8]; 2] = [b"texts 5", b"texts 5, changed"];

impl Memo {
    /// What the last build kept; nothing where it is not there or was damaged.
    pub fn read(cache: &Cache) -> Memo {
        Memo::of(FILES.map(|name| cache.open(Key::of(&[name]), |file| Ok(Scan::of(file)))))
    }

    fn of(files: [Option<(Scan, Held)>; 2]) -> Memo {
        let mut memo = Memo::default();
        for (number, file) in files.into_iter().enumerate() {
            let Some((scan, held)) = file else {
                continue;
            };
            if number == MOST {
                memo.world = scan.world;
            } else if memo.files[MOST].held.is_none() || scan.world != memo.world {
                continue;
            }
            let entries = scan.texts.into_iter();
            memo.texts
                .extend(entries.map(|(name, entry)| (name, Entry { file: number, ..entry })));
            memo.files[number] = File {
                held: Some(Arc::new(held)),
                small: scan.small,
            };
        }
        memo
    }

    fn reads<'m>(&'m self, entry: &Entry) -> impl Iterator<Item = Read> + use<'m> {
        let numbers = &self.files[entry.file].small[entry.reads.clone()];
        let numbers = numbers.as_chunks::<4>().0.iter();
        numbers.map(|number| Read::from_number(u32::from_le_bytes(*number)))
    }

    /// An entry as it is in its file.
    fn whole(&self, entry: &Entry) -> Cow<'_, [u8]> {
        let held = self.files[entry.file].held.as_ref();
        held.map_or(Cow::Borrowed(&[]), |held| held.part(entry.whole.clone()))
    }

    /// Where the HTML of its texts is held.
    fn held(&self) -> impl Iterator<Item = &Arc<Held>> {
        self.files.iter().filter_map(|file| file.held.as_ref())
    }
}

/// What is found when a file of texts goes by.
struct Scan {
    world: u64,
    small: Vec<u8>,
    texts: Vec<(Name, Entry)>,
}

impl Scan {
    /// Whatever is whole from the beginning; what is cut off is left out.
    fn of(file: &mut dyn io::Read) -> Scan {
        let mut scan = Scan {
            world: 0,
            small: Vec::new(),
            texts: Vec::new(),
        };
        let mut world = [0; size_of::<u64>()];
        if file.read_exact(&mut world).is_ok() {
            scan.world = u64::from_le_bytes(world);
            let mut at = size_of::<u64>() as u64;
            while let Some(end) = scan.text(file, at) {
                at = end;
            }
        }
        scan
    }

    /// Reads the text that begins at a place; gives where it ends.
    fn text(&mut self, file: &mut dyn io::Read, at: u64) -> Option<u64> {
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let (name, rest) = head.split_first_chunk::<16>()?;
        let (print, rest) = rest.split_first_chunk::<8>()?;
        let lengths = rest.as_chunks::<4>().0;
        let length = |at: usize| u64::from(u32::from_le_bytes(lengths[at]));
        let small = length(0) + length(1);
        let begin = self.small.len();
        if file.take(small).read_to_end(&mut self.small).ok()? as u64 != small {
            return None;
        }
        let html = at + HEAD as u64 + small;
        let end = html + length(2);
        if io::copy(&mut file.take(length(2)), &mut io::sink()).ok()? != length(2) {
            return None;
        }
        let middle = begin + usize::try_from(length(0)).ok()?;
        let entry = Entry {
            file: MOST,
            whole: at..end,
            html: html..end,
            print: u64::from_le_bytes(*print),
            reads: begin..middle,
            result: middle..self.small.len(),
        };
        self.texts.push((*name, entry));
        Some(end)
    }
}

/// The bytes before what was read: name, fingerprint, and the lengths of what was read, of the result and of the HTML.
const HEAD: usize = 36;

/// A text as it is kept; nothing where it is too large for that.
fn written(name: &Name, print: u64, reads: &[Read], result: &[u8], html: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(HEAD + reads.len() * 4 + result.len() + html.len());
    bytes.extend_from_slice(name);
    bytes.extend_from_slice(&print.to_le_bytes());
    for length in [reads.len() * 4, result.len(), html.len()] {
        bytes.extend_from_slice(&u32::try_from(length).ok()?.to_le_bytes());
    }
    for read in reads {
        bytes.extend_from_slice(&read.number().to_le_bytes());
    }
    bytes.extend_from_slice(result);
    bytes.extend_from_slice(html.as_bytes());
    Some(bytes)
}

/// Where texts go that were composed.
pub struct Keeper {
    /// Any thread may have composed one. Their order counts for nothing.
    shelf: Mutex<Shelf>,
    /// What is written, where it can be read.
    held: Option<Arc<Held>>,
}

struct Shelf {
    place: Place,
    count: usize,
}

enum Place {
    Nowhere,
    Cache(Box<Writer>),
    Memory(Vec<u8>),
}

impl Place {
    fn add(&mut self, bytes: &[u8]) {
        match self {
            Place::Nowhere => {}
            Place::Cache(writer) => writer.add(bytes),
            Place::Memory(held) => held.extend_from_slice(bytes),
        }
    }
}

impl Keeper {
    /// Texts go into a file, for the next program.
    pub fn in_cache(cache: &Cache) -> Keeper {
        cache.sweep();
        let Some(writer) = cache.writer() else {
            return Keeper::to(Place::Nowhere);
        };
        let held = writer.held().map(Arc::new);
        Keeper {
            held,
            ..Keeper::to(Place::Cache(Box::new(writer)))
        }
    }

    /// Texts are held, for the next time.
    pub fn in_memory() -> Keeper {
        Keeper::to(Place::Memory(Vec::new()))
    }

    fn to(place: Place) -> Keeper {
        Keeper {
            shelf: Mutex::new(Shelf { place, count: 0 }),
            held: None,
        }
    }

    fn begin(&self, world: u64) {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.place.add(&world.to_le_bytes());
    }

    /// Takes a text, at the end of which its HTML is; gives where that can be read.
    fn take(&self, text: &[u8], html: usize) -> Option<Html> {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.place.add(text);
        shelf.count += 1;
        let (Place::Cache(writer), Some(held)) = (&mut shelf.place, &self.held) else {
            return None;
        };
        let end = writer.length();
        // What does not reach the file stays in memory.
        writer
            .flush()
            .then(|| Html::Held(Arc::clone(held), end - html as u64..end))
    }
}

/// All texts of a build that are to be kept: those that were composed, and the names of those that were known.
pub struct Kept {
    world: u64,
    new: Shelf,
    known: Vec<Name>,
}

impl Kept {
    /// Whether `old`, from which known texts were taken, holds all of it; then it need not be written.
    pub fn is_in(&self, old: &Memo) -> bool {
        self.world == old.world && self.new.count == 0
    }

    /// Writes it into the cache.
    pub fn write(mut self, cache: &Cache, old: &Memo) {
        let entries = || self.known.iter().filter_map(|name| old.texts.get(name));
        let changed = self.new.count + entries().filter(|entry| entry.file == REST).count();
        let all = self.new.count + self.known.len();
        let few = self.world == old.world && changed * 8 < all;
        for entry in entries().filter(|entry| !few || entry.file == REST) {
            self.new.place.add(&old.whole(entry));
        }
        if old.held().any(|held| held.failure().is_some()) {
            // What could not be read is missing in it.
            return;
        }
        if let Place::Cache(writer) = self.new.place {
            writer.finish(Key::of(&[FILES[if few { REST } else { MOST }]]));
            if !few {
                cache.put(Key::of(&[FILES[REST]]), &[]);
            }
        }
    }

    /// What is held for the next time.
    pub fn held(mut self, old: &Memo) -> Memo {
        for entry in self.known.iter().filter_map(|name| old.texts.get(name)) {
            self.new.place.add(&old.whole(entry));
        }
        match self.new.place {
            Place::Memory(held) => {
                let scan = Scan::of(&mut held.as_slice());
                Memo::of([Some((scan, Held::in_memory(held))), None])
            }
            _ => Memo::default(),
        }
    }
}

/// Where texts are composed, or taken as they were.
pub(super) struct Press<'a> {
    old: &'a Memo,
    prints: &'a Prints,
    keeper: Keeper,
    world: u64,
}

/// What was read for a text, the fingerprint of that, and the text's name where it was known.
pub(super) struct Record {
    pub reads: Vec<Read>,
    pub print: u64,
    pub known: Option<Name>,
}

impl<'a> Press<'a> {
    pub fn of(old: &'a Memo, keeper: Keeper, prints: &'a Prints, workshop: &Workshop, tree: &Tree) -> Press<'a> {
        let mut print = Fingerprint::default();
        print.number(cache::program());
        print.value(workshop.config);
        workshop.atlas.outline(&mut print);
        workshop.files.fingerprint(&mut print);
        for mentions in workshop.mentions.values() {
            mentions.fingerprint(&mut print);
        }
        workshop.voice.fingerprint(&mut print);
        workshop.quotes.fingerprint(&mut print);
        // Texts are compared with records; what else these say is only in pages.
        print.value(&workshop.photographs.credits());
        for style in &tree.styles {
            print.value(&(style.lang, &style.value));
        }
        let world = print.finish();
        keeper.begin(world);
        Press {
            old,
            prints,
            keeper,
            world,
        }
    }

    /// Whether texts go into the cache, and this program will compose no more of them.
    pub fn is_for_the_next_program(&self) -> bool {
        let shelf = self.keeper.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        !matches!(shelf.place, Place::Memory(_))
    }

    /// Where HTML is held that is not in memory.
    pub fn held(&self) -> Vec<Arc<Held>> {
        self.old.held().chain(&self.keeper.held).cloned().collect()
    }

    /// What is to be kept, with the names of the texts that were known.
    pub fn kept(self, known: Vec<Name>) -> Kept {
        Kept {
            world: self.world,
            new: self.keeper.shelf.into_inner().unwrap_or_else(PoisonError::into_inner),
            known,
        }
    }

    /// Composes a text of the file `text`, unless it is known what would come out.
    pub fn composed(
        &self,
        (thing, lang, body): (Thing, Lang, &Body),
        text: &str,
        compose: impl FnOnce() -> Composed,
    ) -> (Composed, Record) {
        let place = format!("{thing:?} {lang} {:?} {:?} ", body.file, body.range);
        let name = Hash::of_parts(&[place.as_bytes(), text.as_bytes()]).bytes();
        if let Some(known) = self.known(name) {
            return known;
        }
        let (mut composed, reads) = noted(compose);
        let print = self.prints.of(&reads);
        if composed.diagnostics.is_empty()
            && let Html::Own(html) = &composed.prose.html
            && let Ok(result) = postcard::to_allocvec(&(&composed.prose, &composed.wanted))
            && let Some(text) = written(&name, print, &reads, &result, html)
            && let Some(html) = self.keeper.take(&text, html.len())
        {
            composed.prose.html = html;
        }
        let known = None;
        (composed, Record { reads, print, known })
    }

    fn known(&self, name: Name) -> Option<(Composed, Record)> {
        if self.old.world != self.world {
            return None;
        }
        let entry = self.old.texts.get(&name)?;
        let reads: Vec<Read> = self.old.reads(entry).collect();
        if self.prints.of(&reads) != entry.print {
            return None;
        }
        let file = &self.old.files[entry.file];
        let (mut prose, wanted): (Prose, Vec<Wanted>) = postcard::from_bytes(&file.small[entry.result.clone()]).ok()?;
        prose.html = Html::Held(Arc::clone(file.held.as_ref()?), entry.html.clone());
        let composed = Composed {
            prose,
            wanted,
            diagnostics: Diagnostics::default(),
        };
        let record = Record {
            reads,
            print: entry.print,
            known: Some(name),
        };
        Some((composed, record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Hole;
    use crate::model::Id;

    /// What a build keeps in which the texts `new` were composed, and those of `old` that are among `known` were as they were.
    fn kept(keeper: Keeper, new: &[(Name, u64)], known: &[Name]) -> Kept {
        keeper.begin(9);
        for (name, print) in new {
            let text = written(name, *print, &[Read::from_number(5)], b"what it became", "<p>");
            keeper.take(&text.expect("it is small"), 3);
        }
        Kept {
            world: 9,
            new: keeper.shelf.into_inner().expect("nobody panicked"),
            known: known.to_vec(),
        }
    }

    fn names(numbers: Range<u8>) -> Vec<Name> {
        numbers.map(|number| [number; 16]).collect()
    }

    #[test]
    fn a_text_comes_back_the_same() {
        let mut prose = Prose {
            holes: vec![
                (3, Hole::Word("footnotes".into(), Some(2))),
                (3, Hole::Media("a.png".to_owned())),
            ],
            mentions: [Thing::Actor(Id::new(7))].into(),
            ..Prose::default()
        };
        prose.set("<p>é</p>".to_owned());
        let bytes = postcard::to_allocvec(&(&prose, Vec::<Wanted>::new())).expect("it has a form");
        let (mut same, _): (Prose, Vec<Wanted>) = postcard::from_bytes(&bytes).expect("it is whole");
        // The HTML is kept beside it.
        assert_eq!(same.html.text(), "");
        same.html = prose.html.clone();
        assert_eq!(format!("{same:?}"), format!("{prose:?}"));
    }

    #[test]
    fn texts_that_changed_go_into_a_file_of_their_own() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(root.path(), "texts");
        let all = names(0..20);
        let new: Vec<(Name, u64)> = all.iter().map(|name| (*name, 3)).collect();
        kept(Keeper::in_cache(&cache), &new, &[]).write(&cache, &Memo::default());
        let first = Memo::read(&cache);
        assert_eq!(first.texts.len(), 20);
        let entry = &first.texts[&[4; 16]];
        assert_eq!((entry.file, entry.print), (MOST, 3));
        assert_eq!(&first.files[MOST].small[entry.result.clone()], b"what it became");
        let held = first.files[MOST].held.clone().expect("it is there");
        assert_eq!(Html::Held(held, entry.html.clone()).text(), "<p>");
        assert!(first.reads(entry).eq([Read::from_number(5)]));
        assert!(kept(Keeper::in_cache(&cache), &[], &all).is_in(&first));
        // One that changed, and then another: both are in the second file.
        for changed in [1, 2] {
            let old = Memo::read(&cache);
            let known = old.texts.keys().copied();
            let rest: Vec<Name> = known.filter(|name| *name != [changed; 16]).collect();
            kept(Keeper::in_cache(&cache), &[([100 + changed; 16], 4)], &rest).write(&cache, &old);
        }
        let third = Memo::read(&cache);
        assert_eq!(third.texts[&[101; 16]].print, 4);
        assert_eq!(third.texts[&[102; 16]].file, REST);
        assert_eq!(third.texts[&[0; 16]].file, MOST);
        // Many that changed are written with all others.
        let many: Vec<(Name, u64)> = names(50..60).into_iter().map(|name| (name, 5)).collect();
        kept(Keeper::in_cache(&cache), &many, &[[0; 16], [102; 16]]).write(&cache, &third);
        let last = Memo::read(&cache);
        assert_eq!(last.texts.len(), 12);
        assert!(last.texts.values().all(|entry| entry.file == MOST));
        let unfinished = std::fs::read_dir(root.path().join(".griot-cache/texts")).expect("it is there");
        assert_eq!(unfinished.count(), 2);
    }

    #[test]
    fn texts_can_be_held_in_memory() {
        let new: Vec<(Name, u64)> = names(0..3).into_iter().map(|name| (name, 3)).collect();
        let first = kept(Keeper::in_memory(), &new, &[]).held(&Memo::default());
        let second = kept(Keeper::in_memory(), &[([9; 16], 4)], &names(1..3)).held(&first);
        let mut prints: Vec<(Name, u64)> = second.texts.iter().map(|(name, entry)| (*name, entry.print)).collect();
        prints.sort_unstable();
        assert_eq!(prints, [([1; 16], 3), ([2; 16], 3), ([9; 16], 4)]);
    }

    #[test]
    fn what_is_cut_off_is_left_out() {
        let mut file = 9_u64.to_le_bytes().to_vec();
        for name in names(0..3) {
            file.extend(written(&name, 3, &[], b"x", "y").expect("it is small"));
        }
        for length in 0..file.len() {
            let scan = Scan::of(&mut &file[..length]);
            assert_eq!(scan.texts.len(), (length.saturating_sub(8)) / ((file.len() - 8) / 3));
        }
    }
}
