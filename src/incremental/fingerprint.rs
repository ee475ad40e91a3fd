//! Short numbers by which it is seen that something changed.
//!
//! A value is taken by what `Debug` writes of it, which for all types of this house is everything
//! in it: nobody has to remember to add a new field. Not for anybody's malice: 64 bits tell what an
//! editor changes. They mean something to the same program only (`incremental::program`), for
//! another may hash in another way.

use std::fmt::{self, Debug, Write as _};
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::quality::{FixedState, FoldHasher};

/// Takes values one after the other.
pub struct Fingerprint(FoldHasher<'static>);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(FixedState::default().build_hasher())
    }
}

/// The fingerprint of one value.
pub fn of_value<T: Debug + ?Sized>(value: &T) -> u64 {
    let mut print = Fingerprint::default();
    print.value(value);
    print.finish()
}

impl Fingerprint {
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.write(bytes);
    }

    pub fn number(&mut self, number: u64) {
        self.0.write_u64(number);
    }

    pub fn numbers(&mut self, numbers: &[u64]) {
        self.number(numbers.len() as u64);
        for number in numbers {
            self.number(*number);
        }
    }

    pub fn value<T: Debug + ?Sized>(&mut self, value: &T) {
        // A hasher takes whatever is written.
        let _ = write!(self, "{value:?}");
        self.0.write_u8(0xff);
    }

    pub fn finish(&self) -> u64 {
        self.0.finish()
    }
}

impl fmt::Write for Fingerprint {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
