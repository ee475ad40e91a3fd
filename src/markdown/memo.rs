//! Texts that need not be composed again.
//!
//! A text is known by its file and by what it belongs to. What all texts share (settings, files that can be linked to, the words and
//! names that are listened for) is in one fingerprint, taken of the tools themselves; what else a text reads is recorded. Its HTML
//! is most of what a site would otherwise hold in memory, so it stays in the store until a page wants it.

use std::ops::Range;
use std::sync::Arc;

use crate::fingerprint::Fingerprint;
use crate::incremental::{Cached, Hash, Memo, Store, program};
use crate::lang::Lang;
use crate::load::Tree;
use crate::markdown::{Composed, Html, Workshop};
use crate::model::Thing;
use crate::source::FileId;
use crate::trace::Prints;

/// Where texts are composed, or taken as they were.
pub(super) struct Press<'a> {
    store: &'a Arc<Store>,
    memo: Memo<'a>,
    /// The fingerprint of what all texts share.
    world: u64,
}

impl<'a> Press<'a> {
    pub fn of(store: &'a Arc<Store>, prints: &'a Prints, workshop: &Workshop, tree: &Tree) -> Press<'a> {
        let mut print = Fingerprint::default();
        print.number(program());
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
        let memo = Memo { store, prints };
        let world = print.finish();
        Press { store, memo, world }
    }

    /// Composes what stands at `range` of a file whose whole text is given, unless it is known what would come out.
    pub fn composed(
        &self,
        (thing, lang): (Thing, Lang),
        (file, range): (FileId, &Range<usize>),
        text: &str,
        compose: impl FnOnce() -> Composed,
    ) -> Composed {
        let place = format!("text {thing:?} {lang} {file:?} {range:?}");
        let key = Hash::of_parts(&[place.as_bytes(), &self.world.to_le_bytes(), text.as_bytes()]);
        let html = Hash::of_parts(&[b"html", &key.bytes()]);
        let stored = || Html::Stored(Arc::clone(self.store), html);
        if let Some(Cached { value, .. }) = self.memo.get::<Composed>(key)
            && self.store.has(html)
        {
            let mut composed = value;
            composed.prose.html = stored();
            return composed;
        }
        let made = self.memo.make(compose);
        if let Html::Own(own) = &made.value.prose.html {
            self.store.put(html, own.as_bytes());
        }
        self.memo.put(key, &made);
        let mut composed = made.value;
        composed.prose.html = stored();
        composed
    }
}
