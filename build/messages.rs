//! Generates the catalogues of messages from `src/messages/*.po`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use polib::po_file;

/// The catalogues: the name of the constant, and the file.
pub const CATALOGUES: [(&str, &str); 2] = [
    ("FRENCH", "src/messages/fr.po"),
    ("ARABIC", "src/messages/ar.po"),
];

/// Returns the Rust source of all catalogues: English templates with their translations, sorted.
pub fn rust() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for (name, path) in CATALOGUES {
        let entries = read(Path::new(path)).map_err(|error| format!("{path}: {error}"))?;
        out.push_str(&format!("static {name}: Catalogue = &[\n"));
        for (template, forms) in entries {
            out.push_str(&format!("({template:?}, &{forms:?}),\n"));
        }
        out.push_str("];\n");
    }
    Ok(out)
}

/// Returns the translated texts of a file. A text whose translation is empty or marked as fuzzy is
/// left out, so that it is printed in English.
fn read(path: &Path) -> Result<BTreeMap<String, Vec<String>>, Box<dyn Error>> {
    let catalogue = po_file::parse(path)?;
    let mut entries = BTreeMap::new();
    for message in catalogue.messages() {
        let forms = if message.is_plural() {
            message.msgstr_plural()?.clone()
        } else {
            vec![message.msgstr()?.to_owned()]
        };
        if !message.is_fuzzy() && forms.iter().all(|form| !form.is_empty()) {
            entries.insert(message.msgid().to_owned(), forms);
        }
    }
    Ok(entries)
}
