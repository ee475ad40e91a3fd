//! The page about the data: downloads, columns, licence, citation, and what each shape cannot say.

use super::facts;
use crate::data::table::{ColumnSchema, ColumnType, Meaning};
use crate::data::{self, DataContext, TableId};
use crate::messages::MessageLanguage;
use crate::model::date::Date;
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{DataColumn, DataFile, DataPage, DataTable, Fact, LinkView, TextView};
use crate::render::{checksums, citation, head};

/// Where UCDP explains its columns.
const UCDP: &str = "https://ucdp.uu.se/downloads/";

/// Where ACLED explains its columns.
const ACLED: &str = "https://acleddata.com/knowledge-base/codebook/";

/// Returns the page about the data.
pub fn data_page(context: &PageContext) -> DataPage {
    let data = context.data();
    let others = [data::documents(&data), data::descriptions(&data)].concat();
    let files = others.iter().map(|file| {
        let word = match file.kind {
            data::DownloadKind::Document(document) => document.about(),
            data::DownloadKind::Citation => "data_about_citation",
            _ => "data_about_package",
        };
        data_file(context, &file.path, file.media_type, word)
    });
    DataPage {
        page: head::page_view(context, PageKind::Data),
        facts: facts(context, &data),
        citations: citation::citations(context, PageKind::Data),
        tables: TableId::ALL
            .into_iter()
            .map(|table| data_table(context, &data, table))
            .collect(),
        files: files.chain([checksums_file(context)]).collect(),
    }
}

/// Returns a link to the table of some events, if the site has it.
pub fn events_link(context: &PageContext, scope: data::EventScope) -> Option<LinkView> {
    let path = data::events_path(&context.data(), scope)?;
    let label = context.plain(context.words.get("data_events_csv"));
    Some(label.leading_to(context.plan.file(&path)))
}

/// Returns the licence and the day of the last update.
fn facts(context: &PageContext, data: &DataContext) -> Vec<Fact> {
    let licence = data.licence();
    let licence = (!licence.is_empty()).then(|| Fact {
        term: context.words.get("data_licence").to_owned(),
        text: context.text(licence),
        url: None,
    });
    let updated = data::last_update(context.atlas).map(|day| {
        let day = context.words.date(&Date::day(day));
        facts::fact(context, "data_updated", day)
    });
    licence.into_iter().chain(updated).collect()
}

/// Returns the file of checksums. Its size depends on all pages, this one too, so it is not said.
fn checksums_file(context: &PageContext) -> DataFile {
    DataFile {
        size: String::new(),
        ..data_file(
            context,
            checksums::FILE,
            "text/plain",
            "data_about_checksums",
        )
    }
}

/// Returns a file with its size.
fn data_file(context: &PageContext, path: &str, media_type: &'static str, about: &str) -> DataFile {
    let bytes = context.sizes.get(path).copied().unwrap_or_default();
    let kilobytes = context.words.number(bytes.div_ceil(1000));
    DataFile {
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        url: context.plan.file(path),
        media_type,
        size: context
            .words
            .say("data_size", None, &[("size", &kilobytes)]),
        about: context.words.get(about).to_owned(),
    }
}

/// Returns a table with its columns, and what its shape cannot say.
fn data_table(context: &PageContext, data: &DataContext, table: TableId) -> DataTable {
    let codebook = match table {
        TableId::Ucdp => Some(("UCDP GED", UCDP)),
        TableId::Acled => Some(("ACLED", ACLED)),
        _ => None,
    };
    let mut columns: Vec<DataColumn> = Vec::new();
    let mut last: Option<(Meaning, bool)> = None;
    for column in table.schema(data).columns {
        let own = (column.meaning, column.lang.is_some());
        // The columns of the languages of one text are explained together.
        if column.lang.is_some() && last == Some(own) {
            let known = columns.last_mut().expect("there is one before");
            known.names.push(column.name);
        } else {
            columns.push(data_column(context, column));
        }
        last = Some(own);
    }
    DataTable {
        key: table.name(),
        file: data_file(
            context,
            &table.path(),
            "text/csv",
            &format!("data_about_{}", table.name()),
        ),
        parquet: table.parquet_path().map(|path| {
            let label = context.plain("Parquet");
            label.leading_to(context.plan.file(&path))
        }),
        columns,
        codebook: codebook.map(|(name, url)| {
            let label = context.words.say("data_codebook", None, &[("name", name)]);
            context.plain(label).leading_to(url.to_owned())
        }),
        imported: table.imported_columns(data),
        omits: table
            .omits()
            .iter()
            .map(|path| DataColumn {
                names: vec![(*path).to_owned()],
                kind: None,
                text: meaning(context, path),
            })
            .collect(),
    }
}

fn data_column(context: &PageContext, column: ColumnSchema) -> DataColumn {
    let kind = match column.kind {
        ColumnType::Text => "data_type_text",
        ColumnType::Integer => "data_type_integer",
        ColumnType::Number => "data_type_number",
        ColumnType::Day => "data_type_day",
        ColumnType::Date => "data_type_date",
        ColumnType::YesNo => "data_type_yes_no",
        ColumnType::Address => "data_type_address",
        ColumnType::List => "data_type_list",
    };
    DataColumn {
        names: vec![column.name],
        kind: Some(context.words.get(kind).to_owned()),
        text: match column.meaning {
            Meaning::Key(path) => meaning(context, path),
            Meaning::Word(word) => Some(context.plain(context.words.get(word))),
            Meaning::Codebook | Meaning::Imported => None,
        },
    }
}

/// Returns what a key of front matter means, in the language of the page if the reference has it.
fn meaning(context: &PageContext, path: &str) -> Option<TextView> {
    let own = MessageLanguage::from_tag(context.lang.tag());
    let text = data::meaning(path, own.unwrap_or(MessageLanguage::English))?;
    // Names of keys stand in backticks, which are Markdown.
    let text = text.replace('`', "");
    Some(match own {
        Some(_) => context.plain(context.typeset_name(&text)),
        None => TextView {
            text,
            lang: Some("en".to_owned()),
            dir: Some("ltr"),
        },
    })
}
