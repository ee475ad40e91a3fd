//! Fields with a closed list of terms, and dates.

use super::context::{FieldContext, Located, Wanted};
use super::map::FieldMap;
use super::text::text_of;
use super::{meaning, values};
use crate::diag::{Code, Diagnostic, Field, Fix, Safety};
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::date::{Date, DateError};
use crate::model::terms::Term;
use crate::reference;
use crate::yaml::Value;

/// Returns the term that a text expresses in other words.
pub fn suggested_term<T: Term>(text: &str) -> Option<T> {
    meaning::suggested_term(text)
}

/// Reports a text that is not a date. A date with one reading can be fixed; of several, a person
/// chooses one.
pub fn bad_date(field: &Field, error: DateError) -> Diagnostic {
    let safety = match error.write.len() {
        1 => Safety::Safe,
        _ => Safety::Unsafe,
    };
    let finding = Diagnostic::new(Code::BadDate, field, error.message).help(error.help);
    error.write.iter().fold(finding, |finding, date| {
        let title = message!("write `{line}`", line = date);
        finding.fix(Fix::new(safety, title).replace_scalar(field, date.as_str()))
    })
}

/// Returns a help that suggests a value, and says where the others are.
fn suggestion(key: &str, value: &str) -> Message {
    let name = format!("{key}: {value}");
    match reference::choice(key, value) {
        Some(topic) => message!(
            "did you mean `{name}`? `griot explain {topic}` lists all",
            name,
            topic
        ),
        None => message!("did you mean `{name}`?", name),
    }
}

impl<'v> FieldMap<'v> {
    /// Reads a date with its precision. A time of day is dropped.
    pub fn date(&self, key: &'static str, context: &mut FieldContext) -> Option<Located<Date>> {
        let date = self.moment(key, context)?;
        Some(Located {
            value: date.value.without_time(),
            field: date.field,
        })
    }

    /// Reads a date with its precision and time of day, if there is one.
    pub fn moment(&self, key: &'static str, context: &mut FieldContext) -> Option<Located<Date>> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        if let Value::List(_) | Value::Map(_) = value {
            let finding = context.wrong_type(&field, key, value, Wanted::Date);
            let date = values::date(value, &field, context);
            let fix = date.as_ref().map(|date| {
                let line = format!("{key}: {date}");
                Fix::safe(message!("write `{line}`", line)).replace(&field, date.as_str())
            });
            let finding = finding.fix(fix);
            let help = match date {
                Some(date) => message!("write `{line}`", line = format!("{key}: {date}")),
                None => message!(
                    "write it in one text, such as `{key}: 2022-02-22` or `{key}: 2022-02-16/2022-02-22`",
                    key
                ),
            };
            context.diagnostics.push(finding.help(help));
            return None;
        }
        let text = text_of(value, key, &field, context)?;
        match Date::parse(&text) {
            Ok(value) => Some(Located {
                value: value.in_zone(&context.zone),
                field,
            }),
            Err(error) => {
                context.diagnostics.push(bad_date(&field, error));
                None
            }
        }
    }

    /// Reads a term of a closed list.
    pub fn term<T: Term>(
        &self,
        key: &'static str,
        context: &mut FieldContext,
    ) -> Option<Located<T>> {
        self.term_or(key, context, |_| None)
    }

    /// Reads a term of a closed list. If a text is neither a term nor a synonym, `other` may
    /// suggest a term.
    pub fn term_or<T: Term>(
        &self,
        key: &'static str,
        context: &mut FieldContext,
        other: impl Fn(&str) -> Option<Message>,
    ) -> Option<Located<T>> {
        let text = self.text(key, context)?;
        if let Some(value) = T::from_text(&text.value) {
            return Some(Located {
                value,
                field: text.field,
            });
        }
        let suggested = meaning::suggested_term::<T>(&text.value);
        let help = match suggested {
            Some(term) => suggestion(key, term.text()),
            None => other(&text.value).unwrap_or_else(|| {
                message!(
                    "write {names}",
                    names = or_list(T::ALL.iter().map(|term| term.text()))
                )
            }),
        };
        let message = message!("`{text}` is not a valid `{key}`", text = text.value, key);
        let fix = suggested.map(|term| {
            let safety = match meaning::is_certain::<T>(&text.value) {
                true => Safety::Safe,
                false => Safety::Unsafe,
            };
            Fix::new(safety, message!("write `{line}`", line = term.text()))
                .replace_scalar(&text.field, term.text())
        });
        let finding = Diagnostic::new(Code::NotInList, &text.field, message);
        context.diagnostics.push(finding.help(help).fix(fix));
        None
    }
}
