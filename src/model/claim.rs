//! Claims: what an actor states about an event.

use serde::{Deserialize, Serialize};

use crate::model::{Actor, Count, Date, Event, Grade, Id, LocalizedText, Measure, Source, Status};

/// A statement about an event by an actor, with the sources that reproduce it.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// The id, which is unique within the event. It is written by an author, or made from the
    /// measure.
    pub id: String,
    /// The anchor on the page of the event: the id as written, or else measure and claimant, so
    /// that it stays when a claim is added before this one.
    pub anchor: String,
    /// The position in the event's list as written, from 0.
    pub written: usize,
    /// What is counted or stated.
    pub measure: Measure,
    /// What is counted, in words, if the measure is `other`.
    pub label: Option<LocalizedText>,
    /// What is claimed.
    pub amount: Amount,
    /// The date to which the figure refers, if that is not the date of the event.
    pub date: Option<Date>,
    /// The actor whose people or goods are counted, such as the side that had the losses.
    pub of: Option<Id<Actor>>,
    /// The actor who makes the claim.
    pub claimant: Id<Actor>,
    /// Where the claim is made.
    pub sources: Vec<Id<Source>>,
    /// The words of the source, in the languages in which they were said.
    pub quote: LocalizedText,
    /// How well the claim is supported, in Airwars' grades.
    pub grade: Option<Grade>,
    /// Whether the source was checked, in the terms of the Security Force Monitor.
    pub status: Option<Status>,
    /// Remarks of the editors; required if the status is `conflict`.
    pub notes: LocalizedText,
    /// The claim that this one answers.
    pub responds_to: Option<ClaimRef>,
    /// The claims that contradict this one.
    pub contradicted_by: Vec<ClaimRef>,
}

/// A reference to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimRef {
    /// The event of the claim.
    pub event: Id<Event>,
    /// The index in the event's `claims`, from 0.
    pub claim: usize,
}

/// The figure of a claim, or its words if it has no figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Amount {
    /// A number or range.
    Count(Count),
    /// Words.
    Value(LocalizedText),
}
