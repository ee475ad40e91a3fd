//! The coverage page: the counts of `coverage` in words and tables, and lists of what is missing.

use super::facts;
use crate::coverage::{
    self, ClaimCoverage, Coverage, LanguageCoverage, Period, Presence, RegionEvents, SourceCoverage,
};
use crate::model::date::DatePart;
use crate::model::terms::Term;
use crate::model::{ClaimRef, Date, Entity};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{
    CountRow, CountTable, CoveragePage, CoverageSection, Fact, Gap, LinkView, TextView,
};
use crate::render::{claims, head};

/// The maximum number of examples of a gap that are named.
const MAX_EXAMPLES: usize = 20;

/// The maximum number of regions in the table. The list of regions has all.
const MAX_REGIONS: usize = 40;

/// The maximum number of parties to the conflict in the table of claims: those with the most
/// claims.
const MAX_PARTIES: usize = 40;

/// Returns the page on coverage.
pub fn coverage_page(context: &PageContext) -> CoveragePage {
    let coverage = coverage::coverage(
        context.atlas,
        context.provenances,
        context.articles,
        context.relations,
        &context.config.languages,
    );
    let sections = [
        years_section(context, coverage.period.as_ref()),
        regions_section(context, &coverage.regions),
        languages_section(context, &coverage.languages),
        claims_section(context, &coverage.claims),
        sources_section(context, &coverage.sources),
    ];
    CoveragePage {
        page: head::page_view(context, PageKind::Coverage),
        facts: totals(context, &coverage),
        sections: sections.into(),
        gaps: gaps(context, &coverage),
    }
}

/// Returns the number of entities of each kind.
fn totals(context: &PageContext, coverage: &Coverage) -> Vec<Fact> {
    let counts = [
        (
            "articles",
            context.atlas.articles.len(),
            Some(PageKind::Articles(1)),
        ),
        ("events", context.atlas.events.len(), Some(PageKind::Events)),
        ("claims", coverage.claims.count, None),
        (
            "sources",
            coverage.sources.count,
            Some(PageKind::Sources(1)),
        ),
        ("actors", context.atlas.actors.len(), Some(PageKind::Actors)),
        (
            "regions",
            context.atlas.regions.len(),
            Some(PageKind::Regions(1)),
        ),
        (
            "corrections",
            context.relations.corrections.len(),
            Some(PageKind::Corrections(1)),
        ),
    ];
    counts
        .into_iter()
        .map(|(term, count, kind)| Fact {
            url: kind.map(|kind| context.url(kind)),
            ..facts::fact(context, term, number(context, count))
        })
        .collect()
}

fn years_section(context: &PageContext, period: Option<&Period>) -> CoverageSection {
    let Some(period) = period else {
        return empty_section(context, "years", "coverage_years");
    };
    let ranges: Vec<String> = period
        .gaps
        .iter()
        .map(|gap| year_range(context, gap.0, gap.1))
        .collect();
    let without = if ranges.is_empty() {
        context.words.get("none_of_them").to_owned()
    } else {
        context.words.list(&ranges)
    };
    let rows = context
        .relations
        .years
        .iter()
        .map(|(year, events)| CountRow {
            label: context.plain(year.to_string()),
            url: Some(context.url(PageKind::Year(*year, 1))),
            cells: vec![number(context, events.len())],
        });
    CoverageSection {
        key: "years",
        title: context.words.get("coverage_years").to_owned(),
        facts: vec![
            facts::fact(context, "coverage_period", period_words(context, period)),
            facts::fact(context, "coverage_empty_years", without),
        ],
        notes: Vec::new(),
        tables: vec![count_table(
            context,
            "coverage_by_year",
            &["year", "events"],
            rows.collect(),
        )],
    }
}

/// Returns the period from the first event to the last. Both have the precision of the less precise
/// one.
fn period_words(context: &PageContext, period: &Period) -> String {
    let like = |part: DatePart, other: DatePart| DatePart {
        month: part.month.filter(|_| other.month.is_some()),
        day: part.day.filter(|_| other.day.is_some()),
        ..part
    };
    let (from, to) = (like(period.from, period.to), like(period.to, period.from));
    if from == to {
        return context.words.date(&Date::from(from));
    }
    context
        .words
        .period(Some(Date::from(from)), Some(Date::from(to)))
        .unwrap_or_default()
}

/// Returns a range of years.
fn year_range(context: &PageContext, first: i16, last: i16) -> String {
    if first == last {
        return first.to_string();
    }
    let ends = [("low", first.to_string()), ("high", last.to_string())];
    let ends = ends.each_ref().map(|(name, year)| (*name, year.as_str()));
    context.words.say("range", None, &ends)
}

fn regions_section(context: &PageContext, regions: &[RegionEvents]) -> CoverageSection {
    if regions.is_empty() {
        return empty_section(context, "regions", "regions");
    }
    let rows = regions.iter().take(MAX_REGIONS).map(|counted| {
        let link = context.link(Entity::Region(counted.region));
        CountRow {
            url: Some(link.url.clone()),
            label: link.label(),
            cells: vec![
                number(context, counted.direct),
                number(context, counted.with_parts),
            ],
        }
    });
    let columns = ["region", "coverage_direct", "coverage_with_parts"];
    let table = CountTable {
        all: (regions.len() > MAX_REGIONS).then(|| {
            context
                .plain(context.words.get("all_regions"))
                .leading_to(context.url(PageKind::Regions(1)))
        }),
        ..count_table(context, "coverage_by_region", &columns, rows.collect())
    };
    let covered = context
        .words
        .share(regions.len(), context.atlas.regions.len());
    CoverageSection {
        key: "regions",
        title: context.words.get("regions").to_owned(),
        facts: vec![facts::fact(context, "coverage_regions", covered)],
        notes: vec![context.words.get("coverage_regions_note").to_owned()],
        tables: vec![table],
    }
}

fn languages_section(context: &PageContext, languages: &[LanguageCoverage]) -> CoverageSection {
    let cell = |presence: &Presence| match presence.total() {
        0 => number(context, 0),
        total => context.words.share(presence.there, total),
    };
    let rows = languages.iter().map(|covered| CountRow {
        label: context.plain(context.language(covered.lang)),
        url: None,
        cells: vec![
            cell(&covered.articles),
            cell(&covered.profiles),
            cell(&covered.pages),
        ],
    });
    let columns = [
        "language",
        "articles",
        "coverage_profiles",
        "coverage_pages",
    ];
    CoverageSection {
        key: "languages",
        title: context.words.get("languages").to_owned(),
        facts: Vec::new(),
        notes: vec![context.words.get("coverage_languages_note").to_owned()],
        tables: vec![count_table(
            context,
            "coverage_by_language",
            &columns,
            rows.collect(),
        )],
    }
}

fn claims_section(context: &PageContext, claims: &ClaimCoverage) -> CoverageSection {
    if claims.count == 0 {
        return empty_section(context, "claims", "claims");
    }
    let share = |count: usize| context.words.share(count, claims.count);
    let facts = [
        ("coverage_single_origin", claims.single_origin),
        ("coverage_only_parties", claims.only_parties.len()),
        ("coverage_without_grade", claims.without_grade.len()),
    ];
    let mut tables = Vec::new();
    if !claims.by_party.is_empty() {
        let rows = claims
            .by_party
            .iter()
            .take(MAX_PARTIES)
            .map(|(party, count)| {
                let link = party.map(|actor| context.link(Entity::Actor(actor)));
                CountRow {
                    url: link.as_ref().map(|link| link.url.clone()),
                    label: link.map_or_else(
                        || context.plain(context.words.get("coverage_several_parties")),
                        LinkView::label,
                    ),
                    cells: vec![share(*count)],
                }
            });
        tables.push(count_table(
            context,
            "coverage_by_party",
            &["coverage_party", "claims"],
            rows.collect(),
        ));
    }
    let grades = term_rows(context, &claims.grades, "grade_", claims.count);
    tables.push(count_table(
        context,
        "coverage_by_grade",
        &["coverage_grade", "claims"],
        grades,
    ));
    CoverageSection {
        key: "claims",
        title: context.words.get("claims").to_owned(),
        facts: facts
            .map(|(term, count)| facts::fact(context, term, share(count)))
            .into(),
        notes: vec![context.words.get("coverage_claims_note").to_owned()],
        tables,
    }
}

fn sources_section(context: &PageContext, sources: &SourceCoverage) -> CoverageSection {
    if sources.count == 0 {
        return empty_section(context, "sources", "sources");
    }
    let archived = sources.with_address - sources.not_archived.len();
    let mut facts = vec![facts::fact(
        context,
        "coverage_with_address",
        context.words.share(sources.with_address, sources.count),
    )];
    if sources.with_address > 0 {
        let words = match archived {
            0 => context
                .words
                .say("archived_none", Some(sources.with_address), &[]),
            _ if sources.not_archived.is_empty() => {
                context.words.say("archived_all", Some(archived), &[])
            }
            _ => context.words.share(archived, sources.with_address),
        };
        facts.push(facts::fact(context, "coverage_archived", words));
    }
    facts.push(facts::fact(
        context,
        "coverage_derived",
        context.words.share(sources.derived, sources.count),
    ));
    let kinds = term_rows(context, &sources.kinds, "source_kind_", sources.count);
    let scales = term_rows(context, &sources.scales, "scale_", sources.count);
    CoverageSection {
        key: "sources",
        title: context.words.get("sources").to_owned(),
        facts,
        notes: Vec::new(),
        tables: vec![
            count_table(
                context,
                "coverage_by_kind",
                &["fact_kind", "sources"],
                kinds,
            ),
            count_table(
                context,
                "coverage_by_scale",
                &["fact_scale", "sources"],
                scales,
            ),
        ],
    }
}

/// Returns the gaps: first data that does not exist at all, then gaps by kind.
fn gaps(context: &PageContext, coverage: &Coverage) -> Vec<Gap> {
    let nothing = [
        ("gap_no_events", context.atlas.events.len()),
        ("gap_no_claims", coverage.claims.count),
        ("gap_no_sources", coverage.sources.count),
    ];
    let mut gaps: Vec<Gap> = nothing
        .into_iter()
        .filter(|(_, count)| *count == 0)
        .map(|(key, _)| Gap {
            text: context.words.get(key).to_owned(),
            examples: Vec::new(),
            more: None,
        })
        .collect();
    let event = |id: &_| context.link(Entity::Event(*id));
    let actor = |id: &_| context.link(Entity::Actor(*id));
    let region = |id: &_| context.link(Entity::Region(*id));
    let source = |id: &_| context.link(Entity::Source(*id));
    let claim = |at: &ClaimRef| claim_link_with_event(context, *at);
    gaps.extend(gap(
        context,
        "gap_regions_events",
        &coverage.regions_without_events,
        region,
    ));
    gaps.extend(gap(
        context,
        "gap_events_claims",
        &coverage.events_without_claims,
        event,
    ));
    gaps.extend(gap(
        context,
        "gap_events_sources",
        &coverage.events_without_sources,
        event,
    ));
    gaps.extend(gap(
        context,
        "gap_claims_parties",
        &coverage.claims.only_parties,
        claim,
    ));
    gaps.extend(gap(
        context,
        "gap_claims_grade",
        &coverage.claims.without_grade,
        claim,
    ));
    gaps.extend(gap(
        context,
        "gap_sources_address",
        &coverage.sources.without_address,
        source,
    ));
    gaps.extend(gap(
        context,
        "gap_sources_archive",
        &coverage.sources.not_archived,
        source,
    ));
    gaps.extend(gap(
        context,
        "gap_actors_profile",
        &coverage.actors_without_profile,
        actor,
    ));
    gaps.extend(gap(
        context,
        "gap_regions_profile",
        &coverage.regions_without_profile,
        region,
    ));
    for covered in &coverage.languages {
        let language = context.language(covered.lang);
        let lists = [
            ("gap_articles_language", &covered.articles.missing),
            ("gap_profiles_language", &covered.profiles.missing),
            ("gap_pages_language", &covered.pages.missing),
        ];
        for (key, missing) in lists {
            let text = context
                .words
                .say(key, Some(missing.len()), &[("language", &language)]);
            let gap = gap(context, key, missing, |entity| context.link(*entity));
            gaps.extend(gap.map(|gap| Gap { text, ..gap }));
        }
    }
    gaps
}

/// Returns a link to a claim that names its event.
fn claim_link_with_event(context: &PageContext, at: ClaimRef) -> LinkView {
    let claim = claims::claim_link(context, at);
    let title = context.name(Entity::Event(at.event));
    let text = format!(
        "{}{} {}",
        title.text,
        context.words.get("colon"),
        claim.text
    );
    TextView { text, ..title }.leading_to(claim.url)
}

/// Returns a gap with examples, or `None` if no entity has the gap.
fn gap<T>(
    context: &PageContext,
    key: &str,
    lacking: &[T],
    link: impl Fn(&T) -> LinkView,
) -> Option<Gap> {
    let more = lacking.len().saturating_sub(MAX_EXAMPLES);
    (!lacking.is_empty()).then(|| Gap {
        text: context.words.say(key, Some(lacking.len()), &[]),
        examples: lacking.iter().take(MAX_EXAMPLES).map(link).collect(),
        more: (more > 0).then(|| context.words.say("gap_more", Some(more), &[])),
    })
}

/// Returns a section that says that there is no data.
fn empty_section(context: &PageContext, key: &'static str, title: &str) -> CoverageSection {
    CoverageSection {
        key,
        title: context.words.get(title).to_owned(),
        facts: Vec::new(),
        notes: vec![context.words.get("nothing_yet").to_owned()],
        tables: Vec::new(),
    }
}

/// Returns a table. `caption` and `columns` are keys of interface texts.
fn count_table(
    context: &PageContext,
    caption: &str,
    columns: &[&str],
    rows: Vec<CountRow>,
) -> CountTable {
    CountTable {
        caption: context.words.get(caption).to_owned(),
        columns: columns
            .iter()
            .map(|column| context.words.get(column).to_owned())
            .collect(),
        rows,
        all: None,
    }
}

/// Returns a row for each term, and one for entities without a value.
fn term_rows<T: Term>(
    context: &PageContext,
    counts: &[(Option<T>, usize)],
    prefix: &str,
    total: usize,
) -> Vec<CountRow> {
    counts
        .iter()
        .map(|(term, count)| CountRow {
            label: context.plain(term.map_or_else(
                || context.words.get("not_given").to_owned(),
                |term| context.label(prefix, term).name,
            )),
            url: None,
            cells: vec![context.words.share(*count, total)],
        })
        .collect()
}

fn number(context: &PageContext, count: usize) -> String {
    context.words.number(count as u64)
}
