//! `sources.csl.json`: the sources as items of the Citation Style Language, version 1.0.2.
//!
//! Authors and publishers are written as they are shown, because nothing says which part of a name
//! is the family's.

use super::DataContext;
use super::json::{self, Object};
use crate::lang::Lang;
use crate::model::date::{Certainty, DatePart, DateShape};
use crate::model::terms::Term;
use crate::model::{Date, Source, SourceKind};

/// Writes the file.
pub fn items(data: &DataContext) -> Vec<u8> {
    let default = data.config.languages.default();
    let mut out = Vec::new();
    json::lines(&mut out, data.atlas.sources.iter(), |out, (_, source)| {
        json::object(out, |object| item(source, default, object));
    });
    out.push(b'\n');
    out
}

/// Returns the title of a source in its own language, or else in that of the site.
pub fn title(source: &Source, default: Lang) -> &str {
    let title = source.title.get(source.lang.unwrap_or(default));
    title.map_or("", |(_, title)| title)
}

/// Writes a source.
fn item(source: &Source, default: Lang, object: &mut Object) {
    let kind = type_of(source);
    object.text("id", &source.id);
    object.text("type", kind);
    object.maybe("genre", source.kind.map(Term::text));
    object.text("title", title(source, default));
    if let Some(author) = &source.author {
        json::array(
            object.key("author"),
            std::iter::once(author),
            |out, author| {
                json::object(out, |object| object.text("literal", author));
            },
        );
    }
    let publisher = match kind {
        "article-newspaper" => "container-title",
        _ => "publisher",
    };
    object.maybe(publisher, source.publisher.as_deref());
    date(object, "issued", source.date);
    date(object, "accessed", source.accessed);
    object.maybe("URL", source.url.as_deref());
    if let Some(address) = &source.archive_url {
        let host = url::Url::parse(address).ok();
        let host = host.as_ref().and_then(|address| address.host_str());
        object.maybe("archive", host);
        object.text("archive_location", address);
    }
    if let Some(lang) = source.lang {
        object.text("language", lang.tag());
    }
}

/// Returns the type of an item. The kind of source, which says more, is its genre.
fn type_of(source: &Source) -> &'static str {
    match source.kind {
        Some(SourceKind::Wire | SourceKind::News) => "article-newspaper",
        Some(SourceKind::Report) => "report",
        Some(SourceKind::Dataset) => "dataset",
        Some(SourceKind::Law | SourceKind::Resolution) => "legislation",
        Some(SourceKind::Social) => "post",
        Some(SourceKind::Court) => "legal_case",
        Some(SourceKind::Interview) => "interview",
        Some(SourceKind::Communique | SourceKind::Other) | None => match source.url {
            Some(_) => "webpage",
            None => "document",
        },
    }
}

/// Writes a date. A form that the format does not have, such as an open interval, is written as
/// text.
fn date(object: &mut Object, name: &str, date: Option<Date>) {
    let Some(date) = date else {
        return;
    };
    let parts = match date.shape() {
        DateShape::At(part) => vec![part],
        DateShape::Lasted(Some(from), Some(to)) => vec![from, to],
        DateShape::Lasted(..) | DateShape::Within(..) => Vec::new(),
    };
    object.object(name, |object| {
        if parts.is_empty() {
            object.text("literal", &date.edtf());
            return;
        }
        json::array(object.key("date-parts"), parts.iter(), |out, part| {
            json::array(out, numbers(part), |out, number| {
                out.extend_from_slice(number.to_string().as_bytes());
            });
        });
        if (parts.iter()).any(|part| part.certainty != Certainty::Sure) {
            object.literal("circa", true);
        }
    });
}

/// Returns year, month and day, as far as they are known.
fn numbers(part: &DatePart) -> impl Iterator<Item = i16> + use<> {
    let rest = [part.month, part.day].into_iter().flatten().map(i16::from);
    std::iter::once(part.year).chain(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_as_many_parts_as_are_known() {
        for (written, expected) in [
            ("2022", r#"{"date":{"date-parts":[[2022]]}}"#),
            ("2022-02", r#"{"date":{"date-parts":[[2022,2]]}}"#),
            (
                "2022-02-22T05:30",
                r#"{"date":{"date-parts":[[2022,2,22]]}}"#,
            ),
            (
                "2022-02~",
                r#"{"date":{"date-parts":[[2022,2]],"circa":true}}"#,
            ),
            (
                "2012/2013-01",
                r#"{"date":{"date-parts":[[2012],[2013,1]]}}"#,
            ),
            ("2012/..", r#"{"date":{"literal":"2012/.."}}"#),
            ("2012..2013", r#"{"date":{"literal":"[2012..2013]"}}"#),
        ] {
            let mut out = Vec::new();
            let read = Date::parse(written).expect("it is a date");
            json::object(&mut out, |object| date(object, "date", Some(read)));
            assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
        }
    }
}
