//! The sample site, crawled: at each base path every internal link and fragment resolves, nothing
//! leaves the base path, no id occurs twice, and every page can be reached from the home page by
//! links.

use std::collections::{BTreeMap, BTreeSet};

use griot::plan::Addresses;
use griot::{Compiled, Options, compile};
use scraper::{Html, Selector};

use crate::support::{self, Theme};

/// The ids of a page and the addresses in it.
struct Crawled {
    ids: BTreeSet<String>,
    /// Targets of `a` elements, which readers can follow.
    links: Vec<String>,
    /// Addresses in other elements: styles, icons, pictures, alternates.
    resources: Vec<String>,
    /// Whether it is a redirect from a former address.
    is_redirect: bool,
}

fn crawl(html: &str, path: &str, wrong: &mut Vec<String>) -> Crawled {
    let document = Html::parse_document(html);
    let select = |selector: &str| Selector::parse(selector).expect("a selector");
    let mut ids = BTreeSet::new();
    for element in document.select(&select("[id]")) {
        let id = element.value().id().unwrap_or_default().to_owned();
        if !ids.insert(id.clone()) {
            wrong.push(format!("{path}: the id `{id}` stands twice"));
        }
    }
    let attributes = |selector: &str, name: &str| -> Vec<String> {
        document
            .select(&select(selector))
            .filter_map(|element| element.value().attr(name))
            .map(str::to_owned)
            .collect()
    };
    Crawled {
        ids,
        links: attributes("a[href]", "href"),
        is_redirect: document
            .select(&select("[http-equiv=refresh]"))
            .next()
            .is_some(),
        resources: [attributes("link[href]", "href"), attributes("[src]", "src")].concat(),
    }
}

/// The file that a host serves for an address below the base path.
fn file_of(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

fn check(base: &'static str, theme: Theme) {
    let compiled = support::published_sample(base, theme);
    let files: BTreeMap<&str, &[u8]> = compiled
        .artifacts
        .iter()
        .map(|file| (file.path.as_str(), file.bytes.as_slice()))
        .collect();
    let mut wrong = Vec::new();
    let pages: BTreeMap<&str, Crawled> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| {
            (
                *path,
                crawl(
                    std::str::from_utf8(bytes).expect("pages are UTF-8"),
                    path,
                    &mut wrong,
                ),
            )
        })
        .collect();
    assert!(pages.len() > 500, "the sample has its pages");
    let mut internal = 0;
    for (path, page) in &pages {
        let fonts_and_links = page.links.iter().chain(&page.resources);
        for address in fonts_and_links {
            let own = address.strip_prefix("https://x.org").unwrap_or(address);
            let (target, fragment) = own
                .split_once('#')
                .map_or((own, None), |(target, fragment)| (target, Some(fragment)));
            let file = if target.is_empty() {
                (*path).to_owned()
            } else if own.starts_with('/') {
                match own
                    .strip_prefix(base)
                    .map(|below| file_of(below.split('#').next().unwrap_or(below)))
                {
                    Some(file) => file,
                    None => {
                        wrong.push(format!("{path}: {address} leaves the base path"));
                        continue;
                    }
                }
            } else {
                if page.resources.contains(address) {
                    wrong.push(format!("{path}: {address} is loaded from another host"));
                } else if !["http://", "https://", "mailto:", "tel:"]
                    .iter()
                    .any(|scheme| address.starts_with(scheme))
                {
                    wrong.push(format!(
                        "{path}: {address} is neither of this site nor of another"
                    ));
                }
                continue;
            };
            internal += 1;
            if !files.contains_key(file.as_str()) {
                wrong.push(format!("{path}: {address} leads to no file"));
            } else if let Some(fragment) = fragment
                && !pages
                    .get(file.as_str())
                    .is_some_and(|page| page.ids.contains(fragment))
            {
                wrong.push(format!("{path}: {address} leads to no element"));
            }
        }
    }
    assert!(internal > 10_000, "links were looked at: {internal}");
    wrong.extend(unreachable(&pages, base));
    assert!(
        wrong.is_empty(),
        "{} problems at {base}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

fn unreachable(pages: &BTreeMap<&str, Crawled>, base: &str) -> Vec<String> {
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(path) = next.pop() {
        for address in &pages[path.as_str()].links {
            if let Some(below) = address.strip_prefix(base) {
                let file = file_of(below.split('#').next().unwrap_or(below));
                if pages.contains_key(file.as_str()) && seen.insert(file.clone()) {
                    next.push(file);
                }
            }
        }
    }
    pages
        .iter()
        .filter(|(path, page)| **path != "404.html" && !page.is_redirect && !seen.contains(**path))
        .map(|(path, _)| format!("{path}: no link leads here"))
        .collect()
}

#[test]
fn at_the_root() {
    check("/", Theme::Default);
}

#[test]
fn below_a_folder() {
    check("/repo/", Theme::Default);
}

#[test]
fn below_two_folders() {
    check("/a/b/", Theme::Default);
}

#[test]
fn in_the_plain_theme() {
    check("/repo/", Theme::Plain);
}

/// Opened from a disk, each page links to the same pages as on a host, by relative paths.
#[test]
fn from_a_disk() {
    let pages = |compiled: &Compiled| {
        let pages = compiled
            .artifacts
            .iter()
            .filter(|file| file.path.ends_with(".html"));
        pages
            .map(|file| {
                let html = String::from_utf8_lossy(&file.bytes);
                assert!(!html.contains('\u{2}'), "{}: a mark is left", file.path);
                let crawled = crawl(&html, &file.path, &mut Vec::new());
                (
                    file.path.clone(),
                    [crawled.links, crawled.resources].concat(),
                )
            })
            .collect::<BTreeMap<String, Vec<String>>>()
    };
    let options = Options {
        base_url: Some("https://x.org/".into()),
        addresses: Addresses::Relative,
        ..support::options()
    };
    let relative = compile(&support::project(), &options, |_| {}).expect("the sample can be read");
    let (hosted, opened) = (
        pages(support::published_sample("/", Theme::Default)),
        pages(&relative),
    );
    assert!(
        hosted.len() > 500 && hosted.keys().eq(opened.keys()),
        "the same pages"
    );
    for (path, addresses) in &opened {
        let page = url::Url::parse(&format!("https://x.org/{path}")).expect("an address");
        let there: Vec<String> = addresses
            .iter()
            .map(|address| {
                assert!(
                    !address.starts_with('/'),
                    "{path}: {address} is no relative path"
                );
                let full = page.join(address).expect("an address").to_string();
                match full.strip_prefix("https://x.org") {
                    Some(own) if !address.starts_with('#') && !address.contains("://") => {
                        own.replace("index.html", "")
                    }
                    _ => address.clone(),
                }
            })
            .collect();
        // A browser loads no script from a disk, so the search page is only the index there.
        let form = |address: &&String| {
            address.ends_with(".js")
                || path.ends_with("search/index.html") && *address == "#part-index"
        };
        let wanted: Vec<&String> = hosted[path]
            .iter()
            .filter(|address| !form(address))
            .collect();
        assert!(
            there.iter().eq(wanted.iter().copied()),
            "{path}: {there:?}\n{wanted:?}"
        );
    }
}
