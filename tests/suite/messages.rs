//! Catalogues of messages have a text for every message of the code, and no other.
//!
//! `UPDATE_MESSAGES=1 cargo test --test suite messages::` writes the catalogues in the order of the
//! code: it adds messages without a translation, and deletes those that the code no longer has.
//! `MERGE_MESSAGES=other/fr.po:other/ar.po` takes missing translations from other files.

mod english;
mod extract;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;
use polib::po_file;

use self::extract::{Extracted, messages_of_the_code};

/// The catalogues, and whether each must be complete.
const CATALOGUES: [(&str, bool); 2] = [("fr", true), ("ar", false)];

fn path_of(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/messages/{language}.po"))
}

/// Returns the translations of a file by `msgid`.
fn translations(path: &Path) -> BTreeMap<String, Vec<String>> {
    let catalogue = po_file::parse(path).expect("catalogues can be parsed");
    let forms = catalogue.messages().map(|message| {
        let forms = match message.msgstr_plural() {
            Ok(forms) => forms.clone(),
            Err(_) => vec![message.msgstr().expect("it is singular").to_owned()],
        };
        (message.msgid().to_owned(), forms)
    });
    forms.collect()
}

/// Returns the names between single braces, sorted.
fn placeholders(template: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('{') {
            rest = after;
        } else if let Some(end) = rest.find('}') {
            names.insert(&rest[..end]);
            rest = &rest[end + 1..];
        }
    }
    names
}

fn write(language: &str, messages: &[Extracted]) {
    let path = path_of(language);
    let old = po_file::parse(&path).expect("catalogues can be parsed");
    let mut known = translations(&path);
    for more in std::env::var("MERGE_MESSAGES")
        .unwrap_or_default()
        .split(':')
    {
        if more.ends_with(&format!("{language}.po")) {
            for (id, forms) in translations(Path::new(more)) {
                let is_missing = known.get(&id).is_none_or(|forms| forms[0].is_empty());
                if is_missing {
                    known.insert(id, forms);
                }
            }
        }
    }
    let mut metadata = CatalogMetadata::new();
    metadata.project_id_version = "griot".into();
    metadata.mime_version = "1.0".into();
    metadata.content_type = "text/plain; charset=UTF-8".into();
    metadata.content_transfer_encoding = "8bit".into();
    metadata.language = language.into();
    metadata.plural_rules = old.metadata.plural_rules;
    let number = metadata.plural_rules.nplurals;
    let mut catalogue = Catalog::new(metadata);
    for message in messages {
        let forms = known.get(&message.one).cloned().unwrap_or_default();
        let mut entry = if message.other.is_some() {
            Message::build_plural()
        } else {
            Message::build_singular()
        };
        entry
            .with_source(message.file.clone())
            .with_msgid(message.one.clone());
        match &message.other {
            Some(other) => {
                let mut forms = forms;
                forms.resize(number, String::new());
                entry
                    .with_msgid_plural(other.clone())
                    .with_msgstr_plural(forms);
            }
            None => {
                entry.with_msgstr(forms.into_iter().next().unwrap_or_default());
            }
        }
        catalogue.append_or_update(entry.done());
    }
    po_file::write_to_file(&catalogue, &path).expect("catalogues can be written");
}

#[test]
fn catalogues_have_every_message_and_no_other() {
    let messages = messages_of_the_code();
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        CATALOGUES
            .iter()
            .for_each(|(language, _)| write(language, &messages));
    }
    assert!(messages.len() > 300, "{} messages found", messages.len());
    let mut faults = Vec::new();
    for (language, is_complete) in CATALOGUES {
        let mut known = translations(&path_of(language));
        for message in &messages {
            let place = format!("{language}.po: {}: {:?}", message.file, message.one);
            let Some(forms) = known.remove(&message.one) else {
                faults.push(format!("{place} is missing"));
                continue;
            };
            if forms.iter().any(String::is_empty) {
                if is_complete || forms.iter().any(|form| !form.is_empty()) {
                    faults.push(format!("{place} is not translated"));
                }
                continue;
            }
            let expected = placeholders(message.other.as_deref().unwrap_or(&message.one));
            for form in &forms {
                let mut found = placeholders(form);
                // "one file" needs no number.
                if message.other.is_some() && expected.contains("count") {
                    found.insert("count");
                }
                if found != expected {
                    faults.push(format!("{place} has other placeholders: {form:?}"));
                }
            }
        }
        let orphans = known
            .keys()
            .map(|id| format!("{language}.po: {id:?} is in no code"));
        faults.extend(orphans);
    }
    assert!(
        faults.is_empty(),
        "{} faults; UPDATE_MESSAGES=1 adds and deletes entries\n{}",
        faults.len(),
        faults.join("\n")
    );
}
