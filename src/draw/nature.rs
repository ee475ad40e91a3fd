//! Rivers, lakes and towns of the world, built in: Natural Earth, 1:50 million, in the public
//! domain.
//!
//! They help readers to orient themselves on a map. The head of `nature.txt` describes its format.

use super::countries::{Circle, arc};
use super::geo::{LonLat, Sphere};
use crate::fuzzy;
use crate::lang::fold;

const TEXT: &str = include_str!("nature.txt");

/// Names in other languages.
const NAMES: &str = include_str!("names.txt");

/// Returns the French or Arabic name of a built-in town or river, by its name in `nature.txt`.
/// Returns `None` if there is no such name.
pub fn name_in(name: &str, lang: &str) -> Option<&'static str> {
    if !matches!(lang, "fr" | "ar") {
        return None;
    }
    let mut lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let own = lines.find_map(|line| line.split_once(';').filter(|(known, _)| *known == name))?;
    let (french, arabic) = own.1.split_once(';')?;
    match lang {
        "fr" => Some(french),
        "ar" => Some(arabic),
        _ => None,
    }
}

/// All rivers, lakes and towns, the larger first.
#[derive(Clone, Debug, Default)]
pub struct Nature {
    /// The rivers.
    pub rivers: Vec<Water>,
    /// The lakes.
    pub lakes: Vec<Water>,
    /// The towns.
    pub towns: Vec<NaturalEarthTown>,
}

/// A river or a lake.
#[derive(Clone, Debug)]
pub struct Water {
    /// The name; it may be empty.
    pub name: String,
    /// The ISO 3166-1 code of the country that has the same name.
    pub country: Option<&'static str>,
    /// The rank by size, from 0 for the largest.
    pub rank: u8,
    /// The lines of a river, or the rings of a lake, which do not repeat their first place.
    pub lines: Vec<GlobeLine>,
}

/// A line on the globe and a circle around it.
#[derive(Clone, Debug)]
pub struct GlobeLine {
    /// The points on the sphere.
    pub points: Vec<Sphere>,
    /// A circle around these points.
    pub circle: Circle,
}

/// A town.
#[derive(Clone, Debug)]
pub struct NaturalEarthTown {
    /// The name in English.
    pub name: String,
    /// The ISO 3166-1 code of the town's country; `-` if there is none.
    pub country: String,
    /// The coordinates.
    pub place: LonLat,
    /// The point on the sphere.
    pub point: Sphere,
    /// The administrative rank.
    pub kind: TownKind,
}

/// The administrative rank of a town.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TownKind {
    /// The capital of a country.
    Capital,
    /// The capital of an administrative division.
    Seat,
    /// Any other town.
    Other,
}

impl Nature {
    /// Parses the built-in data.
    pub fn new() -> Nature {
        let mut nature = Nature::default();
        let codes = fuzzy::codes();
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [kind, of, name, english, lines] = fields[..] else {
                continue;
            };
            // A river has several names along its course; most maps use the English one.
            let known = if english.is_empty() { name } else { english };
            let water = || Water {
                name: known.to_owned(),
                country: codes.get(&fold(known)).copied(),
                rank: of.parse().unwrap_or(u8::MAX),
                lines: lines
                    .split(' ')
                    .map(|line| GlobeLine::new(&arc(line)))
                    .collect(),
            };
            match kind {
                "r" => nature.rivers.push(water()),
                "l" => nature.lakes.push(water()),
                _ => nature
                    .towns
                    .extend(arc(lines).first().map(|place| NaturalEarthTown {
                        name: name.to_owned(),
                        country: of.to_owned(),
                        place: *place,
                        point: place.on_sphere(),
                        kind: match kind {
                            "c" => TownKind::Capital,
                            "s" => TownKind::Seat,
                            _ => TownKind::Other,
                        },
                    })),
            }
        }
        nature
    }
}

impl GlobeLine {
    fn new(places: &[LonLat]) -> GlobeLine {
        let points = Sphere::all(places);
        GlobeLine {
            circle: Circle::round(&points),
            points,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_can_be_read() {
        let nature = Nature::new();
        assert!(TEXT.len() < 120_000);
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(
            lines,
            nature.rivers.len() + nature.lakes.len() + nature.towns.len()
        );
        assert!(nature.rivers.len() > 300 && nature.lakes.len() > 300);
        let waters = nature.rivers.iter().chain(&nature.lakes);
        assert!(
            waters
                .flat_map(|water| &water.lines)
                .all(|line| line.points.len() > 1)
        );
        let bamako = nature
            .towns
            .iter()
            .find(|town| town.name == "Bamako")
            .expect("a capital");
        assert_eq!(
            (bamako.kind, bamako.country.as_str()),
            (TownKind::Capital, "ML")
        );
        assert!((bamako.place.lat - 12.65).abs() < 0.1 && (bamako.place.lon + 8.0).abs() < 0.1);
        let niger = nature
            .rivers
            .iter()
            .find(|river| river.name == "Niger")
            .expect("a river");
        assert!(niger.rank < 4);
        assert_eq!(niger.country, Some("NE"));
        // Every entry with names in other languages belongs to a town or river, and occurs once.
        let towns = nature.towns.iter().map(|town| town.name.as_str());
        let known: Vec<&str> = nature
            .rivers
            .iter()
            .map(|water| water.name.as_str())
            .chain(towns)
            .collect();
        let mut names: Vec<&str> = Vec::new();
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let [name, french, arabic] = line.split(';').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            assert!(known.contains(&name) && !names.contains(&name), "{name}");
            assert!(
                !french.is_empty() && arabic.chars().all(|c| !c.is_ascii_alphabetic()),
                "{line}"
            );
            names.push(name);
        }
        assert_eq!(name_in("Bafing", "ar"), Some("بافينغ"));
        assert_eq!(
            (name_in("Algiers", "fr"), name_in("Algiers", "en")),
            (Some("Alger"), None)
        );
    }
}
