//! Rust code for the values and conditions of templates.

use super::emit::Generator;
use super::template::{BuildResult, Expr, Operator};
use super::types::Type;

/// A value: its Rust expression and its type. The expression of a struct is a place; that of any
/// other value is what functions take.
#[derive(Clone, Debug)]
pub struct Value {
    pub code: String,
    pub kind: Type,
}

impl Value {
    pub fn new(code: impl Into<String>, kind: Type) -> Value {
        Value {
            code: code.into(),
            kind,
        }
    }

    /// Returns a value bound to a name in the generated code, where functions take structs by
    /// reference.
    pub fn named(name: &str, kind: Type) -> Value {
        match kind {
            Type::Struct(..) | Type::Item => Value::new(format!("(*{name})"), kind),
            _ => Value::new(name, kind),
        }
    }

    /// Returns the expression that functions take.
    pub fn as_argument(&self) -> String {
        match self.kind {
            Type::Struct(..) | Type::Item => format!("&{}", self.code),
            _ => self.code.clone(),
        }
    }

    /// Unwraps an optional value; the generated code fails if it is absent.
    pub fn unwrapped(self) -> Value {
        match self.kind {
            Type::Optional(kind) => Value::named(&format!("some({})?", self.code), *kind),
            _ => self,
        }
    }
}

/// The names in scope at a place of a template.
#[derive(Clone)]
pub struct Scope {
    pub names: Vec<(String, Value)>,
    /// The struct whose fields are in scope: its expression and its type.
    pub view: Option<&'static str>,
    pub view_type: Option<String>,
    /// The index and the list of the enclosing loop.
    pub turn: Option<(String, String)>,
    /// Whether names set here go out of scope before the end of the template.
    pub is_inner: bool,
    /// The names of the global scope that a component takes from its caller; `None` in a template,
    /// which sees all of them.
    pub from_caller: Option<Vec<String>>,
    /// Whether this is a base template. Its function has no view, so its names may be fields of the
    /// view of each page.
    pub is_base: bool,
}

impl Scope {
    /// Returns whether a name of the global scope is visible here.
    fn sees(&self, name: &str) -> bool {
        self.from_caller
            .as_ref()
            .is_none_or(|from_caller| from_caller.iter().any(|own| own == name))
    }
}

impl<'m> Generator<'m> {
    /// Returns whether an expression is `t`, the words of the language.
    pub fn is_words(&self, of: &Expr, scope: &Scope) -> bool {
        *of == Expr::Name("t".to_owned())
            && !scope.names.iter().any(|(name, _)| name == "t")
            && scope.sees("t")
    }

    /// Returns the index of a word.
    pub fn word(&mut self, key: &str) -> usize {
        at(&mut self.words, key)
    }

    /// Returns the value that a name is bound to, if any.
    pub fn known(&self, name: &str, scope: &Scope) -> Option<Value> {
        if let Some((_, value)) = scope.names.iter().rev().find(|(known, _)| known == name) {
            return Some(value.clone());
        }
        if let (Some(view), Some(kind)) = (scope.view, &scope.view_type) {
            let view = Value::new(view, Type::Struct(kind.clone(), None));
            if let Ok(field) = self.field(&view, name) {
                return Some(field);
            }
        }
        match name {
            name if !scope.sees(name) => None,
            "site" => Some(Value::new(
                "e.site",
                Type::Struct("SiteView".to_owned(), None),
            )),
            "lang" => Some(Value::new("e.lang", Type::Text)),
            "dir" => Some(Value::new("e.dir", Type::Text)),
            "page" if scope.view.is_none() => {
                let page = Type::Struct("PageView".to_owned(), None);
                Some(Value::named("some(e.page)?", page))
            }
            _ => None,
        }
    }

    /// Returns the value of a name; an absent value if it is unbound.
    fn name(&self, name: &str, scope: &Scope) -> BuildResult<Value> {
        match self.known(name, scope) {
            Some(value) => Ok(value),
            None if scope.is_base => Err(format!("the name `{name}` in a base")),
            None => Ok(Value::new(
                "None::<&str>",
                Type::Optional(Box::new(Type::Text)),
            )),
        }
    }

    /// Returns a field of a struct.
    pub fn field(&self, of: &Value, name: &str) -> BuildResult<Value> {
        let Type::Struct(view, parameter) = &of.kind else {
            return Err(format!("the field `{name}` of {:?}", of.kind));
        };
        let found = self.views.field(view, parameter.as_deref(), name);
        let (path, kind) = found.ok_or_else(|| format!("the field `{name}` of `{view}`"))?;
        let place = format!("{}.{path}", of.code);
        let code = match &kind {
            Type::Struct(..) | Type::Item | Type::Bool => place,
            Type::Text | Type::List(_) => format!("&*{place}"),
            Type::Number => format!("({place} as i64)"),
            Type::Optional(inside) => match **inside {
                Type::Text | Type::List(_) => format!("{place}.as_deref()"),
                Type::Struct(..) | Type::Item => format!("{place}.as_ref()"),
                Type::Number => format!("{place}.map(|n| n as i64)"),
                Type::Bool => place,
                _ => return Err(format!("the field `{name}`")),
            },
            Type::Borrowed(_) | Type::Nothing => return Err(format!("the field `{name}`")),
        };
        Ok(Value::new(code, kind))
    }

    /// Returns the Rust expression of a template expression.
    pub fn value(&mut self, expr: &'m Expr, scope: &Scope) -> BuildResult<Value> {
        Ok(match expr {
            Expr::Name(name) => self.name(name, scope)?,
            Expr::Text(text) => Value::new(format!("{text:?}"), Type::Text),
            Expr::Number(number) => Value::new(format!("{number}i64"), Type::Number),
            Expr::Bool(value) => Value::new(value.to_string(), Type::Bool),
            Expr::Field(of, key) if self.is_words(of, scope) => {
                Value::new(format!("e.plain({})", self.word(key)), Type::Text)
            }
            Expr::Index(of, key) if self.is_words(of, scope) => {
                let key = self.value(key, scope)?;
                match key.kind {
                    Type::Text => Value::new(format!("e.named({})?", key.code), Type::Text),
                    other => return Err(format!("a word named by {other:?}")),
                }
            }
            Expr::Field(of, name) if **of == Expr::Name("loop".to_owned()) => {
                let (at, all) = scope.turn.as_ref().ok_or("`loop` outside a loop")?;
                match name.as_str() {
                    "first" => Value::new(format!("({at} == 0)"), Type::Bool),
                    "last" => Value::new(format!("({at} + 1 == {all}.len())"), Type::Bool),
                    "index" => Value::new(format!("({at} as i64 + 1)"), Type::Number),
                    _ => return Err(format!("`loop.{name}`")),
                }
            }
            Expr::Field(of, name) => {
                let of = self.value(of, scope)?.unwrapped();
                self.field(&of, name)?
            }
            Expr::Index(of, index) => {
                let (of, index) = (
                    self.value(of, scope)?.unwrapped(),
                    self.value(index, scope)?,
                );
                let (kind, items) = item_type(&of.kind)?;
                match index.kind {
                    Type::Number => Value::named(
                        &format!("some(item({}, {}){items})?", of.code, index.code),
                        kind,
                    ),
                    other => return Err(format!("an index that is {other:?}")),
                }
            }
            Expr::Slice(of, first, last) => {
                let of = self.value(of, scope)?.unwrapped();
                item_type(&of.kind)?;
                let mut ends = Vec::new();
                for end in [first, last] {
                    ends.push(match end {
                        None => "None".to_owned(),
                        Some(end) => match self.value(end, scope)? {
                            Value {
                                code,
                                kind: Type::Number,
                            } => format!("Some({code})"),
                            other => return Err(format!("a list cut at {other:?}")),
                        },
                    });
                }
                Value::new(format!("slice({}, {})", of.code, ends.join(", ")), of.kind)
            }
            Expr::Filter(of, name, arguments) if name == "length" && arguments.is_empty() => {
                let of = self.value(of, scope)?.unwrapped();
                item_type(&of.kind)?;
                Value::new(
                    format!("({}.len() as i64)", parenthesized(&of.code)),
                    Type::Number,
                )
            }
            Expr::Filter(of, name, arguments) if name == "join" => {
                let of = self.value(of, scope)?.unwrapped();
                let separator =
                    self.value(arguments.get("sep").ok_or("`join` without `sep`")?, scope)?;
                match (&of.kind, &separator.kind) {
                    (Type::List(kind), Type::Text) if **kind == Type::Text => Value::new(
                        format!("&*{}.join({})", parenthesized(&of.code), separator.code),
                        Type::Text,
                    ),
                    _ => return Err("what `join` joins".to_owned()),
                }
            }
            Expr::Both(Operator::Join, a, b) => {
                let (a, b) = (self.value(a, scope)?, self.value(b, scope)?);
                match (&a.kind, &b.kind) {
                    (Type::Text, Type::Text) => {
                        Value::new(format!("&*[{}, {}].concat()", a.code, b.code), Type::Text)
                    }
                    _ => return Err("what `~` joins".to_owned()),
                }
            }
            Expr::Both(operator @ (Operator::Plus | Operator::Minus), a, b) => {
                let (a, b) = (self.value(a, scope)?, self.value(b, scope)?);
                let sign = if *operator == Operator::Plus {
                    '+'
                } else {
                    '-'
                };
                match (&a.kind, &b.kind) {
                    (Type::Number, Type::Number) => {
                        Value::new(format!("({} {sign} {})", a.code, b.code), Type::Number)
                    }
                    _ => return Err(format!("what `{sign}` is given")),
                }
            }
            Expr::Either(condition, a, b) => {
                let condition = self.condition(condition, scope)?;
                let (a, b) = (self.value(a, scope)?, self.value(b, scope)?);
                let kind = match (&a.kind, &b.kind) {
                    (Type::Nothing, kind @ Type::List(_))
                    | (kind @ Type::List(_), Type::Nothing) => kind.clone(),
                    (a, b) if a == b => a.clone(),
                    _ => return Err("one of two values that are not alike".to_owned()),
                };
                match kind {
                    Type::Struct(..) | Type::Item => return Err("one of two structs".to_owned()),
                    kind => Value::new(
                        format!("(if {condition} {{ {} }} else {{ {} }})", a.code, b.code),
                        kind,
                    ),
                }
            }
            Expr::List(items) if items.is_empty() => Value::new("&[]", Type::Nothing),
            Expr::List(items) => {
                let mut values = Vec::new();
                for item in items {
                    values.push(self.value(item, scope)?);
                }
                let kind = values[0].kind.clone();
                if values.iter().any(|value| value.kind != kind) {
                    return Err("a list of different values".to_owned());
                }
                let items: Vec<String> = values.iter().map(Value::as_argument).collect();
                Value::new(
                    format!("&[{}][..]", items.join(", ")),
                    Type::Borrowed(Box::new(kind)),
                )
            }
            Expr::Those {
                value,
                name,
                list,
                condition,
            } => {
                let list = self.value(list, scope)?.unwrapped();
                let (kind, items) = item_type(&list.kind)?;
                let item = Value::named(&format!("v_{name}"), kind);
                let mut inside = scope.clone();
                inside.names.push((name.clone(), item));
                let condition = match condition {
                    Some(condition) => self.condition(condition, &inside)?,
                    None => "true".to_owned(),
                };
                let value = self.value(value, &inside)?;
                let code = format!(
                    "{{ let mut those = Vec::new(); for v_{name} in {}.iter(){items} {{ if {condition} {{ those.push({}); }} }} those }}",
                    parenthesized(&list.code),
                    value.as_argument()
                );
                Value::new(code, Type::Borrowed(Box::new(value.kind)))
            }
            Expr::Not(_) | Expr::Both(..) => Value::new(self.condition(expr, scope)?, Type::Bool),
            Expr::Filter(_, name, _) => {
                return Err(format!("the filter `{name}` inside an expression"));
            }
            Expr::Call(name, _) => {
                return Err(format!("the function `{name}` inside an expression"));
            }
            Expr::Component(name, _) => {
                return Err(format!("the component `{name}` inside an expression"));
            }
        })
    }

    /// Returns the Rust expression for whether a value is truthy.
    pub fn condition(&mut self, expr: &'m Expr, scope: &Scope) -> BuildResult<String> {
        Ok(match expr {
            Expr::Not(inside) => format!("!{}", self.condition(inside, scope)?),
            Expr::Both(operator @ (Operator::And | Operator::Or), a, b) => {
                let sign = if *operator == Operator::And {
                    "&&"
                } else {
                    "||"
                };
                format!(
                    "({} {sign} {})",
                    self.condition(a, scope)?,
                    self.condition(b, scope)?
                )
            }
            Expr::Both(operator @ (Operator::In | Operator::NotIn), item, list) => {
                let (item, list) = (self.value(item, scope)?, self.value(list, scope)?);
                match (&item.kind, &list.kind) {
                    (Type::Text, Type::Borrowed(kind)) if **kind == Type::Text => format!(
                        "({}{}.contains(&{}))",
                        if *operator == Operator::In { "" } else { "!" },
                        parenthesized(&list.code),
                        item.code
                    ),
                    _ => return Err("what is looked for in what".to_owned()),
                }
            }
            Expr::Both(operator, a, b) if comparison_operator(*operator).is_some() => {
                let sign = comparison_operator(*operator).unwrap_or_default();
                let (a, b) = (self.value(a, scope)?, self.value(b, scope)?);
                let is_equality = matches!(operator, Operator::Equal | Operator::Unequal);
                let some = |value: &Value| format!("Some({})", value.code);
                match (&a.kind, &b.kind) {
                    (Type::Number, Type::Number) => format!("({} {sign} {})", a.code, b.code),
                    (Type::Text, Type::Text) if is_equality => {
                        format!("({} {sign} {})", a.code, b.code)
                    }
                    (Type::Optional(kind), other)
                        if is_equality && **kind == *other && is_plain(other) =>
                    {
                        format!("({} {sign} {})", a.code, some(&b))
                    }
                    (other, Type::Optional(kind))
                        if is_equality && **kind == *other && is_plain(other) =>
                    {
                        format!("({} {sign} {})", some(&a), b.code)
                    }
                    _ => return Err(format!("{:?} {sign} {:?}", a.kind, b.kind)),
                }
            }
            _ => {
                let value = self.value(expr, scope)?;
                truthiness(&value.code, &value.kind)
            }
        })
    }
}

/// Returns the index of a name in a list, adding it if it is missing.
pub fn at(list: &mut Vec<String>, name: &str) -> usize {
    list.iter()
        .position(|known| known == name)
        .unwrap_or_else(|| {
            list.push(name.to_owned());
            list.len() - 1
        })
}

/// Returns the type of a list's items, and the iterator adapter that yields them as functions take
/// them.
pub fn item_type(list: &Type) -> BuildResult<(Type, &'static str)> {
    Ok(match list {
        Type::List(kind) if **kind == Type::Text => (Type::Text, ".map(|s| &**s)"),
        Type::List(kind) => ((**kind).clone(), ""),
        Type::Borrowed(kind) => ((**kind).clone(), ".copied()"),
        other => return Err(format!("the items of {other:?}")),
    })
}

pub fn parenthesized(code: &str) -> String {
    format!("({code})")
}

/// Returns whether a type can be compared for equality.
fn is_plain(kind: &Type) -> bool {
    matches!(kind, Type::Text | Type::Number | Type::Bool)
}

/// Returns the Rust operator of a comparison.
fn comparison_operator(operator: Operator) -> Option<&'static str> {
    Some(match operator {
        Operator::Equal => "==",
        Operator::Unequal => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::More => ">",
        Operator::MoreOrEqual => ">=",
        _ => return None,
    })
}

/// Returns the Rust condition for whether a value of a type is truthy.
fn truthiness(code: &str, kind: &Type) -> String {
    match kind {
        Type::Optional(inside) => match **inside {
            Type::Struct(..) => format!("{code}.is_some()"),
            _ => format!("{code}.is_some_and(|x| {})", truthiness("x", inside)),
        },
        Type::Struct(..) => "true".to_owned(),
        Type::List(_) | Type::Borrowed(_) | Type::Text => {
            format!("!{}.is_empty()", parenthesized(code))
        }
        Type::Item => format!("!{code}.html().is_empty()"),
        Type::Number => format!("({code} != 0)"),
        Type::Bool => code.to_owned(),
        Type::Nothing => "false".to_owned(),
    }
}
