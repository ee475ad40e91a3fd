//! Addresses of texts by Hugo's rules, which are those of its releases since 0.123.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::super::dates::{date, dated_name};
use super::super::front::scalar;
use super::super::settings::{Settings, below};
use super::super::text::{SourceSite, SourceText, TextRole};
use crate::yaml::Value;

/// What addresses depend on.
pub(super) struct Addresses<'s> {
    settings: &'s Settings,
    default_lang: String,
    path: PathRules,
    dates: Vec<String>,
    /// The folders that are sections: those at the top, and those with an `_index.md`.
    sections: BTreeSet<Vec<String>>,
}

/// How names become parts of addresses.
#[derive(Clone, Copy, Default)]
struct PathRules {
    keeps_case: bool,
    removes_accents: bool,
}

/// The day on which the address of a text depends.
enum AddressDay {
    Known(String),
    /// Hugo takes the first day of the year 1.
    Missing,
    /// It is written in a way that cannot be read.
    Unread,
}

impl Addresses<'_> {
    pub fn new<'s>(settings: &'s Settings, site: &SourceSite) -> Addresses<'s> {
        let sections = site
            .texts
            .iter()
            .filter(|text| matches!(text.role, TextRole::Folder | TextRole::ArticleSection))
            .map(|text| {
                let mut path = text.folder.clone();
                path.push(text.name.clone());
                path
            });
        Addresses {
            settings,
            default_lang: site.default_lang.clone().unwrap_or_else(|| "en".to_owned()),
            path: PathRules {
                keeps_case: settings.is_true(&["disablePathToLower"]),
                removes_accents: settings.is_true(&["removePathAccents"]),
            },
            dates: date_keys(settings),
            sections: sections.collect(),
        }
    }

    /// Returns the address of a text. `None` if it depends on something that cannot be read.
    pub fn of(&self, text: &SourceText) -> Option<String> {
        let tag = self.tag(text);
        let prefix = self.prefix(text);
        if let Some(url) = text.front.text("url") {
            let url = self.expanded(&url, text)?;
            return Some(match url.strip_prefix('/') {
                Some(below) => format!("/{below}"),
                None => format!("{prefix}/{url}"),
            });
        }
        let is_page = matches!(text.role, TextRole::Article | TextRole::Page);
        let path = match self.pattern(text, tag).filter(|_| is_page) {
            Some(pattern) => self.path.part(&self.expanded(&pattern, text)?),
            None => self.file_path(text),
        };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let path = parts.join("/");
        Some(match self.settings.is_true(&["uglyURLs"]) && is_page {
            _ if path.is_empty() => format!("{prefix}/"),
            true => format!("{prefix}/{path}.html"),
            false => format!("{prefix}/{path}/"),
        })
    }

    /// Returns what the addresses in the language of a text begin with: `/fr`, or nothing.
    pub fn prefix(&self, text: &SourceText) -> String {
        let tag = self.tag(text);
        let has_prefix = !tag.eq_ignore_ascii_case(&self.default_lang)
            || self.settings.is_true(&["defaultContentLanguageInSubdir"]);
        match has_prefix {
            true => format!("/{}", tag.to_lowercase()),
            false => String::new(),
        }
    }

    /// Returns a name as a part of an address, such as that of a term.
    pub fn term(&self, name: &str) -> String {
        self.path.file_part(name)
    }

    fn tag<'t>(&'t self, text: &'t SourceText) -> &'t str {
        text.lang_tag.as_deref().unwrap_or(&self.default_lang)
    }

    /// Returns the pattern of addresses of the section of a text, by its language if that has own
    /// ones.
    fn pattern(&self, text: &SourceText, tag: &str) -> Option<String> {
        let section = text.folder.first().map(String::as_str).unwrap_or_default();
        [&["languages", tag, "permalinks"][..], &["permalinks"]]
            .into_iter()
            .find_map(|above| {
                let patterns = self.settings.get(above)?;
                let own = below(patterns, "page").and_then(|pages| below(pages, section));
                own.or_else(|| below(patterns, section)).and_then(scalar)
            })
    }

    /// Returns the path of a text that no pattern is for: its folders and its name.
    fn file_path(&self, text: &SourceText) -> String {
        let mut parts: Vec<String> = text
            .folder
            .iter()
            .map(|name| self.path.file_part(name))
            .collect();
        if text.role != TextRole::Home {
            parts.push(self.name(text));
        }
        parts.join("/")
    }

    /// Returns the slug of a text, else the part that its name is.
    fn name(&self, text: &SourceText) -> String {
        self.slug(text)
            .unwrap_or_else(|| self.path.file_part(&text.name))
    }

    /// Returns the slug that a text gives itself, or that the name of its file has behind a day.
    fn slug(&self, text: &SourceText) -> Option<String> {
        if matches!(text.role, TextRole::Folder | TextRole::ArticleSection) {
            return None;
        }
        let own = text.front.text("slug").filter(|slug| !slug.is_empty());
        let named = || {
            let (_, name) = dated_name(&text.name)?;
            let is_asked = self.dates.iter().any(|key| key == ":filename");
            (is_asked && !name.is_empty()).then(|| name.to_owned())
        };
        own.or_else(named).map(|slug| self.path.part(&slug))
    }

    /// Returns the day by the keys that the settings name.
    fn day(&self, text: &SourceText) -> AddressDay {
        for key in &self.dates {
            if key == ":filename" {
                if let Some(day) = &text.day {
                    return AddressDay::Known(day.clone());
                }
                continue;
            }
            // The times of files and of commits are not in the source.
            if key.starts_with(':') {
                return AddressDay::Unread;
            }
            match text.front.get(key) {
                None | Some(Value::Bool(_) | Value::Map(_)) => {}
                Some(value) => {
                    return match date(value) {
                        Some(day) => AddressDay::Known(day),
                        None => AddressDay::Unread,
                    };
                }
            }
        }
        AddressDay::Missing
    }

    /// Expands a pattern of addresses, such as `/:year/:month/:slug/`. `None` if it has something
    /// unknown.
    fn expanded(&self, pattern: &str, text: &SourceText) -> Option<String> {
        let mut path = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            path.push_str(&rest[..at]);
            let end = rest[at + 1..]
                .find(|c: char| !c.is_ascii_alphanumeric())
                .map_or(rest.len(), |end| at + 1 + end);
            let token = &rest[at + 1..end];
            rest = &rest[end..];
            if token == "sections" && rest.starts_with('[') {
                let close = rest.find(']')?;
                path.push_str(&slice(&self.sections_of(text), &rest[1..close])?.join("/"));
                rest = &rest[close + 1..];
                continue;
            }
            path.push_str(&self.value(token, text)?);
        }
        path.push_str(rest);
        Some(path)
    }

    /// Returns what a token of a pattern stands for.
    fn value(&self, token: &str, text: &SourceText) -> Option<String> {
        // A slash in a title begins no folder.
        let whole = |part: String| part.replace('/', "-");
        let title = || whole(self.path.part(&text.own_title().unwrap_or_default()));
        Some(match token {
            "section" => self.sections_of(text).first().cloned().unwrap_or_default(),
            "sections" => self.sections_of(text).join("/"),
            "title" => title(),
            "slug" => self.slug(text).map_or_else(title, whole),
            "slugorfilename" | "slugorcontentbasename" => whole(self.name(text)),
            "filename" | "contentbasename" => self.path.file_part(&text.name),
            token => day_part(token, &self.day(text))?,
        })
    }

    /// Returns the sections of a text. A folder below another is one only with an `_index.md`.
    fn sections_of(&self, text: &SourceText) -> Vec<String> {
        let deepest = (1..=text.folder.len())
            .rev()
            .find(|depth| *depth == 1 || self.sections.contains(&text.folder[..*depth]));
        let folders = &text.folder[..deepest.unwrap_or(0)];
        folders
            .iter()
            .map(|name| self.path.file_part(name))
            .collect()
    }
}

/// Returns the keys of the day of a text, the first of which counts, in the order of the settings.
fn date_keys(settings: &Settings) -> Vec<String> {
    const DEFAULT: [&str; 3] = ["date", "publishdate", "lastmod"];
    let own = match settings.get(&["frontmatter", "date"]) {
        Some(Value::List(keys)) => keys.iter().filter_map(scalar).collect(),
        Some(key) => scalar(key).into_iter().collect(),
        None => vec![":default".to_owned()],
    };
    let mut keys = Vec::new();
    for key in own {
        match key.to_lowercase().as_str() {
            ":default" => keys.extend(DEFAULT.map(str::to_owned)),
            key => keys.push(key.to_owned()),
        }
    }
    let mut all = Vec::new();
    for key in keys {
        let others: &[&str] = match key.as_str() {
            "publishdate" => &["pubdate", "published"],
            "lastmod" => &["modified"],
            _ => &[],
        };
        all.push(key);
        all.extend(others.iter().map(|other| (*other).to_owned()));
    }
    all
}

/// Returns the part of a day that a token stands for.
fn day_part(token: &str, day: &AddressDay) -> Option<String> {
    let (year, month, date) = match day {
        AddressDay::Known(day) => (
            day.get(0..4)?.parse::<i16>().ok()?,
            day.get(5..7)?.parse::<i8>().ok()?,
            day.get(8..10)?.parse::<i8>().ok()?,
        ),
        AddressDay::Missing => (1, 1, 1),
        AddressDay::Unread => return None,
    };
    let day = jiff::civil::Date::new(year, month, date).ok()?;
    Some(match token {
        "year" => year.to_string(),
        "month" => format!("{month:02}"),
        "day" => format!("{date:02}"),
        "yearday" => day.day_of_year().to_string(),
        "weekday" => day.weekday().to_sunday_zero_offset().to_string(),
        "monthname" => day.strftime("%B").to_string(),
        "weekdayname" => day.strftime("%A").to_string(),
        // The layouts of Go: parts of its reference day, 2 January 2006.
        "2006" => format!("{year:04}"),
        "06" => format!("{:02}", year % 100),
        "01" => format!("{month:02}"),
        "1" => month.to_string(),
        "02" => format!("{date:02}"),
        "2" => date.to_string(),
        "Jan" => day.strftime("%b").to_string(),
        "January" => day.strftime("%B").to_string(),
        _ => return None,
    })
}

/// Returns a part of a list by a range as Hugo writes it: `1:`, `:2`, `last`.
fn slice<'s>(items: &'s [String], range: &str) -> Option<&'s [String]> {
    let place = |text: &str| match text {
        "last" => Some(items.len().saturating_sub(1)),
        number => number.parse::<usize>().ok(),
    };
    let (start, end) = match range.split_once(':') {
        Some((start, end)) => (
            if start.is_empty() { 0 } else { place(start)? },
            if end.is_empty() {
                items.len()
            } else {
                place(end)?
            },
        ),
        None => (place(range)?, place(range)? + 1),
    };
    let end = end.min(items.len());
    Some(items.get(start.min(end)..end).unwrap_or_default())
}

impl PathRules {
    /// Returns the part of an address that the name of a file or folder is. Each space is a hyphen.
    fn file_part(self, name: &str) -> String {
        self.part(&name.replace(' ', "-"))
    }

    /// Returns the part of an address that a title or slug is: in lower case, without punctuation,
    /// with a hyphen for white space unless one is there.
    fn part(self, text: &str) -> String {
        let mut part = String::with_capacity(text.len());
        let (mut is_apart, mut was_hyphen) = (false, false);
        for (at, c) in text.char_indices() {
            if is_allowed(text, at, c) {
                was_hyphen = c == '-';
                if std::mem::take(&mut is_apart) && !was_hyphen {
                    part.push('-');
                }
                part.push(c);
            } else if !part.is_empty() && !was_hyphen && c.is_whitespace() {
                is_apart = true;
            }
        }
        if self.removes_accents {
            let is_mark = |c: &char| c.general_category() == GeneralCategory::NonspacingMark;
            part = part.nfd().filter(|c| !is_mark(c)).nfc().collect();
        }
        match self.keeps_case {
            true => part,
            // Each letter becomes one, as in Go: a final sigma is none of its own.
            false => part
                .chars()
                .map(|c| c.to_lowercase().next().unwrap_or(c))
                .collect(),
        }
    }
}

/// Whether a letter stays in an address.
fn is_allowed(text: &str, at: usize, c: char) -> bool {
    let is_digit = || c.general_category() == GeneralCategory::DecimalNumber;
    let is_letter = || {
        matches!(
            c.general_category(),
            GeneralCategory::UppercaseLetter
                | GeneralCategory::LowercaseLetter
                | GeneralCategory::TitlecaseLetter
                | GeneralCategory::ModifierLetter
                | GeneralCategory::OtherLetter
        )
    };
    let is_encoded = || {
        let digits = text.as_bytes().get(at + 1..at + 3);
        c == '%' && digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    "./\\_#+~-@".contains(c) || is_letter() || is_digit() || is_combining_mark(c) || is_encoded()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses_are_those_of_hugo() {
        let rules = PathRules::default();
        for (text, part) in [
            ("My First Post!", "my-first-post"),
            ("Raw HTML & friends <test>", "raw-html-friends-test"),
            ("Raw HTML: friends & test", "raw-html-friends-test"),
            (
                "On sellers, buyers and — dashes -- 100% real!",
                "on-sellers-buyers-and-dashes--100-real",
            ),
            ("a -- b - c --d", "a--b-c--d"),
            (
                " Élection à Ménaka: l’attente ",
                "élection-à-ménaka-lattente",
            ),
            ("C++ & C# @ 2.0_x~y/z", "c++-c#-@-2.0_x~y/z"),
            ("m² ½ हिन्दी", "m-हिन्दी"),
            ("a%20b 5% c", "a%20b-5-c"),
        ] {
            assert_eq!(rules.part(text), part, "{text}");
        }
        assert_eq!(rules.file_part("Foo & Bar  x"), "foo--bar--x");
        let others = PathRules {
            keeps_case: true,
            removes_accents: true,
        };
        assert_eq!(others.part("Élan à Ségou"), "Elan-a-Segou");
    }

    #[test]
    fn sections_are_taken_in_part() {
        let items = ["a", "b", "c"].map(str::to_owned);
        for (range, part) in [
            ("1:", "b/c"),
            (":1", "a"),
            ("1:last", "b"),
            ("last", "c"),
            ("0", "a"),
            ("7:", ""),
        ] {
            let found = slice(&items, range).map(|part| part.join("/"));
            assert_eq!(found.as_deref(), Some(part), "{range}");
        }
        assert_eq!(slice(&items, "x"), None);
    }
}
