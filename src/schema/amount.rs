//! Counts in front matter: a number, an approximate number or a range.

use crate::diag::{Code, Diagnostic, Field, Fix, Safety};
use crate::fields::{FieldContext, FieldMap, Located, count_of, sensed};
use crate::lang::Lang;
use crate::message;
use crate::model::{About, Count, Number};
use crate::reference;
use crate::yaml::Value;

/// Reads `count`: a number or a range. Invalid numbers are reported.
pub fn count_or_range(
    at: &Located<&Value>,
    as_published: bool,
    context: &mut FieldContext,
) -> Count {
    if !matches!(at.value, Value::Map(_)) {
        let number = number_of(at.value, "count", &at.field, context);
        return number.map_or_else(Count::default, Count::new);
    }
    match FieldMap::open(at.value, at.field.clone(), reference::COUNT.names, context) {
        Some(range) => {
            if ["low", "best", "high"].iter().all(|key| !range.has(key)) {
                range.require(
                    "low",
                    Code::MissingField,
                    message!("this figure has no number"),
                    context,
                );
            }
            range_of(&range, Some(as_published), context)
        }
        None => Count::default(),
    }
}

/// Reads `low`, `best` and `high`.
///
/// Numbers out of order are an error. If the claim has `as_published`, they stay as they are, with
/// a warning. `as_published` is `None` if the key is not allowed here.
pub fn range_of(range: &FieldMap, as_published: Option<bool>, context: &mut FieldContext) -> Count {
    let mut number = |key: &'static str| {
        let at = range.raw(key)?;
        number_of(at.value, key, &at.field, context)
    };
    let (low, best, high) = (number("low"), number("best"), number("high"));
    let is_about = |number: Option<Number>| number.is_some_and(|number| number.is_about);
    let count = Count {
        low: low.map(|number| number.value),
        best: best.map(|number| number.value),
        high: high.map(|number| number.value),
        about: About {
            low: is_about(low),
            best: is_about(best),
            high: is_about(high),
        },
        as_published: false,
    };
    if count.is_ordered() {
        return count;
    }
    if as_published == Some(true) {
        context.diagnostics.push(
            Diagnostic::new(
                Code::AsPublished,
                &range.field,
                message!(
                    "these figures are not in the order `low`, `best`, `high`, and are shown as published"
                ),
            )
            .help(message!(
                "if that is a slip of this file and not of the data set, write `{line}` and delete `as_published`",
                line = in_order(&count)
            )),
        );
        return Count {
            as_published: true,
            ..count
        };
    }
    let ordered = in_order(&count);
    let fix = as_published.map(|_| {
        Fix::not_safe(message!("write `{line}`", line = ordered))
            .replace(&range.field, ordered.as_str())
    });
    let help = match as_published {
        Some(_) => message!(
            "write `{ordered}`; if a data set was published with these figures, add `as_published: yes` to the claim to show them as they are",
            ordered
        ),
        // An estimate has these keys beside others.
        None => {
            let keys = ordered.trim_matches(['{', '}']).replace(", ", "`, `");
            message!("write `{keys}`", keys)
        }
    };
    let field = match (as_published, first_out_of_order(&count)) {
        (None, Some(key)) => range.field.key(key),
        _ => range.field.clone(),
    };
    context.diagnostics.push(
        Diagnostic::new(
            Code::BadNumber,
            &field,
            message!("these figures are not in the order `low`, `best`, `high`"),
        )
        .help(help)
        .fix(fix),
    );
    count
}

/// Returns the key of the first number that is less than the one before it.
fn first_out_of_order(count: &Count) -> Option<&'static str> {
    let numbers = count.numbers();
    let pair = numbers
        .windows(2)
        .find(|pair| pair[1].1.value < pair[0].1.value)?;
    Some(pair[1].0)
}

/// Returns the numbers of a count in ascending order, with the keys that it has.
fn in_order(count: &Count) -> String {
    let numbers = count.numbers();
    let mut values: Vec<Number> = numbers.iter().map(|(_, number)| *number).collect();
    values.sort_by_key(|number| number.value);
    let parts: Vec<String> = (numbers.iter().zip(values))
        .map(|((name, _), number)| format!("{name}: {number}"))
        .collect();
    format!("{{{}}}", parts.join(", "))
}

/// Reads a whole number that is not negative. It may be approximate: `60~`.
fn number_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> Option<Number> {
    if let Value::Text(text) = value {
        if let Some(number) = in_quotes(text) {
            return Some(Number::exact(number));
        }
        if let Some(value) = approximate(text) {
            return Some(Number {
                value,
                is_about: true,
            });
        }
        if let Some(suggestion) = suggested_amount(text, key, context.lang) {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadNumber,
                    field,
                    message!("`{text}` is not a valid figure", text),
                )
                .help(message!("write `{line}`", line = suggestion))
                .fix(amount_fix(field, text, &suggestion)),
            );
            return None;
        }
    }
    count_of(value, key, field, context).map(Number::exact)
}

/// Returns the fix of a number with a sign or words. Only signs are certain: what words mean in a
/// sentence is for the author to say.
fn amount_fix(field: &Field, text: &str, line: &str) -> Option<Fix> {
    let (_, new) = line.split_once(": ")?;
    let safety = match text.contains(char::is_alphabetic) || new.starts_with('{') {
        true => Safety::Unsafe,
        false => Safety::Safe,
    };
    Some(Fix::new(safety, message!("write `{line}`", line)).replace(field, new))
}

/// Parses a number in quotes, as forms write it from a line of text.
fn in_quotes(text: &str) -> Option<u64> {
    let digits = text.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Parses an approximate number such as `60~`.
fn approximate(text: &str) -> Option<u64> {
    let digits = text.trim().strip_suffix('~')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Returns the correct form of an approximate number or a bound in another form, such as `~60`, `60
/// ~`, "about 60", "une soixantaine" or "au moins 60".
fn suggested_amount(text: &str, key: &str, lang: Lang) -> Option<String> {
    let sensed = sensed(text, lang)?;
    Some(match key {
        "count" => format!("count: {sensed}"),
        // Each of `low`, `best` and `high` is a single number.
        _ => format!("{key}: {}", sensed.low),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_words_are_told_in_signs() {
        let fr = Lang::parse("fr").expect("a tag");
        for (text, wanted) in [
            ("~60", "count: 60~"),
            ("60 ~", "count: 60~"),
            ("≈ 60", "count: 60~"),
            ("about 60", "count: 60~"),
            ("nearly 1,200", "count: 1200~"),
            ("près de 60", "count: 60~"),
            ("une soixantaine", "count: 60~"),
            ("نحو 60", "count: 60~"),
            ("au moins 60", "count: {low: 60}"),
            ("at least about 60", "count: {low: 60~}"),
            ("up to 60", "count: {high: 60}"),
            ("environ 50 à 60", "count: {low: 50~, high: 60~}"),
            ("60?", "count: 60~"),
            ("60+", "count: {low: 60}"),
            (">= 60", "count: {low: 60}"),
            ("≤60", "count: {high: 60}"),
            ("< 60", "count: {high: 59}"),
        ] {
            assert_eq!(
                suggested_amount(text, "count", fr).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
        assert_eq!(
            suggested_amount("~60", "low", fr).as_deref(),
            Some("low: 60~")
        );
        for text in ["60", "8-10", "eight", "many", "", "~", "1.5~"] {
            assert_eq!(suggested_amount(text, "count", fr), None, "{text}");
        }
        assert_eq!(
            [
                approximate("60~"),
                approximate(" 60~ "),
                approximate("60"),
                approximate("6 0~")
            ],
            [Some(60), Some(60), None, None]
        );
    }
}
