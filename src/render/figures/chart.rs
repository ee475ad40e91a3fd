//! Charts: figures over time by claimant, never summed.

use std::collections::BTreeMap;

use super::{FigureWords, table};
use crate::draw::chart::{Chart, ChartClaim as Mark, ClaimStyle, DrawnChart};
use crate::html::escaped;
use crate::markdown::FigureFilter;
use crate::model::count::Number;
use crate::model::{Actor, Amount, ClaimRef, Count, Date, Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::{claims, counts};

/// The maximum number of claims that are drawn one by one. If there are more, each year is drawn as
/// one range from the minimum to the maximum.
const MAX_CLAIMS: usize = 60;

/// Returns the claims of events that count the filter's measure, on days within the filter's dates,
/// earliest first.
pub fn counted_claims(
    context: &PageContext,
    events: &[Id<Event>],
    filter: &FigureFilter,
) -> Vec<ClaimRef> {
    let mut claims = Vec::new();
    for id in events {
        let event = &context.atlas.events[*id];
        for (at, claim) in event.claims.iter().enumerate() {
            let is_wanted = filter
                .measure
                .is_none_or(|measure| claim.measure == measure)
                && event.date_of(claim).intersects(filter.from, filter.to);
            if is_wanted && matches!(claim.amount, Amount::Count(_)) {
                claims.push((
                    event.date_of(claim),
                    ClaimRef {
                        event: *id,
                        claim: at,
                    },
                ));
            }
        }
    }
    claims.sort_by_key(|(date, _)| *date);
    claims.into_iter().map(|(_, at)| at).collect()
}

/// Returns a chart with its legend and its table.
pub fn chart(
    context: &PageContext,
    words: &FigureWords,
    claims: &[ClaimRef],
    about: Option<Entity>,
) -> String {
    let (mut marks, claimants) = chart_marks(context, claims);
    if marks.is_empty() {
        let nothing = context.words.say("figure_nothing", Some(0), &[]);
        return format!("<p class=\"meta\">{}</p>\n", escaped(&nothing));
    }
    let is_yearly = marks.len() > MAX_CLAIMS;
    if is_yearly {
        marks = marks_by_year(context, &marks, &claimants);
    }
    let measure = context.atlas.events[claims[0].event].claims[claims[0].claim].measure;
    let names = claimants.iter();
    let drawn = Chart {
        caption: super::caption(context, words),
        measure: claims::measure_label(context, measure, None).name,
        claimants: names
            .map(|actor| context.name(Entity::Actor(*actor)).text)
            .collect(),
        claims: marks,
    }
    .draw(context);
    let by_year = match is_yearly {
        true => format!(
            "<p class=\"meta\">{}</p>\n",
            escaped(context.words.get("chart_by_year"))
        ),
        false => String::new(),
    };
    let left_out = if drawn.left_out > 0 {
        format!(
            "<p class=\"meta\">{}</p>\n",
            escaped(
                &context
                    .words
                    .say("chart_left_out", Some(drawn.left_out), &[])
            )
        )
    } else {
        String::new()
    };
    format!(
        "{}{}{by_year}{left_out}{}",
        drawn.svg,
        chart_legend(context, &drawn, &claimants, claims),
        table::folded_claim_table(context, claims, about)
    )
}

/// Returns the marks of claims that are counts, and the claimants, to which marks refer by index.
fn chart_marks(context: &PageContext, claims: &[ClaimRef]) -> (Vec<Mark>, Vec<Id<Actor>>) {
    let mut claimants: Vec<Id<Actor>> = Vec::new();
    let mut marks = Vec::new();
    for at in claims {
        let event = &context.atlas.events[at.event];
        let claim = &event.claims[at.claim];
        let Amount::Count(count) = &claim.amount else {
            continue;
        };
        let number = claimants
            .iter()
            .position(|other| *other == claim.claimant)
            .unwrap_or_else(|| {
                claimants.push(claim.claimant);
                claimants.len() - 1
            });
        let figure = counts::amount_text(context, &claim.amount).text;
        let name = context.name(Entity::Actor(claim.claimant)).text;
        marks.push(Mark {
            date: event.date_of(claim),
            count: *count,
            claimant: number,
            accessible_name: [
                figure.clone(),
                name,
                super::title_and_date(context, event, &event.date_of(claim)),
            ]
            .join(context.words.get("list_separator")),
            figure,
            href: Some(claims::claim_address(context, *at)),
        });
    }
    (marks, claimants)
}

/// Returns the legend: claimants with their latest figures, then the kinds of marks.
fn chart_legend(
    context: &PageContext,
    drawn: &DrawnChart,
    claimants: &[Id<Actor>],
    claims: &[ClaimRef],
) -> String {
    let latest = latest_figures(context, claims);
    let legend = drawn.legend.iter().map(|sample| {
        let claimant = claimants[sample.what];
        let name = context.name(Entity::Actor(claimant)).text;
        let words = match latest.get(&claimant) {
            Some((figure, date)) => context.words.say(
                "chart_latest",
                None,
                &[("name", &name), ("figure", figure), ("date", date)],
            ),
            None => name,
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
        (sample.svg.clone(), context.words.get(word).to_owned())
    });
    super::legend_html(legend.chain(kinds))
}

/// Returns the latest figure and its date, for each claimant with several claims. Of several
/// figures of one day, the one that is listed last is returned.
fn latest_figures(
    context: &PageContext,
    claims: &[ClaimRef],
) -> BTreeMap<Id<Actor>, (String, String)> {
    let mut counts: BTreeMap<Id<Actor>, (usize, ClaimRef)> = BTreeMap::new();
    // Claims are sorted by date, earliest first.
    for at in claims {
        let claimant = context.atlas.events[at.event].claims[at.claim].claimant;
        let other = counts.entry(claimant).or_insert((0, *at));
        *other = (other.0 + 1, *at);
    }
    let figure_and_date = |at: ClaimRef| {
        let event = &context.atlas.events[at.event];
        let claim = &event.claims[at.claim];
        (
            counts::amount_text(context, &claim.amount).text,
            context.words.date(&event.date_of(claim)),
        )
    };
    let several = counts.into_iter().filter(|(_, (count, _))| *count > 1);
    several
        .map(|(claimant, (_, at))| (claimant, figure_and_date(at)))
        .collect()
}

/// Returns one mark for each year and claimant, from the minimum to the maximum figure. Figures are
/// never summed.
fn marks_by_year(context: &PageContext, marks: &[Mark], claimants: &[Id<Actor>]) -> Vec<Mark> {
    let mut years: BTreeMap<(i16, usize), (u64, u64)> = BTreeMap::new();
    for mark in marks {
        let day = mark.date.earliest().or(mark.date.latest());
        let numbers = || {
            mark.count
                .numbers()
                .into_iter()
                .map(|(_, number)| number.value)
        };
        let (Some(day), Some(least), Some(most)) = (day, numbers().min(), numbers().max()) else {
            continue;
        };
        let range = years
            .entry((day.year(), mark.claimant))
            .or_insert((least, most));
        *range = (range.0.min(least), range.1.max(most));
    }
    let mark = |((year, claimant), (low, high)): ((i16, usize), (u64, u64))| {
        // The mark is in the middle of its year.
        let date = Date::parse(&format!("{year:04}-07-01")).ok()?;
        let count = match low == high {
            true => Count::new(Number::exact(low)),
            false => Count {
                low: Some(low),
                high: Some(high),
                ..Count::default()
            },
        };
        let figure = counts::amount_text(context, &Amount::Count(count)).text;
        let name = context.name(Entity::Actor(claimants[claimant])).text;
        let is_listed = context.plan.has_year(year);
        Some(Mark {
            date,
            count,
            claimant,
            accessible_name: [figure.clone(), name, year.to_string()]
                .join(context.words.get("list_separator")),
            figure,
            href: is_listed.then(|| context.url(PageKind::Year(year, 1))),
        })
    };
    years.into_iter().filter_map(mark).collect()
}
