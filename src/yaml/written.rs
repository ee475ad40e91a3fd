//! Validation of serialized values.

/// The maximum depth of a value from a cache. The YAML parser accepts no deeper values.
const MAX_DEPTH: usize = 160;

/// Whether some bytes are exactly a [`Value`](super::Value) as `postcard` writes it. Then reading
/// them cannot fail, whoever wrote them.
pub fn is_written(bytes: &[u8]) -> bool {
    // For each open list or mapping, the number of items that are still to come, and whether each
    // has a key.
    let mut open: Vec<(u64, bool)> = vec![(1, false)];
    let mut rest = bytes;
    while let Some((left, has_key)) = open.last_mut() {
        if *left == 0 {
            open.pop();
            continue;
        }
        *left -= 1;
        if (*has_key && text(&mut rest).is_none()) || open.len() > MAX_DEPTH {
            return false;
        }
        let read = match varint(&mut rest) {
            Some(0) => Some(()),
            Some(1) => byte(&mut rest).filter(|byte| *byte < 2).map(|_| ()),
            Some(2) => varint(&mut rest).map(|_| ()),
            Some(3) => rest.split_at_checked(8).map(|(_, after)| rest = after),
            Some(4) => text(&mut rest),
            Some(kind @ (5 | 6)) => varint(&mut rest).map(|count| open.push((count, kind == 6))),
            _ => None,
        };
        if read.is_none() {
            return false;
        }
    }
    rest.is_empty()
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

/// Reads a varint: groups of seven bits, the least significant group first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for group in 0..10 {
        let byte = byte(rest)?;
        let bits = u64::from(byte & 0x7f);
        if group == 9 && bits > 1 {
            return None;
        }
        number |= bits << (7 * group);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn text(rest: &mut &[u8]) -> Option<()> {
    let length = usize::try_from(varint(rest)?).ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok().map(|_| ())
}
