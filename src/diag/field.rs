//! Fields: each is a path of keys and indices in the YAML of a file.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::{FileId, SourceFiles, Span, YamlOutline};
use crate::yaml::{self, Extent, Sought, Step};

/// One step of a path. It owns its key, so that it outlives the phase that read the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FieldStep {
    Key(Cow<'static, str>),
    Index(usize),
}

/// The path of a value in a file's front matter. A site has hundreds of thousands of fields, so
/// they share the beginnings of their paths.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Field {
    pub file: FileId,
    last: Option<Arc<FieldPath>>,
}

/// The last step of a path, and the path before it.
#[derive(PartialEq, Eq, Hash)]
struct FieldPath {
    above: Option<Arc<FieldPath>>,
    step: FieldStep,
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?} {:?}", self.file, self.path())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.file, self.path()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        let (file, path): (FileId, Vec<FieldStep>) = Deserialize::deserialize(deserializer)?;
        Ok(path
            .into_iter()
            .fold(Field::top(file), |field, step| field.with(step)))
    }
}

impl Field {
    /// Returns the top of a file's front matter.
    pub fn top(file: FileId) -> Field {
        Field { file, last: None }
    }

    /// Returns the field `key` below this one.
    #[must_use]
    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Field {
        self.with(FieldStep::Key(key.into()))
    }

    /// Returns the item `index` below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Field {
        self.with(FieldStep::Index(index))
    }

    fn with(&self, step: FieldStep) -> Field {
        let above = self.last.clone();
        Field {
            file: self.file,
            last: Some(Arc::new(FieldPath { above, step })),
        }
    }

    /// Whether the field is the complete front matter.
    pub fn is_top(&self) -> bool {
        self.last.is_none()
    }

    /// Returns the key of the field, and whether it stands at the top. `None` for an item.
    pub(super) fn last_key(&self) -> Option<(bool, &str)> {
        let last = self.last.as_deref()?;
        match &last.step {
            FieldStep::Key(key) => Some((last.above.is_none(), key)),
            FieldStep::Index(_) => None,
        }
    }

    /// Returns the steps from the top to the field.
    fn path(&self) -> Vec<&FieldStep> {
        let mut path: Vec<&FieldStep> =
            std::iter::successors(self.last.as_deref(), |below| below.above.as_deref())
                .map(|below| &below.step)
                .collect();
        path.reverse();
        path
    }

    /// Returns the steps from the top to the field, as `yaml` takes them.
    fn steps(&self) -> Vec<Step<'_>> {
        self.path()
            .into_iter()
            .map(|step| match step {
                FieldStep::Key(key) => Step::Key(key),
                FieldStep::Index(index) => Step::Index(*index),
            })
            .collect()
    }

    /// Returns the exact range of the value, the key or the entry. `None` if it does not exist, or
    /// if its end is not certain.
    pub fn extent(&self, sources: &SourceFiles, sought: Extent) -> Option<Span> {
        let front = sources.front(self.file);
        let text = sources.text(self.file).get(front.clone())?;
        let steps = self.steps();
        let nearby = || {
            let (lines, inner) = nearby_lines(&steps, sources.outline(self.file))?;
            let found = yaml::extent(text.get(lines.clone())?, &inner, sought)?;
            Some(lines.start + found.start..lines.start + found.end)
        };
        let range = nearby().or_else(|| yaml::extent(text, &steps, sought))?;
        Some(Span::new(
            self.file,
            front.start + range.start..front.start + range.end,
        ))
    }

    /// Returns the range of the value or its key. If the field does not exist, returns the range of
    /// the nearest existing field above it.
    pub fn span(&self, sources: &SourceFiles, sought: Sought) -> Span {
        let front = sources.front(self.file);
        let text = &sources.text(self.file)[front.clone()];
        let steps = self.steps();
        let nearby = || nearby(text, &steps, sought, sources.outline(self.file));
        let range = nearby()
            .or_else(|| {
                (0..=steps.len())
                    .rev()
                    .find_map(|length| yaml::locate(text, &steps[..length], sought))
            })
            .unwrap_or(0..text.lines().next().map_or(0, str::len));
        Span::new(
            self.file,
            front.start + range.start..front.start + range.end,
        )
    }
}

/// Returns the range of a value in a front matter. `None` if it is not found.
fn nearby(
    text: &str,
    steps: &[Step],
    sought: Sought,
    outline: &YamlOutline,
) -> Option<Range<usize>> {
    let (lines, inner) = nearby_lines(steps, outline)?;
    let found = yaml::locate(&text[lines.clone()], &inner, sought)?;
    Some(lines.start + found.start..lines.start + found.end)
}

/// Returns the lines of the innermost enclosing entry or item, and the path within them.
///
/// Only these are parsed. A file may have thousands of findings; each would otherwise parse all of
/// the front matter.
fn nearby_lines<'s>(
    steps: &[Step<'s>],
    outline: &YamlOutline,
) -> Option<(Range<usize>, Vec<Step<'s>>)> {
    let mut part = outline.root();
    let mut depth: usize = 0;
    for step in steps {
        let below = match step {
            Step::Key(key) => outline.entry(part, key),
            Step::Index(index) => outline.item(part, *index),
        };
        let Some(below) = below else {
            break;
        };
        part = below;
        depth += 1;
    }
    let last = match steps.get(depth.checked_sub(1)?)? {
        Step::Index(_) => Step::Index(0),
        key => *key,
    };
    let lines = part.lines();
    let before = std::iter::repeat_n(Step::Index(0), part.hyphens());
    let inner: Vec<Step> = before
        .chain([last])
        .chain(steps[depth..].iter().copied())
        .collect();
    Some((lines, inner))
}
