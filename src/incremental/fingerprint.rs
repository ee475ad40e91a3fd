//! 64-bit fingerprints of values, which show whether a value has changed.
//!
//! A value is hashed by its derived [`Hash`], so a new field is included without further code.
//! Fingerprints detect the edits of an author, but not forgery. They are only comparable within one
//! build of the program ([`super::program`]).

use std::hash::{BuildHasher as _, Hash, Hasher};

use foldhash::quality::{FixedState, FoldHasher};

/// Hashes values one after the other.
pub struct Fingerprint(FoldHasher<'static>);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(FixedState::default().build_hasher())
    }
}

/// Returns the fingerprint of one value.
pub fn of_value<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut fingerprint = Fingerprint::default();
    fingerprint.value(value);
    fingerprint.finish()
}

impl Fingerprint {
    /// Adds bytes and their count.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.write(bytes);
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) {
        self.0.write_u64(number);
    }

    /// Adds numbers and their count.
    pub fn numbers(&mut self, numbers: &[u64]) {
        self.number(numbers.len() as u64);
        for number in numbers {
            self.number(*number);
        }
    }

    /// Adds a value.
    pub fn value<T: Hash + ?Sized>(&mut self, value: &T) {
        value.hash(&mut self.0);
    }

    /// Returns the fingerprint of all added values.
    pub fn finish(&self) -> u64 {
        self.0.finish()
    }
}
