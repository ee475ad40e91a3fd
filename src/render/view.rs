//! The theme contract: everything that a template sees.
//!
//! Every page is a pure function of one struct in this file. Texts are ready to show, in the page's
//! language; a text in another language has its `lang` and `dir`. Addresses are absolute paths
//! below the base path. HTML is only in fields named `body`, in [`SourceItem::citation`] and in
//! items of lists, and JSON only in [`PageView::json_ld`]. Everything else is plain text. `theme.yaml` names the version of this contract,
//! which increases with every change that breaks templates.

use serde::Serialize;

use super::extra::ExtraView;
use super::list_items::ListItem;

/// The version of the contract, which `theme.yaml` must name.
pub const CONTRACT: i64 = 3;

/// How to cite something in one style.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// The name of the style: Chicago, APA, BibTeX.
    pub name: &'static str,
    /// HTML: the citation.
    pub body: String,
}

/// A text, with its language if that is not the page's.
#[derive(Clone, Debug, Default, Hash, Serialize, PartialEq, Eq)]
pub struct TextView {
    /// The text itself.
    pub text: String,
    /// Set when the text is not in the page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
}

/// A link to a page of the site: a text with an address.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct LinkView {
    /// The text of the link.
    pub text: String,
    /// Set when the text is not in the page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// The address.
    pub url: String,
}

/// A link with a count.
#[derive(Clone, Debug, Serialize)]
pub struct CountedLink {
    /// The text of the link.
    pub text: String,
    /// Set when the text is not in the page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// The address.
    pub url: String,
    /// The number of events, or of articles for a topic.
    pub count: usize,
}

impl TextView {
    /// Returns a link with this text.
    pub(super) fn leading_to(self, url: String) -> LinkView {
        let TextView { text, lang, dir } = self;
        LinkView {
            text,
            lang,
            dir,
            url,
        }
    }
}

impl LinkView {
    /// Returns the text of the link.
    pub(super) fn label(self) -> TextView {
        let LinkView {
            text, lang, dir, ..
        } = self;
        TextView { text, lang, dir }
    }

    /// Returns the link with a count.
    pub(super) fn counted(self, count: usize) -> CountedLink {
        let LinkView {
            text,
            lang,
            dir,
            url,
        } = self;
        CountedLink {
            text,
            lang,
            dir,
            url,
            count,
        }
    }
}

/// A date in words, with a value for `<time datetime>` if HTML has one.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    /// The date in words, with its precision.
    pub text: String,
    /// `2022-02-22`, `2022-02` or `2022`; absent for durations and uncertain dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
}

/// A value from a closed list: its key for classes and its name for readers.
#[derive(Clone, Debug, Serialize)]
pub struct LabelView {
    /// The key, for classes and comparisons. It is the same in all languages.
    pub key: String,
    /// The name for readers, in the page's language.
    pub name: String,
}

/// The data that all pages have; `page` in every template.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// home, articles, article, actors, actor, regions, region, events, year, event, sources,
    /// source, topics, topic, coverage, corrections, changes, search, letter, listing, page, not_found
    pub kind: &'static str,
    /// The heading.
    pub title: TextView,
    /// The text of `<title>`, unique within a language.
    pub head_title: String,
    /// The content of `<meta name=description>`.
    pub description: String,
    /// The page's own address.
    pub url: String,
    /// The page's own address, with scheme and host.
    pub canonical: String,
    /// This page in each language in which it exists, itself included; empty if it exists in only
    /// one.
    pub translations: Vec<TranslationView>,
    /// The feed of this page, or of the site.
    pub feed: Feed,
    /// The address of the calendar of all events (iCalendar), on the page that lists them.
    pub calendar: Option<String>,
    /// The links from the home page to this page, without the page itself; empty on the home page.
    pub breadcrumbs: Vec<LinkView>,
    /// The address at which the page's file can be edited, if it has a file and `edit_url` is set.
    pub edit: Option<String>,
    /// The image for Open Graph.
    pub image: Option<SharedImage>,
    /// Whether search engines should not index the page: true for the page of unknown addresses.
    pub noindex: bool,
    /// Whether the page has figures drawn from data and needs their style sheet.
    pub drawn: bool,
    /// Whether the text of the page has pictures and needs their style sheet.
    pub pictured: bool,
    /// JSON: what the page is about, as JSON-LD with the terms of schema.org, for a `<script
    /// type="application/ld+json">`. No `<` is in it. Absent with `data: no` and without a
    /// `base_url`.
    pub json_ld: Option<String>,
    /// Address of a file with all data of the article, as JSON-LD.
    pub data: Option<String>,
    /// Address of the page's script, fingerprinted; only the search page has one. The page's
    /// Content-Security-Policy must allow it, WebAssembly, and requests to the site itself.
    pub script: Option<String>,
    /// The mapping below `extra:` in the page's file, as written; empty if there is none.
    pub extra: ExtraView,
}

/// The image that social networks show for a page.
#[derive(Clone, Debug, Serialize)]
pub struct SharedImage {
    /// Its address, with scheme and host.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What it shows, as a text alternative.
    pub alt: String,
}

/// A feed to link in the head.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    /// The title of the feed.
    pub title: String,
    /// Its address, in Atom.
    pub url: String,
    /// Its address in JSON Feed, if the site is published as data too (`data` in site.yaml).
    pub json: Option<String>,
}

/// The page in one of its languages.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationView {
    /// The language's tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language's own name.
    pub name: String,
    /// The address of the page in this language.
    pub url: String,
    /// That address with scheme and host.
    pub canonical: String,
    /// Whether this is the current page.
    pub current: bool,
}

/// The data that is the same on all pages of one language; `site` in every template.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// The description of the site; may be empty.
    pub description: String,
    /// Address of the home page in this language.
    pub home: String,
    /// Address of the style sheet, fingerprinted.
    pub style: String,
    /// Addresses of the site's own style sheets, fingerprinted; they stand after the theme's.
    pub styles: Vec<String>,
    /// Address of the icon, fingerprinted.
    pub icon: String,
    /// The site's own elements for the head.
    pub head: Vec<HeadView>,
    /// What pages may load: strict, embeds, none; `none` for pages without a policy.
    pub policy: &'static str,
    /// The referrer policy, such as `no-referrer`.
    pub referrer: &'static str,
    /// The picture in place of the site's title, or beside it.
    pub logo: Option<LogoView>,
    /// Address of the script that enhances every page, fingerprinted; absent if the site has none.
    /// The page's Content-Security-Policy must allow it.
    pub script: Option<String>,
    /// Address of the explanation of grades and of the signs of a scale.
    pub signs: String,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// Links to the site's free pages, topics, corrections, coverage and changes.
    pub footer: Vec<LinkView>,
    /// The site's own text for the footer.
    pub footer_text: Option<FooterView>,
    /// The publisher of the site.
    pub publisher: Option<String>,
    /// The licence of the site.
    pub licence: Option<String>,
    /// The version of griot.
    pub generator: String,
    /// The mapping below `extra:` in site.yaml, as written.
    pub extra: ExtraView,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NavItem {
    /// articles, actors, regions, events, sources, search; in a menu of the site's own also page for
    /// other pages, link for addresses elsewhere
    pub key: &'static str,
    /// The text of the entry.
    pub label: String,
    /// The language of the text, if it is not that of the page.
    pub lang: Option<String>,
    /// Text direction, if the language is not that of the page.
    pub dir: Option<&'static str>,
    /// The address.
    pub url: String,
}

/// An element of the site's own for the head.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HeadView {
    /// HTML: a `<meta>` or `<link>`.
    pub body: String,
}

/// The logo of the site.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct LogoView {
    /// The picture.
    pub light: LogoPicture,
    /// The picture for dark colours.
    pub dark: Option<LogoPicture>,
    /// What it shows; if absent, the site's title has to stand beside it.
    pub alt: Option<TextView>,
}

/// A picture of the logo.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct LogoPicture {
    /// Its address.
    pub src: String,
    /// Its width in pixels, if known.
    pub width: Option<u32>,
    /// Its height in pixels, if known.
    pub height: Option<u32>,
}

/// The site's own text for the footer.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct FooterView {
    /// HTML: the text.
    pub body: String,
    /// The language of the text, if it is not that of the page.
    pub lang: Option<String>,
    /// Text direction, if the language is not that of the page.
    pub dir: Option<&'static str>,
}

/// Figures drawn from data.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// HTML: drawings, each with its legend and notes.
    pub body: String,
    /// HTML: the table of the same facts; may be empty.
    pub table: String,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleItem {
    /// Its title.
    pub title: TextView,
    /// Its address.
    pub url: String,
    /// The date of the article.
    pub date: When,
    /// A summary in a sentence or two.
    pub summary: Option<TextView>,
    /// The name of its language, if it is not the page's language.
    pub only_in: Option<String>,
    /// Why it is listed, for related articles: "shares FAMa and Mopti".
    pub reason: Option<String>,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EventItem {
    /// Its title.
    pub title: TextView,
    /// The address of its page, or of its place in an article.
    pub url: String,
    /// When it happened.
    pub date: When,
    /// The type of the event.
    pub event_type: Option<LabelView>,
    /// Where it happened.
    pub regions: Vec<LinkView>,
    /// All actors that took part, including the sides.
    pub actors: Vec<LinkView>,
    /// The number of its claims.
    pub claims: usize,
}

/// `article-item.html`: an article in a list, the same in every list
#[derive(Debug, Serialize)]
pub struct ArticleInList {
    pub item: ArticleItem,
    /// The level of its heading; absent in lists of one line for each article, without summaries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// `event-item.html`: an event in a list, the same in every list
#[derive(Debug, Serialize)]
pub struct EventInList {
    pub item: EventItem,
}

/// Events of one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The year in digits.
    pub year: String,
    /// Address of the year's page.
    pub url: String,
    /// The number of events in the year.
    pub count: usize,
    /// The events shown; fewer than `count` if there are many.
    pub events: Vec<ListItem>,
}

/// The links between the pages of a long list; absent if the list has one page.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// The number of this page, from 1.
    pub number: usize,
    /// The number of pages.
    pub total: usize,
    /// Address of the first page; absent on the first page.
    pub first: Option<String>,
    /// Address of the previous page.
    pub previous: Option<String>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Address of the last page; absent on the last page.
    pub last: Option<String>,
}

/// The items of a list that a page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Listing<T> {
    /// The items shown on this page.
    pub items: Vec<T>,
    /// The number of items in the list.
    pub count: usize,
    /// Address of the full list, if this is a selection.
    pub all: Option<String>,
}

/// A source in a list.
#[derive(Clone, Debug, Serialize)]
pub struct SourceItem {
    /// `source-<id>`, for the list at the end of an article.
    pub anchor: String,
    /// The number by which the text cites it; absent if the text does not cite it.
    pub number: Option<usize>,
    /// HTML: author, title, publisher, date, date of access, with the language of the title.
    pub citation: String,
    /// The kind of source.
    pub kind: Option<LabelView>,
    /// Address of the page of the source.
    pub page: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Address of an archived copy.
    pub archive_url: Option<String>,
    /// "archived copy of 3 March 2022", or "not archived"; absent if there is neither address nor
    /// copy.
    pub archive: Option<String>,
    /// The numbers of claims, events and articles that use it, in words.
    pub rests: Option<String>,
}

/// A claim by a claimant about an event.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    /// Its id on the page. It stays when other claims are added.
    pub anchor: String,
    /// Another id on the page, which references may use: that of a claim whose `id` is not written.
    pub alias: Option<String>,
    /// The address of its full view on this page, or on another one in tables of several events.
    pub link: String,
    /// How to cite it; absent in articles, and without a `base_url`.
    pub citation: Option<ClaimCitation>,
    /// What is counted or claimed.
    pub measure: LabelView,
    /// What is counted, in the form that follows `figure`: "killed"; in Arabic, forms differ after
    /// 3, 47 and 500.
    pub unit: String,
    /// Who or what is counted, if the claim says so: "women", "motorcycles". It follows `unit` and
    /// a colon, because it cannot agree in form with the figure.
    pub counted: Option<TextView>,
    /// "19", "10 to 15", or the words of a claim without numbers.
    pub figure: TextView,
    /// Whether `figure` is a number.
    pub is_number: bool,
    /// The same number, for machines.
    pub count: Option<CountView>,
    /// The date of the figure, if it is not the event's date.
    pub date: Option<When>,
    /// Whom the figure counts.
    pub of: Option<LinkView>,
    /// Who claims it.
    pub claimant: LinkView,
    /// Quotations of the claimant.
    pub quotes: Vec<TextView>,
    /// How well it is supported.
    pub grade: Option<Graded>,
    /// Its reports and origins.
    pub evidence: EvidenceView,
    /// Whether its sources were checked.
    pub status: Option<Graded>,
    /// Notes on the claim.
    pub notes: Option<TextView>,
    /// Its sources. If they are its origins, each has its speaker.
    pub sources: Vec<OriginView>,
    /// The claim to which it responds.
    pub responds_to: Option<LinkView>,
    /// Responses in other events.
    pub answered_by: Vec<LinkView>,
    /// Claims that contradict it.
    pub contradicted_by: Vec<LinkView>,
    /// Claims whose `contradicted_by` names this claim.
    pub contradicts: Vec<LinkView>,
    /// Whether it responds to the claim above it in the table.
    pub is_answer: bool,
    /// "19 since 23 February 2026; 22 until then", if the figure has changed and the site has
    /// `history: git`.
    pub history: Option<String>,
}

/// How to cite a claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimCitation {
    /// HTML: the citation in the style of Chicago, without the address.
    pub body: String,
    /// The address, with scheme and host.
    pub url: String,
}

/// The numbers of a claim; numbers that are not given are absent.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// The count in short: `19`, `60~`, `10..15`, `500..`, `..60`; numbers out of order as `105,
    /// 104, 102`.
    pub text: String,
    /// The lowest number.
    pub low: Option<u64>,
    /// The best estimate, or the number itself if it is approximate.
    pub best: Option<u64>,
    /// The highest number.
    pub high: Option<u64>,
    /// Whether any of the numbers is approximate.
    pub about: bool,
    /// Whether the numbers are out of order, and shown as the data set published them.
    pub as_published: bool,
}

/// The sources behind a claim.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// The evidence in words, such as "two reports, one origin, a party to the conflict".
    pub words: String,
    /// Reports: sources that tell in their own words what an origin says.
    pub reports: Vec<LinkView>,
    /// Origins: sources whose `derives_from` is empty. The list is empty if `origins` of the event
    /// has them for all its claims, or if they are the claim's own sources.
    pub origins: Vec<OriginView>,
    /// Whether every origin speaks for a party to the conflict.
    pub only_parties: bool,
}

/// An origin: a source at which a claim starts.
#[derive(Clone, Debug, Serialize)]
pub struct OriginView {
    /// The source.
    pub source: LinkView,
    /// The speaker in the source.
    pub speaker: Option<LinkView>,
    /// Whether the speaker is a party to the conflict, or on a side of the event.
    pub party: bool,
}

/// Claims in a table. Claims with numbers share a scale.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimTable {
    /// The reason for which these claims are in one table: disputed, parts, people, things, words.
    pub key: &'static str,
    /// What is counted: "How many people".
    pub caption: String,
    /// The note on the table: "same scale, from 0 to 500", or that the figures are parts of other
    /// figures.
    pub note: String,
    /// The number at the end of the scale; absent if nothing is drawn.
    pub scale_end: Option<String>,
    /// The claims: disputed ones first, then the largest.
    pub rows: Vec<ClaimRow>,
}

/// A claim in a table.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRow {
    pub claim: ClaimView,
    /// SVG: the figure on the table's scale; absent if it is not a number.
    pub scale: Option<String>,
    /// The event, if the table has claims about several events.
    pub event: Option<LinkView>,
}

/// The difference between claims about the same subject.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// What the claims count.
    pub measure: LabelView,
    /// Whom the claims count, if another difference has the same measure.
    pub of: Option<TextView>,
    /// The difference between the claims, in a sentence.
    pub text: String,
}

/// A grade and its meaning.
#[derive(Clone, Debug, Serialize)]
pub struct Graded {
    /// The key, for classes. It is the same in all languages.
    pub key: String,
    /// The grade in a word or two.
    pub name: String,
    /// What the grade means.
    pub meaning: String,
}

/// An estimate by the editors.
#[derive(Clone, Debug, Serialize)]
pub struct EstimateView {
    /// What is estimated.
    pub measure: LabelView,
    /// "0 to 19"
    pub range: String,
    /// What is estimated, in the form that follows `range`.
    pub unit: String,
    /// The best estimate; absent if the editors give none.
    pub best: Option<String>,
    /// What the editors base it on.
    pub basis: TextView,
    /// Who signs it.
    pub by: String,
    /// The day of the estimate.
    pub date: When,
}

/// An event in full: on its own page, and inline in an article.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// Its id. In an article, it is also the id of its element.
    pub id: String,
    /// Its title.
    pub title: TextView,
    /// Its address.
    pub url: String,
    /// When it happened.
    pub date: When,
    /// Its role in the article.
    pub role: Option<String>,
    /// The type of the event.
    pub event_type: Option<LabelView>,
    /// The subtype of the event.
    pub sub_event_type: Option<LabelView>,
    /// The UCDP type of violence.
    pub type_of_violence: Option<LabelView>,
    /// How clearly the sources distinguish it from other events (UCDP event clarity).
    pub event_clarity: Option<LabelView>,
    /// Where it happened.
    pub regions: Vec<LinkView>,
    /// The name of the place in the sources.
    pub place: Option<TextView>,
    /// How exactly the place is known or published.
    pub precision: Option<LabelView>,
    /// A description of the place.
    pub where_description: Option<TextView>,
    /// The labels of the two sides: sides of a fight, or perpetrators and victims.
    pub side_names: SideNames,
    /// Actors on one side.
    pub side_a: Vec<LinkView>,
    /// Actors on the other side.
    pub side_b: Vec<LinkView>,
    /// Actors on neither side.
    pub actors: Vec<LinkView>,
    /// The origins that all its claims share, if there are several claims. The claims do not repeat
    /// them.
    pub origins: Vec<OriginView>,
    /// The differences between competing figures, for each subject.
    pub differences: Vec<Difference>,
    /// The tables that are shown first: disputed claims and parts of figures, or all claims if none
    /// is disputed.
    pub tables: Vec<ClaimTable>,
    /// The claims that are not in `tables`.
    pub other_tables: Vec<ClaimTable>,
    /// The number of claims in `other_tables`.
    pub others: usize,
    /// Estimates by the editors.
    pub estimates: Vec<EstimateView>,
    /// Whether its text or its sources show violence.
    pub graphic: bool,
}

/// The labels of an event's sides, in the page's language.
#[derive(Clone, Debug, Serialize)]
pub struct SideNames {
    /// "One side", or "Suspected perpetrators" of violence against civilians.
    pub a: String,
    /// "The other side", or "Victims".
    pub b: String,
}

/// A fact: a term and its value.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// The value.
    pub text: TextView,
    /// Address to which the value links.
    pub url: Option<String>,
}

/// A text composed from Markdown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProseView {
    /// HTML of the text.
    pub body: String,
    /// The language of the text, if it is not the page's language.
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// Set together with `lang`: the name of the language, in the page's language.
    pub language_name: Option<String>,
    /// All headings in their order.
    pub headings: Vec<HeadingView>,
}

/// A heading, for tables of contents.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 for a section, 3 for a subsection, and so on.
    pub level: u8,
    /// Its id on the page.
    pub anchor: String,
    /// The text of the heading.
    pub text: String,
}

/// `home.html`
#[derive(Debug, Serialize)]
pub struct HomePage {
    pub page: PageView,
    /// One sentence about the conflict: the `lead` of `pages/home.md`, or else the description of
    /// the site.
    pub lead: Option<TextView>,
    /// The date of the facts in `lead`.
    pub as_of: Option<When>,
    /// The sides of the conflict, in a line each.
    pub sides: Vec<SideView>,
    /// What is contested, most important first.
    pub contested: Vec<ContestedView>,
    /// Turning points: the events that shaped the conflict.
    pub turning_points: Vec<TurningPoint>,
    /// Claims about numbers of victims, which must not be added up.
    pub toll: Option<ClaimTable>,
    /// Starting points for readers.
    pub start: Vec<StartView>,
    pub prose: Option<ProseView>,
    /// The latest articles.
    pub articles: Listing<ListItem>,
    /// Years with events, latest first.
    pub years: Vec<CountedLink>,
    /// The actors with the most events.
    pub actors: Vec<CountedLink>,
    /// The regions with the most events.
    pub regions: Vec<CountedLink>,
    /// The latest events.
    pub events: Listing<ListItem>,
    /// The number of corrections of the site.
    pub corrections: usize,
    /// Address of all corrections, if there are any.
    pub corrections_url: Option<String>,
    /// The map of all events.
    pub map: Option<FigureView>,
    /// The timeline of all events.
    pub figures: Option<FigureView>,
}

/// A side of the conflict, in a line.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// The name of the side.
    pub name: TextView,
    /// HTML: its members, and the actors that it fights.
    pub body: String,
}

/// A contested event or claim, in a line.
#[derive(Debug, Serialize)]
pub struct ContestedView {
    /// The event.
    pub event: LinkView,
    /// When it happened.
    pub date: When,
    /// What is counted, if figures are contested.
    pub measure: Option<String>,
    /// The figures with their claimants. They also name whom they count, if that differs or a
    /// figure is zero.
    pub figures: Vec<LinkView>,
}

/// An event that changed the conflict.
#[derive(Debug, Serialize)]
pub struct TurningPoint {
    /// The date of the event.
    pub date: When,
    /// The event.
    pub event: LinkView,
    /// What happened, in a sentence.
    pub text: Option<TextView>,
}

/// A starting point for readers.
#[derive(Debug, Serialize)]
pub struct StartView {
    /// The link.
    pub link: LinkView,
    /// A description of the page, in a sentence.
    pub text: Option<TextView>,
}

/// `articles.html`
#[derive(Debug, Serialize)]
pub struct ArticlesPage {
    pub page: PageView,
    /// The articles of this page of the list, newest first.
    pub list: Listing<ListItem>,
    pub pager: Option<Pager>,
    /// The topics with the most articles.
    pub topics: Vec<CountedLink>,
    /// Address of the list of all topics.
    pub topics_url: Option<String>,
}

/// `article.html`
#[derive(Debug, Serialize)]
pub struct ArticlePage {
    pub page: PageView,
    /// The date of the article.
    pub date: When,
    /// The date of its last change.
    pub updated: Option<When>,
    /// A summary in a sentence or two.
    pub summary: Option<TextView>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The picture at its top.
    pub image: Option<ImageView>,
    pub prose: ProseView,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Actors that it is about.
    pub actors: Vec<LinkView>,
    /// Regions that it is about.
    pub regions: Vec<LinkView>,
    /// Events declared in this article, in full.
    pub own_events: Vec<EventView>,
    /// Events with a page of their own.
    pub events: Vec<ListItem>,
    /// Its sources: cited in the text (by number), then from its events, then from `sources:`.
    pub sources: Vec<SourceItem>,
    /// Its corrections.
    pub corrections: Vec<CorrectionView>,
    /// Questions that the article leaves open.
    pub open_questions: Vec<TextView>,
    /// What is established, in a line each.
    pub established: Vec<TextView>,
    /// What is not established, in a line each.
    pub not_established: Vec<TextView>,
    /// The number of claims of its own events.
    pub claims: usize,
    /// The articles that have the most in common with it, each with the reason.
    pub related: Vec<ArticleItem>,
    /// Pages that link to it.
    pub backlinks: Listing<LinkView>,
    /// The previous article by date.
    pub previous: Option<LinkView>,
    /// The next article by date.
    pub next: Option<LinkView>,
    /// The map and timeline of its events.
    pub figures: Option<FigureView>,
    /// How to cite it, in each style.
    pub citations: Vec<CitationView>,
}

/// A picture with its caption.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    #[serde(flatten)]
    pub picture: PictureView,
    /// What it shows, as a text alternative.
    pub alt: TextView,
    /// The credit.
    pub credit: Option<TextView>,
    /// HTML: the caption. It has what the picture shows, where and when, what it does not show,
    /// credit and licence.
    pub caption: Option<String>,
}

/// A picture in its published sizes.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// Address of the original.
    pub src: String,
    /// Width of the original, in pixels.
    pub width: Option<u32>,
    /// Height of the original, in pixels.
    pub height: Option<u32>,
    /// The sizes in the original's format, for the attribute `srcset`; absent if there is only one.
    pub srcset: Option<String>,
    /// The sizes in WebP, for a `<source>`.
    pub webp: Option<String>,
    /// The attribute `sizes`; absent if there is only one size.
    pub sizes: Option<String>,
}

/// A correction of an article.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// `part-correction-<n>`, numbered by date, so that it does not change when corrections are
    /// added.
    pub anchor: String,
    /// The day of the correction.
    pub date: When,
    /// What was wrong, and what is right.
    pub text: TextView,
}

/// `actors.html`
#[derive(Debug, Serialize)]
pub struct ActorsPage {
    pub page: PageView,
    /// The number of actors.
    pub count: usize,
    /// Actors by type, in the order of the closed list.
    pub types: Vec<ActorGroup>,
    /// Actors by name; empty if each letter has a page of its own.
    pub letters: Vec<LetterGroup>,
    /// Links to the pages of letters, each with its count of actors; empty if all actors are on
    /// this page.
    pub letter_pages: Vec<CountedLink>,
}

/// Actors of one type.
#[derive(Debug, Serialize)]
pub struct ActorGroup {
    /// The type; its key is `none` for actors without a type.
    pub label: LabelView,
    /// The actors by name, each with its count of events and a description; if there are many,
    /// those with the most events.
    pub actors: Vec<DescribedLink>,
    /// The number of actors of this type.
    pub count: usize,
    /// Address of the full list, if this is a selection.
    pub all: Option<String>,
}

/// An actor in a list by type.
#[derive(Debug, Serialize)]
pub struct DescribedLink {
    /// The actor, with its count of events.
    pub link: CountedLink,
    /// The first sentence of its profile.
    pub text: Option<TextView>,
}

/// Actors whose name begins with a letter.
#[derive(Debug, Serialize)]
pub struct LetterGroup {
    /// The letter, without accents.
    pub letter: String,
    /// `part-letter-<n>`.
    pub anchor: String,
    /// The actors by name, each with its count of events.
    pub actors: Vec<CountedLink>,
}

/// `actor.html`
#[derive(Debug, Serialize)]
pub struct ActorPage {
    pub page: PageView,
    /// Its events as a table for download.
    pub data: Option<LinkView>,
    /// Whether it is known only by a name in front matter.
    pub stub: bool,
    /// The type of actor.
    pub actor_type: Option<LabelView>,
    /// Other names in this language.
    pub aliases: Vec<TextView>,
    /// HTML: the first paragraph of its profile.
    pub summary: Option<String>,
    /// Its type, dates, memberships, opponents and allies.
    pub brief: Vec<BriefFact>,
    /// Its identifiers in other data sets.
    pub facts: Vec<Fact>,
    /// The rest of its profile.
    pub prose: Option<ProseView>,
    /// Labels that others use for it.
    pub labels: Vec<ActorLabelView>,
    /// Its relations to other actors.
    pub relations: Listing<RelationView>,
    /// Its latest events, with the count of all events and the address of the full list.
    pub events: Listing<EventRow>,
    /// Articles that list it.
    pub articles: Listing<ListItem>,
    /// Articles and profiles that mention it without listing it.
    pub backlinks: Listing<LinkView>,
    /// Actors on its side, each with the number of shared events.
    pub beside: Vec<CountedLink>,
    /// Actors on the other side, each with the number of shared events.
    pub against: Vec<CountedLink>,
    /// Actors of the same events on neither side, each with the number of shared events.
    pub together: Vec<CountedLink>,
    /// The latest claims that it made.
    pub claims_made: Listing<ClaimLine>,
    /// The latest claims about it.
    pub claims_about: Listing<ClaimLine>,
    /// Sources of its text, labels and relations.
    pub sources: Vec<SourceItem>,
    /// The graph of its relations.
    pub graph: Option<FigureView>,
    /// The map and timeline of its events.
    pub figures: Option<FigureView>,
    /// How to cite it, in each style.
    pub citations: Vec<CitationView>,
}

/// A fact in the box "in brief": a term, with links or a text.
#[derive(Clone, Debug, Serialize)]
pub struct BriefFact {
    /// The term.
    pub term: String,
    /// The value, if it is a text.
    pub text: Option<TextView>,
    /// The values, if they are actors, regions or events.
    pub links: Vec<LinkView>,
    /// "and 12 more", if `links` does not have all.
    pub more: Option<String>,
    /// How it is known, if it is not declared: "from the events".
    pub note: Option<String>,
}

/// An event in a table.
#[derive(Clone, Debug, Serialize)]
pub struct EventRow {
    /// When it happened.
    pub date: When,
    /// What happened.
    pub event: LinkView,
    /// The role of the page's actor in it; absent on other pages.
    pub role: Option<String>,
    /// Its main figure: a disputed figure if there is one, or else the maximum number of killed.
    pub figure: Option<EventFigure>,
}

/// A figure of an event in a table.
#[derive(Clone, Debug, Serialize)]
pub struct EventFigure {
    /// "at least 500". Of competing figures, the lowest and the highest.
    pub text: String,
    /// The maximum number of the figure.
    pub most: Option<u64>,
    /// What is counted.
    pub measure: LabelView,
    /// What is counted, in the form that follows `text`.
    pub unit: String,
    /// How well it is supported.
    pub grade: Option<Graded>,
}

/// A label that is used for an actor.
#[derive(Clone, Debug, Serialize)]
pub struct ActorLabelView {
    /// The label.
    pub text: TextView,
    /// Who uses it.
    pub used_by: Option<LinkView>,
    /// The source in which it is used.
    pub source: Option<LinkView>,
}

/// A relation as seen from one of its ends, in words.
#[derive(Clone, Debug, Serialize)]
pub struct RelationView {
    /// "member of", or from the other end "has as a member".
    pub words: String,
    /// The type of relation, the same in all languages and from both ends.
    pub key: &'static str,
    /// The actor at the other end.
    pub actor: LinkView,
    /// "since 2016", "until 2020".
    pub when: Option<String>,
    /// The sources of the relation.
    pub sources: Vec<LinkView>,
}

/// A claim in a list, with its event.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimLine {
    /// The date of the figure: the claim's own date, or else the date of the event.
    pub date: When,
    /// The event, as a link to the claim.
    pub event: LinkView,
    /// What is counted or claimed.
    pub measure: LabelView,
    /// What is counted, in the form that follows `figure`.
    pub unit: String,
    /// The figure, or the words of the claim.
    pub figure: TextView,
    /// Who claims it.
    pub claimant: LinkView,
    /// Whom the figure counts.
    pub of: Option<LinkView>,
    /// Its reports and origins, in words.
    pub evidence: String,
    /// How well it is supported.
    pub grade: Option<Graded>,
    /// Who or what is counted, if the claim says so.
    pub counted: Option<TextView>,
}

/// `regions.html`
#[derive(Debug, Serialize)]
pub struct RegionsPage {
    pub page: PageView,
    /// The number of regions.
    pub count: usize,
    /// Regions on this page of the list that are not part of another, each with its parts.
    pub tree: Vec<RegionNode>,
    pub pager: Option<Pager>,
}

/// A region with its parts.
#[derive(Clone, Debug, Serialize)]
pub struct RegionNode {
    /// The region, with its count of events.
    pub link: CountedLink,
    /// The administrative level.
    pub level: Option<LabelView>,
    /// The time for which it was part of the region above it, unless that is all time: "part of
    /// Mopti until 2023".
    pub when: Option<String>,
    /// The regions that are part of it; empty if they are too many for this page.
    pub parts: Vec<RegionNode>,
    /// The number of its parts that are not shown here. Its own page lists them.
    pub hidden: usize,
}

/// `region.html`
#[derive(Debug, Serialize)]
pub struct RegionPage {
    pub page: PageView,
    /// Its events as a table for download.
    pub data: Option<LinkView>,
    /// Whether it is known only by a name in front matter.
    pub stub: bool,
    /// The administrative level.
    pub level: Option<LabelView>,
    /// Other names in this language.
    pub aliases: Vec<TextView>,
    /// HTML: the first paragraph of its profile.
    pub summary: Option<String>,
    /// Its level, the regions that it is part of, and the actors that are active in it.
    pub brief: Vec<BriefFact>,
    /// Its identifiers in other data sets.
    pub facts: Vec<Fact>,
    /// The rest of its profile.
    pub prose: Option<ProseView>,
    /// The regions that it is part of.
    pub part_of: Vec<MembershipView>,
    /// The regions that are part of it.
    pub parts: Listing<MembershipView>,
    /// Its latest events, with the count of all events and the address of the full list.
    pub events: Listing<EventRow>,
    /// Articles that list it.
    pub articles: Listing<ListItem>,
    /// Pages that mention it without listing it.
    pub backlinks: Listing<LinkView>,
    /// The actors with the most events here.
    pub actors: Vec<CountedLink>,
    /// Sources of its text and memberships.
    pub sources: Vec<SourceItem>,
    /// The map and timeline of its events.
    pub figures: Option<FigureView>,
    /// How to cite it, in each style.
    pub citations: Vec<CitationView>,
}

/// A region that encloses another or is part of it, and when.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipView {
    /// The other region.
    pub region: LinkView,
    /// The time, if it is not all time: "until 2023".
    pub when: Option<String>,
}

/// `events.html`: the timeline
#[derive(Debug, Serialize)]
pub struct EventsPage {
    pub page: PageView,
    /// The number of events.
    pub count: usize,
    /// The years, latest first, each with its events, or with the first of them if there are many.
    pub years: Vec<YearGroup>,
    /// The map and timeline of all events.
    pub figures: Option<FigureView>,
}

/// `year.html`
#[derive(Debug, Serialize)]
pub struct YearPage {
    pub page: PageView,
    /// The year in digits.
    pub year: String,
    /// Its events.
    pub list: Listing<ListItem>,
    pub pager: Option<Pager>,
    /// The previous year that has events.
    pub previous: Option<CountedLink>,
    /// The next year that has events.
    pub next: Option<CountedLink>,
    /// Its events as a table for download.
    pub data: Option<LinkView>,
}

/// `event.html`
#[derive(Debug, Serialize)]
pub struct EventPage {
    pub page: PageView,
    /// The event in full.
    pub event: EventView,
    /// HTML: the first paragraph of its text.
    pub summary: Option<String>,
    /// The rest of its text.
    pub prose: Option<ProseView>,
    /// Its sources: cited in the text (by number), then from its claims, then from `sources:`.
    pub sources: Vec<SourceItem>,
    /// Articles about it.
    pub articles: Listing<ListItem>,
    /// Pages that link to it.
    pub backlinks: Listing<LinkView>,
    /// The previous event by date.
    pub previous: Option<LinkView>,
    /// The next event by date.
    pub next: Option<LinkView>,
    /// The map of the event.
    pub figures: Option<FigureView>,
    /// How to cite it, in each style.
    pub citations: Vec<CitationView>,
}

/// `sources.html`: the bibliography
#[derive(Debug, Serialize)]
pub struct SourcesPage {
    pub page: PageView,
    /// The sources of this page of the list.
    pub list: Listing<SourceItem>,
    pub pager: Option<Pager>,
}

/// `source.html`
#[derive(Debug, Serialize)]
pub struct SourcePage {
    pub page: PageView,
    /// The source as in lists.
    pub source: SourceItem,
    /// The author.
    pub author: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date, in EDTF.
    pub date: Option<String>,
    /// Facts about it.
    pub facts: Vec<Fact>,
    pub prose: Option<ProseView>,
    /// Its origins, nearest first; the source itself if its `derives_from` is empty.
    pub origins: Vec<AncestorView>,
    /// The sources that it derives from directly.
    pub derives_from: Vec<LinkView>,
    /// The sources that derive from it directly.
    pub derived: Listing<LinkView>,
    /// Claims that use it.
    pub claims: Listing<ClaimLine>,
    /// Events that use it.
    pub events: Listing<ListItem>,
    /// Articles that cite it or name it in `sources:`.
    pub articles: Listing<ListItem>,
    /// Other pages that cite it.
    pub backlinks: Listing<LinkView>,
    /// How to cite the source itself, in each style.
    pub citations: Vec<CitationView>,
}

/// An origin of a source.
#[derive(Clone, Debug, Serialize)]
pub struct AncestorView {
    /// The origin, or the source itself.
    pub source: LinkView,
    /// The number of derivations from the source to the origin; 0 if the source is its own origin.
    pub steps: usize,
    /// The speaker in the origin.
    pub speaker: Option<LinkView>,
    /// Whether the speaker is a party to the conflict.
    pub party: bool,
}

/// `corrections.html`
#[derive(Debug, Serialize)]
pub struct CorrectionsPage {
    pub page: PageView,
    /// The corrections, newest first.
    pub list: Listing<CorrectionItem>,
    pub pager: Option<Pager>,
}

/// A correction in the list of all.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionItem {
    /// The day of the correction.
    pub date: When,
    /// What was wrong, and what is right.
    pub text: TextView,
    /// The article, as a link to the correction.
    pub article: LinkView,
    /// The name of the article's language, if it is not the page's language.
    pub only_in: Option<String>,
}

/// `changes.html`: what figures, grades, sources and titles were, with `history: git`
#[derive(Debug, Serialize)]
pub struct ChangesPage {
    pub page: PageView,
    /// The changes, newest first.
    pub list: Listing<ChangeItem>,
    /// A sentence on what is left out of a very long history.
    pub limit: Option<String>,
    pub pager: Option<Pager>,
}

/// The changes of an article, event, actor, region or source in one commit.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeItem {
    /// The day of the commit.
    pub date: When,
    /// The first characters of the commit's hash.
    pub commit: String,
    /// Address of the commit, if the site's `edit_url` tells where its repository is.
    pub commit_url: Option<String>,
    /// What has changed.
    pub subject: LinkView,
    /// Its title, claims and estimates that have changed.
    pub parts: Vec<ChangePart>,
}

/// A title, claim or estimate that has changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChangePart {
    /// "Claim: neutralised (the army)"; absent for a title.
    pub name: Option<TextView>,
    /// Address of the claim, if the event still has it.
    pub url: Option<String>,
    /// "added" or "withdrawn".
    pub note: Option<String>,
    /// Whom the figure counts.
    pub of: Option<LinkView>,
    /// What is different.
    pub facts: Vec<ChangeFact>,
}

/// A difference: the value that is new, and the one before.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeFact {
    /// "Figure", "Evidence", "Sources added".
    pub term: String,
    /// The value after the change; that of what was withdrawn.
    pub text: Option<TextView>,
    /// The value before the change.
    pub before: Option<TextView>,
    /// The sources that were added or removed.
    pub links: Vec<LinkView>,
    /// "2 sources that this site no longer has".
    pub more: Option<String>,
}

/// `coverage.html`: what the site covers and what it does not
#[derive(Debug, Serialize)]
pub struct CoveragePage {
    pub page: PageView,
    /// Counts of articles, events and so on.
    pub facts: Vec<Fact>,
    /// The sections, in the order of their keys below.
    pub sections: Vec<CoverageSection>,
    /// What is missing, with examples.
    pub gaps: Vec<Gap>,
}

/// A section on coverage: facts, notes and tables.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageSection {
    /// The key of the section: years, regions, languages, claims, sources. Its anchor is
    /// `part-<key>`.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// Counts, as facts.
    pub facts: Vec<Fact>,
    /// What the facts mean, or that there is no data.
    pub notes: Vec<String>,
    /// Tables of counts.
    pub tables: Vec<CountTable>,
}

/// A table of counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountTable {
    /// What is counted.
    pub caption: String,
    /// The headings of the columns, beginning with the column of labels.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<CountRow>,
    /// A link to the full table, if this is a selection.
    pub all: Option<LinkView>,
}

/// A row of a table of counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountRow {
    /// The label of the row.
    pub label: TextView,
    /// Address to which the label links.
    pub url: Option<String>,
    /// "26", or "12 of 47 (26%)".
    pub cells: Vec<String>,
}

/// A gap in the site's data.
#[derive(Clone, Debug, Serialize)]
pub struct Gap {
    /// What is missing, and how often, in a sentence.
    pub text: String,
    /// Some of the entities with this gap.
    pub examples: Vec<LinkView>,
    /// "and 12 more", if `examples` does not have all.
    pub more: Option<String>,
}

/// `data.html`: tables for download, with their columns
#[derive(Debug, Serialize)]
pub struct DataPage {
    pub page: PageView,
    /// The licence of the data and the day of the last update.
    pub facts: Vec<Fact>,
    /// How to cite the data, in each style.
    pub citations: Vec<CitationView>,
    /// The tables of the whole site.
    pub tables: Vec<DataTable>,
    /// Documents, and files that describe the tables.
    pub files: Vec<DataFile>,
}

/// A file for download.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// The name of the file.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Its media type, such as text/csv.
    pub media_type: &'static str,
    /// "12 kB"; empty if it is not known.
    pub size: String,
    /// What it contains, in a sentence.
    pub about: String,
}

/// A table for download.
#[derive(Clone, Debug, Serialize)]
pub struct DataTable {
    /// Its name. Its anchor is `part-<key>`.
    pub key: &'static str,
    /// The file.
    pub file: DataFile,
    /// The same table as Apache Parquet, if there is one.
    pub parquet: Option<LinkView>,
    /// Its columns.
    pub columns: Vec<DataColumn>,
    /// The codebook that explains the columns, if they are those of another data set.
    pub codebook: Option<LinkView>,
    /// Names of columns that only have a value in rows that were imported.
    pub imported: Vec<String>,
    /// Keys of front matter, for which the table has no column.
    pub omits: Vec<DataColumn>,
}

/// A column of a table, or the columns of all languages of a text.
#[derive(Clone, Debug, Serialize)]
pub struct DataColumn {
    /// The name, or one for each language.
    pub names: Vec<String>,
    /// The type of its values.
    pub kind: Option<String>,
    /// What it means; absent if the codebook explains it.
    pub text: Option<TextView>,
}

/// `search.html`: the search, and an index from A to Z
#[derive(Debug, Serialize)]
pub struct SearchPage {
    pub page: PageView,
    /// Absent if griot was built without search; the index remains.
    pub engine: Option<SearchEngine>,
    /// The number of entries in the index.
    pub count: usize,
    /// The index by letter; empty if each letter has a page of its own.
    pub letters: Vec<IndexGroup>,
    /// Links to the pages of letters, each with its count of entries; empty if all entries are on
    /// this page.
    pub letter_pages: Vec<CountedLink>,
}

/// `letter.html`: the entries of a letter, if the index is too long for one page
#[derive(Debug, Serialize)]
pub struct LetterPage {
    pub page: PageView,
    /// The entries on this page of the list.
    pub list: Listing<IndexEntry>,
    /// Links to the pages of all letters, each with its count of entries.
    pub letters: Vec<CountedLink>,
    pub pager: Option<Pager>,
}

/// The data that the search script needs.
#[derive(Debug, Serialize)]
pub struct SearchEngine {
    /// Address of the folder of the search index.
    pub bundle: String,
    /// The base path, to which addresses in the index are relative.
    pub base: String,
    /// Address of the names for spelling suggestions.
    pub names: String,
    /// Address of the values of the filters.
    pub filters: String,
}

/// The entries of a letter.
#[derive(Debug, Serialize)]
pub struct IndexGroup {
    /// The letter.
    pub letter: String,
    /// Its id on the page.
    pub anchor: String,
    /// The entries.
    pub entries: Vec<IndexEntry>,
}

/// An entry of the index from A to Z.
#[derive(Debug, Serialize)]
pub struct IndexEntry {
    /// The link to the page.
    pub link: LinkView,
    /// "Event, 22 February 2022"
    pub note: String,
}

/// `topics.html`
#[derive(Debug, Serialize)]
pub struct TopicsPage {
    pub page: PageView,
    /// The number of topics.
    pub count: usize,
    /// The topics on this page of the list, each with its count of articles.
    pub topics: Vec<CountedLink>,
    pub pager: Option<Pager>,
}

/// `listing.html`: a full list, the start of which is on another page
#[derive(Debug, Serialize)]
pub struct ListingPage {
    pub page: PageView,
    /// The entity to which the list belongs.
    pub of: Option<LinkView>,
    /// Articles; absent if the page lists something else.
    pub articles: Option<Listing<ListItem>>,
    /// Events, newest first; absent if the page lists something else.
    pub events: Option<Listing<ListItem>>,
    /// Claims; absent if the page lists something else.
    pub claims: Option<Listing<ClaimLine>>,
    /// The role of `of` in the claims: claimant, about, source.
    pub part: Option<&'static str>,
    /// Actors; absent if the page lists something else.
    pub actors: Option<Listing<DescribedLink>>,
    /// Relations of an actor; absent if the page lists something else.
    pub relations: Option<Listing<RelationView>>,
    /// Parts of a region; absent if the page lists something else.
    pub parts: Option<Listing<MembershipView>>,
    /// Pages or sources; absent if the page lists something else.
    pub links: Option<Listing<LinkView>>,
    pub pager: Option<Pager>,
}

/// `page.html`
#[derive(Debug, Serialize)]
pub struct FreePageView {
    pub page: PageView,
    pub prose: ProseView,
    /// Sources that its text cites, by number.
    pub sources: Vec<SourceItem>,
    /// The pages in its folder; absent if it is not about a folder.
    pub list: Option<Listing<PageItem>>,
    pub pager: Option<Pager>,
}

/// A free page in the list of its folder.
#[derive(Clone, Debug, Serialize)]
pub struct PageItem {
    /// The page.
    pub link: LinkView,
    /// Its summary.
    pub summary: Option<TextView>,
}

/// `404.html`
#[derive(Debug, Serialize)]
pub struct NotFoundPage {
    pub page: PageView,
}
