//! The theme contract: what a template sees, and nothing else.
//!
//! Every page is a pure function of one struct of this file. Texts are ready to show, in the page's
//! language; a text in another language carries its `lang` and `dir`. Addresses are absolute paths
//! below the base path. HTML is only in fields named `body`, in [`SourceItem::citation`] and in
//! items of lists; everything else is plain text. `theme.yaml` names the version of this contract;
//! a change that breaks a template raises it.

use serde::Serialize;

use super::extra::ExtraView;
use super::list_items::ListItem;

/// The version of the contract, which `theme.yaml` must name.
pub const CONTRACT: i64 = 3;

/// A text, and its language where that is not the page's.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
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
    /// What the link says.
    pub text: String,
    /// Set when that is not in the page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// Where it leads.
    pub url: String,
}

/// A link with how often it counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountedLink {
    /// What the link says.
    pub text: String,
    /// Set when that is not in the page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// Where it leads.
    pub url: String,
    /// How many events, or articles for a topic.
    pub count: usize,
}

impl TextView {
    /// A link that says this.
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
    /// What the link says.
    pub(super) fn label(self) -> TextView {
        let LinkView {
            text, lang, dir, ..
        } = self;
        TextView { text, lang, dir }
    }

    /// The link with how often it counts.
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

/// A date in words, and for `<time datetime>` where HTML can say it.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    /// The date in words, with its precision.
    pub text: String,
    /// `2022-02-22`, `2022-02` or `2022`; absent for durations and uncertain dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
}

/// A value of a closed list: its key for classes and its name for readers.
#[derive(Clone, Debug, Serialize)]
pub struct LabelView {
    /// For classes and comparisons; the same in all languages.
    pub key: String,
    /// For readers, in the page's language.
    pub name: String,
}

/// The page as such; `page` in every template.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// home, articles, article, actors, actor, regions, region, events, year, event, sources,
    /// source, topics, topic, coverage, corrections, search, letter, listing, page, not_found
    pub kind: &'static str,
    /// The heading.
    pub title: TextView,
    /// For `<title>`: unique within a language.
    pub head_title: String,
    /// For `<meta name=description>`.
    pub description: String,
    /// The page's own address.
    pub url: String,
    /// With scheme and host.
    pub canonical: String,
    /// This page in each language in which it exists, itself included; empty where it exists in one
    /// only.
    pub translations: Vec<TranslationView>,
    /// The Atom feed of this page, or of the site.
    pub feed: Feed,
    /// The way here from the home page, without the page itself; empty on the home page.
    pub breadcrumbs: Vec<LinkView>,
    /// Where the page's file can be edited, if it has one and the site says where.
    pub edit: Option<String>,
    /// For Open Graph.
    pub image: Option<SharedImage>,
    /// Not to be indexed: 404.
    pub noindex: bool,
    /// Whether figures drawn from data stand on the page, so that it needs their style sheet.
    pub drawn: bool,
    /// Whether pictures stand in the page's text, so that it needs their style sheet.
    pub pictured: bool,
    /// Address of the script that the page runs, fingerprinted: the search page alone has one. The
    /// page's policy has to allow it, and WebAssembly and requests to the site itself.
    pub script: Option<String>,
    /// What stands below `extra:` in the page's file, as it is written there; empty where nothing
    /// does.
    pub extra: ExtraView,
}

/// The picture that stands for a page where a link to it is shared.
#[derive(Clone, Debug, Serialize)]
pub struct SharedImage {
    /// With scheme and host.
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// A feed to announce in the head.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    /// What the feed is called.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// The same page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationView {
    /// The language's tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language's own name.
    pub name: String,
    /// The address of the page in it.
    pub url: String,
    /// With scheme and host.
    pub canonical: String,
    /// Whether it is the page at hand.
    pub current: bool,
}

/// What is the same on all pages of one language; `site` in every template.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// What it is about; may be empty.
    pub description: String,
    /// The home page of this language.
    pub home: String,
    /// Address of the style sheet, fingerprinted.
    pub style: String,
    /// Address of the icon, fingerprinted.
    pub icon: String,
    /// Address of the script that adds to every page, fingerprinted; absent where the site has
    /// none. The page's policy has to allow it.
    pub script: Option<String>,
    /// Where grades and the signs of a scale are explained.
    pub signs: String,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// The site's own pages, topics, corrections and coverage.
    pub footer: Vec<LinkView>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Under which terms.
    pub licence: Option<String>,
    /// griot's own version.
    pub generator: String,
    /// What stands below `extra:` in site.yaml, as it is written there.
    pub extra: ExtraView,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NavItem {
    /// articles, actors, regions, events, sources, search
    pub key: &'static str,
    /// What the entry says.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// Figures drawn from data.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// HTML: drawings, each with its legend and notes.
    pub body: String,
    /// HTML: the table behind them, with the same facts; may be empty.
    pub table: String,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleItem {
    /// Its title.
    pub title: TextView,
    /// Its address.
    pub url: String,
    /// The day it is dated.
    pub date: When,
    /// What it says, in a sentence or two.
    pub summary: Option<TextView>,
    /// The name of the language it is in, where that is not the page's.
    pub only_in: Option<String>,
    /// Why it is listed, in words ("shares FAMa and Mopti"); for related articles.
    pub reason: Option<String>,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EventItem {
    /// Its title.
    pub title: TextView,
    /// Where it lives: its own page, or its place in an article.
    pub url: String,
    /// When it happened.
    pub date: When,
    /// What kind of event it is.
    pub event_type: Option<LabelView>,
    /// Where it happened.
    pub regions: Vec<LinkView>,
    /// Everybody who took part, sides included.
    pub actors: Vec<LinkView>,
    /// How many claims are made about it.
    pub claims: usize,
}

/// `article-item.html`: an article in a list, the same in all lists that have it
#[derive(Debug, Serialize)]
pub struct ArticleInList {
    pub item: ArticleItem,
    /// That of its heading. Absent in lists that name articles in a line each, without their
    /// summaries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// `event-item.html`: an event in a list, the same in all lists that have it
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
    /// How many events it has in all.
    pub count: usize,
    /// Those that are shown; fewer than `count` where there are many.
    pub events: Vec<ListItem>,
}

/// A page of a long list; absent where the list has one page.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// The number of this page, from 1.
    pub number: usize,
    /// How many pages there are.
    pub total: usize,
    /// The first page; absent on it.
    pub first: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The last page; absent on it.
    pub last: Option<String>,
}

/// The part of a long list that a page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Listing<T> {
    /// Those that this page shows.
    pub items: Vec<T>,
    /// How many there are in all.
    pub count: usize,
    /// Where all of them are, when this is a selection.
    pub all: Option<String>,
}

/// A source in a list.
#[derive(Clone, Debug, Serialize)]
pub struct SourceItem {
    /// `source-<id>`, for the list at an article's end.
    pub anchor: String,
    /// The number by which the text cites it; absent where it does not.
    pub number: Option<usize>,
    /// HTML: author, title, publisher, date, day of access, with the language of the title.
    pub citation: String,
    /// What kind of source it is.
    pub kind: Option<LabelView>,
    /// The page of the source.
    pub page: Option<String>,
    /// The original's address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive_url: Option<String>,
    /// "archived copy of 3 March 2022", or "not archived"; absent where there is neither address
    /// nor copy.
    pub archive: Option<String>,
    /// How many claims, events and articles rest on it, in words.
    pub rests: Option<String>,
}

/// A claim: who says what.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    /// Its id on the page.
    pub anchor: String,
    /// What is counted or said.
    pub measure: LabelView,
    /// The same in the form that stands after `figure`: "killed", in Arabic another one after 3, 47
    /// and 500.
    pub unit: String,
    /// Who or what is counted, where the claim says so: "women", "motorcycles". It stands after
    /// `unit` and a colon, since no word of a language agrees with every text.
    pub counted: Option<TextView>,
    /// "19", "10 to 15", or the words of a claim that is not a figure.
    pub figure: TextView,
    /// Whether `figure` is a number.
    pub is_number: bool,
    /// The same number for machines.
    pub count: Option<CountView>,
    /// The day that the figure is of, where that is not the event's.
    pub date: Option<When>,
    /// Whom it is about.
    pub of: Option<LinkView>,
    /// Who says it.
    pub claimant: LinkView,
    /// The claimant's own words.
    pub quotes: Vec<TextView>,
    /// How well it is supported.
    pub grade: Option<Graded>,
    /// Its reports and origins.
    pub evidence: EvidenceView,
    /// Whether its sources were read again.
    pub status: Option<Graded>,
    /// What else is to be said of it.
    pub notes: Option<TextView>,
    /// What it rests on. Where that are its origins themselves, each says whose words it is.
    pub sources: Vec<OriginView>,
    /// The claim it answers.
    pub responds_to: Option<LinkView>,
    /// Answers that stand with other events.
    pub answered_by: Vec<LinkView>,
    /// Claims that contradict it.
    pub contradicted_by: Vec<LinkView>,
    /// Claims that name this one among those that contradict them.
    pub contradicts: Vec<LinkView>,
    /// Whether it answers the claim above it in its table.
    pub is_answer: bool,
}

/// The numbers of a claim; those that are not given are absent.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// All of it: `19`, `60~`, `10..15`, `500..`, `..60`; numbers out of order stand as `105, 104,
    /// 102`.
    pub text: String,
    /// The lowest.
    pub low: Option<u64>,
    /// The best estimate; of an approximate number the number itself.
    pub best: Option<u64>,
    /// The highest.
    pub high: Option<u64>,
    /// Whether any of them is approximate.
    pub about: bool,
    /// Whether they are out of order, and stand as a data set was published.
    pub as_published: bool,
}

/// Where a claim comes from.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// "two reports, one origin, a party to the conflict"
    pub words: String,
    /// Texts that tell in their own words what an origin says.
    pub reports: Vec<LinkView>,
    /// What derives from nothing that is known; empty where the event tells it for all its claims,
    /// and where it is the claim's sources.
    pub origins: Vec<OriginView>,
    /// Whether every origin speaks for a party to the conflict.
    pub only_parties: bool,
}

/// An origin: where a claim begins.
#[derive(Clone, Debug, Serialize)]
pub struct OriginView {
    /// The source with which it begins.
    pub source: LinkView,
    /// Whose words they are.
    pub speaker: Option<LinkView>,
    /// Whether the speaker is a party to the conflict, or on a side of the event.
    pub party: bool,
}

/// Claims in a table; those with numbers share one scale.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimTable {
    /// disputed, parts, people, things, words: why these claims stand together.
    pub key: &'static str,
    /// What is counted: "How many people".
    pub caption: String,
    /// "same scale, from 0 to 500", or that the figures are parts of others.
    pub note: String,
    /// The number at the end of the scale; absent where nothing is drawn.
    pub scale_end: Option<String>,
    /// The claims: those that are disputed first, then the largest.
    pub rows: Vec<ClaimRow>,
}

/// A claim in a table.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRow {
    pub claim: ClaimView,
    /// SVG: the figure on the table's scale; absent where it is no number.
    pub scale: Option<String>,
    /// The event, where the table has claims of several.
    pub event: Option<LinkView>,
}

/// What claims about one thing have between them.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// What they are about.
    pub measure: LabelView,
    /// Whom they are about, where another difference has the same measure.
    pub of: Option<TextView>,
    /// How far apart they are, in a sentence.
    pub text: String,
}

/// A grade with its meaning in a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Graded {
    /// For classes; the same in all languages.
    pub key: String,
    /// The grade in a word or two.
    pub name: String,
    /// What the grade means.
    pub meaning: String,
}

/// The desk's own figure.
#[derive(Clone, Debug, Serialize)]
pub struct EstimateView {
    /// What is estimated.
    pub measure: LabelView,
    /// "0 to 19"
    pub range: String,
    /// What is estimated, in the form that stands after `range`.
    pub unit: String,
    /// The best figure, or absent where it is refused.
    pub best: Option<String>,
    /// How the desk arrives at it.
    pub basis: TextView,
    /// Who signs it.
    pub by: String,
    /// The day of the estimate.
    pub date: When,
}

/// An event with all that is known of it: on its own page, and inline in an article.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// Its id; that of its element inside an article.
    pub id: String,
    /// Its title.
    pub title: TextView,
    /// Where it lives.
    pub url: String,
    /// When it happened.
    pub date: When,
    /// The part it plays in the article.
    pub role: Option<String>,
    /// What kind of event it is.
    pub event_type: Option<LabelView>,
    /// What kind of that kind.
    pub sub_event_type: Option<LabelView>,
    /// Who uses violence against whom.
    pub type_of_violence: Option<LabelView>,
    /// How clearly the sources tell it from others.
    pub event_clarity: Option<LabelView>,
    /// Where it happened.
    pub regions: Vec<LinkView>,
    /// The place as the sources name it.
    pub place: Option<TextView>,
    /// How exactly the place is known, or may be told.
    pub precision: Option<LabelView>,
    /// The place described.
    pub where_description: Option<TextView>,
    /// What the two sides are called: the sides of a fight, or perpetrators and victims.
    pub side_names: SideNames,
    /// Actors on one side.
    pub side_a: Vec<LinkView>,
    /// Actors on the other side.
    pub side_b: Vec<LinkView>,
    /// Actors on neither side.
    pub actors: Vec<LinkView>,
    /// Where all its claims begin, when that is the same for all and there are several; the claims
    /// do not repeat it.
    pub origins: Vec<OriginView>,
    /// How far competing figures are apart.
    pub differences: Vec<Difference>,
    /// Its claims: what is disputed, parts of that, or all of them where nothing is.
    pub tables: Vec<ClaimTable>,
    /// Claims beside those in `tables`.
    pub other_tables: Vec<ClaimTable>,
    /// How many claims `other_tables` have.
    pub others: usize,
    /// The desk's own figures.
    pub estimates: Vec<EstimateView>,
    /// Whether its text or its sources show violence.
    pub graphic: bool,
}

/// What the sides of an event are called, in the page's language.
#[derive(Clone, Debug, Serialize)]
pub struct SideNames {
    /// "One side", or "Suspected perpetrators" of violence against civilians.
    pub a: String,
    /// "The other side", or "Victims".
    pub b: String,
}

/// A row of facts: a term and what is known.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it is about.
    pub term: String,
    /// What is known.
    pub text: TextView,
    /// Where it leads.
    pub url: Option<String>,
}

/// A text made from Markdown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProseView {
    /// HTML of the text.
    pub body: String,
    /// Set when the text is not in the page's language, with its name.
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// Set together with `lang`: the name of the language, in that of the page.
    pub language_name: Option<String>,
    /// All headings in their order.
    pub headings: Vec<HeadingView>,
}

/// A heading, for contents.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 for a part, 3 for a part of that, and so on.
    pub level: u8,
    /// Its id on the page.
    pub anchor: String,
    /// What it says.
    pub text: String,
}

/// `home.html`
#[derive(Debug, Serialize)]
pub struct HomePage {
    pub page: PageView,
    /// One sentence that says what the conflict is: that of `pages/home.md`, else what the site
    /// says of itself.
    pub lead: Option<TextView>,
    /// The day of which it is true.
    pub as_of: Option<When>,
    /// Who fights whom, a line each.
    pub sides: Vec<SideView>,
    /// What is contested, the first thing first.
    pub contested: Vec<ContestedView>,
    /// Events without which the story cannot be told.
    pub turning_points: Vec<TurningPoint>,
    /// Claims about how many people suffered; they are not to be added.
    pub toll: Option<ClaimTable>,
    /// Where to begin.
    pub start: Vec<DoorView>,
    pub prose: Option<ProseView>,
    /// The latest articles.
    pub articles: Listing<ListItem>,
    /// Years with events, latest first.
    pub years: Vec<CountedLink>,
    /// Actors with most events.
    pub actors: Vec<CountedLink>,
    /// Regions with most events.
    pub regions: Vec<CountedLink>,
    /// The latest events.
    pub events: Listing<ListItem>,
    /// How many corrections the site has.
    pub corrections: usize,
    /// The page of all corrections, where there are any.
    pub corrections_url: Option<String>,
    /// Map of all events.
    pub map: Option<FigureView>,
    /// Timeline of all events.
    pub figures: Option<FigureView>,
}

/// A side of the conflict, in a line.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// What it is called.
    pub name: TextView,
    /// HTML: who belongs to it and whom it fights.
    pub body: String,
}

/// Something that is contested, in a line.
#[derive(Debug, Serialize)]
pub struct ContestedView {
    /// The event.
    pub event: LinkView,
    /// When it happened.
    pub date: When,
    /// What is counted, where figures are contested.
    pub measure: Option<String>,
    /// The figures, each with who gives it, and with whom it is of where that is not the same for
    /// all, or nobody.
    pub figures: Vec<LinkView>,
}

/// An event that changed the conflict.
#[derive(Debug, Serialize)]
pub struct TurningPoint {
    /// When it happened.
    pub date: When,
    /// What happened.
    pub event: LinkView,
    /// What happened, in a sentence.
    pub text: Option<TextView>,
}

/// A way into the site.
#[derive(Debug, Serialize)]
pub struct DoorView {
    /// Where it leads.
    pub link: LinkView,
    /// What is there, in a sentence.
    pub text: Option<TextView>,
}

/// `articles.html`
#[derive(Debug, Serialize)]
pub struct ArticlesPage {
    pub page: PageView,
    /// The articles of this page of the list, newest first.
    pub list: Listing<ListItem>,
    pub pager: Option<Pager>,
    /// The topics with most articles.
    pub topics: Vec<CountedLink>,
    /// The page of all topics.
    pub topics_url: Option<String>,
}

/// `article.html`
#[derive(Debug, Serialize)]
pub struct ArticlePage {
    pub page: PageView,
    /// The day it is dated.
    pub date: When,
    /// The day of its last change.
    pub updated: Option<When>,
    /// What it says, in a sentence or two.
    pub summary: Option<TextView>,
    /// Who wrote it.
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
    /// Events that live in this article, in full.
    pub own_events: Vec<EventView>,
    /// Events with a page of their own.
    pub events: Vec<ListItem>,
    /// Sources that its text cites, by number, then those of its events and its own list.
    pub sources: Vec<SourceItem>,
    /// What was wrong in it.
    pub corrections: Vec<CorrectionView>,
    /// What the article leaves open.
    pub open_questions: Vec<TextView>,
    /// What is sure, a line each.
    pub established: Vec<TextView>,
    /// What is not sure, a line each.
    pub not_established: Vec<TextView>,
    /// How many claims its own events have.
    pub claims: usize,
    /// Articles that have most in common with it, with the reason.
    pub related: Vec<ArticleItem>,
    /// Pages that link to it.
    pub backlinks: Listing<LinkView>,
    /// The article before it in time.
    pub previous: Option<LinkView>,
    /// The article after it in time.
    pub next: Option<LinkView>,
    /// Map and timeline of its events.
    pub figures: Option<FigureView>,
    /// How to cite it.
    pub cite: String,
}

/// A picture with its text.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    #[serde(flatten)]
    pub picture: PictureView,
    /// What it shows, for those who do not see it.
    pub alt: TextView,
    /// Whose it is.
    pub credit: Option<TextView>,
    /// What stands below it, as HTML: what it shows, where and when, what it does not show, whose
    /// it is and under what licence.
    pub caption: Option<String>,
}

/// A picture in the sizes that it has.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// The original.
    pub src: String,
    /// Of the original, in pixels.
    pub width: Option<u32>,
    /// Of the original, in pixels.
    pub height: Option<u32>,
    /// The sizes in the original's format, as the attribute `srcset` wants them; absent where there
    /// is one only.
    pub srcset: Option<String>,
    /// The sizes in WebP, for a `<source>`.
    pub webp: Option<String>,
    /// How wide it is shown, as the attribute `sizes` wants it; absent where there is one size
    /// only.
    pub sizes: Option<String>,
}

/// What was wrong and is now right.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// `part-correction-<n>`: its place by date, so that it stays when others are added.
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
    /// How many actors there are.
    pub count: usize,
    /// Actors by type, in the order of the closed list.
    pub types: Vec<ActorGroup>,
    /// Actors by name; empty where each letter has a page of its own.
    pub letters: Vec<LetterGroup>,
    /// The pages of the letters, each with how many actors it has; empty where all actors stand
    /// here.
    pub letter_pages: Vec<CountedLink>,
}

/// Actors of one type.
#[derive(Debug, Serialize)]
pub struct ActorGroup {
    /// The type; its key is `none` for actors without one.
    pub label: LabelView,
    /// By name, with how many events each has and what it is; where there are many, those with most
    /// events.
    pub actors: Vec<DescribedLink>,
    /// How many there are in all.
    pub count: usize,
    /// Where all of them are, when these are a selection.
    pub all: Option<String>,
}

/// An actor in a list by type.
#[derive(Debug, Serialize)]
pub struct DescribedLink {
    /// The actor, with how many events it has.
    pub link: CountedLink,
    /// What it is, in a line: the first sentence of its profile.
    pub text: Option<TextView>,
}

/// Actors whose name begins with one letter.
#[derive(Debug, Serialize)]
pub struct LetterGroup {
    /// The letter, without accents.
    pub letter: String,
    /// `part-letter-<n>`.
    pub anchor: String,
    /// By name, with how many events each has.
    pub actors: Vec<CountedLink>,
}

/// `actor.html`
#[derive(Debug, Serialize)]
pub struct ActorPage {
    pub page: PageView,
    /// Known only by a name in front matter.
    pub stub: bool,
    /// What kind of actor it is.
    pub actor_type: Option<LabelView>,
    /// Other names in this language.
    pub aliases: Vec<TextView>,
    /// HTML: the first paragraph of its profile.
    pub summary: Option<String>,
    /// What it is, since when, what it is part of, whom it fights and whom it stands with.
    pub brief: Vec<BriefFact>,
    /// Numbers and addresses by which other data sets know it.
    pub facts: Vec<Fact>,
    /// The rest of its profile.
    pub prose: Option<ProseView>,
    /// What others call it, and who does.
    pub labels: Vec<ActorLabelView>,
    /// How it stands to other actors.
    pub relations: Listing<RelationView>,
    /// Its latest events, how many there are in all, and where they are.
    pub events: Listing<EventRow>,
    /// Articles that list it.
    pub articles: Listing<ListItem>,
    /// Articles and profiles that mention it without listing it.
    pub backlinks: Listing<LinkView>,
    /// Actors of the same side, with how many events they have in common.
    pub beside: Vec<CountedLink>,
    /// Actors of the other side, with how many events they have in common.
    pub against: Vec<CountedLink>,
    /// Actors simply of the same events, with how many.
    pub together: Vec<CountedLink>,
    /// The latest claims that it makes.
    pub claims_made: Listing<ClaimLine>,
    /// The latest claims about it.
    pub claims_about: Listing<ClaimLine>,
    /// Sources of its text, labels and relations.
    pub sources: Vec<SourceItem>,
    /// Whom it stands with.
    pub graph: Option<FigureView>,
    /// Map and timeline of its events.
    pub figures: Option<FigureView>,
}

/// A fact in a box "in brief": a term, and links or words.
#[derive(Clone, Debug, Serialize)]
pub struct BriefFact {
    /// What it is about.
    pub term: String,
    /// What is known, where it is words.
    pub text: Option<TextView>,
    /// What is known, where it is actors, regions or events.
    pub links: Vec<LinkView>,
    /// "and 12 more", where there are more than `links`.
    pub more: Option<String>,
    /// Where it is known from, if it is not declared: "from the events".
    pub note: Option<String>,
}

/// An event in a table.
#[derive(Clone, Debug, Serialize)]
pub struct EventRow {
    /// When it happened.
    pub date: When,
    /// What happened.
    pub event: LinkView,
    /// The part that the page's actor has in it; absent on other pages.
    pub role: Option<String>,
    /// A figure of it: one that is disputed if there is one, else the largest of those killed.
    pub figure: Option<EventFigure>,
}

/// A figure of an event in a table.
#[derive(Clone, Debug, Serialize)]
pub struct EventFigure {
    /// "at least 500"; of competing figures the lowest and the highest.
    pub text: String,
    /// Its greatest number.
    pub most: Option<u64>,
    /// What is counted.
    pub measure: LabelView,
    /// The same in the form that stands after `text`.
    pub unit: String,
    /// How well it is supported.
    pub grade: Option<Graded>,
}

/// What somebody calls an actor.
#[derive(Clone, Debug, Serialize)]
pub struct ActorLabelView {
    /// The words.
    pub text: TextView,
    /// Who says so.
    pub used_by: Option<LinkView>,
    /// Where it is said.
    pub source: Option<LinkView>,
}

/// A relation as seen from one of its ends, in words.
#[derive(Clone, Debug, Serialize)]
pub struct RelationView {
    /// "member of", or seen from the other end "has as a member".
    pub words: String,
    /// The relation, the same in all languages and from both ends.
    pub key: &'static str,
    /// The actor at the other end.
    pub actor: LinkView,
    /// "since 2016", "until 2020".
    pub when: Option<String>,
    /// What says so.
    pub sources: Vec<LinkView>,
}

/// A claim in a list, with its event.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimLine {
    /// The day that the figure is of: the claim's own, else that of the event.
    pub date: When,
    /// The event, at the claim.
    pub event: LinkView,
    /// What is counted or said.
    pub measure: LabelView,
    /// The same in the form that stands after `figure`.
    pub unit: String,
    /// The figure, or the words.
    pub figure: TextView,
    /// Who says it.
    pub claimant: LinkView,
    /// Whom it is about.
    pub of: Option<LinkView>,
    /// Its reports and origins in words.
    pub evidence: String,
    /// How well it is supported.
    pub grade: Option<Graded>,
    /// Who or what is counted, where the claim says so.
    pub counted: Option<TextView>,
}

/// `regions.html`
#[derive(Debug, Serialize)]
pub struct RegionsPage {
    pub page: PageView,
    /// How many regions there are.
    pub count: usize,
    /// Regions that are part of no other, with their parts; those of this page of the list.
    pub tree: Vec<RegionNode>,
    pub pager: Option<Pager>,
}

/// A region with its parts.
#[derive(Clone, Debug, Serialize)]
pub struct RegionNode {
    /// The region, with how many events it has.
    pub link: CountedLink,
    /// What kind of region it is.
    pub level: Option<LabelView>,
    /// "part of Mopti until 2023", when it was a part of what it stands under.
    pub when: Option<String>,
    /// Regions that are part of it; empty where they are too many for the page.
    pub parts: Vec<RegionNode>,
    /// How many parts it has that do not stand here; its own page lists them.
    pub hidden: usize,
}

/// `region.html`
#[derive(Debug, Serialize)]
pub struct RegionPage {
    pub page: PageView,
    /// Known only by a name in front matter.
    pub stub: bool,
    /// What kind of region it is.
    pub level: Option<LabelView>,
    /// Other names in this language.
    pub aliases: Vec<TextView>,
    /// HTML: the first paragraph of its profile.
    pub summary: Option<String>,
    /// What it is, what it is part of, who is active there.
    pub brief: Vec<BriefFact>,
    /// Numbers and addresses by which other data sets know it.
    pub facts: Vec<Fact>,
    /// The rest of its profile.
    pub prose: Option<ProseView>,
    /// What it belongs to.
    pub part_of: Vec<MembershipView>,
    /// What belongs to it.
    pub parts: Listing<MembershipView>,
    /// Its latest events, how many there are in all, and where they are.
    pub events: Listing<EventRow>,
    /// Articles that list it.
    pub articles: Listing<ListItem>,
    /// Pages that mention it without listing it.
    pub backlinks: Listing<LinkView>,
    /// Actors with most events here.
    pub actors: Vec<CountedLink>,
    /// Sources of its text and memberships.
    pub sources: Vec<SourceItem>,
    /// Map and timeline of its events.
    pub figures: Option<FigureView>,
}

/// A region that another belongs to, or that belongs to it, and when.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipView {
    /// The other region.
    pub region: LinkView,
    /// "until 2023", where it is not for all time.
    pub when: Option<String>,
}

/// `events.html`: the timeline
#[derive(Debug, Serialize)]
pub struct EventsPage {
    pub page: PageView,
    /// How many events there are.
    pub count: usize,
    /// Latest year first; each with its events, or with its first ones where there are many.
    pub years: Vec<YearGroup>,
    /// Map and timeline of all events.
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
    /// The year before it that has events.
    pub previous: Option<CountedLink>,
    /// The year after it that has events.
    pub next: Option<CountedLink>,
}

/// `event.html`
#[derive(Debug, Serialize)]
pub struct EventPage {
    pub page: PageView,
    /// All that is known of it.
    pub event: EventView,
    /// HTML: the first paragraph of its text.
    pub summary: Option<String>,
    /// The rest of its text.
    pub prose: Option<ProseView>,
    /// Sources that its text cites, by number, then those of its claims and its own list.
    pub sources: Vec<SourceItem>,
    /// Articles that tell of it.
    pub articles: Listing<ListItem>,
    /// Pages that link to it.
    pub backlinks: Listing<LinkView>,
    /// The event before it in time.
    pub previous: Option<LinkView>,
    /// The event after it in time.
    pub next: Option<LinkView>,
    /// Where it was.
    pub figures: Option<FigureView>,
    /// How to cite it.
    pub cite: String,
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
    /// The source as lists give it.
    pub source: SourceItem,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, in EDTF.
    pub date: Option<String>,
    /// What is known of it.
    pub facts: Vec<Fact>,
    pub prose: Option<ProseView>,
    /// What it goes back to in the end, nearest first; itself where nothing is known before it.
    pub origins: Vec<AncestorView>,
    /// What it rests on, one step back.
    pub derives_from: Vec<LinkView>,
    /// What rests on it, one step on.
    pub derived: Listing<LinkView>,
    /// Claims that rest on it.
    pub claims: Listing<ClaimLine>,
    /// Events that rest on it.
    pub events: Listing<ListItem>,
    /// Articles that cite or list it.
    pub articles: Listing<ListItem>,
    /// Other pages that cite it.
    pub backlinks: Listing<LinkView>,
}

/// A source that another goes back to.
#[derive(Clone, Debug, Serialize)]
pub struct AncestorView {
    /// The other source, or the source itself.
    pub source: LinkView,
    /// How many sources lie between the two, and the origin; 0 where a source is its own origin.
    pub steps: usize,
    /// Whose words the origin gives.
    pub speaker: Option<LinkView>,
    /// Whether the speaker is a party to the conflict as a whole.
    pub party: bool,
}

/// `corrections.html`
#[derive(Debug, Serialize)]
pub struct CorrectionsPage {
    pub page: PageView,
    /// Newest first.
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
    /// Where it stands in the article.
    pub article: LinkView,
    /// The name of the language the article is in, where that is not the page's.
    pub only_in: Option<String>,
}

/// `coverage.html`: what the site covers and what it does not
#[derive(Debug, Serialize)]
pub struct CoveragePage {
    pub page: PageView,
    /// How many of each.
    pub facts: Vec<Fact>,
    /// The sides of what the site covers, in the order of their keys below.
    pub sections: Vec<CoverageSection>,
    /// What is missing; each with some examples.
    pub gaps: Vec<Gap>,
}

/// One side of what a site covers: what is known term by term, what that means, and tables.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageSection {
    /// years, regions, languages, claims, sources; its anchor is `part-<key>`.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// Counts, term by term.
    pub facts: Vec<Fact>,
    /// What the terms mean, or that there is nothing.
    pub notes: Vec<String>,
    /// Counts in rows.
    pub tables: Vec<CountTable>,
}

/// A table of counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountTable {
    /// What is counted.
    pub caption: String,
    /// The heads of the columns, that of the labels first.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<CountRow>,
    /// Where all of them are, when this is a selection.
    pub all: Option<LinkView>,
}

/// A row of a table of counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountRow {
    /// What is counted in this row.
    pub label: TextView,
    /// Where the label leads.
    pub url: Option<String>,
    /// "26", or "12 of 47 (26%)".
    pub cells: Vec<String>,
}

/// Something that the site lacks.
#[derive(Clone, Debug, Serialize)]
pub struct Gap {
    /// How many there are and what they lack, in a sentence.
    pub text: String,
    /// The first of them.
    pub examples: Vec<LinkView>,
    /// "and 12 more", where there are more than are named.
    pub more: Option<String>,
}

/// `search.html`: everything from A to Z, and the search
#[derive(Debug, Serialize)]
pub struct SearchPage {
    pub page: PageView,
    /// Absent where griot was built without a search; the index stays.
    pub engine: Option<SearchEngine>,
    /// How many entries the index has.
    pub count: usize,
    /// The index, letter by letter; empty where each letter has a page of its own.
    pub letters: Vec<IndexGroup>,
    /// The pages of the letters, each with how many entries it has; empty where all entries stand
    /// here.
    pub letter_pages: Vec<CountedLink>,
}

/// `letter.html`: what begins with one letter, where the index is too long for one page
#[derive(Debug, Serialize)]
pub struct LetterPage {
    pub page: PageView,
    /// The entries of this page of the list.
    pub list: Listing<IndexEntry>,
    /// The pages of all letters, each with how many entries it has.
    pub letters: Vec<CountedLink>,
    pub pager: Option<Pager>,
}

/// What the script of the search has to know.
#[derive(Debug, Serialize)]
pub struct SearchEngine {
    /// Address of the folder of the search index.
    pub bundle: String,
    /// The base path: addresses in the index begin below it.
    pub base: String,
    /// Address of the names that may have been meant where nothing is found.
    pub names: String,
    /// Address of the values of the filters.
    pub filters: String,
}

/// What begins with one letter.
#[derive(Debug, Serialize)]
pub struct IndexGroup {
    /// The letter.
    pub letter: String,
    /// Its id on the page.
    pub anchor: String,
    /// What begins with it.
    pub entries: Vec<IndexEntry>,
}

/// An entry of the index from A to Z.
#[derive(Debug, Serialize)]
pub struct IndexEntry {
    /// What it leads to.
    pub link: LinkView,
    /// "Event, 22 February 2022"
    pub note: String,
}

/// `topics.html`
#[derive(Debug, Serialize)]
pub struct TopicsPage {
    pub page: PageView,
    /// How many topics there are.
    pub count: usize,
    /// The topics of this page of the list, with how many articles each has.
    pub topics: Vec<CountedLink>,
    pub pager: Option<Pager>,
}

/// `listing.html`: all of one list that another page shows the beginning of
#[derive(Debug, Serialize)]
pub struct ListingPage {
    pub page: PageView,
    /// What the list belongs to.
    pub of: Option<LinkView>,
    /// Articles, or absent where the page lists something else.
    pub articles: Option<Listing<ListItem>>,
    /// Events, newest first, or absent where the page lists something else.
    pub events: Option<Listing<ListItem>>,
    /// Claims, or absent where the page lists something else.
    pub claims: Option<Listing<ClaimLine>>,
    /// What `of` is to the claims: claimant, about, source.
    pub part: Option<&'static str>,
    /// Actors, or absent where the page lists something else.
    pub actors: Option<Listing<DescribedLink>>,
    /// Relations of an actor, or absent where the page lists something else.
    pub relations: Option<Listing<RelationView>>,
    /// Parts of a region, or absent where the page lists something else.
    pub parts: Option<Listing<MembershipView>>,
    /// Pages or sources, or absent where the page lists something else.
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
}

/// `404.html`
#[derive(Debug, Serialize)]
pub struct NotFoundPage {
    pub page: PageView,
}
