//! Front matter, written line by line.

use std::fmt::Display;

/// A mapping that is being written.
#[derive(Default)]
pub struct Yaml {
    text: String,
    indent: usize,
    /// Whether the next line begins a list item.
    dash: bool,
}

impl Yaml {
    /// Returns an empty mapping.
    pub fn new() -> Yaml {
        Yaml::default()
    }

    /// Writes a value that needs no quotes.
    pub fn word(&mut self, key: &str, value: &str) {
        self.line(&format!("{key}: {value}"));
    }

    /// Writes a value that may contain anything.
    pub fn text(&mut self, key: &str, value: &str) {
        self.line(&format!("{key}: {}", quoted(value)));
    }

    /// Writes a list in one line, unless it is empty.
    pub fn list(&mut self, key: &str, words: &[impl Display]) {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        if !words.is_empty() {
            self.line(&format!("{key}: [{}]", words.join(", ")));
        }
    }

    /// Begins a list of mappings.
    pub fn open(&mut self, key: &str) {
        self.line(&format!("{key}:"));
        self.indent += 4;
    }

    /// Begins the next mapping of the list.
    pub fn item(&mut self) {
        self.dash = true;
    }

    /// Writes an item that is one word.
    pub fn item_word(&mut self, word: &str) {
        self.item();
        self.line(word);
    }

    /// Ends the list of mappings.
    pub fn close(&mut self) {
        self.indent -= 4;
    }

    fn line(&mut self, line: &str) {
        if self.dash {
            self.text.push_str(&" ".repeat(self.indent - 2));
            self.text.push_str("- ");
        } else {
            self.text.push_str(&" ".repeat(self.indent));
        }
        self.dash = false;
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Returns the complete file.
    pub fn document(&self, body: &str) -> String {
        let front = &self.text;
        match body {
            "" => format!("---\n{front}---\n"),
            body => format!("---\n{front}---\n\n{body}"),
        }
    }
}

/// Returns a text in double quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
