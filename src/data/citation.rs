//! `CITATION.cff`: how to cite the data (Citation File Format 1.2.0).

use super::{DataContext, any};
use crate::model::{Atlas, Licence};

/// Writes the file.
pub fn citation(data: &DataContext) -> Vec<u8> {
    let lang = data.config.languages.default();
    let title = any(&data.config.title, lang);
    let mut text = String::from("cff-version: 1.2.0\nmessage: ");
    text.push_str(&quoted(
        "Cite the data with this title, publisher and address.",
    ));
    text.push_str("\ntype: dataset\ntitle: ");
    text.push_str(&quoted(title));
    text.push_str("\nauthors:\n  - name: ");
    text.push_str(&quoted(data.config.publisher.as_deref().unwrap_or(title)));
    let abstract_text = any(&data.config.description, lang);
    if !abstract_text.is_empty() {
        text.push_str("\nabstract: ");
        text.push_str(&quoted(abstract_text));
    }
    text.push_str("\nurl: ");
    text.push_str(&quoted(&data.plan.absolute(&data.plan.file("data/"))));
    if let Some(licence) = spdx(any(data.licence(), lang)) {
        text.push_str("\nlicense: ");
        text.push_str(&licence);
    }
    if let Some(day) = last_update(data.atlas) {
        text.push_str("\ndate-released: ");
        text.push_str(&day.to_string());
    }
    text.push('\n');
    text.into_bytes()
}

/// Returns the last day on which an article was published or updated.
pub fn last_update(atlas: &Atlas) -> Option<jiff::civil::Date> {
    let days = atlas.articles.iter();
    days.filter_map(|(_, article)| article.updated.unwrap_or(article.date).latest())
        .max()
}

/// Returns a licence as its identifier in SPDX, if the text begins with the name of a licence of
/// Creative Commons.
pub fn spdx(text: &str) -> Option<String> {
    let (name, _) = commons(text)?;
    Some(name.replace(' ', "-"))
}

/// Returns the address of the licence of the data, if it is one of Creative Commons.
pub fn licence_address(data: &DataContext) -> Option<String> {
    let lang = data.config.languages.default();
    let (_, address) = commons(any(data.licence(), lang))?;
    Some(address)
}

/// Returns name and address of the licence of Creative Commons that a text begins with.
fn commons(text: &str) -> Option<(String, String)> {
    // "CC BY 4.0. Coordinates: ..." is cut at each sign, and the longest name counts.
    let mut end = text.len();
    loop {
        if let Ok(Some(Licence::Commons { name, url })) = Licence::parse(text[..end].trim()) {
            return Some((name, url));
        }
        end = text[..end].rfind(['.', ',', ';', '('])?;
    }
}

/// Quotes a text for YAML. JSON strings are YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
