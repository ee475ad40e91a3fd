//! A map that is looked into, and never gone through: its order means nothing, and what is made of it must not depend on that.

/// A hash map whose hashes take little time. Keys come from the site's own editors, so none is chosen to make it slow.
pub type Lookup<K, V> = std::collections::HashMap<K, V, foldhash::fast::FixedState>;
