//! What front matters say: as an earlier build linked it, or linked anew.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::tz::TimeZone;

use crate::cache::Cache;
use crate::config::{self, Config, Updated};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Place};
use crate::fingerprint;
use crate::git::{Git, NoHistory};
use crate::load::{Kind, Tree};
use crate::model::Atlas;
use crate::resolve::{Clock, Names};
use crate::snapshot::{Basis, Linked};
use crate::source::Sources;
use crate::trace::{Prints, Shelf};
use crate::{Phase, resolve, schema};

/// Types all front matters and links what they name.
pub(super) fn linked(
    root: &Path,
    tree: &Tree,
    config: &Config,
    clock: Clock,
    (sources, basis): (&Sources, Option<&Basis>),
    progress: impl Fn(Phase),
) -> Linked {
    let mut findings = Diagnostics::default();
    let mut records = schema::records(tree, config, sources, &mut findings);
    if config.updated == Updated::Git {
        let zone = TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC);
        match (Git { root }).days("content", &zone) {
            Ok(days) => records.updated_by(&days, sources),
            Err(reason) => findings.push(no_history(&reason, config.updated_at.as_ref())),
        }
    }
    progress(Phase::Linking);
    let allowed = std::mem::take(&mut records.allowed);
    let media: BTreeSet<String> = tree.media.iter().cloned().collect();
    let (atlas, names, withheld) = resolve::atlas(records, &media, config, clock, sources, &mut findings);
    let (rows, row) = rayon::join(|| atlas.rows(), || names.row());
    let mut prints = Prints::default();
    prints.extend(rows.into_iter().chain([row]));
    Linked {
        atlas,
        names,
        prints,
        allowed,
        findings,
        withheld,
        origin: basis.map(Basis::print).unwrap_or_default(),
    }
}

/// What an earlier build linked, with the titles that articles have now; and whether it is as it was. Nothing where more than these
/// changed.
pub(super) fn known(
    cache: &Cache,
    basis: &Basis,
    tree: &Tree,
    config: &Config,
    sources: &Sources,
) -> Option<(Linked, bool)> {
    let (mut linked, titled) = Linked::read(cache, basis, tree)?;
    for id in &titled {
        let known = (&mut linked.atlas, &mut linked.names, &mut linked.prints);
        retitle(id, (tree, config, sources), known)?;
    }
    Some((linked, titled.is_empty()))
}

/// Gives an article the title and summary that its documents have now; nothing where something is wrong with them, or where they
/// have to be linked anew.
pub(super) fn retitle(
    id: &str,
    (tree, config, sources): (&Tree, &Config, &Sources),
    (atlas, names, prints): (&mut Atlas, &mut Names, &mut Prints),
) -> Option<()> {
    let mut diagnostics = Diagnostics::default();
    let (title, summary) = schema::titles(id, tree, config, sources, &mut diagnostics)?;
    if !diagnostics.is_empty() {
        return None;
    }
    let (article, _) = atlas.articles.iter().find(|(_, article)| article.id == id)?;
    let known = atlas.articles.get_mut(article);
    let renamed = names.retitle(Kind::Article, article.index(), &known.title, &title)?;
    prints.rename(Shelf::Names, &renamed);
    (known.title, known.summary) = (title, summary);
    let print = fingerprint::of(&atlas.articles[article]);
    prints.update(Shelf::Articles, article.index(), print);
    Some(())
}

/// Why articles have no days from git.
fn no_history(reason: &NoHistory, at: Option<&Field>) -> Diagnostic {
    let (message, help) = match reason {
        NoHistory::NoGit => (
            "`updated: git` needs the program `git`, which is not installed".to_owned(),
            "install git, or write `updated: written`",
        ),
        NoHistory::NoRepository => (
            "`updated: git` needs a git repository, and this folder is not in one".to_owned(),
            "build the site from a clone of its repository, or write `updated: written`",
        ),
        NoHistory::Shallow => (
            "`updated: git` needs the whole history, but this clone is shallow".to_owned(),
            "fetch all of it: `fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere; until then no article gets a day from git",
        ),
        NoHistory::Failed(said) => (
            format!(
                "`updated: git` failed: {}",
                said.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            "fix what git reports, or write `updated: written`",
        ),
    };
    let place = at.map_or_else(|| Place::Path(config::FILE.into()), Place::from);
    Diagnostic::new(Code::NoHistory, place, message).help(help)
}
