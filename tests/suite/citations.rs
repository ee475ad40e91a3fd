//! How to cite pages and claims: the styles, entries of BibTeX that a strict reader reads, and
//! addresses of claims that stay.

use std::collections::{BTreeMap, BTreeSet};

use griot::Compiled;
use scraper::{ElementRef, Html, Selector};

use crate::support::{self, Site, Theme};

/// An entry of BibTeX.
#[derive(Debug)]
struct Entry {
    kind: String,
    key: String,
    fields: BTreeMap<String, String>,
}

/// Reads an entry as strictly as BibTeX: braces are counted, escaped or not; a field stands once;
/// what has a meaning for TeX is escaped outside of addresses and dates.
fn entry(text: &str) -> Result<Entry, String> {
    let rest = text.strip_prefix('@').ok_or("no @")?;
    let (kind, rest) = rest.split_once('{').ok_or("no brace")?;
    let body = rest.strip_suffix('}').ok_or("no brace at the end")?;
    let (key, mut rest) = body.split_once(',').ok_or("no field")?;
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-');
    if key.is_empty() || !key.chars().all(is_plain) {
        return Err(format!("{key} is no key"));
    }
    let mut fields = BTreeMap::new();
    while !rest.trim().is_empty() {
        let (name, after) = rest.split_once('=').ok_or("no =")?;
        let after = after.trim_start();
        let end = end_of_group(after).ok_or_else(|| format!("{after}: braces"))?;
        let (name, value) = (name.trim(), &after[1..end]);
        if !name.chars().all(|sign| sign.is_ascii_lowercase()) {
            return Err(format!("{name} is no name of a field"));
        }
        if !matches!(name, "url" | "note" | "date") && has_special(value) {
            return Err(format!("{value} has a sign of TeX"));
        }
        if fields.insert(name.to_owned(), value.to_owned()).is_some() {
            return Err(format!("{name} stands twice"));
        }
        rest = after[end + 1..].trim_start();
        rest = match (rest.strip_prefix(','), rest) {
            (Some(next), _) => next,
            (None, "") => "",
            (None, other) => return Err(format!("{other} after a field")),
        };
    }
    Ok(Entry {
        kind: kind.to_owned(),
        key: key.to_owned(),
        fields,
    })
}

/// The position of the brace that closes the one at the start.
fn end_of_group(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, sign) in text.char_indices() {
        depth += i32::from(sign == '{') - i32::from(sign == '}');
        match depth {
            0 if at > 0 => return Some(at),
            0 => return None,
            _ => {}
        }
    }
    None
}

fn has_special(value: &str) -> bool {
    let mut before = ' ';
    value.chars().any(|sign| {
        let is_bare = matches!(sign, '%' | '&' | '$' | '#' | '_' | '~' | '^') && before != '\\';
        before = sign;
        is_bare
    })
}

fn page(compiled: &Compiled, path: &str) -> Html {
    let file = compiled.artifacts.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path}: {}", support::findings(compiled)));
    Html::parse_document(std::str::from_utf8(&file.bytes).expect("pages are text"))
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    let selector = Selector::parse(selector).expect("this is a selector");
    page.select(&selector).collect()
}

fn words(element: ElementRef) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The citations of a page: Chicago, APA, BibTeX.
fn cited(compiled: &Compiled, path: &str) -> [String; 3] {
    let page = page(compiled, path);
    let names: Vec<String> = all(&page, "details dt").into_iter().map(words).collect();
    let texts: Vec<String> = all(&page, "dd > [data-cite]")
        .into_iter()
        .map(words)
        .collect();
    assert!(names.ends_with(&["Chicago".to_owned(), "APA".to_owned(), "BibTeX".to_owned()]));
    texts.try_into().expect("there are three styles")
}

fn site(settings: &str, articles: &[(&str, &str)]) -> Site {
    let site = Site::new(&[(
        "content/site.yaml",
        &format!("title: Mali news\nbase_url: https://n.example/s/\nlanguages: [en]\n{settings}"),
    )]);
    for (name, front) in articles {
        let text = format!("---\n{front}\n---\nText.\n");
        site.put(&format!("content/articles/{name}.md"), &text);
    }
    site
}

#[test]
fn articles_are_cited_with_their_authors_and_days() {
    let compiled = site(
        "",
        &[
            (
                "one",
                "title: Who was there?\ndate: 2022-02-23\nauthors: [Charles de Foucauld]",
            ),
            (
                "two",
                "title: Two\ndate: 2022-02-23\nupdated: 2022-03-01\nauthors: [A. One, B. Two]",
            ),
            ("three", "title: Three\ndate: 2022-02\nauthors: [A, B, C]"),
            ("none", "title: Nobody's\ndate: 2022~"),
        ],
    )
    .compile();
    let [chicago, apa, _] = cited(&compiled, "articles/one/index.html");
    assert_eq!(
        chicago,
        "Charles de Foucauld. “Who was there?” Mali news. February 23, 2022. https://n.example/s/articles/one/."
    );
    assert_eq!(
        apa,
        "Charles de Foucauld (2022, February 23). Who was there? Mali news. https://n.example/s/articles/one/"
    );
    let [chicago, apa, bibtex] = cited(&compiled, "articles/two/index.html");
    assert_eq!(
        chicago,
        "A. One and B. Two. “Two.” Mali news. Last modified March 1, 2022. https://n.example/s/articles/two/."
    );
    assert_eq!(
        apa,
        "A. One & B. Two (2022, March 1). Two. Mali news. https://n.example/s/articles/two/"
    );
    let read = entry(&bibtex).expect("it is BibTeX");
    assert_eq!(
        (&*read.kind, &*read.key),
        ("online", "n.example-s-articles-two")
    );
    assert_eq!(read.fields["author"], "{A. One} and {B. Two}");
    assert_eq!(read.fields["date"], "2022-03-01");
    assert_eq!(read.fields["url"], "https://n.example/s/articles/two/");
    let [chicago, apa, _] = cited(&compiled, "articles/three/index.html");
    assert!(
        chicago.starts_with("A, B, and C. “Three.” Mali news. February 2022. "),
        "{chicago}"
    );
    assert!(apa.starts_with("A, B, & C (2022, February). "), "{apa}");
    let [chicago, apa, bibtex] = cited(&compiled, "articles/none/index.html");
    assert!(
        chicago.starts_with("“Nobody’s.” Mali news. about 2022. "),
        "{chicago}"
    );
    assert!(
        apa.starts_with("Nobody’s. (about 2022). Mali news. "),
        "{apa}"
    );
    assert!(
        !entry(&bibtex)
            .expect("it is BibTeX")
            .fields
            .contains_key("author")
    );
}

#[test]
fn words_are_in_the_language_of_the_page() {
    let compiled = site("publisher: Desk\n", &[]);
    compiled.put(
        "content/site.yaml",
        "title: {ar: أخبار, fr: Nouvelles}\nbase_url: https://n.example/\nlanguages: [ar, fr]\n",
    );
    compiled.put(
        "content/articles/a.ar.md",
        "---\ntitle: ما نعرفه\ndate: 2022-02-23\nupdated: 2022-03-01\nauthors: [{ar: هيئة التحرير, fr: la rédaction}, {ar: Awa Diallo}]\n---\nنص.\n",
    );
    compiled.put(
        "content/articles/a.fr.md",
        "---\ntitle: Ce qu'on sait\nauthors: [la rédaction, Awa Diallo]\n---\nTexte.\n",
    );
    let compiled = compiled.compile();
    let [chicago, apa, bibtex] = cited(&compiled, "articles/a/index.html");
    assert_eq!(
        chicago,
        "هيئة التحرير و\u{2068}Awa Diallo\u{2069}. «ما نعرفه». أخبار. التحديث: 1 مارس 2022. https://n.example/articles/a/."
    );
    assert_eq!(
        apa,
        "هيئة التحرير و\u{2068}Awa Diallo\u{2069} (2022، 1 مارس). ما نعرفه. أخبار. https://n.example/articles/a/"
    );
    let read = entry(&bibtex).expect("it is BibTeX");
    assert_eq!(read.fields["author"], "{هيئة التحرير} and {Awa Diallo}");
    let [chicago, apa, _] = cited(&compiled, "fr/articles/a/index.html");
    assert!(
        chicago.starts_with("la rédaction et Awa Diallo. «\u{202f}Ce qu’on sait\u{202f}». Nouvelles. Dernière modification\u{202f}: 1er mars 2022. ")
            || chicago.starts_with("la rédaction et Awa Diallo. «\u{a0}Ce qu’on sait\u{a0}». Nouvelles. Dernière modification\u{a0}: 1er mars 2022. "),
        "{chicago}"
    );
    assert!(
        apa.starts_with("la rédaction et Awa Diallo (2022, 1er mars). Ce qu’on sait. "),
        "{apa}"
    );
}

#[test]
fn no_text_ends_an_entry() {
    let title = r"'Signs: } , x = {a} b{ \ % & # $ _ ~ ^'";
    let compiled = site(
        "publisher: 'A & B {C'\n",
        &[("a", &format!("title: {title}\ndate: 2022-02-23"))],
    );
    compiled.put(
        "content/sources/s.md",
        "---\ntitle: '100 % {of} #1'\nurl: 'https://o.example/a_b{c}?d=%20'\narchive_url: 'https://web.archive.org/a_b#c'\naccessed: 2022-03-04\n---\n",
    );
    let compiled = compiled.compile();
    let [chicago, _, bibtex] = cited(&compiled, "articles/a/index.html");
    assert!(
        chicago.contains(r"Signs: } , x = {a} b{ \ % & # $ _ ~ ^."),
        "{chicago}"
    );
    let read = entry(&bibtex).expect("it is BibTeX");
    let names: Vec<&String> = read.fields.keys().collect();
    assert_eq!(names, ["author", "date", "organization", "title", "url"]);
    assert_eq!(read.fields["author"], r"{A \& B \textbraceleft{}C}");
    let [chicago, _, bibtex] = cited(&compiled, "sources/s/index.html");
    assert_eq!(
        chicago,
        "“100 % {of} #1.” Accessed March 4, 2022. https://o.example/a_b{c}?d=%20. Archived copy: https://web.archive.org/a_b#c."
    );
    let read = entry(&bibtex).expect("it is BibTeX");
    assert_eq!((&*read.kind, &*read.key), ("online", "s"));
    assert_eq!(read.fields["url"], "https://o.example/a_b%7Bc%7D?d=%20");
    assert_eq!(read.fields["urldate"], "2022-03-04");
    assert_eq!(read.fields["note"], r"\url{https://web.archive.org/a_b\#c}");
}

#[test]
fn the_reader_of_entries_finds_what_is_wrong() {
    for wrong in [
        "online{a, title = {b}}",
        "@online{a b, title = {b}}",
        r"@online{a, title = {b \{}}",
        "@online{a, title = {b}} , x = {c}}",
        "@online{a, title = {b}, title = {c}}",
        "@online{a, title = {b & c}}",
        "@online{a, title = {b} url = {c}}",
    ] {
        assert!(entry(wrong).is_err(), "{wrong}");
    }
    assert!(entry("@online{a.b-c,\n  title = {{b \\& c}},\n  url = {d_e}\n}").is_ok());
}

/// An event with claims of these lines.
fn event(claims: &str) -> Site {
    let site = site("", &[]);
    site.put(
        "content/events/e.md",
        &format!(
            "---\ntitle: An attack\ndate: 2022-02-23\nregions: [mopti]\nclaims:\n{claims}---\n[Link](#killed-army)\n"
        ),
    );
    site.put(
        "content/sources/s.md",
        "---\ntitle: A report\npublisher: AFP\ndate: 2022-03-01\n---\n",
    );
    site
}

/// The ids on the page of the event by the figure in their row: of the row, and of links in it.
fn anchors(site: &Site) -> BTreeMap<String, (String, Option<String>)> {
    let compiled = site.compile();
    let page = page(&compiled, "events/e/index.html");
    let alias = Selector::parse("th a[id]").expect("this is a selector");
    let figure = Selector::parse(".n").expect("this is a selector");
    let rows = all(&page, ".claims tbody tr").into_iter();
    rows.map(|row| {
        let figure = row.select(&figure).next().expect("a row has a figure");
        let alias = row.select(&alias).next();
        let alias = alias.and_then(|alias| alias.attr("id")).map(str::to_owned);
        let anchor = row.attr("id").expect("a row has an address");
        (words(figure), (anchor.to_owned(), alias))
    })
    .collect()
}

#[test]
fn the_address_of_a_claim_stays_when_others_are_added() {
    let claim = |count: u32, claimant: &str| {
        format!("  - {{measure: killed, count: {count}, claimant: {claimant}, sources: [s]}}\n")
    };
    let before = anchors(&event(&claim(19, "army")));
    assert_eq!(
        before["19"],
        ("killed-army".to_owned(), Some("killed".to_owned()))
    );
    let named = "  - {id: dead, measure: killed, count: 3, claimant: army, sources: [s]}\n";
    let lines = [
        claim(40, "group"),
        named.to_owned(),
        claim(19, "army"),
        claim(20, "army"),
    ];
    let after = anchors(&event(&lines.concat()));
    assert_eq!(after["19"].0, "killed-army");
    assert_eq!(after["20"].0, "killed-army-2");
    // References name a claim without an id by its place among those of its measure.
    assert_eq!(
        after["40"],
        ("killed-group".to_owned(), Some("killed".to_owned()))
    );
    assert_eq!(after["3"], ("dead".to_owned(), None));
}

#[test]
fn an_anchor_is_no_id_of_another_claim() {
    let lines = "  - {measure: killed, count: 19, claimant: army, sources: [s]}\n  - {id: killed-army, measure: wounded, count: 3, claimant: army, sources: [s]}\n";
    let found = anchors(&event(lines));
    assert_eq!(found["19"].0, "killed-army-2");
    assert_eq!(found["3"], ("killed-army".to_owned(), None));
}

#[test]
fn claims_are_cited_with_what_they_say() {
    let site = event("  - {measure: killed, count: 19, claimant: army, sources: [s]}\n");
    let compiled = site.compile();
    let page = page(&compiled, "events/e/index.html");
    let links = all(&page, ".claims li a[href='#killed-army']");
    assert_eq!(words(links[0]), "https://n.example/s/events/e/#killed-army");
    let line = links[0]
        .parent()
        .and_then(ElementRef::wrap)
        .expect("it is in a line");
    assert_eq!(
        words(line),
        "Cite this claim: army: 19 killed. “An attack.” Mali news. Version of March 1, 2022. https://n.example/s/events/e/#killed-army"
    );
    // The version of a page without a day of its own is that of what it rests on.
    let [chicago, ..] = cited(&compiled, "actors/army/index.html");
    assert_eq!(
        chicago,
        "“army.” Mali news. Version of March 1, 2022. https://n.example/s/actors/army/."
    );
}

/// The address of each claim is on its page once, and in its row. Entries can be read, and no two
/// pages have the same key.
#[test]
fn the_sample_can_be_cited() {
    let compiled = support::published_sample("/repo/", Theme::Default);
    let mut keys = BTreeSet::new();
    let (mut claims, mut pages) = (0, 0);
    for file in compiled
        .artifacts
        .iter()
        .filter(|file| file.path.ends_with("/index.html"))
    {
        let text = std::str::from_utf8(&file.bytes).expect("pages are text");
        let is_cited = ["articles", "events", "actors", "data"];
        let mut folders = file
            .path
            .split('/')
            .filter(|folder| !matches!(*folder, "en" | "ar"));
        let (kind, name) = (folders.next().unwrap_or_default(), folders.next());
        let page = Html::parse_document(text);
        let entries = all(&page, "pre[data-cite]");
        if text.contains("data-kind=\"article\"") || text.contains("data-kind=\"event\"") {
            assert!(
                is_cited.contains(&kind) && name.is_some() && entries.len() == 1,
                "{}",
                file.path
            );
        }
        for cited in entries {
            pages += 1;
            let read =
                entry(&words(cited)).unwrap_or_else(|wrong| panic!("{}: {wrong}", file.path));
            // A source has the same key in each language.
            assert!(keys.insert(read.key) || kind == "sources", "{}", file.path);
        }
        let mut ids = BTreeSet::new();
        for element in all(&page, "[id]") {
            let id = element.attr("id").unwrap_or_default();
            assert!(ids.insert(id), "{}: {id} is there twice", file.path);
        }
        for row in all(&page, ".claims tr[id]") {
            claims += 1;
            let link = format!("a[href='#{}']", row.attr("id").unwrap_or_default());
            let link = Selector::parse(&link).expect("this is a selector");
            assert!(
                row.select(&link).next().is_some(),
                "{}: {:?}",
                file.path,
                row.attr("id")
            );
        }
    }
    assert!(claims > 500 && pages > 500, "{claims} {pages}");
}
