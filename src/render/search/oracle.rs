//! The test oracle: Pagefind itself. The index built here must be the same to the byte.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use tokio::runtime::Builder;

use super::elements::LEFT_OUT;
use super::{PageFacts, tag};
use crate::html::escaped;
use crate::lang::Lang;

/// The folder in which test builds put Pagefind's output for their pages.
pub const FOLDER: &str = "oracle/";

/// Returns Pagefind's output for the pages of a language, by path. Each page has its address, its
/// HTML and its facts.
pub fn files(lang: Lang, pages: &[(String, String, PageFacts)]) -> BTreeMap<String, Vec<u8>> {
    let config = PagefindServiceConfig::builder()
        .force_language(tag(lang))
        .exclude_selectors(LEFT_OUT.map(|class| format!(".{class}")).to_vec())
        .build();
    let mut index = PagefindIndex::new(Some(config)).expect("these options fit together");
    let runtime = Builder::new_current_thread()
        .build()
        .expect("it asks nothing of the system");
    let files = runtime.block_on(async {
        for (address, html, facts) in pages {
            let html = with_facts(html, facts);
            index
                .add_html_file(None, Some(format!("/{address}")), html)
                .await?;
        }
        index.get_files().await
    });
    let files = files.expect("pages in memory can be read").into_iter();
    files
        .map(|file| {
            (
                file.filename.to_string_lossy().replace('\\', "/"),
                file.contents,
            )
        })
        .collect()
}

/// Adds the facts of a page to the end of its head.
fn with_facts(html: &str, facts: &PageFacts) -> String {
    let mut head = String::new();
    let mut add = |kind: &str, name: &str, value: &str| {
        let value = escaped(value);
        head.push_str(&format!(
            "<meta data-pagefind-{kind}=\"{name}[content]\" content=\"{value}\">"
        ));
    };
    for (filter, value) in &facts.filters {
        add("filter", filter, value);
    }
    add("meta", "image", "");
    if let Some(title) = &facts.title {
        add("meta", "title", "");
        add("meta", "source", title);
    }
    if let Some(date) = &facts.date {
        add("meta", "date", date);
    }
    if !facts.names.is_empty() {
        add("meta", "names", &facts.names.join(" · "));
    }
    // Pagefind ignores labels, but labels of figures are part of a sentence.
    html.replacen("</head>", &format!("{head}</head>"), 1)
        .replace("<label class=\"fig\">", "<span>")
        .replace("</button></label>", "</button></span>")
        .replace("</button></span></label>", "</button></span></span>")
}

mod tests;
