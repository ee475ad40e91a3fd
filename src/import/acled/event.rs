//! Rows as events.

use jiff::civil;

use super::AcledImport;
use super::actors::{SIDE_A, SIDE_B, Side, names};
use crate::data::disorder_type;
use crate::import::dates::{iso_day, named_day};
use crate::import::document::{ImportedDocument, map, text, texts};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped, place, scalar, whole};
use crate::lang::fold;
use crate::load::ContentKind;
use crate::model::terms::Term;
use crate::model::{EventType, SubEventType};
use crate::yaml::Value;

/// The beginning of the ids of events, before the id of the row.
pub const ID_PREFIX: &str = "acled-";

/// Columns of regions with their levels, from the largest.
const LEVELS: [(&str, &str); 3] = [
    ("country", "country"),
    ("admin1", "adm1"),
    ("admin2", "adm2"),
];

/// The columns that become fields. All others stand in `extra.acled`.
const FIELDS: [&str; 21] = [
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "country",
    "admin1",
    "admin2",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "fatalities",
];

/// The day of a row, and how exactly it is known.
struct RowDate {
    day: civil::Date,
    precision: u8,
}

/// The kind of an event. Terms that griot does not know are `None`.
struct EventKind {
    event_type: Option<EventType>,
    detail: Option<SubEventType>,
    /// The columns with other terms.
    extra: Vec<&'static str>,
}

impl AcledImport<'_> {
    /// Makes the event of a row.
    pub(super) fn event(&mut self, row: &InputRow) -> Result<ImportedDocument, Skipped> {
        let id = self.row_id(row)?;
        let date = row_date(row)?;
        let deaths = deaths(row)?;
        let place = place(row, "location")?;
        let year = row.get("year");
        if !year.is_empty() && year != date.day.year().to_string() {
            self.rows.flag(row, "year", ProblemKind::OtherYear, year);
        }
        let kind = self.kind(row);
        let mut extra = kind.extra.clone();
        let precision = self.precision(row, &mut extra);
        let side_a = self.side(row, SIDE_A)?;
        let side_b = self.side(row, SIDE_B)?;
        extra.extend(side_a.extra.iter().chain(&side_b.extra));
        let region = self.rows.region(row, &LEVELS)?;
        let (claimant, data_set) = self.publisher_and_data_set();
        let claim = deaths.filter(|deaths| *deaths > 0).map(|deaths| {
            map([
                ("id", Some(text("deaths"))),
                ("measure", Some(text("killed"))),
                ("count", Some(whole(deaths))),
                ("claimant", Some(text(&claimant))),
                ("sources", Some(texts([&data_set]))),
            ])
        });
        let mut sources = vec![data_set];
        for publisher in names(row.get("source")) {
            let id = self.source(row, publisher);
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
        extra.extend(derived(row, &date, &kind, [&side_a, &side_b]));
        if deaths == Some(0) {
            extra.push("fatalities");
        }
        self.rows.seen.insert(row.id.to_lowercase());
        Ok(ImportedDocument::new(ContentKind::Event, id)
            .with("title", text(self.title(row, &date)))
            .with("date", text(date.written()))
            .with("event_type", kind.event_type.map(|kind| text(kind.text())))
            .with("sub_event_type", kind.detail.map(|kind| text(kind.text())))
            .with("regions", texts([region]))
            .with("place", place)
            .with("where_prec", precision.map(text))
            .with("side_a", texts(side_a.ids))
            .with("side_b", texts(side_b.ids))
            .with("claims", claim.map(|claim| Value::List(vec![claim])))
            .with("sources", texts(sources))
            .with("extra.acled", entries(row, &date, &extra)))
    }

    /// Returns the id of the event.
    fn row_id(&mut self, row: &InputRow) -> Result<String, Skipped> {
        let (column, id) = ("event_id_cnty", row.id.to_lowercase());
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Skipped::new(column, ProblemKind::NoId, &row.id));
        }
        if self.rows.seen.contains(&id) {
            return Err(Skipped::new(column, ProblemKind::RepeatedId, &row.id));
        }
        Ok(format!("{ID_PREFIX}{id}"))
    }

    /// Reads the kind of the event.
    fn kind(&mut self, row: &InputRow) -> EventKind {
        let mut extra = Vec::new();
        let event_type = EventType::from_text(row.get("event_type"));
        let detail = SubEventType::from_text(row.get("sub_event_type"))
            .filter(|detail| Some(detail.event_type()) == event_type);
        let known = [
            ("event_type", event_type.is_some()),
            ("sub_event_type", detail.is_some()),
        ];
        for (column, is_known) in known {
            let cell = row.get(column);
            if !is_known && !cell.is_empty() {
                self.rows.flag(row, column, ProblemKind::UnknownTerm, cell);
                extra.push(column);
            }
        }
        EventKind {
            event_type,
            detail,
            extra,
        }
    }

    /// Returns how exactly the place is known.
    fn precision(&mut self, row: &InputRow, extra: &mut Vec<&str>) -> Option<&'static str> {
        let cell = row.get("geo_precision");
        let precision = match cell {
            "1" => Some("exact"),
            "2" => Some("adm2"),
            "3" => Some("adm1"),
            _ => None,
        };
        if precision.is_none() && !cell.is_empty() {
            self.rows
                .flag(row, "geo_precision", ProblemKind::UnknownTerm, cell);
            extra.push("geo_precision");
        }
        precision
    }

    /// Returns the id of a publisher as a source. ACLED names no article.
    fn source(&mut self, row: &InputRow, publisher: &str) -> String {
        let kind = ContentKind::Source;
        let key = fold(publisher);
        if let Some(id) = self.rows.entities.known(kind, &key) {
            return id;
        }
        self.rows.flag_variant(row, "source", publisher);
        let known = self.rows.site.source(publisher, "", publisher);
        let id = match known.map(str::to_owned) {
            Some(id) if self.rows.is_own(kind, &id) => id,
            Some(id) => {
                self.rows.entities.know(kind, &key, &id);
                return id;
            }
            None => self.rows.new_id(kind, &[publisher]),
        };
        let document = ImportedDocument::new(kind, id)
            .with("title", text(publisher))
            .with("publisher", text(publisher));
        self.rows.entities.make(&key, document)
    }

    /// Returns the title: sides, place and date.
    fn title(&self, row: &InputRow, date: &RowDate) -> String {
        let place = ["location", "admin2", "admin1", "country"];
        let place = place.iter().map(|column| row.get(column));
        let place = place.into_iter().find(|name| !name.is_empty());
        let sides = [row.get("actor1"), row.get("actor2")];
        self.rows
            .title(&sides, place.unwrap_or_default(), &date.written())
    }
}

impl RowDate {
    /// Returns the date as it is written in front matter. What happened within a week has the day
    /// in its middle, and what happened within a month its month.
    fn written(&self) -> String {
        match self.precision {
            1 => self.day.to_string(),
            2 => format!("{}~", self.day),
            _ => self.day.strftime("%Y-%m").to_string(),
        }
    }
}

/// Reads the day of a row, and its precision: a day (1), a week (2) or a month (3).
fn row_date(row: &InputRow) -> Result<RowDate, Skipped> {
    let cell = row.get("event_date");
    let day = iso_day(cell).or_else(|| named_day(cell));
    let day = day.ok_or_else(|| Skipped::new("event_date", ProblemKind::BadDate, cell))?;
    let cell = row.get("time_precision");
    match cell.parse() {
        Ok(precision @ 1..=3) => Ok(RowDate { day, precision }),
        _ => Err(Skipped::new("time_precision", ProblemKind::BadTerm, cell)),
    }
}

/// Reads the number of deaths.
fn deaths(row: &InputRow) -> Result<Option<u64>, Skipped> {
    let cell = row.get("fatalities");
    if cell.is_empty() {
        return Ok(None);
    }
    match cell.parse::<u32>() {
        Ok(number) => Ok(Some(u64::from(number))),
        Err(_) => Err(Skipped::new("fatalities", ProblemKind::BadNumber, cell)),
    }
}

/// Returns the columns that do not follow from the fields of the event, although the download makes
/// them of these.
fn derived(
    row: &InputRow,
    date: &RowDate,
    kind: &EventKind,
    sides: [&Side; 2],
) -> Vec<&'static str> {
    let mut extra = Vec::new();
    if date.precision == 3 && date.day.day() != 1 {
        extra.push("event_date");
    }
    let disorder = kind
        .event_type
        .map_or("", |event_type| disorder_type(event_type, kind.detail));
    if row.get("disorder_type") != disorder {
        extra.push("disorder_type");
    }
    // `Protesters only`: nobody is on the other side.
    let [side_a, side_b] = sides.map(|side| side.actor_type.is_some());
    if !(side_a && (side_b || sides[1].ids.is_empty())) {
        extra.push("interaction");
    }
    extra
}

/// Returns the columns that have no field, and those of `extra`.
fn entries(row: &InputRow, date: &RowDate, extra: &[&str]) -> Value {
    let mut entries = Vec::new();
    for name in row.header.names() {
        let cell = row.get(name);
        let name_is_extra = match name.as_str() {
            "" => false,
            "civilian_targeting" => row.get("event_type") != EventType::AgainstCivilians.text(),
            name => !FIELDS.contains(&name) || extra.contains(&name),
        };
        if !name_is_extra || cell.is_empty() {
            continue;
        }
        let value = match name.as_str() {
            "event_date" => text(date.day.to_string()),
            _ => scalar(cell),
        };
        entries.push((name.clone(), value));
    }
    Value::Map(entries)
}
