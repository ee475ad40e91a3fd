//! A site in a folder of its own, for tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use griot::diag::emit::{self, ColorChoice, OutputFormat};
use griot::resolve::Drafts;
use griot::write::{self, Report, WriteError};
use griot::{Compiled, Now, Options, compile};
use tempfile::TempDir;

/// Returns the program, with messages in English whatever the languages of the site and the machine
/// are.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub fn griot() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("griot").expect("the program is built");
    command.env("GRIOT_LANG", "en");
    command
}

/// Runs a command in the folder of a site. Returns its exit code, output and errors.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub fn run_in(site: &Site, command: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = griot()
        .arg(command)
        .args(arguments)
        .current_dir(site.root())
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// A generator of numbers: SplitMix64.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub struct Random(pub u64);

#[allow(dead_code, reason = "each test target uses a part of it")]
impl Random {
    /// Returns a number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = limit as u64;
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("it is below the limit")
    }
}

/// A site of a test; its folder is deleted with it.
pub struct Site {
    folder: TempDir,
}

#[allow(dead_code, reason = "each test target uses a part of it")]
impl Site {
    /// A site with these files, by path below its root.
    pub fn new(files: &[(&str, &str)]) -> Site {
        let site = Site {
            folder: tempfile::tempdir().expect("a folder of our own"),
        };
        for (path, text) in files {
            site.put(path, text);
        }
        site
    }

    /// The site's root.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub fn put(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder"))
            .expect("folders can be made");
        fs::write(file, text).expect("files can be written");
    }

    /// A file of the output.
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.root().join("public").join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether a file is in the output.
    pub fn has(&self, path: &str) -> bool {
        self.root().join("public").join(path).exists()
    }

    /// Compiles, as of 1 December 2026.
    pub fn compile(&self) -> Compiled {
        compile(self.root(), &options(), |_| {}).expect("the site can be read")
    }

    /// Compiles and writes into `public`; panics where the content has errors.
    pub fn build(&self) -> Result<Report, WriteError> {
        let compiled = self.compile();
        assert!(!compiled.artifacts.is_empty(), "{}", findings(&compiled));
        write::report(&self.root().join("public"), &compiled.artifacts)
    }

    /// The findings, one a line.
    pub fn findings(&self) -> String {
        findings(&self.compile())
    }
}

/// The options of all tests: a fixed day, drafts hidden.
pub fn options() -> Options {
    Options {
        base_url: None,
        now: Now::Day(jiff::civil::date(2026, 12, 1)),
        drafts: Drafts::Hidden,
        addresses: griot::plan::Addresses::FromRoot,
        permalinks: false,
        needs_address: false,
    }
}

/// The findings of a compiled site, one a line.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub fn findings(compiled: &Compiled) -> String {
    emit::render(
        &compiled.findings,
        &compiled.sources,
        OutputFormat::Short,
        ColorChoice::Plain,
    )
}

/// The folder of this project, whose `content/` is the sample site.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The sample site as it is published below a base path such as `/repo/` of `https://x.org`:
/// compiled once for each, and shared by all tests that only read it.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub fn published_sample(base: &'static str, theme: Theme) -> &'static Compiled {
    type Kept = BTreeMap<(&'static str, Theme), &'static OnceLock<Compiled>>;
    static KEPT: Mutex<Kept> = Mutex::new(Kept::new());
    let kept: &'static OnceLock<Compiled> = KEPT
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry((base, theme))
        .or_insert_with(|| Box::leak(Box::default()));
    kept.get_or_init(|| {
        let options = Options {
            base_url: Some(format!("https://x.org{base}")),
            ..options()
        };
        let compiled = match theme {
            Theme::Default => compile(&project(), &options, |_| {}),
            Theme::Plain => compile(sample("theme: plain\n").root(), &options, |_| {}),
        };
        let compiled = compiled.expect("the sample can be read");
        assert_eq!(findings(&compiled), "", "the sample has no findings");
        compiled
    })
}

/// A theme that comes with griot.
#[allow(dead_code, reason = "each test target uses a part of it")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    Default,
    Plain,
}

/// A copy of the sample's texts and pictures, with more lines at the end of its site.yaml.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub fn sample(settings: &str) -> Site {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("folders can be made");
        for entry in fs::read_dir(from).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let target = to.join(path.file_name().expect("it has a name"));
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, &target).expect("files can be copied");
            }
        }
    }
    let site = Site::new(&[]);
    copy(&project().join("content"), &site.root().join("content"));
    let own = fs::read_to_string(project().join("content/site.yaml")).expect("it is there");
    site.put("content/site.yaml", &format!("{own}{settings}"));
    site
}
