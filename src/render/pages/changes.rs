//! The list of what has changed.

use crate::config::Config;
use crate::history::{
    ChangedClaim, ChangedFact, ChangedPart, EntityChange, FromTo, PartChange, SourceChange,
};
use crate::lang::Lang;
use crate::model::terms::{Grade, Status};
use crate::model::{Amount, Date, Entity, Measure};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{ChangeFact, ChangeItem, ChangePart, ChangesPage, Listing, TextView};
use crate::render::{claims, counts, head, paging};

/// The number of characters of a commit's hash that readers see, as on GitHub.
const SHORT_HASH: usize = 7;

/// The parts of the address of a file in a repository that end the address of the repository, with
/// what the addresses of its commits have instead.
const REPOSITORY_ENDS: [(&str, &str); 4] = [
    ("/-/edit/", "/-/commit/"),
    ("/_edit/", "/commit/"),
    ("/edit/", "/commit/"),
    ("/blob/", "/commit/"),
];

/// Returns all changes, newest first.
pub fn all_changes<'a>(context: &PageContext<'a>) -> &'a [EntityChange] {
    context.history.map_or(&[], |history| &history.changes)
}

/// Returns a page of the list of changes.
pub fn changes_page(context: &PageContext, number: usize) -> ChangesPage {
    let all = all_changes(context);
    let limit = context.history.and_then(|history| history.limit);
    ChangesPage {
        page: head::page_view(context, PageKind::Changes(number)),
        list: Listing {
            items: paging::page_items(context, all, number)
                .iter()
                .map(|change| change_item(context, change))
                .collect(),
            count: all.len(),
            all: None,
        },
        limit: limit.map(|limit| {
            let date = context.words.date(&Date::day(limit.since));
            context.words.say("changes_limit", None, &[("date", &date)])
        }),
        pager: paging::pager(context, all.len(), number, PageKind::Changes),
    }
}

/// Returns the changes of an entity in a commit.
pub fn change_item(context: &PageContext, change: &EntityChange) -> ChangeItem {
    let hash = &change.commit.hash;
    ChangeItem {
        date: context.words.when(&Date::day(change.commit.day)),
        commit: hash.chars().take(SHORT_HASH).collect(),
        commit_url: commit_address(context.config, hash),
        subject: context.link(change.entity),
        parts: (change.parts.iter())
            .map(|part| change_part(context, change.entity, part))
            .collect(),
    }
}

/// Returns a change in one line, for feeds.
pub fn change_text(context: &PageContext, item: &ChangeItem) -> String {
    let fact = |fact: &ChangeFact| {
        let links = fact.links.iter().map(|link| link.text.clone());
        let text = fact.text.iter().map(|text| text.text.clone());
        let values: Vec<String> = text.chain(links).chain(fact.more.clone()).collect();
        let after = values.join(context.words.get("list_separator"));
        let parts = [("term", fact.term.as_str()), ("after", &after)];
        match &fact.before {
            Some(before) => {
                let [term, after] = parts;
                let parts = [term, after, ("before", &before.text)];
                context.words.say("change_fact_before", None, &parts)
            }
            None => context.words.say("change_fact", None, &parts),
        }
    };
    let separator = context.words.get("clause_separator");
    let parts = item.parts.iter().map(|part| {
        let facts: Vec<String> = part.facts.iter().map(fact).collect();
        let facts = facts.join(separator);
        let Some(name) = &part.name else {
            return facts;
        };
        let name = match &part.note {
            Some(note) => format!("{} ({note})", name.text),
            None => name.text.clone(),
        };
        let parts = [("name", name.as_str()), ("facts", &facts)];
        context.words.say("change_part", None, &parts)
    });
    parts.collect::<Vec<_>>().join(separator)
}

/// Returns the address of a commit, if `edit_url` has the form of an address in a repository.
fn commit_address(config: &Config, hash: &str) -> Option<String> {
    let address = config.edit_url.as_ref()?;
    let (repository, commits) = REPOSITORY_ENDS
        .iter()
        .find_map(|(end, commits)| Some((address.split_once(end)?.0, commits)))?;
    // Editors on other hosts name the repository in a query or a fragment.
    let is_plain = !repository.contains(['?', '#', '{']);
    is_plain.then(|| format!("{repository}{commits}{hash}"))
}

fn change_part(context: &PageContext, entity: Entity, change: &PartChange) -> ChangePart {
    let facts = change.facts.iter();
    let facts: Vec<ChangeFact> = facts
        .map(|fact| change_fact(context, entity, fact))
        .collect();
    let note = change.facts.iter().find_map(|fact| match fact {
        ChangedFact::Figure(FromTo { before: None, .. }) => Some("change_added"),
        ChangedFact::Figure(FromTo { after: None, .. }) => Some("change_withdrawn"),
        _ => None,
    });
    let (name, url) = match &change.part {
        ChangedPart::Title => (None, None),
        ChangedPart::Claim(claim) => (
            Some(claim_name(context, claim)),
            claim.now.map(|at| claims::claim_address(context, at)),
        ),
        ChangedPart::Estimate(measure) => {
            let measure = claims::measure_label(context, *measure, None).name;
            let words = [("measure", measure.as_str())];
            let name = context.words.say("change_estimate", None, &words);
            (Some(context.plain(name)), None)
        }
    };
    let of = match &change.part {
        ChangedPart::Claim(claim) => claim.of,
        _ => None,
    };
    ChangePart {
        name,
        url,
        note: note.map(|word| context.words.get(word).to_owned()),
        of: of.map(|actor| context.link(Entity::Actor(actor))),
        facts,
    }
}

/// Returns "Claim: neutralised (the army)".
fn claim_name(context: &PageContext, claim: &ChangedClaim) -> TextView {
    let measure = claims::measure_label(context, claim.measure, claim.label.as_ref()).name;
    let name = match claim.claimant {
        Some(claimant) => {
            let claimant = context.name(Entity::Actor(claimant)).text;
            format!("{measure} ({claimant})")
        }
        None => measure,
    };
    let words = [("claim", name.as_str())];
    context.plain(context.words.say("change_claim", None, &words))
}

/// Returns a difference in words.
fn change_fact(context: &PageContext, entity: Entity, fact: &ChangedFact) -> ChangeFact {
    let word = |key: &str| context.words.get(key).to_owned();
    let value = |term: &str, before: TextView, after: TextView| ChangeFact {
        term: word(term),
        text: Some(after),
        before: Some(before),
        links: Vec::new(),
        more: None,
    };
    match fact {
        ChangedFact::Title(lang, titles) => title_fact(context, entity, *lang, titles),
        ChangedFact::Figure(figures) => figure_fact(context, figures),
        ChangedFact::Measure(measures) => {
            let name = |measure: Measure| {
                context.plain(claims::measure_label(context, measure, None).name)
            };
            value(
                "change_measure",
                name(measures.before),
                name(measures.after),
            )
        }
        ChangedFact::Claimant(actors) => {
            let name = |actor| context.name(Entity::Actor(actor));
            value("claimant", name(actors.before), name(actors.after))
        }
        ChangedFact::Grade(grades) => {
            let name = |grade: Option<Grade>| {
                context.plain(match grade {
                    Some(grade) => claims::graded(context, "grade_", grade).name,
                    None => word("grade_none"),
                })
            };
            value("grade_short", name(grades.before), name(grades.after))
        }
        ChangedFact::Status(statuses) => {
            let name = |status: Option<Status>| {
                context.plain(match status {
                    Some(status) => claims::graded(context, "status_", status).name,
                    None => word("change_no_status"),
                })
            };
            value("change_status", name(statuses.before), name(statuses.after))
        }
        ChangedFact::SourcesAdded(sources) => {
            sources_fact(context, "change_sources_added", sources)
        }
        ChangedFact::SourcesRemoved(sources) => {
            sources_fact(context, "change_sources_removed", sources)
        }
    }
}

/// Returns the change of a title or name, with its language if it is not that of the page.
fn title_fact(
    context: &PageContext,
    entity: Entity,
    lang: Lang,
    titles: &FromTo<String>,
) -> ChangeFact {
    let term = match entity {
        Entity::Actor(_) | Entity::Region(_) => "change_name",
        _ => "change_title",
    };
    let mut term = context.words.get(term).to_owned();
    if lang != context.lang {
        let language = context.language(lang);
        let words = [("term", term.as_str()), ("language", &language)];
        term = context.words.say("change_in_language", None, &words);
    }
    ChangeFact {
        term,
        text: Some(context.text_in(lang, &titles.after)),
        before: Some(context.text_in(lang, &titles.before)),
        links: Vec::new(),
        more: None,
    }
}

/// Returns the change of a figure, or the figure of what is new or gone.
fn figure_fact(context: &PageContext, figures: &FromTo<Option<Amount>>) -> ChangeFact {
    let lang = differing_language(context, figures);
    let text = |value: &Amount| match (value, lang) {
        (Amount::Value(words), Some(lang)) => words
            .exact(lang)
            .map_or_else(|| context.text(words), |text| context.text_in(lang, text)),
        (value, _) => counts::amount_text(context, value),
    };
    let (before, after) = (figures.before.as_ref(), figures.after.as_ref());
    ChangeFact {
        term: context.words.get("figure").to_owned(),
        text: after.or(before).map(text),
        before: before.filter(|_| after.is_some()).map(text),
        links: Vec::new(),
        more: None,
    }
}

/// Returns the language in which the words of a claim differ: that of the page, if they do there.
fn differing_language(context: &PageContext, figures: &FromTo<Option<Amount>>) -> Option<Lang> {
    let (Some(Amount::Value(before)), Some(Amount::Value(after))) =
        (&figures.before, &figures.after)
    else {
        return None;
    };
    let differs = |lang: Lang| {
        let (before, after) = (before.exact(lang), after.exact(lang));
        before.is_some() && after.is_some() && before != after
    };
    if differs(context.lang) {
        return Some(context.lang);
    }
    after
        .iter()
        .map(|(lang, _)| lang)
        .find(|lang| differs(*lang))
}

fn sources_fact(context: &PageContext, term: &str, change: &SourceChange) -> ChangeFact {
    let others = (change.unlisted > 0).then(|| {
        context
            .words
            .say("change_other_sources", Some(change.unlisted), &[])
    });
    ChangeFact {
        term: context.words.get(term).to_owned(),
        text: None,
        before: None,
        links: context.sources(&change.sources),
        more: others,
    }
}
