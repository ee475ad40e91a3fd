//! Templates as Rust: a function for each component and each page, which write the bytes that the
//! engine would.
//!
//! A value of a template is a value of a view, borrowed. What is absent where it is needed makes
//! the function give up, and the engine says what is wrong; so nothing here needs to know of
//! mistakes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::template::{Arguments, BuildResult, Component, Expr, Part, Template, read};
use super::types::{Type, Views};
use super::values::{Scope, Value, at, paren, turns};

/// All that is made of a theme's templates.
pub struct Made {
    /// The functions.
    pub code: String,
    /// Templates that stay with the engine, and why.
    pub left: Vec<(String, String)>,
}

pub struct Maker<'m> {
    templates: &'m BTreeMap<String, Template>,
    pub views: &'m Views,
    /// Functions of components, by name and types.
    functions: BTreeMap<(String, Vec<Type>), usize>,
    /// Functions of bases, by template and the blocks that are not its own.
    bases: BTreeMap<(String, Vec<String>), String>,
    made: String,
    pub words: Vec<String>,
    said: BTreeSet<(String, bool)>,
    assets: Vec<String>,
    count: usize,
}

/// Makes Rust of templates, which are given by name.
pub fn rust(texts: &BTreeMap<String, String>, views: &Views) -> Made {
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
    let mut maker = Maker {
        templates: &templates,
        views,
        functions: BTreeMap::new(),
        bases: BTreeMap::new(),
        made: String::new(),
        words: Vec::new(),
        said: BTreeSet::new(),
        assets: Vec::new(),
        count: 0,
    };
    let mut pages = String::new();
    let mut known = Vec::new();
    let for_views: Vec<(&str, &str)> = views.templates().collect();
    for (name, view) in for_views {
        let before = (maker.functions.clone(), maker.bases.clone());
        let length = maker.made.len();
        match maker.page(name, view) {
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
                (maker.functions, maker.bases) = before;
                maker.made.truncate(length);
                left.push((name.to_owned(), reason));
                let _ = writeln!(pages, "impl CompiledView for view::{view} {{}}");
            }
        }
    }
    let mut code = maker.made.clone() + &pages;
    let list = |items: &[String]| format!("&{items:?}");
    let said: Vec<String> = maker.said.iter().map(|said| format!("{said:?}")).collect();
    let _ = writeln!(code, "pub const WORDS: &[&str] = {};", list(&maker.words));
    let _ = writeln!(
        code,
        "pub const SAID: &[(&str, bool)] = &[{}];",
        said.join(", ")
    );
    let _ = writeln!(code, "pub const ASSETS: &[&str] = {};", list(&maker.assets));
    let _ = writeln!(code, "pub const TEMPLATES: &[CompiledTemplate] = &[");
    for name in known {
        let (mut files, mut components) = (BTreeSet::new(), BTreeSet::new());
        maker.needs_file(name, &mut files, &mut components);
        let _ = writeln!(
            code,
            "    CompiledTemplate {{ name: {name:?}, files: &{:?}, components: &{:?} }},",
            files.iter().collect::<Vec<_>>(),
            components.iter().collect::<Vec<_>>()
        );
    }
    code.push_str("];\n");
    Made { code, left }
}

impl<'m> Maker<'m> {
    fn template(&self, name: &str) -> BuildResult<&'m Template> {
        self.templates
            .get(name)
            .ok_or_else(|| format!("the template `{name}`"))
    }

    /// A component, and the template that has it.
    fn component(&self, name: &str) -> BuildResult<(&'m str, &'m Component)> {
        let mut all = self.templates.iter();
        all.find_map(|(file, template)| Some((file.as_str(), template.components.get(name)?)))
            .ok_or_else(|| format!("the component `{name}`"))
    }

    /// The body of the function that makes a page.
    fn page(&mut self, name: &str, view: &str) -> BuildResult<String> {
        let template = self.template(name)?;
        let mut scope = Scope {
            names: Vec::new(),
            view: Some("v"),
            view_type: Some(view.to_owned()),
            turn: None,
            is_inner: false,
            taken: None,
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

    /// The name of the function that makes all of a page but some blocks, which it is given.
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
            taken: None,
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
        let _ = writeln!(self.made, "{head}) -> FillResult {{\n{body}Ok(())\n}}");
        self.bases.insert(key, function.clone());
        Ok(function)
    }

    fn parts(
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
                    let list = self.value(list, scope)?.there();
                    self.count += 1;
                    let (at, all) = (format!("i{}", self.count), format!("l{}", self.count));
                    let item = format!("v_{name}");
                    let (kind, items) = turns(&list.kind)?;
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
                        // A list of one's own has to be kept.
                        true => writeln!(out, "let {own} = {}; let {own} = &*{own};", value.code),
                        false => writeln!(out, "let {own} = {};", value.taken()),
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

    /// Parts in whose scope nothing stays.
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

    /// Writes a value.
    fn show(&mut self, expr: &'m Expr, scope: &Scope, out: &mut String) -> BuildResult<()> {
        let line = match expr {
            Expr::Component(name, arguments) => self.call(name, arguments, scope)?,
            Expr::Field(of, key) if self.is_words(of, scope) => {
                format!("o.push_str(e.word({}));", self.word(key))
            }
            Expr::Call(name, arguments) => self.function(name, arguments, scope)?,
            Expr::Filter(of, name, arguments) if arguments.is_empty() && name != "length" => {
                let value = self.value(of, scope)?.there();
                self.filtered(&value, name)?
            }
            _ => {
                let value = self.value(expr, scope)?.there();
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

    fn filtered(&self, value: &Value, filter: &str) -> BuildResult<String> {
        Ok(match (filter, &value.kind) {
            ("safe", Type::Text) => format!("o.push_str({});", value.code),
            ("safe", Type::Item) => format!("o.push_str({}.html());", value.code),
            ("text", _) => format!("text(o, {});", self.labelled(value)?),
            ("link", _) => format!(
                "link(o, {}, {});",
                self.string(value, "url")?,
                self.labelled(value)?
            ),
            ("when", _) => format!(
                "when(o, {}, {});",
                self.string(value, "text")?,
                self.maybe(value, "iso")?
            ),
            ("links", list) => {
                let (kind, items) = turns(list)?;
                let item = Value::named("to", kind);
                format!(
                    "for (at, to) in {}.iter(){items}.enumerate() {{ if at > 0 {{ o.push_str(e.separator); }} {} }}",
                    paren(&value.code),
                    self.filtered(&item, "link")?
                )
            }
            _ => return Err(format!("the filter `{filter}` of {:?}", value.kind)),
        })
    }

    /// The arguments of a text with its language.
    fn labelled(&self, value: &Value) -> BuildResult<String> {
        Ok(format!(
            "{}, {}, {}",
            self.string(value, "text")?,
            self.maybe(value, "lang")?,
            self.maybe(value, "dir")?
        ))
    }

    fn string(&self, value: &Value, name: &str) -> BuildResult<String> {
        match self.field(value, name)? {
            Value {
                code,
                kind: Type::Text,
            } => Ok(code),
            other => Err(format!("{other:?} where a text is expected")),
        }
    }

    /// A text that may be absent, as may its field.
    fn maybe(&self, value: &Value, name: &str) -> BuildResult<String> {
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

    fn function(
        &mut self,
        name: &str,
        arguments: &'m Arguments,
        scope: &Scope,
    ) -> BuildResult<String> {
        match (name, arguments.get("key"), arguments.get("name")) {
            ("say", Some(Expr::Text(key)), _) => {
                let mut is_counted = false;
                let mut parts = Vec::new();
                for (name, value) in arguments.iter().filter(|(name, _)| *name != "key") {
                    let value = self.value(value, scope)?.there();
                    let part = match value.kind {
                        Type::Number => format!("MessagePart::Number({})", value.code),
                        Type::Text => format!("MessagePart::Text({})", value.code),
                        other => return Err(format!("saying {other:?}")),
                    };
                    is_counted |= name == "n" && value.kind == Type::Number;
                    parts.push(format!("({name:?}, {part})"));
                }
                self.said.insert((key.clone(), is_counted));
                Ok(format!("e.say(o, {key:?}, &[{}])?;", parts.join(", ")))
            }
            ("asset", _, Some(Expr::Text(name))) => Ok(format!(
                "o.push_str(e.asset({})?);",
                at(&mut self.assets, name)
            )),
            _ => Err(format!("the function `{name}`")),
        }
    }

    /// Calls the function of a component, which is made if it is not there.
    fn call(&mut self, name: &str, arguments: &'m Arguments, scope: &Scope) -> BuildResult<String> {
        let (_, component) = self.component(name)?;
        for given in arguments.keys() {
            if !component
                .parameters
                .iter()
                .any(|known| known.name == *given && !known.implicit)
            {
                return Err(format!("the argument `{given}` of `{name}`"));
            }
        }
        let mut given = Vec::new();
        let mut kinds = Vec::new();
        for parameter in component
            .parameters
            .iter()
            .filter(|parameter| !parameter.implicit)
        {
            let argument = arguments
                .get(&parameter.name)
                .or(parameter.default.as_ref());
            let value = self.value(
                argument.ok_or_else(|| format!("no `{}`", parameter.name))?,
                scope,
            )?;
            given.push(format!(", {}", value.taken()));
            kinds.push(value.kind);
        }
        let key = (name.to_owned(), kinds.clone());
        let number = match self.functions.get(&key) {
            Some(number) => *number,
            None => {
                let number = self.functions.len();
                self.functions.insert(key, number);
                self.component_function(name, component, &kinds, number)?;
                number
            }
        };
        Ok(format!("{name}_{number}(o, e{})?;", given.concat()))
    }

    fn component_function(
        &mut self,
        name: &str,
        component: &'m Component,
        kinds: &[Type],
        number: usize,
    ) -> BuildResult<()> {
        let mut scope = Scope {
            names: Vec::new(),
            view: None,
            view_type: None,
            turn: None,
            is_inner: false,
            taken: None,
            is_base: false,
        };
        let mut head = format!("fn {name}_{number}(o: &mut String, e: &FillContext<'_>");
        let explicit = component
            .parameters
            .iter()
            .filter(|parameter| !parameter.implicit);
        for (parameter, kind) in explicit.zip(kinds) {
            let own = format!("p_{}", parameter.name);
            let _ = write!(head, ", {own}: {}", kind.taken());
            scope
                .names
                .push((parameter.name.clone(), Value::named(&own, kind.clone())));
        }
        let taken = component
            .parameters
            .iter()
            .filter(|parameter| parameter.implicit);
        scope.taken = Some(taken.map(|parameter| parameter.name.clone()).collect());
        let mut body = String::new();
        self.parts(&component.body, &mut scope, &BTreeMap::new(), &mut body)?;
        let _ = writeln!(self.made, "{head}) -> FillResult {{\n{body}Ok(())\n}}");
        Ok(())
    }

    /// The files and components that a template is made of.
    fn needs_file(
        &self,
        name: &str,
        files: &mut BTreeSet<String>,
        components: &mut BTreeSet<String>,
    ) {
        if let Some(template) = self
            .templates
            .get(name)
            .filter(|_| files.insert(name.to_owned()))
        {
            if let Some(base) = &template.extends {
                self.needs_file(base, files, components);
            }
            self.needs_parts(&template.body, files, components);
        }
    }

    fn needs_parts(
        &self,
        parts: &[Part],
        files: &mut BTreeSet<String>,
        components: &mut BTreeSet<String>,
    ) {
        for part in parts {
            match part {
                Part::Show(Expr::Component(name, _)) if components.insert(name.clone()) => {
                    if let Ok((file, component)) = self.component(name) {
                        files.insert(file.to_owned());
                        self.needs_parts(&component.body, files, components);
                    }
                }
                Part::If(cases, other) => {
                    for (_, body) in cases {
                        self.needs_parts(body, files, components);
                    }
                    self.needs_parts(other, files, components);
                }
                Part::For(_, _, body) | Part::Block(_, body) => {
                    self.needs_parts(body, files, components);
                }
                Part::Include(name) => self.needs_file(name, files, components),
                Part::Text(_) | Part::Show(_) | Part::Set(..) => {}
            }
        }
    }
}
