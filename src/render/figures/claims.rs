//! Charts: figures over time, each with who claims it, and never a sum.

use std::collections::BTreeMap;

use super::FigureWords;
use crate::draw::chart::{Chart, ChartClaim as Mark, ClaimStyle};
use crate::html::escaped;
use crate::markdown::FigureFilter;
use crate::model::count::Number;
use crate::model::{Actor, Amount, ClaimRef, Count, Date, Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;

/// More claims than this are drawn by year: from the least to the greatest.
const SINGLY: usize = 60;

impl PageContext<'_> {
    /// The claims of some events that are numbers of one measure and of days within the filter's,
    /// earliest first.
    pub(super) fn counted_claims(
        &self,
        events: &[Id<Event>],
        filter: &FigureFilter,
    ) -> Vec<ClaimRef> {
        let mut found = Vec::new();
        for id in events {
            let event = &self.atlas.events[*id];
            for (at, claim) in event.claims.iter().enumerate() {
                let is_wanted = filter
                    .measure
                    .is_none_or(|measure| claim.measure == measure)
                    && event.date_of(claim).intersects(filter.from, filter.to);
                if is_wanted && matches!(claim.amount, Amount::Count(_)) {
                    found.push((
                        event.date_of(claim),
                        ClaimRef {
                            event: *id,
                            claim: at,
                        },
                    ));
                }
            }
        }
        found.sort_by_key(|(date, _)| *date);
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// A chart with its legend and the table behind it.
    pub(super) fn chart(
        &self,
        told: &FigureWords,
        claims: &[ClaimRef],
        about: Option<Entity>,
    ) -> String {
        let mut claimants: Vec<Id<Actor>> = Vec::new();
        let mut marks = Vec::new();
        for at in claims {
            let event = &self.atlas.events[at.event];
            let claim = &event.claims[at.claim];
            let Amount::Count(count) = &claim.amount else {
                continue;
            };
            let number = claimants
                .iter()
                .position(|known| *known == claim.claimant)
                .unwrap_or_else(|| {
                    claimants.push(claim.claimant);
                    claimants.len() - 1
                });
            let figure = self.amount(&claim.amount).text;
            let name = self.name(Entity::Actor(claim.claimant)).text;
            marks.push(Mark {
                date: event.date_of(claim),
                count: *count,
                claimant: number,
                accessible_name: [
                    figure.clone(),
                    name,
                    self.says(event, &event.date_of(claim)),
                ]
                .join(self.words.get("list_separator")),
                figure,
                href: Some(self.claim_address(*at)),
            });
        }
        if marks.is_empty() {
            let nothing = self.words.say("figure_nothing", Some(0), &[]);
            return format!("<p class=\"meta\">{}</p>\n", escaped(&nothing));
        }
        let is_yearly = marks.len() > SINGLY;
        if is_yearly {
            marks = self.by_year(&marks, &claimants);
        }
        let measure = self.atlas.events[claims[0].event].claims[claims[0].claim].measure;
        let names: Vec<String> = claimants
            .iter()
            .map(|actor| self.name(Entity::Actor(*actor)).text)
            .collect();
        let drawn = Chart {
            caption: self.caption(told),
            measure: self.measure(measure, None).name,
            claimants: names.clone(),
            claims: marks,
        }
        .draw(self);
        let latest = self.latest(claims);
        let legend = drawn.legend.iter().map(|sample| {
            let name = &names[sample.what];
            let words = match latest.get(&claimants[sample.what]) {
                Some((figure, date)) => self.words.say(
                    "chart_latest",
                    None,
                    &[("name", name), ("figure", figure), ("date", date)],
                ),
                None => name.clone(),
            };
            (sample.svg.clone(), words)
        });
        let kinds = drawn.kinds.iter().map(|sample| {
            let word = match sample.what {
                ClaimStyle::AtLeast => "legend_at_least",
                ClaimStyle::AtMost => "legend_at_most",
                ClaimStyle::About => "legend_about",
                ClaimStyle::Best => "legend_best",
                ClaimStyle::AsPublished => "legend_as_published",
                ClaimStyle::Days => "legend_days",
            };
            (sample.svg.clone(), self.words.get(word).to_owned())
        });
        let by_year = match is_yearly {
            true => format!(
                "<p class=\"meta\">{}</p>\n",
                escaped(self.words.get("chart_by_year"))
            ),
            false => String::new(),
        };
        let left_out = if drawn.left_out > 0 {
            format!(
                "<p class=\"meta\">{}</p>\n",
                escaped(&self.words.say("chart_left_out", Some(drawn.left_out), &[]))
            )
        } else {
            String::new()
        };
        format!(
            "{}{}{by_year}{left_out}{}",
            drawn.svg,
            self.legend(legend.chain(kinds)),
            self.claims_behind(claims, about)
        )
    }

    /// The latest figure of each claimant who gives several, and its date; of one day the last that
    /// is told.
    fn latest(&self, claims: &[ClaimRef]) -> BTreeMap<Id<Actor>, (String, String)> {
        let mut counts: BTreeMap<Id<Actor>, (usize, ClaimRef)> = BTreeMap::new();
        // They come by date, earliest first.
        for at in claims {
            let claimant = self.atlas.events[at.event].claims[at.claim].claimant;
            let known = counts.entry(claimant).or_insert((0, *at));
            *known = (known.0 + 1, *at);
        }
        let told = |at: ClaimRef| {
            let event = &self.atlas.events[at.event];
            let claim = &event.claims[at.claim];
            (
                self.amount(&claim.amount).text,
                self.words.date(&event.date_of(claim)),
            )
        };
        let several = counts.into_iter().filter(|(_, (count, _))| *count > 1);
        several
            .map(|(claimant, (_, at))| (claimant, told(at)))
            .collect()
    }

    /// One mark for each year of each claimant, from the least to the greatest single figure:
    /// nothing is added up.
    fn by_year(&self, marks: &[Mark], claimants: &[Id<Actor>]) -> Vec<Mark> {
        let mut years: BTreeMap<(i16, usize), (u64, u64)> = BTreeMap::new();
        for mark in marks {
            let day = mark.date.earliest().or(mark.date.latest());
            let numbers = || {
                mark.count
                    .numbers()
                    .into_iter()
                    .map(|(_, number)| number.value)
            };
            let (Some(day), Some(least), Some(most)) = (day, numbers().min(), numbers().max())
            else {
                continue;
            };
            let range = years
                .entry((day.year(), mark.claimant))
                .or_insert((least, most));
            *range = (range.0.min(least), range.1.max(most));
        }
        let mark = |((year, claimant), (low, high)): ((i16, usize), (u64, u64))| {
            // It stands in the middle of its year.
            let date = Date::parse(&format!("{year:04}-07-01")).ok()?;
            let count = match low == high {
                true => Count::new(Number::exact(low)),
                false => Count {
                    low: Some(low),
                    high: Some(high),
                    ..Count::default()
                },
            };
            let figure = self.amount(&Amount::Count(count)).text;
            let name = self.name(Entity::Actor(claimants[claimant])).text;
            let is_listed = self.plan.has_year(year);
            Some(Mark {
                date,
                count,
                claimant,
                accessible_name: [figure.clone(), name, year.to_string()]
                    .join(self.words.get("list_separator")),
                figure,
                href: is_listed.then(|| self.url(PageKind::Year(year, 1))),
            })
        };
        years.into_iter().filter_map(mark).collect()
    }
}
