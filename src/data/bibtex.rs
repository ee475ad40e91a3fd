//! `sources.bib`: the sources in BibTeX, with the types and fields of biblatex.
//!
//! The key of an entry is the id of the source, which is unique and does not change.

use super::DataContext;
use super::csl::title;
use crate::bibtex::Entry;
use crate::model::terms::Term;
use crate::model::{Source, SourceKind};

/// Writes the file.
pub fn entries(data: &DataContext) -> Vec<u8> {
    let default = data.config.languages.default();
    let mut out = String::new();
    for (at, (_, source)) in data.atlas.sources.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        entry(&mut out, source, title(source, default));
    }
    out.into_bytes()
}

/// Writes a source.
fn entry(out: &mut String, source: &Source, title: &str) {
    let (kind, publisher) = type_of(source);
    let mut entry = Entry::new(kind, &source.id);
    entry.name("author", source.author.as_deref());
    entry.name("title", Some(title));
    entry.name(publisher, source.publisher.as_deref());
    if !matches!(kind, "article" | "dataset") {
        entry.text("type", source.kind.map(Term::text));
    }
    entry.date("date", source.date.as_ref());
    entry.address("url", source.url.as_deref());
    entry.date("urldate", source.accessed.as_ref());
    entry.text("language", source.lang.as_ref().map(|lang| lang.tag()));
    let day = source
        .archived_at
        .map(|day| format!("Archived {}:", day.without_time().edtf()));
    let words = day.unwrap_or_else(|| "Archived:".to_owned());
    entry.note(&words, source.archive_url.as_deref());
    out.push_str(&entry.finish());
    out.push('\n');
}

/// Returns the type of an entry, and the field of the publisher in entries of this type.
fn type_of(source: &Source) -> (&'static str, &'static str) {
    match source.kind {
        Some(SourceKind::Wire | SourceKind::News) if source.publisher.is_some() => {
            ("article", "journaltitle")
        }
        Some(SourceKind::Report) => ("report", "institution"),
        Some(SourceKind::Dataset) => ("dataset", "publisher"),
        Some(SourceKind::Law | SourceKind::Resolution) => ("legislation", "organization"),
        Some(SourceKind::Court) => ("jurisdiction", "organization"),
        _ => match source.url {
            Some(_) => ("online", "organization"),
            None => ("misc", "organization"),
        },
    }
}
