//! `griot schema`: JSON Schema of front matter and settings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::print;
use super::site::{epoch, require_folder};
use crate::compile::Compiler;
use crate::diag::nearest;
use crate::forms::schema::SchemaWriter;
use crate::forms::{FILE_KINDS, FileKind, SiteNames};
use crate::incremental::Store;
use crate::messages::{Message, MessageLanguage, or_list};
use crate::plan::Addresses;
use crate::resolve::Drafts;
use crate::{Options, message};

#[derive(Args)]
pub(super) struct SchemaArguments {
    /// Kind of file, such as `event` or `site` [default: all, each in `$defs`]
    kind: Option<String>,
    /// Print the schema of a translation's file, in which no key is required
    #[arg(long, requires = "kind")]
    translation: bool,
    /// Name the actors, regions, sources and events of the site, and its languages
    #[arg(long)]
    site: bool,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Language of descriptions [default: GRIOT_LANG, else the system's]
    #[arg(long, value_name = "LANG")]
    lang: Option<MessageLanguage>,
}

/// Prints the schema of a kind of file, or of all.
pub(super) fn schema(arguments: &SchemaArguments, console: Console) -> CommandResult {
    let names = match arguments.site {
        true => Some(names_of(&arguments.root)?),
        false => None,
    };
    let writer = SchemaWriter {
        language: arguments.lang.unwrap_or(console.language),
        names: names.as_ref(),
    };
    let schema = match &arguments.kind {
        None => writer.all(),
        Some(name) => {
            let kind = FileKind::find(name).ok_or_else(|| unknown(name))?;
            writer.kind(kind, arguments.translation && kind.is_translated)
        }
    };
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| Message::verbatim(error.to_string()))?;
    print(&format!("{text}\n"));
    Ok(ExitStatus::Clean)
}

/// Returns why there is no schema of this name.
fn unknown(name: &str) -> Message {
    let kinds = || FILE_KINDS.iter().map(|kind| kind.name);
    match nearest(name, kinds()) {
        Some(near) => message!(
            "unknown kind of file `{name}`; did you mean `{near}`?",
            name,
            near
        ),
        None => message!(
            "unknown kind of file `{name}`; write {kinds}",
            name,
            kinds = or_list(kinds())
        ),
    }
}

/// Reads the names of the site. Files with errors do not stop that: an editor needs names most
/// while something is being written.
pub(super) fn names_of(root: &Path) -> Result<SiteNames, Message> {
    require_folder(root)?;
    let options = Options {
        base_url: None,
        now: epoch()?,
        drafts: Drafts::Hidden,
        addresses: Addresses::FromRoot,
        permalinks: false,
        needs_address: false,
    };
    let store = Arc::new(Store::open_read_only(root));
    let read = Compiler::new(root, store)
        .linked(&options)
        .map_err(|error| Message::verbatim(error.to_string()))?;
    let site = read.ok_or_else(|| {
        message!("the settings of the site cannot be read; `griot check` says why")
    })?;
    Ok(SiteNames::of(site.atlas(), &site.config))
}
