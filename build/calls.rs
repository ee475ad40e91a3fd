//! Rust code for the calls of functions and components in templates.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::emit::Generator;
use super::template::{Arguments, BuildResult, Component, Expr};
use super::types::Type;
use super::values::{Scope, Value, at};

impl<'m> Generator<'m> {
    /// Returns the code for a call of `say` or `asset`.
    pub fn function(
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
                    let value = self.value(value, scope)?.unwrapped();
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

    /// Returns a call of a component's function, which is generated on first use.
    pub fn call(
        &mut self,
        name: &str,
        arguments: &'m Arguments,
        scope: &Scope,
    ) -> BuildResult<String> {
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
            given.push(format!(", {}", value.as_argument()));
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

    /// Generates the function of a component for arguments of these types.
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
            from_caller: None,
            is_base: false,
        };
        let mut head = format!("fn {name}_{number}(o: &mut String, e: &FillContext<'_>");
        let explicit = component
            .parameters
            .iter()
            .filter(|parameter| !parameter.implicit);
        for (parameter, kind) in explicit.zip(kinds) {
            let own = format!("p_{}", parameter.name);
            let _ = write!(head, ", {own}: {}", kind.as_argument());
            scope
                .names
                .push((parameter.name.clone(), Value::named(&own, kind.clone())));
        }
        let from_caller = component
            .parameters
            .iter()
            .filter(|parameter| parameter.implicit);
        scope.from_caller = Some(
            from_caller
                .map(|parameter| parameter.name.clone())
                .collect(),
        );
        let mut body = String::new();
        self.parts(&component.body, &mut scope, &BTreeMap::new(), &mut body)?;
        let _ = writeln!(self.code, "{head}) -> FillResult {{\n{body}Ok(())\n}}");
        Ok(())
    }
}
