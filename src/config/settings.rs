//! Parsing of the settings, with a finding for each invalid value.

use url::Url;

use super::base_url::BaseUrl;
use super::choice::read_choice;
use super::{
    Config, FeedText, History, RawHtml, Undeclared, Updated, defaults, frame, is_theme_name,
};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Target};
use crate::fields::{FieldContext, FieldMap, no_tag};
use crate::lang::{Lang, Languages};
use crate::message;
use crate::reference;
use crate::suppress::{self, SuppressionScope};
use crate::yaml;

pub(super) const KEYS: &[&str] = reference::SETTINGS.names;

/// Reports errors in `languages`.
pub(super) fn check_languages(site: &FieldMap, context: &mut FieldContext) -> Diagnostics {
    let before = std::mem::take(&mut context.diagnostics);
    for tag in site.texts("languages", context) {
        if Lang::parse(&tag.value).is_none() {
            let finding = no_tag(&tag, "", &["fr", "en", "ar", "pt-BR"]);
            context.diagnostics.push(finding);
        }
    }
    std::mem::replace(&mut context.diagnostics, before)
}

/// Returns the ignored keys. They are read before all others, because site.yaml may contain some of
/// them.
pub(super) fn ignored_keys(value: &yaml::Value) -> Vec<String> {
    let yaml::Value::Map(entries) = value else {
        return Vec::new();
    };
    match entries.iter().find(|(key, _)| key == "ignore_keys") {
        Some((_, yaml::Value::List(items))) => items
            .iter()
            .filter_map(|item| match item {
                yaml::Value::Text(key) => Some(key.trim().to_owned()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the languages. They are read before other settings, because localized texts are checked
/// against them.
pub(super) fn languages(value: &yaml::Value) -> Languages {
    let yaml::Value::Map(entries) = value else {
        return Languages::new(Vec::new());
    };
    let list = match entries.iter().find(|(key, _)| key == "languages") {
        Some((_, yaml::Value::List(items))) => items
            .iter()
            .filter_map(|item| match item {
                yaml::Value::Text(tag) => Lang::parse(tag),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    Languages::new(list)
}

pub(super) fn settings(site: &FieldMap, context: &mut FieldContext) -> Config {
    let mut config = defaults();
    site.require(
        "title",
        Code::MissingField,
        message!("a site needs a `title`"),
        context,
    );
    config.title = site.phrase("title", context);
    config.description = site.phrase("description", context);
    config.languages = context.languages.clone();
    config.languages_at = site.raw("languages").map(|languages| languages.field);
    if let Some(base_url) = site.text("base_url", context) {
        config.base_at = Some(base_url.field.clone());
        match BaseUrl::parse(&base_url.value, &config.base) {
            Ok(base) => config.base = base,
            Err(error) => {
                let fix = error.write.map(|line| {
                    let title = message!("write `{line}`", line = line.as_str());
                    Fix::safe(title).replace_scalar(Target::Value(base_url.field.clone()), line)
                });
                context.diagnostics.push(
                    Diagnostic::new(Code::LinkScheme, &base_url.field, error.message)
                        .help(error.help)
                        .fix(fix),
                );
            }
        }
    }
    if let Some(theme) = site.text("theme", context) {
        if is_theme_name(&theme.value) {
            config.theme = theme.value;
            config.theme_at = Some(theme.field);
        } else {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadId,
                    &theme.field,
                    message!("`{theme}` is not a valid theme name", theme = theme.value),
                )
                .help(message!(
                    "write the name of a folder in themes/, made of letters, digits and hyphens"
                )),
            );
        }
    }
    if let Some(zone) = site.text("time_zone", context) {
        if jiff::tz::TimeZone::get(&zone.value).is_err() {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::NotInList,
                    &zone.field,
                    message!("`{zone}` is not a valid time zone", zone = zone.value),
                )
                .help(message!(
                    "write an IANA name, such as `Africa/Bamako` or `Europe/Paris`"
                )),
            );
        } else {
            config.time_zone = zone.value;
        }
    }
    let updated = [("written", Updated::Written), ("git", Updated::Git)];
    if let Some(updated) = read_choice(site, "updated", &updated, context) {
        config.updated = updated;
        config.updated_at = Some(site.field.key("updated"));
    }
    let history = [("none", History::None), ("git", History::Git)];
    if let Some(history) = read_choice(site, "history", &history, context) {
        config.history = history;
        config.history_at = Some(site.field.key("history"));
    }
    let undeclared = [
        ("allow", Undeclared::Allow),
        ("warn", Undeclared::Warn),
        ("error", Undeclared::Error),
    ];
    config.undeclared = read_choice(site, "undeclared", &undeclared, context).unwrap_or_default();
    let html = [("escape", RawHtml::Escape), ("allow", RawHtml::Allow)];
    config.html = read_choice(site, "html", &html, context).unwrap_or_default();
    let feed_text = [("summary", FeedText::Summary), ("full", FeedText::Full)];
    config.feed_text = read_choice(site, "feed_text", &feed_text, context).unwrap_or_default();
    config.edit_url = edit_url(site, context);
    config.publisher = site.text("publisher", context).map(|text| text.value);
    config.licence = site.phrase("licence", context);
    config.data = site.flag("data", context).unwrap_or(true);
    config.data_licence = site.phrase("data_licence", context);
    config.search = site.flag("search", context).unwrap_or(true);
    config.previews = site.flag("previews", context).unwrap_or_default();
    config.typography = site.flag("typography", context).unwrap_or(true);
    config.scripts = site.flag("scripts", context).unwrap_or(true);
    config.allowed = suppress::read(site, SuppressionScope::Site, context);
    config.ignored = site
        .texts("ignore_keys", context)
        .into_iter()
        .map(|key| key.value)
        .collect();
    config.extra = site.extra(context);
    config.frame = frame::read(site, context);
    for (key, setting) in [
        ("page_size", &mut config.page_size),
        ("feed_size", &mut config.feed_size),
    ] {
        match site.count(key, context) {
            Some(0) => context.diagnostics.push(
                Diagnostic::new(
                    Code::BadNumber,
                    &site.field.key(key),
                    message!("`{key}` is 0; it must be at least 1", key),
                )
                .help(message!("write the number of items per page, such as `50`")),
            ),
            Some(size) => *setting = usize::try_from(size).unwrap_or(usize::MAX),
            None => {}
        }
    }
    config
}

/// Returns a web address, with or without the placeholder `{path}`.
fn edit_url(site: &FieldMap, context: &mut FieldContext) -> Option<String> {
    let text = site.text("edit_url", context)?;
    let fits = Url::parse(&text.value.replace("{path}", "x"))
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !fits {
        context.diagnostics.push(
            Diagnostic::new(
                Code::LinkScheme,
                &text.field,
                message!("`{address}` is not a web address", address = text.value),
            )
            .help(message!(
                "write the address that file paths are added to, such as `https://github.com/name/site/edit/main/`"
            )),
        );
        return None;
    }
    Some(text.value)
}
