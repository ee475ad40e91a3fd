//! Generates Rust from templates: a function for each component and each page, which writes the
//! same bytes as the template engine.
//!
//! A value of a template is a borrowed value of a view. If a value is absent that the template
//! needs, the function returns an error and the engine renders the page instead, so error messages
//! are the engine's alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::template::{BuildResult, Component, Expr, Part, Template, read};
use super::types::{Type, Views};
use super::values::{Scope, Value, item_type, parenthesized};

/// The Rust code generated from a theme's templates.
pub struct GeneratedCode {
    /// The functions and tables.
    pub code: String,
    /// Templates left to the engine, with the reason.
    pub left: Vec<(String, String)>,
}

/// Generates code from parsed templates, and collects the words and assets that it uses.
pub struct Generator<'m> {
    pub templates: &'m BTreeMap<String, Template>,
    pub views: &'m Views,
    /// The number of a component's function, by its name and the types of its arguments.
    pub functions: BTreeMap<(String, Vec<Type>), usize>,
    /// The names of functions of base templates, by template and the blocks passed to them.
    pub bases: BTreeMap<(String, Vec<String>), String>,
    pub code: String,
    pub words: Vec<String>,
    pub said: BTreeSet<(String, bool)>,
    pub assets: Vec<String>,
    pub count: usize,
}

/// Generates Rust from templates, given by name.
pub fn rust(texts: &BTreeMap<String, String>, views: &Views) -> GeneratedCode {
    let mut templates = BTreeMap::new();
    let mut left = Vec::new();
    for (name, text) in texts {
        match read(text) {
            Ok(template) => {
                templates.insert(name.clone(), template);
            }
            Err(reason) => left.push((name.clone(), reason)),
        }
    }
    let mut generator = Generator {
        templates: &templates,
        views,
        functions: BTreeMap::new(),
        bases: BTreeMap::new(),
        code: String::new(),
        words: Vec::new(),
        said: BTreeSet::new(),
        assets: Vec::new(),
        count: 0,
    };
    let mut pages = String::new();
    let mut known = Vec::new();
    let for_views: Vec<(&str, &str)> = views.templates().collect();
    for (name, view) in for_views {
        let before = (generator.functions.clone(), generator.bases.clone());
        let length = generator.code.len();
        match generator.page(name, view) {
            Ok(body) => {
                let _ = write!(
                    pages,
                    "impl CompiledView for view::{view} {{\n    const AT: Option<usize> = Some({});\n    \
                     fn fill(&self, o: &mut String, e: &FillContext<'_>) -> FillResult {{\n        let v = self;\n{body}    }}\n    \
                     fn page(&self) -> Option<&view::PageView> {{ {} }}\n}}\n",
                    known.len(),
                    match views.field(view, None, "page") {
                        Some(_) => "Some(&self.page)",
                        None => "None",
                    }
                );
                known.push(name);
            }
            Err(reason) => {
                (generator.functions, generator.bases) = before;
                generator.code.truncate(length);
                left.push((name.to_owned(), reason));
                let _ = writeln!(pages, "impl CompiledView for view::{view} {{}}");
            }
        }
    }
    let mut code = generator.code.clone() + &pages;
    let list = |items: &[String]| format!("&{items:?}");
    let said: Vec<String> = generator
        .said
        .iter()
        .map(|said| format!("{said:?}"))
        .collect();
    let _ = writeln!(
        code,
        "pub const WORDS: &[&str] = {};",
        list(&generator.words)
    );
    let _ = writeln!(
        code,
        "pub const SAID: &[(&str, bool)] = &[{}];",
        said.join(", ")
    );
    let _ = writeln!(
        code,
        "pub const ASSETS: &[&str] = {};",
        list(&generator.assets)
    );
    let _ = writeln!(code, "pub const TEMPLATES: &[CompiledTemplate] = &[");
    for name in known {
        let (mut files, mut components) = (BTreeSet::new(), BTreeSet::new());
        generator.needs_file(name, &mut files, &mut components);
        let _ = writeln!(
            code,
            "    CompiledTemplate {{ name: {name:?}, files: &{:?}, components: &{:?} }},",
            files.iter().collect::<Vec<_>>(),
            components.iter().collect::<Vec<_>>()
        );
    }
    code.push_str("];\n");
    GeneratedCode { code, left }
}

impl<'m> Generator<'m> {
    fn template(&self, name: &str) -> BuildResult<&'m Template> {
        self.templates
            .get(name)
            .ok_or_else(|| format!("the template `{name}`"))
    }

    /// Returns a component and the name of the template that declares it.
    pub fn component(&self, name: &str) -> BuildResult<(&'m str, &'m Component)> {
        let mut all = self.templates.iter();
        all.find_map(|(file, template)| Some((file.as_str(), template.components.get(name)?)))
            .ok_or_else(|| format!("the component `{name}`"))
    }

    /// Returns the body of the function that renders a page.
    fn page(&mut self, name: &str, view: &str) -> BuildResult<String> {
        let template = self.template(name)?;
        let mut scope = Scope {
            names: Vec::new(),
            view: Some("v"),
            view_type: Some(view.to_owned()),
            turn: None,
            is_inner: false,
            from_caller: None,
            is_base: false,
        };
        let mut out = String::new();
        let Some(base) = &template.extends else {
            self.parts(&template.body, &mut scope, &BTreeMap::new(), &mut out)?;
            out.push_str("Ok(())\n");
            return Ok(out);
        };
        let base = self.template(base)?;
        if base.extends.is_some() {
            return Err("a template between it and its base".to_owned());
        }
        let mut blocks = BTreeMap::new();
        for part in &template.body {
            if let Part::Block(name, body) = part {
                blocks.insert(name.as_str(), body);
            }
        }
        let mut calls = String::new();
        for body in blocks.values() {
            let mut inside = String::new();
            self.parts(body, &mut scope.clone(), &BTreeMap::new(), &mut inside)?;
            let _ = write!(calls, ", &mut |o: &mut String| {{\n{inside}Ok(())\n}}");
        }
        let names: Vec<&str> = blocks.keys().copied().collect();
        let function = self.base(template.extends.as_deref().unwrap_or_default(), &names)?;
        Ok(format!("{function}(o, e, &v.page{calls})\n"))
    }

    /// Returns the name of the function of a base template. The function takes the given blocks as
    /// arguments and renders everything else.
    fn base(&mut self, name: &str, blocks: &[&str]) -> BuildResult<String> {
        let function = format!("base_{}", self.bases.len());
        let key = (
            name.to_owned(),
            blocks.iter().map(|block| (*block).to_owned()).collect(),
        );
        if let Some(known) = self.bases.get(&key) {
            return Ok(known.clone());
        }
        let page = Type::Struct("PageView".to_owned(), None);
        let mut scope = Scope {
            names: vec![("page".to_owned(), Value::named("page", page))],
            view: None,
            view_type: None,
            turn: None,
            is_inner: false,
            from_caller: None,
            is_base: true,
        };
        let mut head =
            format!("fn {function}(o: &mut String, e: &FillContext<'_>, page: &view::PageView");
        let mut calls = BTreeMap::new();
        for block in blocks {
            let _ = write!(
                head,
                ", b_{block}: &mut dyn FnMut(&mut String) -> FillResult"
            );
            calls.insert((*block).to_owned(), format!("b_{block}(o)?;\n"));
        }
        let mut body = String::new();
        self.parts(&self.template(name)?.body, &mut scope, &calls, &mut body)?;
        let _ = writeln!(self.code, "{head}) -> FillResult {{\n{body}Ok(())\n}}");
        self.bases.insert(key, function.clone());
        Ok(function)
    }

    /// Generates the code of parts. `blocks` has the code of blocks that are passed in.
    pub fn parts(
        &mut self,
        parts: &'m [Part],
        scope: &mut Scope,
        blocks: &BTreeMap<String, String>,
        out: &mut String,
    ) -> BuildResult<()> {
        for part in parts {
            match part {
                Part::Text(text) => {
                    let _ = writeln!(out, "o.push_str({text:?});");
                }
                Part::Show(expr) => self.show(expr, scope, out)?,
                Part::If(cases, other) => {
                    for (at, (condition, body)) in cases.iter().enumerate() {
                        let condition = self.condition(condition, scope)?;
                        let _ = writeln!(
                            out,
                            "{}if {condition} {{",
                            if at > 0 { "} else " } else { "" }
                        );
                        self.inner(body, scope, blocks, out)?;
                    }
                    if !other.is_empty() {
                        out.push_str("} else {\n");
                        self.inner(other, scope, blocks, out)?;
                    }
                    out.push_str("}\n");
                }
                Part::For(name, list, body) => {
                    let list = self.value(list, scope)?.unwrapped();
                    self.count += 1;
                    let (at, all) = (format!("i{}", self.count), format!("l{}", self.count));
                    let item = format!("v_{name}");
                    let (kind, items) = item_type(&list.kind)?;
                    let _ = writeln!(
                        out,
                        "match {} {{ {all} => for ({at}, {item}) in {all}.iter(){items}.enumerate() {{",
                        list.code
                    );
                    let mut inside = scope.clone();
                    inside.names.push((name.clone(), Value::named(&item, kind)));
                    inside.turn = Some((at, all));
                    self.inner(body, &inside, blocks, out)?;
                    out.push_str("} }\n");
                }
                Part::Set(name, expr) => {
                    if scope.is_inner && self.known(name, scope).is_some() {
                        return Err(format!("`{name}`, which is set again"));
                    }
                    let value = self.value(expr, scope)?;
                    self.count += 1;
                    let own = format!("s{}_{name}", self.count);
                    let _ = match matches!(expr, Expr::Those { .. }) {
                        // A list comprehension needs a binding that outlives the borrow.
                        true => writeln!(out, "let {own} = {}; let {own} = &*{own};", value.code),
                        false => writeln!(out, "let {own} = {};", value.as_argument()),
                    };
                    scope
                        .names
                        .push((name.clone(), Value::named(&own, value.kind)));
                }
                Part::Include(name) => {
                    let template = self.template(name)?;
                    self.inner(&template.body, scope, blocks, out)?;
                }
                Part::Block(name, body) => match blocks.get(name) {
                    Some(code) => out.push_str(code),
                    None => self.inner(body, scope, blocks, out)?,
                },
            }
        }
        Ok(())
    }

    /// Generates parts in a scope of their own: names set in it are not visible after it.
    fn inner(
        &mut self,
        parts: &'m [Part],
        scope: &Scope,
        blocks: &BTreeMap<String, String>,
        out: &mut String,
    ) -> BuildResult<()> {
        let mut inside = Scope {
            is_inner: true,
            ..scope.clone()
        };
        self.parts(parts, &mut inside, blocks, out)
    }

    /// Generates the code that writes a value.
    fn show(&mut self, expr: &'m Expr, scope: &Scope, out: &mut String) -> BuildResult<()> {
        let line = match expr {
            Expr::Component(name, arguments) => self.call(name, arguments, scope)?,
            Expr::Field(of, key) if self.is_words(of, scope) => {
                format!("o.push_str(e.word({}));", self.word(key))
            }
            Expr::Call(name, arguments) => self.function(name, arguments, scope)?,
            Expr::Filter(of, name, arguments) if arguments.is_empty() && name != "length" => {
                let value = self.value(of, scope)?.unwrapped();
                self.filter(&value, name)?
            }
            _ => {
                let value = self.value(expr, scope)?.unwrapped();
                match value.kind {
                    Type::Text => format!("show(o, {});", value.code),
                    Type::Item => format!("show(o, {}.html());", value.code),
                    Type::Number => format!("number(o, {});", value.code),
                    other => return Err(format!("showing {other:?}")),
                }
            }
        };
        let _ = writeln!(out, "{line}");
        Ok(())
    }

    /// Returns the code that writes a value through a filter.
    fn filter(&self, value: &Value, filter: &str) -> BuildResult<String> {
        Ok(match (filter, &value.kind) {
            ("safe", Type::Text) => format!("o.push_str({});", value.code),
            ("safe", Type::Item) => format!("o.push_str({}.html());", value.code),
            ("text", _) => format!("text(o, {});", self.text_with_language(value)?),
            ("link", _) => format!(
                "link(o, {}, {});",
                self.text_field(value, "url")?,
                self.text_with_language(value)?
            ),
            ("when", _) => format!(
                "when(o, {}, {});",
                self.text_field(value, "text")?,
                self.optional_text(value, "iso")?
            ),
            ("links", list) => {
                let (kind, items) = item_type(list)?;
                let item = Value::named("to", kind);
                format!(
                    "for (at, to) in {}.iter(){items}.enumerate() {{ if at > 0 {{ o.push_str(e.separator); }} {} }}",
                    parenthesized(&value.code),
                    self.filter(&item, "link")?
                )
            }
            _ => return Err(format!("the filter `{filter}` of {:?}", value.kind)),
        })
    }

    /// Returns the arguments `text, lang, dir` of a text.
    fn text_with_language(&self, value: &Value) -> BuildResult<String> {
        Ok(format!(
            "{}, {}, {}",
            self.text_field(value, "text")?,
            self.optional_text(value, "lang")?,
            self.optional_text(value, "dir")?
        ))
    }

    /// Returns a text field of a struct.
    fn text_field(&self, value: &Value, name: &str) -> BuildResult<String> {
        match self.field(value, name)? {
            Value {
                code,
                kind: Type::Text,
            } => Ok(code),
            other => Err(format!("{other:?} where a text is expected")),
        }
    }

    /// Returns a text field as an `Option`; `None` if the struct has no such field.
    fn optional_text(&self, value: &Value, name: &str) -> BuildResult<String> {
        match self.field(value, name) {
            Ok(Value {
                code,
                kind: Type::Optional(kind),
            }) if *kind == Type::Text => Ok(code),
            Ok(Value {
                code,
                kind: Type::Text,
            }) => Ok(format!("Some({code})")),
            Ok(other) => Err(format!("{other:?} where a text is expected")),
            Err(_) => Ok("None".to_owned()),
        }
    }
}
