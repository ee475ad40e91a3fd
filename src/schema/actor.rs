//! Actors in front matter, with their relations and labels.

use super::codes::{coded, web_address};
use super::names::{aliases, is_wikidata, period, translate_names};
use super::texts::titled;
use super::{Fields, Reference};
use crate::diag::Code;
use crate::fields::{FieldContext, FieldMap, Located};
use crate::message;
use crate::model::terms::{ActorType, RelationType};
use crate::model::{Alias, Date, LocalizedText};
use crate::reference;

/// An actor as written.
///
/// The fields are those of [`Actor`](crate::model::Actor), with names in place of ids.
#[derive(Clone)]
pub struct RawActor {
    pub name: LocalizedText,
    pub aliases: Vec<Located<Alias>>,
    pub actor_type: Option<ActorType>,
    pub active: Option<Date>,
    pub relations: Vec<RawRelation>,
    pub region: Option<Reference>,
    pub party_to_conflict: Option<bool>,
    pub labels: Vec<RawLabel>,
    pub acled_name: Option<String>,
    pub ucdp_id: Option<String>,
    pub wikidata: Option<String>,
    pub url: Option<String>,
}

/// A relation as written; see [`Relation`](crate::model::Relation).
#[derive(Clone)]
pub struct RawRelation {
    pub relation_type: RelationType,
    pub actor: Reference,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub sources: Vec<Reference>,
}

/// A label of an actor as written; see [`ActorLabel`](crate::model::ActorLabel).
#[derive(Clone)]
pub struct RawLabel {
    pub text: LocalizedText,
    pub used_by: Option<Reference>,
    pub source: Option<Reference>,
}

impl Fields for RawActor {
    const KEYS: &'static [&'static str] = reference::ACTOR.names;
    const TRANSLATED: &'static [&'static str] = &["name", "aliases", "redirect_from"];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        RawActor {
            name: titled(
                front,
                "name",
                id,
                message!("this actor has no `name`"),
                context,
            ),
            aliases: aliases(front, context),
            actor_type: front.term("actor_type", context).map(|at| at.value),
            active: front.date("active", context).map(|at| at.value),
            relations: relations(front, context),
            region: front.text("region", context),
            party_to_conflict: front.flag("party_to_conflict", context),
            labels: labels(front, context),
            acled_name: front.text("acled_name", context).map(|text| text.value),
            ucdp_id: front.text("ucdp_id", context).map(|text| text.value),
            wikidata: coded(front, "wikidata", is_wikidata, "Q912", context),
            url: web_address(front, "url", context),
        }
    }

    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        translate_names(&mut self.name, &mut self.aliases, front, context);
    }
}

fn relations(front: &FieldMap, context: &mut FieldContext) -> Vec<RawRelation> {
    let items = front.list("relations", context);
    items
        .into_iter()
        .filter_map(|item| {
            let relation =
                FieldMap::open(item.value, item.field, reference::RELATION.names, context)?;
            relation.require(
                "type",
                Code::MissingField,
                message!("this relation has no `type`"),
                context,
            );
            relation.require(
                "actor",
                Code::MissingField,
                message!("this relation has no `actor`: to whom?"),
                context,
            );
            let (from, until) = period(&relation, context);
            Some(RawRelation {
                relation_type: relation.term("type", context)?.value,
                actor: relation.text("actor", context)?,
                from,
                until,
                sources: relation.texts("sources", context),
            })
        })
        .collect()
}

fn labels(front: &FieldMap, context: &mut FieldContext) -> Vec<RawLabel> {
    let items = front.list("labels", context);
    items
        .into_iter()
        .filter_map(|item| {
            let label = FieldMap::open(item.value, item.field, reference::LABEL.names, context)?;
            label.require(
                "text",
                Code::MissingField,
                message!("this label has no `text`: what is the actor called?"),
                context,
            );
            Some(RawLabel {
                text: label.phrase("text", context),
                used_by: label.text("used_by", context),
                source: label.text("source", context),
            })
        })
        .collect()
}
