//! Counts of claims in words: "10 to 15, best estimate 12".

use super::context::PageContext;
use super::view::TextView;
use crate::model::count::{Interval, Number};
use crate::model::{Amount, Count};

/// Returns a count in words, or the words of a claim without numbers.
pub fn amount_text(context: &PageContext, amount: &Amount) -> TextView {
    match amount {
        Amount::Count(count) => context.plain(count_text(context, count)),
        Amount::Value(words) => context.text(words),
    }
}

/// Returns "19", "10 to 15, best estimate 12", "at least 10" or "about 60". Numbers out of order
/// are listed one by one, as published.
fn count_text(context: &PageContext, count: &Count) -> String {
    if count.interval().is_none() && !count.is_empty() {
        let numbers: Vec<String> = (count.numbers().into_iter())
            .map(|(name, number)| {
                let key = format!("figure_{name}");
                context
                    .words
                    .say(&key, None, &[("n", &number_text(context, number))])
            })
            .collect();
        let figure = numbers.join(context.words.get("list_separator"));
        return context
            .words
            .say("as_published", None, &[("figure", &figure)]);
    }
    let range = range_text(context, count);
    let best = count.best().filter(|_| count.single().is_none());
    match best {
        Some(best) => {
            let best = number_text(context, best);
            context
                .words
                .say("with_best", None, &[("range", &range), ("best", &best)])
        }
        None => range,
    }
}

/// Returns the range of a count in words, without its best estimate.
pub fn range_text(context: &PageContext, count: &Count) -> String {
    let ends = count.interval().map(|Interval { low, high }| (low, high));
    match ends {
        Some((Some(low), Some(high))) if low == high => number_text(context, low),
        Some((Some(low), Some(high))) => {
            let (low, high) = (number_text(context, low), number_text(context, high));
            context
                .words
                .say("range", None, &[("low", &low), ("high", &high)])
        }
        Some((Some(low), None)) => {
            context
                .words
                .say("at_least", None, &[("n", &number_text(context, low))])
        }
        Some((None, Some(high))) => {
            context
                .words
                .say("at_most", None, &[("n", &number_text(context, high))])
        }
        _ => String::new(),
    }
}

/// Returns "60" or "about 60".
pub fn number_text(context: &PageContext, number: Number) -> String {
    let digits = context.words.number(number.value);
    if number.is_about {
        context.words.say("approximately", None, &[("n", &digits)])
    } else {
        digits
    }
}

/// Returns the last number in the words of a count, which determines the plural form of the unit.
pub fn last_number(count: &Count) -> Option<u64> {
    if count.interval().is_none() {
        return count.numbers().last().map(|(_, number)| number.value);
    }
    match count.best() {
        Some(best) if count.single().is_none() => Some(best.value),
        _ => last_of_range(count),
    }
}

/// Returns the last number in the words of a count's range.
pub fn last_of_range(count: &Count) -> Option<u64> {
    let Interval { low, high } = count.interval()?;
    high.or(low).map(|number| number.value)
}

/// Converts a number for the choice of its plural form.
pub fn saturating_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
