//! How far a claim can be trusted: its reports and origins in words, and competing figures side by side.

use super::desk::Desk;
use super::view::{ComparedClaim, Comparison, EvidenceView, Link, OriginView, Text};
use crate::html::escaped;
use crate::lang::Lang;
use crate::lineage::Lineage;
use crate::model::count::{self, Together};
use crate::model::{Amount, Claim, ClaimRef, Count, Event, Id, Status, Thing};

impl Desk<'_> {
    /// The reports and origins of a claim.
    pub fn evidence(&self, at: ClaimRef) -> EvidenceView {
        let lineage = self.lineages.of(at);
        EvidenceView {
            words: self.evidence_words(lineage),
            reports: self.sources(&lineage.reports),
            origins: if self.common_lineage(at.event).is_some() {
                Vec::new()
            } else {
                self.origins(lineage)
            },
            only_parties: lineage.only_parties(),
        }
    }

    /// Where all claims of an event begin, when that is the same for several of them.
    pub fn common_origins(&self, event: Id<Event>) -> Vec<OriginView> {
        self.common_lineage(event)
            .map_or_else(Vec::new, |lineage| self.origins(lineage))
    }

    fn common_lineage(&self, event: Id<Event>) -> Option<&Lineage> {
        let claims = self.atlas.events[event].claims.len();
        let lineage = |claim| self.lineages.of(ClaimRef { event, claim });
        let same = claims > 1 && (1..claims).all(|claim| lineage(claim).origins == lineage(0).origins);
        (same && !lineage(0).origins.is_empty()).then(|| lineage(0))
    }

    fn origins(&self, lineage: &Lineage) -> Vec<OriginView> {
        lineage
            .origins
            .iter()
            .map(|origin| OriginView {
                source: self.link(Thing::Source(origin.source)),
                speaker: origin.speaker.map(|actor| self.link(Thing::Actor(actor))),
                party: origin.party,
            })
            .collect()
    }

    /// "two reports, one origin, a party to the conflict"
    pub fn evidence_words(&self, lineage: &Lineage) -> String {
        let (reports, origins) = (lineage.reports.len(), lineage.origins.len());
        let parties = lineage.origins.iter().filter(|origin| origin.party).count();
        let say = |key: &str, n: usize| self.words.say(key, Some(n), &[]);
        let mut parts = Vec::new();
        if reports > 0 {
            parts.push(say("evidence_reports", reports));
        }
        parts.push(say("evidence_origins", origins));
        if reports == 0 {
            parts.push(say("evidence_direct", origins));
        }
        if parties > 0 {
            let key = if parties == origins {
                "evidence_party_all"
            } else {
                "evidence_party_some"
            };
            parts.push(say(key, parties));
        }
        parts.join(self.words.get("list_separator"))
    }

    /// The figures of claims about one thing, side by side; none where they agree.
    pub fn comparison(&self, event: Id<Event>, claims: &[usize]) -> Option<Comparison> {
        let all = &self.atlas.events[event].claims;
        let difference = self.difference(claims.iter().map(|at| &all[*at]))?;
        Some(Comparison {
            claims: claims
                .iter()
                .map(|at| ComparedClaim {
                    anchor: self.anchor(&self.atlas.events[event], &all[*at]),
                    figure: self.amount(&all[*at].amount),
                    claimant: self.link(Thing::Actor(all[*at].claimant)),
                    evidence: self.evidence_words(self.lineages.of(ClaimRef { event, claim: *at })),
                })
                .collect(),
            difference,
        })
    }

    /// How far apart figures are, in a sentence; none where all are the same.
    fn difference<'c>(&self, claims: impl Iterator<Item = &'c Claim>) -> Option<String> {
        let mut counts: Vec<Count> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        for claim in claims {
            match &claim.amount {
                Amount::Count(count) if !counts.contains(count) => counts.push(*count),
                Amount::Value(value) => {
                    let text = self.text(value).text;
                    if !words.contains(&text) {
                        words.push(text);
                    }
                }
                Amount::Count(_) => {}
            }
        }
        if counts.len() < 2 {
            return (words.len() > 1).then(|| self.words.get("difference_words").to_owned());
        }
        let mut sentences = Vec::new();
        if let Some(together) = count::compare(&counts) {
            sentences.push(self.together(together));
        }
        if counts.iter().any(|count| count.interval().is_none()) {
            sentences.push(self.words.get("difference_as_published").to_owned());
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// Whether counts that differ can all hold, and else how far apart they are.
    fn together(&self, together: Together) -> String {
        match together {
            Together::Agree(joint) => {
                let range = self.range(&joint);
                self.words.say("difference_overlap", None, &[("range", &range)])
            }
            Together::Nearly => self.words.get("difference_nearly").to_owned(),
            Together::Apart { by, ends } => {
                let difference = self.range(&by);
                // The number that is said last decides the plural.
                let last = by.most().unwrap_or(0);
                let n = Some(usize::try_from(last).unwrap_or(usize::MAX));
                match ends {
                    Some((low, high)) => {
                        let (low, high) = (self.number(low), self.number(high));
                        let parts = [("difference", difference.as_str()), ("low", &low), ("high", &high)];
                        self.words.say("difference_apart", n, &parts)
                    }
                    None => self.words.say("difference_exclude", n, &[("difference", &difference)]),
                }
            }
        }
    }

    /// The claims behind the figures of a passage, as HTML that stands beside it: figures, claimant, grade, origins, sources.
    /// Each figure has the number under which the text refers to it; figures that rest on the same are told together.
    pub fn beside(&self, figures: &[(ClaimRef, usize)], around: Lang) -> String {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (at, number) in figures {
            let claim = &self.atlas.events[at.event].claims[at.claim];
            let figure = format!(
                "<a id=\"figure-{number}\" href=\"{}\"><b>{}</b> {}</a>",
                escaped(&self.claim_address(*at)),
                marked(&self.amount(&claim.amount)),
                escaped(&self.measure(claim.measure, claim.label.as_ref()).name)
            );
            let support = self.support(*at);
            match groups.iter_mut().find(|(known, _)| *known == support) {
                Some((_, figures)) => figures.push(figure),
                None => groups.push((support, vec![figure])),
            }
        }
        let own = if around == self.lang {
            String::new()
        } else {
            format!(" lang=\"{}\" dir=\"{}\"", self.lang, self.lang.direction().html())
        };
        let mut html = format!("<div class=\"beside\" role=\"note\"{own}>\n");
        for (support, figures) in groups {
            html.push_str(&format!("<p>{}<br>\n{support}</p>\n", figures.join("<br>\n")));
        }
        html.push_str("</div>\n");
        html
    }

    /// What a claim rests on, in lines of HTML.
    fn support(&self, at: ClaimRef) -> String {
        let claim = &self.atlas.events[at.event].claims[at.claim];
        let evidence = escaped(&sentence(&self.evidence_words(self.lineages.of(at))));
        let mut lines = vec![
            format!(
                "{} {}",
                escaped(self.words.get("according_to")),
                marked(&self.name(Thing::Actor(claim.claimant)))
            ),
            match claim.grade {
                Some(grade) => format!("<b>{}.</b> {evidence}", escaped(&self.graded("grade_", grade).name)),
                None => evidence,
            },
        ];
        if let Some(date) = &claim.date {
            let as_of = format!("{} {}", self.words.get("claim_date"), self.words.date(date));
            lines.insert(1, escaped(&as_of));
        }
        if claim.status == Some(Status::Conflict) {
            let status = self.graded("status_", Status::Conflict);
            lines.push(format!(
                "<b>{}.</b> {}",
                escaped(&status.name),
                escaped(&status.meaning)
            ));
        }
        let sources: Vec<String> = self.sources(&claim.sources).iter().map(linked).collect();
        lines.push(format!(
            "{} {}",
            escaped(&self.words.say("claim_sources", Some(sources.len()), &[])),
            sources.join(&escaped(self.words.get("list_separator")))
        ));
        lines.join("<br>\n")
    }
}

/// A text as HTML, marked with its language where that is not the page's.
pub fn marked(text: &Text) -> String {
    mark(&text.text, text.lang.as_deref(), text.dir)
}

fn mark(words: &str, lang: Option<&str>, dir: Option<&str>) -> String {
    let words = escaped(words);
    match (lang, dir) {
        (Some(lang), Some(dir)) => format!("<bdi lang=\"{lang}\" dir=\"{dir}\">{words}</bdi>"),
        _ => words,
    }
}

/// A link as HTML.
pub fn linked(link: &Link) -> String {
    let words = mark(&link.text, link.lang.as_deref(), link.dir);
    format!("<a href=\"{}\">{words}</a>", escaped(&link.url))
}

/// With a capital at its beginning and a full stop at its end.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}
