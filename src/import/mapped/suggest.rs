//! A first mapping, guessed from the names of columns and from cells.

use std::path::Path;

use crate::import::dates::{DayOrder, NumericDay, iso_day, named_day, numeric_day};
use crate::import::document::{map, text};
use crate::import::table::{TableHeader, TableOptions, TableReader, TableRow};
use crate::lang::fold;
use crate::message;
use crate::messages::{Message, MessageLanguage};
use crate::yaml::{self, Value};

/// The number of rows that are looked at.
const SAMPLE: usize = 500;

/// Folded names of columns, in English and French, by what they may be.
const NAMES: [(Role, &[&str]); 18] = [
    (
        Role::Id,
        &[
            "id",
            "no",
            "n",
            "nr",
            "number",
            "numero",
            "ref",
            "reference",
            "code",
            "uid",
            "event id",
            "feature id",
        ],
    ),
    (
        Role::Title,
        &[
            "title",
            "titre",
            "headline",
            "event",
            "evenement",
            "intitule",
            "incident",
            "name",
            "nom",
        ],
    ),
    (
        Role::Date,
        &[
            "date",
            "day",
            "jour",
            "event date",
            "date start",
            "start",
            "start date",
            "debut",
            "date de debut",
            "date evenement",
            "date de l evenement",
        ],
    ),
    (
        Role::End,
        &["end", "date end", "end date", "until", "fin", "date de fin"],
    ),
    (Role::Lat, &["lat", "latitude", "y", "geometry lat"]),
    (
        Role::Lon,
        &["lon", "lng", "long", "longitude", "x", "geometry lon"],
    ),
    (Role::Country, &["country", "pays"]),
    (
        Role::Adm1,
        &[
            "region",
            "admin1",
            "admin 1",
            "adm1",
            "adm 1",
            "province",
            "state",
            "etat",
            "wilaya",
            "gouvernorat",
        ],
    ),
    (
        Role::Adm2,
        &[
            "admin2",
            "admin 2",
            "adm2",
            "adm 2",
            "district",
            "cercle",
            "departement",
            "county",
            "commune",
        ],
    ),
    (
        Role::Place,
        &[
            "place", "lieu", "location", "town", "city", "ville", "village", "localite", "site",
        ],
    ),
    (
        Role::SideA,
        &[
            "side a",
            "actor1",
            "actor 1",
            "attacker",
            "perpetrator",
            "auteur",
            "agresseur",
            "acteur 1",
            "camp a",
        ],
    ),
    (
        Role::SideB,
        &[
            "side b",
            "actor2",
            "actor 2",
            "target",
            "victim group",
            "cible",
            "acteur 2",
            "camp b",
        ],
    ),
    (
        Role::Source,
        &["source", "sources", "url", "link", "lien", "source url"],
    ),
    (
        Role::Claimant,
        &[
            "claimant",
            "claimed by",
            "said by",
            "according to",
            "selon",
            "declarant",
        ],
    ),
    (
        Role::Killed,
        &[
            "killed",
            "deaths",
            "dead",
            "fatalities",
            "morts",
            "tues",
            "deces",
        ],
    ),
    (Role::Wounded, &["wounded", "injured", "blesses"]),
    (
        Role::Arrested,
        &["arrested", "arrests", "arretes", "arrestations"],
    ),
    (Role::Displaced, &["displaced", "deplaces"]),
];

/// What a column may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Id,
    Title,
    Date,
    End,
    Lat,
    Lon,
    Country,
    Adm1,
    Adm2,
    Place,
    SideA,
    SideB,
    Source,
    Claimant,
    Killed,
    Wounded,
    Arrested,
    Displaced,
}

/// The columns of a table by what they may be.
struct Guesses<'t> {
    header: &'t TableHeader,
    rows: Vec<TableRow>,
    roles: Vec<(Role, String)>,
    language: MessageLanguage,
    out: String,
}

/// Returns a first mapping of a table, whose guesses a person has to check.
///
/// # Errors
/// If the table cannot be read.
pub fn suggest(
    file: &Path,
    options: &TableOptions,
    language: MessageLanguage,
) -> Result<String, Message> {
    let mut table = TableReader::open(file, options)?;
    let mut rows = Vec::new();
    while rows.len() < SAMPLE
        && let Some(row) = table.next_row()?
    {
        rows.push(row);
    }
    let mut guesses = Guesses {
        header: table.header(),
        rows,
        roles: Vec::new(),
        language,
        out: String::new(),
    };
    guesses.find_roles();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    guesses.write(&name);
    Ok(guesses.out)
}

impl Guesses<'_> {
    fn find_roles(&mut self) {
        for (role, names) in NAMES {
            let folded = |column: &str| {
                let text = fold(column);
                let words = text.split(|c: char| !c.is_alphanumeric());
                let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
                words.join(" ")
            };
            // The order of the list is that of preference.
            let columns = self.header.names();
            let found = names
                .iter()
                .find_map(|name| columns.iter().find(|column| folded(column) == *name));
            if let Some(column) = found {
                self.roles.push((role, column.clone()));
            }
        }
        if self.column(Role::Date).is_none() {
            let columns = self.header.names().iter();
            let mut dates = columns.filter(|column| self.has_dates(column));
            if let Some(column) = dates.next() {
                self.roles.push((Role::Date, column.clone()));
            }
        }
    }

    fn column(&self, role: Role) -> Option<&str> {
        let (_, column) = self.roles.iter().find(|(own, _)| *own == role)?;
        Some(column)
    }

    /// Returns the cells of a column that are not empty.
    fn cells<'s>(&'s self, column: &'s str) -> impl Iterator<Item = &'s str> {
        let cells = self.rows.iter().map(|row| row.get(self.header, column));
        cells.filter(|cell| !cell.is_empty())
    }

    /// Whether all cells of a column are days.
    fn has_dates(&self, column: &str) -> bool {
        let is_day = |cell: &str| {
            iso_day(cell).is_some()
                || named_day(cell).is_some()
                || DayOrder::ALL
                    .into_iter()
                    .any(|order| matches!(numeric_day(cell, Some(order)), NumericDay::Day(_)))
        };
        self.cells(column).next().is_some() && self.cells(column).all(is_day)
    }

    /// Whether each cell of a column is another.
    fn is_unique(&self, column: &str) -> bool {
        let mut seen = std::collections::HashSet::new();
        self.cells(column).count() == self.rows.len()
            && self.cells(column).all(|cell| seen.insert(cell))
    }

    fn write(&mut self, name: &str) {
        self.comment(&message!(
            "A first mapping of {name}, for `griot import csv {name} --map mapping.yaml`.",
            name
        ));
        self.comment(&message!(
            "Each line with `?` is a guess: check it, then delete the comment."
        ));
        self.out.push_str("kind: event\n");
        self.write_id();
        if let Some(column) = self.column(Role::Title) {
            self.entry("title", text(column), &message!("by the column's name"));
        }
        self.write_date();
        self.write_place();
        for (key, role) in [
            ("side_a", Role::SideA),
            ("side_b", Role::SideB),
            ("sources", Role::Source),
        ] {
            if let Some(column) = self.column(role) {
                let columns = Value::List(vec![text(column)]);
                self.entry(key, columns, &message!("by the column's name"));
            }
        }
        self.write_claims();
        self.write_rest();
    }

    fn comment(&mut self, comment: &Message) {
        let comment = comment.text(self.language);
        self.out.push_str(&format!("# {comment}\n"));
    }

    /// Writes a key with a comment that says why.
    fn entry(&mut self, key: &str, value: Value, why: &Message) {
        let written = yaml::emit(&Value::Map(vec![(key.to_owned(), value)]));
        let (first, rest) = written.split_once('\n').unwrap_or((&written, ""));
        let why = why.text(self.language);
        self.out.push_str(&format!("{first}  # ? {why}\n{rest}"));
    }

    fn write_id(&mut self) {
        if let Some(column) = self.column(Role::Id).map(str::to_owned) {
            let why = match self.is_unique(&column) {
                true => message!("by the column's name; each row has another value"),
                false => message!(
                    "by the column's name; of rows with the same value only the first comes in"
                ),
            };
            self.entry("id", text(column), &why);
            return;
        }
        let columns = self.header.names().iter();
        let mut unique = columns.filter(|column| !column.is_empty() && self.is_unique(column));
        match unique.next().cloned() {
            Some(column) => {
                let why = message!("each row has another value");
                self.entry("id", text(column), &why);
            }
            None => self.comment(&message!(
                "No column has another value in each row. Name those that make a row known \
                 again: `id: [Date, Place]`"
            )),
        }
    }

    fn write_date(&mut self) {
        let Some(column) = self.column(Role::Date).map(str::to_owned) else {
            self.comment(&message!(
                "No column of dates was found, and an event needs one: `date: Day`"
            ));
            return;
        };
        let count = |is: &dyn Fn(&str) -> bool| self.cells(&column).filter(|cell| is(cell)).count();
        let in_order = |cell: &str, order| {
            let day = cell.split_once(' ').map_or(cell, |(day, _)| day);
            matches!(numeric_day(day, Some(order)), NumericDay::Day(_))
        };
        let is_numeric = |cell: &str| {
            iso_day(cell).is_none() && cell.contains(['/', '.', '-']) && named_day(cell).is_none()
        };
        let numeric = count(&is_numeric);
        let day_first = count(&|cell| is_numeric(cell) && in_order(cell, DayOrder::DayMonthYear));
        let month_first = count(&|cell| is_numeric(cell) && in_order(cell, DayOrder::MonthDayYear));
        let serial =
            count(&|cell| cell.len() == 5 && cell.bytes().all(|byte| byte.is_ascii_digit()));
        let mut entries = vec![("column", Some(text(&column)))];
        if let Some(end) = self.column(Role::End) {
            entries.push(("end", Some(text(end))));
        }
        let mut why = message!("by the column's name, or its cells");
        let order = match (day_first == numeric, month_first == numeric) {
            (true, false) => Some(DayOrder::DayMonthYear),
            (false, true) => Some(DayOrder::MonthDayYear),
            _ => None,
        };
        if let Some(order) = order {
            entries.push(("order", Some(text(order.name()))));
            why = message!("some cells can only be read in this order");
        } else if numeric > 0 && day_first == numeric {
            why = message!(
                "no cell tells the order of its numbers: add `order: day-month-year` or \
                 `order: month-day-year`"
            );
        } else if numeric > 0 {
            why =
                message!("no order reads all of its cells; those that cannot be read are skipped");
        }
        if serial > 0 {
            entries.push(("as", Some(text("excel"))));
            why = message!("some of its numbers may count days as Excel does");
        }
        self.entry("date", map(entries), &why);
    }

    fn write_place(&mut self) {
        let regions = [
            (Role::Country, "country"),
            (Role::Adm1, "adm1"),
            (Role::Adm2, "adm2"),
        ];
        let regions = regions.into_iter().filter_map(|(role, level)| {
            let column = self.column(role)?;
            Some(map([
                ("column", Some(text(column))),
                ("level", Some(text(level))),
            ]))
        });
        let regions: Vec<Value> = regions.collect();
        match regions.is_empty() {
            true => self.comment(&message!(
                "No column of regions was found, and an event needs one: \
                 `regions: [{{value: Mali}}]` gives all rows the same"
            )),
            false => self.entry(
                "regions",
                Value::List(regions),
                &message!("from the largest to the smallest"),
            ),
        }
        let point = self.column(Role::Lat).zip(self.column(Role::Lon));
        let (lat, lon) = point.unzip();
        let place = map([
            ("name", self.column(Role::Place).map(text)),
            ("lat", lat.map(text)),
            ("lon", lon.map(text)),
        ]);
        if !place.is_empty() {
            let has_comma = lat.is_some_and(|lat| self.cells(lat).any(|cell| cell.contains(',')));
            self.entry("place", place, &message!("by the columns' names"));
            if has_comma {
                let why = message!("some degrees have a comma");
                self.entry("decimal", text("comma"), &why);
            }
        }
    }

    fn write_claims(&mut self) {
        let measures = [
            (Role::Killed, "killed"),
            (Role::Wounded, "wounded"),
            (Role::Arrested, "arrested"),
            (Role::Displaced, "displaced"),
        ];
        let claimant = self.column(Role::Claimant);
        let claims = measures.into_iter().filter_map(|(role, measure)| {
            let column = self.column(role)?;
            Some(map([
                ("measure", Some(text(measure))),
                ("count", Some(text(column))),
                ("claimant", Some(text(claimant.unwrap_or("???")))),
            ]))
        });
        let claims: Vec<Value> = claims.collect();
        if claims.is_empty() {
            return;
        }
        let has_claimant = claimant.is_some();
        if !has_claimant {
            self.comment(&message!(
                "Whose figures are these? In place of `???` write a column, or \
                 `{{value: NAME}}` if all are of one."
            ));
        }
        self.entry(
            "claims",
            Value::List(claims),
            &message!("by the columns' names"),
        );
    }

    fn write_rest(&mut self) {
        let used = |column: &String| {
            let mut roles = self.roles.iter();
            roles.any(|(_, own)| own == column) || column.is_empty()
        };
        let rest = self.header.names().iter().filter(|column| !used(column));
        let rest: Vec<Value> = rest.map(text).collect();
        if !rest.is_empty() {
            let why =
                message!("kept in the files, and shown on no page; `body` and `fields` publish");
            self.entry("extra", Value::List(rest), &why);
        }
    }
}
