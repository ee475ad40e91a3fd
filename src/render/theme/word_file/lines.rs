//! A file of interface texts as lines: an entry with the comments above it is a block.

/// The lines of a file.
pub(super) struct Blocks {
    /// The lines above the first entry and its comments.
    head: String,
    blocks: Vec<Block>,
    /// The comments below the last entry.
    tail: String,
}

/// An entry with the blank lines and comments above it.
pub(super) struct Block {
    lead: String,
    key: String,
    body: String,
}

impl Block {
    /// Returns a block. All parts end with a line break.
    pub fn new(lead: String, key: &str, body: String) -> Block {
        Block {
            lead,
            key: key.to_owned(),
            body,
        }
    }
}

impl Blocks {
    /// Splits a file. A key is at the beginning of its line, and what belongs to it is indented or
    /// a list.
    pub fn new(text: &str) -> Blocks {
        let mut found = Blocks {
            head: String::new(),
            blocks: Vec::new(),
            tail: String::new(),
        };
        // Comments and blank lines belong to the next entry.
        let mut lead = String::new();
        for line in text.lines() {
            let line = format!("{line}\n");
            let is_comment = line.trim().is_empty() || line.starts_with('#');
            match (key(&line), found.blocks.last_mut()) {
                (Some(key), _) => {
                    let block = Block::new(std::mem::take(&mut lead), key, line.clone());
                    found.blocks.push(block);
                }
                (None, Some(block)) if !is_comment => {
                    block.body.push_str(&std::mem::take(&mut lead));
                    block.body.push_str(&line);
                }
                (None, _) => lead.push_str(&line),
            }
        }
        match found.blocks.first_mut() {
            Some(first) => {
                // The lines up to the first blank one are about the whole file.
                if let Some(end) = first.lead.find("\n\n") {
                    found.head = first.lead[..=end].to_owned();
                    first.lead = first.lead[end + 1..].to_owned();
                }
                found.tail = lead;
            }
            None => found.head = lead,
        }
        found
    }

    /// Returns the place of an entry.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.key == key)
    }

    /// Inserts an entry at a place.
    pub fn insert(&mut self, at: usize, block: Block) {
        self.blocks.insert(at, block);
    }

    /// Returns the heading and the note above an entry. A heading has a blank line above it.
    pub fn comments(&self, at: usize) -> (Option<String>, Option<String>) {
        let lead = &self.blocks[at].lead;
        let comment: Vec<&str> = lead
            .lines()
            .filter_map(|line| line.strip_prefix('#'))
            .map(str::trim)
            .collect();
        if comment.is_empty() {
            return (None, None);
        }
        let comment = comment.join(" ");
        match lead.starts_with('\n') {
            true => (Some(comment), None),
            false => (None, Some(comment)),
        }
    }

    /// Adds a comment above an entry, unless it is there.
    pub fn mark(&mut self, at: usize, comment: &str) {
        let lead = &mut self.blocks[at].lead;
        if !lead.lines().any(|line| line == comment) {
            lead.push_str(comment);
            lead.push('\n');
        }
    }

    /// Replaces the text of a comment above an entry, and adds the former text below it. Returns
    /// whether it was another one.
    pub fn replace_comment(&mut self, at: usize, name: &str, text: &str, former: &str) -> bool {
        let lead = &mut self.blocks[at].lead;
        let Some(old) = lead.lines().find_map(|line| line.strip_prefix(name)) else {
            return false;
        };
        if old == text {
            return false;
        }
        let (old, kept) = (
            old.to_owned(),
            lead.lines().filter(|line| !line.starts_with(former)),
        );
        let kept: String = kept.map(|line| format!("{line}\n")).collect();
        *lead = kept.replace(
            &format!("{name}{old}\n"),
            &format!("{name}{text}\n{former}{old}\n"),
        );
        true
    }

    /// Adds the forms of the plural that an entry lacks, empty.
    pub fn add_forms(&mut self, at: usize, categories: &[&str]) {
        let body = &mut self.blocks[at].body;
        let has_form = |body: &str, form: &str| {
            let name = format!("{form}:");
            body.match_indices(&name)
                .any(|(at, _)| body[..at].ends_with([' ', '{', ',', '\t']))
        };
        let missing: Vec<&&str> = categories
            .iter()
            .filter(|form| !has_form(body, form))
            .collect();
        for form in missing {
            if let Some(open) = body.trim_end().strip_suffix('}') {
                let (open, rest) = (open.trim_end().to_owned(), "}\n");
                let comma = if open.ends_with(['{', ',']) { "" } else { "," };
                *body = format!("{open}{comma} {form}: \"\"{rest}");
            } else if let Some(last) = body.lines().rfind(|line| line.starts_with([' ', '\t'])) {
                let indent: String = last.chars().take_while(|c| c.is_whitespace()).collect();
                body.push_str(&format!("{indent}{form}: \"\"\n"));
            }
        }
    }

    /// Returns the file.
    pub fn text(&self) -> String {
        let mut text = self.head.clone();
        for block in &self.blocks {
            text.push_str(&block.lead);
            text.push_str(&block.body);
        }
        text.push_str(&self.tail);
        text
    }
}

/// Returns the key at the beginning of a line.
fn key(line: &str) -> Option<&str> {
    let (key, after) = line.split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let is_key = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    (is_key && after.starts_with([' ', '\n', '\t'])).then_some(key)
}
