//! Actors: who takes part in events and makes claims.

use serde::{Deserialize, Serialize};

use crate::lang::Localized;
use crate::model::{
    ActorType, Alias, BodyFile, Date, Extra, Id, LocalizedText, Origin, Redirect, Region,
    RelationType, Source,
};

/// A force, group, government, organization or person.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The file name without language tag and extension; for a stub, made from the name.
    pub id: String,
    /// The name of the actor.
    pub name: LocalizedText,
    /// Other names that texts use for the actor.
    pub aliases: Vec<Alias>,
    /// The kind of actor, in the terms of ACLED.
    pub actor_type: Option<ActorType>,
    /// The period in which it exists or existed.
    pub active: Option<Date>,
    /// The relations to other actors that the actor's own file declares.
    pub relations: Vec<Relation>,
    /// The region that it belongs to.
    pub region: Option<Id<Region>>,
    /// Whether it is a party to the conflict, so that its reports are not independent evidence.
    /// `None` if the author does not say.
    pub party_to_conflict: Option<bool>,
    /// The words by which others call the actor.
    pub labels: Vec<ActorLabel>,
    /// The name of the actor in ACLED's data (`actor1`, `actor2`).
    pub acled_name: Option<String>,
    /// The number of the actor in the UCDP Actor Dataset (`ActorId`).
    pub ucdp_id: Option<String>,
    /// The item of the actor in Wikidata, such as `Q123`.
    pub wikidata: Option<String>,
    /// The address of the actor's own website.
    pub url: Option<String>,
    /// The Markdown text, one file for each language.
    pub bodies: Localized<BodyFile>,
    /// Where it is defined.
    pub origin: Origin,
    /// Former addresses of its page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
}

/// A relation between two actors in a period.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Relation {
    /// The kind of relation. It leads from the declaring actor to the other one.
    pub relation_type: RelationType,
    /// The other actor.
    pub actor: Id<Actor>,
    /// When the relation began, or `None` if the beginning is open.
    pub from: Option<Date>,
    /// When the relation ended, or `None` if the end is open.
    pub until: Option<Date>,
    /// Where the relation is reported.
    pub sources: Vec<Id<Source>>,
}

/// A word by which others call an actor, such as "terrorists".
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct ActorLabel {
    /// The label, as others use it.
    pub text: LocalizedText,
    /// Who uses the word.
    pub used_by: Option<Id<Actor>>,
    /// Where the word is used.
    pub source: Option<Id<Source>>,
}
