//! The reference: every key that an editor can write, with its meaning, form and an example.
//!
//! The lists of keys with which front matter is read are taken from here ([`Section::names`]), so a
//! key without a text in every language does not compile. `griot explain KIND` and `griot explain
//! KIND.KEY` print the texts, `griot new` writes them as comments, `docs/src/reference/` is generated
//! from them, and tests build every example.

mod actor;
mod article;
mod event;
mod home;
mod photograph;
pub mod print;
mod region;
mod settings;
mod source;
pub mod values;
mod word_list;

use crate::messages::MessageLanguage;

/// A section: a kind of file, or a mapping in one, and the keys that it may have.
pub struct Section {
    /// The name of the section in `griot explain`.
    pub name: &'static str,
    pub place: Place,
    pub text: Translations,
    /// The smallest valid YAML of the section.
    pub minimal: &'static str,
    pub keys: &'static [Key],
    /// The names of the keys.
    pub names: &'static [&'static str],
}

/// The place where a section is written.
pub enum Place {
    /// In files, by their path below the site's root.
    Files(&'static str),
    /// As the value of keys of other sections, `section.key`.
    Keys(&'static [&'static str]),
}

/// A key of a section.
pub struct Key {
    pub name: &'static str,
    pub is_required: bool,
    /// Whether files of `griot new` only name the key, because few files have it.
    pub is_rare: bool,
    pub form: Form,
    /// The value that applies if the key is absent, if there is one.
    pub default: Option<&'static str>,
    /// YAML that can be written as it is, with texts in each language.
    pub example: Translations,
    /// The first version that has the key.
    pub since: &'static str,
    pub text: Translations,
}

/// A text in all languages of messages.
#[derive(Clone, Copy, Debug)]
pub struct Translations {
    pub en: &'static str,
    pub fr: &'static str,
    pub ar: &'static str,
}

impl Translations {
    /// Returns the text in a language.
    pub fn in_language(self, language: MessageLanguage) -> &'static str {
        match language {
            MessageLanguage::English => self.en,
            MessageLanguage::French => self.fr,
            MessageLanguage::Arabic => self.ar,
        }
    }
}

/// The form of a key's value.
pub enum Form {
    Text,
    /// A text that has to match a regular expression, such as an id of Wikidata.
    Code(&'static str),
    /// A text, or a mapping with one for each language.
    Translated,
    /// A list of texts, each of which may be a mapping by language.
    TranslatedList,
    /// A list of texts.
    Texts,
    /// A text, or a list of texts.
    OneOrMoreTexts,
    /// Names: a list, or a mapping of lists by language.
    Names,
    /// A day, `2022-02-23`.
    Day,
    /// A day, or a day and a time.
    Moment,
    /// An EDTF date.
    Date,
    /// An EDTF interval.
    Interval,
    YesNo,
    Number,
    /// Degrees of latitude or longitude.
    Degrees,
    /// A number, or an approximate one: `60~`.
    Figure,
    /// A number, an approximate one, or a mapping.
    Count,
    /// The id, name or alias of one entity of a kind.
    Reference(&'static str),
    /// A list of such references.
    References(&'static str),
    /// A value of a closed list.
    Choice(&'static [ListValue]),
    /// A web address.
    Address,
    /// A path of a file.
    Path,
    /// A list of paths on the site.
    Paths,
    LanguageTag,
    LanguageTags,
    /// A mapping: a section by its name.
    Mapping(&'static str),
    /// A text in place of the whole mapping, or the mapping.
    TextOrMapping(&'static str),
    /// A list of mappings.
    Mappings(&'static str),
    /// A mapping, or a list of them.
    OneOrMore(&'static str),
    /// A list of ids and of mappings.
    Uses(&'static str),
    /// An id, or a list of ids and of mappings.
    OneOrMoreUses(&'static str),
    /// Any mapping.
    Anything,
}

/// A value of a closed list, with its meaning.
pub struct ListValue {
    pub value: &'static str,
    pub text: Translations,
}

macro_rules! section {
    (
        $(#[$doc:meta])*
        $const:ident $name:literal $place:expr;
        en $en:literal
        fr $fr:literal
        ar $ar:literal
        minimal $minimal:literal
        $(
            $key:ident $($flag:ident)? : $form:expr, $(default $default:literal,)?
            example $example:literal
            $(example_fr $example_fr:literal example_ar $example_ar:literal)?
            en $key_en:literal
            fr $key_fr:literal
            ar $key_ar:literal;
        )+
    ) => {
        $(#[$doc])*
        pub const $const: Section = Section {
            name: $name,
            place: $place,
            text: $crate::reference::Translations { en: $en, fr: $fr, ar: $ar },
            minimal: $minimal,
            keys: &[$(
                Key {
                    name: stringify!($key),
                    is_required: section!(@required $($flag)?),
                    is_rare: section!(@rare $($flag)?),
                    form: $form,
                    default: section!(@default $($default)?),
                    example: section!(@example $example $($example_fr $example_ar)?),
                    since: "0.1.0",
                    text: $crate::reference::Translations { en: $key_en, fr: $key_fr, ar: $key_ar },
                }
            ),+],
            names: &[$(stringify!($key)),+],
        };
    };
    (@required required) => { true };
    (@required $(rare)?) => { false };
    (@rare rare) => { true };
    (@rare $(required)?) => { false };
    (@example $all:literal) => { $crate::reference::Translations { en: $all, fr: $all, ar: $all } };
    (@example $en:literal $fr:literal $ar:literal) => { $crate::reference::Translations { en: $en, fr: $fr, ar: $ar } };
    (@default $default:literal) => { Some($default) };
    (@default) => { None };
}
use section;

pub use self::actor::{ACTOR, LABEL, RELATION};
pub use self::article::{ARTICLE, CORRECTION, EVENT_USE, IMAGE};
pub use self::event::{CLAIM, COUNT, ESTIMATE, EVENT, EVENT_PLACE};
pub use self::home::{HOME, PAGE, PAGE_KEYS, SIDE};
pub use self::photograph::PHOTOGRAPH;
pub use self::region::{MEMBERSHIP, POINT, REGION};
pub use self::settings::{COMMON, LOGO, MENU, SETTINGS, SUPPRESSION, THEME};
pub use self::source::SOURCE;
pub use self::word_list::{CASUALTY_WORDS, TOPIC_WORDS, WORD_ENTRY, WORD_LIST};

/// Every section, in the order of the manual.
pub const ALL: [&Section; 30] = [
    &SETTINGS,
    &LOGO,
    &MENU,
    &SUPPRESSION,
    &COMMON,
    &ARTICLE,
    &CORRECTION,
    &IMAGE,
    &EVENT_USE,
    &EVENT,
    &EVENT_PLACE,
    &CLAIM,
    &COUNT,
    &ESTIMATE,
    &ACTOR,
    &RELATION,
    &LABEL,
    &REGION,
    &MEMBERSHIP,
    &POINT,
    &SOURCE,
    &PAGE,
    &HOME,
    &SIDE,
    &PHOTOGRAPH,
    &WORD_LIST,
    &WORD_ENTRY,
    &CASUALTY_WORDS,
    &TOPIC_WORDS,
    &THEME,
];

impl Section {
    /// Returns the key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Kinds that may stand whole in a list of an article, with the keys that they have only there.
pub const INLINE: [(&str, &[&str]); 2] = [("event", &["id", "role"]), ("source", &["id"])];

/// Returns the keys of which a mapping needs at least one, beside those that are required.
pub fn one_of(section: &Section) -> &'static [&'static str] {
    match section.name {
        "claim" => &["count", "value"],
        "count" | "estimate" => COUNT.names,
        _ => &[],
    }
}

/// Returns keys that a value of another key makes required: the key, its value, the required key.
pub fn required_by(section: &Section) -> &'static [(&'static str, &'static str, &'static str)] {
    match section.name {
        "claim" => &[
            ("measure", "other", "label"),
            ("status", "conflict", "notes"),
        ],
        _ => &[],
    }
}

/// Returns the section of this name.
pub fn find(name: &str) -> Option<&'static Section> {
    ALL.into_iter().find(|section| section.name == name)
}

/// Returns the section of the keys of a file, by its path below the site's root. `None` if the file
/// has no keys.
pub fn of_file(path: &str) -> Option<&'static Section> {
    let below = path.strip_prefix("content/")?;
    let (folder, name) = below.split_once('/').unwrap_or(("", below));
    let is_yaml = name.ends_with(".yaml");
    match folder {
        _ if below == "site.yaml" => Some(&SETTINGS),
        "style" if is_yaml => Some(&WORD_LIST),
        "" => None,
        _ if is_yaml => Some(&PHOTOGRAPH),
        "articles" => Some(&ARTICLE),
        "actors" => Some(&ACTOR),
        "regions" => Some(&REGION),
        "events" => Some(&EVENT),
        "sources" => Some(&SOURCE),
        "pages" if name.starts_with("home.") => Some(&HOME),
        "pages" => Some(&PAGE),
        _ => None,
    }
}

/// Returns the mappings that a key may hold, by the path of the key: `event.claims`. A list of uses
/// has two: `article.events` holds `event-use` and whole events.
pub fn mappings_at(path: &str) -> Vec<&'static Section> {
    let Some((owner, name)) = path.rsplit_once('.') else {
        return Vec::new();
    };
    let owners = find(owner).map_or_else(|| mappings_at(owner), |owner| vec![owner]);
    let Some((owner, key)) = owners
        .into_iter()
        .find_map(|owner| Some((owner, owner.key(name)?)))
    else {
        return Vec::new();
    };
    let place = format!("{}.{name}", owner.name);
    let is_inside = |section: &&Section| match key.form {
        Form::Mapping(inner)
        | Form::TextOrMapping(inner)
        | Form::Mappings(inner)
        | Form::OneOrMore(inner)
        | Form::OneOrMoreUses(inner) => section.name == inner,
        Form::Count => section.name == COUNT.name,
        Form::Uses(kind) => {
            section.name == kind
                || matches!(section.place, Place::Keys(keys) if keys.contains(&place.as_str()))
        }
        _ => false,
    };
    ALL.into_iter().filter(is_inside).collect()
}

/// Returns the topic about a key whose value is one of a closed list, such as `source.kind`. `value`
/// is a value of the list, because several sections may have a key of one name.
pub fn choice(key: &str, value: &str) -> Option<String> {
    let section = ALL.into_iter().find(|section| {
        let form = section.key(key).map(|key| &key.form);
        matches!(form, Some(Form::Choice(values)) if values.iter().any(|one| one.value == value))
    })?;
    Some(format!("{}.{key}", section.name))
}

/// Returns the sections that have a key, as topics of `griot explain`.
pub fn with_key(key: &str) -> Vec<String> {
    let sections = ALL.into_iter().filter(|section| section.key(key).is_some());
    sections
        .map(|section| format!("{}.{key}", section.name))
        .collect()
}

/// Returns all topics of `griot explain`: sections, and their keys as `section.key`.
pub fn topics() -> Vec<String> {
    let keys = |section: &'static Section| {
        section
            .names
            .iter()
            .map(move |name| format!("{}.{name}", section.name))
    };
    ALL.into_iter()
        .flat_map(|section| std::iter::once(section.name.to_owned()).chain(keys(section)))
        .collect()
}
