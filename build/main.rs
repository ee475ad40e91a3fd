//! Generates Rust from the built-in templates, so that a page of the built-in theme needs no
//! template engine (`src/render/compiled.rs`), and from the catalogues of messages
//! (`src/messages/catalogue.rs`).

#![allow(
    clippy::print_stdout,
    reason = "cargo reads what a build script prints"
)]

mod calls;
mod dependencies;
mod emit;
mod messages;
mod phrase;
mod template;
mod types;
mod values;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const TEMPLATES: &str = "themes/default/templates";
const VIEWS: &str = "src/render/view.rs";

fn main() -> Result<(), Box<dyn Error>> {
    let catalogues = messages::CATALOGUES.map(|(_, path)| path);
    for path in ["build", TEMPLATES, VIEWS].iter().chain(&catalogues) {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut texts = BTreeMap::new();
    gather(Path::new(TEMPLATES), "", &mut texts)?;
    let views = types::Views::read(&fs::read_to_string(VIEWS)?);
    let generated = emit::rust(&texts, &views);
    for (template, reason) in &generated.left {
        println!("cargo::warning=themes/default/templates/{template} is not compiled: {reason}");
    }
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives a folder")?;
    let folder = PathBuf::from(folder);
    fs::write(folder.join("templates.rs"), generated.code)?;
    fs::write(folder.join("messages.rs"), messages::rust()?)?;
    Ok(())
}

/// Collects the templates of a folder by name, such as `parts/claims.html`.
fn gather(
    folder: &Path,
    prefix: &str,
    texts: &mut BTreeMap<String, String>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{name}/"), texts)?;
        } else if name.ends_with(".html") {
            texts.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}
