//! Entities, claims and keys in a few lines of Markdown.

use super::context::FileContext;
use super::schema_path::KeyPlace;
use super::view::SiteView;
use crate::lang::Lang;
use crate::message;
use crate::messages::{Message, MessageLanguage};
use crate::model::terms::Term;
use crate::model::{Amount, ClaimRef, Entity, Event, Id, LocalizedText, Source};
use crate::reference::{self, Form, Section, print};

/// The length of the beginning of a text that is shown, in characters.
const MAX_LEAD: usize = 240;

/// Returns an entity in one line: its name, and the path of its page.
pub(super) fn line(view: &SiteView, entity: Entity, lang: Option<Lang>) -> String {
    let id = format!("{}/{}", entity.folder(), view.atlas().id(entity));
    match lang.map(|lang| view.name(entity, lang)) {
        Some(name) if name != view.atlas().id(entity) => format!("{name} · {id}"),
        _ => id,
    }
}

/// Returns what is known of an entity: its names, its kind, when, and how its text begins.
pub(super) fn entity(view: &SiteView, entity: Entity, context: &FileContext) -> String {
    let lang = context.lang_in(view);
    let atlas = view.atlas();
    let path = format!("{}/{}", entity.folder(), atlas.id(entity));
    let mut lines = vec![format!("**{}** · `{path}`", view.name(entity, lang))];
    let language = context.language;
    match entity {
        Entity::Actor(id) => {
            let actor = &atlas.actors[id];
            lines.extend(aliases(
                actor.aliases.iter().map(|alias| alias.name.as_str()),
            ));
            let kind = actor.actor_type.map(|term| {
                let meaning = meaning(&reference::ACTOR, "actor_type", term.text(), language);
                format!("{}: {meaning}", term.text())
            });
            lines.extend(kind);
            lines.extend(actor.active.map(|active| format!("`{active}`")));
            if actor.party_to_conflict == Some(true) {
                lines.push(message!("a party to the conflict").text(language));
            }
        }
        Entity::Region(id) => {
            let region = &atlas.regions[id];
            lines.extend(aliases(
                region.aliases.iter().map(|alias| alias.name.as_str()),
            ));
        }
        Entity::Event(id) => {
            let event = &atlas.events[id];
            lines.push(format!("`{}`", event.date));
            let claims = 0..event.claims.len();
            let claims = claims.map(|claim| format!("* {}", claim_line(view, id, claim, context)));
            let claims: Vec<String> = claims.collect();
            if !claims.is_empty() {
                lines.push(claims.join("\n"));
            }
        }
        Entity::Source(id) => lines.extend(source_lines(view, id)),
        Entity::Article(id) => {
            let article = &atlas.articles[id];
            lines.push(format!("`{}`", article.date));
            lines.extend(text_in(&article.summary, lang).map(str::to_owned));
        }
        Entity::Page(_) => {}
    }
    if !matches!(entity, Entity::Article(_)) {
        let prose = view.prose(entity, lang).map(|prose| prose.lead.trim());
        lines.extend(prose.filter(|lead| !lead.is_empty()).map(shortened));
    }
    lines.join("\n\n")
}

/// Returns a claim in one line: what is counted, how many, and who says so.
pub(super) fn claim_line(
    view: &SiteView,
    event: Id<Event>,
    claim: usize,
    context: &FileContext,
) -> String {
    let lang = context.lang_in(view);
    let claim = &view.atlas().events[event].claims[claim];
    let claimant = view.name(Entity::Actor(claim.claimant), lang);
    let amount = match &claim.amount {
        Amount::Count(count) => count.to_string(),
        Amount::Value(text) => text_in(text, lang).unwrap_or_default().to_owned(),
    };
    format!("{}: {amount} · {claimant}", claim.measure.text())
}

/// Returns a claim with its claimant, its grade and its origins.
pub(super) fn claim(
    view: &SiteView,
    event: Id<Event>,
    claim: usize,
    context: &FileContext,
) -> String {
    let lang = context.lang_in(view);
    let language = context.language;
    let name = |entity| view.name(entity, lang);
    let event_name = name(Entity::Event(event));
    let reference = ClaimRef { event, claim };
    let line = claim_line(view, event, claim, context);
    let claim = &view.atlas().events[event].claims[claim];
    let mut lines = vec![format!("**{line}**"), event_name.to_owned()];
    let mut add = |message: Message| lines.push(message.text(language));
    let claimant = name(Entity::Actor(claim.claimant));
    add(message!("claimed by {claimant}", claimant));
    if let Some(of) = claim.of {
        add(message!(
            "counted are those of {actor}",
            actor = name(Entity::Actor(of))
        ));
    }
    if let Some(grade) = claim.grade {
        let meaning = meaning(&reference::CLAIM, "grade", grade.text(), language);
        add(message!(
            "grade `{grade}`: {meaning}",
            grade = grade.text(),
            meaning
        ));
    }
    if let Some(status) = claim.status {
        let meaning = meaning(&reference::CLAIM, "status", status.text(), language);
        add(message!(
            "status `{status}`: {meaning}",
            status = status.text(),
            meaning
        ));
    }
    let sources = claim.sources.iter().map(|id| name(Entity::Source(*id)));
    if !claim.sources.is_empty() {
        add(message!(
            claim.sources.len() => "source: {sources}", "sources: {sources}",
            sources = listed(sources)
        ));
    }
    let provenance = view.site.provenances.get(reference);
    let origins = provenance.origins.iter();
    let origins = origins.map(|origin| name(Entity::Source(origin.source)));
    if !provenance.origins.is_empty() {
        add(message!(
            provenance.origins.len() => "one origin: {origins}", "{count} origins: {origins}",
            origins = listed(origins)
        ));
    }
    if provenance.only_parties() {
        add(message!("every origin speaks for a party to the conflict"));
    }
    lines.extend(text_in(&claim.quote, lang).map(|quote| format!("> {quote}")));
    lines.join("\n\n")
}

/// Returns what a key means and may hold.
pub(super) fn key(place: KeyPlace, language: MessageLanguage) -> String {
    print::key(place.section, place.key, language)
}

/// Returns the meaning of a value of a closed list; empty if it is not in the list.
pub(super) fn meaning(
    section: &Section,
    key: &str,
    value: &str,
    language: MessageLanguage,
) -> &'static str {
    let form = section.key(key).map(|key| &key.form);
    let Some(Form::Choice(values)) = form else {
        return "";
    };
    let found = values.iter().find(|known| known.value == value);
    found.map_or("", |known| known.text.in_language(language))
}

fn aliases<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names = listed(names);
    (!names.is_empty()).then_some(names)
}

/// Returns names in one line.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<&str>>().join(" · ")
}

/// Returns the publisher and the day of a source, and its address.
fn source_lines(view: &SiteView, id: Id<Source>) -> Vec<String> {
    let source = &view.atlas().sources[id];
    let date = source.date.map(|date| format!("`{date}`"));
    let first: Vec<String> = source.publisher.iter().cloned().chain(date).collect();
    let address = source.url.iter().map(|url| format!("<{url}>"));
    let first = (!first.is_empty()).then(|| first.join(" · "));
    first.into_iter().chain(address).collect()
}

fn text_in(text: &LocalizedText, lang: Lang) -> Option<&str> {
    text.get(lang).map(|(_, text)| text.as_str())
}

/// Returns the beginning of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_LEAD) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
