//! `griot stats`: what a desk asks of its site, in numbers and lists.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::links::survey;
use super::outcome::{CommandResult, ExitStatus};
use super::print;
use super::site::SiteArguments;
use crate::compile::Survey;
use crate::coverage::Presence;
use crate::diag::emit::OutputFormat;
use crate::message;
use crate::messages::Message;
use crate::model::terms::Term;
use crate::model::{Atlas, ClaimRef};

/// The number of articles in the list of the latest changes.
const MAX_LATEST: usize = 10;

#[derive(Args)]
pub(super) struct StatsArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// What to print
    #[arg(long, value_name = "WHAT", default_value = "all")]
    show: Shown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// Numbers and lists
    All,
    /// Numbers alone
    Numbers,
}

/// The statistics of a site. Ids are those of files; a claim is `event#claim`.
#[derive(Serialize)]
struct Statistics {
    day: String,
    articles: usize,
    events: usize,
    actors: usize,
    regions: usize,
    sources: usize,
    claims: usize,
    claims_by_grade: BTreeMap<&'static str, usize>,
    claims_by_status: BTreeMap<&'static str, usize>,
    lists: Vec<StatisticsList>,
    languages: Vec<LanguageStatistics>,
}

/// What a list is of.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum ListKind {
    SingleOrigin,
    OnlyParties,
    WithoutSources,
    WithoutCoordinates,
    NotArchived,
    ReviewDue,
    Withheld,
    Latest,
}

/// Things of one kind that a desk looks for.
#[derive(Serialize)]
struct StatisticsList {
    kind: ListKind,
    count: usize,
    items: Vec<String>,
}

#[derive(Serialize)]
struct LanguageStatistics {
    language: String,
    articles: usize,
    pages: usize,
    profiles: usize,
    missing_articles: Vec<String>,
    missing_pages: Vec<String>,
}

/// The key of claims without a grade or status.
const NONE: &str = "none";

/// Prints the statistics of what is published.
pub(super) fn stats(arguments: &StatsArguments) -> CommandResult {
    let site = &arguments.site;
    if !matches!(site.format, OutputFormat::Human | OutputFormat::Json) {
        return Err(message!("`griot stats` has the formats `human` and `json`").into());
    }
    let survey = survey(site)?;
    let mut statistics = statistics(&survey);
    if arguments.show == Shown::Numbers {
        statistics
            .lists
            .iter_mut()
            .for_each(|list| list.items.clear());
        for language in &mut statistics.languages {
            language.missing_articles.clear();
            language.missing_pages.clear();
        }
    }
    if site.format == OutputFormat::Json {
        let text = serde_json::to_string_pretty(&statistics)
            .map_err(|error| Message::verbatim(error.to_string()))?;
        print(&format!("{text}\n"));
    } else {
        for (indent, line) in lines(&statistics) {
            let line = super::one_line(&site.console.text(&line));
            print(&format!("{}{line}\n", if indent { "  " } else { "" }));
        }
    }
    Ok(ExitStatus::Clean)
}

fn statistics(survey: &Survey) -> Statistics {
    let (atlas, coverage) = (survey.atlas(), &survey.coverage);
    let mut claims_by_grade = BTreeMap::new();
    let mut claims_by_status = BTreeMap::new();
    for (claim, _) in survey.provenances.iter() {
        let claim = &atlas.events[claim.event].claims[claim.claim];
        let grade = claim.grade.map_or(NONE, Term::text);
        *claims_by_grade.entry(grade).or_default() += 1;
        let status = claim.status.map_or(NONE, Term::text);
        *claims_by_status.entry(status).or_default() += 1;
    }
    let names = |missing: &Presence| {
        let missing = missing.missing.iter();
        missing.map(|entity| atlas.id(*entity).to_owned()).collect()
    };
    let languages = coverage.languages.iter().map(|one| LanguageStatistics {
        language: one.lang.to_string(),
        articles: one.articles.there,
        pages: one.pages.there,
        profiles: one.profiles.there,
        missing_articles: names(&one.articles),
        missing_pages: names(&one.pages),
    });
    Statistics {
        day: survey.today.to_string(),
        articles: atlas.articles.len(),
        events: atlas.events.len(),
        actors: atlas.actors.len(),
        regions: atlas.regions.len(),
        sources: atlas.sources.len(),
        claims: coverage.claims.count,
        claims_by_grade,
        claims_by_status,
        lists: lists(survey),
        languages: languages.collect(),
    }
}

/// Returns the lists of what a desk may want to work on.
fn lists(survey: &Survey) -> Vec<StatisticsList> {
    let (atlas, coverage) = (survey.atlas(), &survey.coverage);
    let single = survey.provenances.iter();
    let single = single.filter(|(_, provenance)| provenance.origins.len() == 1);
    let claims = |claims: &[ClaimRef]| claims.iter().map(|one| claim_id(atlas, *one)).collect();
    let without_point = atlas.events.iter().filter(|(_, event)| {
        let place = event.place.as_ref();
        place.and_then(|place| place.point).is_none()
    });
    let events = coverage.events_without_sources.iter();
    let sources = coverage.sources.not_archived.iter();
    let withheld = survey.withheld().iter().map(|text| match &text.until {
        Some(until) => format!("{} ({until})", text.path),
        None => text.path.clone(),
    });
    let lists: [(ListKind, Vec<String>); 8] = [
        (
            ListKind::SingleOrigin,
            single.map(|(one, _)| claim_id(atlas, one)).collect(),
        ),
        (ListKind::OnlyParties, claims(&coverage.claims.only_parties)),
        (
            ListKind::WithoutSources,
            events.map(|id| atlas.events[*id].id.clone()).collect(),
        ),
        (
            ListKind::WithoutCoordinates,
            without_point.map(|(_, event)| event.id.clone()).collect(),
        ),
        (
            ListKind::NotArchived,
            sources.map(|id| atlas.sources[*id].id.clone()).collect(),
        ),
        (ListKind::ReviewDue, due(survey)),
        (ListKind::Withheld, withheld.collect()),
        (ListKind::Latest, latest(atlas)),
    ];
    let list = |(kind, items): (ListKind, Vec<String>)| StatisticsList {
        kind,
        count: items.len(),
        items,
    };
    lists.map(list).into()
}

/// Returns the id of a claim: its event and its own.
fn claim_id(atlas: &Atlas, claim: ClaimRef) -> String {
    let event = &atlas.events[claim.event];
    format!("{}#{}", event.id, event.claims[claim.claim].id)
}

/// Returns the articles whose day of review has come, the longest due first.
fn due(survey: &Survey) -> Vec<String> {
    let articles = survey.atlas().articles.iter();
    let mut due: Vec<(jiff::civil::Date, String)> = articles
        .filter_map(|(_, article)| {
            let day = article.review_by.and_then(|day| day.earliest())?;
            (day <= survey.today).then(|| (day, format!("{} ({day})", article.id)))
        })
        .collect();
    due.sort();
    due.into_iter().map(|(_, item)| item).collect()
}

/// Returns the articles that were changed or published last, the newest first.
fn latest(atlas: &Atlas) -> Vec<String> {
    let mut all: Vec<_> = atlas
        .articles
        .iter()
        .map(|(_, article)| {
            let day = article.updated.unwrap_or(article.date).earliest();
            (std::cmp::Reverse(day), &article.id)
        })
        .collect();
    all.sort();
    let newest = all.into_iter().take(MAX_LATEST);
    let item = |(day, id): (std::cmp::Reverse<Option<jiff::civil::Date>>, &String)| match day.0 {
        Some(day) => format!("{id} ({day})"),
        None => id.clone(),
    };
    newest.map(item).collect()
}

/// Returns the statistics for people, each line with whether it is indented.
fn lines(statistics: &Statistics) -> Vec<(bool, Message)> {
    let Statistics {
        articles,
        events,
        actors,
        regions,
        sources,
        claims,
        ..
    } = statistics;
    let mut lines = vec![
        (
            false,
            message!(
                "articles: {articles}; events: {events}; actors: {actors}; regions: {regions}; \
                 sources: {sources}; claims: {claims}",
                articles,
                events,
                actors,
                regions,
                sources,
                claims
            ),
        ),
        (
            false,
            message!(
                "claims by grade: {list}",
                list = tally(&statistics.claims_by_grade)
            ),
        ),
        (
            false,
            message!(
                "claims by status: {list}",
                list = tally(&statistics.claims_by_status)
            ),
        ),
    ];
    for language in &statistics.languages {
        lines.push((
            false,
            message!(
                "texts in {language}: articles {articles}, pages {pages}, profiles {profiles}",
                language = language.language,
                articles = language.articles,
                pages = language.pages,
                profiles = language.profiles
            ),
        ));
        let missing = language.missing_articles.iter();
        for id in missing.chain(&language.missing_pages) {
            lines.push((true, message!("missing: {id}", id)));
        }
    }
    for list in &statistics.lists {
        lines.push((false, heading(list)));
        let items = list.items.iter();
        lines.extend(items.map(|item| (true, Message::verbatim(item))));
    }
    lines
}

/// Returns the heading of a list in a language of messages.
fn heading(list: &StatisticsList) -> Message {
    let count = list.count;
    match list.kind {
        ListKind::SingleOrigin => message!("claims with a single origin: {count}", count),
        ListKind::OnlyParties => {
            message!("claims whose origins are all parties: {count}", count)
        }
        ListKind::WithoutSources => message!("events without sources: {count}", count),
        ListKind::WithoutCoordinates => message!("events without coordinates: {count}", count),
        ListKind::NotArchived => {
            message!("sources without an archived copy: {count}", count)
        }
        ListKind::ReviewDue => message!("articles due for review: {count}", count),
        ListKind::Withheld => {
            message!("texts that are not published yet: {count}", count)
        }
        ListKind::Latest => message!("latest articles: {count}", count),
    }
}

/// Returns `confirmed 2, weak 5`: keys are words of front matter, which are not translated.
fn tally(counts: &BTreeMap<&'static str, usize>) -> String {
    let parts = counts.iter().map(|(key, count)| format!("{key} {count}"));
    parts.collect::<Vec<_>>().join(", ")
}
