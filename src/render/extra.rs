//! `extra:` in front matter: a mapping that is passed to templates as written, and only interpreted
//! by themes.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::model::Extra;
use crate::yaml::PlainValue;

/// The mapping below `extra:`.
#[derive(Clone, Debug, Hash)]
pub struct ExtraView(pub Extra);

impl Serialize for ExtraView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.entries();
        let mut map = serializer.serialize_map(Some(entries.len()))?;
        for (key, value) in entries {
            map.serialize_entry(key, &PlainValue(value))?;
        }
        map.end()
    }
}
