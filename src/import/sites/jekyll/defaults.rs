//! Front matter that the settings of Jekyll give to texts (`defaults` in `_config.yml`).
//!
//! The rules are those of `lib/jekyll/frontmatter_defaults.rb` in Jekyll 4
//! (<https://jekyllrb.com/docs/configuration/front-matter-defaults/>).

use super::layout::{Layout, TextClass};
use crate::import::sites::front::scalar;
use crate::import::sites::settings::{Settings, below};
use crate::import::sites::source::is_below;
use crate::import::sites::text::SourceText;
use crate::yaml::Value;

/// Adds the values that the settings give to a text and that it does not give itself. The scope
/// with the longest path counts most, then one with a type, then the later one.
pub(super) fn add_defaults(text: &mut SourceText, settings: &Settings, layout: &Layout) {
    let Some(Value::List(sets)) = settings.get(&["defaults"]) else {
        return;
    };
    let class = layout.class(&text.path);
    let path = layout.below(&text.path);
    let mut own: Vec<(usize, bool, usize, &Value)> = Vec::new();
    for (number, set) in sets.iter().enumerate() {
        let scope = |key: &str| below(below(set, "scope")?, key).and_then(scalar);
        let folder = scope("path").unwrap_or_default();
        let folder = layout.below(folder.trim_matches('/')).to_owned();
        let kind = scope("type");
        let is_own =
            is_below(path, &folder) && kind.as_deref().is_none_or(|kind| is_type(&class, kind));
        if let (true, Some(values)) = (is_own, below(set, "values")) {
            own.push((folder.len(), kind.is_some(), number, values));
        }
    }
    own.sort_by_key(|(length, has_type, number, _)| (*length, *has_type, *number));
    for (.., values) in own.into_iter().rev() {
        if let Value::Map(values) = values {
            for (key, value) in values {
                text.front.add_default(key, value.clone());
            }
        }
    }
}

/// Whether a text has a type of `scope`.
fn is_type(class: &TextClass, kind: &str) -> bool {
    match class {
        TextClass::Post => matches!(kind, "posts" | "post"),
        TextClass::Draft => matches!(kind, "posts" | "post" | "drafts" | "draft"),
        TextClass::Collection(label) => kind == label,
        TextClass::Page => matches!(kind, "pages" | "page"),
        TextClass::Unpublished => false,
    }
}
