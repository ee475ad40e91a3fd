//! Synonyms for terms of closed lists: other words, the codes of UCDP and ACLED, and the labels in
//! English, French and Arabic.

use crate::diag::nearest;
use crate::lang::fold;
use crate::model::terms::{
    ActorType, EventClarity, EventType, Grade, Level, Measure, Precision, RelationType, Scale,
    SourceKind, Status, SubEventType, Term, ViolenceType,
};
use crate::yaml::{self, Value};

/// The interface texts of the built-in theme, with a label for each term.
const WORDS: [&str; 3] = [
    include_str!("../../themes/default/i18n/en.yaml"),
    include_str!("../../themes/default/i18n/fr.yaml"),
    include_str!("../../themes/default/i18n/ar.yaml"),
];

/// Returns the term that a text expresses in other words.
pub(super) fn suggested_term<T: Term>(text: &str) -> Option<T> {
    let wanted = plain(text);
    let same = |other: &str| plain(other) == wanted;
    let exact = T::ALL.iter().copied().find(|term| same(term.text()));
    let synonym = || {
        T::SYNONYMS
            .iter()
            .find(|(words, _)| words.iter().any(|word| same(word)))
            .map(|(_, term)| *term)
    };
    exact
        .or_else(synonym)
        .or_else(|| translated(&wanted))
        .or_else(|| {
            let known: Vec<(String, T)> = T::ALL
                .iter()
                .map(|term| (plain(term.text()), *term))
                .chain(
                    T::SYNONYMS
                        .iter()
                        .flat_map(|(words, term)| words.iter().map(|word| (plain(word), *term))),
                )
                .collect();
            let near = nearest(&wanted, known.iter().map(|(name, _)| name.as_str()))?;
            known
                .iter()
                .find(|(name, _)| name == near)
                .map(|(_, term)| *term)
        })
}

/// Whether nothing else than the suggested term can be meant: it is the same word in another form
/// or language, or the only term that is spelt like it. What a figure counts is not decided by a
/// synonym: casualties may be dead or wounded.
pub(super) fn is_certain<T: Term>(text: &str) -> bool {
    let wanted = plain(text);
    let is_known = T::ALL.iter().any(|term| plain(term.text()) == wanted)
        || T::WORDS != Measure::WORDS
            && T::SYNONYMS
                .iter()
                .any(|(words, _)| words.iter().any(|word| plain(word) == wanted))
        || translated::<T>(&wanted).is_some();
    let near = T::ALL
        .iter()
        .filter(|term| nearest(&wanted, [plain(term.text()).as_str()]).is_some());
    is_known || near.count() == 1
}

/// Returns the term that a text is or means, among the terms of a key.
pub(super) fn of_key(key: &str, text: &str) -> Option<&'static str> {
    fn find<T: Term>(text: &str) -> Option<&'static str> {
        T::from_text(text)
            .or_else(|| suggested_term(text))
            .map(T::text)
    }
    match key {
        "event_type" => find::<EventType>(text),
        "sub_event_type" => find::<SubEventType>(text),
        "type_of_violence" => find::<ViolenceType>(text),
        "event_clarity" => find::<EventClarity>(text),
        "where_prec" | "publish_precision" => find::<Precision>(text),
        "measure" => find::<Measure>(text),
        "grade" => find::<Grade>(text),
        "status" => find::<Status>(text),
        "kind" => find::<SourceKind>(text),
        "scale" => find::<Scale>(text),
        "actor_type" => find::<ActorType>(text),
        "level" => find::<Level>(text),
        "type" => find::<RelationType>(text),
        _ => None,
    }
}

/// Returns the term that has this text as its label in one of the built-in languages. Parses only
/// the lines of the list: the file is long, and a site may have many invalid values.
fn translated<T: Term>(wanted: &str) -> Option<T> {
    for text in WORDS {
        let lines: String = text
            .split_inclusive('\n')
            .filter(|line| line.starts_with(T::WORDS))
            .collect();
        let Ok(Value::Map(entries)) = yaml::parse(&lines) else {
            continue;
        };
        let key = entries.iter().find_map(|(key, value)| {
            let rest = key.strip_prefix(T::WORDS)?;
            let Value::Text(name) = value else {
                return None;
            };
            (plain(name) == wanted).then_some(rest)
        });
        if let Some(key) = key {
            let found = T::ALL
                .iter()
                .copied()
                .find(|term| plain(term.text()) == plain(key));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Removes case, accents, quotation marks and differences between separators.
fn plain(text: &str) -> String {
    let spaced: String = fold(text)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_mean_values() {
        let text = |term: Option<Measure>| term.map(Term::text);
        for (word, wanted) in [
            ("deaths", "killed"),
            ("morts", "killed"),
            ("tués", "killed"),
            ("قتلى", "killed"),
            ("injured", "wounded"),
            ("blessés", "wounded"),
            ("detained", "arrested"),
            ("Killed", "killed"),
            ("bases dismantled", "bases_dismantled"),
            ("kiled", "killed"),
            ("neutralized", "neutralised"),
        ] {
            assert_eq!(text(suggested_term(word)), Some(wanted), "{word}");
        }
        assert_eq!(
            suggested_term::<SourceKind>("newspaper").map(Term::text),
            Some("news")
        );
        assert_eq!(
            suggested_term::<SourceKind>("dépêche").map(Term::text),
            Some("wire")
        );
        assert_eq!(
            suggested_term::<ActorType>("rebels").map(Term::text),
            Some("Rebel group")
        );
        assert_eq!(
            suggested_term::<ActorType>("1").map(Term::text),
            Some("State forces")
        );
        assert_eq!(
            suggested_term::<ActorType>("armée").map(Term::text),
            Some("State forces")
        );
        assert_eq!(
            suggested_term::<EventType>("Batailles").map(Term::text),
            Some("Battles")
        );
        assert_eq!(
            suggested_term::<EventType>("Combats").map(Term::text),
            Some("Battles")
        );
        assert_eq!(
            suggested_term::<EventType>("battle").map(Term::text),
            Some("Battles")
        );
        assert_eq!(
            suggested_term::<SubEventType>("Arrest").map(Term::text),
            Some("Arrests")
        );
        assert_eq!(
            suggested_term::<SubEventType>("Shelling").map(Term::text),
            Some("Shelling/artillery/missile attack")
        );
        assert_eq!(
            suggested_term::<RelationType>("part of").map(Term::text),
            Some("member-of")
        );
        assert_eq!(
            suggested_term::<Level>("province").map(Term::text),
            Some("adm1")
        );
        assert_eq!(
            suggested_term::<Grade>("confirmé").map(Term::text),
            Some("confirmed")
        );
        assert_eq!(suggested_term::<Measure>("xyz"), None);
    }
}
