//! What the contract says about a place in front matter: the keys or values that may stand there.

use super::yaml_tokens::PathStep;
use crate::load::ContentKind;
use crate::reference::{self, Form, Key, Section};

/// What may stand at a place.
#[derive(Clone)]
pub(super) enum Expected {
    /// Keys of these sections.
    Keys(Vec<&'static Section>),
    /// The value of a key.
    Value(KeyPlace),
    /// An item of the list that is the value of a key.
    Item(KeyPlace),
    /// Anything: the place is within a text, or within what the contract does not know.
    Unknown,
}

/// A key, and the section that has it.
#[derive(Clone, Copy)]
pub(super) struct KeyPlace {
    pub section: &'static Section,
    pub key: &'static Key,
}

impl KeyPlace {
    /// Returns the sections whose keys may stand in the value.
    pub fn inner(self) -> Vec<&'static Section> {
        reference::mappings_at(&format!("{}.{}", self.section.name, self.key.name))
    }
}

impl Expected {
    /// Returns what may stand at a path in a file whose keys are those of these sections.
    pub fn at(sections: &[&'static Section], path: &[PathStep]) -> Expected {
        let start = Expected::Keys(sections.to_vec());
        path.iter()
            .fold(start, |expected, step| expected.below(step))
    }

    fn below(self, step: &PathStep) -> Expected {
        let sections = self.sections();
        match (step, self) {
            (PathStep::Key(name), _) if !sections.is_empty() => {
                let place = sections.into_iter().find_map(|section| {
                    let key = section.key(name)?;
                    Some(KeyPlace { section, key })
                });
                place.map_or(Expected::Unknown, Expected::Value)
            }
            (PathStep::Index(_), Expected::Value(place)) => match place.key.form {
                Form::References(_)
                | Form::Uses(_)
                | Form::Mappings(_)
                | Form::OneOrMore(_)
                | Form::Texts
                | Form::LanguageTags => Expected::Item(place),
                _ => Expected::Unknown,
            },
            _ => Expected::Unknown,
        }
    }

    /// Returns the sections whose keys may stand here.
    pub fn sections(&self) -> Vec<&'static Section> {
        match self {
            Expected::Keys(sections) => sections.clone(),
            Expected::Value(place) => match place.key.form {
                Form::Mapping(_) | Form::OneOrMore(_) | Form::Count => place.inner(),
                _ => Vec::new(),
            },
            Expected::Item(place) => place.inner(),
            Expected::Unknown => Vec::new(),
        }
    }

    /// Returns the kind of the entity whose name may stand here.
    pub fn reference(&self) -> Option<ContentKind> {
        let kind = match self {
            Expected::Value(place) => match place.key.form {
                Form::Reference(kind) | Form::References(kind) | Form::Uses(kind) => kind,
                _ => return None,
            },
            Expected::Item(place) => match place.key.form {
                Form::References(kind) | Form::Uses(kind) => kind,
                _ => return None,
            },
            Expected::Keys(_) | Expected::Unknown => return None,
        };
        ContentKind::ALL
            .into_iter()
            .find(|known| known.noun() == kind)
    }

    /// Whether the id of a claim may stand here, of this event or as `event#claim`.
    pub fn is_claim(&self) -> bool {
        let (Expected::Value(place) | Expected::Item(place)) = self else {
            return false;
        };
        place.section.name == reference::CLAIM.name
            && matches!(place.key.name, "responds_to" | "contradicted_by")
    }
}

/// Returns the sections whose keys stand at the top of a file, by its path below the site's root.
pub(super) fn sections_of(path: &str) -> Vec<&'static Section> {
    let Some(section) = reference::of_file(path) else {
        let is_theme = path.starts_with("themes/") && path.ends_with("/theme.yaml");
        return is_theme.then_some(&reference::THEME).into_iter().collect();
    };
    let mut sections = vec![section];
    if section.name == reference::HOME.name {
        sections.push(&reference::PAGE);
    }
    if path.ends_with(".md") || path.ends_with(".markdown") {
        sections.push(&reference::COMMON);
    }
    sections
}
