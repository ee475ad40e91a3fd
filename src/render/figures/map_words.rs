//! Names and numbers on maps, in the language of the page.

use crate::draw::map::MapWords;
use crate::draw::nature;
use crate::fuzzy;
use crate::lang::fold;
use crate::model::{Entity, Level};
use crate::render::context::PageContext;

/// The maximum distance in degrees between a built-in town and a region of the site with the same
/// name.
const MAX_DISTANCE: f64 = 0.4;

/// Returns the name of a built-in town or river in this language. Returns `None` if only a name in
/// Latin letters is known and the language uses another script.
fn built_in_name(context: &PageContext, name: &str) -> Option<String> {
    let region_name = nature::name_in(name, context.lang.tag());
    let localized = region_name.or_else(|| context.words.has_latin_letters().then_some(name));
    localized.map(str::to_owned)
}

impl MapWords for PageContext<'_> {
    fn distance(&self, kilometres: u32) -> String {
        let number = self.words.number(u64::from(kilometres));
        self.words.say("kilometres", None, &[("n", &number)])
    }

    fn number(&self, number: usize) -> String {
        self.words.number(u64::try_from(number).unwrap_or(u64::MAX))
    }

    fn country(&self, code: &str) -> Option<String> {
        let mut regions = self.atlas.regions.iter();
        let region_name = regions.find(|(_, region)| {
            region.level == Some(Level::Country) && region.iso_3166.as_deref() == Some(code)
        });
        region_name
            .map(|(id, _)| self.name(Entity::Region(id)).text)
            .or_else(|| fuzzy::country(code, self.lang.tag()).map(str::to_owned))
    }

    fn town(&self, town: &nature::NaturalEarthTown) -> Option<String> {
        // The site may have its own name for the town in this language.
        let name = fold(&town.name);
        let region_name = self.atlas.regions.iter().find(|(_, region)| {
            region.point.is_some_and(|point| {
                (point.lat - town.place.lat).abs() < MAX_DISTANCE
                    && (point.lon - town.place.lon).abs() < MAX_DISTANCE
            }) && (region
                .name
                .iter()
                .any(|(_, localized)| fold(localized) == name)
                || region.aliases.iter().any(|alias| fold(&alias.name) == name))
        });
        region_name
            .map(|(id, _)| self.name(Entity::Region(id)).text)
            .or_else(|| built_in_name(self, &town.name))
    }

    fn river(&self, name: &str) -> Option<String> {
        // A river may have the name of a country on the same map.
        match self.boundaries.lands().namesake(name) {
            Some(code) => {
                let name = self.country(code).or_else(|| built_in_name(self, name))?;
                Some(self.words.say("map_river", None, &[("name", &name)]))
            }
            None => built_in_name(self, name),
        }
    }
}
