//! Tables: columns with a function for each cell, written as CSV (RFC 4180).
//!
//! A cell that a spreadsheet would run as a formula begins with an apostrophe instead.

use std::fmt::Write as _;

use super::DataContext;
use super::json::Object;
use crate::lang::Lang;
use crate::model::{Date, LocalizedText};

/// The separator of lists in a cell.
pub const LIST_SEPARATOR: &str = " | ";

/// Stands for [`LIST_SEPARATOR`] until a cell is written. No text contains it, because control
/// characters are refused when files are read, so the items can be told apart.
const ITEM_END: char = '\u{1f}';

/// A table: its columns, what identifies a row, and the columns that refer to other tables.
pub struct Table<R: 'static> {
    pub columns: &'static [Column<R>],
    /// The columns that identify a row; empty in the shapes of others.
    pub key: &'static [&'static str],
    pub references: &'static [Reference],
}

/// A column, whose cells are the ids of rows of another table.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    pub column: &'static str,
    pub table: &'static str,
}

/// A column of a table whose rows are made from `R`.
pub struct Column<R> {
    pub name: &'static str,
    pub kind: ColumnType,
    pub meaning: Meaning,
    /// Whether there is one column for each language, such as `title_fr`.
    pub is_localized: bool,
    /// Writes the cell of a row; nothing if it is empty.
    pub cell: fn(&Row<R>, &mut String),
}

/// The type of the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    Text,
    /// A whole number.
    Integer,
    /// A number with a decimal point.
    Number,
    /// A day, `2022-02-22`.
    Day,
    /// A date as it is written in front matter: a day, month or year, or an interval.
    Date,
    /// `yes` or `no`.
    YesNo,
    /// A web address.
    Address,
    /// Texts, joined with [`LIST_SEPARATOR`].
    List,
}

/// What explains a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The text of a key of front matter, as `section.key`.
    Key(&'static str),
    /// A word of the theme.
    Word(&'static str),
    /// The codebook of the data set whose shape it is.
    Codebook,
    /// As [`Meaning::Codebook`], and the model has no field for it: only rows that were imported
    /// have a value.
    Imported,
}

/// The columns of a table in the languages of a site.
#[derive(Clone, Debug)]
pub struct TableSchema {
    pub columns: Vec<ColumnSchema>,
    pub key: &'static [&'static str],
    pub references: &'static [Reference],
}

/// A column as it stands in the file.
#[derive(Clone, Debug)]
pub struct ColumnSchema {
    pub name: String,
    pub kind: ColumnType,
    pub meaning: Meaning,
    /// The language of its texts, if there is a column for each.
    pub lang: Option<Lang>,
}

/// Where the languages of a text stand in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextLayout {
    /// A member for each language, `title_fr`, as in a table.
    Flat,
    /// An object with a member for each language.
    Nested,
}

/// The cells of a column, in the order of the rows.
pub struct ColumnCells {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl ColumnCells {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ends = self.ends.iter();
        starts.zip(ends).map(|(start, end)| &self.text[start..*end])
    }
}

/// A row, for the function of a cell.
pub struct Row<'a, R> {
    pub data: &'a DataContext<'a>,
    pub item: &'a R,
    /// The language of the cell; the default language in columns without one.
    pub lang: Lang,
}

impl<R> Column<R> {
    pub const fn new(
        name: &'static str,
        kind: ColumnType,
        meaning: Meaning,
        cell: fn(&Row<R>, &mut String),
    ) -> Column<R> {
        Column {
            name,
            kind,
            meaning,
            is_localized: false,
            cell,
        }
    }

    /// Returns a column for each language.
    pub const fn localized(
        name: &'static str,
        meaning: Meaning,
        cell: fn(&Row<R>, &mut String),
    ) -> Column<R> {
        Column {
            name,
            kind: ColumnType::Text,
            meaning,
            is_localized: true,
            cell,
        }
    }

    /// Returns the languages of the columns that this one becomes.
    fn languages(&self, data: &DataContext) -> Vec<Option<Lang>> {
        match self.is_localized {
            true => data.config.languages.iter().map(Some).collect(),
            false => vec![None],
        }
    }

    fn name_in(&self, lang: Option<Lang>) -> String {
        lang.map_or_else(
            || self.name.to_owned(),
            |lang| format!("{}_{lang}", self.name),
        )
    }
}

impl<R> Table<R> {
    /// Returns the columns as they stand in the file.
    pub fn schema(&self, data: &DataContext) -> TableSchema {
        let columns = self.columns_in_file(data).into_iter();
        let columns = columns.map(|(column, lang)| ColumnSchema {
            name: column.name_in(lang),
            kind: column.kind,
            meaning: column.meaning,
            lang,
        });
        TableSchema {
            columns: columns.collect(),
            key: self.key,
            references: self.references,
        }
    }

    /// Writes the table.
    pub fn csv(&self, data: &DataContext, rows: impl Iterator<Item = R>) -> Vec<u8> {
        let mut table = self.header(data);
        table.append(&mut self.rows(data, rows));
        table
    }

    /// Writes the line of column names.
    pub fn header(&self, data: &DataContext) -> Vec<u8> {
        let mut writer = writer();
        for (column, lang) in self.columns_in_file(data) {
            write(&mut writer, &column.name_in(lang));
        }
        end_row(&mut writer);
        writer.into_inner().expect("memory can be written")
    }

    /// Writes rows without column names.
    pub fn rows(&self, data: &DataContext, rows: impl Iterator<Item = R>) -> Vec<u8> {
        let default = data.config.languages.default();
        let columns = self.columns_in_file(data);
        let mut writer = writer();
        let mut cell = String::new();
        for item in rows {
            for (column, lang) in &columns {
                cell.clear();
                let row = Row {
                    data,
                    item: &item,
                    lang: lang.unwrap_or(default),
                };
                (column.cell)(&row, &mut cell);
                if column.kind == ColumnType::List && cell.contains(ITEM_END) {
                    cell = cell.replace(ITEM_END, LIST_SEPARATOR);
                }
                if is_formula(&cell) {
                    cell.insert(0, '\'');
                }
                write(&mut writer, &cell);
            }
            end_row(&mut writer);
        }
        writer.into_inner().expect("memory can be written")
    }

    /// Returns the cells column by column, in the order of [`Table::schema`].
    pub fn cells(&self, data: &DataContext, rows: &[R]) -> impl Iterator<Item = ColumnCells> {
        let default = data.config.languages.default();
        let columns = self.columns_in_file(data).into_iter();
        columns.map(move |(column, lang)| {
            let lang = lang.unwrap_or(default);
            let (mut text, mut cell) = (String::new(), String::new());
            let add = |item| {
                cell.clear();
                (column.cell)(&Row { data, item, lang }, &mut cell);
                text.push_str(&cell);
                text.len()
            };
            let ends = rows.iter().map(add).collect();
            ColumnCells { text, ends }
        })
    }

    /// Writes a row as members of an object, without the columns called `skipped`.
    pub fn members(
        &self,
        data: &DataContext,
        item: &R,
        layout: TextLayout,
        skipped: &[&str],
        object: &mut Object,
    ) {
        let default = data.config.languages.default();
        let mut cell = String::new();
        let fill = |cell: &mut String, column: &Column<R>, lang: Lang| {
            cell.clear();
            (column.cell)(&Row { data, item, lang }, cell);
        };
        let wanted = self.columns.iter();
        for column in wanted.filter(|column| !skipped.contains(&column.name)) {
            if !column.is_localized {
                fill(&mut cell, column, default);
                push_cell(object, column.name, column.kind, &cell);
                continue;
            }
            let mut texts = Vec::new();
            for lang in data.config.languages.iter() {
                fill(&mut cell, column, lang);
                if !cell.is_empty() {
                    texts.push((lang, cell.clone()));
                }
            }
            match layout {
                TextLayout::Flat => texts.iter().for_each(|(lang, text)| {
                    object.text(&column.name_in(Some(*lang)), text);
                }),
                TextLayout::Nested if texts.is_empty() => {}
                TextLayout::Nested => object.object(column.name, |object| {
                    for (lang, text) in &texts {
                        object.text(lang.tag(), text);
                    }
                }),
            }
        }
    }

    /// Returns the columns with their languages.
    fn columns_in_file(&self, data: &DataContext) -> Vec<(&'static Column<R>, Option<Lang>)> {
        let columns = self.columns.iter().flat_map(|column| {
            let languages = column.languages(data).into_iter();
            languages.map(move |lang| (column, lang))
        });
        columns.collect()
    }
}

/// The size of the buffer of a writer, which may write a single row.
const BUFFER: usize = 1024;

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(BUFFER)
        .from_writer(Vec::new())
}

fn write(writer: &mut csv::Writer<Vec<u8>>, cell: &str) {
    writer.write_field(cell).expect("memory can be written");
}

fn end_row(writer: &mut csv::Writer<Vec<u8>>) {
    let no_more = writer.write_record(None::<&[u8]>);
    no_more.expect("memory can be written");
}

/// Whether a spreadsheet would run a cell. A number is not run.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

/// Writes the first and the last possible day of a date; `None` of an open end is empty.
pub fn push_day(out: &mut String, day: Option<jiff::civil::Date>) {
    if let Some(day) = day {
        push(out, day);
    }
}

/// Writes a date as it is written in front matter.
pub fn push_date(out: &mut String, date: Option<&Date>) {
    if let Some(date) = date {
        push(out, date);
    }
}

/// Writes the text in exactly this language.
pub fn push_text(out: &mut String, text: &LocalizedText, lang: Lang) {
    out.push_str(text.exact(lang).map_or("", String::as_str));
}

/// Writes a value, or nothing.
pub fn push_maybe(out: &mut String, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        push(out, value);
    }
}

/// Writes a value.
pub fn push(out: &mut String, value: impl std::fmt::Display) {
    write!(out, "{value}").expect("a text can be written");
}

/// Writes a list.
pub fn push_list<T: AsRef<str>>(out: &mut String, items: impl Iterator<Item = T>) {
    push_joined(out, ITEM_END.encode_utf8(&mut [0; 4]), items);
}

/// Returns the items of a cell that [`push_list`] has written.
pub fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(ITEM_END)
}

/// Writes a cell into an object as a value of its type; nothing if it is empty.
pub fn push_cell(object: &mut Object, name: &str, kind: ColumnType, cell: &str) {
    if cell.is_empty() {
        return;
    }
    match kind {
        ColumnType::Text | ColumnType::Day | ColumnType::Address => object.text(name, cell),
        ColumnType::Integer | ColumnType::Number => object.literal(name, cell),
        ColumnType::YesNo => object.literal(name, cell == "yes"),
        ColumnType::List => object.texts(name, items(cell)),
        // Most dates are the same in EDTF.
        ColumnType::Date if !cell.contains(['T', '.']) => object.text(name, cell),
        ColumnType::Date => {
            let date = Date::parse(cell).expect("a date is written as it is read");
            object.text(name, &date.edtf());
        }
    }
}

/// Writes a list with another separator.
pub fn push_joined<T: AsRef<str>>(
    out: &mut String,
    separator: &str,
    items: impl Iterator<Item = T>,
) {
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        out.push_str(item.as_ref());
    }
}
