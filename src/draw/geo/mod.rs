//! From the globe to the plane: places, the projection, and borders that several shapes share.

mod projection;
mod topology;

pub use projection::{Fit, Projection};
pub use topology::{Border, Topology};

/// A place on the globe, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub lat: f64,
    pub lon: f64,
}

impl Place {
    /// Whether it is a place on the globe at all.
    pub fn is_on_globe(&self) -> bool {
        self.lat.abs() <= 90.0 && self.lon.abs() <= 360.0
    }
}
