//! Replaces the search index in builds without the feature `search`.

#![expect(dead_code, reason = "the stand-in builds no index")]

use std::collections::BTreeMap;

use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use crate::lang::{Lang, Languages};
use crate::plan::PlannedPage;

pub const FOLDER: &str = "assets/pagefind/";

pub struct SearchIndexer;

pub struct SearchRecord {
    pub record: Vec<u8>,
    pub fragment: Vec<u8>,
}

pub struct SearchDocument<'d> {
    pub record: &'d [u8],
    pub fragment: Option<&'d [u8]>,
}

impl SearchIndexer {
    pub fn new(_: &Languages) -> SearchIndexer {
        SearchIndexer
    }

    pub fn read_page(
        &self,
        _: &PageContext,
        _: PlannedPage,
        _: &str,
        _: &str,
    ) -> Option<SearchRecord> {
        None
    }
}

pub fn index<E>(
    _: &BTreeMap<Lang, Vec<SearchDocument>>,
    _: &PageMemo,
    _: impl Fn(Lang, usize) -> Result<Vec<u8>, E>,
) -> Result<Vec<RenderedFile>, E> {
    Ok(Vec::new())
}
