//! Tables by column: Apache Parquet.
//!
//! A list is a list and a day is a day, so nothing is guarded or joined. An empty cell is null. The
//! files are not compressed: that would take another crate, and hosts compress what they send.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::DataContext;
use super::table::{ColumnCells, ColumnSchema, ColumnType, Table, items};

/// The definition level of a value; that of null is 0.
const DEFINED: i16 = 1;

/// The definition level of an item of a list.
const ITEM: i16 = 2;

/// Writes a table.
pub fn file<R>(data: &DataContext, table: &Table<R>, rows: impl Iterator<Item = R>) -> Vec<u8> {
    let rows: Vec<R> = rows.collect();
    written(data, table, &rows).expect("cells are of the type of their column")
}

fn written<R>(data: &DataContext, table: &Table<R>, rows: &[R]) -> Result<Vec<u8>> {
    let columns = table.schema(data).columns;
    let fields: Result<Vec<TypePtr>> = columns.iter().map(field).collect();
    let schema = Type::group_type_builder("table").with_fields(fields?);
    let properties = WriterProperties::builder()
        .set_created_by(concat!("griot ", env!("CARGO_PKG_VERSION")).to_owned());
    let schema = Arc::new(schema.build()?);
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for (column, cells) in columns.iter().zip(table.cells(data, rows)) {
        let mut writer = group.next_column()?.expect("every column is in the schema");
        write_column(&mut writer, column.kind, &cells)?;
        writer.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

/// Returns the type of a column.
fn field(column: &ColumnSchema) -> Result<TypePtr> {
    let plain = |name, physical, logical, repetition| {
        let builder = Type::primitive_type_builder(name, physical);
        let builder = builder.with_logical_type(logical);
        builder.with_repetition(repetition).build().map(Arc::new)
    };
    let text = Some(LogicalType::String);
    let (physical, logical) = match column.kind {
        ColumnType::Text | ColumnType::Date | ColumnType::Address => (Physical::BYTE_ARRAY, text),
        ColumnType::Integer => (Physical::INT64, None),
        ColumnType::Number => (Physical::DOUBLE, None),
        ColumnType::Day => (Physical::INT32, Some(LogicalType::Date)),
        ColumnType::YesNo => (Physical::BOOLEAN, None),
        ColumnType::List => {
            let item = plain("element", Physical::BYTE_ARRAY, text, Repetition::REQUIRED)?;
            let list = Type::group_type_builder("list");
            let list = list.with_repetition(Repetition::REPEATED);
            let list = Arc::new(list.with_fields(vec![item]).build()?);
            let group = Type::group_type_builder(&column.name);
            let group = group.with_repetition(Repetition::OPTIONAL);
            let group = group.with_logical_type(Some(LogicalType::List));
            return group.with_fields(vec![list]).build().map(Arc::new);
        }
    };
    plain(&column.name, physical, logical, Repetition::OPTIONAL)
}

fn write_column(
    writer: &mut SerializedColumnWriter,
    kind: ColumnType,
    cells: &ColumnCells,
) -> Result<()> {
    match kind {
        ColumnType::Text | ColumnType::Date | ColumnType::Address => {
            write_values::<ByteArrayType>(writer, cells, |cell| Some(bytes(cell)))
        }
        ColumnType::Integer => write_values::<Int64Type>(writer, cells, |cell| cell.parse().ok()),
        ColumnType::Number => write_values::<DoubleType>(writer, cells, |cell| cell.parse().ok()),
        ColumnType::Day => write_values::<Int32Type>(writer, cells, days),
        ColumnType::YesNo => write_values::<BoolType>(writer, cells, |cell| Some(cell == "yes")),
        ColumnType::List => write_lists(writer, cells),
    }
}

fn bytes(text: &str) -> ByteArray {
    ByteArray::from(text.as_bytes().to_vec())
}

/// Returns the number of days since 1970.
fn days(cell: &str) -> Option<i32> {
    let day: jiff::civil::Date = cell.parse().ok()?;
    Some((day - jiff::civil::date(1970, 1, 1)).get_days())
}

/// Writes the values of a column. An empty cell is null.
fn write_values<T: DataType>(
    writer: &mut SerializedColumnWriter,
    cells: &ColumnCells,
    value: impl Fn(&str) -> Option<T::T>,
) -> Result<()> {
    let mut values = Vec::new();
    let mut definitions = Vec::new();
    for cell in cells.iter() {
        let value = (!cell.is_empty()).then(|| value(cell)).flatten();
        definitions.push(if value.is_some() { DEFINED } else { 0 });
        values.extend(value);
    }
    let writer = writer.typed::<T>();
    writer.write_batch(&values, Some(&definitions), None)?;
    Ok(())
}

/// Writes lists of texts. The repetition level is 0 at the beginning of a list.
fn write_lists(writer: &mut SerializedColumnWriter, cells: &ColumnCells) -> Result<()> {
    let mut values = Vec::new();
    let (mut definitions, mut repetitions) = (Vec::new(), Vec::new());
    for cell in cells.iter() {
        if cell.is_empty() {
            definitions.push(0);
            repetitions.push(0);
            continue;
        }
        for (at, item) in items(cell).enumerate() {
            values.push(bytes(item));
            definitions.push(ITEM);
            repetitions.push(i16::from(at > 0));
        }
    }
    let writer = writer.typed::<ByteArrayType>();
    writer.write_batch(&values, Some(&definitions), Some(&repetitions))?;
    Ok(())
}
