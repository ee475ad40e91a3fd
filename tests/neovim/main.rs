//! `griot lsp` in Neovim without a screen. Ignored where there is no Neovim.

#[path = "../support/mod.rs"]
mod support;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

use support::{Site, project};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let session = Trial::test("a_session_of_neovim", session)
        // `--list` and the summary say why it did not run.
        .with_kind(if has_neovim() { "" } else { "there is no nvim" })
        .with_ignored_flag(!has_neovim());
    libtest_mimic::run(&arguments, vec![session]).exit_code()
}

fn has_neovim() -> bool {
    let version = Command::new("nvim")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Runs `session.lua` in a site with an event and two actors.
fn session() -> Result<(), Failed> {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: Mali\nlanguages: [en]\nbase_url: https://example.org/\nsearch: no\n",
        ),
        (
            "content/actors/fama.md",
            "---\nname: Forces armées maliennes\naliases: [FAMa]\n---\n",
        ),
        ("content/actors/jnim.md", "---\nname: JNIM\n---\n"),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/sources/afp-1.md",
            "---\ntitle: The report\nkind: news\ndate: 2022-02-23\npublisher: AFP\n\
             url: https://example.org/1\n---\n",
        ),
        (
            "content/events/raid.md",
            "---\ntitle: The raid\ndate: 2022-02-22\nregions: [mopti]\nside_a: [fama]\n\
             side_b: [jnim]\nclaims:\n  - measure: killed\n    count: 19\n    claimant: fama\n    \
             sources: [afp-1]\n---\n",
        ),
    ]);
    let root = site.root().canonicalize()?;
    let script = project().join("tests/neovim/session.lua");
    let output = neovim(&script, &root).output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    match output.status.success() && String::from_utf8_lossy(&output.stdout).contains("as expected")
    {
        true => Ok(()),
        false => Err(errors.into_owned().into()),
    }
}

fn neovim(script: &Path, site: &Path) -> Command {
    let mut command = Command::new("nvim");
    command
        .args(["--headless", "-n", "-u", "NONE", "-i", "NONE", "-S"])
        .arg(script)
        .env("GRIOT_PROGRAM", assert_cmd::cargo::cargo_bin("griot"))
        .env("GRIOT_SITE", site)
        .env("GRIOT_LANG", "en")
        .env("SOURCE_DATE_EPOCH", "1796083200")
        .env("XDG_STATE_HOME", site.join(".state"))
        .stdin(Stdio::null());
    command
}
