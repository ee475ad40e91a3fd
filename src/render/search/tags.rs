//! HTML tags: their bounds and attributes, and the normalization of text.

/// The attributes of an element, as written.
pub(super) type Attributes<'h> = Vec<(&'h str, &'h str)>;

/// Returns the value of an attribute.
pub(super) fn attribute<'h>(attributes: &Attributes<'h>, name: &str) -> Option<&'h str> {
    let mut all = attributes.iter();
    all.find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| *value)
}

/// Returns whether a text starts with the name of an element.
pub(super) fn begins_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Returns the length of the name at the start of a tag.
pub(super) fn name_length(text: &str) -> usize {
    let ends = |sign: char| sign.is_ascii_whitespace() || matches!(sign, '/' | '>');
    text.find(ends).unwrap_or(text.len())
}

/// Returns the text after the first occurrence of `end`.
pub(super) fn after<'h>(text: &'h str, end: &str) -> &'h str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

/// Parses the attributes of a tag. Returns the attributes, whether the tag is self-closing, and its
/// length.
pub(super) fn attributes(tag: &str) -> (Attributes<'_>, bool, usize) {
    let mut list = Vec::new();
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_ascii_whitespace());
        if let Some(next) = rest.strip_prefix("/>") {
            return (list, true, tag.len() - next.len());
        }
        if let Some(next) = rest.strip_prefix('>') {
            return (list, false, tag.len() - next.len());
        }
        if rest.is_empty() {
            return (list, false, tag.len());
        }
        if let Some(next) = rest.strip_prefix('/') {
            rest = next;
            continue;
        }
        let ends = |sign: char| sign.is_ascii_whitespace() || matches!(sign, '/' | '>' | '=');
        // A leading equals sign is part of the name.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest[first..].find(ends).map_or(rest.len(), |at| first + at);
        let (name, next) = rest.split_at(length);
        rest = next.trim_start_matches(|sign: char| sign.is_ascii_whitespace());
        let Some(value) = rest.strip_prefix('=') else {
            list.push((name, ""));
            continue;
        };
        let value = value.trim_start_matches(|sign: char| sign.is_ascii_whitespace());
        let (value, next) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => {
                let end = value.find(|sign: char| sign.is_ascii_whitespace() || sign == '>');
                value.split_at(end.unwrap_or(value.len()))
            }
        };
        list.push((name, value));
        rest = next;
    }
}

/// Returns the index of the end tag of an element with raw text.
pub(super) fn raw_end(name: &str, text: &str) -> usize {
    let is_end = |at: &usize| {
        let key = text.get(at + 2..at + 2 + name.len());
        key.is_some_and(|key| key.eq_ignore_ascii_case(name))
    };
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(is_end)
        .unwrap_or(text.len())
}

/// Returns the text after an SVG element that started before `text`.
pub(super) fn after_drawing(text: &str) -> &str {
    let mut depth = 1_usize;
    let mut rest = text;
    while depth > 0 {
        let Some(at) = rest.find("svg") else {
            return "";
        };
        if rest[..at].ends_with("</") {
            depth -= 1;
        } else if rest[..at].ends_with('<') {
            depth += 1;
        }
        rest = &rest[at + 3..];
    }
    after(rest, ">")
}

/// Decodes character references and collapses whitespace.
pub(super) fn normal(text: &str) -> String {
    let text = html_escape::decode_html_entities(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        out.push_str(&rest[..at]);
        let after = rest[at..].trim_start();
        let space = &rest[at..rest.len() - after.len()];
        let mut signs = space.chars();
        match (signs.next(), signs.next()) {
            (Some(one), None) if one != '\n' => out.push(one),
            _ => out.push(' '),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns the names and values listed in a Pagefind attribute: `name`, `name:value` or
/// `name[attribute]`.
pub(super) fn pairs(list: &str, attributes: &Attributes) -> Vec<String> {
    let (list, literal) = match list.split_once(':') {
        Some((list, literal)) => (list, Some(literal)),
        None => (list, None),
    };
    let mut pairs: Vec<String> = list
        .split(',')
        .map(|pair| {
            let pair = pair.trim();
            let parts = pair.strip_suffix(']').and_then(|pair| pair.split_once('['));
            match parts
                .filter(|(name, own)| !name.is_empty() && !own.is_empty() && !name.contains(']'))
            {
                Some((name, own)) => {
                    format!("{name}:{}", attribute(attributes, own).unwrap_or_default())
                }
                None => pair.to_owned(),
            }
        })
        .collect();
    if let (Some(last), Some(literal)) = (pairs.last_mut(), literal) {
        last.push(':');
        last.push_str(literal);
    }
    pairs
}
