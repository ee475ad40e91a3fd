//! Pagefind's script and engine, out of its crate.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use tokio::runtime::Builder;

/// What speaks to the index in the browser: a worker, and what does the same in the page where none
/// can start.
const SCRIPTS: [&str; 2] = ["pagefind-worker.js", "pagefind.js"];

/// Which engine a language without one of its own uses.
pub(super) const ANY_LANGUAGE: &str = "wasm.unknown.pagefind";

/// The files for languages, each with the language of its engine where it has one of its own.
pub(super) fn names<'l>(languages: impl Iterator<Item = Option<&'l str>>) -> Vec<String> {
    let mut names: Vec<String> = languages
        .map(|lang| {
            lang.map_or_else(
                || ANY_LANGUAGE.to_owned(),
                |lang| format!("wasm.{lang}.pagefind"),
            )
        })
        .collect();
    names.extend(SCRIPTS.map(str::to_owned));
    names.sort();
    names.dedup();
    names
}

/// The files for languages, by name, and others that nobody asks for. Pagefind makes them with an
/// index: here of a word.
pub(super) fn files<'l>(languages: impl Iterator<Item = &'l String>) -> BTreeMap<String, Vec<u8>> {
    let runtime = Builder::new_current_thread()
        .build()
        .expect("a runtime without timers and sockets asks nothing of the system");
    let config = PagefindServiceConfig::builder().build();
    let mut index = PagefindIndex::new(Some(config)).expect("these options fit together");
    let files = runtime.block_on(async {
        for lang in languages {
            let (address, word) = (format!("/{lang}/"), lang.clone());
            index
                .add_custom_record(address, word, lang.clone(), None, None, None)
                .await?;
        }
        index.get_files().await
    });
    let files = files.expect("a word can be indexed").into_iter();
    files
        .map(|file| {
            (
                file.filename.to_string_lossy().replace('\\', "/"),
                file.contents,
            )
        })
        .collect()
}
