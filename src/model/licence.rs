//! Licences of pictures: licences of Creative Commons with their addresses, and others by name.

use crate::message;
use crate::messages::{Message, or_list};
use crate::model::LocalizedText;

/// The licence of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Licence {
    /// A licence of Creative Commons: its name for readers, such as "CC BY-SA 4.0", and the address
    /// of its deed.
    Commons { name: String, url: String },
    /// In the public domain.
    PublicDomain,
    /// Any other licence, as the author names it.
    Other(LocalizedText),
}

/// Why a text is not a licence of Creative Commons, although it begins like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceError {
    /// What is wrong, for the finding.
    pub message: Message,
    /// What to write, for the finding.
    pub help: Message,
}

/// The elements of Creative Commons licences, in the order of names.
const ELEMENTS: [&str; 4] = ["BY", "NC", "ND", "SA"];

/// The combinations of elements that are licences.
const LICENCES: [&str; 6] = ["BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND"];

const VERSIONS: [&str; 5] = ["1.0", "2.0", "2.5", "3.0", "4.0"];

/// The address of the Public Domain Mark.
pub const PUBLIC_DOMAIN: &str = "https://creativecommons.org/publicdomain/mark/1.0/";

/// Words of full names, with the elements that they mean.
const WORDS: &[(&str, &str)] = &[
    ("ATTRIBUTION", "BY"),
    ("PATERNITE", "BY"),
    ("SHAREALIKE", "SA"),
    ("NONCOMMERCIAL", "NC"),
    ("NODERIVATIVES", "ND"),
    ("NODERIVS", "ND"),
    ("ZERO", "0"),
];

/// Words of full names that are ignored.
const EMPTY: &[&str] = &[
    "INTERNATIONAL",
    "UNPORTED",
    "GENERIC",
    "UNIVERSAL",
    "LICENSE",
    "LICENCE",
    "DEED",
];

impl Licence {
    /// Parses the name of a licence of Creative Commons or of the public domain. Accepts the
    /// spellings of SPDX (`CC-BY-SA-4.0`) and of Creative Commons (`CC BY-SA 4.0`). Returns `None`
    /// for any other text.
    ///
    /// # Errors
    /// If the text begins like a licence of Creative Commons, but there is no such licence.
    pub fn parse(text: &str) -> Result<Option<Licence>, LicenceError> {
        let parts = parts(text);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        if matches!(
            parts.as_slice(),
            ["PUBLIC", "DOMAIN"]
                | ["PUBLIC", "DOMAIN", "MARK"]
                | ["PUBLIC", "DOMAIN", "MARK", "1.0"]
                | ["PDM" | "PD"]
                | ["PDM", "1.0"]
                | ["DOMAINE", "PUBLIC"]
        ) {
            return Ok(Some(Licence::PublicDomain));
        }
        let rest = match parts.as_slice() {
            ["CC0", rest @ ..] | ["CC", "0", rest @ ..] => return zero(text, rest),
            ["CC", rest @ ..] => rest,
            // The leading `CC` may be missing.
            rest @ ["BY", _, ..] if rest.len() > 2 || VERSIONS.contains(&rest[1]) => rest,
            _ => return Ok(None),
        };
        let elements: Vec<&str> = rest
            .iter()
            .copied()
            .take_while(|part| ELEMENTS.contains(part))
            .collect();
        let (version, port) = match &rest[elements.len()..] {
            [] => (None, None),
            [version] => (Some(*version), None),
            [version, port] => (Some(*version), Some(*port)),
            _ => return Err(unknown(text, "")),
        };
        let sorted: Vec<&str> = ELEMENTS
            .into_iter()
            .filter(|element| elements.contains(element))
            .collect();
        let kind = sorted.join("-");
        let latest = || format!("CC-{kind}-4.0");
        if !LICENCES.contains(&kind.as_str()) || sorted.len() != elements.len() {
            return Err(unknown(text, ""));
        }
        let Some(version) = version else {
            return Err(LicenceError {
                message: message!("`{text}` does not say which version of the licence", text),
                help: message!(
                    "add the version that the source names, such as `{latest}` or `{older}`",
                    latest = latest(),
                    older = format!("CC-{kind}-3.0")
                ),
            });
        };
        let is_port = |port: &str| {
            version != "4.0"
                && (2..=3).contains(&port.len())
                && port.bytes().all(|b| b.is_ascii_alphabetic())
        };
        if !VERSIONS.contains(&version) || port.is_some_and(|port| !is_port(port)) {
            return Err(unknown(text, &latest()));
        }
        let spdx = format!(
            "CC-{kind}-{version}{}",
            port.map_or_else(String::new, |port| format!("-{port}"))
        );
        if elements != sorted || parts.first() != Some(&"CC") || is_other_form(text) {
            return Err(unknown(text, &spdx));
        }
        let address = format!("{}/{version}/", kind.to_ascii_lowercase());
        Ok(Some(Licence::Commons {
            name: format!(
                "CC {kind} {version}{}",
                port.map_or_else(String::new, |port| format!(" {port}"))
            ),
            url: match port {
                Some(port) => format!(
                    "https://creativecommons.org/licenses/{address}{}/",
                    port.to_ascii_lowercase()
                ),
                None => format!("https://creativecommons.org/licenses/{address}"),
            },
        }))
    }
}

/// Parses the version of CC0, which has only one.
fn zero(text: &str, rest: &[&str]) -> Result<Option<Licence>, LicenceError> {
    if !matches!(rest, [] | ["1.0"]) || is_other_form(text) {
        return Err(unknown(text, "CC0-1.0"));
    }
    Ok(Some(Licence::Commons {
        name: "CC0 1.0".to_owned(),
        url: "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
    }))
}

/// Whether the text is an address or a full name. These are understood, but not accepted.
fn is_other_form(text: &str) -> bool {
    text.contains('/') || text.to_ascii_lowercase().contains("creative")
}

fn unknown(text: &str, suggestion: &str) -> LicenceError {
    LicenceError {
        message: message!(
            "`{text}` is not the name of a Creative Commons licence",
            text
        ),
        help: match suggestion {
            "" => message!(
                "write {names}",
                names = or_list([
                    "CC-BY-4.0",
                    "CC-BY-SA-4.0",
                    "CC-BY-NC-4.0",
                    "CC-BY-ND-4.0",
                    "CC-BY-NC-SA-4.0",
                    "CC-BY-NC-ND-4.0",
                    "CC0-1.0"
                ])
            ),
            suggestion => message!("write `{line}`", line = format!("licence: {suggestion}")),
        },
    }
}

/// Splits a name or address of a licence into its parts, in upper case.
fn parts(text: &str) -> Vec<String> {
    let upper = text.trim().to_uppercase();
    let (upper, is_address) = match upper.split_once("CREATIVECOMMONS.ORG/") {
        Some((_, path)) => (
            path.replace("LICENSES/", "").replace("PUBLICDOMAIN/", ""),
            true,
        ),
        None => (upper.replace("CREATIVE COMMONS", "CC"), false),
    };
    let words = upper.split([' ', '-', '_', '/', ',', '(', ')', '\u{a0}']);
    let words = words
        .filter(|word| !word.is_empty() && !EMPTY.contains(word) && !word.starts_with("DEED."));
    let mut parts: Vec<String> = Vec::new();
    for word in words {
        let known = WORDS.iter().find(|(long, _)| *long == word);
        let word = known.map_or(word, |(_, short)| short);
        // "CC BY-NC 4.0 (CC BY-NC 4.0)" repeats the name, and "CC BY 4" means 4.0.
        if word == "CC" && !parts.is_empty() {
            break;
        }
        parts.push(match word {
            "1" | "2" | "3" | "4" => format!("{word}.0"),
            word => word
                .strip_prefix('V')
                .filter(|rest| VERSIONS.contains(rest))
                .unwrap_or(word)
                .to_owned(),
        });
    }
    if is_address && parts.first().is_some_and(|part| part != "MARK") {
        parts.insert(0, "CC".to_owned());
    } else if is_address {
        parts.splice(
            0..1,
            ["PUBLIC".to_owned(), "DOMAIN".to_owned(), "MARK".to_owned()],
        );
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match Licence::parse(text) {
            Ok(Some(Licence::Commons { name, url })) => format!("{name} {url}"),
            Ok(Some(Licence::PublicDomain)) => "public domain".to_owned(),
            Ok(_) => "other".to_owned(),
            Err(none) => none.help.english(),
        }
    }

    #[test]
    fn licences_of_creative_commons_have_an_address() {
        for text in ["CC-BY-SA-4.0", "CC BY-SA 4.0", "cc-by-sa-4.0", "CC BY SA 4"] {
            assert_eq!(
                shown(text),
                "CC BY-SA 4.0 https://creativecommons.org/licenses/by-sa/4.0/",
                "{text}"
            );
        }
        for (text, name) in [
            (
                "CC0-1.0",
                "CC0 1.0 https://creativecommons.org/publicdomain/zero/1.0/",
            ),
            (
                "CC0",
                "CC0 1.0 https://creativecommons.org/publicdomain/zero/1.0/",
            ),
            (
                "CC-BY-3.0-IGO",
                "CC BY 3.0 IGO https://creativecommons.org/licenses/by/3.0/igo/",
            ),
            (
                "CC-BY-NC-ND-2.5",
                "CC BY-NC-ND 2.5 https://creativecommons.org/licenses/by-nc-nd/2.5/",
            ),
            ("Public domain", "public domain"),
            ("domaine public", "public domain"),
        ] {
            assert_eq!(shown(text), name, "{text}");
        }
    }

    #[test]
    fn what_begins_as_one_and_is_none_has_a_cure() {
        let all = "write `CC-BY-4.0`, `CC-BY-SA-4.0`, `CC-BY-NC-4.0`, `CC-BY-ND-4.0`, `CC-BY-NC-SA-4.0`, `CC-BY-NC-ND-4.0` or `CC0-1.0`";
        for (text, help) in [
            (
                "CC-BY",
                "add the version that the source names, such as `CC-BY-4.0` or `CC-BY-3.0`",
            ),
            ("CC-BY-ND-NC-4.0", "write `licence: CC-BY-NC-ND-4.0`"),
            ("CC-BY-ND-SA-4.0", all),
            ("CC", all),
            ("CC-BY-BY-4.0", all),
            ("CC-BY-5.0", "write `licence: CC-BY-4.0`"),
            ("CC-BY-4.0-FR", "write `licence: CC-BY-4.0`"),
            ("BY-SA 4.0", "write `licence: CC-BY-SA-4.0`"),
            ("CC0-2.0", "write `licence: CC0-1.0`"),
            (
                "https://creativecommons.org/licenses/by-nc/4.0/deed.fr",
                "write `licence: CC-BY-NC-4.0`",
            ),
            (
                "https://creativecommons.org/publicdomain/zero/1.0/",
                "write `licence: CC0-1.0`",
            ),
            (
                "Creative Commons Attribution-ShareAlike 4.0 International License",
                "write `licence: CC-BY-SA-4.0`",
            ),
        ] {
            assert_eq!(shown(text), help, "{text}");
        }
    }

    #[test]
    fn any_other_is_taken_as_it_is() {
        for text in [
            "All rights reserved",
            "OGL-UK-3.0",
            "Licence Ouverte 2.0",
            "By permission",
            "BY",
            "",
            "CCC",
        ] {
            assert_eq!(Licence::parse(text), Ok(None), "{text}");
        }
    }
}
