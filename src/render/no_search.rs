//! What stands for the search index in a program without it.

#![expect(dead_code, reason = "nothing is made for an index that is not there")]

use std::collections::BTreeMap;

use super::desk::Desk;
use super::memo::{Done, Press};
use crate::lang::{Lang, Languages};
use crate::plan::Page;

pub const FOLDER: &str = "assets/pagefind/";

pub struct Searcher;

pub struct Draft {
    pub record: Vec<u8>,
    pub fragment: Vec<u8>,
}

pub struct Document<'d> {
    pub record: &'d [u8],
    pub fragment: Option<&'d [u8]>,
}

impl Searcher {
    pub fn of(_: &Languages) -> Searcher {
        Searcher
    }

    pub fn draft(&self, _: &Desk, _: Page, _: &str, _: &str) -> Option<Draft> {
        None
    }
}

pub fn index<E>(
    _: &BTreeMap<Lang, Vec<Document>>,
    _: &Press,
    _: impl Fn(Lang, usize) -> Result<Vec<u8>, E>,
) -> Result<Vec<Done>, E> {
    Ok(Vec::new())
}
