//! Charts: figures over time, each with who claims it, and never a sum.

use super::Told;
use crate::draw::chart::{Chart, Claim as Mark};
use crate::html::escaped;
use crate::model::{Actor, Amount, ClaimRef, Event, Id, Measure, Thing};
use crate::render::desk::Desk;

impl Desk<'_> {
    /// The claims of some events that are numbers of one measure.
    pub(super) fn counted_claims(&self, events: &[Id<Event>], measure: Option<Measure>) -> Vec<ClaimRef> {
        let mut found = Vec::new();
        for id in events {
            for (at, claim) in self.atlas.events[*id].claims.iter().enumerate() {
                if measure.is_none_or(|measure| claim.measure == measure) && matches!(claim.amount, Amount::Count(_)) {
                    found.push(ClaimRef { event: *id, claim: at });
                }
            }
        }
        found
    }

    /// A chart with its legend and the table behind it.
    pub(super) fn chart(&self, told: &Told, claims: &[ClaimRef]) -> String {
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
            let name = self.name(Thing::Actor(claim.claimant)).text;
            marks.push(Mark {
                date: event.date,
                low: count.low.or(count.best).unwrap_or(0),
                high: count.high.or(count.best),
                claimant: number,
                says: [figure.clone(), name, self.says(event)].join(self.words.get("list_separator")),
                figure,
                href: Some(self.claim_address(*at)),
            });
        }
        if marks.is_empty() {
            let nothing = self.words.say("figure_nothing", Some(0), &[]);
            return format!("<p class=\"meta\">{}</p>\n", escaped(&nothing));
        }
        let measure = self.atlas.events[claims[0].event].claims[claims[0].claim].measure;
        let names: Vec<String> = claimants
            .iter()
            .map(|actor| self.name(Thing::Actor(*actor)).text)
            .collect();
        let drawn = Chart {
            caption: self.caption(told),
            measure: self.measure(measure, None).name,
            claimants: names.clone(),
            claims: marks,
        }
        .draw(self);
        let legend = drawn
            .legend
            .iter()
            .map(|sample| (sample.svg.clone(), names[sample.what].clone()));
        let left_out = if drawn.left_out > 0 {
            format!(
                "<p class=\"meta\">{}</p>\n",
                escaped(&self.words.say("chart_left_out", Some(drawn.left_out), &[]))
            )
        } else {
            String::new()
        };
        format!(
            "{}{}{left_out}{}",
            drawn.svg,
            self.legend(legend),
            self.folded(&self.claim_table(claims))
        )
    }
}
