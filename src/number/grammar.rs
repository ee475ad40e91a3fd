//! The grammar of French and English numbers, read greedily from units to millions.
//!
//! The only ambiguity is "and", which joins "one hundred and five" and separates "between one
//! hundred and two hundred".

use super::scan::{self, NumberToken, TokenKind};
use super::words::NumberWord;

/// Returns the number that begins at a token, and the index of the token after it.
pub(super) fn number(text: &str, tokens: &[NumberToken], at: usize) -> Option<(u64, usize)> {
    let mut reader = TokenReader::new(text, tokens, at, Conjunction::Joins);
    let value = reader.read_number()?;
    Some((value, reader.at))
}

/// Returns the number after "between" if "and" and a greater number follow it, and the index of the
/// token after it.
pub(super) fn lower_of_pair(text: &str, tokens: &[NumberToken], at: usize) -> Option<(u64, usize)> {
    let mut reader = TokenReader::new(text, tokens, at, Conjunction::Separates);
    let low = reader.read_number()?;
    let next = reader.at;
    reader.take(|term| matches!(term, NumberWord::And | NumberWord::Et).then_some(()))?;
    let (high, _) = number(text, tokens, reader.at)?;
    (low < high).then_some((low, next))
}

/// The role of "and" and "et" within a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Conjunction {
    Joins,
    Separates,
}

/// A cursor over the tokens of one number.
struct TokenReader<'t> {
    text: &'t str,
    tokens: &'t [NumberToken],
    start: usize,
    at: usize,
    and: Conjunction,
}

impl<'t> TokenReader<'t> {
    fn new(text: &'t str, tokens: &'t [NumberToken], at: usize, and: Conjunction) -> Self {
        TokenReader {
            text,
            tokens,
            start: at,
            at,
            and,
        }
    }

    /// Reads the entire number that begins here.
    fn read_number(&mut self) -> Option<u64> {
        if self
            .take(|term| (term == NumberWord::Zero).then_some(()))
            .is_some()
        {
            return Some(0);
        }
        if let Some(half) = self.half() {
            return Some(half);
        }
        let count = self.count()?;
        if self.and_a_half() {
            let unit = self.unit_below(u64::MAX)?;
            return count.checked_mul(unit)?.checked_add(unit / 2);
        }
        if let Some(unit) = self.collective() {
            return count.checked_mul(unit);
        }
        let mut total: u64 = 0;
        let mut part = count;
        let mut least = u64::MAX;
        while let Some(unit) = self.unit_below(least) {
            total = total.checked_add(part.checked_mul(unit)?)?;
            least = unit;
            part = 0;
            if self.and_a_half() {
                return total.checked_add(unit / 2);
            }
            let before = self.at;
            match self.count() {
                Some(count) if count < unit && count > 0 => part = count,
                _ => self.at = before,
            }
        }
        total.checked_add(part)
    }

    /// Reads "half a dozen", "une demi-douzaine", "half a million".
    fn half(&mut self) -> Option<u64> {
        let before = self.at;
        let article = |term| matches!(term, NumberWord::Article | NumberWord::One).then_some(());
        self.take(article);
        let unit = self
            .take(|term| (term == NumberWord::Half).then_some(()))
            .and_then(|()| {
                self.take(article);
                self.take(|term| match term {
                    NumberWord::Collective(unit) | NumberWord::Scale(unit) => Some(unit),
                    _ => None,
                })
            });
        if unit.is_none() {
            self.at = before;
        }
        unit.map(|unit| unit / 2)
    }

    /// Reads a number below a million in words or digits, or the article of a unit.
    fn count(&mut self) -> Option<u64> {
        if let Some(TokenKind::Figure(figure)) = self.next() {
            self.at += 1;
            let thousand = self.take(|term| match term {
                NumberWord::Mille | NumberWord::Thousand => Some(1000),
                _ => None,
            });
            return figure.value.checked_mul(thousand.unwrap_or(1));
        }
        let before = self.at;
        let article = self.take(|term| (term == NumberWord::Article).then_some(()));
        if article.is_some()
            && matches!(
                self.next(),
                Some(TokenKind::Word(
                    NumberWord::Scale(_) | NumberWord::Collective(_)
                ))
            )
        {
            return Some(1);
        }
        self.at = before;
        self.below_million()
    }

    /// Reads a unit of a million or more that is less than the one before it.
    fn unit_below(&mut self, least: u64) -> Option<u64> {
        self.take(|term| match term {
            NumberWord::Scale(unit) if unit < least => Some(unit),
            _ => None,
        })
    }

    /// Reads a collective noun after its number: "dizaine", "bonne centaine", "centaines de
    /// milliers".
    fn collective(&mut self) -> Option<u64> {
        let before = self.at;
        self.take(|term| (term == NumberWord::Manner).then_some(()));
        let noun = self.take(|term| match term {
            NumberWord::Collective(unit) | NumberWord::Collectives(unit) => Some(unit),
            _ => None,
        });
        let Some(unit) = noun else {
            self.at = before;
            return None;
        };
        let of = match (self.tokens.get(self.at), self.gap()) {
            (Some(token), Some(gap)) if gap.trim_matches(scan::is_space) == "de" => {
                match token.kind {
                    TokenKind::Word(NumberWord::Collectives(1000)) => Some(1000),
                    TokenKind::Word(NumberWord::Scale(scale)) => Some(scale),
                    _ => None,
                }
            }
            _ => None,
        };
        if of.is_some() {
            self.at += 1;
        }
        unit.checked_mul(of.unwrap_or(1))
    }

    /// Reads "et demi" or "and a half" after a unit.
    fn and_a_half(&mut self) -> bool {
        let before = self.at;
        let and = self.take(|term| matches!(term, NumberWord::And | NumberWord::Et).then_some(()));
        self.take(|term| (term == NumberWord::Article).then_some(()));
        let half = self.take(|term| (term == NumberWord::Half).then_some(()));
        if and.is_some() && half.is_some() {
            return true;
        }
        self.at = before;
        false
    }

    fn below_million(&mut self) -> Option<u64> {
        let thousands = match self.take(|term| (term == NumberWord::Mille).then_some(())) {
            Some(()) => 1,
            None => {
                let count = self.below_thousand()?;
                let thousand = self.take(|term| match term {
                    NumberWord::Mille => (count > 1).then_some(()),
                    NumberWord::Thousand => Some(()),
                    _ => None,
                });
                if thousand.is_none() {
                    return Some(count);
                }
                count
            }
        };
        let rest = self.rest(TokenReader::below_thousand, |term| {
            matches!(term, NumberWord::Mille | NumberWord::Thousand)
        });
        Some(thousands * 1000 + rest)
    }

    fn below_thousand(&mut self) -> Option<u64> {
        let hundreds = if self
            .take(|term| (term == NumberWord::Cent).then_some(()))
            .is_some()
        {
            1
        } else {
            let count = match self.article() {
                Some(()) => 1,
                None => self.below_hundred()?,
            };
            let hundred = self.take(|term| match term {
                NumberWord::Hundred => (count < 10 || count % 10 != 0).then_some(()),
                NumberWord::Cent | NumberWord::Plural(100) => {
                    (count > 1 && (count < 10 || count % 10 != 0)).then_some(())
                }
                _ => None,
            });
            if hundred.is_none() {
                return Some(count);
            }
            count
        };
        let rest = self.rest(TokenReader::below_hundred, |term| {
            matches!(
                term,
                NumberWord::Hundred | NumberWord::Cent | NumberWord::Plural(100)
            )
        });
        Some(hundreds * 100 + rest)
    }

    /// Reads the article of "a hundred" and "a thousand".
    fn article(&mut self) -> Option<()> {
        let before = self.at;
        self.take(|term| (term == NumberWord::Article).then_some(()))?;
        let is_counted = matches!(
            self.next(),
            Some(TokenKind::Word(NumberWord::Hundred | NumberWord::Thousand))
        );
        if !is_counted {
            self.at = before;
        }
        is_counted.then_some(())
    }

    fn below_hundred(&mut self) -> Option<u64> {
        let term = self.take(Some)?;
        let value = match term {
            NumberWord::One => 1,
            NumberWord::Unit(4) => match self.take(|term| match term {
                NumberWord::Score => Some(term),
                NumberWord::Plural(20) => Some(term),
                _ => None,
            }) {
                Some(NumberWord::Score) => 80 + self.teen().or_else(|| self.unit()).unwrap_or(0),
                Some(_) => 80,
                None => 4,
            },
            NumberWord::Unit(n) | NumberWord::Teen(n) => n,
            NumberWord::Ten => 10 + self.unit_after_ten(),
            NumberWord::Sixty => 60 + self.teen().unwrap_or_else(|| self.after_tens(60)),
            NumberWord::Tens(n) => n + self.after_tens(n),
            NumberWord::Score => 20 + self.after_tens(20),
            _ => {
                self.at -= 1;
                return None;
            }
        };
        Some(value)
    }

    /// Reads the unit of "vingt-deux", "vingt et un", "soixante et onze".
    fn after_tens(&mut self, tens: u64) -> u64 {
        let before = self.at;
        if self.and == Conjunction::Joins
            && self
                .take(|term| (term == NumberWord::Et).then_some(()))
                .is_some()
        {
            let unit = self.take(|term| match term {
                NumberWord::One => Some(1),
                NumberWord::Teen(11) if tens == 60 => Some(11),
                _ => None,
            });
            if unit.is_none() {
                self.at = before;
            }
            return unit.unwrap_or(0);
        }
        self.unit().unwrap_or(0)
    }

    fn unit(&mut self) -> Option<u64> {
        self.take(|term| match term {
            NumberWord::One => Some(1),
            NumberWord::Unit(n) => Some(n),
            _ => None,
        })
    }

    /// Reads 10 to 19 in French.
    fn teen(&mut self) -> Option<u64> {
        let ten = self.take(|term| match term {
            NumberWord::Ten => Some(10),
            NumberWord::Teen(n) => Some(n),
            _ => None,
        })?;
        Some(if ten == 10 {
            10 + self.unit_after_ten()
        } else {
            ten
        })
    }

    fn unit_after_ten(&mut self) -> u64 {
        self.take(|term| match term {
            NumberWord::Unit(n @ 7..=9) => Some(n),
            _ => None,
        })
        .unwrap_or(0)
    }

    /// Reads the number after hundreds or thousands, with or without "and". Returns 0 if it is a
    /// separate number.
    fn rest(
        &mut self,
        part: fn(&mut Self) -> Option<u64>,
        begins_its_own: fn(NumberWord) -> bool,
    ) -> u64 {
        let before = self.at;
        let and =
            self.take(|term| matches!(term, NumberWord::And | NumberWord::Et).then_some(term));
        let value = match and {
            Some(_) if self.and == Conjunction::Separates => None,
            Some(NumberWord::Et) => self.take(|term| (term == NumberWord::One).then_some(1)),
            _ => part(self),
        };
        let is_own = matches!(self.next(), Some(TokenKind::Word(term)) if begins_its_own(term));
        match value {
            Some(value) if !is_own => value,
            _ => {
                self.at = before;
                0
            }
        }
    }

    /// Consumes the next token if it is joined to this number and `wanted` accepts it.
    fn take<T>(&mut self, wanted: impl FnOnce(NumberWord) -> Option<T>) -> Option<T> {
        let Some(TokenKind::Word(term)) = self.next() else {
            return None;
        };
        let found = wanted(term)?;
        self.at += 1;
        Some(found)
    }

    /// Returns the next token if it is joined to this number.
    fn next(&self) -> Option<TokenKind> {
        let token = self.tokens.get(self.at)?;
        let is_joined = self.at == self.start
            || self
                .gap()
                .is_some_and(|gap| match (token.kind, self.tokens[self.at - 1].kind) {
                    (TokenKind::Word(_), TokenKind::Word(_)) => scan::joined(gap),
                    _ => scan::spaces(gap),
                });
        is_joined.then_some(token.kind)
    }

    /// Returns the text between the last token and the next one.
    fn gap(&self) -> Option<&str> {
        let (last, next) = (
            self.tokens.get(self.at.checked_sub(1)?)?,
            self.tokens.get(self.at)?,
        );
        Some(&self.text[last.range.end..next.range.start])
    }
}
