//! `griot import`: brings in what other tools and data sets have.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use crate::diag::emit::{self, ColorChoice, EmitContext, OutputFormat};
use crate::import::names::{self, NamesOptions};
use crate::import::sites::{self, FetchOptions, Generator, SiteOptions};
use crate::import::{
    EventFolders, ImportMode, ImportReport, TableInput, TableOptions, acled, explain, mapped,
    sources, tables, ucdp,
};
use crate::load::ContentKind;
use crate::message;
use crate::messages::{Message, MessageLanguage, io_error};

#[derive(Args)]
pub(super) struct ImportArguments {
    #[command(subcommand)]
    input: ImportInput,
}

#[derive(Subcommand)]
enum ImportInput {
    /// Import events of the UCDP Georeferenced Event Dataset
    Ucdp {
        /// File of the data set: CSV, XLSX or ODS
        file: PathBuf,
        /// Version of the data set [default: that in the name of the file, such as 23.1]
        #[arg(long, value_name = "VERSION")]
        dataset_version: Option<String>,
        #[command(flatten)]
        table: TableArguments,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// Import events of ACLED
    Acled {
        /// File of the data set: CSV, XLSX or ODS
        file: PathBuf,
        #[command(flatten)]
        table: TableArguments,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// Import rows of a spreadsheet, or points of GeoJSON, by a mapping of the columns
    Csv {
        /// CSV, XLSX, ODS or GeoJSON file
        file: PathBuf,
        /// YAML file that says what each column is
        #[arg(long, value_name = "FILE", required_unless_present = "suggest")]
        map: Option<PathBuf>,
        /// Print a first mapping, guessed from names of columns and from cells
        #[arg(long, conflicts_with = "map")]
        suggest: bool,
        #[command(flatten)]
        table: TableArguments,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// Import sources of a bibliography, as Zotero and other tools export it
    Sources {
        /// BibTeX or BibLaTeX (.bib), or CSL JSON (.json)
        file: PathBuf,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// Import the tables that a site publishes in data/
    Data {
        /// Folder with events.csv, claims.csv, sources.csv and so on
        folder: PathBuf,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// Import a site of Hugo
    Hugo(SiteImportArguments),
    /// Import a site of Jekyll
    Jekyll(SiteImportArguments),
    /// Import a site of Zola
    Zola(SiteImportArguments),
    /// Import the Markdown of a site of Astro
    Astro(SiteImportArguments),
    /// Import the notes of an Obsidian vault
    Obsidian(SiteImportArguments),
    /// Import a book of mdBook
    Mdbook(SiteImportArguments),
    /// Create the files of actors from a list of names
    Actors(NamesImportArguments),
    /// Create the files of regions from a list of names
    Regions(NamesImportArguments),
}

#[derive(Args)]
struct TableArguments {
    /// Sheet of a workbook, if it has several
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Put the files of new events into a folder for each year, content/events/2013/
    #[arg(long, value_name = "FOLDERS")]
    into: Option<IntoFolders>,
}

/// How the files of events are divided.
#[derive(Clone, Copy, ValueEnum)]
enum IntoFolders {
    Year,
}

impl TableArguments {
    fn options(&self) -> TableOptions {
        TableOptions {
            sheet: self.sheet.clone(),
        }
    }
}

#[derive(Args)]
struct SiteImportArguments {
    /// Folder of the other site
    folder: PathBuf,
    /// Print names that many texts have, as a list for `griot import actors` or `regions`
    #[arg(long, value_name = "KIND", conflicts_with_all = ["dry_run", "report"])]
    propose: Option<ProposedKind>,
    /// Copy pictures of other hosts that texts show, with curl and over https
    #[arg(long)]
    fetch: bool,
    /// Copy only pictures of this host; may be given several times
    #[arg(long, value_name = "HOST", requires = "fetch")]
    fetch_host: Vec<String>,
    #[command(flatten)]
    common: CommonArguments,
}

#[derive(Args)]
struct NamesImportArguments {
    /// List of names in YAML, as `--propose` prints it
    file: PathBuf,
    #[command(flatten)]
    common: CommonArguments,
}

/// What names may be proposed for.
#[derive(Clone, Copy, ValueEnum)]
enum ProposedKind {
    Actors,
    Regions,
}

#[derive(Args)]
struct CommonArguments {
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Tell what would be imported, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the whole report to a file, as Markdown or, if its name ends in .json, as JSON
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
    /// Language of messages [default: GRIOT_LANG, else the site's first]
    #[arg(long, value_name = "LANG")]
    lang: Option<MessageLanguage>,
}

impl CommonArguments {
    fn table<'a>(&'a self, file: &'a Path, table: &TableArguments) -> TableInput<'a> {
        TableInput {
            root: &self.root,
            file,
            table: table.options(),
            mode: self.mode(),
            folders: match table.into {
                Some(IntoFolders::Year) => EventFolders::Years,
                None => EventFolders::One,
            },
        }
    }

    fn mode(&self) -> ImportMode {
        match self.dry_run {
            true => ImportMode::DryRun,
            false => ImportMode::Write,
        }
    }
}

/// Imports a file or a folder.
pub(super) fn import(arguments: &ImportArguments, console: Console) -> CommandResult {
    match &arguments.input {
        ImportInput::Ucdp {
            file,
            dataset_version,
            table,
            common,
        } => {
            let console = console.for_site(&common.root);
            let options = ucdp::UcdpOptions {
                input: common.table(file, table),
                version: dataset_version.clone(),
            };
            let report = ucdp::import(&options, &|rows| progress(rows, console))?;
            tell(&report, file, common, console)
        }
        ImportInput::Acled {
            file,
            table,
            common,
        } => {
            let console = console.for_site(&common.root);
            let options = common.table(file, table);
            let report = acled::import(&options, &|rows| progress(rows, console))?;
            tell(&report, file, common, console)
        }
        ImportInput::Csv {
            file,
            map,
            suggest: _,
            table,
            common,
        } => {
            let console = console.for_site(&common.root);
            let options = common.table(file, table);
            let Some(map) = map else {
                let text = mapped::suggest(file, &options.table, console.language)?;
                super::print(&text);
                return Ok(ExitStatus::Clean);
            };
            let mapping = match mapped::read_for(&options, map)? {
                Ok(mapping) => mapping,
                Err(errors) => return Ok(tell_errors(errors, console)),
            };
            let report = mapped::import(&options, &mapping, &|rows| progress(rows, console))?;
            tell(&report, file, common, console)
        }
        ImportInput::Data { folder, common } => {
            let console = console.for_site(&common.root);
            let options = tables::DataOptions {
                root: &common.root,
                folder,
                mode: common.mode(),
            };
            let report = tables::import(&options, &|rows| progress(rows, console))?;
            tell(&report, folder, common, console)
        }
        ImportInput::Sources { file, common } => {
            let console = console.for_site(&common.root);
            let options = sources::SourcesOptions {
                root: &common.root,
                file,
                mode: common.mode(),
            };
            let report = sources::import(&options)?;
            tell(&report, file, common, console)
        }
        ImportInput::Hugo(arguments) => import_site(Generator::Hugo, arguments, console),
        ImportInput::Jekyll(arguments) => import_site(Generator::Jekyll, arguments, console),
        ImportInput::Zola(arguments) => import_site(Generator::Zola, arguments, console),
        ImportInput::Astro(arguments) => import_site(Generator::Astro, arguments, console),
        ImportInput::Obsidian(arguments) => import_site(Generator::Obsidian, arguments, console),
        ImportInput::Actors(arguments) => import_names(ContentKind::Actor, arguments, console),
        ImportInput::Regions(arguments) => import_names(ContentKind::Region, arguments, console),
        ImportInput::Mdbook(arguments) => import_site(Generator::Mdbook, arguments, console),
    }
}

/// Imports a site of another generator.
fn import_site(
    generator: Generator,
    arguments: &SiteImportArguments,
    console: Console,
) -> CommandResult {
    let common = &arguments.common;
    let console = console.for_site(&common.root);
    let options = SiteOptions {
        generator,
        root: &common.root,
        folder: &arguments.folder,
        mode: common.mode(),
        fetch: arguments.fetch.then(|| FetchOptions {
            hosts: arguments.fetch_host.clone(),
        }),
    };
    if let Some(kind) = arguments.propose {
        let kind = match kind {
            ProposedKind::Actors => ContentKind::Actor,
            ProposedKind::Regions => ContentKind::Region,
        };
        super::print(&sites::propose(&options, kind, console.language)?);
        return Ok(ExitStatus::Clean);
    }
    let report = sites::import(&options)?;
    tell(&report, &arguments.folder, common, console)
}

/// Imports a list of names.
fn import_names(
    kind: ContentKind,
    arguments: &NamesImportArguments,
    console: Console,
) -> CommandResult {
    let common = &arguments.common;
    let console = console.for_site(&common.root);
    let options = NamesOptions {
        root: &common.root,
        file: &arguments.file,
        kind,
        mode: common.mode(),
    };
    let report = names::import(&options)?;
    tell(&report, &arguments.file, common, console)
}

/// The number of rows between two lines about progress. A desk's spreadsheet has fewer.
const PROGRESS: u64 = 10_000;

/// Prints how many rows a long import has read.
fn progress(rows: u64, console: Console) {
    if rows.is_multiple_of(PROGRESS) {
        console.note(&message!(
            rows => "{count} row so far", "{count} rows so far"
        ));
    }
}

/// Prints the findings of a mapping.
fn tell_errors(errors: mapped::MappingErrors, console: Console) -> ExitStatus {
    let findings = errors.diagnostics.into_findings(&errors.sources);
    let context = EmitContext {
        sources: &errors.sources,
        language: console.language,
    };
    let text = emit::render_with(
        &findings,
        &[],
        context,
        OutputFormat::Human,
        ColorChoice::Colour,
    );
    super::print_stderr(&text);
    if let Some(tally) = emit::tally(&findings) {
        console.note(&tally);
    }
    ExitStatus::Findings
}

/// Prints the summary of a report, and writes the whole.
fn tell(
    report: &ImportReport,
    input: &Path,
    common: &CommonArguments,
    console: Console,
) -> CommandResult {
    let name = input
        .file_name()
        .unwrap_or(input.as_os_str())
        .to_string_lossy();
    for path in &common.report {
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        let text = match is_json {
            true => report.json(&name),
            false => report.markdown(&name, console.language),
        };
        fs::write(path, text).map_err(|error| -> Message {
            message!(
                "`{path}`: {error}",
                path = path.display(),
                error = io_error(&error)
            )
        })?;
    }
    super::print(&report.summary(console.language));
    if let Some(worst) = report.worst() {
        let code = format!("{}{}", explain::PREFIX, worst.name());
        console.note(&message!("For more, run `griot explain {code}`", code));
    }
    if common.dry_run {
        console.note(&message!("this was a dry run: nothing is written"));
    } else if common.report.is_empty() && !report.problems.is_empty() {
        console.note(&message!(
            "`--report import.md` writes all that is flagged, kept or skipped"
        ));
    }
    Ok(match report.is_complete() {
        true => ExitStatus::Clean,
        false => ExitStatus::Findings,
    })
}
