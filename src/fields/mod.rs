//! Typed values from YAML mappings, with a finding for each error.
//!
//! A serde derive stops at its first error; an editor wants all of them. So front matter is read
//! from a [`Value`](crate::yaml::Value) tree by a [`FieldMap`], key by key: whatever is missing,
//! misspelt or of the wrong type becomes a finding, and reading continues without it.

mod context;
mod degrees;
mod figure;
mod key_fix;
mod keys;
mod lists;
mod map;
mod meaning;
mod point;
mod terms;
mod text;
mod unknown_key;
mod values;

pub use self::context::{FieldContext, Located, no_mapping};
pub use self::figure::sensed;
pub use self::map::FieldMap;
pub use self::point::point_of;
pub use self::terms::{bad_date, suggested_term};
pub use self::text::{count_of, no_tag, phrase_of, text_of};
