//! Parses templates: the part of the template language that the built-in templates use.
//!
//! Whitespace is trimmed as the engine trims it. Unsupported syntax is an error that names it, and
//! the template is left to the engine.

use std::collections::BTreeMap;

use super::phrase::{Phrase, Token, tokens};

/// A node of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(String),
    Show(Expr),
    If(Vec<(Expr, Vec<Part>)>, Vec<Part>),
    For(String, Expr, Vec<Part>),
    Set(String, Expr),
    Include(String),
    Block(String, Vec<Part>),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Name(String),
    Text(String),
    Number(i64),
    Bool(bool),
    List(Vec<Expr>),
    /// `[value for name in list if condition]`
    Those {
        value: Box<Expr>,
        name: String,
        list: Box<Expr>,
        condition: Option<Box<Expr>>,
    },
    Field(Box<Expr>, String),
    Index(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    Not(Box<Expr>),
    Both(Operator, Box<Expr>, Box<Expr>),
    /// `first if condition else second`
    Either(Box<Expr>, Box<Expr>, Box<Expr>),
    Filter(Box<Expr>, String, Arguments),
    Call(String, Arguments),
    Component(String, Arguments),
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    In,
    NotIn,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    Plus,
    Minus,
    Join,
}

/// Arguments by name.
pub type Arguments = BTreeMap<String, Expr>;

/// A declared component.
#[derive(Clone, Debug)]
pub struct Component {
    pub parameters: Vec<Parameter>,
    pub body: Vec<Part>,
}

/// A parameter of a component.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    /// Whether its value is taken from the caller's scope (`@name`).
    pub implicit: bool,
    pub default: Option<Expr>,
}

/// A parsed template.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pub extends: Option<String>,
    pub body: Vec<Part>,
    pub components: BTreeMap<String, Component>,
}

pub type BuildResult<T> = Result<T, String>;

/// Parts, with the tag that ended them and the rest of its tokens.
type Ended = (Vec<Part>, Option<(String, Phrase)>);

/// Parses a template.
pub fn read(text: &str) -> BuildResult<Template> {
    let mut reader = Reader {
        pieces: trimmed(pieces(text)?).into_iter(),
        template: Template::default(),
    };
    let (body, end) = reader.parts(&[])?;
    if let Some((end, _)) = end {
        return Err(format!("`{{% {end} %}}` without a beginning"));
    }
    reader.template.body = body;
    Ok(reader.template)
}

/// A piece of a template: text, or the tokens of a tag.
enum Piece {
    Text(String),
    Show(Vec<Token>),
    Tag(Vec<Token>),
}

/// A piece, and whether whitespace before and after it is trimmed.
struct Cut {
    piece: Option<Piece>,
    before: bool,
    after: bool,
}

/// Splits a template into text and tags.
fn pieces(text: &str) -> BuildResult<Vec<Cut>> {
    let mut cuts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let before = rest.as_bytes().get(2) == Some(&b'-');
        let skip = if before { 3 } else { 2 };
        if rest.starts_with("{#") {
            let end = rest.find("#}").ok_or("a comment without an end")?;
            cuts.push(Cut {
                piece: None,
                before,
                after: rest[..end].ends_with('-'),
            });
            rest = &rest[end + 2..];
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let is_tag = rest.starts_with("{%");
            let (tokens, after, left) = tokens(&rest[skip..], if is_tag { "%}" } else { "}}" })?;
            let piece = if is_tag {
                Piece::Tag(tokens)
            } else {
                Piece::Show(tokens)
            };
            cuts.push(Cut {
                piece: Some(piece),
                before,
                after,
            });
            rest = left;
        } else {
            let end = ["{{", "{%", "{#"]
                .iter()
                .filter_map(|mark| rest.find(mark))
                .min();
            let end = end.unwrap_or(rest.len());
            cuts.push(Cut {
                piece: Some(Piece::Text(rest[..end].to_owned())),
                before: false,
                after: false,
            });
            rest = &rest[end..];
        }
    }
    Ok(cuts)
}

/// Returns the pieces with whitespace trimmed where tags ask for it.
fn trimmed(cuts: Vec<Cut>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut is_cut = false;
    let mut cuts = cuts.into_iter().peekable();
    while let Some(cut) = cuts.next() {
        match cut.piece {
            // Trimming by the tag before a comment continues after the comment.
            None => is_cut |= cut.after,
            Some(Piece::Text(text)) => {
                let text = if is_cut { text.trim_start() } else { &text };
                is_cut = false;
                let text = if cuts.peek().is_some_and(|next| next.before) {
                    text.trim_end()
                } else {
                    text
                };
                if !text.is_empty() {
                    pieces.push(Piece::Text(text.to_owned()));
                }
            }
            Some(piece) => {
                is_cut = cut.after;
                pieces.push(piece);
            }
        }
    }
    pieces
}

/// Parses pieces into a tree.
struct Reader {
    pieces: std::vec::IntoIter<Piece>,
    template: Template,
}

impl Reader {
    /// Parses the parts up to one of the tags in `ends`. Returns that tag with the rest of its
    /// tokens.
    fn parts(&mut self, ends: &[&str]) -> BuildResult<Ended> {
        let mut parts = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Text(text) => match parts.last_mut() {
                    Some(Part::Text(before)) => before.push_str(&text),
                    _ => parts.push(Part::Text(text)),
                },
                Piece::Show(tokens) => {
                    parts.push(Part::Show(Phrase::new(tokens).whole_expression()?));
                }
                Piece::Tag(tokens) => {
                    let mut phrase = Phrase::new(tokens);
                    let word = phrase.name()?;
                    if ends.contains(&word.as_str()) {
                        return Ok((parts, Some((word, phrase))));
                    }
                    parts.extend(self.tag(&word, phrase)?);
                }
            }
        }
        Ok((parts, None))
    }

    /// Parses a tag up to its end tag; `None` if it leaves no part.
    fn tag(&mut self, word: &str, mut phrase: Phrase) -> BuildResult<Option<Part>> {
        Ok(Some(match word {
            "extends" => {
                self.template.extends = Some(phrase.text()?);
                return phrase.end().map(|()| None);
            }
            "include" => {
                let name = phrase.text()?;
                phrase.end()?;
                Part::Include(name)
            }
            "set" => {
                let name = phrase.name()?;
                phrase.expect("=")?;
                Part::Set(name, phrase.whole_expression()?)
            }
            "for" => {
                let name = phrase.name()?;
                phrase.expect_word("in")?;
                let list = phrase.whole_expression()?;
                let (body, _) = self.inside(&["endfor"])?;
                Part::For(name, list, body)
            }
            "if" => {
                let mut cases = Vec::new();
                let mut condition = phrase.whole_expression()?;
                loop {
                    let (body, (end, mut rest)) = self.inside(&["elif", "else", "endif"])?;
                    cases.push((condition, body));
                    match end.as_str() {
                        "elif" => condition = rest.whole_expression()?,
                        "else" => break Part::If(cases, self.inside(&["endif"])?.0),
                        _ => break Part::If(cases, Vec::new()),
                    }
                }
            }
            "block" => {
                let name = phrase.name()?;
                phrase.end()?;
                Part::Block(name, self.inside(&["endblock"])?.0)
            }
            "component" => {
                let name = phrase.name()?;
                let parameters = phrase.parameters()?;
                let body = self.inside(&["endcomponent"])?.0;
                self.template
                    .components
                    .insert(name, Component { parameters, body });
                return Ok(None);
            }
            _ => return Err(format!("the tag `{word}`")),
        }))
    }

    /// Parses the parts up to one of the tags in `ends`; an error if it is missing.
    fn inside(&mut self, ends: &[&str]) -> BuildResult<(Vec<Part>, (String, Phrase))> {
        let (parts, end) = self.parts(ends)?;
        Ok((
            parts,
            end.ok_or_else(|| format!("no `{}`", ends.join("` or `")))?,
        ))
    }
}
