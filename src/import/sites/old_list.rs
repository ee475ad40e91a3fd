//! A list or feed that the old site made.

/// A list or feed of the old site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OldList {
    /// Its address below the root of the old site.
    pub address: String,
    /// The tag of its language, if it is not the default one.
    pub tag: Option<String>,
    pub nearest: NearestPage,
}

/// What the new site has instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NearestPage {
    Articles,
    Topics,
    Topic(String),
    Feed,
}
