//! Pixels in memory: rotation and scaling.

use resize::Pixel::{RGB8, RGBA8P};
use resize::Type::Lanczos3;
use rgb::FromSlice as _;

use super::strip::Orientation;

/// Pixels row by row, with eight bits each of red, green, blue and optionally alpha.
pub struct Raster {
    pub width: u32,
    pub height: u32,
    pub alpha: bool,
    pub samples: Vec<u8>,
}

impl Raster {
    /// Returns the picture turned upright.
    pub fn turned(&self, orientation: Orientation) -> Raster {
        let (width, height) = (index(self.width), index(self.height));
        let (seen_width, seen_height) = if orientation.swaps() {
            (height, width)
        } else {
            (width, height)
        };
        let depth = self.depth();
        let mut samples = Vec::with_capacity(self.samples.len());
        for y in 0..seen_height {
            for x in 0..seen_width {
                let (from_x, from_y) = orientation.source((x, y), (width, height));
                let at = (from_y * width + from_x) * depth;
                samples.extend_from_slice(&self.samples[at..at + depth]);
            }
        }
        let (width, height) = if orientation.swaps() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        Raster {
            width,
            height,
            alpha: self.alpha,
            samples,
        }
    }

    /// Scales the picture down to a width, in proportion.
    pub fn scaled(&self, width: u32) -> Raster {
        let height = u64::from(self.height) * u64::from(width);
        let height = (height + u64::from(self.width) / 2) / u64::from(self.width).max(1);
        let height = u32::try_from(height.max(1)).unwrap_or(self.height);
        let (from_width, from_height) = (index(self.width), index(self.height));
        let (to_width, to_height) = (index(width), index(height));
        let mut samples = vec![0; to_width * to_height * self.depth()];
        let done = if self.alpha {
            resize::new(
                from_width,
                from_height,
                to_width,
                to_height,
                RGBA8P,
                Lanczos3,
            )
            .and_then(|mut resizer| resizer.resize(self.samples.as_rgba(), samples.as_rgba_mut()))
        } else {
            resize::new(from_width, from_height, to_width, to_height, RGB8, Lanczos3)
                .and_then(|mut resizer| resizer.resize(self.samples.as_rgb(), samples.as_rgb_mut()))
        };
        done.expect("sizes are above 0 and both buffers are of them");
        Raster {
            width,
            height,
            alpha: self.alpha,
            samples,
        }
    }

    fn depth(&self) -> usize {
        if self.alpha { 4 } else { 3 }
    }
}

fn index(side: u32) -> usize {
    usize::try_from(side).expect("a side was checked against the largest picture")
}
