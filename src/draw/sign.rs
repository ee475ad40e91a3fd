//! Signs: small shapes that distinguish categories without colour, in graphs and charts.

use super::plane::PlanePoint;
use super::svg::{self, PathEnd, Svg, Tag, element, path};

/// A shape, solid or hollow. There are sixteen signs in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// The shape.
    pub form: SignShape,
    /// Whether it is solid.
    pub fill: SignFill,
}

/// The shape of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignShape {
    Circle,
    Square,
    Triangle,
    Diamond,
    Plus,
    Hexagon,
    /// A triangle that points down.
    Wedge,
    /// A star with four points.
    Star,
}

/// Whether a sign is solid or an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignFill {
    Solid,
    Hollow,
}

const FORMS: [SignShape; 8] = [
    SignShape::Circle,
    SignShape::Square,
    SignShape::Triangle,
    SignShape::Diamond,
    SignShape::Plus,
    SignShape::Hexagon,
    SignShape::Wedge,
    SignShape::Star,
];

impl Sign {
    /// Returns the sign of the category with this index. After the sixteenth, signs repeat.
    pub fn numbered(number: usize) -> Sign {
        Sign {
            form: FORMS[number % FORMS.len()],
            fill: if (number / FORMS.len()).is_multiple_of(2) {
                SignFill::Solid
            } else {
                SignFill::Hollow
            },
        }
    }

    /// Draws the sign. All shapes look about as large as a circle of radius `radius`.
    pub fn draw(self, svg: &mut Svg, at: PlanePoint, radius: f64) {
        svg.draw(&self.tag(at, radius));
    }

    /// Draws the sign as a sample of a legend.
    pub fn sample(self, class: &str) -> String {
        svg::sample(class, &element(&self.tag(PlanePoint::new(14.0, 7.0), 5.0)))
    }

    fn tag(self, at: PlanePoint, radius: f64) -> Tag {
        let class = match self.fill {
            SignFill::Solid => "solid",
            SignFill::Hollow => "open",
        };
        let corners: &[(f64, f64)] = match self.form {
            SignShape::Circle => {
                return Tag::new("circle")
                    .class(class)
                    .at(["cx", "cy"], at)
                    .number("r", radius);
            }
            SignShape::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            SignShape::Triangle => &[(0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
            SignShape::Wedge => &[(0.0, 1.2), (1.15, -0.85), (-1.15, -0.85)],
            SignShape::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
            SignShape::Hexagon => &[
                (-0.55, -1.0),
                (0.55, -1.0),
                (1.1, 0.0),
                (0.55, 1.0),
                (-0.55, 1.0),
                (-1.1, 0.0),
            ],
            SignShape::Plus => &[
                (-0.4, -1.1),
                (0.4, -1.1),
                (0.4, -0.4),
                (1.1, -0.4),
                (1.1, 0.4),
                (0.4, 0.4),
                (0.4, 1.1),
                (-0.4, 1.1),
                (-0.4, 0.4),
                (-1.1, 0.4),
                (-1.1, -0.4),
                (-0.4, -0.4),
            ],
            SignShape::Star => &[
                (-1.1, -1.1),
                (0.0, -0.45),
                (1.1, -1.1),
                (0.45, 0.0),
                (1.1, 1.1),
                (0.0, 0.45),
                (-1.1, 1.1),
                (-0.45, 0.0),
            ],
        };
        let points: Vec<PlanePoint> = corners
            .iter()
            .map(|(x, y)| PlanePoint::new(at.x + x * radius, at.y + y * radius))
            .collect();
        Tag::new("path")
            .class(class)
            .text("d", &path(&points, PathEnd::Closed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn sixteen_categories_have_signs_of_their_own() {
        let signs: BTreeSet<String> = (0..16)
            .map(|number| Sign::numbered(number).sample(""))
            .collect();
        assert_eq!(signs.len(), 16);
        assert_eq!(Sign::numbered(16), Sign::numbered(0));
    }
}
