//! Finds quotations within a block.
//!
//! All usual quotation marks are recognized, and they nest. An unclosed mark quotes nothing. The
//! single marks ' and ’ are also apostrophes, so they open only before a word and close only after
//! a word. The closing marks » and ” also open, as in some languages (»so«, ”så”), but only before
//! a word and not after one.

use std::ops::Range;

/// The maximum number of open marks. Beyond it, the oldest is dropped.
const MAX_OPEN: usize = 8;

/// Returns the outermost quotations of a text from left to right, with their marks.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains(is_mark) {
        return found;
    }
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let after = letters.peek().map(|(_, c)| *c);
        if is_mark(c) {
            let end = at + c.len_utf8();
            let closes = open
                .iter()
                .rposition(|(opening, _)| closes(*opening, c))
                .filter(|_| may_close(c, before, after));
            match closes {
                Some(level) => {
                    let start = open[level].1;
                    open.truncate(level);
                    while found.last().is_some_and(|inner| inner.start >= start) {
                        found.pop();
                    }
                    found.push(start..end);
                }
                None if may_open(c, before, after) => {
                    if open.len() == MAX_OPEN {
                        open.remove(0);
                    }
                    open.push((c, at));
                }
                None => {}
            }
        }
        before = Some(c);
    }
    found
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '«'
            | '»'
            | '‹'
            | '›'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

fn closes(opening: char, c: char) -> bool {
    match opening {
        '«' => c == '»',
        '»' => c == '«',
        '‹' => c == '›',
        '›' => c == '‹',
        '“' | '‟' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '”' => matches!(c, '”' | '“'),
        '‘' => c == '’',
        '‚' => matches!(c, '‘' | '’'),
        '"' | '\'' => c == opening,
        '「' => c == '」',
        '『' => c == '』',
        _ => false,
    }
}

fn may_open(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '»' | '”' | '›' | '\'' | '‘' => is_letter(after) && !is_letter(before),
        '’' | '」' | '』' => false,
        _ => true,
    }
}

fn may_close(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '\'' | '’' => !is_letter(after) && before.is_some_and(|c| !c.is_whitespace()),
        _ => true,
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        quoted(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn all_kinds_of_marks_quote() {
        for quotation in [
            "« a »",
            "«\u{a0}a\u{a0}»",
            "“a”",
            "\"a\"",
            "„a“",
            "„a”",
            "‹a›",
            "‘a’",
            "'a'",
            "»a«",
            "”a”",
            "”a“",
            "「a」",
        ] {
            assert_eq!(
                found(&format!("x {quotation} y")),
                [quotation],
                "{quotation}"
            );
        }
    }

    #[test]
    fn quotations_nest_and_the_outermost_counts() {
        assert_eq!(found("x « a “b” c » y “d”"), ["« a “b” c »", "“d”"]);
        assert_eq!(found("\"a 'b' c\" d"), ["\"a 'b' c\""]);
    }

    #[test]
    fn unclosed_marks_quote_nothing() {
        assert_eq!(found("x « a “b” c"), ["“b”"]);
        assert_eq!(found("x « a"), Vec::<&str>::new());
        assert_eq!(found("a » b « c » d"), ["« c »"]);
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        for text in [
            "l'armée n'a rien d'ennemi",
            "l’un et l’autre",
            "the soldiers' base and the army's",
            "the '90s",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(found("the ‘soldier’s base’ is"), ["‘soldier’s base’"]);
    }
}
