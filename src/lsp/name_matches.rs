//! Names that an editor may mean while typing the beginning of one.

use std::collections::BTreeMap;

use super::view::{KnownName, SiteView, kind};
use crate::fuzzy::{self, Confidence};
use crate::lang::fold;
use crate::load::ContentKind;
use crate::model::Entity;

/// The maximum number of names that are offered. Clients ask again with each letter.
const MAX_MATCHES: usize = 100;

/// A name that an editor may mean.
pub(super) struct NameMatch<'v> {
    pub entity: Entity,
    /// The name or alias that fits best, as it is written.
    pub text: &'v str,
}

/// How well a name fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Beginning,
    /// One of its words begins so.
    Word,
    Part,
    /// It has these letters in this order, the first at the beginning of a word.
    Letters,
    /// It is spelled similarly.
    Similar,
}

/// Returns the names that fit what was typed, best first, one for each entity. Every name fits an
/// empty text. A name without a file that is what was typed is left out: it may stand nowhere else.
pub(super) fn matches<'v>(
    view: &'v SiteView,
    wanted: Option<ContentKind>,
    typed: &str,
) -> Vec<NameMatch<'v>> {
    let typed = fold(typed);
    let candidates = || {
        let names = view.known_names.iter();
        let of_kind = names.filter(|name| wanted.is_none_or(|wanted| kind(name.entity) == wanted));
        of_kind.filter(|name| !name.is_stub || name.folded != typed)
    };
    let mut found = best(candidates(), |name| fit(&name.folded, &typed));
    if found.is_empty() && !typed.is_empty() {
        found = best(candidates(), |name| {
            let is_near = fuzzy::confidence(&typed, &name.folded) >= Some(Confidence::Strong)
                || fuzzy::confidence(&typed, &name.folded) == Some(Confidence::Weak);
            is_near.then_some(Fit::Similar)
        });
    }
    found.truncate(MAX_MATCHES);
    found
}

/// Returns the best name of each entity, best first.
fn best<'v>(
    names: impl Iterator<Item = &'v KnownName>,
    fit: impl Fn(&KnownName) -> Option<Fit>,
) -> Vec<NameMatch<'v>> {
    let mut by_entity: BTreeMap<Entity, (Fit, usize, &'v KnownName)> = BTreeMap::new();
    for name in names {
        let Some(fit) = fit(name) else {
            continue;
        };
        let length = name.text.chars().count();
        let known = by_entity.get(&name.entity);
        if known.is_none_or(|(best, _, _)| fit < *best) {
            by_entity.insert(name.entity, (fit, length, name));
        }
    }
    let mut found: Vec<_> = by_entity.into_values().collect();
    found.sort_by_key(|(fit, length, name)| (*fit, *length, &name.folded, name.entity));
    let found = found.into_iter().map(|(_, _, name)| NameMatch {
        entity: name.entity,
        text: &name.text,
    });
    found.collect()
}

/// Returns how well a folded name fits a folded beginning, or `None` if it does not.
fn fit(name: &str, typed: &str) -> Option<Fit> {
    if name == typed {
        return Some(Fit::Whole);
    }
    if name.starts_with(typed) {
        return Some(Fit::Beginning);
    }
    let at = name.find(typed);
    if let Some(first) = at {
        let is_word = |at: usize| !name[..at].ends_with(char::is_alphanumeric);
        let begins = is_word(first) || name.match_indices(typed).any(|(at, _)| is_word(at));
        return Some(if begins { Fit::Word } else { Fit::Part });
    }
    has_letters(name, typed).then_some(Fit::Letters)
}

/// Whether a name has these letters in this order, the first at the beginning of a word.
fn has_letters(name: &str, typed: &str) -> bool {
    let mut letters = typed.chars();
    let Some(first) = letters.next() else {
        return true;
    };
    let starts = name
        .char_indices()
        .filter(|(at, c)| *c == first && !name[..*at].ends_with(char::is_alphanumeric));
    let rest: Vec<char> = letters.collect();
    rest.len() > 1
        && starts.into_iter().any(|(at, c)| {
            let mut after = name[at + c.len_utf8()..].chars();
            rest.iter().all(|letter| after.any(|c| c == *letter))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_by_their_beginnings_first() {
        for (name, typed, expected) in [
            ("fama", "fama", Some(Fit::Whole)),
            ("fama", "fam", Some(Fit::Beginning)),
            ("fama", "", Some(Fit::Beginning)),
            ("forces armees maliennes", "mali", Some(Fit::Word)),
            ("forces armees maliennes", "rmees", Some(Fit::Part)),
            ("forces armees maliennes", "fam", Some(Fit::Letters)),
            ("forces armees maliennes", "fm", None),
            ("jnim", "fam", None),
        ] {
            assert_eq!(fit(name, typed), expected, "{name} {typed}");
        }
    }
}
