//! The addresses of Jekyll's posts, pages and collections.

use jiff::civil;

use crate::import::sites::dates::{date, dated_name};
use crate::import::sites::front::scalar;
use crate::import::sites::settings::Settings;
use crate::import::sites::source::{folder, stem};
use crate::import::sites::text::SourceText;
use crate::yaml::Value;

/// Returns the address of a text by Jekyll's rules. `None` if it has a date that is not known.
pub(super) fn address(text: &SourceText, settings: &Settings) -> Option<String> {
    let own = text.front.text("permalink");
    let is_post = text.path.contains("_posts/") || text.path.contains("_drafts/");
    if is_post {
        let pattern = own
            .or_else(|| settings.text(&["collections", "posts", "permalink"]))
            .or_else(|| settings.text(&["permalink"]));
        return post(text, &pattern.unwrap_or_else(|| "date".to_owned()));
    }
    if let Some(own) = own {
        return expanded(&own, text);
    }
    let style = settings.text(&["permalink"]).unwrap_or_default();
    let is_pretty = style == "pretty" || style.ends_with('/');
    let above = folder(&text.path);
    let name = stem(&text.path);
    let collection = above
        .split('/')
        .next()
        .and_then(|first| first.strip_prefix('_'));
    let pattern =
        collection.and_then(|collection| settings.text(&["collections", collection, "permalink"]));
    if let Some(pattern) = pattern {
        return expanded(&pattern, text);
    }
    let above = above.trim_start_matches('_');
    let start = match above {
        "" => "/".to_owned(),
        above => format!("/{above}/"),
    };
    Some(match (name, is_pretty) {
        ("index", _) => start,
        (name, true) => format!("{start}{name}/"),
        (name, false) => format!("{start}{name}.html"),
    })
}

/// Returns the address of a post by a pattern, or by the name of one.
fn post(text: &SourceText, pattern: &str) -> Option<String> {
    let pattern = match pattern {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        own => own,
    };
    expanded(pattern, text)
}

/// Expands a pattern of addresses.
fn expanded(pattern: &str, text: &SourceText) -> Option<String> {
    let day = text
        .front
        .get("date")
        .and_then(date)
        .or_else(|| text.day.clone());
    let civil: Option<civil::Date> = day.as_deref().and_then(|day| day.get(..10)?.parse().ok());
    let digits = |range: std::ops::Range<usize>| day.as_deref()?.get(range).map(str::to_owned);
    let name = stem(&text.path);
    let name = match dated_name(name) {
        Some((_, rest)) if !rest.is_empty() => rest,
        _ => name,
    };
    let title = text.front.text("slug").unwrap_or_else(|| hyphenated(name));
    let mut path = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        path.push_str(&rest[..at]);
        let end = rest[at + 1..]
            .find(|c: char| !c.is_ascii_alphabetic() && c != '_')
            .map_or(rest.len(), |end| at + 1 + end);
        let short = |number: String| number.trim_start_matches('0').to_owned();
        let value = match &rest[at + 1..end] {
            "year" => digits(0..4)?,
            "short_year" => digits(2..4)?,
            "month" => digits(5..7)?,
            "i_month" => short(digits(5..7)?),
            "day" => digits(8..10)?,
            "i_day" => short(digits(8..10)?),
            "y_day" => format!("{:03}", civil?.day_of_year()),
            "week" => format!("{:02}", civil?.iso_week_date().week()),
            "short_day" => civil?.strftime("%a").to_string(),
            "short_month" => civil?.strftime("%b").to_string(),
            "long_month" => civil?.strftime("%B").to_string(),
            "title" | "name" => title.clone(),
            "slug" => title.to_lowercase(),
            "basename" => stem(&text.path).to_owned(),
            "categories" | "slugified_categories" => categories(text).join("/"),
            "output_ext" => ".html".to_owned(),
            "collection" => folder(&text.path)
                .split('/')
                .next()
                .unwrap_or_default()
                .trim_start_matches('_')
                .to_owned(),
            "path" => {
                let above = folder(&text.path);
                match above.strip_prefix('_').map(|above| above.split_once('/')) {
                    // Of a collection, the path is below its folder.
                    Some(None) => name.to_owned(),
                    Some(Some((_, below))) => format!("{below}/{name}"),
                    None => above.to_owned(),
                }
            }
            other => format!(":{other}"),
        };
        path.push_str(&value);
        rest = &rest[end..];
    }
    path.push_str(rest);
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    Some(format!("/{}", path.trim_start_matches('/')))
}

/// Returns a name with hyphens for what is neither letter nor digit, as Jekyll does.
fn hyphenated(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() || "._~!$&'()+,;=@".contains(c) {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Returns the categories of a post in lower case: those of its folders, then its own.
fn categories(text: &SourceText) -> Vec<String> {
    let mut categories = text.topics.clone();
    for key in ["category", "categories"] {
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
