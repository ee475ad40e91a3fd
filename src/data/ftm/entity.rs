//! Entities of FollowTheMoney as lines of JSON.

use std::collections::BTreeMap;

use crate::data::json::{self, Object};
use crate::model::date::{Certainty, DatePart, DateShape};

/// The entities of a graph that is being written.
#[derive(Default)]
pub struct Graph {
    lines: Vec<u8>,
    /// How often each id of a link was used.
    used: BTreeMap<String, usize>,
}

/// An entity that is being written. Each property has a list of values.
pub struct GraphEntity<'o, 'p> {
    properties: &'p mut Object<'o>,
}

impl Graph {
    /// Writes an entity.
    pub fn entity(&mut self, id: &str, schema: &str, fill: impl FnOnce(&mut GraphEntity)) {
        json::object(&mut self.lines, |object| {
            object.text("id", id);
            object.text("schema", schema);
            object.object("properties", |properties| {
                fill(&mut GraphEntity { properties });
            });
        });
        self.lines.push(b'\n');
    }

    /// Writes a link. Links of the same kind between the same two are numbered from the second on.
    pub fn link(&mut self, id: String, schema: &str, fill: impl FnOnce(&mut GraphEntity)) {
        let count = self.used.entry(id.clone()).or_default();
        *count += 1;
        let id = match *count {
            1 => id,
            number => format!("{id}.{number}"),
        };
        self.entity(&id, schema, fill);
    }

    /// Returns the file.
    pub fn lines(self) -> Vec<u8> {
        self.lines
    }
}

impl GraphEntity<'_, '_> {
    /// Writes the values of a property, each once; nothing if there is none.
    pub fn values<T: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        let mut own: Vec<T> = Vec::new();
        for value in values {
            let text = value.as_ref();
            if !text.is_empty() && own.iter().all(|known| known.as_ref() != text) {
                own.push(value);
            }
        }
        self.properties.texts(name, own.iter());
    }

    /// Writes when something happened, or lasted. Time within limits has no property.
    pub fn period(&mut self, shape: DateShape) {
        match shape {
            DateShape::At(part) => self.values("date", prefix_date(part)),
            DateShape::Lasted(from, until) => self.limits(from, until),
            DateShape::Within(..) => {}
        }
    }

    /// Writes the beginning and the end.
    pub fn limits(&mut self, from: Option<DatePart>, until: Option<DatePart>) {
        self.values("startDate", from.and_then(prefix_date));
        self.values("endDate", until.and_then(prefix_date));
    }
}

/// Returns a day, month or year. `None` if it is uncertain, which the model cannot say.
pub fn prefix_date(part: DatePart) -> Option<String> {
    let day = DatePart { time: None, ..part };
    (part.certainty == Certainty::Sure).then(|| day.to_string())
}
