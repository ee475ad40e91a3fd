//! Import of a list of names, as `--propose` prints it: each becomes the file of an actor or
//! region.

use std::path::Path;

use super::document::ImportedDocument;
use super::report::{ImportReport, ImportUnit, Problem, ProblemKind};
use super::site::{NameMatch, SiteNames};
use super::writer::{ImportMode, SiteWriter};
use crate::files;
use crate::load::{ContentKind, MAX_TEXT, slug, transliterated};
use crate::message;
use crate::messages::{Message, io_error};
use crate::yaml::{self, Value};

/// What to import, and where to.
pub struct NamesOptions<'a> {
    pub root: &'a Path,
    /// The list in YAML.
    pub file: &'a Path,
    /// Actors or regions.
    pub kind: ContentKind,
    pub mode: ImportMode,
}

/// Imports a list.
///
/// # Errors
/// If the file is not a list, or something cannot be read or written.
pub fn import(options: &NamesOptions) -> Result<ImportReport, Message> {
    let (text, items) = read(options.file)?;
    let mut site = SiteNames::read(options.root)?;
    let mut writer = SiteWriter::new(options.root, options.kind.folder(), options.mode)?;
    let mut report = ImportReport {
        unit: ImportUnit::Names,
        ..ImportReport::default()
    };
    let mut lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| line.starts_with('-'));
    for item in items {
        let line = lines.next().map_or(0, |(_, line)| line);
        report.rows += 1;
        let Some(document) = document(&item, options.kind, line, &mut report) else {
            report.add(Problem::of_cell(line, "", "name", ProblemKind::NoName, ""));
            report.skipped += 1;
            continue;
        };
        if let Some(own) = known(&document, &site) {
            let kind = ProblemKind::KnownName;
            report.add(Problem::of_cell(
                line,
                &own,
                "name",
                kind,
                &name_of(&document),
            ));
            report.imported += 1;
            report.files.unchanged += 1;
            continue;
        }
        writer.put(&document, &mut site, line, &mut report)?;
        report.imported += 1;
    }
    writer.finish()?;
    Ok(report)
}

/// Reads the list.
fn read(file: &Path) -> Result<(String, Vec<Value>), Message> {
    let path = file.display().to_string();
    let fail = |error: Message| message!("`{path}`: {error}", path, error);
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes =
        files::read(folder, &name, MAX_TEXT).map_err(|error| fail(io_error(&error.into())))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match yaml::parse(&text).map_err(|error| fail(error.message))? {
        Value::List(items) => Ok((text, items)),
        _ => Err(message!(
            "`{path}` is not a list of names, as `--propose` prints it",
            path
        )),
    }
}

/// Makes the document of a name. `None` if the entry has none.
fn document(
    item: &Value,
    kind: ContentKind,
    line: u64,
    report: &mut ImportReport,
) -> Option<ImportedDocument> {
    let entries: Vec<(String, Value)> = match item {
        Value::Text(name) => vec![("name".to_owned(), Value::Text(name.clone()))],
        Value::Map(entries) => entries.clone(),
        _ => return None,
    };
    let field = |key: &str| {
        let entry = entries.iter().find(|(own, _)| own == key);
        entry.map(|(_, value)| value.clone())
    };
    let name = field("name").filter(|name| !name.is_empty())?;
    let id = match (&field("id"), &name) {
        (Some(Value::Text(id)), _) => id.clone(),
        (_, Value::Text(name)) => slug(name).or_else(|| transliterated(name))?,
        (_, Value::Map(names)) => match names.first()? {
            (_, Value::Text(name)) => slug(name).or_else(|| transliterated(name))?,
            _ => return None,
        },
        _ => return None,
    };
    let own = match kind {
        ContentKind::Region => "level",
        _ => "actor_type",
    };
    for (key, value) in &entries {
        if !["id", "name", "aliases", "texts", "files", own].contains(&key.as_str()) {
            let value = yaml::emit(value);
            report.add(Problem::of_cell(
                line,
                &id,
                key,
                ProblemKind::BadValue,
                &value,
            ));
        }
    }
    Some(
        ImportedDocument::new(kind, id)
            .with("name", name)
            .with("aliases", field("aliases"))
            .with(own, field(own)),
    )
}

/// Returns the id of the entity that has the name already, with another id.
fn known(document: &ImportedDocument, site: &SiteNames) -> Option<String> {
    let name = name_of(document);
    let found = match document.kind {
        ContentKind::Region => site.region(&name, None),
        _ => site.actor(&name),
    };
    match found {
        NameMatch::Known(id) if id != document.id => Some(id),
        _ => None,
    }
}

/// Returns the name of a document in one language.
fn name_of(document: &ImportedDocument) -> String {
    match document.field("name") {
        Some(Value::Text(name)) => name.clone(),
        Some(Value::Map(names)) => match names.first() {
            Some((_, Value::Text(name))) => name.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}
