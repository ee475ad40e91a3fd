//! The version of griot, and the repository and commit of its release.
//!
//! The release workflow sets `GRIOT_REPOSITORY` (`owner/name`), `GRIOT_VERSION` and `GRIOT_COMMIT`
//! (40 hexadecimal digits) at build time. A build from source has none of them.

use super::print;
use crate::message;

/// The version that the release workflow has set, or else that of Cargo.toml.
pub(super) const VERSION: &str = match option_env!("GRIOT_VERSION") {
    Some(version) => version,
    None => env!("CARGO_PKG_VERSION"),
};

/// Prints the version. If `verbose`, also prints the repository and commit of the build.
pub(super) fn version(verbose: bool) {
    print(&format!("griot {VERSION}\n"));
    if verbose {
        let built = BuildOrigin::this();
        let from = |value: Option<&str>| value.unwrap_or("unknown (built from source)").to_owned();
        let search = if cfg!(feature = "search") {
            "yes"
        } else {
            "no"
        };
        print(&format!(
            "repository: {}\ncommit: {}\nsystem: {}-{}\nsearch: {search}\n",
            from(
                built
                    .repository
                    .map(|name| format!("https://github.com/{name}"))
                    .as_deref()
            ),
            from(built.commit),
            std::env::consts::ARCH,
            std::env::consts::OS,
        ));
    }
}

/// The repository and commit of a build.
struct BuildOrigin {
    repository: Option<&'static str>,
    commit: Option<&'static str>,
}

impl BuildOrigin {
    fn this() -> BuildOrigin {
        let non_empty = |value: Option<&'static str>| value.filter(|value| !value.is_empty());
        BuildOrigin {
            repository: non_empty(option_env!("GRIOT_REPOSITORY")),
            commit: non_empty(option_env!("GRIOT_COMMIT")),
        }
    }
}

/// The GitHub action that installs griot in a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Action {
    /// The repository, as `owner/name`.
    repository: String,
    /// The commit, as 40 hexadecimal digits.
    commit: String,
    /// The version of this commit's release, if it is known.
    version: Option<String>,
}

impl Action {
    /// Returns the action of this release, or `None` for a build from source.
    pub(super) fn of_this_release() -> Option<Action> {
        let built = BuildOrigin::this();
        let action = Action::parse(&format!("{}@{}", built.repository?, built.commit?)).ok()?;
        Some(Action {
            version: Some(VERSION.to_owned()),
            ..action
        })
    }

    /// Parses `OWNER/REPO@COMMIT`.
    ///
    /// # Errors
    /// If a part is not valid: a name that GitHub cannot have, or a tag or short hash in place of a
    /// commit. The error is an English sentence without placeholders, which is translated when it
    /// is printed.
    pub(super) fn parse(text: &str) -> Result<Action, String> {
        let (repository, commit) = text
            .split_once('@')
            .ok_or_else(|| message!("expected OWNER/REPO@COMMIT").english())?;
        let (owner, name) = repository
            .split_once('/')
            .ok_or_else(|| message!("expected OWNER/REPO before the @").english())?;
        let is_owner = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let is_name = |part: &str| {
            part.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        if owner.is_empty() || name.is_empty() || !is_owner(owner) || !is_name(name) {
            let words = message!("the repository is not a valid name on GitHub");
            return Err(words.english());
        }
        if commit.len() != 40 || !commit.bytes().all(|b| b.is_ascii_hexdigit()) {
            let words = message!(
                "the commit is not a full one (40 hexadecimal digits), and tags and branches can \
                 be moved; `git ls-remote https://github.com/OWNER/REPO` lists the commits of all \
                 tags"
            );
            return Err(words.english());
        }
        Ok(Action {
            repository: repository.to_owned(),
            commit: commit.to_ascii_lowercase(),
            version: None,
        })
    }

    /// Returns the value of `uses` in a workflow.
    pub(super) fn uses(&self) -> String {
        let version = self
            .version
            .as_ref()
            .map_or_else(String::new, |version| format!(" # v{version}"));
        format!("{}@{}{version}", self.repository, self.commit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_a_repository_and_a_full_commit() {
        let commit = "0123456789abcdef0123456789ABCDEF01234567";
        let action = Action::parse(&format!("some-one/griot.x@{commit}")).expect("it is valid");
        assert_eq!(
            action.uses(),
            format!("some-one/griot.x@{}", commit.to_lowercase())
        );
        for wrong in [
            "",
            "griot",
            "someone/griot",
            "someone/griot@v0.1.0",
            "someone/griot@0123456",
            "/griot@0123456789abcdef0123456789abcdef01234567",
            "a/b/c@0123456789abcdef0123456789abcdef01234567",
            "some one/griot@0123456789abcdef0123456789abcdef01234567",
            "a/b@0123456789abcdef0123456789abcdef0123456\u{e9}",
        ] {
            assert!(Action::parse(wrong).is_err(), "{wrong}");
        }
        let released = Action {
            version: Some("0.1.0".to_owned()),
            ..action
        };
        assert!(released.uses().ends_with(" # v0.1.0"));
    }
}
