//! Regions: the tree through time, and the page of one.

use std::collections::{BTreeMap, BTreeSet};

use super::COMPANY;
use super::letters::part_of;
use crate::lang::Direction;
use crate::model::{Entity, Id, Level, Origin, Region};
use crate::plan::{self, PageKind, ROOTS};
use crate::render::brief::take_summary;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{Fact, ListingPage, MembershipView, RegionNode, RegionPage, RegionsPage};

/// How many regions a page of the list of regions shows.
const NODES: usize = 500;

impl PageContext<'_> {
    pub fn regions_page(&self, number: usize) -> RegionsPage {
        // A region that is part of nothing now is a root; it also stands where it was a part.
        let roots: Vec<Id<Region>> = (self.atlas.regions.iter())
            .filter(|(_, region)| plan::is_root(region))
            .map(|(id, _)| id)
            .collect();
        let roots = self.by_name(roots);
        let part = part_of(&roots, number, ROOTS);
        let depth = self.depth_of(part);
        RegionsPage {
            page: self.page(PageKind::Regions(number)),
            count: self.atlas.regions.len(),
            tree: part
                .iter()
                .map(|id| self.region_node(*id, None, depth, &mut Vec::new()))
                .collect(),
            pager: self.pager_by(ROOTS, roots.len(), number, PageKind::Regions),
        }
    }

    /// How many levels of these regions and their parts fit on a page: all, or so many that there
    /// are no more than [`NODES`].
    fn depth_of(&self, roots: &[Id<Region>]) -> usize {
        let mut level = roots.to_vec();
        let (mut depth, mut count) = (0, 0);
        // Memberships that lead in a circle have no last level.
        while !level.is_empty() && depth <= self.atlas.regions.len() {
            count += level.len();
            if count > NODES && depth > 0 {
                return depth;
            }
            depth += 1;
            level = (level.iter())
                .flat_map(|id| {
                    let parts = &self.relations.regions[id.index()].parts;
                    let parts: BTreeSet<Id<Region>> = parts.iter().map(|(part, _)| *part).collect();
                    parts
                })
                .take(NODES + 1)
                .collect();
        }
        depth
    }

    fn by_name(&self, mut regions: Vec<Id<Region>>) -> Vec<Id<Region>> {
        regions.sort_by(|a, b| {
            self.order
                .compare(
                    &self.name(Entity::Region(*a)).text,
                    &self.name(Entity::Region(*b)).text,
                )
                .then(a.cmp(b))
        });
        regions
    }

    /// `above` holds the regions on the way from the root: memberships that lead in a circle end
    /// there. No more than `depth` levels are shown.
    fn region_node(
        &self,
        id: Id<Region>,
        when: Option<String>,
        depth: usize,
        above: &mut Vec<Id<Region>>,
    ) -> RegionNode {
        above.push(id);
        let own = &self.relations.regions[id.index()];
        let mut memberships: BTreeMap<Id<Region>, Vec<usize>> = BTreeMap::new();
        for (part, at) in own.parts.iter().filter(|(part, _)| !above.contains(part)) {
            memberships.entry(*part).or_default().push(*at);
        }
        let whole = self.name(Entity::Region(id)).text;
        let frame = match self.atlas.regions[id].level {
            Some(Level::Country) => "member_period_country",
            _ => "member_period",
        };
        let hidden = if depth > 1 { 0 } else { memberships.len() };
        if hidden > 0 {
            memberships.clear();
        }
        let parts = self
            .by_name(memberships.keys().copied().collect())
            .into_iter()
            .map(|part| {
                let held = memberships[&part]
                    .iter()
                    .map(|at| &self.atlas.regions[part].part_of[*at]);
                // Without a period it is a part for all time, whatever the others say.
                let periods: Option<Vec<String>> = held
                    .map(|held| self.words.period(held.from, held.until))
                    .collect();
                let when = periods.map(|periods| {
                    let when = periods.join(self.words.get("list_separator"));
                    let parts = [("name", whole.as_str()), ("when", &when)];
                    self.words.say(frame, None, &parts)
                });
                self.region_node(part, when, depth - 1, above)
            })
            .collect();
        above.pop();
        RegionNode {
            link: self.counted(Entity::Region(id), own.events.len()),
            level: self.atlas.regions[id]
                .level
                .map(|level| self.label("level_", level)),
            when,
            parts,
            hidden,
        }
    }

    pub fn region(&self, id: Id<Region>) -> Themed<RegionPage> {
        let region = &self.atlas.regions[id];
        let own = &self.relations.regions[id.index()];
        let entity = Entity::Region(id);
        let (summary, prose) = take_summary(self.prose(entity));
        let figures = self.wanted("region.html", "figures", || {
            self.event_figures(&own.events, Some(entity))
        });
        Ok(RegionPage {
            page: self.drawn_page(PageKind::Region(id), Some(entity), figures.as_ref()),
            figures,
            stub: matches!(region.origin, Origin::Stub(_)),
            level: region.level.map(|level| self.label("level_", level)),
            aliases: self.aliases(&region.aliases),
            summary,
            brief: self.region_brief(id),
            facts: self.region_facts(region),
            prose,
            part_of: region
                .part_of
                .iter()
                .map(|part| MembershipView {
                    region: self.link(Entity::Region(part.region)),
                    when: self.words.period(part.from, part.until),
                })
                .collect(),
            parts: self.beginning(&own.parts, PageKind::RegionParts(id, 1), |part| {
                self.membership(*part)
            }),
            events: self.event_rows(&own.events, PageKind::RegionEvents(id, 1), None),
            articles: self.listing(&own.articles, PageKind::RegionArticles(id, 1), |article| {
                self.listed_article(article, ListItemForm::for_count(own.articles.len()))
            })?,
            backlinks: self.backlinks(entity, &own.backlinks),
            actors: own
                .actors
                .iter()
                .take(COMPANY)
                .map(|(actor, count)| self.counted(Entity::Actor(*actor), *count))
                .collect(),
            sources: self.source_list(self.own_prose(entity), []),
        })
    }

    /// A part of a region, by its place among the memberships of that part.
    fn membership(&self, (part, at): (Id<Region>, usize)) -> MembershipView {
        let held = &self.atlas.regions[part].part_of[at];
        MembershipView {
            region: self.link(Entity::Region(part)),
            when: self.words.period(held.from, held.until),
        }
    }

    /// All parts of a region.
    pub fn parts_listing(&self, id: Id<Region>, number: usize) -> ListingPage {
        let parts = &self.relations.regions[id.index()].parts;
        let kind = |n| PageKind::RegionParts(id, n);
        ListingPage {
            parts: Some(self.whole(parts, number, |part| self.membership(*part))),
            ..self.listing_page(kind(number), self.pager(parts.len(), number, kind))
        }
    }

    fn region_facts(&self, region: &Region) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(code) = &region.iso_3166 {
            facts.push(self.fact("fact_iso", code));
        }
        if let Some(point) = &region.point {
            let mut place = format!("{:.4}, {:.4}", point.lat, point.lon);
            if self.lang.direction() == Direction::RightToLeft {
                // A minus would go to the other end of its number.
                place = format!("\u{2066}{place}\u{2069}");
            }
            facts.push(self.fact("fact_point", place));
        }
        if let Some(number) = &region.geonames {
            facts.push(self.web_fact(
                "fact_geonames",
                number,
                format!("https://www.geonames.org/{number}"),
            ));
        }
        if let Some(item) = &region.wikidata {
            facts.push(self.web_fact(
                "fact_wikidata",
                item,
                format!("https://www.wikidata.org/wiki/{item}"),
            ));
        }
        facts
    }
}
