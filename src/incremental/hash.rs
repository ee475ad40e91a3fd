//! Hashes of contents, and of the running program.

use std::fmt;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::incremental::fingerprint::Fingerprint;

/// A 128-bit hash of bytes: the first half of a BLAKE3 hash, which is enough to exclude accidental
/// collisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hash(u128);

impl Hash {
    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash::finish(blake3::Hasher::new().update(bytes))
    }

    /// Hashes several parts in order. The length of each part is included, so the same bytes
    /// divided into other parts have another hash.
    pub fn of_parts(parts: &[&[u8]]) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Hash::finish(&hasher)
    }

    fn finish(hasher: &blake3::Hasher) -> Hash {
        let hash = hasher.finalize();
        let (half, _) = hash
            .as_bytes()
            .split_first_chunk::<16>()
            .expect("it has 32 bytes");
        Hash(u128::from_le_bytes(*half))
    }

    /// Returns the bytes of the hash.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Returns the hash with these bytes; the inverse of [`Hash::bytes`].
    pub fn from_bytes(bytes: [u8; 16]) -> Hash {
        Hash(u128::from_le_bytes(bytes))
    }

    /// Parses the output of [`fmt::Display`].
    pub fn parse(text: &str) -> Option<Hash> {
        u128::from_str_radix(text, 16).ok().map(Hash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Returns a fingerprint of the running program. Another build of griot may compute other results
/// for the same input, even if the version is the same.
pub fn program() -> u64 {
    let mut fingerprint = Fingerprint::default();
    fingerprint.value(env!("CARGO_PKG_VERSION"));
    if let Ok(about) = std::env::current_exe().and_then(fs::metadata) {
        fingerprint.number(about.len());
        fingerprint.value(&about.modified().ok());
    }
    fingerprint.finish()
}
