//! The addresses of Jekyll's posts, pages and collections.
//!
//! The rules are those of Jekyll 4: `lib/jekyll/drops/url_drop.rb` has the placeholders, `url.rb`
//! how they are replaced, `collection.rb`, `configuration.rb` and `page.rb` the patterns, and
//! `utils.rb` how names become parts of addresses (<https://jekyllrb.com/docs/permalinks/>).

use jiff::civil;
use jiff::tz::TimeZone;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::layout::{Layout, TextClass};
use crate::import::sites::dates::date;
use crate::import::sites::front::{Front, scalar};
use crate::import::sites::settings::Settings;
use crate::import::sites::source::{folder, stem};
use crate::import::sites::text::SourceText;
use crate::yaml::Value;

/// The pattern of the default style.
const DATE_STYLE: &str = "/:categories/:year/:month/:day/:title:output_ext";

/// The addresses of a site.
pub(super) struct Addresses<'s> {
    settings: &'s Settings,
    layout: &'s Layout,
    zone: Option<TimeZone>,
}

/// What a text in a collection has for the placeholders of a pattern.
struct Placeholders<'t> {
    text: &'t SourceText,
    /// The path below the folder of collections, without the extension.
    path: &'t str,
    collection: &'t str,
    day: Option<String>,
}

impl Addresses<'_> {
    pub fn new<'s>(settings: &'s Settings, layout: &'s Layout) -> Addresses<'s> {
        let zone = settings.text(&["timezone"]);
        Addresses {
            settings,
            layout,
            zone: zone.and_then(|name| TimeZone::get(&name).ok()),
        }
    }

    /// Returns the address of a text. `None` if it has none, or depends on something that is not
    /// known.
    pub fn of(&self, text: &SourceText) -> Option<String> {
        let own = text.front.text("permalink");
        let style = self.settings.text(&["permalink"]);
        let style = style.as_deref().unwrap_or("date");
        let class = self.layout.class(&text.path);
        let collection = match class {
            TextClass::Page => return Some(page(text, own.as_deref(), style)),
            TextClass::Unpublished => return None,
            TextClass::Post | TextClass::Draft => "posts",
            TextClass::Collection(ref label) => label,
        };
        let pattern = own
            .or_else(|| {
                self.settings
                    .text(&["collections", collection, "permalink"])
            })
            .unwrap_or_else(|| match class {
                TextClass::Collection(_) => format!("/:collection/:path{}", suffix(style)),
                _ => pattern_of(style).to_owned(),
            });
        let path = self.layout.below(&text.path);
        let path = path.rsplit_once('.').map_or(path, |(bare, _)| bare);
        let placeholders = Placeholders {
            text,
            path,
            collection,
            day: self.day(text),
        };
        Some(cleaned(&placeholders.expanded(&pattern)?))
    }

    /// Returns the day of a text, in the site's time zone.
    fn day(&self, text: &SourceText) -> Option<String> {
        let Some(written) = text.front.get("date") else {
            return text.day.clone();
        };
        let day = date(written)?;
        let moment = moment(written);
        Some(match moment.zip(self.zone.clone()) {
            Some((moment, zone)) => {
                let local = moment.to_zoned(zone);
                local.strftime("%Y-%m-%dT%H:%M").to_string()
            }
            None => day,
        })
    }
}

/// Returns the moment of a date with a time. Without a zone it is in UTC, as YAML has it; `None` if
/// it has no seconds either, for then it is a text, which Ruby reads as a time of the site's zone.
fn moment(written: &Value) -> Option<jiff::Timestamp> {
    let text = scalar(written).filter(|text| text.contains(':'))?;
    let has_seconds = text.matches(':').count() > 1;
    // Midnight stands for a day elsewhere, and is a moment here.
    let text = text.replacen("00:00", "00:01", 1);
    let moment = date(&Value::Text(text))?;
    let moment = match moment.find('T').map(|at| &moment[at..]) {
        Some(time) if time.contains(['Z', '+', '-']) => moment,
        Some(_) if has_seconds => format!("{moment}Z"),
        _ => return None,
    };
    moment.parse().ok()
}

/// Returns the pattern of posts that a style stands for. A style may be a pattern itself.
fn pattern_of(style: &str) -> &str {
    match style {
        "date" => DATE_STYLE,
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        own => own,
    }
}

/// Returns the end of the addresses of pages and collections by the style of posts.
fn suffix(style: &str) -> &'static str {
    match style {
        "pretty" => "/",
        "date" | "ordinal" | "weekdate" | "none" => ":output_ext",
        own if own.ends_with('/') => "/",
        own if own.ends_with(":output_ext") => ":output_ext",
        _ => "",
    }
}

/// Returns the address of a page. It has three placeholders, and others stay as they are.
fn page(text: &SourceText, own: Option<&str>, style: &str) -> String {
    let name = stem(&text.path);
    let pattern = match own {
        Some(own) => own.to_owned(),
        None if name == "index" => "/:path/".to_owned(),
        None => format!("/:path/:basename{}", suffix(style)),
    };
    let pattern = pattern
        .replace(":path", folder(&text.path))
        .replace(":basename", name)
        .replace(":output_ext", ".html");
    cleaned(&pattern)
}

/// Returns an address with one slash before each part, and without parts of dots alone.
fn cleaned(address: &str) -> String {
    let parts = address.split('/');
    let parts: Vec<&str> = parts
        .filter(|part| part.chars().any(|c| c != '.'))
        .collect();
    match address.ends_with('/') && !parts.is_empty() {
        true => format!("/{}/", parts.join("/")),
        false => format!("/{}", parts.join("/")),
    }
}

impl Placeholders<'_> {
    /// Expands a pattern. `None` if it has a placeholder that Jekyll does not know either, or that
    /// the text has no value for.
    fn expanded(&self, pattern: &str) -> Option<String> {
        let mut address = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            address.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let end = after
                .find(|c: char| !c.is_ascii_lowercase() && c != '_')
                .unwrap_or(after.len());
            let name = &after[..end];
            rest = &after[end..];
            if name.is_empty() {
                address.push(':');
                continue;
            }
            // In `:year_:month` the underscore stands between two placeholders.
            match (self.value(name), name.strip_suffix('_')) {
                (Some(value), _) => address.push_str(&value),
                (None, Some(bare)) => {
                    address.push_str(&self.value(bare)?);
                    address.push('_');
                }
                (None, None) => return None,
            }
        }
        address.push_str(rest);
        Some(address)
    }

    /// Returns the value of a placeholder.
    fn value(&self, name: &str) -> Option<String> {
        let base = stem(&self.text.path);
        Some(match name {
            "title" => slug(&self.slug(), SlugMode::Pretty),
            "slug" => slug(&self.slug(), SlugMode::Default),
            "name" => slug(base, SlugMode::Default),
            "basename" => base.to_owned(),
            "output_ext" => ".html".to_owned(),
            "collection" => self.collection.to_owned(),
            "path" => {
                let own = format!("_{}/", self.collection);
                self.path.strip_prefix(&own).unwrap_or(self.path).to_owned()
            }
            "categories" => categories(self.text).join("/"),
            "slugified_categories" => {
                let categories = categories(self.text);
                let slugs = categories.iter().map(|name| slug(name, SlugMode::Default));
                slugs.collect::<Vec<_>>().join("/")
            }
            name => return self.date_part(name),
        })
    }

    /// Returns a part of the date.
    fn date_part(&self, name: &str) -> Option<String> {
        let day: civil::Date = self.day.as_deref()?.get(..10)?.parse().ok()?;
        let time = |place: usize| {
            let (_, clock) = self.day.as_deref()?.split_once('T')?;
            clock.get(place..place + 2).map(str::to_owned)
        };
        let format = match name {
            "year" => "%Y",
            "short_year" => "%y",
            "month" => "%m",
            "i_month" => "%-m",
            "short_month" => "%b",
            "long_month" => "%B",
            "day" => "%d",
            "i_day" => "%-d",
            "y_day" => "%j",
            "w_year" => "%G",
            "week" => "%V",
            "w_day" => "%u",
            "short_day" => "%a",
            "long_day" => "%A",
            "hour" => return Some(time(0).unwrap_or_else(|| "00".to_owned())),
            "minute" => return Some(time(3).unwrap_or_else(|| "00".to_owned())),
            "second" => return Some(seconds(&self.text.front)),
            _ => return None,
        };
        Some(day.strftime(format).to_string())
    }

    /// Returns the slug that a text gives itself, or the name of its file without a day.
    fn slug(&self) -> String {
        let base = stem(&self.text.path);
        let named = || super::layout::dated(base).map_or(base, |(_, rest)| rest);
        let own = self.text.front.text("slug");
        own.unwrap_or_else(|| named().to_owned())
    }
}

/// Returns the seconds of the date of a text.
fn seconds(front: &Front) -> String {
    let written = front.text("date").unwrap_or_default();
    let mut parts = written.splitn(3, ':').skip(2);
    let seconds = parts.next().and_then(|rest| rest.get(..2));
    seconds.unwrap_or("00").to_owned()
}

/// How a name becomes a part of an address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SlugMode {
    /// In lower case, with letters and digits alone.
    Default,
    /// As it is written, with some punctuation.
    Pretty,
}

/// Returns a name with a hyphen for each sequence of other characters, and none at its ends.
fn slug(name: &str, mode: SlugMode) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        let is_letter = matches!(
            c.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark
        );
        let is_own = is_letter
            || c.general_category() == GeneralCategory::DecimalNumber
            || mode == SlugMode::Pretty && "._~!$&'()+,;=@".contains(c);
        match is_own {
            true => slug.push(c),
            false if slug.ends_with('-') => {}
            false => slug.push('-'),
        }
    }
    let slug = slug.trim_matches('-');
    match mode {
        SlugMode::Default => slug.to_lowercase(),
        SlugMode::Pretty => slug.to_owned(),
    }
}

/// Returns the categories of a post in lower case: those of its folders, then its own.
fn categories(text: &SourceText) -> Vec<String> {
    let mut categories = text.topics.clone();
    for key in ["categories", "category"] {
        match text.front.get(key) {
            Some(Value::List(items)) => categories.extend(items.iter().filter_map(scalar)),
            Some(value) => {
                let written = scalar(value).unwrap_or_default();
                match key {
                    "category" => categories.push(written),
                    _ => categories.extend(written.split_whitespace().map(str::to_owned)),
                }
            }
            None => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    let categories = categories.into_iter().map(|name| name.to_lowercase());
    categories
        .filter(|name| !name.is_empty() && seen.insert(name.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs_as_in_jekyll() {
        for (name, default, pretty) in [
            (
                "The _config.yml file",
                "the-config-yml-file",
                "The-_config.yml-file",
            ),
            ("Élan — à Ségou!", "élan-à-ségou", "Élan-à-Ségou!"),
            ("-a--b-", "a-b", "a-b"),
            ("m² Ⅷ हिन्दी", "m-हिन्दी", "m-हिन्दी"),
        ] {
            assert_eq!(slug(name, SlugMode::Default), default, "{name}");
            assert_eq!(slug(name, SlugMode::Pretty), pretty, "{name}");
        }
    }
}
