//! Unknown keys: the key that was probably meant, and the line to write.

use super::key_fix::{UnknownKey, new_key, normalized};
use super::keys::{MEANINGS, TOOLS};
use super::{FieldContext, FieldMap, values};
use crate::diag::{Fix, nearest};
use crate::lang::fold;
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::Licence;
use crate::yaml::Value;

/// The help for an unknown key.
pub(super) struct KeyHelp {
    /// The key that was meant.
    pub known: Option<&'static str>,
    /// Other keys of the same mapping that belong to the same mistake.
    pub with: Vec<String>,
    pub help: Message,
    pub fix: Option<Fix>,
}

impl KeyHelp {
    /// Returns a help without other keys.
    fn new(known: Option<&'static str>, help: Message) -> KeyHelp {
        KeyHelp {
            known,
            with: Vec::new(),
            help,
            fix: None,
        }
    }

    /// Adds the change that the help describes.
    fn fix(mut self, fix: impl Into<Option<Fix>>) -> KeyHelp {
        self.fix = fix.into();
        self
    }
}

/// Returns the help for an unknown key.
pub(super) fn key_help(unknown: &UnknownKey, context: &FieldContext) -> KeyHelp {
    let plain = normalized(unknown.key);
    special_key(unknown, &plain, context)
        .or_else(|| suggested_key(unknown, &plain).map(|known| renamed(unknown, known, context)))
        .or_else(|| tool_key(unknown, &plain, context))
        .unwrap_or_else(|| list_known_keys(unknown, context))
}

fn is_word_for(plain: &str, known: &str) -> bool {
    MEANINGS
        .iter()
        .any(|(keys, words)| keys.first() == Some(&known) && words.contains(&plain))
}

/// Whether a key means a latitude or longitude.
fn is_degrees(key: &str) -> bool {
    matches!(
        normalized(key).as_str(),
        "lat" | "latitude" | "lon" | "lng" | "longitude"
    )
}

/// Returns the known key with the same meaning, or a similar spelling.
fn suggested_key(unknown: &UnknownKey, plain: &str) -> Option<&'static str> {
    let allowed = |key: &str| unknown.allowed.iter().copied().find(|known| *known == key);
    let same = unknown
        .allowed
        .iter()
        .copied()
        .find(|known| normalized(known) == plain);
    let by_meaning = || {
        MEANINGS
            .iter()
            .filter(|(_, words)| words.contains(&plain))
            .find_map(|(keys, _)| keys.iter().find_map(|key| allowed(key)))
    };
    let by_spelling = || nearest(&unknown.key.to_lowercase(), unknown.allowed.iter().copied());
    same.or_else(by_meaning).or_else(by_spelling)
}

fn renamed(unknown: &UnknownKey, known: &'static str, context: &FieldContext) -> KeyHelp {
    let field = unknown.field.key(unknown.key.to_owned());
    let is_there = |key: &str| unknown.entry(key).filter(|(_, value)| !value.is_empty());
    if unknown.value.is_empty() {
        return KeyHelp::new(
            Some(known),
            message!(
                "the key is `{known}`; nothing is written here, so delete the line",
                known
            ),
        )
        .fix(unknown.deleted());
    }
    if let Some((_, existing)) = is_there(known) {
        let both = values::merged(
            known,
            (existing, &unknown.field.key(known)),
            (unknown.value, &field),
            context,
        );
        let fix = match both.as_ref().and_then(|line| line.split_once(": ")) {
            Some((_, list)) => unknown.deleted().replace(&unknown.field.key(known), list),
            None => unknown.deleted().for_a_person(),
        };
        let help = match both {
            Some(line) => {
                message!(
                    "did you mean `{known}`? It is there already: write `{line}` there, and delete this line",
                    known,
                    line
                )
            }
            None => message!(
                "did you mean `{known}`? It is there already: delete this line",
                known
            ),
        };
        return KeyHelp::new(Some(known), help).fix(fix);
    }
    // A licence that would be invalid under the new key is not suggested. The licence of a site may
    // be any text.
    let is_read = match unknown.value {
        Value::Text(text) if known == "licence" && unknown.allowed.contains(&"shows") => {
            Licence::parse(text).is_ok()
        }
        _ => true,
    };
    let line = values::line(known, unknown.value, &field, context).filter(|_| is_read);
    let help = match line {
        Some(line) => message!("did you mean `{known}`? Write `{line}`", known, line),
        None => message!("did you mean `{name}`?", name = known),
    };
    let fix = Some(known).filter(|known| is_read && unknown.entry(known).is_none());
    KeyHelp::new(Some(known), help).fix(fix.and_then(|known| new_key(unknown, known, context)))
}

fn tool_key(unknown: &UnknownKey, plain: &str, context: &FieldContext) -> Option<KeyHelp> {
    let (tool, _) = TOOLS.iter().find(|(_, keys)| keys.contains(&plain))?;
    let is_top = unknown.field.is_top();
    let line = || ignoring(unknown.key, context);
    let help = match tool {
        Some(tool) if is_top => message!(
            "it is {tool}'s, and griot does not use it: delete the line, or write `{line}` in site.yaml",
            tool,
            line = line()
        ),
        Some(tool) => message!(
            "it is {tool}'s, and griot does not use it: delete the line",
            tool
        ),
        None if is_top => message!(
            "it is another tool's, and griot does not use it: delete the line, or write `{line}` in site.yaml",
            line = line()
        ),
        None => message!("it is another tool's, and griot does not use it: delete the line"),
    };
    let fix = unknown.deleted().for_a_person();
    Some(KeyHelp::new(None, help).fix(fix))
}

/// Returns the line of site.yaml that ignores one more key.
fn ignoring(key: &str, context: &FieldContext) -> String {
    let mut keys: Vec<&str> = context.ignored.iter().map(String::as_str).collect();
    keys.push(key);
    let keys: Vec<String> = keys.into_iter().map(values::scalar).collect();
    format!("ignore_keys: [{}]", keys.join(", "))
}

/// Lists the known keys.
fn list_known_keys(unknown: &UnknownKey, context: &FieldContext) -> KeyHelp {
    let shown = unknown
        .allowed
        .iter()
        .copied()
        .filter(|key| *key != "extra");
    let keys = or_list(shown);
    let help = if unknown.allowed.contains(&"extra") {
        let field = unknown.field.key(unknown.key.to_owned());
        let own = values::flow(unknown.value, &field, context).unwrap_or_else(|| "...".to_owned());
        let own = format!("extra: {{{}: {own}}}", values::scalar(unknown.key));
        let own = if own.chars().count() > values::MAX_LINE {
            "extra:".to_owned()
        } else {
            own
        };
        message!(
            "the key can be {keys}; put a key of your own under `extra`: `{own}`",
            keys,
            own
        )
    } else {
        message!("the key can be {keys}", keys)
    };
    KeyHelp::new(None, help)
}

/// Explains keys that do not correspond to one other key: addresses, states of publication, and
/// dates or places in two keys.
fn special_key(unknown: &UnknownKey, plain: &str, context: &FieldContext) -> Option<KeyHelp> {
    let has = |key: &str| unknown.allowed.contains(&key);
    let field = unknown.field.key(unknown.key.to_owned());
    let text = match unknown.value {
        Value::Text(text) => text.trim().to_owned(),
        other => values::flow(other, &field, context).unwrap_or_default(),
    };
    match plain {
        "slug" | "permalink" | "url" | "path" | "id"
            if unknown.field.is_top() && has("redirect_from") && !has("url") =>
        {
            let is_path = text.contains('/');
            let id = text
                .trim_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let id = values::id(id);
            Some(KeyHelp::new(
                None,
                match (is_path, id) {
                    (true, _) => {
                        let path = values::from_root(&text);
                        message!(
                            "the address follows from the file's name; write `redirect_from: [{path}]`, and the old address redirects here",
                            path
                        )
                    }
                    (false, Some(id)) => message!(
                        "the address follows from the file's name: rename the file to `{id}.md`, and delete this line",
                        id
                    ),
                    (false, None) => {
                        message!("the address follows from the file's name: delete this line")
                    }
                },
            ))
        }
        "publish" | "published" | "public" | "private" | "hidden" | "unlisted" | "status"
        | "poststatus" | "visibility" | "state"
            if has("draft")
                && values::is_yes(unknown.value).is_some()
                    | matches!(
                        fold(&text).as_str(),
                        "draft" | "brouillon" | "published" | "publish" | "public" | "private"
                    ) =>
        {
            let says_shown = match fold(&text).as_str() {
                "draft" | "brouillon" | "private" => false,
                "published" | "publish" | "public" => true,
                _ => {
                    values::is_yes(unknown.value)?
                        != matches!(plain, "private" | "hidden" | "unlisted")
                }
            };
            let key = [unknown.key.to_owned()];
            let draft = "draft: yes";
            let (help, fix) = match says_shown {
                true => (
                    message!("delete the line: without `draft: yes` it is published"),
                    Some(unknown.deleted()),
                ),
                false => (
                    message!("write `{line}`", line = draft),
                    unknown.combined(&key, draft),
                ),
            };
            Some(KeyHelp::new(Some("draft"), help).fix(fix))
        }
        "start" | "startdate" | "datestart" | "datefrom" | "begin" | "debut" | "datedebut"
        | "end" | "enddate" | "dateend" | "dateto" | "fin" | "datefin"
            if has("date") && !has("from") =>
        {
            two_dates(unknown, context)
        }
        "lat" | "latitude" | "lon" | "lng" | "longitude" | "coordinates" | "coords" | "point"
        | "gps"
            if has("shows") =>
        {
            let help = message!(
                "delete the line: the record of a picture tells its place in words, no more exactly than may be told"
            );
            Some(KeyHelp::new(None, help).fix(unknown.deleted()))
        }
        "lat" | "latitude" | "lon" | "lng" | "longitude" if has("place") || has("point") => {
            coordinates(unknown, context)
        }
        // This text names the place to which the adjacent coordinates belong.
        _ if has("place")
            && !has("shows")
            && suggested_key(unknown, plain) == Some("place")
            && matches!(unknown.value, Value::Text(_))
            && unknown.entries.iter().any(|(key, _)| is_degrees(key)) =>
        {
            coordinates(unknown, context)
        }
        "low" | "best" | "high" if has("count") => {
            let (mut parts, mut with) = (Vec::new(), Vec::new());
            for (key, value) in unknown
                .entries
                .iter()
                .filter(|(key, _)| matches!(key.as_str(), "low" | "best" | "high"))
            {
                let value = values::flow(value, &unknown.field.key(key.clone()), context)?;
                parts.push(format!("{key}: {value}"));
                with.push(key.clone());
            }
            let line = format!("count: {{{}}}", parts.join(", "));
            let help = message!("write `{line}`", line);
            let fix = unknown.combined(&with, &line);
            Some(KeyHelp {
                with,
                ..KeyHelp::new(Some("count"), help).fix(fix)
            })
        }
        "deaths" | "killed" | "fatalities" | "casualties" | "wounded" | "injured" | "morts"
        | "tues" | "blesses" | "victimes" | "قتلي" | "ضحايا"
            if has("claims") =>
        {
            let measure = match plain {
                "wounded" | "injured" | "blesses" => "wounded",
                _ => "killed",
            };
            Some(KeyHelp::new(
                None,
                message!(
                    "a figure is a claim with a claimant and a source: write `{line}`",
                    line = format!(
                        "claims: [{{measure: {measure}, count: {text}, claimant: ..., sources: [...]}}]"
                    )
                ),
            ))
        }
        _ => None,
    }
}

/// Combines `start` and `end` into one date.
fn two_dates(unknown: &UnknownKey, context: &FieldContext) -> Option<KeyHelp> {
    let is_start = |key: &str| {
        matches!(
            normalized(key).as_str(),
            "start" | "startdate" | "datestart" | "datefrom" | "begin" | "debut" | "datedebut"
        )
    };
    let is_end = |key: &str| {
        matches!(
            normalized(key).as_str(),
            "end" | "enddate" | "dateend" | "dateto" | "fin" | "datefin"
        )
    };
    let find = |wanted: &dyn Fn(&str) -> bool| {
        let (key, value) = unknown
            .entries
            .iter()
            .find(|(key, value)| wanted(key) && !value.is_empty())?;
        let date = values::date(value, &unknown.field.key(key.clone()), context)?;
        Some((key.clone(), date))
    };
    let existing = |key: &str| {
        let (_, value) = unknown
            .entries
            .iter()
            .find(|(known, value)| known == key && !value.is_empty())?;
        values::date(value, &unknown.field.key(key.to_owned()), context)
    };
    let (start, end) = (find(&is_start), find(&is_end));
    let with: Vec<String> = [&start, &end]
        .into_iter()
        .flatten()
        .map(|(key, _)| key.clone())
        .collect();
    let first = start.map(|(_, date)| date).or_else(|| existing("date"));
    let help = match (first, end.map(|(_, date)| date)) {
        (Some(first), Some(last)) if first == last => {
            message!("write `{line}`", line = format!("date: {first}"))
        }
        (Some(first), Some(last)) => {
            message!(
                "write `{line}` if it lasted, or `{other}` if it happened once, some time within",
                line = format!("date: {first}/{last}"),
                other = format!("date: {first}..{last}")
            )
        }
        (Some(first), None) => message!("write `{line}`", line = format!("date: {first}")),
        (None, Some(last)) => message!("write `{line}`", line = format!("date: {last}")),
        (None, None) => return None,
    };
    // If it may have lasted or happened once within, only the author knows.
    let line = help.text_argument("line");
    let line = line.filter(|_| help.text_argument("other").is_none());
    let fix = line.and_then(|line| unknown.combined(&with, line));
    Some(KeyHelp {
        with,
        ..KeyHelp::new(Some("date"), help).fix(fix)
    })
}

/// Moves `lat` and `lon` below the place or the point.
fn coordinates(unknown: &UnknownKey, context: &FieldContext) -> Option<KeyHelp> {
    let mut with = Vec::new();
    let mut named = Vec::new();
    let mut degrees = [None, None];
    for (key, value) in unknown.entries {
        let at = match normalized(key).as_str() {
            "lat" | "latitude" => 0,
            "lon" | "lng" | "longitude" => 1,
            _ => continue,
        };
        degrees[at] = values::flow(value, &unknown.field.key(key.clone()), context);
        with.push(key.clone());
    }
    let [lat, lon] = degrees.map(|one| one.unwrap_or_else(|| "...".to_owned()));
    let line = if unknown.allowed.contains(&"point") {
        format!("point: {{lat: {lat}, lon: {lon}}}")
    } else {
        let name = unknown.entries.iter().find_map(|(key, value)| match value {
            Value::Text(name) if key == "place" => {
                named.push(key.clone());
                Some(name)
            }
            Value::Text(name)
                if normalized(key) == "location" || is_word_for(&normalized(key), "place") =>
            {
                with.push(key.clone());
                Some(name)
            }
            _ => None,
        });
        let name = name.map(|name| format!("name: {}, ", values::scalar(name)));
        format!(
            "place: {{{}lat: {lat}, lon: {lon}}}",
            name.unwrap_or_default()
        )
    };
    let help = message!("write `{line}`", line);
    named.extend(with.iter().cloned());
    let fix = unknown.combined(&named, &line);
    Some(KeyHelp {
        with,
        ..KeyHelp::new(None, help).fix(fix)
    })
}

impl FieldMap<'_> {
    /// Records the known keys for which misspelt ones were taken, so that they are not reported as
    /// missing.
    pub(super) fn apply(&mut self, cure: &KeyHelp) {
        self.meant.extend(cure.known);
    }
}
