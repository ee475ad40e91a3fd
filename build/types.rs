//! Types of the values that templates see, read from `src/render/view.rs`.

use std::collections::BTreeMap;

/// The type of a value in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// A struct of the theme contract, with its type argument if it has one.
    Struct(String, Option<Box<Type>>),
    Optional(Box<Type>),
    List(Box<Type>),
    /// A list of borrowed items.
    Borrowed(Box<Type>),
    Text,
    /// An item of a list that is already HTML.
    Item,
    Number,
    Bool,
    /// The empty list literal, whose item type is unknown.
    Nothing,
}

/// A field of a struct: its Rust type and its path.
#[derive(Clone, Debug)]
struct Field {
    kind: String,
    path: String,
}

/// A struct of the contract.
#[derive(Default)]
struct View {
    parameter: Option<String>,
    fields: BTreeMap<String, Field>,
    /// Fields with `#[serde(flatten)]`.
    flat: Vec<Field>,
    /// The template that the struct is for.
    template: Option<String>,
}

/// The structs of the theme contract.
pub struct Views(BTreeMap<String, View>);

impl Views {
    /// Parses the text of `view.rs`, which has one field per line.
    pub fn read(text: &str) -> Views {
        let mut views: BTreeMap<String, View> = BTreeMap::new();
        let mut name = String::new();
        let mut template = None;
        let mut is_flat = false;
        for line in text.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix("/// `") {
                template = rest
                    .split('`')
                    .next()
                    .filter(|name| name.ends_with(".html"))
                    .map(str::to_owned);
            } else if let Some(rest) = line.strip_prefix("pub struct ") {
                let mut words = rest.trim_end_matches(['{', ' ']).split(['<', '>']);
                name = words.next().unwrap_or_default().to_owned();
                let view = views.entry(name.clone()).or_default();
                view.parameter = words.next().map(str::to_owned);
                view.template = template.take();
            } else if line == "#[serde(flatten)]" {
                is_flat = true;
            } else if let Some((field, kind)) = line
                .strip_prefix("pub ")
                .and_then(|rest| rest.split_once(": "))
                && let Some(kind) = kind.strip_suffix(',')
                && let Some(view) = views.get_mut(&name)
            {
                template = None;
                let path = field.to_owned();
                let kind = kind.to_owned();
                if std::mem::take(&mut is_flat) {
                    view.flat.push(Field { kind, path });
                } else {
                    view.fields.insert(field.to_owned(), Field { kind, path });
                }
            }
        }
        Views(views)
    }

    /// Returns pairs of a template and the struct that it is rendered from.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter_map(|(name, view)| Some((view.template.as_deref()?, name.as_str())))
    }

    /// Returns the path and type of a struct's field.
    pub fn field(
        &self,
        name: &str,
        parameter: Option<&Type>,
        field: &str,
    ) -> Option<(String, Type)> {
        let view = self.0.get(name)?;
        let found = view.fields.get(field).and_then(|found| {
            let kind = match &view.parameter {
                Some(own) => self.kind(&found.kind, Some((own, parameter?)))?,
                None => self.kind(&found.kind, None)?,
            };
            Some((found.path.clone(), kind))
        });
        found.or_else(|| {
            view.flat.iter().find_map(|flat| {
                let (path, kind) = self.field(&flat.kind, None, field)?;
                Some((format!("{}.{path}", flat.path), kind))
            })
        })
    }

    /// Parses a Rust type.
    fn kind(&self, kind: &str, parameter: Option<(&String, &Type)>) -> Option<Type> {
        let inside = |outside: &str| kind.strip_prefix(outside)?.strip_suffix('>');
        if let Some(item) = inside("Option<") {
            return Some(Type::Optional(Box::new(self.kind(item, parameter)?)));
        }
        if let Some(item) = inside("Vec<") {
            let item = match item {
                "String" => Type::Text,
                item => self.kind(item, parameter)?,
            };
            // How other items are stored is unknown.
            let is_known = matches!(item, Type::Struct(..) | Type::Item | Type::Text);
            return is_known.then(|| Type::List(Box::new(item)));
        }
        Some(match kind {
            "String" | "&'static str" => Type::Text,
            "usize" | "u8" | "u32" | "u64" => Type::Number,
            "bool" => Type::Bool,
            "ListItem" => Type::Item,
            name if parameter.is_some_and(|(own, _)| own == name) => parameter?.1.clone(),
            name => match name.strip_suffix('>').and_then(|name| name.split_once('<')) {
                Some((name, item)) => {
                    self.0.get(name)?;
                    Type::Struct(name.to_owned(), Some(Box::new(self.kind(item, parameter)?)))
                }
                None => {
                    self.0.get(name)?;
                    Type::Struct(name.to_owned(), None)
                }
            },
        })
    }
}

impl Type {
    /// Returns the Rust type by which a value is stored in a list or a field.
    fn stored(&self) -> String {
        match self {
            Type::Struct(name, None) => format!("view::{name}"),
            Type::Struct(name, Some(item)) => format!("view::{name}<{}>", item.stored()),
            Type::Optional(item) => format!("Option<{}>", item.stored()),
            Type::List(item) => format!("Vec<{}>", item.stored()),
            Type::Borrowed(_) | Type::Nothing => "()".to_owned(),
            Type::Text => "String".to_owned(),
            Type::Item => "ListItem".to_owned(),
            Type::Number => "usize".to_owned(),
            Type::Bool => "bool".to_owned(),
        }
    }

    /// Returns the Rust type by which functions take a value.
    pub fn as_argument(&self) -> String {
        match self {
            Type::Optional(item) => format!("Option<{}>", item.as_argument()),
            Type::List(item) => format!("&[{}]", item.stored()),
            Type::Borrowed(item) => format!("&[{}]", item.as_argument()),
            Type::Nothing => "&[()]".to_owned(),
            Type::Text => "&str".to_owned(),
            Type::Number => "i64".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Struct(..) | Type::Item => format!("&{}", self.stored()),
        }
    }
}
