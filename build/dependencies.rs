//! Collects the files and components that a template is made of.

use std::collections::BTreeSet;

use super::emit::Generator;
use super::template::{Expr, Part};

impl Generator<'_> {
    /// Adds the files and components of a template, including those of its base and of its parts.
    pub fn needs_file(
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

    /// Adds the files and components of some parts.
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
