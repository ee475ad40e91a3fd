//! The bytes that a reader on a slow and expensive connection has to load before reading an
//! article.
//!
//! An article with its style fits into what a server may send before it waits for an answer: ten
//! packets (RFC 6928), about 14 KB. Figures drawn from data come on top. No page is heavier than 60
//! KB with all that it loads first. The table of weights is printed whether it fits or not: `cargo
//! test --test suite weight:: -- --nocapture`.

#![allow(
    clippy::print_stdout,
    reason = "the table is what an editor of templates runs this for"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use scraper::{Html, Selector};

use crate::support::{self, Theme};

/// The base path of the site.
const BASE: &str = "/repo/";

/// The most bytes after gzip of HTML and styles of an article without figures.
const ARTICLE: usize = 14 * 1024;

/// An article that is larger, and its limit. Arabic takes two bytes a letter, and this article has
/// a note and a row of a table for each of its thirteen figures.
const HEAVIER: (&str, usize) = ("ar/articles/2022-02-23-army-operations/", 14_800);

/// The most bytes after gzip of a page with everything that it loads without interaction.
const PAGE: usize = 60 * 1024;

/// The style that only figures need.
const FIGURE_STYLE: &str = "assets/figures.";

/// The files of the site by their paths below [`BASE`].
type Files = BTreeMap<String, Vec<u8>>;

/// Bytes on the way to a reader.
struct Weight {
    path: String,
    is_article: bool,
    /// Without figures.
    html: usize,
    /// Without the style of figures.
    styles: usize,
    /// Drawings, what says the same in words, and their style.
    figures: usize,
    /// Scripts, the icon, and pictures that do not wait until they are near.
    others: usize,
}

impl Weight {
    fn reading(&self) -> usize {
        self.html + self.styles
    }

    fn all(&self) -> usize {
        self.reading() + self.figures + self.others
    }
}

#[test]
fn pages_are_light() {
    let files = sample();
    let mut pages: Vec<Weight> = files
        .par_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| weigh(path, &String::from_utf8_lossy(bytes), &files))
        .collect();
    pages.sort_by(|one, other| {
        other
            .all()
            .cmp(&one.all())
            .then_with(|| one.path.cmp(&other.path))
    });
    let mut articles: Vec<&Weight> = pages.iter().filter(|page| page.is_article).collect();
    articles.sort_by_key(|page| std::cmp::Reverse(page.reading()));
    let languages = ["articles/", "en/articles/", "ar/articles/"];
    let has = |prefix: &&str| articles.iter().any(|page| page.path.starts_with(*prefix));
    assert!(
        languages.iter().all(has),
        "the sample has articles in each language"
    );

    println!(
        "\n{}\n{}",
        table("articles", articles.iter().copied()),
        table("heaviest pages", pages.iter().take(10))
    );
    let heavy: Vec<String> = articles
        .iter()
        .filter(|page| {
            let most = if page.path == HEAVIER.0 {
                HEAVIER.1
            } else {
                ARTICLE
            };
            page.reading() > most
        })
        .map(|page| {
            format!(
                "{}: {} of {ARTICLE} bytes without figures",
                page.path,
                page.reading()
            )
        })
        .chain(
            pages
                .iter()
                .filter(|page| page.all() > PAGE)
                .map(|page| format!("{}: {} of {PAGE} bytes", page.path, page.all())),
        )
        .collect();
    assert!(heavy.is_empty(), "too heavy:\n{}", heavy.join("\n"));
}

#[test]
fn figures_are_told_from_the_rest() {
    let page = "<p>a</p><figure class=\"drawing map\"><svg/><details>b</details></figure><figure><img></figure>";
    let (rest, figures) = split(page);
    assert_eq!(rest, "<p>a</p><figure><img></figure>");
    assert_eq!(
        figures,
        "<figure class=\"drawing map\"><svg/><details>b</details></figure>"
    );
}

/// The sample site, as of 1 December 2026.
fn sample() -> Files {
    support::published_sample(BASE, Theme::Default)
        .artifacts
        .iter()
        .map(|artifact| (artifact.path.clone(), artifact.bytes.clone()))
        .collect()
}

fn weigh(path: &str, html: &str, files: &Files) -> Weight {
    let (rest, figures) = split(html);
    let page = Html::parse_document(html);
    let is_figures = |style: &String| style.starts_with(FIGURE_STYLE);
    let (figure_styles, styles): (Vec<String>, Vec<String>) =
        linked(&page, "link[rel~=stylesheet]", "href")
            .into_iter()
            .partition(is_figures);
    let others = [
        ("link[rel~=icon]", "href"),
        ("script[src]", "src"),
        ("img:not([loading=lazy])", "src"),
    ];
    let others = others.map(|(selector, attribute)| linked(&page, selector, attribute));
    let sum = |paths: &[String]| {
        paths
            .iter()
            .map(|path| gzip(file(files, path)))
            .sum::<usize>()
    };
    Weight {
        path: path.trim_end_matches("index.html").to_owned(),
        is_article: html.contains("<body data-kind=\"article\""),
        html: gzip(rest.as_bytes()),
        styles: sum(&styles),
        // Compressed with the page they cost what they add to it.
        figures: if figures.is_empty() {
            0
        } else {
            gzip(html.as_bytes()) - gzip(rest.as_bytes())
        } + sum(&figure_styles),
        others: sum(&others.concat()),
    }
}

/// A page without its figures, and the figures.
fn split(html: &str) -> (String, String) {
    const END: &str = "</figure>";
    let (mut rest, mut figures) = (String::new(), String::new());
    let mut left = html;
    while let Some(start) = left.find("<figure class=\"draw") {
        let end = left[start..]
            .find(END)
            .map_or(left.len(), |at| start + at + END.len());
        rest.push_str(&left[..start]);
        figures.push_str(&left[start..end]);
        left = &left[end..];
    }
    rest.push_str(left);
    (rest, figures)
}

/// Which files of the site a page names in an attribute of some elements.
fn linked(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("this is a selector");
    let addresses = page
        .select(&selector)
        .filter_map(|element| element.attr(attribute));
    addresses
        .map(|address| {
            let path = address.strip_prefix(BASE);
            path.unwrap_or_else(|| panic!("{address} is on another site"))
                .to_owned()
        })
        .collect()
}

fn file<'a>(files: &'a Files, path: &str) -> &'a [u8] {
    files
        .get(path)
        .unwrap_or_else(|| panic!("{path} is not part of the site"))
}

/// Returns the number of bytes after gzip.
fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}

fn table<'a>(title: &str, pages: impl Iterator<Item = &'a Weight>) -> String {
    let mut table = format!("   HTML   CSS   both figures others    all  {title}\n");
    for page in pages {
        let (both, all) = (page.reading(), page.all());
        writeln!(
            table,
            "{:>7}{:>6}{both:>7}{:>8}{:>7}{all:>7}  /{}",
            page.html, page.styles, page.figures, page.others, page.path
        )
        .expect("text takes all");
    }
    table
}
