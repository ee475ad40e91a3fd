//! Figures drawn at build time: data in, one inline `<svg>` element out.
//!
//! Everything here is a pure function of plain structs. Texts for readers come with the figure's
//! [`Caption`] and data, in the page's language. Classes and the theme's stylesheet define the look
//! of an SVG. It never has a style attribute, which the pages' Content-Security-Policy forbids. A
//! figure is [`WIDTH`] units wide, about the width of a phone in pixels, and grows with the page;
//! see [`label`] for text. In languages written from right to left, time runs from right to left
//! too; maps and graphs do not change.

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

/// The accessible name and description of a figure, and its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Unique on the page; ids inside of the figure begin with it.
    pub id: String,
    /// The accessible name.
    pub title: String,
    /// The accessible description.
    pub description: String,
    /// The language of the page, which decides the direction of the figure.
    pub lang: Lang,
}

/// A sample of a mark or line for a legend: a small `<svg>`, hidden from screen readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample<T> {
    /// What the sample explains.
    pub what: T,
    /// The sample as an `<svg>` element.
    pub svg: String,
}

/// Converts a count to a coordinate; at most `u32::MAX`.
fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Converts a number to a coordinate, to about sixteen digits.
#[expect(
    clippy::cast_precision_loss,
    reason = "no figure is drawn to more digits than that"
)]
fn wide(value: u64) -> f64 {
    value as f64
}
