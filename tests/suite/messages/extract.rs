//! Reads the messages of the code: the templates of all calls of `message!`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// A message of the code.
pub struct Extracted {
    /// The English template: `msgid`.
    pub one: String,
    /// The template for other numbers than one: `msgid_plural`.
    pub other: Option<String>,
    /// The first file that has it.
    pub file: String,
}

/// Returns all messages once, by file and place.
pub fn messages_of_the_code() -> Vec<Extracted> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut messages = Vec::new();
    let mut known = BTreeSet::new();
    for entry in WalkDir::new(root.join("src")).sort_by_file_name() {
        let entry = entry.expect("sources can be listed");
        let path = entry.path();
        let name = path.strip_prefix(root).expect("it is below the root");
        let name = name.to_string_lossy().replace('\\', "/");
        // The macro's own examples are no messages.
        if !name.ends_with(".rs") || name == "src/messages/mod.rs" {
            continue;
        }
        let text = fs::read_to_string(path).expect("sources can be read");
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for (one, other) in calls(text).into_iter().chain(problem_kinds(text)) {
            // Marks such as `;` have other spaces beside them in other languages.
            let has_marks = one.contains([';', ':', ',', '?', '(']);
            let needs_text = griot::messages::has_words(&one) || has_marks;
            if needs_text && known.insert(one.clone()) {
                let file = name.clone();
                messages.push(Extracted { one, other, file });
            }
        }
    }
    // Texts of arguments are where clap takes them from: in doc comments.
    for one in griot::cli::texts() {
        if known.insert(one.clone()) {
            let (other, file) = (None, "src/cli (arguments)".to_owned());
            messages.push(Extracted { one, other, file });
        }
    }
    messages
}

/// Returns the templates of each call of `message!` in a source.
fn calls(source: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find("message!(") {
        rest = &rest[at + "message!(".len()..];
        let start = rest.trim_start();
        if start.starts_with('"') {
            found.push((literal(start).0, None));
        } else if let Some(arrow) = arrow(start) {
            let (one, after) = literal(start[arrow..].trim_start());
            let after = after.trim_start().trim_start_matches(',').trim_start();
            found.push((one, Some(literal(after).0)));
        }
    }
    found
}

/// Returns the templates of the macro `problem_kinds!`: each kind has a name and a template.
fn problem_kinds(source: &str) -> Vec<(String, Option<String>)> {
    let Some((_, list)) = source.split_once("\nproblem_kinds! {\n") else {
        return Vec::new();
    };
    let mut rest = list.split("\n}\n").next().unwrap_or_default();
    let mut literals = Vec::new();
    while let Some(at) = rest.find('"') {
        let (value, after) = literal(&rest[at..]);
        literals.push(value);
        rest = after;
    }
    let templates = literals.into_iter().skip(1).step_by(2);
    templates.map(|template| (template, None)).collect()
}

/// Returns the end of the first `=>` outside parentheses, or `None` if the call ends before.
fn arrow(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            '=' if depth == 0 && text[at..].starts_with("=>") => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// Returns the value of the string literal at the start of a text, and what follows it.
fn literal(text: &str) -> (String, &str) {
    let inner = text
        .strip_prefix('"')
        .expect("a template is a string literal");
    let mut value = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &inner[at + 1..]),
            '\\' => match chars.next().expect("an escape has a letter").1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                '\n' => {
                    while chars.as_str().starts_with(char::is_whitespace) {
                        chars.next();
                    }
                }
                'u' => {
                    let code: String = chars
                        .by_ref()
                        .map(|(_, c)| c)
                        .take_while(|c| *c != '}')
                        .collect();
                    let code = u32::from_str_radix(code.trim_start_matches('{'), 16);
                    value.push(code.ok().and_then(char::from_u32).expect("a valid escape"));
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    panic!("a literal ends: {text:.60}");
}

#[test]
fn templates_are_read_from_lists_of_problems() {
    let source = "x\nproblem_kinds! {\n    A \"a\" Skipped\n        \"it \\\"is\\\"\";\n    \
                  B \"b\" Kept \"so\";\n}\n\"no\"";
    let found = problem_kinds(source);
    assert_eq!(
        found,
        [("it \"is\"".to_owned(), None), ("so".to_owned(), None)]
    );
}

#[test]
fn templates_are_read_from_calls() {
    let found = calls(
        r#"message!("a \"b\" {x}", x = f(1)); message!(
            list.iter().map(|x| match x { _ => 1 }).sum::<usize>() =>
            "one \
             file", "{count} files")"#,
    );
    let expected = [
        ("a \"b\" {x}".to_owned(), None),
        ("one file".to_owned(), Some("{count} files".to_owned())),
    ];
    assert_eq!(found, expected);
}
