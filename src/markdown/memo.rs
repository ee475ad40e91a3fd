//! Caches composed bodies between builds.
//!
//! The key of a body is its file and entity, and a fingerprint of the inputs that all bodies share:
//! settings, link targets, and the names and words that are searched for. Everything else that
//! composing a body reads is tracked as a dependency. HTML makes up most of the memory of a site,
//! so it stays in the store until a page needs it.

use std::sync::Arc;

use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::Fingerprints;
use crate::incremental::{Cached, Hash, Memo, Store, program};
use crate::load::ContentTree;
use crate::markdown::prose::ProseHtml;
use crate::markdown::{BodySource, ComposeContext, RenderedBody};

/// The cache of composed bodies.
pub(super) struct ProseMemo<'a> {
    store: &'a Arc<Store>,
    memo: Memo<'a>,
    /// The fingerprint of the inputs that all bodies share.
    shared: u64,
}

impl<'a> ProseMemo<'a> {
    /// Computes the fingerprint of the inputs that all bodies share.
    pub fn new(
        store: &'a Arc<Store>,
        fingerprints: &'a Fingerprints,
        context: &ComposeContext,
        tree: &ContentTree,
    ) -> ProseMemo<'a> {
        let mut fingerprint = Fingerprint::default();
        fingerprint.number(program());
        fingerprint.value(context.config);
        context.atlas.outline(&mut fingerprint);
        context.files.fingerprint(&mut fingerprint);
        for mentions in context.mentions.values() {
            mentions.fingerprint(&mut fingerprint);
        }
        context.lint.fingerprint(&mut fingerprint);
        context.quotes.fingerprint(&mut fingerprint);
        // Composing compares captions with the credits in metadata files. Other fields of these
        // files are only used on pages.
        fingerprint.value(&context.photographs.credits());
        for style in &tree.styles {
            fingerprint.value(&(style.lang, &style.value));
        }
        let memo = Memo {
            store,
            fingerprints,
        };
        let shared = fingerprint.finish();
        ProseMemo {
            store,
            memo,
            shared,
        }
    }

    /// Returns the composed body from the store, or composes it. `text` is the text of its file.
    pub fn composed(
        &self,
        body: &BodySource,
        text: &str,
        compose: impl FnOnce() -> RenderedBody,
    ) -> RenderedBody {
        let BodySource {
            entity,
            lang,
            file,
            range,
        } = body;
        let place = format!("text {entity:?} {lang} {file:?} {range:?}");
        let parts = [
            place.as_bytes(),
            &self.shared.to_le_bytes(),
            text.as_bytes(),
        ];
        let key = Hash::of_parts(&parts);
        let html = Hash::of_parts(&[b"html", &key.bytes()]);
        let stored = || ProseHtml::Stored(Arc::clone(self.store), html);
        if let Some(Cached { value, .. }) = self.memo.get::<RenderedBody>(key)
            && self.store.has(html)
        {
            let mut composed = value;
            composed.prose.html = stored();
            return composed;
        }
        let new = self.memo.make(compose);
        if let ProseHtml::Own(own) = &new.value.prose.html {
            self.store.put(html, own.as_bytes());
        }
        self.memo.put(key, &new);
        let mut composed = new.value;
        composed.prose.html = stored();
        composed
    }
}
