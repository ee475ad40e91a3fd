//! Fixes: edits and renames of files after which a finding is gone.
//!
//! A fix is symbolic, as the location of a finding is: it names a field or a span. So a phase that
//! reports a finding computes no ranges, and a build that only prints findings never does.
//! [`Fix::resolve`] computes the ranges for those who apply or show them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::field::Field;
use crate::message;
use crate::messages::Message;
use crate::source::{FileId, SourceFiles, Span};
use crate::yaml::{self, DroppedText, Extent, Repair, Value};

/// Whether a fix may be applied without being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Safety {
    /// The result is what the author meant, as far as a program can know.
    Safe,
    /// Only a person can tell whether the result is what was meant.
    Unsafe,
}

impl Safety {
    /// Returns the word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }
}

/// A change after which a finding is gone. A finding with several fixes has alternatives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the fix does, such as "write `killed`".
    pub title: Message,
    pub safety: Safety,
    changes: Vec<Change>,
    /// Files that get another path.
    pub renames: Vec<FileRename>,
}

/// A file that gets another path. Both are relative to the site's root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRename {
    pub from: String,
    pub to: String,
}

/// The text that a change replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Span(Span),
    /// The value of a field.
    Value(Field),
    /// The name of a field.
    Key(Field),
    /// An entry of a mapping or an item of a list, with its lines or its comma.
    Entry(Field),
    /// The empty place after the last entry of a mapping.
    NewEntry(Field),
    /// The empty place after the last item of a list.
    NewItem(Field),
}

/// What replaces the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum NewText {
    /// A text that is written as it is.
    Exact(String),
    /// A YAML scalar, which gets the quotes of the scalar that it replaces.
    Scalar(String),
    /// A YAML scalar, if the one that it replaces is this name.
    Name { old: String, new: String },
    /// A part of the text, if it stands there once.
    Part { old: String, new: String },
    /// Several items of a list, as they are written.
    Items(Vec<String>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    target: Target,
    text: NewText,
}

/// An edit of one range of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The range of bytes that is replaced, after a byte order mark.
    pub span: Span,
    pub text: String,
}

/// A fix whose ranges are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedFix {
    /// Sorted by file and position; no two of them overlap.
    pub edits: Vec<Edit>,
    pub renames: Vec<FileRename>,
}

impl Fix {
    /// Returns a fix without changes, to which they are added.
    pub fn new(safety: Safety, title: impl Into<Message>) -> Fix {
        Fix {
            title: title.into(),
            safety,
            changes: Vec::new(),
            renames: Vec::new(),
        }
    }

    /// Returns a safe fix without changes.
    pub fn safe(title: impl Into<Message>) -> Fix {
        Fix::new(Safety::Safe, title)
    }

    /// Returns an unsafe fix without changes.
    pub fn not_safe(title: impl Into<Message>) -> Fix {
        Fix::new(Safety::Unsafe, title)
    }

    /// Returns the same fix as one that only a person can judge.
    #[must_use]
    pub fn for_a_person(mut self) -> Fix {
        self.safety = Safety::Unsafe;
        self
    }

    /// Replaces a text. Within YAML the new text is written as it is.
    #[must_use]
    pub fn replace(mut self, target: impl Into<Target>, text: impl Into<String>) -> Fix {
        self.changes.push(Change {
            target: target.into(),
            text: NewText::Exact(text.into()),
        });
        self
    }

    /// Replaces a YAML scalar by another text, in the same quotes.
    #[must_use]
    pub fn replace_scalar(mut self, target: impl Into<Target>, text: impl Into<String>) -> Fix {
        self.changes.push(Change {
            target: target.into(),
            text: NewText::Scalar(text.into()),
        });
        self
    }

    /// Replaces a name by another one, in the same quotes. Without effect unless the value is the
    /// old name alone.
    #[must_use]
    pub fn replace_name(mut self, field: &Field, old: &str, new: impl Into<String>) -> Fix {
        self.changes.push(Change {
            target: Target::Value(field.clone()),
            text: NewText::Name {
                old: old.to_owned(),
                new: new.into(),
            },
        });
        self
    }

    /// Replaces a part of a text. Without effect unless it stands there once.
    #[must_use]
    pub fn replace_part(mut self, span: Span, old: &str, new: impl Into<String>) -> Fix {
        self.changes.push(Change {
            target: Target::Span(span),
            text: NewText::Part {
                old: old.to_owned(),
                new: new.into(),
            },
        });
        self
    }

    /// Replaces an item of a list by several.
    #[must_use]
    pub fn replace_item(mut self, item: &Field, items: Vec<String>) -> Fix {
        self.changes.push(Change {
            target: Target::Value(item.clone()),
            text: NewText::Items(items),
        });
        self
    }

    /// Gives a field another key and value. Both are written as they are.
    #[must_use]
    pub fn replace_entry(self, field: &Field, key: &str, value: impl Into<String>) -> Fix {
        self.replace(Target::Key(field.clone()), key)
            .replace(Target::Value(field.clone()), value)
    }

    /// Returns the fix of a syntax error. `start` is where the YAML begins in its file.
    pub fn of_repair(file: FileId, start: usize, repair: Repair) -> Fix {
        let safety = match repair.is_safe {
            true => Safety::Safe,
            false => Safety::Unsafe,
        };
        let title = match repair.line.is_empty() {
            true => message!("delete this"),
            false => message!("write `{line}`", line = repair.line),
        };
        let range = start + repair.range.start..start + repair.range.end;
        Fix::new(safety, title).replace(Span::new(file, range), repair.text)
    }

    /// Returns the fix of a text that YAML drops. `start` is where the YAML begins in its file.
    pub fn of_dropped_text(file: FileId, start: usize, dropped: &DroppedText) -> Fix {
        let value = start + dropped.value.start..start + dropped.value.end;
        let text = &dropped.quoted;
        Fix::safe(message!("put the text in quotes: `{text}`", text))
            .replace(Span::new(file, value), text.as_str())
    }

    /// Deletes a text.
    #[must_use]
    pub fn delete(self, target: impl Into<Target>) -> Fix {
        self.replace(target, "")
    }

    /// Adds an entry `key: value` to the end of a mapping.
    #[must_use]
    pub fn add_entry(self, mapping: &Field, line: impl Into<String>) -> Fix {
        self.replace(Target::NewEntry(mapping.clone()), line)
    }

    /// Adds an item to the list at the top of a front matter that has this key, or writes the list.
    #[must_use]
    pub fn add_item(
        self,
        file: FileId,
        key: impl Into<Cow<'static, str>>,
        item: impl Into<String>,
    ) -> Fix {
        self.replace(Target::NewItem(Field::top(file).key(key)), item)
    }

    /// Gives a file another path.
    #[must_use]
    pub fn rename(mut self, from: impl Into<String>, to: impl Into<String>) -> Fix {
        self.renames.push(FileRename {
            from: from.into(),
            to: to.into(),
        });
        self
    }

    /// Returns the edits with their ranges. `None` if a range cannot be found exactly, or if two
    /// overlap.
    pub fn resolve(&self, sources: &SourceFiles) -> Option<ResolvedFix> {
        let edits: Option<Vec<Edit>> = self
            .changes
            .iter()
            .map(|change| change.resolve(sources))
            .collect();
        let mut edits = edits?;
        edits.sort_by_key(|edit| edit.span);
        let overlap = edits.windows(2).any(|pair| {
            let (first, second) = (pair[0].span, pair[1].span);
            first.file == second.file && first.end > second.start
        });
        (!overlap).then(|| ResolvedFix {
            edits,
            renames: self.renames.clone(),
        })
    }

    /// Returns the files whose texts the fix changes.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.changes.iter().map(|change| match &change.target {
            Target::Span(span) => span.file,
            Target::Value(field)
            | Target::Key(field)
            | Target::Entry(field)
            | Target::NewEntry(field)
            | Target::NewItem(field) => field.file,
        })
    }

    /// Returns the same, to give the files other numbers.
    pub fn files_mut(&mut self) -> impl Iterator<Item = &mut FileId> {
        self.changes
            .iter_mut()
            .map(|change| match &mut change.target {
                Target::Span(span) => &mut span.file,
                Target::Value(field)
                | Target::Key(field)
                | Target::Entry(field)
                | Target::NewEntry(field)
                | Target::NewItem(field) => &mut field.file,
            })
    }
}

impl Change {
    /// Returns the text, if it is written as it is.
    fn exact(&self) -> Option<&str> {
        match &self.text {
            NewText::Exact(text) => Some(text),
            _ => None,
        }
    }

    fn resolve(&self, sources: &SourceFiles) -> Option<Edit> {
        let span = match &self.target {
            Target::Span(span) => *span,
            Target::Value(field) => field.extent(sources, Extent::Value)?,
            Target::Key(field) => field.extent(sources, Extent::Key)?,
            Target::Entry(field) => field.extent(sources, Extent::Entry)?,
            Target::NewEntry(field) => return new_entry(field, self.exact()?, sources),
            Target::NewItem(field) => return new_item(field, self.exact()?, sources),
        };
        let whole = sources.text(span.file);
        let (start, end) = (span.start as usize, span.end as usize);
        let old = whole.get(start..end)?;
        let text = match &self.text {
            NewText::Exact(text) if matches!(self.target, Target::Value(_)) => {
                return Some(new_value(span, text, whole));
            }
            NewText::Exact(text) => text.clone(),
            NewText::Scalar(text) => yaml::requote(old, text),
            NewText::Name { old: name, new } => {
                let is_name =
                    matches!(yaml::parse(old), Ok(Value::Text(read)) if read.trim() == name);
                is_name.then(|| yaml::requote(old, new))?
            }
            NewText::Part { old: part, new } => {
                let mut places = old.match_indices(part.as_str());
                let (at, _) = places.next().filter(|_| !part.is_empty())?;
                let range = start + at..start + at + part.len();
                return places.next().is_none().then(|| Edit {
                    span: Span::new(span.file, range),
                    text: new.clone(),
                });
            }
            NewText::Items(items) => {
                let line = &whole[whole[..start].rfind('\n').map_or(0, |at| at + 1)..start];
                match line.trim_start_matches(' ').trim_end() {
                    "-" => items.join(&format!("{}{line}", newline(whole))),
                    _ => items.join(", "),
                }
            }
        };
        Some(Edit { span, text })
    }
}

/// Returns the edit that gives a key another value in one line. What was written in the lines below
/// the key moves behind it, and the line break after the value stays.
fn new_value(span: Span, value: &str, whole: &str) -> Edit {
    let (start, end) = (span.start as usize, span.end as usize);
    let end = start + whole[start..end].trim_end().len();
    let before = whole[..start].trim_end();
    let is_below = whole[before.len()..start].contains('\n');
    let (start, text) = match (before.ends_with(':'), is_below || start == before.len()) {
        (true, true) => (before.len(), format!(" {value}")),
        _ => (start, value.to_owned()),
    };
    Edit {
        span: Span::new(span.file, start..end.max(start)),
        text,
    }
}

/// Returns the line break that a text has.
fn newline(text: &str) -> &'static str {
    match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    }
}

/// Returns the edit that adds an item to the end of a list. If there is no list, it is written, at
/// the end of the front matter.
fn new_item(list: &Field, item: &str, sources: &SourceFiles) -> Option<Edit> {
    let file = list.file;
    let (true, key) = list.last_key()? else {
        return None;
    };
    let front = sources.front(file);
    let value = yaml::parse(sources.text(file).get(front)?).ok()?;
    let Some(known) = yaml::entry(&value, &[key]) else {
        return new_entry(&Field::top(file), &format!("{key}: [{item}]"), sources);
    };
    let span = list.extent(sources, Extent::Value)?;
    let whole = sources.text(file);
    let written = whole.get(span.start as usize..span.end as usize)?;
    let end = span.start as usize + written.trim_end().len();
    let insert = |at: usize, text: String| {
        let span = Span::new(file, at..at);
        Some(Edit { span, text })
    };
    match known {
        Value::Null => insert(end, format!(" [{item}]")),
        Value::List(_) if written.starts_with('[') => {
            let inner = written.trim_end().strip_suffix(']')?.trim_end();
            let comma = if inner.ends_with(['[', ',']) {
                ""
            } else {
                ", "
            };
            insert(span.start as usize + inner.len(), format!("{comma}{item}"))
        }
        Value::List(_) => {
            let start = span.start as usize;
            let line = whole[..start].rfind('\n').map_or(0, |at| at + 1);
            let margin = &whole[line..start];
            insert(end, format!("{}{margin}- {item}", newline(whole)))
        }
        _ => None,
    }
}

/// Returns the edit that adds a line to the end of a mapping.
fn new_entry(mapping: &Field, line: &str, sources: &SourceFiles) -> Option<Edit> {
    if !mapping.is_top() {
        return None;
    }
    let file = mapping.file;
    let front = sources.front(file);
    let text = sources.text(file).get(front.clone())?;
    let newline = newline(sources.text(file));
    let at = front.start + text.trim_end().len();
    let text = match text.trim().is_empty() {
        true => format!("{line}{newline}"),
        false => format!("{newline}{line}"),
    };
    Some(Edit {
        span: Span::new(file, at..at),
        text,
    })
}

impl From<Span> for Target {
    fn from(span: Span) -> Target {
        Target::Span(span)
    }
}

impl From<&Field> for Target {
    fn from(field: &Field) -> Target {
        Target::Value(field.clone())
    }
}
