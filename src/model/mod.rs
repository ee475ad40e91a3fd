//! The content of a site as typed, linked data: the [`Atlas`].
//!
//! References between entities are [`Id`]s, which are indices into the lists of the atlas. So no
//! later phase looks anything up by name. Vocabularies (kinds of events, actors, sources) are
//! closed lists, in [`terms`]. This module has only data: it reads no file, checks no content and
//! renders nothing.

mod actor;
mod article;
mod atlas;
mod claim;
pub mod count;
pub mod date;
mod entity;
mod event;
mod id;
pub mod licence;
mod list;
mod page;
pub mod photograph;
mod region;
mod source;
pub mod terms;

pub use self::actor::{Actor, ActorLabel, Relation};
pub use self::article::{Article, Correction, EventUse, Image, Topic};
pub use self::atlas::Atlas;
pub use self::claim::{Amount, Claim, ClaimRef};
pub use self::count::{About, Count, Number};
pub use self::date::Date;
pub use self::entity::{Alias, BodyFile, Entity, Extra, LocalizedText, Origin, Redirect};
pub use self::event::{Estimate, Event, EventPlace};
pub use self::id::Id;
pub use self::licence::Licence;
pub use self::list::{List, Tracked};
pub use self::page::{Contested, FreePage, HOME, Home, PageFolder, Side};
pub use self::photograph::{Photograph, Photographs};
pub use self::region::{GeoPoint, Geometry, Membership, Region};
pub use self::source::Source;
pub use self::terms::{
    ActorType, EventClarity, EventType, Grade, Level, Measure, Precision, RelationType, Scale,
    SourceKind, Status, SubEventType, ViolenceType,
};
