//! How to cite a page: in the styles of Chicago and of the APA, and for BibTeX.
//!
//! Words are in the language of the page, the order of the parts is the style's. Names stay as they
//! are shown: nobody says of a name in front matter which part of it a style would put first.

use crate::bibtex;
use crate::data;
use crate::html::{escaped, push_escaped};
use crate::lang::Direction;
use crate::model::{Article, Date, Event, Id, LocalizedText, Source};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{CitationView, TextView};

/// The signs that end a sentence without a full stop.
const ENDS: [char; 5] = ['.', '?', '!', '…', '؟'];

/// What a citation is made from. What is not known is left out.
struct Work {
    /// The type of its entry in BibTeX.
    kind: &'static str,
    key: String,
    authors: Vec<String>,
    /// The part of the work that is cited: what a claim says.
    statement: Option<String>,
    title: TextView,
    /// The title for between quotation marks.
    quoted: TextView,
    /// The site, or the publisher of a source.
    site: Option<String>,
    date: Option<(DateMeaning, Date)>,
    address: Option<String>,
    archive: Option<String>,
    accessed: Option<Date>,
}

impl Work {
    /// Returns the site, unless it is the author too.
    fn separate_site(&self) -> Option<&str> {
        self.site.as_deref().filter(|site| self.authors != [*site])
    }
}

/// What happened on the date of a work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DateMeaning {
    Published,
    Modified,
    /// The date of the newest content that the page rests on.
    Version,
}

/// Returns how to cite a page, or nothing if it is of a kind that is not cited.
pub fn citations(context: &PageContext, kind: PageKind) -> Vec<CitationView> {
    work(context, kind).map_or_else(Vec::new, |work| styles(context, &work))
}

/// Returns how to cite a source: the document, not its page.
pub fn source_citations(context: &PageContext, id: Id<Source>) -> Vec<CitationView> {
    let source = &context.atlas.sources[id];
    let shown = |name: &Option<String>| {
        let name = name.as_ref()?;
        Some(context.typeset_name(name).into_owned())
    };
    let publisher = shown(&source.publisher);
    let author = shown(&source.author).or_else(|| publisher.clone());
    let work = Work {
        kind: match source.url {
            Some(_) => "online",
            None => "misc",
        },
        key: source.id.clone(),
        authors: author.into_iter().collect(),
        statement: None,
        title: context.text(&source.title),
        quoted: quoted(context, &source.title),
        site: publisher,
        date: source.date.map(|date| (DateMeaning::Published, date)),
        address: source.url.clone(),
        archive: source.archive_url.clone(),
        accessed: source.accessed,
    };
    styles(context, &work)
}

/// Returns how to cite a claim, as HTML in the style of Chicago that ends before the address.
/// `statement` is what is claimed and by whom.
pub fn claim_citation(context: &PageContext, event: Id<Event>, statement: String) -> String {
    let page = work(context, PageKind::Event(event)).expect("events are cited");
    let claim = Work {
        statement: Some(statement),
        address: None,
        ..page
    };
    chicago(context, &claim)
}

fn styles(context: &PageContext, work: &Work) -> Vec<CitationView> {
    let style = |name, body| CitationView { name, body };
    vec![
        style("Chicago", chicago(context, work)),
        style("APA", apa(context, work)),
        style("BibTeX", bibtex(work)),
    ]
}

/// Returns what a citation of a page is made from.
fn work(context: &PageContext, kind: PageKind) -> Option<Work> {
    let version = |newest: Option<Date>| newest.map(|date| (DateMeaning::Version, date));
    let relations = context.relations;
    let site = context.text(&context.config.title);
    let is_data = kind == PageKind::Data;
    let (authors, title, date) = match kind {
        PageKind::Article(id) => {
            let article = &context.atlas.articles[id];
            (
                names(context, &article.authors),
                &article.title,
                Some(article_date(article)),
            )
        }
        PageKind::Event(id) => (
            Vec::new(),
            &context.atlas.events[id].title,
            version(relations.events[id.index()].newest),
        ),
        PageKind::Actor(id) => (
            Vec::new(),
            &context.atlas.actors[id].name,
            version(relations.actors[id.index()].newest),
        ),
        PageKind::Region(id) => (
            Vec::new(),
            &context.atlas.regions[id].name,
            version(relations.regions[id.index()].newest),
        ),
        PageKind::Data => {
            let day = data::last_update(context.atlas).map(Date::day);
            (
                Vec::new(),
                &context.config.title,
                day.map(|day| (DateMeaning::Modified, day)),
            )
        }
        _ => return None,
    };
    let publisher = context.config.publisher.as_ref();
    let publisher = publisher.map(|name| context.typeset_name(name).into_owned());
    let authors = match authors.is_empty() {
        true => publisher.into_iter().collect(),
        false => authors,
    };
    let address =
        (!context.config.base.is_unset()).then(|| context.plan.absolute(&context.url(kind)));
    Some(Work {
        kind: if is_data { "dataset" } else { "online" },
        key: match &address {
            Some(address) => key(address),
            None => context.url(kind),
        },
        statement: None,
        title: context.text(title),
        quoted: quoted(context, title),
        site: (!is_data).then_some(site.text),
        authors,
        date,
        address,
        archive: None,
        accessed: None,
    })
}

/// Returns the key of a page in BibTeX: its address without the scheme.
fn key(address: &str) -> String {
    let start = address.find("://").map_or(0, |at| at + 3);
    address[start..].to_owned()
}

fn names(context: &PageContext, authors: &[LocalizedText]) -> Vec<String> {
    let authors = authors.iter();
    authors.map(|author| context.text(author).text).collect()
}

/// Returns a title for between quotation marks: its own are the inner ones of its language.
fn quoted(context: &PageContext, title: &LocalizedText) -> TextView {
    title
        .get(context.lang)
        .map_or_else(TextView::default, |(lang, text)| context.quoted(lang, text))
}

/// Returns the day of the version of an article.
fn article_date(article: &Article) -> (DateMeaning, Date) {
    match article.updated {
        Some(day) => (DateMeaning::Modified, day),
        None => (DateMeaning::Published, article.date),
    }
}

/// Returns a citation as HTML in the style of *The Chicago Manual of Style*, 17th edition, 14.207:
/// a web page, in a bibliography.
fn chicago(context: &PageContext, work: &Work) -> String {
    let words = context.words;
    let authors = joined(context, "cite_chicago", &work.authors);
    let title = match work.title.text.ends_with(ENDS) {
        true => words.get("cite_title_ended"),
        false => words.get("cite_title"),
    };
    let title = escaped(title).replace("{title}", &marked("span", &work.quoted));
    let date = work.date.map(|(meaning, date)| {
        let day = words.cited_date("cite_chicago", &date);
        let key = match meaning {
            DateMeaning::Published => return day,
            DateMeaning::Modified => "cite_modified",
            DateMeaning::Version => "cite_version",
        };
        words.say(key, None, &[("date", &day)])
    });
    let accessed = work.accessed.filter(|_| date.is_none()).map(|date| {
        let day = words.cited_date("cite_chicago", &date);
        words.say("cite_accessed", None, &[("date", &day)])
    });
    let sentence = |text: &String| escaped(&ended(text));
    let parts = [
        (!authors.is_empty()).then(|| sentence(&authors)),
        work.statement.as_ref().map(sentence),
        Some(title),
        site(context, work).as_ref().map(sentence),
        date.as_ref().map(sentence),
        accessed.as_ref().map(sentence),
        work.address
            .as_ref()
            .map(|url| format!("{}.", address(context, url))),
        archived(context, work),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns a citation as HTML in the style of the *Publication Manual* of the APA, 7th edition,
/// 10.16: a page on a website, or 10.9: a data set.
fn apa(context: &PageContext, work: &Work) -> String {
    let words = context.words;
    let authors = joined(context, "cite_apa", &work.authors);
    let date = match &work.date {
        Some((_, date)) => words.cited_date("cite_apa", date),
        None => words.get("cite_undated").to_owned(),
    };
    let date = escaped(&format!("({date})."));
    let mut title = marked("cite", &work.title);
    if work.kind == "dataset" {
        title.push(' ');
        push_escaped(&mut title, words.get("cite_data_set"));
        title.push('.');
    } else if !work.title.text.ends_with(ENDS) {
        title.push('.');
    }
    // Without an author the title is in its place.
    let begin = match authors.is_empty() {
        true => format!("{title} {date}"),
        false => format!("{} {date} {title}", escaped(&authors)),
    };
    let parts = [
        Some(begin),
        site(context, work).map(|site| escaped(&ended(&site))),
        work.address.as_ref().map(|url| address(context, url)),
        archived(context, work),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns an entry for BibTeX, as HTML.
fn bibtex(work: &Work) -> String {
    let mut entry = bibtex::Entry::new(work.kind, &work.key);
    entry.names("author", &work.authors);
    entry.name("title", Some(&work.title.text));
    entry.name("organization", work.separate_site());
    entry.date("date", work.date.as_ref().map(|(_, date)| date));
    entry.address("url", work.address.as_deref());
    entry.date("urldate", work.accessed.as_ref());
    entry.note("", work.archive.as_deref());
    escaped(&entry.finish())
}

/// Joins authors as a style does, with its words for "and".
fn joined(context: &PageContext, style: &str, authors: &[String]) -> String {
    let words = context.words;
    match authors {
        [] => String::new(),
        [one] => words.isolated(one).into_owned(),
        [a, b] => words.say(&format!("{style}_two"), None, &[("a", a), ("b", b)]),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|name| words.isolated(name)).collect();
            let first = first.join(words.get("list_separator"));
            words.say(
                &format!("{style}_last"),
                None,
                &[("a", &first), ("b", last)],
            )
        }
    }
}

/// Returns the site for a text, unless it is the author too.
fn site(context: &PageContext, work: &Work) -> Option<String> {
    let site = work.separate_site()?;
    Some(context.words.isolated(site).into_owned())
}

/// Returns the address of the archived copy in words, as HTML.
fn archived(context: &PageContext, work: &Work) -> Option<String> {
    let archive = address(context, work.archive.as_ref()?);
    let text = escaped(context.words.get("cite_archived"));
    Some(text.replace("{address}", &archive))
}

/// Returns a text in an element that has its language, if that is not the page's. A title of APA is
/// in italics, so a `cite` element is there in any case.
fn marked(element: &str, text: &TextView) -> String {
    let words = escaped(&text.text);
    match (&text.lang, text.dir) {
        (Some(lang), Some(dir)) => {
            format!("<{element} lang=\"{lang}\" dir=\"{dir}\">{words}</{element}>")
        }
        _ if element == "cite" => format!("<cite>{words}</cite>"),
        _ => words,
    }
}

/// Returns an address as HTML. In a text from right to left it is isolated, so that its slash stays
/// at its end.
fn address(context: &PageContext, address: &str) -> String {
    let address = escaped(address);
    match context.lang.direction() {
        Direction::RightToLeft => format!("<bdi>{address}</bdi>"),
        Direction::LeftToRight => address,
    }
}

/// Returns a text with a full stop, unless it ends a sentence already.
fn ended(text: &str) -> String {
    match text.trim_end_matches('\u{2069}').ends_with(ENDS) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}
