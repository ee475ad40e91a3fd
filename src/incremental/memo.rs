//! Memoized results, each with the items of the site's tables that it depends on.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Hash, Store};
use crate::incremental::track::{Dependency, Fingerprints, track};

/// Computes results and records their dependencies. Reuses a result if its dependencies are
/// unchanged.
#[derive(Clone, Copy)]
pub struct Memo<'a> {
    pub store: &'a Store,
    /// The current fingerprints of all tables.
    pub fingerprints: &'a Fingerprints,
}

/// A result and its dependencies.
pub struct Cached<T> {
    pub value: T,
    pub reads: Vec<Dependency>,
    /// The fingerprint of the dependencies.
    pub fingerprint: u64,
}

impl Memo<'_> {
    /// Returns the result cached under `key`, or `None` if there is none or a dependency has
    /// changed.
    pub fn get<T: DeserializeOwned>(&self, key: Hash) -> Option<Cached<T>> {
        let bytes = self.store.get(key)?;
        let (fingerprint, rest) = bytes.split_first_chunk::<8>()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*count))
            .ok()?
            .checked_mul(4)?;
        let (numbers, value) = rest.split_at_checked(length)?;
        let numbers = numbers.as_chunks::<4>().0.iter();
        let reads: Vec<Dependency> = numbers
            .map(|read| Dependency::from_number(u32::from_le_bytes(*read)))
            .collect();
        let fingerprint = u64::from_le_bytes(*fingerprint);
        if self.fingerprints.combined(&reads) != fingerprint {
            return None;
        }
        let value = postcard::from_bytes(value).ok()?;
        Some(Cached {
            value,
            reads,
            fingerprint,
        })
    }

    /// Computes a result and the fingerprint of its dependencies.
    pub fn make<T>(&self, make: impl FnOnce() -> T) -> Cached<T> {
        let (value, reads) = track(make);
        let fingerprint = self.fingerprints.combined(&reads);
        Cached {
            value,
            reads,
            fingerprint,
        }
    }

    /// Caches a result under `key`. If it cannot be written, the next build computes it again.
    pub fn put<T: Serialize>(&self, key: Hash, cached: &Cached<T>) {
        let Ok(count) = u32::try_from(cached.reads.len()) else {
            return;
        };
        let mut bytes = Vec::with_capacity(16 + cached.reads.len() * 4);
        bytes.extend_from_slice(&cached.fingerprint.to_le_bytes());
        bytes.extend_from_slice(&count.to_le_bytes());
        for read in &cached.reads {
            bytes.extend_from_slice(&read.number().to_le_bytes());
        }
        if let Ok(bytes) = postcard::to_extend(&cached.value, bytes) {
            self.store.put(key, &bytes);
        }
    }
}
