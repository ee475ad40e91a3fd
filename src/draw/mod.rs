//! Figures drawn at build time: data in, one inline `<svg>` element out.
//!
//! Everything here is a pure function of plain structs. No text is made here: each word that a
//! reader sees comes in with the figure's [`Caption`] or its data, in the page's language. What an
//! SVG looks like is said by classes and the theme's stylesheet, never by a style attribute, so
//! that the pages' Content Security Policy holds. A figure is [`WIDTH`] units wide, about as many
//! pixels as a phone's column, and grows with the page; see [`label`] for text. In languages
//! written from right to left, time runs from right to left too; maps and graphs stay as they are.

pub mod chart;
pub mod countries;
pub mod geo;
pub mod geojson;
pub mod graph;
pub mod label;
pub mod map;
pub mod nature;
pub mod origins;
mod place;
pub mod plane;
pub mod scale;
mod sign;
mod svg;
mod ticks;
pub mod timeline;

pub use sign::{Sign, SignFill, SignShape};
pub use ticks::{FoldedTime, TickUnit, TimeWords};

use crate::lang::Lang;

/// The width of every figure in units of its viewBox.
pub const WIDTH: f64 = 360.0;

/// What stands for a figure where it is not seen, and in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Unique on its page; the ids within the figure begin with it.
    pub id: String,
    pub title: String,
    pub description: String,
    pub lang: Lang,
}

/// The sample of a mark or line for a figure's legend: a small `<svg>`, hidden from screen readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample<T> {
    pub what: T,
    pub svg: String,
}

/// A count as a coordinate; more than four thousand million are drawn as that many.
fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A number as a coordinate, to about sixteen digits.
#[expect(
    clippy::cast_precision_loss,
    reason = "no figure is drawn to more digits than that"
)]
fn wide(value: u64) -> f64 {
    value as f64
}
