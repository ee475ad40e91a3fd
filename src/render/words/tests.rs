//! Words, numbers and plurals of the built-in languages.

use super::*;
use crate::model::Date;

pub fn words(tag: &str) -> LanguageWords {
    LanguageWords::built_in(Lang::parse(tag).expect("a tag"))
}

pub fn said(tag: &str, date: &str) -> String {
    words(tag).date(&Date::parse(date).expect("a date"))
}

#[test]
fn counts_choose_their_form() {
    assert_eq!(words("fr").say("events_count", Some(0), &[]), "0 événement");
    assert_eq!(words("en").say("events_count", Some(1), &[]), "1 event");
    assert_eq!(
        words("en").say("events_count", Some(12345), &[]),
        "12,345 events"
    );
}

#[test]
fn a_share_is_neither_nothing_nor_all_by_rounding() {
    assert_eq!(words("en").share(12, 47), "12 of 47 (26%)");
    assert_eq!(words("fr").share(12, 47), "12 sur 47 (26\u{a0}%)");
    assert_eq!(words("en").share(1, 1000), "1 of 1,000 (under 1%)");
    assert_eq!(words("en").share(999, 1000), "999 of 1,000 (over 99%)");
    assert_eq!(words("en").share(0, 0), "0 of 0 (0%)");
}

/// Returns the placeholders of a text. A number in digits or as a word is one, and so are the
/// forms of a month and of an hour.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let inside = text.split('{').skip(1);
    inside
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .map(|name| match name {
            "words" => "n",
            "month_alone" => "month",
            "hour_padded" => "hour",
            name => name,
        })
        .collect()
}

/// Returns what is wrong with a text of a language, compared with the English one.
fn difference(text: &WordForms, english: &WordForms, categories: &[&str]) -> Option<String> {
    let differs = |a: &str, b: &str| placeholders(a) != placeholders(b);
    match (text, english) {
        (WordForms::Text(text), WordForms::Text(english)) => {
            (text.is_empty() || differs(text, english)).then(|| text.clone())
        }
        (WordForms::List(items), WordForms::List(english)) => {
            (items.len() != english.len()).then(|| format!("{items:?}"))
        }
        (WordForms::Plural(forms), WordForms::Plural(english)) => {
            let all: BTreeSet<&str> = english
                .values()
                .flat_map(|text| placeholders(text))
                .collect();
            let is_plain = forms
                .values()
                .all(|text| placeholders(text).is_subset(&all));
            let is_complete = forms.values().any(|text| placeholders(text) == all);
            let names: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
            let wanted: BTreeSet<&str> = categories.iter().copied().collect();
            (!is_plain || !is_complete || names != wanted).then(|| format!("{forms:?}"))
        }
        _ => Some(format!("{text:?}")),
    }
}

/// Texts that leave out a placeholder on purpose: French would need an article before the name
/// of a country, which is the page's title.
const WITHOUT: [(&str, &str); 1] = [("fr", "member_period_country")];

#[test]
fn every_language_has_all_texts_with_its_own_plurals() {
    let tags = super::super::theme::languages();
    assert_eq!(
        tags,
        ["ar", "de", "en", "fr", "ha", "pt", "ru", "sw", "uk", "zh"]
    );
    let english = words("en");
    for tag in tags {
        let words = words(tag);
        assert_eq!(
            words.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "{tag}"
        );
        let categories = plural_categories(words.lang);
        for key in english.keys().filter(|key| !WITHOUT.contains(&(tag, key))) {
            let found = difference(&words.texts[key], &english.texts[key], &categories);
            assert_eq!(found, None, "{tag}: {key}");
        }
        assert_eq!(words.untranslated(), BTreeSet::new(), "{tag}");
        // A page in the language can call it by its name.
        assert_ne!(words.get("language_name"), tag);
    }
}

#[test]
fn plurals_follow_cldr() {
    let categories = |tag| plural_categories(Lang::parse(tag).expect("a tag"));
    assert_eq!(categories("zh"), ["other"]);
    assert_eq!(categories("fr"), ["one", "other"]);
    assert_eq!(categories("pl"), ["one", "few", "many"]);
    assert_eq!(
        categories("ar"),
        ["zero", "one", "two", "few", "many", "other"]
    );
    let ru = words("ru");
    let said = |n| ru.say("events_count", Some(n), &[]);
    assert_eq!(said(21), "21 событие");
    assert_eq!(said(3), "3 события");
    assert_eq!(said(11), "11 событий");
    // French has one more form for millions, which its texts need not have.
    assert_eq!(
        words("fr").say("events_count", Some(1_000_000), &[]),
        "1\u{202f}000\u{202f}000 événements"
    );
}

#[test]
fn a_text_that_is_missing_is_english_with_english_plurals() {
    let file = |text: &str| crate::yaml::parse(text).expect("it is YAML");
    let english = file("a: Events\nb: {one: '{n} event', other: '{n} events'}\nc: Other\nd: ''\n");
    let own = file("a: ''\nb: {one: '', few: '', many: ''}\nc: {one: x, few: ''}\n");
    let ru = Lang::parse("ru").expect("a tag");
    let read = |marks| LanguageWords::new(ru, [&english], [&own], marks);
    let words = read(Marks::Without);
    assert_eq!(words.get("a"), "Events");
    // 21 is singular in Russian, and not in English.
    assert_eq!(words.say("b", Some(21), &[]), "21 events");
    let missing: Vec<&str> = words.missing().iter().map(String::as_str).collect();
    assert_eq!(missing, ["a", "b", "d"]);
    // A text without one of its forms is shown, and is still to be translated.
    assert_eq!(words.say("c", Some(5), &[]), "x");
    assert!(words.untranslated().contains("c"));
    assert!(!words.has_marks() && read(Marks::With).has_marks());
}

#[test]
fn a_text_may_be_replaced_by_nothing() {
    let file = |text: &str| crate::yaml::parse(text).expect("it is YAML");
    let (built_in, own) = (
        file("made_with: Fait avec griot\n"),
        file("made_with: ''\n"),
    );
    let english = file("made_with: Made with griot\n");
    let fr = Lang::parse("fr").expect("a tag");
    let words = LanguageWords::new(fr, [&english], [&built_in, &own], Marks::Without);
    assert_eq!(words.get("made_with"), "");
    assert!(words.missing().is_empty());
}

#[test]
fn dates_and_counts_in_arabic() {
    assert_eq!(said("ar", "2022-02-22"), "22 فبراير 2022");
    assert_eq!(
        said("ar", "2022-02-16..2022-02-22"),
        "بين 16 و22 فبراير 2022"
    );
    let forms: BTreeSet<String> = [0, 1, 2, 3, 11, 100]
        .map(|n| words("ar").say("events_count", Some(n), &[]))
        .into();
    assert!(forms.len() >= 5, "{forms:?}");
}

#[test]
fn every_value_of_a_closed_list_has_a_word() {
    use crate::model::terms::*;
    fn check<T: Term>(prefix: &str, words: &LanguageWords, missing: &mut Vec<String>) {
        missing.extend(
            T::ALL
                .iter()
                .map(|term| key(prefix, term.text()))
                .filter(|key| !words.has(key)),
        );
    }
    let (words, mut missing) = (words("en"), Vec::new());
    check::<EventType>("event_type_", &words, &mut missing);
    check::<SubEventType>("sub_event_type_", &words, &mut missing);
    check::<ActorType>("actor_type_", &words, &mut missing);
    check::<ViolenceType>("type_of_violence_", &words, &mut missing);
    check::<EventClarity>("event_clarity_", &words, &mut missing);
    check::<Precision>("where_prec_", &words, &mut missing);
    check::<Measure>("measure_", &words, &mut missing);
    check::<Grade>("grade_", &words, &mut missing);
    check::<Status>("status_", &words, &mut missing);
    check::<SourceKind>("source_kind_", &words, &mut missing);
    check::<Scale>("scale_", &words, &mut missing);
    check::<RelationType>("relation_", &words, &mut missing);
    check::<Level>("level_", &words, &mut missing);
    assert_eq!(missing, Vec::<String>::new());
}
