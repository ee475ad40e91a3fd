//! What the site covers and what it does not: the counts of `coverage` in words, tables and lists
//! of what is missing.

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

/// How many examples of what is missing are named.
const EXAMPLES: usize = 20;

/// How many regions the table has; the index of regions has all.
const REGIONS: usize = 40;

/// How many parties to the conflict are listed with their claims: those with most of them.
const PARTIES: usize = 40;

impl PageContext<'_> {
    pub fn coverage(&self) -> CoveragePage {
        let coverage = coverage::coverage(
            self.atlas,
            self.provenances,
            self.articles,
            self.relations,
            &self.config.languages,
        );
        let sections = [
            self.years_covered(coverage.period.as_ref()),
            self.regions_covered(&coverage.regions),
            self.languages_covered(&coverage.languages),
            self.claims_covered(&coverage.claims),
            self.sources_covered(&coverage.sources),
        ];
        CoveragePage {
            page: self.page(PageKind::Coverage),
            facts: self.totals(&coverage),
            sections: sections.into(),
            gaps: self.gaps(&coverage),
        }
    }

    fn totals(&self, coverage: &Coverage) -> Vec<Fact> {
        let counts = [
            (
                "articles",
                self.atlas.articles.len(),
                Some(PageKind::Articles(1)),
            ),
            ("events", self.atlas.events.len(), Some(PageKind::Events)),
            ("claims", coverage.claims.count, None),
            (
                "sources",
                coverage.sources.count,
                Some(PageKind::Sources(1)),
            ),
            ("actors", self.atlas.actors.len(), Some(PageKind::Actors)),
            (
                "regions",
                self.atlas.regions.len(),
                Some(PageKind::Regions(1)),
            ),
            (
                "corrections",
                self.relations.corrections.len(),
                Some(PageKind::Corrections(1)),
            ),
        ];
        counts
            .into_iter()
            .map(|(term, count, kind)| Fact {
                url: kind.map(|kind| self.url(kind)),
                ..self.fact(term, self.count(count))
            })
            .collect()
    }

    fn years_covered(&self, period: Option<&Period>) -> CoverageSection {
        let Some(period) = period else {
            return self.nothing("years", "coverage_years");
        };
        let ranges: Vec<String> = period
            .gaps
            .iter()
            .map(|gap| self.years_between(*gap))
            .collect();
        let without = if ranges.is_empty() {
            self.words.get("none_of_them").to_owned()
        } else {
            self.words.list(&ranges)
        };
        let rows = self.relations.years.iter().map(|(year, events)| CountRow {
            label: self.plain(year.to_string()),
            url: Some(self.url(PageKind::Year(*year, 1))),
            cells: vec![self.count(events.len())],
        });
        CoverageSection {
            key: "years",
            title: self.words.get("coverage_years").to_owned(),
            facts: vec![
                self.fact("coverage_period", self.period_words(period)),
                self.fact("coverage_empty_years", without),
            ],
            notes: Vec::new(),
            tables: vec![self.count_table("coverage_by_year", &["year", "events"], rows.collect())],
        }
    }

    /// From the first event to the last, both as exact as the less exact of the two.
    fn period_words(&self, period: &Period) -> String {
        let like = |part: DatePart, other: DatePart| DatePart {
            month: part.month.filter(|_| other.month.is_some()),
            day: part.day.filter(|_| other.day.is_some()),
            ..part
        };
        let (from, to) = (like(period.from, period.to), like(period.to, period.from));
        if from == to {
            return self.words.date(&Date::from(from));
        }
        self.words
            .period(Some(Date::from(from)), Some(Date::from(to)))
            .unwrap_or_default()
    }

    fn years_between(&self, (first, last): (i16, i16)) -> String {
        if first == last {
            return first.to_string();
        }
        let ends = [("low", first.to_string()), ("high", last.to_string())];
        let ends = ends.each_ref().map(|(name, year)| (*name, year.as_str()));
        self.words.say("range", None, &ends)
    }

    fn regions_covered(&self, regions: &[RegionEvents]) -> CoverageSection {
        if regions.is_empty() {
            return self.nothing("regions", "regions");
        }
        let rows = regions.iter().take(REGIONS).map(|counted| {
            let link = self.link(Entity::Region(counted.region));
            CountRow {
                url: Some(link.url.clone()),
                label: link.label(),
                cells: vec![self.count(counted.direct), self.count(counted.with_parts)],
            }
        });
        let columns = ["region", "coverage_direct", "coverage_with_parts"];
        let table = CountTable {
            all: (regions.len() > REGIONS).then(|| {
                self.plain(self.words.get("all_regions"))
                    .leading_to(self.url(PageKind::Regions(1)))
            }),
            ..self.count_table("coverage_by_region", &columns, rows.collect())
        };
        let covered = self.words.share(regions.len(), self.atlas.regions.len());
        CoverageSection {
            key: "regions",
            title: self.words.get("regions").to_owned(),
            facts: vec![self.fact("coverage_regions", covered)],
            notes: vec![self.words.get("coverage_regions_note").to_owned()],
            tables: vec![table],
        }
    }

    fn languages_covered(&self, languages: &[LanguageCoverage]) -> CoverageSection {
        let cell = |presence: &Presence| match presence.total() {
            0 => self.count(0),
            total => self.words.share(presence.there, total),
        };
        let rows = languages.iter().map(|covered| CountRow {
            label: self.plain(self.language(covered.lang)),
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
            title: self.words.get("languages").to_owned(),
            facts: Vec::new(),
            notes: vec![self.words.get("coverage_languages_note").to_owned()],
            tables: vec![self.count_table("coverage_by_language", &columns, rows.collect())],
        }
    }

    fn claims_covered(&self, claims: &ClaimCoverage) -> CoverageSection {
        if claims.count == 0 {
            return self.nothing("claims", "claims");
        }
        let share = |count: usize| self.words.share(count, claims.count);
        let facts = [
            ("coverage_single_origin", claims.single_origin),
            ("coverage_only_parties", claims.only_parties.len()),
            ("coverage_without_grade", claims.without_grade.len()),
        ];
        let mut tables = Vec::new();
        if !claims.by_party.is_empty() {
            let rows = claims.by_party.iter().take(PARTIES).map(|(party, count)| {
                let link = party.map(|actor| self.link(Entity::Actor(actor)));
                CountRow {
                    url: link.as_ref().map(|link| link.url.clone()),
                    label: link.map_or_else(
                        || self.plain(self.words.get("coverage_several_parties")),
                        LinkView::label,
                    ),
                    cells: vec![share(*count)],
                }
            });
            tables.push(self.count_table(
                "coverage_by_party",
                &["coverage_party", "claims"],
                rows.collect(),
            ));
        }
        let grades = self.term_rows(&claims.grades, "grade_", claims.count);
        tables.push(self.count_table("coverage_by_grade", &["coverage_grade", "claims"], grades));
        CoverageSection {
            key: "claims",
            title: self.words.get("claims").to_owned(),
            facts: facts
                .map(|(term, count)| self.fact(term, share(count)))
                .into(),
            notes: vec![self.words.get("coverage_claims_note").to_owned()],
            tables,
        }
    }

    fn sources_covered(&self, sources: &SourceCoverage) -> CoverageSection {
        if sources.count == 0 {
            return self.nothing("sources", "sources");
        }
        let archived = sources.with_address - sources.not_archived.len();
        let mut facts = vec![self.fact(
            "coverage_with_address",
            self.words.share(sources.with_address, sources.count),
        )];
        if sources.with_address > 0 {
            let words = match archived {
                0 => self
                    .words
                    .say("archived_none", Some(sources.with_address), &[]),
                _ if sources.not_archived.is_empty() => {
                    self.words.say("archived_all", Some(archived), &[])
                }
                _ => self.words.share(archived, sources.with_address),
            };
            facts.push(self.fact("coverage_archived", words));
        }
        facts.push(self.fact(
            "coverage_derived",
            self.words.share(sources.derived, sources.count),
        ));
        let kinds = self.term_rows(&sources.kinds, "source_kind_", sources.count);
        let scales = self.term_rows(&sources.scales, "scale_", sources.count);
        CoverageSection {
            key: "sources",
            title: self.words.get("sources").to_owned(),
            facts,
            notes: Vec::new(),
            tables: vec![
                self.count_table("coverage_by_kind", &["fact_kind", "sources"], kinds),
                self.count_table("coverage_by_scale", &["fact_scale", "sources"], scales),
            ],
        }
    }

    /// What is missing: first what there is nothing of at all, then by kind.
    fn gaps(&self, coverage: &Coverage) -> Vec<Gap> {
        let nothing = [
            ("gap_no_events", self.atlas.events.len()),
            ("gap_no_claims", coverage.claims.count),
            ("gap_no_sources", coverage.sources.count),
        ];
        let mut gaps: Vec<Gap> = nothing
            .into_iter()
            .filter(|(_, count)| *count == 0)
            .map(|(key, _)| Gap {
                text: self.words.get(key).to_owned(),
                examples: Vec::new(),
                more: None,
            })
            .collect();
        let event = |id: &_| self.link(Entity::Event(*id));
        let actor = |id: &_| self.link(Entity::Actor(*id));
        let region = |id: &_| self.link(Entity::Region(*id));
        let source = |id: &_| self.link(Entity::Source(*id));
        let claim = |at: &ClaimRef| self.claim_of_event(*at);
        gaps.extend(self.gap(
            "gap_regions_events",
            &coverage.regions_without_events,
            region,
        ));
        gaps.extend(self.gap("gap_events_claims", &coverage.events_without_claims, event));
        gaps.extend(self.gap(
            "gap_events_sources",
            &coverage.events_without_sources,
            event,
        ));
        gaps.extend(self.gap("gap_claims_parties", &coverage.claims.only_parties, claim));
        gaps.extend(self.gap("gap_claims_grade", &coverage.claims.without_grade, claim));
        gaps.extend(self.gap(
            "gap_sources_address",
            &coverage.sources.without_address,
            source,
        ));
        gaps.extend(self.gap(
            "gap_sources_archive",
            &coverage.sources.not_archived,
            source,
        ));
        gaps.extend(self.gap(
            "gap_actors_profile",
            &coverage.actors_without_profile,
            actor,
        ));
        gaps.extend(self.gap(
            "gap_regions_profile",
            &coverage.regions_without_profile,
            region,
        ));
        for covered in &coverage.languages {
            let language = self.language(covered.lang);
            let lists = [
                ("gap_articles_language", &covered.articles.missing),
                ("gap_profiles_language", &covered.profiles.missing),
                ("gap_pages_language", &covered.pages.missing),
            ];
            for (key, missing) in lists {
                let text = self
                    .words
                    .say(key, Some(missing.len()), &[("language", &language)]);
                let gap = self.gap(key, missing, |entity| self.link(*entity));
                gaps.extend(gap.map(|gap| Gap { text, ..gap }));
            }
        }
        gaps
    }

    /// A link to a claim that says of which event it is.
    fn claim_of_event(&self, at: ClaimRef) -> LinkView {
        let claim = self.claim_link(at);
        let title = self.name(Entity::Event(at.event));
        let text = format!("{}{} {}", title.text, self.words.get("colon"), claim.text);
        TextView { text, ..title }.leading_to(claim.url)
    }

    /// Those that lack something, where there are any.
    fn gap<T>(&self, key: &str, lacking: &[T], link: impl Fn(&T) -> LinkView) -> Option<Gap> {
        let more = lacking.len().saturating_sub(EXAMPLES);
        (!lacking.is_empty()).then(|| Gap {
            text: self.words.say(key, Some(lacking.len()), &[]),
            examples: lacking.iter().take(EXAMPLES).map(link).collect(),
            more: (more > 0).then(|| self.words.say("gap_more", Some(more), &[])),
        })
    }

    fn nothing(&self, key: &'static str, title: &str) -> CoverageSection {
        CoverageSection {
            key,
            title: self.words.get(title).to_owned(),
            facts: Vec::new(),
            notes: vec![self.words.get("nothing_yet").to_owned()],
            tables: Vec::new(),
        }
    }

    fn count_table(&self, caption: &str, columns: &[&str], rows: Vec<CountRow>) -> CountTable {
        CountTable {
            caption: self.words.get(caption).to_owned(),
            columns: columns
                .iter()
                .map(|column| self.words.get(column).to_owned())
                .collect(),
            rows,
            all: None,
        }
    }

    /// A row for each value of a closed list, and one for those without a value.
    fn term_rows<T: Term>(
        &self,
        counts: &[(Option<T>, usize)],
        prefix: &str,
        total: usize,
    ) -> Vec<CountRow> {
        counts
            .iter()
            .map(|(term, count)| CountRow {
                label: self.plain(term.map_or_else(
                    || self.words.get("not_given").to_owned(),
                    |term| self.label(prefix, term).name,
                )),
                url: None,
                cells: vec![self.words.share(*count, total)],
            })
            .collect()
    }

    fn count(&self, count: usize) -> String {
        self.words.number(count as u64)
    }
}
