//! Filters for objects that a page contains hundreds of times: texts, links and dates.
//!
//! Components could do the same, but several times slower: the engine creates a scope for each call
//! of a component.

use std::sync::Arc;

use tera::{Kwargs, Map, State, Tera, Value};

use super::engine_message::own_error;
use crate::html::{push_attribute, push_escaped};
use crate::message;
use crate::render::words::LanguageWords;

type Filtered = Result<Value, tera::Error>;

/// Registers the filters with the engine.
pub(super) fn register(tera: &mut Tera, words: &Arc<LanguageWords>) {
    tera.register_filter("text", |text: &Map, _: Kwargs, _: &State| {
        html(|out| push_text(out, text, "text"))
    });
    tera.register_filter("link", |link: &Map, _: Kwargs, _: &State| {
        html(|out| push_link(out, link, "link"))
    });
    tera.register_filter("when", |date: &Map, _: Kwargs, _: &State| {
        html(|out| push_date(out, date))
    });
    // The engine's own filters return fields in the order of its maps, which is unspecified.
    tera.register_filter("pairs", |map: &Map, _: Kwargs, _: &State| {
        map_fields(map, |key, value| Value::from(vec![key, value.clone()]))
    });
    tera.register_filter("keys", |map: &Map, _: Kwargs, _: &State| {
        map_fields(map, |key, _| key)
    });
    tera.register_filter("values", |map: &Map, _: Kwargs, _: &State| {
        map_fields(map, |_, value| value.clone())
    });
    let words = Arc::clone(words);
    tera.register_filter("links", move |links: &[Value], _: Kwargs, _: &State| {
        html(|out| {
            for (at, link) in links.iter().enumerate() {
                if at > 0 {
                    push_escaped(out, words.get("list_separator"));
                }
                push_link(
                    out,
                    link.as_map().ok_or_else(|| wrong_type("links"))?,
                    "links",
                )?;
            }
            Ok(())
        })
    });
}

/// Maps each field of a map, sorted by key.
fn map_fields(map: &Map, of: impl Fn(Value, &Value) -> Value) -> Vec<Value> {
    let mut fields: Vec<_> = map.iter().collect();
    fields.sort_unstable_by(|a, b| a.0.cmp(b.0));
    fields
        .into_iter()
        .map(|(key, value)| of(Value::from(key.clone()), value))
        .collect()
}

fn html(write: impl FnOnce(&mut String) -> Result<(), tera::Error>) -> Filtered {
    let mut out = String::with_capacity(128);
    write(&mut out)?;
    Ok(Value::safe_string(&out))
}

/// Writes a text, marked with its language if it is not the page's language.
fn push_text(out: &mut String, text: &Map, filter: &str) -> Result<(), tera::Error> {
    let words = string(text, "text").ok_or_else(|| wrong_type(filter))?;
    let Some(lang) = string(text, "lang").filter(|lang| !lang.is_empty()) else {
        push_escaped(out, words);
        return Ok(());
    };
    out.push_str("<bdi");
    push_attribute(out, "lang", lang);
    push_attribute(out, "dir", string(text, "dir").unwrap_or("auto"));
    out.push('>');
    push_escaped(out, words);
    out.push_str("</bdi>");
    Ok(())
}

/// Writes a link. Its text is marked with its language.
fn push_link(out: &mut String, link: &Map, filter: &str) -> Result<(), tera::Error> {
    out.push_str("<a");
    push_attribute(
        out,
        "href",
        string(link, "url").ok_or_else(|| wrong_type(filter))?,
    );
    out.push('>');
    push_text(out, link, filter)?;
    out.push_str("</a>");
    Ok(())
}

/// Writes a date, with a machine-readable value if it is a day, a month or a year.
fn push_date(out: &mut String, date: &Map) -> Result<(), tera::Error> {
    let words = string(date, "text").ok_or_else(|| wrong_type("when"))?;
    let Some(iso) = string(date, "iso").filter(|iso| !iso.is_empty()) else {
        push_escaped(out, words);
        return Ok(());
    };
    out.push_str("<time");
    push_attribute(out, "datetime", iso);
    out.push('>');
    push_escaped(out, words);
    out.push_str("</time>");
    Ok(())
}

fn field<'m>(map: &'m Map, name: &str) -> Option<&'m Value> {
    // The maps have few fields: a linear search is faster than hashing the name.
    map.iter()
        .find(|(key, _)| key.as_str() == Some(name))
        .map(|(_, value)| value)
}

fn string<'m>(map: &'m Map, name: &str) -> Option<&'m str> {
    field(map, name)?.as_str()
}

/// Returns the error for a value of the wrong type.
fn wrong_type(filter: &str) -> tera::Error {
    let message = match filter {
        "text" => message!("the filter `text` expects a text: a value with the field `text`"),
        "when" => message!("the filter `when` expects a date: a value with the field `text`"),
        "links" => message!(
            "the filter `links` expects a list of links: values with the fields `url` and `text`"
        ),
        _ => message!("the filter `link` expects a link: a value with the fields `url` and `text`"),
    };
    own_error(message, "", [])
}
