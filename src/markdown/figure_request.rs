//! Requests for figures drawn from data, as texts make them.

use jiff::civil;
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::{Actor, ClaimRef, Entity, EventType, Id, Measure, Region};

/// A figure that a text requests.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FigureRequest {
    pub kind: FigureKind,
    /// The region of a map, the actor of a graph, or the entity whose events a timeline shows.
    pub about: Option<Entity>,
    /// The claim whose origins are shown.
    pub claim: Option<ClaimRef>,
    pub filter: FigureFilter,
    /// The language of the figure's labels, if it differs from the page's language.
    pub lang: Option<Lang>,
    /// The alternative text.
    pub alt: String,
    /// The position among the figures of the text, from 1.
    pub number: usize,
}

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FigureKind {
    Map,
    Timeline,
    Graph,
    Chart,
    Origins,
    Table,
}

impl FigureKind {
    /// All kinds.
    pub const ALL: [FigureKind; 6] = [
        FigureKind::Map,
        FigureKind::Timeline,
        FigureKind::Graph,
        FigureKind::Chart,
        FigureKind::Origins,
        FigureKind::Table,
    ];

    /// Returns the word before the colon of a request.
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

/// Which events or claims a figure shows. All conditions must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FigureFilter {
    pub actors: Vec<Id<Actor>>,
    pub regions: Vec<Id<Region>>,
    pub event_type: Option<EventType>,
    pub from: Option<civil::Date>,
    pub to: Option<civil::Date>,
    pub measure: Option<Measure>,
}
