//! The script and the engine of Pagefind, taken from its crate.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use tokio::runtime::Builder;

/// The scripts that query the index in the browser: a worker, and its replacement where workers are
/// not available.
const SCRIPTS: [&str; 2] = ["pagefind-worker.js", "pagefind.js"];

/// The engine of languages without an engine of their own.
pub(super) const ANY_LANGUAGE: &str = "wasm.unknown.pagefind";

/// Returns the names of the files that some languages need. `languages` has the engine of each
/// language, if it has one.
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

/// Returns the files for languages by name, including some that are not needed. Pagefind only
/// writes them together with an index, so an index of one word is built for each language.
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
