//! The theme contract: what a template sees, and nothing else.
//!
//! Every page is a pure function of one struct of this file. Texts are ready to show, in the page's
//! language; a text in another language carries its `lang` and `dir`. Addresses are absolute paths below the
//! base path. HTML is only in fields named `body` and in [`SourceItem::citation`]; everything else is plain text.
//! `theme.yaml` names the version of this contract; a change that breaks a template raises it.

use serde::Serialize;

/// The version of the contract, which `theme.yaml` must name.
pub const CONTRACT: i64 = 1;

/// A text, and its language where that is not the page's.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    /// Set when the text is not in the page's language.
    pub lang: Option<String>,
    /// Set together with `lang`: `ltr` or `rtl`.
    pub dir: Option<&'static str>,
}

/// A link to a page of the site.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub label: Text,
    pub url: String,
}

/// A link with how often it counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountedLink {
    pub label: Text,
    pub url: String,
    pub count: usize,
}

/// A date in words, and for `<time datetime>` where HTML can say it.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    pub text: String,
    /// `2022-02-22`, `2022-02` or `2022`; absent for durations and uncertain dates.
    pub iso: Option<String>,
}

/// A value of a closed list: its key for classes and its name for readers.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    pub key: String,
    pub name: String,
}

/// The page as such; `page` in every template.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// home, articles, article, actors, actor, regions, region, events, year, event, sources, source, topics, topic,
    /// coverage, corrections, search, listing, page, not_found
    pub kind: &'static str,
    /// The heading.
    pub title: Text,
    /// For `<title>`: unique within a language.
    pub head_title: String,
    /// For `<meta name=description>`.
    pub description: String,
    /// The page's own address.
    pub url: String,
    /// With scheme and host.
    pub canonical: String,
    /// This page in each language in which it exists, itself included; empty where it exists in one only.
    pub translations: Vec<Translation>,
    /// The Atom feed of this page, or of the site.
    pub feed: Feed,
    pub breadcrumbs: Vec<Link>,
    /// Where the page's file can be edited, if it has one and the site says where.
    pub edit: Option<String>,
    /// For Open Graph.
    pub image: Option<SharedImage>,
    /// Not to be indexed: 404.
    pub noindex: bool,
    /// Address of the script that the page runs, fingerprinted: the search page alone has one. The page's policy has to allow it,
    /// and WebAssembly and requests to the site itself.
    pub script: Option<String>,
}

/// The picture that stands for a page where a link to it is shared.
#[derive(Clone, Debug, Serialize)]
pub struct SharedImage {
    /// With scheme and host.
    pub url: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// A feed to announce in the head.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    pub title: String,
    pub url: String,
}

/// The same page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    pub lang: String,
    pub dir: &'static str,
    /// The language's own name.
    pub name: String,
    pub url: String,
    /// With scheme and host.
    pub canonical: String,
    pub current: bool,
}

/// What is the same on all pages of one language; `site` in every template.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    pub title: String,
    pub description: String,
    pub home: String,
    /// Address of the style sheet, fingerprinted.
    pub style: String,
    /// Address of the style sheet of lists, search and coverage, fingerprinted; articles need none of it.
    pub browse_style: String,
    /// Address of the icon, fingerprinted.
    pub icon: String,
    pub nav: Vec<NavItem>,
    pub footer: Vec<Link>,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    /// griot's own version.
    pub generator: String,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// articles, actors, regions, events, sources, search
    pub key: &'static str,
    pub label: String,
    pub url: String,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleItem {
    pub title: Text,
    pub url: String,
    pub date: When,
    pub summary: Option<Text>,
    /// The name of the language it is in, where that is not the page's.
    pub only_in: Option<String>,
    /// Why it is listed, in words ("shares FAMa and Mopti"); for related articles.
    pub reason: Option<String>,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EventItem {
    pub title: Text,
    pub url: String,
    pub date: When,
    pub event_type: Option<Label>,
    pub regions: Vec<Link>,
    pub actors: Vec<Link>,
    pub claims: usize,
}

/// Events of one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    pub year: String,
    /// Address of the year's page.
    pub url: String,
    pub count: usize,
    pub events: Vec<EventItem>,
}

/// A page of a long list; absent where the list has one page.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    pub number: usize,
    pub total: usize,
    pub first: Option<String>,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub last: Option<String>,
}

/// The part of a long list that a page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Listing<T> {
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
    pub number: Option<usize>,
    /// HTML: author, title, publisher, date, day of access, with the language of the title.
    pub citation: String,
    pub kind: Option<Label>,
    /// The page of the source.
    pub page: Option<String>,
    /// The original's address.
    pub url: Option<String>,
    pub archive_url: Option<String>,
    /// "archived copy of 3 March 2022", or "not archived"; absent where there is neither address nor copy.
    pub archive: Option<String>,
    /// Anchors of the places that cite it, in this page.
    pub cited_at: Vec<String>,
    /// How many claims, events and articles rest on it, in words.
    pub rests: Option<String>,
}

/// A claim: who says what.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    pub anchor: String,
    pub measure: Label,
    /// "19", "10 to 15", or the words of a claim that is not a figure.
    pub figure: Text,
    /// Whether `figure` is a number.
    pub is_number: bool,
    pub of: Option<Link>,
    pub claimant: Link,
    pub quotes: Vec<Text>,
    pub grade: Option<Graded>,
    pub evidence: EvidenceView,
    pub status: Option<Graded>,
    pub notes: Option<Text>,
    pub sources: Vec<Link>,
    /// The claim it answers.
    pub responds_to: Option<Link>,
    /// Answers that stand with other events.
    pub answered_by: Vec<Link>,
    pub contradicted_by: Vec<Link>,
    /// Claims that name this one among those that contradict them.
    pub contradicts: Vec<Link>,
    /// Answers within the event.
    pub responses: Vec<ClaimView>,
}

/// Where a claim comes from.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// "two reports, one origin, a party to the conflict"
    pub words: String,
    /// Texts that tell in their own words what an origin says.
    pub reports: Vec<Link>,
    /// What derives from nothing that is known; empty where the event tells it for all its claims.
    pub origins: Vec<OriginView>,
    /// Whether every origin speaks for a party to the conflict.
    pub only_parties: bool,
}

/// An origin: where a claim begins.
#[derive(Clone, Debug, Serialize)]
pub struct OriginView {
    pub source: Link,
    /// Whose words they are.
    pub speaker: Option<Link>,
    /// Whether the speaker is a party to the conflict, or on a side of the event.
    pub party: bool,
}

/// Claims of one event about one thing.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureGroup {
    pub measure: Label,
    /// Whom they are about, where another group has the same measure.
    pub of: Option<Text>,
    pub claims: Vec<ClaimView>,
    /// Figures that differ, side by side; absent where they agree.
    pub comparison: Option<Comparison>,
}

/// Competing figures.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    pub claims: Vec<ComparedClaim>,
    /// How far apart they are, in a sentence.
    pub difference: String,
}

/// One of several figures for one thing.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedClaim {
    /// Where it stands in full, on the same page.
    pub anchor: String,
    pub figure: Text,
    pub claimant: Link,
    /// Its reports and origins in words.
    pub evidence: String,
}

/// A grade with its meaning in a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Graded {
    pub key: String,
    pub name: String,
    pub meaning: String,
}

/// The desk's own figure.
#[derive(Clone, Debug, Serialize)]
pub struct EstimateView {
    pub measure: Label,
    /// "0 to 19"
    pub range: String,
    /// The best figure, or absent where it is refused.
    pub best: Option<String>,
    pub basis: Text,
    pub by: String,
    pub date: When,
}

/// An event with all that is known of it: on its own page, and inline in an article.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    pub id: String,
    pub title: Text,
    /// Where it lives.
    pub url: String,
    pub date: When,
    /// The part it plays in the article.
    pub role: Option<String>,
    pub event_type: Option<Label>,
    pub sub_event_type: Option<Label>,
    pub type_of_violence: Option<Label>,
    pub event_clarity: Option<Label>,
    pub regions: Vec<Link>,
    pub place: Option<Text>,
    pub precision: Option<Label>,
    pub where_description: Option<Text>,
    pub side_a: Vec<Link>,
    pub side_b: Vec<Link>,
    pub actors: Vec<Link>,
    /// Where all its claims begin, when that is the same for all and there are several; the claims do not repeat it.
    pub origins: Vec<OriginView>,
    /// Its claims, those about one thing together.
    pub measures: Vec<MeasureGroup>,
    pub estimates: Vec<EstimateView>,
    pub graphic: bool,
}

/// A row of facts: a term and what is known.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub term: String,
    pub text: Text,
    pub url: Option<String>,
}

/// A text made from Markdown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Prose {
    pub body: String,
    /// Set when the text is not in the page's language, with its name.
    pub lang: Option<String>,
    pub dir: Option<&'static str>,
    pub language_name: Option<String>,
    pub headings: Vec<Heading>,
}

/// A heading, for contents.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    pub level: u8,
    pub anchor: String,
    pub text: String,
}

/// `home.html`
#[derive(Debug, Serialize)]
pub struct HomePage {
    pub page: Page,
    pub prose: Option<Prose>,
    pub articles: Listing<ArticleItem>,
    pub years: Vec<CountedLink>,
    pub actors: Vec<CountedLink>,
    pub regions: Vec<CountedLink>,
    pub events: Listing<EventItem>,
}

/// `articles.html`
#[derive(Debug, Serialize)]
pub struct ArticlesPage {
    pub page: Page,
    pub list: Listing<ArticleItem>,
    pub pager: Option<Pager>,
    pub topics: Vec<CountedLink>,
    pub topics_url: Option<String>,
}

/// `article.html`
#[derive(Debug, Serialize)]
pub struct ArticlePage {
    pub page: Page,
    pub date: When,
    pub updated: Option<When>,
    pub summary: Option<Text>,
    pub authors: Vec<String>,
    pub image: Option<ImageView>,
    pub prose: Prose,
    pub topics: Vec<Link>,
    pub actors: Vec<Link>,
    pub regions: Vec<Link>,
    /// Events that live in this article, in full.
    pub own_events: Vec<EventView>,
    /// Events with a page of their own.
    pub events: Vec<EventItem>,
    pub sources: Vec<SourceItem>,
    pub corrections: Vec<CorrectionView>,
    pub open_questions: Vec<Text>,
    pub related: Vec<ArticleItem>,
    pub backlinks: Vec<Link>,
    /// The article before and after it in time.
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A picture with its text.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    #[serde(flatten)]
    pub picture: PictureView,
    pub alt: Text,
    pub credit: Option<Text>,
}

/// A picture in the sizes that it has.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// The original.
    pub src: String,
    /// Width and height of the original in pixels.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// The sizes in the original's format, as the attribute `srcset` wants them; absent where there is one only.
    pub srcset: Option<String>,
    /// The sizes in WebP, for a `<source>`.
    pub webp: Option<String>,
    /// How wide it is shown, as the attribute `sizes` wants it; absent where there is one size only.
    pub sizes: Option<&'static str>,
}

/// What was wrong and is now right.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// `part-correction-<n>`: its place by date, so that it stays when others are added.
    pub anchor: String,
    pub date: When,
    pub text: Text,
}

/// `actors.html`
#[derive(Debug, Serialize)]
pub struct ActorsPage {
    pub page: Page,
    pub count: usize,
    pub types: Vec<ActorGroup>,
    pub letters: Vec<LetterGroup>,
}

/// Actors of one type.
#[derive(Debug, Serialize)]
pub struct ActorGroup {
    pub label: Label,
    pub actors: Vec<CountedLink>,
}

/// Actors whose name begins with one letter.
#[derive(Debug, Serialize)]
pub struct LetterGroup {
    pub letter: String,
    pub anchor: String,
    pub actors: Vec<CountedLink>,
}

/// `actor.html`
#[derive(Debug, Serialize)]
pub struct ActorPage {
    pub page: Page,
    /// Known only by a name in front matter.
    pub stub: bool,
    pub actor_type: Option<Label>,
    pub aliases: Vec<Text>,
    pub facts: Vec<Fact>,
    pub prose: Option<Prose>,
    pub labels: Vec<ActorLabelView>,
    pub relations: Vec<RelationView>,
    pub years: Vec<YearGroup>,
    pub events: Listing<EventItem>,
    pub articles: Listing<ArticleItem>,
    /// Articles and profiles that mention it without listing it.
    pub backlinks: Vec<Link>,
    /// Actors of the same side, the other side, and simply of the same events.
    pub beside: Vec<CountedLink>,
    pub against: Vec<CountedLink>,
    pub together: Vec<CountedLink>,
    pub claims_made: Vec<ClaimLine>,
    pub claims_about: Vec<ClaimLine>,
    pub sources: Vec<SourceItem>,
}

/// What somebody calls an actor.
#[derive(Clone, Debug, Serialize)]
pub struct ActorLabelView {
    pub text: Text,
    pub used_by: Option<Link>,
    pub source: Option<Link>,
}

/// A relation as seen from one of its ends, in words.
#[derive(Clone, Debug, Serialize)]
pub struct RelationView {
    /// "member of", or seen from the other end "has as a member".
    pub words: String,
    pub key: &'static str,
    pub actor: Link,
    pub when: Option<String>,
    pub sources: Vec<Link>,
}

/// A claim in a list, with its event.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimLine {
    pub date: When,
    pub event: Link,
    pub measure: Label,
    pub figure: Text,
    pub claimant: Link,
    pub of: Option<Link>,
    /// Its reports and origins in words.
    pub evidence: String,
}

/// `regions.html`
#[derive(Debug, Serialize)]
pub struct RegionsPage {
    pub page: Page,
    pub count: usize,
    pub tree: Vec<RegionNode>,
}

/// A region with its parts.
#[derive(Clone, Debug, Serialize)]
pub struct RegionNode {
    pub link: CountedLink,
    pub level: Option<Label>,
    /// "until 2023", when it was a part of what it stands under.
    pub when: Option<String>,
    pub parts: Vec<RegionNode>,
}

/// `region.html`
#[derive(Debug, Serialize)]
pub struct RegionPage {
    pub page: Page,
    pub stub: bool,
    pub level: Option<Label>,
    pub aliases: Vec<Text>,
    pub facts: Vec<Fact>,
    pub prose: Option<Prose>,
    pub part_of: Vec<MembershipView>,
    pub parts: Vec<MembershipView>,
    pub years: Vec<YearGroup>,
    pub events: Listing<EventItem>,
    pub articles: Listing<ArticleItem>,
    pub backlinks: Vec<Link>,
    pub actors: Vec<CountedLink>,
    pub sources: Vec<SourceItem>,
}

/// A region that another belongs to, or that belongs to it, and when.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipView {
    pub region: Link,
    pub when: Option<String>,
}

/// `events.html`: the timeline
#[derive(Debug, Serialize)]
pub struct EventsPage {
    pub page: Page,
    pub count: usize,
    /// Latest year first; each with its events, or with its first ones where there are many.
    pub years: Vec<YearGroup>,
}

/// `year.html`
#[derive(Debug, Serialize)]
pub struct YearPage {
    pub page: Page,
    pub year: String,
    pub list: Listing<EventItem>,
    pub pager: Option<Pager>,
    pub previous: Option<CountedLink>,
    pub next: Option<CountedLink>,
}

/// `event.html`
#[derive(Debug, Serialize)]
pub struct EventPage {
    pub page: Page,
    pub event: EventView,
    pub prose: Option<Prose>,
    pub sources: Vec<SourceItem>,
    pub articles: Vec<ArticleItem>,
    pub backlinks: Vec<Link>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// `sources.html`: the bibliography
#[derive(Debug, Serialize)]
pub struct SourcesPage {
    pub page: Page,
    pub list: Listing<SourceItem>,
    pub pager: Option<Pager>,
}

/// `source.html`
#[derive(Debug, Serialize)]
pub struct SourcePage {
    pub page: Page,
    pub source: SourceItem,
    pub facts: Vec<Fact>,
    pub prose: Option<Prose>,
    /// What it goes back to in the end, nearest first; itself where nothing is known before it.
    pub origins: Vec<AncestorView>,
    pub derives_from: Vec<Link>,
    pub derived: Vec<Link>,
    pub claims: Vec<ClaimLine>,
    pub events: Vec<EventItem>,
    pub articles: Vec<ArticleItem>,
    pub backlinks: Vec<Link>,
}

/// A source that another goes back to.
#[derive(Clone, Debug, Serialize)]
pub struct AncestorView {
    pub source: Link,
    /// How many sources lie between the two, and the origin; 0 where a source is its own origin.
    pub steps: usize,
    /// Whose words the origin gives.
    pub speaker: Option<Link>,
    /// Whether the speaker is a party to the conflict as a whole.
    pub party: bool,
}

/// `corrections.html`
#[derive(Debug, Serialize)]
pub struct CorrectionsPage {
    pub page: Page,
    /// Newest first.
    pub list: Listing<CorrectionItem>,
    pub pager: Option<Pager>,
}

/// A correction in the list of all.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionItem {
    pub date: When,
    pub text: Text,
    /// Where it stands in the article.
    pub article: Link,
    /// The name of the language the article is in, where that is not the page's.
    pub only_in: Option<String>,
}

/// `coverage.html`: what the site covers and what it does not
#[derive(Debug, Serialize)]
pub struct CoveragePage {
    pub page: Page,
    /// How many of each.
    pub facts: Vec<Fact>,
    pub sections: Vec<CoverageSection>,
    /// What is missing; each with some examples.
    pub gaps: Vec<Gap>,
}

/// One side of what a site covers: what is known term by term, what that means, and tables.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageSection {
    /// years, regions, languages, claims, sources; its anchor is `part-<key>`.
    pub key: &'static str,
    pub title: String,
    pub facts: Vec<Fact>,
    /// What the terms mean, or that there is nothing.
    pub notes: Vec<String>,
    pub tables: Vec<CountTable>,
}

/// A table of counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountTable {
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<CountRow>,
    /// Where all of them are, when this is a selection.
    pub all: Option<Link>,
}

/// A row of a table of counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountRow {
    pub label: Text,
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
    pub examples: Vec<Link>,
    /// "and 12 more", where there are more than are named.
    pub more: Option<String>,
}

/// `search.html`: everything from A to Z, and the search
#[derive(Debug, Serialize)]
pub struct SearchPage {
    pub page: Page,
    /// Absent where griot was built without a search; the index stays.
    pub engine: Option<SearchEngine>,
    /// How many entries the index has.
    pub count: usize,
    pub letters: Vec<IndexGroup>,
    /// Kinds with too many entries for one page, and where those are listed.
    pub elsewhere: Vec<CountedLink>,
}

/// What the script of the search has to know.
#[derive(Debug, Serialize)]
pub struct SearchEngine {
    /// Address of the folder of the search index.
    pub bundle: String,
    /// The base path: addresses in the index begin below it.
    pub base: String,
}

/// What begins with one letter.
#[derive(Debug, Serialize)]
pub struct IndexGroup {
    pub letter: String,
    pub anchor: String,
    pub entries: Vec<IndexEntry>,
}

/// An entry of the index from A to Z.
#[derive(Debug, Serialize)]
pub struct IndexEntry {
    pub link: Link,
    /// "Event, 22 February 2022"
    pub note: String,
}

/// `topics.html`
#[derive(Debug, Serialize)]
pub struct TopicsPage {
    pub page: Page,
    pub topics: Vec<CountedLink>,
}

/// `listing.html`: all articles or all events of a topic, an actor, a region
#[derive(Debug, Serialize)]
pub struct ListingPage {
    pub page: Page,
    /// What the list belongs to.
    pub of: Option<Link>,
    pub articles: Option<Listing<ArticleItem>>,
    pub events: Option<Listing<EventItem>>,
    pub pager: Option<Pager>,
}

/// `page.html`
#[derive(Debug, Serialize)]
pub struct FreePageView {
    pub page: Page,
    pub prose: Prose,
    pub sources: Vec<SourceItem>,
}

/// `404.html`
#[derive(Debug, Serialize)]
pub struct NotFoundPage {
    pub page: Page,
}
