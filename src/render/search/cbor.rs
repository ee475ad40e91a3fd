//! CBOR as Pagefind encodes it, and the hashes in its file names.

use sha1::{Digest as _, Sha1};

/// Writes the head of an item: its major type and its argument (RFC 8949, section 3).
fn head(bytes: &mut Vec<u8>, kind: u8, number: u64) {
    let kind = kind << 5;
    let big = number.to_be_bytes();
    match number {
        0..24 => bytes.push(kind | big[7]),
        24..0x100 => bytes.extend([kind | 24, big[7]]),
        0x100..0x1_0000 => {
            bytes.push(kind | 25);
            bytes.extend(&big[6..]);
        }
        0x1_0000..0x1_0000_0000 => {
            bytes.push(kind | 26);
            bytes.extend(&big[4..]);
        }
        _ => {
            bytes.push(kind | 27);
            bytes.extend(big);
        }
    }
}

/// Writes an unsigned integer.
pub(super) fn number(bytes: &mut Vec<u8>, number: u64) {
    head(bytes, 0, number);
}

/// Writes the negative integer `-1 - number`.
pub(super) fn negative(bytes: &mut Vec<u8>, number: u64) {
    head(bytes, 1, number);
}

/// Writes a text string.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str) {
    head(bytes, 3, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// Writes the head of an array.
pub(super) fn list(bytes: &mut Vec<u8>, length: usize) {
    head(bytes, 4, length as u64);
}

/// Returns the hash of bytes as Pagefind writes it: SHA-1 in hexadecimal, each byte without its
/// leading zero.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha1::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:x}"))
        .collect()
}
