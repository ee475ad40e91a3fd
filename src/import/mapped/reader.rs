//! Reading of a mapping from its YAML file, with a finding for each mistake.

use std::path::Path;

use super::mapping::{
    CellSource, ClaimColumns, DateColumns, DayForm, Mapping, MappingErrors, RegionColumn,
};
use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, nearest};
use crate::fields::{FieldContext, FieldMap, Located};
use crate::import::dates::DayOrder;
use crate::import::table::TableHeader;
use crate::lang::{Lang, Languages};
use crate::load::{ContentKind, slug};
use crate::message;
use crate::messages::{Message, io_error, or_list};
use crate::model::Measure;
use crate::model::terms::Term;
use crate::reference::{self, Form, Key};
use crate::source::{SourceFiles, Span};
use crate::yaml::{self, Value};

/// The keys of a mapping.
const KEYS: &[&str] = &[
    "kind",
    "prefix",
    "id",
    "title",
    "date",
    "regions",
    "place",
    "decimal",
    "side_a",
    "side_b",
    "actors",
    "sources",
    "claims",
    "fields",
    "body",
    "extra",
    "ignore",
    "separator",
];
/// The keys that only events have.
const OF_EVENTS: [&str; 7] = [
    "regions", "place", "side_a", "side_b", "actors", "sources", "claims",
];
const DATE: &[&str] = &["column", "end", "order", "as"];
const PLACE: &[&str] = &["name", "lat", "lon"];
const REGION: &[&str] = &["column", "value", "level"];
const CELL: &[&str] = &["column", "value"];
const CLAIM: &[&str] = &[
    "measure", "count", "low", "best", "high", "claimant", "of", "sources",
];

/// The state of reading a mapping.
struct MappingReader<'a> {
    context: FieldContext<'a>,
    header: &'a TableHeader,
    used: Vec<String>,
}

/// Reads a mapping for a table with this header.
///
/// # Errors
/// If the file cannot be read, or is no valid mapping: then with its findings.
pub fn read(path: &Path, header: &TableHeader) -> Result<Result<Mapping, MappingErrors>, Message> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        message!(
            "`{path}`: {error}",
            path = path.display(),
            error = io_error(&error)
        )
    })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut sources = SourceFiles::default();
    let length = text.len();
    let file = sources.add(path.display().to_string(), text, 0..length);
    let languages = Languages::new(vec![Lang::parse("en").expect("English is a language")]);
    let mut diagnostics = Diagnostics::default();
    let text = sources.text(file);
    let mapping = if let Some(found) = conflict::find(text, text.len()) {
        let span = Span::new(file, found.at.clone());
        diagnostics
            .push(Diagnostic::new(Code::MergeConflict, span, found.message()).help(found.help()));
        None
    } else {
        match yaml::parse(text) {
            Ok(value) => {
                let mut reader = MappingReader {
                    context: FieldContext::new(&sources, &languages, languages.default()),
                    header,
                    used: Vec::new(),
                };
                let mapping = reader.mapping(&value, Field::top(file), &name);
                diagnostics.append(reader.context.diagnostics);
                mapping
            }
            Err(error) => {
                let span = Span::new(file, error.at..error.end);
                diagnostics.push(
                    Diagnostic::new(Code::YamlSyntax, span, error.message).maybe_help(error.help),
                );
                None
            }
        }
    };
    Ok(match mapping.filter(|_| diagnostics.is_empty()) {
        Some(mapping) => Ok(mapping),
        None => Err(MappingErrors {
            sources,
            diagnostics,
        }),
    })
}

impl MappingReader<'_> {
    fn mapping(&mut self, value: &Value, field: Field, name: &str) -> Option<Mapping> {
        let map = FieldMap::open(value, field, KEYS, &mut self.context)?;
        let kind = self.kind(&map)?;
        let id = message!("the mapping has no `id`, so no later import could find a row again");
        map.require("id", Code::MissingField, id, &mut self.context);
        if kind == ContentKind::Event {
            for key in ["date", "regions"] {
                let message = message!("an event needs `{key}`", key);
                map.require(key, Code::MissingField, message, &mut self.context);
            }
        } else {
            let title = message!("the mapping has no `title`, the column of names or titles");
            map.require("title", Code::MissingField, title, &mut self.context);
            let of_regions = ["regions", "place"];
            for key in OF_EVENTS {
                if kind != ContentKind::Region || !of_regions.contains(&key) {
                    self.refuse(&map, key, kind);
                }
            }
        }
        let stem = slug(name).unwrap_or_else(|| "row".to_owned());
        let prefix = map.text("prefix", &mut self.context).map(|at| at.value);
        let prefix = match (prefix, kind) {
            (Some(prefix), _) => format!("{prefix}-"),
            (None, ContentKind::Event) => format!("{stem}-"),
            (None, _) => String::new(),
        };
        let (date, days) = self.date(&map);
        let separator = map.text("separator", &mut self.context);
        let mapping = Mapping {
            name: name.to_owned(),
            kind,
            prefix,
            id: self.columns(&map, "id"),
            title: self.cell(&map, "title"),
            date,
            days,
            regions: self.regions(&map),
            place: self.place(&map),
            has_decimal_comma: self.has_decimal_comma(&map),
            side_a: self.cells(&map, "side_a"),
            side_b: self.cells(&map, "side_b"),
            actors: self.cells(&map, "actors"),
            sources: self.cells(&map, "sources"),
            claims: self.claims(&map),
            fields: self.fields(&map, kind),
            body: self.column(&map, "body"),
            extra: self.columns(&map, "extra"),
            ignore: self.columns(&map, "ignore"),
            separator: separator.map_or_else(|| ";".to_owned(), |at| at.value),
            used: Vec::new(),
        };
        Some(Mapping {
            used: std::mem::take(&mut self.used),
            ..mapping
        })
    }

    fn kind(&mut self, map: &FieldMap) -> Option<ContentKind> {
        const KINDS: [ContentKind; 4] = [
            ContentKind::Event,
            ContentKind::Actor,
            ContentKind::Region,
            ContentKind::Source,
        ];
        let Some(written) = map.text("kind", &mut self.context) else {
            return Some(ContentKind::Event);
        };
        let kind = KINDS.into_iter().find(|kind| kind.noun() == written.value);
        if kind.is_none() {
            self.not_in_list(&written, "kind", KINDS.map(ContentKind::noun));
        }
        kind
    }

    /// Reports a key that the files of a kind cannot have.
    fn refuse(&mut self, map: &FieldMap, key: &'static str, kind: ContentKind) {
        if let Some(written) = map.raw(key) {
            let message = message!(
                "`{key}` is of events, and the mapping is of kind `{kind}`",
                key,
                kind = kind.noun()
            );
            self.context.diagnostics.push(
                Diagnostic::new(Code::NotInList, &written.field, message)
                    .help(message!("write `kind: event`, or delete `{key}`", key)),
            );
        }
    }

    fn not_in_list<const N: usize>(
        &mut self,
        written: &Located<String>,
        key: &'static str,
        known: [&str; N],
    ) {
        let message = message!("`{text}` is not a valid `{key}`", text = written.value, key);
        self.context.diagnostics.push(
            Diagnostic::new(Code::NotInList, &written.field, message)
                .help(message!("write {names}", names = or_list(known))),
        );
    }

    /// Records a column, and reports one that the table does not have.
    fn known(&mut self, column: Located<String>) -> String {
        if !self.header.has(&column.value) {
            let names = self.header.names().iter().map(String::as_str);
            let names = names.filter(|name| !name.is_empty());
            let help = match nearest(&column.value, names.clone()) {
                Some(name) => message!("did you mean `{name}`?", name),
                None => message!("write {names}", names = or_list(names)),
            };
            let message = message!("the table has no column `{name}`", name = column.value);
            self.context
                .diagnostics
                .push(Diagnostic::new(Code::UnknownReference, &column.field, message).help(help));
        }
        self.used.push(column.value.clone());
        column.value
    }

    fn column(&mut self, map: &FieldMap, key: &'static str) -> Option<String> {
        let column = map.text(key, &mut self.context)?;
        Some(self.known(column))
    }

    /// Reads a column, or a list of columns.
    fn columns(&mut self, map: &FieldMap, key: &'static str) -> Vec<String> {
        let columns = map.lines(key, &mut self.context);
        columns
            .into_iter()
            .map(|column| self.known(column))
            .collect()
    }

    /// Reads a column, or a mapping with a column or a fixed value.
    fn cell(&mut self, map: &FieldMap, key: &'static str) -> Option<CellSource> {
        let written = map.raw(key)?;
        self.cell_at(&written)
    }

    fn cell_at(&mut self, written: &Located<&Value>) -> Option<CellSource> {
        let field = written.field.clone();
        match written.value {
            Value::Map(_) => {
                let map = FieldMap::open(written.value, field, CELL, &mut self.context)?;
                self.cell_in(&map)
            }
            Value::Text(text) => {
                let column = Located {
                    value: text.clone(),
                    field,
                };
                Some(CellSource::Column(self.known(column)))
            }
            // A column may be called 2021.
            value => {
                let column = Located {
                    value: self.context.in_line(value, &field),
                    field,
                };
                Some(CellSource::Column(self.known(column)))
            }
        }
    }

    fn cell_in(&mut self, map: &FieldMap) -> Option<CellSource> {
        if let Some(value) = map.text("value", &mut self.context) {
            return Some(CellSource::Fixed(value.value));
        }
        if !map.has("column") {
            map.require(
                "column",
                Code::MissingField,
                message!("expected `column` or `value`"),
                &mut self.context,
            );
            return None;
        }
        Some(CellSource::Column(self.column(map, "column")?))
    }

    /// Reads one cell, or a list of them.
    fn cells(&mut self, map: &FieldMap, key: &'static str) -> Vec<CellSource> {
        let items = match map.raw(key) {
            None => return Vec::new(),
            Some(at) if !matches!(at.value, Value::List(_)) => vec![at],
            Some(_) => map.list(key, &mut self.context),
        };
        let cells = items.iter().filter_map(|item| self.cell_at(item));
        cells.collect()
    }

    fn date(&mut self, map: &FieldMap) -> (Option<DateColumns>, DayForm) {
        let mut form = DayForm::default();
        let Some(written) = map.raw("date") else {
            return (None, form);
        };
        if !matches!(written.value, Value::Map(_)) {
            let start = self.column(map, "date");
            return (start.map(|start| DateColumns { start, end: None }), form);
        }
        let Some(date) = map.mapping("date", DATE, &mut self.context) else {
            return (None, form);
        };
        if let Some(order) = date.text("order", &mut self.context) {
            let known = DayOrder::ALL.into_iter();
            form.order = known.into_iter().find(|own| own.name() == order.value);
            if form.order.is_none() {
                self.not_in_list(&order, "order", DayOrder::ALL.map(DayOrder::name));
            }
        }
        if let Some(written) = date.text("as", &mut self.context) {
            form.is_excel = written.value == "excel";
            if !form.is_excel {
                self.not_in_list(&written, "as", ["excel"]);
            }
        }
        date.require(
            "column",
            Code::MissingField,
            message!("`date` names no `column`"),
            &mut self.context,
        );
        let end = self.column(&date, "end");
        let start = self.column(&date, "column");
        (start.map(|start| DateColumns { start, end }), form)
    }

    fn has_decimal_comma(&mut self, map: &FieldMap) -> bool {
        let Some(written) = map.text("decimal", &mut self.context) else {
            return false;
        };
        match written.value.as_str() {
            "comma" => true,
            "point" => false,
            _ => {
                self.not_in_list(&written, "decimal", ["comma", "point"]);
                false
            }
        }
    }

    fn place(&mut self, map: &FieldMap) -> [Option<String>; 3] {
        let Some(place) = map.mapping("place", PLACE, &mut self.context) else {
            return [None, None, None];
        };
        for (key, other) in [("lat", "lon"), ("lon", "lat")] {
            if place.has(other) {
                let message = message!("`{other}` needs `{key}`", other, key);
                place.require(key, Code::MissingField, message, &mut self.context);
            }
        }
        ["name", "lat", "lon"].map(|key| self.column(&place, key))
    }

    fn regions(&mut self, map: &FieldMap) -> Vec<RegionColumn> {
        let items = match map.raw("regions") {
            None => return Vec::new(),
            Some(at) if !matches!(at.value, Value::List(_)) => vec![at],
            Some(_) => map.list("regions", &mut self.context),
        };
        let mut regions = Vec::new();
        for item in items {
            let (name, level) = match item.value {
                Value::Map(_) => {
                    let field = item.field.clone();
                    let Some(map) = FieldMap::open(item.value, field, REGION, &mut self.context)
                    else {
                        continue;
                    };
                    let level = map.term::<crate::model::Level>("level", &mut self.context);
                    let level = level.map_or("", |level| level.value.text());
                    (self.cell_in(&map), level)
                }
                _ => (self.cell_at(&item), ""),
            };
            if let Some(name) = name {
                let level = level.to_owned();
                regions.push(RegionColumn { name, level });
            }
        }
        regions
    }

    fn claims(&mut self, map: &FieldMap) -> Vec<ClaimColumns> {
        let mut claims = Vec::new();
        for item in map.list("claims", &mut self.context) {
            let Some(map) = FieldMap::open(item.value, item.field, CLAIM, &mut self.context) else {
                continue;
            };
            for key in ["measure", "claimant"] {
                let message = message!("this claim has no `{key}`", key);
                map.require(key, Code::MissingField, message, &mut self.context);
            }
            let is_range = ["low", "best", "high"].iter().any(|key| map.has(key));
            if !is_range {
                let message = message!("this claim has no `count`, the column of its number");
                map.require("count", Code::MissingField, message, &mut self.context);
            }
            let measure = map.term::<Measure>("measure", &mut self.context);
            let claimant = self.cell(&map, "claimant");
            let best = if is_range { "best" } else { "count" };
            let counts = ["low", best, "high"].map(|key| self.column(&map, key));
            let of = self.cell(&map, "of");
            let sources = self.cells(&map, "sources");
            if let (Some(measure), Some(claimant)) = (measure, claimant) {
                claims.push(ClaimColumns {
                    measure: measure.value,
                    counts,
                    claimant,
                    of,
                    sources,
                });
            }
        }
        claims
    }

    /// Reads the columns of other keys. Only keys whose values are texts can have one.
    fn fields(&mut self, map: &FieldMap, kind: ContentKind) -> Vec<(&'static Key, CellSource)> {
        let section: &'static reference::Section = match kind {
            ContentKind::Actor => &reference::ACTOR,
            ContentKind::Region => &reference::REGION,
            ContentKind::Source => &reference::SOURCE,
            _ => &reference::EVENT,
        };
        let own = ["title", "name", "date"];
        let keys = section.keys.iter();
        let keys = keys.filter(|key| is_text(&key.form) && !own.contains(&key.name));
        let keys: Vec<&'static Key> = keys.collect();
        let names: Vec<&'static str> = keys.iter().map(|key| key.name).collect();
        let Some(map) = map.mapping("fields", &names, &mut self.context) else {
            return Vec::new();
        };
        let mut fields = Vec::new();
        for key in keys {
            if let Some(cell) = self.cell(&map, key.name) {
                fields.push((key, cell));
            }
        }
        fields
    }
}

/// Whether a value of this form can be written from a cell.
fn is_text(form: &Form) -> bool {
    matches!(
        form,
        Form::Text
            | Form::Translated
            | Form::Texts
            | Form::Names
            | Form::Day
            | Form::Date
            | Form::Interval
            | Form::Address
            | Form::LanguageTag
            | Form::Choice(_)
            | Form::YesNo
    )
}
