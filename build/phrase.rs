//! Tokens inside the tags of a template, and the expressions made of them.

use super::template::{Arguments, BuildResult, Expr, Operator, Parameter};

/// A token of a tag.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Name(String),
    Text(String),
    Number(i64),
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "==", "!=", ">=", "<=", "</", "+", "-", "*", "/", "%", ".", ",", ":", "~", "|", "=", ">", "<",
    "(", ")", "[", "]", "{", "}", "@",
];

/// Splits a tag into tokens. Returns them, whether the tag trims whitespace after it, and the text
/// that follows.
pub fn tokens<'t>(text: &'t str, end: &str) -> BuildResult<(Vec<Token>, bool, &'t str)> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    loop {
        if let Some(left) = rest.strip_prefix(end) {
            return Ok((tokens, false, left));
        }
        if let Some(left) = rest
            .strip_prefix('-')
            .and_then(|rest| rest.strip_prefix(end))
        {
            return Ok((tokens, true, left));
        }
        let first = rest.chars().next().ok_or("a tag without an end")?;
        let length = match first {
            '"' | '\'' | '`' => {
                let length = rest[1..].find(first).ok_or("a text without an end")?;
                let inside = &rest[1..=length];
                if inside.contains('\\') {
                    return Err("a text with a backslash".to_owned());
                }
                tokens.push(Token::Text(inside.to_owned()));
                length + 2
            }
            c if c.is_ascii_digit() => {
                let length = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                let number = rest[..length]
                    .parse()
                    .map_err(|_| "a number that is too large")?;
                tokens.push(Token::Number(number));
                length
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let length = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
                tokens.push(Token::Name(rest[..length].to_owned()));
                length
            }
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
                let sign = sign.ok_or_else(|| format!("the sign `{first}`"))?;
                tokens.push(Token::Sign(sign));
                sign.len()
            }
        };
        rest = rest[length..].trim_start();
    }
}

/// The tokens of a tag, read one by one.
pub struct Phrase {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
}

impl Phrase {
    pub fn new(tokens: Vec<Token>) -> Phrase {
        Phrase {
            tokens: tokens.into_iter().peekable(),
        }
    }

    /// Reads a name.
    pub fn name(&mut self) -> BuildResult<String> {
        match self.tokens.next() {
            Some(Token::Name(name)) => Ok(name),
            other => Err(format!("{other:?} where a name is expected")),
        }
    }

    /// Reads a string.
    pub fn text(&mut self) -> BuildResult<String> {
        match self.tokens.next() {
            Some(Token::Text(text)) => Ok(text),
            other => Err(format!("{other:?} where a text is expected")),
        }
    }

    /// Expects the end of the tag.
    pub fn end(&mut self) -> BuildResult<()> {
        match self.tokens.next() {
            None => Ok(()),
            Some(other) => Err(format!("{other:?} where a tag should end")),
        }
    }

    /// Reads a sign, if it is next.
    fn takes(&mut self, sign: &str) -> bool {
        self.tokens
            .next_if(|token| matches!(token, Token::Sign(found) if *found == sign))
            .is_some()
    }

    /// Reads a word, if it is next.
    fn takes_word(&mut self, word: &str) -> bool {
        self.tokens
            .next_if(|token| matches!(token, Token::Name(found) if found == word))
            .is_some()
    }

    /// Expects a sign.
    pub fn expect(&mut self, sign: &str) -> BuildResult<()> {
        match self.takes(sign) {
            true => Ok(()),
            false => Err(format!(
                "{:?} where `{sign}` is expected",
                self.tokens.peek()
            )),
        }
    }

    /// Expects a word.
    pub fn expect_word(&mut self, word: &str) -> BuildResult<()> {
        match self.takes_word(word) {
            true => Ok(()),
            false => Err(format!(
                "{:?} where `{word}` is expected",
                self.tokens.peek()
            )),
        }
    }

    /// Parses the rest of the tag as one expression.
    pub fn whole_expression(&mut self) -> BuildResult<Expr> {
        let expr = self.expr(0)?;
        self.end()?;
        Ok(expr)
    }

    /// Parses `(name, name: type = default, @name)`.
    pub fn parameters(&mut self) -> BuildResult<Vec<Parameter>> {
        let mut parameters = Vec::new();
        self.expect("(")?;
        while !self.takes(")") {
            let implicit = self.takes("@");
            let name = self.name()?;
            if self.takes(":") {
                self.name()?;
            }
            let default = if self.takes("=") {
                Some(self.expr(0)?)
            } else {
                None
            };
            parameters.push(Parameter {
                name,
                implicit,
                default,
            });
            self.takes(",");
        }
        self.end()?;
        Ok(parameters)
    }

    /// Parses `(name=value, …)`.
    fn arguments(&mut self) -> BuildResult<Arguments> {
        let mut arguments = Arguments::new();
        self.expect("(")?;
        while !self.takes(")") {
            let name = self.name()?;
            self.expect("=")?;
            arguments.insert(name, self.expr(0)?);
            self.takes(",");
        }
        Ok(arguments)
    }

    /// Parses an expression whose operators bind at least as strongly as `least` (precedence
    /// climbing).
    fn expr(&mut self, least: u8) -> BuildResult<Expr> {
        let mut left = self.first()?;
        loop {
            left = match self.tokens.peek() {
                Some(Token::Sign(".")) => {
                    self.tokens.next();
                    Expr::Field(Box::new(left), self.name()?)
                }
                Some(Token::Sign("[")) => {
                    self.tokens.next();
                    self.inside_brackets(left)?
                }
                Some(Token::Sign("|")) => {
                    if 17 < least {
                        return Ok(left);
                    }
                    self.tokens.next();
                    let name = self.name()?;
                    let arguments = match self.tokens.peek() {
                        Some(Token::Sign("(")) => self.arguments()?,
                        _ => Arguments::new(),
                    };
                    Expr::Filter(Box::new(left), name, arguments)
                }
                Some(Token::Name(word)) if word == "if" && least == 0 => {
                    self.tokens.next();
                    let condition = self.expr(1)?;
                    self.expect_word("else")?;
                    Expr::Either(Box::new(condition), Box::new(left), Box::new(self.expr(0)?))
                }
                Some(token) => {
                    let Some((operator, binds)) =
                        operator(token).filter(|(_, binds)| *binds >= least)
                    else {
                        return Ok(left);
                    };
                    let is_not = *token == Token::Name("not".to_owned());
                    self.tokens.next();
                    if is_not {
                        self.expect_word("in")?;
                    }
                    Expr::Both(operator, Box::new(left), Box::new(self.expr(binds + 1)?))
                }
                None => return Ok(left),
            };
        }
    }

    /// Parses an index or a slice after `[`.
    fn inside_brackets(&mut self, list: Expr) -> BuildResult<Expr> {
        let list = Box::new(list);
        let first = match self.tokens.peek() {
            Some(Token::Sign(":")) => None,
            _ => Some(Box::new(self.expr(0)?)),
        };
        if !self.takes(":") {
            self.expect("]")?;
            return Ok(Expr::Index(list, first.ok_or("an empty index")?));
        }
        let last = match self.tokens.peek() {
            Some(Token::Sign("]")) => None,
            _ => Some(Box::new(self.expr(0)?)),
        };
        self.expect("]")?;
        Ok(Expr::Slice(list, first, last))
    }

    /// Parses an operand.
    fn first(&mut self) -> BuildResult<Expr> {
        Ok(match self.tokens.next() {
            Some(Token::Text(text)) => Expr::Text(text),
            Some(Token::Number(number)) => Expr::Number(number),
            Some(Token::Name(name)) => match (name.as_str(), self.tokens.peek()) {
                ("true", _) => Expr::Bool(true),
                ("false", _) => Expr::Bool(false),
                ("not", _) => Expr::Not(Box::new(self.expr(5)?)),
                (_, Some(Token::Sign("("))) => Expr::Call(name, self.arguments()?),
                _ => Expr::Name(name),
            },
            Some(Token::Sign("(")) => {
                let inside = self.expr(0)?;
                self.expect(")")?;
                inside
            }
            Some(Token::Sign("[")) => self.list()?,
            Some(Token::Sign("<")) => {
                let name = self.name()?;
                let mut arguments = Arguments::new();
                while !self.takes("/") {
                    let name = self.name()?;
                    let value = match (self.takes("="), self.tokens.peek()) {
                        (false, _) => Expr::Name(name.clone()),
                        (true, Some(Token::Text(_))) => Expr::Text(self.text()?),
                        (true, _) => {
                            self.expect("{")?;
                            let value = self.expr(0)?;
                            self.expect("}")?;
                            value
                        }
                    };
                    arguments.insert(name, value);
                }
                self.expect(">")?;
                Expr::Component(name, arguments)
            }
            other => return Err(format!("{other:?} where a value is expected")),
        })
    }

    /// Parses a list or a list comprehension after `[`.
    fn list(&mut self) -> BuildResult<Expr> {
        let mut items = Vec::new();
        while !self.takes("]") {
            let value = self.expr(1)?;
            if items.is_empty() && self.takes_word("for") {
                let name = self.name()?;
                self.expect_word("in")?;
                let list = Box::new(self.expr(1)?);
                let condition = match self.takes_word("if") {
                    true => Some(Box::new(self.expr(1)?)),
                    false => None,
                };
                self.expect("]")?;
                return Ok(Expr::Those {
                    value: Box::new(value),
                    name,
                    list,
                    condition,
                });
            }
            items.push(value);
            self.takes(",");
        }
        Ok(Expr::List(items))
    }
}

/// Returns an operator and its precedence.
fn operator(token: &Token) -> Option<(Operator, u8)> {
    Some(match token {
        Token::Name(name) => match name.as_str() {
            "or" => (Operator::Or, 1),
            "and" => (Operator::And, 3),
            "in" => (Operator::In, 5),
            "not" => (Operator::NotIn, 5),
            _ => return None,
        },
        Token::Sign(sign) => match *sign {
            "==" => (Operator::Equal, 7),
            "!=" => (Operator::Unequal, 7),
            "<" => (Operator::Less, 7),
            "<=" => (Operator::LessOrEqual, 7),
            ">" => (Operator::More, 7),
            ">=" => (Operator::MoreOrEqual, 7),
            "+" => (Operator::Plus, 11),
            "-" => (Operator::Minus, 11),
            "~" => (Operator::Join, 13),
            _ => return None,
        },
        _ => return None,
    })
}
