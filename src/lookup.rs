//! A map that is looked into. Its order means nothing: what is made of all of it is put in order first.

/// A hash map whose hashes take little time. Keys come from the site's own editors, so none is chosen to make it slow.
pub type Lookup<K, V> = std::collections::HashMap<K, V, foldhash::fast::FixedState>;
