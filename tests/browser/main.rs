//! The sample site in a real browser.
//!
//! The site is built for `/repo/`, as a project site on GitHub Pages stands, served from this
//! machine, and opened in headless Chromium through chromedriver. For every kind of page the
//! largest one is taken, in each language: what does not fit shows there first. The theme `plain`
//! is asked the same of a home page and an article. Sites of their own are served by `griot serve`.
//! `cargo test --test browser -- en::event` runs the checks of one page.
//!
//! Without `chromium` and `chromedriver` on the PATH, or Google Chrome and its driver, all checks
//! are ignored, and said to be; `GRIOT_BROWSER=required` makes that a failure.

mod axe;
mod checks;
mod docs_site;
mod palette;
mod pictures;
mod script;
mod search;
mod serve;
#[path = "../support/served.rs"]
mod served;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod webdriver;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock};

use griot::diag::emit::{self, ColorChoice, OutputFormat};
use griot::render::Artifact;
use griot::{Options, compile};
use libtest_mimic::{Arguments, Failed, Trial};

use self::server::Server;
use self::webdriver::{Driver, Session};

/// Where the site stands on its host.
const BASE: &str = "/repo/";

/// The default language stands at the root, the others below their tags.
const LANGUAGES: [(&str, &str); 3] = [("fr", ""), ("en", "en/"), ("ar", "ar/")];

/// Kinds of pages: the name in a test, and the one in the page's `data-kind`.
const KINDS: [(&str, &str); 9] = [
    ("home", "home"),
    ("article", "article"),
    ("actor", "actor"),
    ("region", "region"),
    ("event", "event"),
    ("timeline", "events"),
    ("bibliography", "sources"),
    ("corrections", "corrections"),
    ("coverage", "coverage"),
];

/// The kinds that are looked at in the theme `plain`, in the default language: its pages differ in
/// style alone.
const PLAIN: [(&str, &str); 2] = [("home", "home"), ("article", "article")];

/// Kinds that are made of the same parts as those above, and that only axe-core is asked about.
const OTHER_KINDS: [(&str, &str); 11] = [
    ("articles", "articles"),
    ("actors", "actors"),
    ("regions", "regions"),
    ("topics", "topics"),
    ("topic", "topic"),
    ("source", "source"),
    ("year", "year"),
    ("free_page", "page"),
    ("search", "search"),
    ("letter", "letter"),
    ("listing", "listing"),
];

type Check = fn(&mut Session, &str) -> Result<(), String>;

/// A check that knows its page.
type OnStage = Box<dyn FnOnce(&Stage) -> Result<(), String> + Send>;

/// What is asked of every page.
const CHECKS: [(&str, Check); 7] = [
    ("loads_cleanly", checks::loads_cleanly),
    ("fits_narrow_screens", checks::fits_narrow_screens),
    ("skip_link_leads_to_main", checks::skip_link_leads_to_main),
    ("tab_reaches_everything", checks::tab_reaches_everything),
    ("contrast_suffices", checks::contrast_suffices),
    ("reads_without_scripts", checks::reads_without_scripts),
    ("prints", checks::fingerprints),
];

/// The programs that the checks need.
#[derive(Clone)]
struct Programs {
    chromium: PathBuf,
    chromedriver: PathBuf,
}

/// All that runs while the checks do. Fields are dropped in their order: browsers end before their
/// driver.
struct Stage {
    /// Browsers that wait for a check. Starting one takes longer than most checks do.
    idle: Mutex<Vec<Session>>,
    driver: Driver,
    chromium: PathBuf,
    server: Server,
    artifacts: Vec<Artifact>,
    /// The site in which is searched.
    small: Server,
    /// The site that is asked what the script adds.
    scripted: Server,
    _sites: [tempfile::TempDir; 3],
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Each thread has a browser, and a browser has many processes of its own.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores.min(4));
    let trials = match programs() {
        Ok(programs) => trials(&programs),
        Err(reason) => without_browser(&reason),
    };
    // The trials hold the stage, and are gone when this returns: no browser outlives it, whatever
    // failed.
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Chromium as Debian has it; else Chrome, where the variables of GitHub's machines or the PATH
/// lead. A browser wants a driver of its own version, so that the two are chosen together.
fn programs() -> Result<Programs, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let find = |name: &str| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    };
    let told = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let is_there = |file: &PathBuf| file.is_file();
    let debian = find("chromium").zip(find("chromedriver"));
    let chrome = || {
        let browser = told("CHROME_BIN")
            .filter(is_there)
            .or_else(|| find("google-chrome"));
        let driver = told("CHROMEWEBDRIVER").map(|folder| folder.join("chromedriver"));
        browser.zip(driver.filter(is_there).or_else(|| find("chromedriver")))
    };
    let (chromium, chromedriver) = debian
        .or_else(chrome)
        .ok_or("no chromium or google-chrome with its chromedriver")?;
    Ok(Programs {
        chromium,
        chromedriver,
    })
}

fn names() -> Vec<String> {
    let mut names = Vec::new();
    for (lang, _) in LANGUAGES {
        for (kind, _) in KINDS {
            names.extend(
                CHECKS
                    .iter()
                    .map(|(check, _)| format!("{lang}::{kind}::{check}")),
            );
        }
        let kinds = KINDS.iter().chain(&OTHER_KINDS);
        names.extend(kinds.map(|(kind, _)| format!("{lang}::{kind}::axe_finds_nothing")));
        names.push(format!("{lang}::unknown_address"));
    }
    names.push("not_found::axe_finds_nothing".to_owned());
    names.push("axe::finds_what_is_wrong".to_owned());
    names.push("home::answers_on_the_first_screen".to_owned());
    names.extend(
        search::SAMPLE_CHECKS
            .iter()
            .map(|(check, _)| (*check).to_owned()),
    );
    for (kind, _) in PLAIN {
        names.extend(
            CHECKS
                .iter()
                .map(|(check, _)| format!("plain::{kind}::{check}")),
        );
    }
    names.extend(search::CHECKS.iter().map(|(check, _)| (*check).to_owned()));
    names.extend(script::CHECKS.iter().map(|(check, _)| (*check).to_owned()));
    names.push("old_addresses_lead_on".to_owned());
    names.extend(serve::CHECKS.iter().map(|(check, _)| (*check).to_owned()));
    names.extend(pictures::PICTURES.iter().map(pictures::Picture::name));
    for (page, _) in docs_site::PAGES {
        let checks = CHECKS.iter().map(|(check, _)| *check);
        let checks = checks.chain(["axe_finds_nothing"]);
        names.extend(checks.map(|check| format!("manual::{page}::{check}")));
    }
    names
}

/// The same tests, none of which counts as passed.
fn without_browser(reason: &str) -> Vec<Trial> {
    let required = std::env::var_os("GRIOT_BROWSER").is_some_and(|value| value == "required");
    let trial = |name| {
        let message = reason.to_owned();
        Trial::test(name, move || Err(Failed::from(message)))
            .with_kind(reason)
            .with_ignored_flag(!required)
    };
    names().into_iter().map(trial).collect()
}

fn trials(programs: &Programs) -> Vec<Trial> {
    // Made by the first trial that runs: listing the tests, or running none of them, starts no
    // browser.
    let (default, plain) = (Arc::new(OnceLock::new()), Arc::new(OnceLock::new()));
    let mut names = names().into_iter();
    let mut trials = Vec::new();
    let mut push = |stage: &Arc<OnceLock<_>>, theme: &'static str, check: OnStage| {
        let (stage, programs) = (Arc::clone(stage), programs.clone());
        let name = names.next().expect("there is a name for each trial");
        trials.push(Trial::test(name, move || {
            let stage = stage.get_or_init(|| Stage::set(&programs, theme));
            let stage = stage.as_ref().map_err(Failed::from)?;
            check(stage).map_err(Failed::from)
        }));
    };
    for (_, prefix) in LANGUAGES {
        for (_, kind) in KINDS {
            for (_, check) in CHECKS {
                push(&default, "default", of_largest(prefix, kind, check));
            }
        }
        for (_, kind) in KINDS.iter().chain(&OTHER_KINDS) {
            let asked: OnStage = Box::new(move |stage| {
                let url = stage.largest(prefix, kind)?;
                stage.with_session(|session| {
                    axe::finds_nothing(session, &url).map_err(|message| format!("{url}\n{message}"))
                })
            });
            push(&default, "default", asked);
        }
        let unknown: OnStage = Box::new(move |stage| {
            let url = format!("{}{prefix}no/such/page/", stage.server.base_url);
            stage.with_session(|session| {
                checks::unknown_address(session, &url, &stage.server.base_url)
            })
        });
        push(&default, "default", unknown);
    }
    let not_found: OnStage = Box::new(|stage| {
        let url = format!("{}no/such/page/", stage.server.base_url);
        stage.with_session(|session| axe::finds_nothing(session, &url))
    });
    push(&default, "default", not_found);
    let asked: OnStage = Box::new(|stage| stage.with_session(axe::finds_what_is_wrong));
    push(&default, "default", asked);
    let answered: OnStage = Box::new(|stage| {
        let home = &stage.server.base_url;
        stage.with_session(|session| checks::answers_on_the_first_screen(session, home))
    });
    push(&default, "default", answered);
    for (_, check) in search::SAMPLE_CHECKS {
        let of_sample: OnStage = Box::new(move |stage| {
            stage.with_session(|session| check(session, &stage.server.base_url))
        });
        push(&default, "default", of_sample);
    }
    for (_, kind) in PLAIN {
        for (_, check) in CHECKS {
            push(&plain, "plain", of_largest("", kind, check));
        }
    }
    for (_, check) in search::CHECKS {
        let of_small: OnStage = Box::new(move |stage| {
            stage.with_session(|session| check(session, &stage.small.base_url))
        });
        push(&default, "default", of_small);
    }
    for (_, check) in script::CHECKS {
        let of_scripted: OnStage = Box::new(move |stage| {
            stage.with_session(|session| check(session, &stage.scripted.base_url))
        });
        push(&default, "default", of_scripted);
    }
    let old: OnStage = Box::new(|stage| {
        let base = &stage.small.base_url;
        stage.with_session(|session| checks::old_addresses_lead_on(session, base))
    });
    push(&default, "default", old);
    for (_, check) in serve::CHECKS {
        push(
            &default,
            "default",
            Box::new(move |stage| stage.with_session(check)),
        );
    }
    for picture in &pictures::PICTURES {
        let of_sample: OnStage = Box::new(move |stage| {
            stage.with_session(|session| picture.check(session, &stage.server.base_url))
        });
        push(&default, "default", of_sample);
    }
    for (_, page) in docs_site::PAGES {
        let checks = CHECKS.iter().map(|(_, check)| *check);
        for check in checks.chain([axe::finds_nothing as Check]) {
            let of_manual: OnStage = Box::new(move |stage| {
                let url = format!("{}{page}", docs_site::base_url()?);
                stage.with_session(|session| {
                    check(session, &url).map_err(|message| format!("{url}\n{message}"))
                })
            });
            push(&default, "default", of_manual);
        }
    }
    trials
}

/// A check of the largest page of a kind.
fn of_largest(prefix: &'static str, kind: &'static str, check: Check) -> OnStage {
    Box::new(move |stage| {
        let url = stage.largest(prefix, kind)?;
        stage.with_session(|session| {
            check(session, &url).map_err(|message| format!("{url}\n{message}"))
        })
    })
}

impl Stage {
    fn set(programs: &Programs, theme: &str) -> Result<Stage, String> {
        let sites = [(); 3].map(|()| tempfile::tempdir().expect("a folder of our own"));
        let sample = support::sample(&format!("theme: {theme}\n"));
        let artifacts = build(sample.root(), sites[0].path())?;
        let server = Server::start(sites[0].path(), BASE);
        search::write_site(sites[1].path());
        let public = sites[1].path().join("public");
        build(sites[1].path(), &public)?;
        let small = Server::start(&public, BASE);
        script::write_site(sites[2].path());
        let public = sites[2].path().join("public");
        build(sites[2].path(), &public)?;
        let scripted = Server::start(&public, BASE);
        Ok(Stage {
            idle: Mutex::default(),
            driver: Driver::start(&programs.chromedriver),
            chromium: programs.chromium.clone(),
            server,
            artifacts,
            small,
            scripted,
            _sites: sites,
        })
    }

    /// The address of the largest page of a kind.
    fn largest(&self, prefix: &str, kind: &str) -> Result<String, String> {
        let mark = format!("data-kind=\"{kind}\"");
        let others = LANGUAGES
            .map(|(_, other)| other)
            .into_iter()
            .filter(|other| other.len() > prefix.len());
        let page = self
            .artifacts
            .iter()
            .filter(|artifact| artifact.path.starts_with(prefix))
            .filter(|artifact| {
                others
                    .clone()
                    .all(|other| !artifact.path.starts_with(other))
            })
            .filter(|artifact| String::from_utf8_lossy(&artifact.bytes).contains(&mark))
            .filter_map(|artifact| {
                Some((
                    artifact.bytes.len(),
                    artifact.path.strip_suffix("index.html")?,
                ))
            })
            .max();
        match page {
            Some((_, path)) => Ok(format!("{}{path}", self.server.base_url)),
            None => Err(format!(
                "the sample site has no page with {mark} below `/{prefix}`"
            )),
        }
    }

    /// Lends a browser with a fresh window; one in which something went wrong is not lent again.
    fn with_session(
        &self,
        check: impl FnOnce(&mut Session) -> Result<(), String>,
    ) -> Result<(), String> {
        let idle = self
            .idle
            .lock()
            .expect("nothing panics while it holds this")
            .pop();
        let mut session = match idle {
            Some(session) => session,
            None => self.driver.session(&self.chromium)?,
        };
        session.new_window()?;
        check(&mut session)?;
        self.idle
            .lock()
            .expect("nothing panics while it holds this")
            .push(session);
        Ok(())
    }
}

/// Builds a site into `out`.
fn build(root: &Path, out: &Path) -> Result<Vec<Artifact>, String> {
    let options = Options {
        base_url: Some(BASE.to_owned()),
        ..support::options()
    };
    let compiled = compile(root, &options, |_| {}).expect("the site can be read");
    let findings = emit::render(
        &compiled.findings,
        &compiled.sources,
        OutputFormat::Human,
        ColorChoice::Plain,
    );
    if compiled.artifacts.is_empty() {
        return Err(format!("the site has errors\n{findings}"));
    }
    griot::write::report(out, &compiled.artifacts).map_err(|error| error.message().english())?;
    Ok(compiled.artifacts)
}
