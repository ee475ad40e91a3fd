//! `SHA256SUMS`: a checksum of every other file of the site, as `sha256sum -c` reads it.
//!
//! A checksum is computed when a file is made. Those of the last build are in the store, by the
//! hashes of the files, so an unchanged file is not read again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;
use sha2::{Digest as _, Sha256};

use super::{Artifact, Sink};
use crate::incremental::{Hash, Store};

/// The path of the file.
pub const FILE: &str = "SHA256SUMS";

/// A checksum: SHA-256.
pub type Checksum = [u8; 32];

/// Computes a checksum.
pub fn checksum(bytes: &[u8]) -> Checksum {
    Sha256::digest(bytes).into()
}

/// A sink that records checksums and passes files on to another sink.
pub struct ChecksumSink<'s> {
    sink: &'s dyn Sink,
    store: &'s Store,
    key: Hash,
    /// The checksums of the last build.
    known: HashMap<Hash, Checksum>,
    files: Mutex<BTreeMap<String, (Hash, Checksum)>>,
}

impl<'s> ChecksumSink<'s> {
    /// Wraps a sink. `base` is the base path of all addresses: builds that differ in it have no
    /// page in common.
    pub fn wrap(sink: &'s dyn Sink, store: &'s Store, base: &str) -> ChecksumSink<'s> {
        let key = Hash::of_parts(&[b"checksums", base.as_bytes()]);
        let table: Vec<(Hash, Checksum)> = store.value(key).unwrap_or_default();
        ChecksumSink {
            sink,
            store,
            key,
            known: table.into_iter().collect(),
            files: Mutex::default(),
        }
    }

    /// Returns the file of checksums, and stores them for the next build.
    pub fn finish(self) -> Artifact {
        let files = self.files.into_inner();
        let files = files.unwrap_or_else(PoisonError::into_inner);
        let sums = files.iter();
        let bytes = list(sums.map(|(path, (_, checksum))| (path.as_str(), *checksum)));
        let mut table: Vec<(Hash, Checksum)> = files.into_values().collect();
        table.sort_unstable();
        table.dedup();
        let is_known = |(hash, _): &(Hash, Checksum)| self.known.contains_key(hash);
        if table.len() != self.known.len() || !table.iter().all(is_known) {
            self.store.put_value(self.key, &table);
        }
        Artifact {
            path: FILE.to_owned(),
            bytes,
        }
    }

    fn record(&self, path: &str, hash: Hash, checksum: Checksum) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), (hash, checksum));
    }
}

impl Sink for ChecksumSink<'_> {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        let hash = hash.unwrap_or_else(|| Hash::of(&artifact.bytes));
        let known = self.known.get(&hash).copied();
        let checksum = known.unwrap_or_else(|| checksum(&artifact.bytes));
        self.record(&artifact.path, hash, checksum);
        self.sink.take(artifact, Some(hash));
    }

    fn reuse(&self, path: &str, hash: Hash, size: u64) -> bool {
        // Without its checksum the file is made again.
        let Some(checksum) = self.known.get(&hash).copied() else {
            return false;
        };
        let is_reused = self.sink.reuse(path, hash, size);
        if is_reused {
            self.record(path, hash, checksum);
        }
        is_reused
    }

    fn wants_index(&self) -> bool {
        self.sink.wants_index()
    }
}

/// Writes the file: a line for each checksum. The files come in the order of their paths.
pub fn list<'a>(sums: impl Iterator<Item = (&'a str, Checksum)>) -> Vec<u8> {
    let mut text = String::new();
    for (path, checksum) in sums {
        push_line(&mut text, path, &checksum);
    }
    text.into_bytes()
}

/// Writes a line. A path with a sign that would end the line is escaped, and the line begins with a
/// backslash to say so.
fn push_line(out: &mut String, path: &str, checksum: &Checksum) {
    let is_escaped = path.contains(['\\', '\n', '\r']);
    if is_escaped {
        out.push('\\');
    }
    for byte in checksum {
        write!(out, "{byte:02x}").expect("a text can be written to");
    }
    out.push_str("  ");
    if is_escaped {
        let path = path.replace('\\', "\\\\").replace('\n', "\\n");
        out.push_str(&path.replace('\r', "\\r"));
    } else {
        out.push_str(path);
    }
    out.push('\n');
}

/// Parses a line. Returns `None` if it has another form.
pub fn parse_line(line: &str) -> Option<(String, Checksum)> {
    let (line, is_escaped) = match line.strip_prefix('\\') {
        Some(line) => (line, true),
        None => (line, false),
    };
    let (digits, path) = line.split_at_checked(64)?;
    // The second sign says how the file was read, which makes no difference.
    let path = path
        .strip_prefix("  ")
        .or_else(|| path.strip_prefix(" *"))?;
    let mut checksum = [0; 32];
    for (byte, digits) in checksum.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).ok()?;
        let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        *byte = u8::from_str_radix(digits, 16)
            .ok()
            .filter(|_| is_hexadecimal)?;
    }
    let path = match is_escaped {
        true => unescaped(path)?,
        false => path.to_owned(),
    };
    (!path.is_empty()).then_some((path, checksum))
}

fn unescaped(path: &str) -> Option<String> {
    let mut signs = path.chars();
    let mut plain = String::with_capacity(path.len());
    while let Some(sign) = signs.next() {
        plain.push(match sign {
            '\\' => match signs.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            _ => sign,
        });
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_written() {
        let sum = checksum(b"abc");
        for path in ["index.html", "a b.txt", "  x", "a\\b\nc\r", "é/index.html"] {
            let mut text = String::new();
            push_line(&mut text, path, &sum);
            let line = text.strip_suffix('\n').expect("a line ends");
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(parse_line(line), Some((path.to_owned(), sum)), "{line}");
        }
        // The example of FIPS 180-4.
        let mut text = String::new();
        push_line(&mut text, "abc", &sum);
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn other_lines_are_refused() {
        let digits = "0".repeat(64);
        for line in [
            String::new(),
            digits.clone(),
            format!("{digits}  "),
            format!("{digits} a"),
            format!("{}  a", "+0".repeat(32)),
            format!("{}é  a", &digits[2..]),
            format!("\\{digits}  a\\x"),
        ] {
            assert_eq!(parse_line(&line), None, "{line}");
        }
    }

    /// A sink that has every file.
    struct Has;

    impl Sink for Has {
        fn take(&self, _: Artifact, _: Option<Hash>) {}

        fn reuse(&self, _: &str, _: Hash, _: u64) -> bool {
            true
        }
    }

    #[test]
    fn a_file_is_only_reused_with_its_checksum() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(root.path());
        let artifact = |path: &str| Artifact {
            path: path.to_owned(),
            bytes: path.as_bytes().to_vec(),
        };
        let sums = |base: &str, reused: &[&str], made: &[&str]| {
            let sink = ChecksumSink::wrap(&Has, &store, base);
            for path in reused {
                assert!(sink.reuse(path, Hash::of(path.as_bytes()), 1), "{path}");
            }
            assert!(!sink.reuse("new", Hash::of(b"new"), 3));
            made.iter().for_each(|path| sink.take(artifact(path), None));
            sink.finish().bytes
        };
        let both = sums("/", &[], &["b", "a"]);
        assert_eq!(sums("/", &["a", "b"], &[]), both);
        assert_eq!(sums("/", &["b"], &["a"]), both);
        // A file that was deleted has no line, and other builds do not change what is known.
        let one = sums("/", &["b"], &[]);
        assert_eq!(both.strip_suffix(one.as_slice()).map(<[u8]>::len), Some(68));
        assert_eq!(sums("/other/", &[], &["b"]), one);
        assert_eq!(sums("/", &["b"], &[]), one);
    }
}
