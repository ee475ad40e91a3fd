//! Figures drawn from data, as a text requests them.

use jiff::civil;
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::{Actor, ClaimRef, Entity, EventType, Id, Measure, Region};

/// A figure that a text asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRequest {
    pub kind: FigureKind,
    /// The region that a map shows, the actor of a graph, the thing whose events a timeline has.
    pub about: Option<Entity>,
    /// The claim whose origins it shows.
    pub claim: Option<ClaimRef>,
    pub filter: FigureFilter,
    /// The language of its words, where that is not the page's.
    pub lang: Option<Lang>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Its place among the figures of the text, from 1.
    pub number: usize,
}

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FigureKind {
    Map,
    Timeline,
    Graph,
    Chart,
    Origins,
    Table,
}

impl FigureKind {
    /// Every kind.
    pub const ALL: [FigureKind; 6] = [
        FigureKind::Map,
        FigureKind::Timeline,
        FigureKind::Graph,
        FigureKind::Chart,
        FigureKind::Origins,
        FigureKind::Table,
    ];

    /// The word before the colon of a request.
    pub fn word(self) -> &'static str {
        match self {
            FigureKind::Map => "map",
            FigureKind::Timeline => "timeline",
            FigureKind::Graph => "graph",
            FigureKind::Chart => "chart",
            FigureKind::Origins => "origins",
            FigureKind::Table => "table",
        }
    }
}

/// Which events or claims a figure shows: those that meet every condition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureFilter {
    pub actors: Vec<Id<Actor>>,
    pub regions: Vec<Id<Region>>,
    pub event_type: Option<EventType>,
    pub from: Option<civil::Date>,
    pub to: Option<civil::Date>,
    pub measure: Option<Measure>,
}
