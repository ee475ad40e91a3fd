//! `griot cms`: the configuration of a content management system.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::console::Console;
use super::init::write_files::write_files;
use super::outcome::{CommandResult, ExitStatus};
use super::schema::names_of;
use crate::forms::cms::{CmsSite, CmsTool};
use crate::load::ContentKind;
use crate::messages::MessageLanguage;
use crate::{message, write};

/// The repository in a configuration that nobody has told one.
const PLACEHOLDER: &str = "OWNER/REPOSITORY";

/// A system that can be configured.
#[derive(Clone, Copy, ValueEnum)]
enum ToolName {
    /// Sveltia CMS: a page of the site
    Sveltia,
    /// Decap CMS: a page of the site
    Decap,
    /// Pages CMS: a service that reads .pages.yml
    Pages,
}

impl ToolName {
    fn tool(self) -> CmsTool {
        match self {
            ToolName::Sveltia => CmsTool::Sveltia,
            ToolName::Decap => CmsTool::Decap,
            ToolName::Pages => CmsTool::Pages,
        }
    }
}

#[derive(Args)]
pub(super) struct CmsArguments {
    /// System to configure
    tool: ToolName,
    /// Repository on GitHub, `owner/name`
    #[arg(long, value_name = "OWNER/NAME", default_value = PLACEHOLDER)]
    repository: String,
    /// Branch that the site is built from
    #[arg(long, default_value = "main")]
    branch: String,
    /// Replace files that exist
    #[arg(long)]
    force: bool,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Language of labels and hints [default: GRIOT_LANG, else the site's first]
    #[arg(long, value_name = "LANG")]
    lang: Option<MessageLanguage>,
}

/// Writes the files of a configuration.
pub(super) fn cms(arguments: &CmsArguments, console: Console) -> CommandResult {
    let console = console.for_site(&arguments.root);
    let root = &arguments.root;
    let names = names_of(root)?;
    let Some(default) = names.languages.first() else {
        return Err(message!("the site has no language").into());
    };
    let site = CmsSite {
        language: arguments.lang.unwrap_or(console.language),
        tagged: tagged(root, default),
        languages: names.languages.clone(),
        has_home: root.join("content/pages/home.md").is_file(),
        repository: arguments.repository.clone(),
        branch: arguments.branch.clone(),
    };
    let tool = arguments.tool.tool();
    let files = tool.files(&site);
    let (old, new): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(path, _)| arguments.force && root.join(path).is_file());
    write_files(root, &new)?;
    for (path, text) in &old {
        write::replace(root, path, text.as_bytes()).map_err(|error| error.message())?;
    }
    for (path, _) in new.iter().chain(&old) {
        console.note(&message!("wrote {path}", path));
    }
    if arguments.repository == PLACEHOLDER && tool != CmsTool::Pages {
        console.note(&message!(
            "write the repository into config.yml, or run the command again with --repository and --force"
        ));
    }
    if tool != CmsTool::Pages {
        console.note(&message!(
            "admin/index.html loads a script from unpkg.com; the browser refuses it if it is not the version that this griot knows"
        ));
    }
    Ok(ExitStatus::Clean)
}

/// Returns the folders of content in which a file in the default language has its tag.
fn tagged(root: &Path, default: &str) -> Vec<&'static str> {
    let end = format!(".{default}.md");
    let has_tag = |folder: &&str| {
        let entries = fs::read_dir(root.join("content").join(folder));
        let mut names = entries.into_iter().flatten().flatten();
        names.any(|entry| entry.file_name().to_string_lossy().ends_with(&end))
    };
    let folders = ContentKind::ALL.into_iter().map(ContentKind::folder);
    folders.filter(has_tag).collect()
}
