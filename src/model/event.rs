//! Events: what happened, when, where and between whom.

use serde::{Deserialize, Serialize};

use crate::lang::Localized;
use crate::model::{
    Actor, BodyFile, Claim, Count, Date, EventClarity, EventType, Extra, GeoPoint, Id,
    LocalizedText, Measure, Origin, Precision, Redirect, Region, Source, SubEventType,
    ViolenceType,
};

/// Something that happened at a time, in a place, with the claims about it.
///
/// Fields follow ACLED's codebook and, where ACLED has no such field, the codebook of the UCDP
/// Georeferenced Event Dataset (GED); see [`crate::model::terms`] for the editions.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Event {
    /// The file name without language tag and extension, or the `id` of an event in an article.
    pub id: String,
    /// The title.
    pub title: LocalizedText,
    /// When it happened.
    pub date: Date,
    /// ACLED `event_type`.
    pub event_type: Option<EventType>,
    /// ACLED `sub_event_type`, which refines the `event_type`.
    pub sub_event_type: Option<SubEventType>,
    /// UCDP GED `type_of_violence`.
    pub type_of_violence: Option<ViolenceType>,
    /// UCDP GED `event_clarity`.
    pub event_clarity: Option<EventClarity>,
    /// The regions where it happened.
    pub regions: Vec<Id<Region>>,
    /// The place where it happened.
    pub place: Option<EventPlace>,
    /// How exactly the place is known: UCDP GED `where_prec`.
    pub where_prec: Option<Precision>,
    /// The place in words: UCDP GED `where_description`.
    pub where_description: Option<LocalizedText>,
    /// The first side: UCDP GED `side_a`, which may here be several actors.
    pub side_a: Vec<Id<Actor>>,
    /// The other side: UCDP GED `side_b`, which may here be several actors.
    pub side_b: Vec<Id<Actor>>,
    /// Other participants, who are on neither side.
    pub actors: Vec<Id<Actor>>,
    /// What actors claim about the event.
    pub claims: Vec<Claim>,
    /// The figures that the editors themselves estimate.
    pub estimates: Vec<Estimate>,
    /// The sources that report the event.
    pub sources: Vec<Id<Source>>,
    /// The maximum precision with which the place may be published, if the place is known more
    /// exactly: an exact place can endanger people.
    pub publish_precision: Option<Precision>,
    /// Whether the text is graphic. If so, readers are warned.
    pub graphic: bool,
    /// The Markdown text, one file for each language.
    pub bodies: Localized<BodyFile>,
    /// Where it is defined.
    pub origin: Origin,
    /// Former addresses of its page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
}

impl Event {
    /// Returns the date to which the figure of a claim refers: the claim's own, or the event's.
    pub fn date_of(&self, claim: &Claim) -> Date {
        claim.date.unwrap_or(self.date)
    }
}

/// The place of an event: a name, a point or both.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct EventPlace {
    /// The name of the place.
    pub name: Option<LocalizedText>,
    /// The coordinates of the place.
    pub point: Option<GeoPoint>,
}

/// A figure that the editors estimate, with its author and its basis.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Estimate {
    /// The position in the list as written, from 0. `None` if the event has one without a list.
    pub written: Option<usize>,
    /// What is estimated.
    pub measure: Measure,
    /// The number, in the unit of the measure.
    pub count: Count,
    /// What the figure is based on.
    pub basis: LocalizedText,
    /// Who estimated it.
    pub by: LocalizedText,
    /// The day on which it was estimated.
    pub date: Date,
}
