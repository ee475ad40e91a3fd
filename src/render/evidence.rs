//! How far a claim can be trusted: its reports and origins in words, and competing figures side by
//! side.

use super::context::PageContext;
use super::view::{EvidenceView, LinkView, OriginView, TextView};
use crate::html::escaped;
use crate::lang::Lang;
use crate::model::count::{self, Aggregation};
use crate::model::terms::{Grade, Term};
use crate::model::{Amount, Claim, ClaimRef, Count, Entity, Event, Id, Status};
use crate::provenance::Provenance;

impl PageContext<'_> {
    /// The reports and origins of a claim.
    pub fn evidence(&self, at: ClaimRef) -> EvidenceView {
        let provenance = self.provenances.get(at);
        EvidenceView {
            words: self.evidence_words(provenance),
            reports: self.sources(&provenance.reports),
            origins: if self.common_provenance(at.event).is_some()
                || self.begins_with_its_sources(at)
            {
                Vec::new()
            } else {
                self.origins(provenance)
            },
            only_parties: provenance.only_parties(),
        }
    }

    /// Where all claims of an event begin, when that is the same for several of them.
    pub fn common_origins(&self, event: Id<Event>) -> Vec<OriginView> {
        self.common_provenance(event)
            .map_or_else(Vec::new, |provenance| self.origins(provenance))
    }

    fn common_provenance(&self, event: Id<Event>) -> Option<&Provenance> {
        let claims = self.atlas.events[event].claims.len();
        let provenance = |claim| self.provenances.get(ClaimRef { event, claim });
        let same = claims > 1
            && (1..claims).all(|claim| provenance(claim).origins == provenance(0).origins);
        (same && !provenance(0).origins.is_empty()).then(|| provenance(0))
    }

    /// Whether the sources of a claim are its origins, each of them.
    fn begins_with_its_sources(&self, at: ClaimRef) -> bool {
        let (provenance, sources) = (self.provenances.get(at), &self.claim_at(at).sources);
        provenance.reports.is_empty()
            && provenance.origins.len() == sources.len()
            && provenance
                .origins
                .iter()
                .all(|origin| sources.contains(&origin.source))
    }

    /// The sources of a claim: where they are its origins, with whose words each is.
    pub fn claim_sources(&self, at: ClaimRef) -> Vec<OriginView> {
        let origins =
            match self.begins_with_its_sources(at) && self.common_provenance(at.event).is_none() {
                true => &self.provenances.get(at).origins[..],
                false => &[],
            };
        let view = |source| {
            let origin = origins.iter().find(|origin| origin.source == source);
            OriginView {
                source: self.source(source),
                speaker: origin
                    .and_then(|origin| origin.speaker)
                    .map(|actor| self.link(Entity::Actor(actor))),
                party: origin.is_some_and(|origin| origin.party),
            }
        };
        self.claim_at(at)
            .sources
            .iter()
            .copied()
            .map(view)
            .collect()
    }

    fn claim_at(&self, at: ClaimRef) -> &Claim {
        &self.atlas.events[at.event].claims[at.claim]
    }

    fn origins(&self, provenance: &Provenance) -> Vec<OriginView> {
        provenance
            .origins
            .iter()
            .map(|origin| OriginView {
                source: self.link(Entity::Source(origin.source)),
                speaker: origin.speaker.map(|actor| self.link(Entity::Actor(actor))),
                party: origin.party,
            })
            .collect()
    }

    /// "two reports, one origin, a party to the conflict"
    pub fn evidence_words(&self, provenance: &Provenance) -> String {
        let (reports, origins) = (provenance.reports.len(), provenance.origins.len());
        let parties = provenance
            .origins
            .iter()
            .filter(|origin| origin.party)
            .count();
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

    /// How far apart figures are, in a sentence; none where all are the same.
    pub fn difference<'c>(&self, claims: impl Iterator<Item = &'c Claim>) -> Option<String> {
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
    fn together(&self, together: Aggregation) -> String {
        match together {
            Aggregation::Agree(joint) => {
                let range = self.range(&joint);
                self.words
                    .say("difference_overlap", None, &[("range", &range)])
            }
            Aggregation::Nearly => self.words.get("difference_nearly").to_owned(),
            Aggregation::Apart { by, ends } => {
                let difference = self.range(&by);
                // The number that is said last decides the plural.
                let last = by.greatest().unwrap_or(0);
                let n = Some(usize::try_from(last).unwrap_or(usize::MAX));
                match ends {
                    Some((low, high)) => {
                        let (low, high) = (self.number(low), self.number(high));
                        let parts = [
                            ("difference", difference.as_str()),
                            ("low", &low),
                            ("high", &high),
                        ];
                        self.words.say("difference_apart", n, &parts)
                    }
                    None => self
                        .words
                        .say("difference_exclude", n, &[("difference", &difference)]),
                }
            }
        }
    }

    /// The end of a figure in prose, as HTML: the button that opens its note, and the note.
    ///
    /// The note stands in the margin of wide screens and opens at a tap on others. It says what is
    /// claimed, by whom, how well it is supported, and where all of it is found.
    pub fn note(&self, at: ClaimRef, number: usize, around: Lang) -> String {
        let event = &self.atlas.events[at.event];
        let claim = &event.claims[at.claim];
        let own = if around == self.lang {
            String::new()
        } else {
            format!(
                " lang=\"{}\" dir=\"{}\"",
                self.lang,
                self.lang.direction().html()
            )
        };
        let measure = self.unit_in_full(claim);
        let claimant = marked(&self.name(Entity::Actor(claim.claimant)));
        let mut html = format!(
            "<button popovertarget=\"figure-{number}\" class=\"{}\"></button></label><span class=\"note\" popover id=\"figure-{number}\"{own}>\
             <span><b>{}</b> {}</span><span>{} {claimant}</span>",
            sign_of(claim.grade),
            marked(&self.amount(&claim.amount)),
            escaped(&measure),
            escaped(self.words.get("according_to")),
        );
        let evidence = escaped(&self.evidence_words(self.provenances.get(at)));
        let grade = claim.grade.map(|grade| self.graded("grade_", grade).name);
        html.push_str(&match grade {
            Some(name) => format!(
                "<span><b class=\"{}\">{}</b> · {evidence}</span>",
                sign_of(claim.grade),
                escaped(&name)
            ),
            None => format!("<span>{evidence}</span>"),
        });
        let mut more = Vec::new();
        if let Some(date) = &claim.date {
            more.push(escaped(&format!(
                "{} {}",
                self.words.get("claim_date"),
                self.words.date(date)
            )));
        }
        if claim.status == Some(Status::Conflict) {
            let status = self.graded("status_", Status::Conflict);
            more.push(format!("<b>{}</b>", escaped(&status.meaning)));
        }
        more.push(format!(
            "<a href=\"{}\">{}</a>",
            escaped(&self.claim_address(at)),
            escaped(self.words.get("the_evidence"))
        ));
        for line in more {
            html.push_str(&format!("<span class=\"more\">{line}</span>"));
        }
        html.push_str("</span>");
        html
    }
}

/// Prose whose figures keep the signs of their grades: the last word of a figure and its button
/// stand in one `span`, which styles keep on one line. Without it a line may end between them.
pub fn without_wrapping(html: &str) -> String {
    const BUTTON: &str = "<button popovertarget=\"figure-";
    const END: &str = "</button>";
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find(BUTTON) {
        let end = rest[at..]
            .find(END)
            .map_or(rest.len(), |end| at + end + END.len());
        // A space that does not break is part of the word.
        let word = rest[..at]
            .rfind(['>', ' ', '\n'])
            .map_or(0, |before| before + 1);
        let parts = [&rest[..word], "<span>", &rest[word..end], "</span>"];
        out.push_str(&if word < at {
            parts.concat()
        } else {
            rest[..end].to_owned()
        });
        rest = &rest[end..];
    }
    out + rest
}

/// The class with which the style sheet draws the shape of a grade.
fn sign_of(grade: Option<Grade>) -> String {
    format!("g-{}", grade.map_or("none", Term::text))
}

/// A text as HTML, marked with its language where that is not the page's.
pub fn marked(text: &TextView) -> String {
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
pub fn linked(link: &LinkView) -> String {
    let words = mark(&link.text, link.lang.as_deref(), link.dir);
    format!("<a href=\"{}\">{words}</a>", escaped(&link.url))
}

#[cfg(test)]
mod tests {
    use super::without_wrapping;

    #[test]
    fn the_last_word_of_a_figure_holds_its_sign() {
        let button = "<button popovertarget=\"figure-1\" class=\"g-weak\"></button>";
        for (words, wanted) in [
            ("19", format!("<span>19{button}</span>")),
            (
                "15 autres\nmotos",
                format!("15 autres\n<span>motos{button}</span>"),
            ),
            (
                "19 «\u{a0}morts\u{a0}»",
                format!("19 <span>«\u{a0}morts\u{a0}»{button}</span>"),
            ),
            ("<em>19</em>", format!("<em>19</em>{button}")),
        ] {
            let html = format!("<p>a <label>{words}{button}</label>, b</p>");
            assert_eq!(
                without_wrapping(&html),
                format!("<p>a <label>{wanted}</label>, b</p>")
            );
        }
        assert_eq!(without_wrapping("<p>é</p>"), "<p>é</p>");
    }
}
