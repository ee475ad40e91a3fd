//! `griot theme`: the files of the built-in themes, and a small theme for a beginning.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::console::Console;
use super::init::write_files::write_files;
use super::outcome::{CommandResult, ExitStatus};
use super::print;
use super::site::require_folder;
use crate::config::{DEFAULT_THEME, is_theme_name};
use crate::diag::nearest;
use crate::load::slug;
use crate::message;
use crate::messages::{MessageLanguage, or_list};
use crate::render::theme::{BUILT_IN, built_in_files};
use crate::render::view::CONTRACT;

#[derive(Args)]
pub(super) struct ThemeArguments {
    #[command(subcommand)]
    command: ThemeCommand,
    /// Language of messages [default: GRIOT_LANG, else the system's]
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<MessageLanguage>,
}

#[derive(Subcommand)]
enum ThemeCommand {
    /// Print a file of a built-in theme, or list its files
    Show {
        /// File, such as `templates/article.html`
        file: Option<String>,
        /// Built-in theme
        #[arg(long, value_name = "NAME", default_value = DEFAULT_THEME)]
        theme: String,
    },
    /// Create a small theme that extends the default
    New {
        /// Name of the theme, which is that of its folder
        name: String,
        /// Root folder of the site, which contains content/
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
}

/// Runs a command about themes.
pub(super) fn theme(arguments: &ThemeArguments, console: Console) -> CommandResult {
    match &arguments.command {
        ThemeCommand::Show { file, theme } => show(file.as_deref(), theme),
        ThemeCommand::New { name, root } => new(name, root, console),
    }
}

/// Prints a file of a built-in theme, or the paths of all its files.
fn show(file: Option<&str>, theme: &str) -> CommandResult {
    let Some(files) = built_in_files(theme) else {
        return Err(message!(
            "`{theme}` is not a built-in theme; write {names}",
            theme,
            names = or_list(BUILT_IN)
        )
        .into());
    };
    let Some(wanted) = file else {
        let list: String = files.iter().map(|(path, _)| format!("{path}\n")).collect();
        print(&list);
        return Ok(ExitStatus::Clean);
    };
    let found = files.iter().find(|(path, _)| {
        // A file name alone means the first file that has it.
        *path == wanted || path.rsplit('/').next() == Some(wanted)
    });
    match found {
        Some((_, bytes)) => {
            print(&String::from_utf8_lossy(bytes));
            Ok(ExitStatus::Clean)
        }
        None => {
            let names = files
                .iter()
                .flat_map(|(path, _)| [*path, path.rsplit('/').next().unwrap_or(path)]);
            let error = match nearest(wanted, names) {
                Some(near) => message!(
                    "`{theme}` has no file `{wanted}`; did you mean `{near}`?",
                    theme,
                    wanted,
                    near
                ),
                None => message!(
                    "`{theme}` has no file `{wanted}`; run `griot theme show` to list its files",
                    theme,
                    wanted
                ),
            };
            Err(error.into())
        }
    }
}

/// Creates a theme in `themes/NAME/`.
fn new(name: &str, root: &Path, console: Console) -> CommandResult {
    require_folder(root)?;
    if !is_theme_name(name) || BUILT_IN.contains(&name) {
        let error = match slug(name).filter(|slug| !BUILT_IN.contains(&slug.as_str())) {
            Some(slug) if slug != name => message!(
                "`{name}` cannot be the name of a theme: use letters, digits, `-` and `_`, and no \
                 name of a built-in theme; `{slug}` can be one",
                name,
                slug
            ),
            _ => message!(
                "`{name}` cannot be the name of a theme: use letters, digits, `-` and `_`, and no \
                 name of a built-in theme",
                name
            ),
        };
        return Err(error.into());
    }
    let at = |path: &str| format!("themes/{name}/{path}");
    let files = [
        (
            at("theme.yaml"),
            format!(
                "name: {name}\ncontract: {CONTRACT}\ndescription: The default theme in our colours.\n"
            ),
        ),
        (at("assets/own.css"), OWN_CSS.to_owned()),
        (at("templates/base.html"), BASE.to_owned()),
    ];
    write_files(root, &files)?;
    for (path, _) in &files {
        print(&format!("{path}\n"));
    }
    console.note(&message!(
        "write `theme: {name}` in content/site.yaml to use it",
        name
    ));
    Ok(ExitStatus::Clean)
}

/// A style sheet that is loaded after the built-in one.
const OWN_CSS: &str = "\
/* The colours of the default theme, light and dark. `griot theme show style.css` has all others. */
:root { --accent: #8a3b12 }
@media (prefers-color-scheme: dark) {
  :root { --accent: #f0a878 }
}
";

/// A template that adds to the head and the footer of every page.
const BASE: &str = "\
{% extends \"default/base.html\" %}
{% block head %}{{ super() }}
<link rel=\"stylesheet\" href=\"{{ asset(name=\"own.css\") }}\">{% endblock head %}
{% block footer %}{{ super() }}
{# A line of your own at the foot of every page: #}
{# <p>Printed on paper from one forest.</p> #}{% endblock footer %}
";
