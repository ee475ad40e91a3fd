//! The modules of `src` and what each of them imports, as far as paths in the source show it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{code, rust_files, source};

/// A module by its path below the crate: `["model", "date"]`; empty for lib.rs.
pub type ModulePath = Vec<String>;

/// A path in the source: `crate::model::Date` as its segments.
type SourcePath = Vec<String>;

/// All modules of the library with the paths in their code. Test modules are left out.
pub struct Modules {
    modules: BTreeMap<ModulePath, Module>,
}

/// The paths in a file.
struct Module {
    /// Paths that begin with `crate`, `self` or `super`.
    paths: BTreeSet<SourcePath>,
    /// The paths of imported names, by the name under which they are known here.
    imports: BTreeMap<String, SourcePath>,
}

/// What a path leads to: a module, and the name in it unless the path is the module's own.
pub struct Target {
    pub module: ModulePath,
    pub name: Option<String>,
}

impl Modules {
    /// Reads all files below `src`.
    pub fn read() -> Modules {
        let mut modules = BTreeMap::new();
        for file in rust_files(&source()) {
            let path = module_path(&file);
            if path
                .last()
                .is_some_and(|name| name == "tests" || name == "main")
            {
                continue;
            }
            let code = code(&file);
            let module = Module {
                paths: paths(&code),
                imports: imports(&code),
            };
            modules.insert(path, module);
        }
        Modules { modules }
    }

    /// Returns every module with all that its paths lead to, through re-exports.
    pub fn dependencies(&self) -> impl Iterator<Item = (&ModulePath, Vec<Target>)> {
        self.modules.iter().map(|(path, module)| {
            let targets = module.paths.iter();
            let targets = targets.filter_map(|to| self.resolve(path, to, 0));
            (path, targets.collect())
        })
    }

    /// Returns what a path in a module leads to; `None` for other crates.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<Target> {
        let mut module = from.to_vec();
        let mut rest = path;
        match rest.first().map(String::as_str) {
            Some("crate") => (module, rest) = (Vec::new(), &rest[1..]),
            Some("self") => rest = &rest[1..],
            Some("super") => {}
            Some(child) if self.has_child(&module, child) => {}
            _ => return None,
        }
        while rest.first().is_some_and(|segment| segment == "super") {
            module.pop()?;
            rest = &rest[1..];
        }
        while let Some(child) = rest.first().filter(|child| self.has_child(&module, child)) {
            module.push(child.clone());
            rest = &rest[1..];
        }
        let name = rest.first().cloned();
        let import = name
            .as_ref()
            .and_then(|name| self.modules.get(&module)?.imports.get(name))
            .filter(|_| depth < 8);
        if let Some(import) = import
            && let Some(target) = self.resolve(&module, import, depth + 1)
        {
            return Some(target);
        }
        Some(Target { module, name })
    }

    fn has_child(&self, module: &[String], child: &str) -> bool {
        let mut path = module.to_vec();
        path.push(child.to_owned());
        self.modules.contains_key(&path)
    }
}

/// The module of a file.
fn module_path(file: &Path) -> ModulePath {
    let below = file.strip_prefix(source()).expect("it is below src");
    let mut path: ModulePath = below
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if path
        .last()
        .is_some_and(|name| name == "mod" || name == "lib")
    {
        path.pop();
    }
    path
}

/// Returns all paths in some code that begin with `crate`, `self` or `super`.
fn paths(code: &str) -> BTreeSet<SourcePath> {
    let mut found = BTreeSet::new();
    for root in ["crate::", "self::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '$';
            if !code[..at].ends_with(is_part) {
                tree(&code[at..], &[], &mut |path, _| {
                    found.insert(path);
                });
            }
        }
    }
    found
}

/// Returns the names that `use` declarations bring into a module.
fn imports(code: &str) -> BTreeMap<String, SourcePath> {
    let mut found = BTreeMap::new();
    for (at, _) in code.match_indices("use ") {
        let line = &code[code[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        if line.trim().is_empty() || line.trim_start().starts_with("pub") {
            tree(&code[at + "use ".len()..], &[], &mut |path, alias| {
                let name = alias.or_else(|| path.last().cloned());
                if let Some(name) = name.filter(|name| name != "_") {
                    found.insert(name, path);
                }
            });
        }
    }
    found
}

/// Reads a path or a tree of paths, such as `crate::{a, b::{self, C as D}}`, and calls a function
/// with each path and its alias. Returns the rest of the text.
fn tree<'t>(
    text: &'t str,
    prefix: &[String],
    add: &mut dyn FnMut(SourcePath, Option<String>),
) -> &'t str {
    let mut path = prefix.to_vec();
    let mut rest = text.trim_start();
    loop {
        if let Some(mut list) = rest.strip_prefix('{') {
            loop {
                list = list.trim_start();
                if let Some(after) = list.strip_prefix('}') {
                    return after;
                }
                let after = tree(list, &path, add);
                let after = after.trim_start();
                list = after.strip_prefix(',').unwrap_or(after);
                if list.len() == text.len() || list.is_empty() || !after.starts_with([',', '}']) {
                    return after;
                }
            }
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word {
            // A glob imports names of the module itself.
            "" => break,
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        rest = after;
        match after.strip_prefix("::") {
            Some(next) => rest = next,
            None => break,
        }
    }
    let rest = rest.strip_prefix('*').unwrap_or(rest);
    let trimmed = rest.trim_start();
    if let Some(alias) = trimmed.strip_prefix("as ") {
        let end = alias
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(alias.len());
        add(path, Some(alias[..end].to_owned()));
        return &alias[end..];
    }
    add(path, None);
    rest
}
