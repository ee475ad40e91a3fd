//! The kinds of problems that an import tells, with their severities and messages.

use crate::message;
use crate::messages::Message;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row is not in the site.
    Skipped,
    /// An editor's text stays, and the input says something else.
    Kept,
    /// The row is in the site as it is.
    Flagged,
}

impl Severity {
    /// Returns the name in reports in English.
    pub(super) fn name(self) -> &'static str {
        match self {
            Severity::Skipped => "skipped",
            Severity::Kept => "kept",
            Severity::Flagged => "flagged",
        }
    }

    /// Returns what it means for the row or text.
    pub(super) fn meaning(self) -> Message {
        match self {
            Severity::Skipped => {
                message!("The row or text is not in the site. The exit code is 1.")
            }
            Severity::Kept => message!(
                "What somebody has written here stays, and the input says something else. The exit code is 1."
            ),
            Severity::Flagged => {
                message!("The row or text is in the site. Look whether something is to be done.")
            }
        }
    }

    /// Returns the name on the terminal.
    pub fn words(self) -> Message {
        match self {
            Severity::Skipped => message!("skipped"),
            Severity::Kept => message!("kept"),
            Severity::Flagged => message!("flagged"),
        }
    }
}

/// Defines the kinds of problems: their names in reports, severities and messages.
macro_rules! problem_kinds {
    ($($(#[doc = $doc:literal])* $kind:ident $name:literal $severity:ident $message:literal;)*) => {
        /// What is wrong with a row, cell or field.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ProblemKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ProblemKind {
            /// Every kind.
            pub const ALL: &'static [ProblemKind] = &[$(ProblemKind::$kind),*];

            /// Returns the name in reports.
            pub fn name(self) -> &'static str {
                match self { $(ProblemKind::$kind => $name),* }
            }

            /// Returns how bad it is.
            pub fn severity(self) -> Severity {
                match self { $(ProblemKind::$kind => Severity::$severity),* }
            }

            /// Returns what is wrong, and what was done.
            pub fn message(self) -> Message {
                match self { $(ProblemKind::$kind => message!($message)),* }
            }
        }
    };
}

problem_kinds! {
    CellCount "cell-count" Skipped
        "the row has more or fewer cells than the header";
    NoId "no-id" Skipped
        "the row has no id, so a later import could not find it again";
    RepeatedId "repeated-id" Skipped
        "an earlier row has the same id";
    BadDate "bad-date" Skipped
        "the date is not one that can be read without guessing";
    AmbiguousDate "ambiguous-date" Skipped
        "the date can be read in two ways; add `order` to the mapping, such as `date: {{column: Day, order: day-month-year}}`";
    SerialDate "serial-date" Skipped
        "the date is a number; if it counts days as Excel does, add `as: excel` to the mapping, such as `date: {{column: Day, as: excel}}`";
    NoClaimant "no-claimant" Skipped
        "the row has a figure, and nobody who claims it";
    NoTitle "no-title" Skipped
        "the row has no name or title";
    ReversedDates "reversed-dates" Skipped
        "the last day is before the first";
    BadNumber "bad-number" Skipped
        "a count is not a whole number";
    BadTerm "bad-term" Skipped
        "the value is not in the list of the data set";
    BadCoordinates "bad-coordinates" Skipped
        "the coordinates are not on the globe";
    ControlCharacter "control-character" Skipped
        "a cell has a character that no text may have";
    NoRegion "no-region" Skipped
        "the row names no region, and an event needs one";
    AmbiguousName "ambiguous-name" Skipped
        "the site has several entities with this name";
    KeptField "kept-field" Kept
        "the input has a new value, and the editor's stays";
    Deleted "deleted" Kept
        "the file was deleted, and is not written again; to get it back, delete its line in imports.lock";
    Taken "taken" Kept
        "there is a file with this id that no import wrote, and it stays as it is";
    Unreadable "unreadable" Kept
        "the front matter of the file cannot be read, and the file stays as it is";
    GoneRow "gone-row" Kept
        "an earlier import had this row, and this input does not; its file stays";
    UnknownTerm "unknown-term" Flagged
        "the value is not one that griot knows, and is kept below `extra`";
    NoCount "no-count" Flagged
        "the cell is no whole number, so no claim was made of it; it is kept below `extra`";
    NoPoint "no-point" Flagged
        "the geometry is no point, so the place has no coordinates";
    OddDate "odd-date" Flagged
        "the date is not EDTF, and is kept below `extra`";
    OddAddress "odd-address" Flagged
        "this is no address on the web, and is kept below `extra`";
    OtherLanguage "other-language" Flagged
        "the tables have no name or title in a language of the site, so the id stands for it";
    NoOrder "no-order" Flagged
        "the figures are not in the order `low`, `best`, `high`, so no claim was made of them; they are kept below `extra`";
    Zero "zero" Flagged
        "no claim was made of a 0; it is kept below `extra`";
    SourceTitle "source-title" Flagged
        "the new source has its address for a title";
    NoSource "no-source" Flagged
        "the row has figures and no source, and a claim needs one: they are kept below `extra`";
    OtherType "other-type" Flagged
        "the actor has another type in the site, which stays";
    OtherYear "other-year" Flagged
        "the year is not that of the date, which is taken";
    Order "order" Flagged
        "the figures are not in the order `low`, `best`, `high`, and are kept as published";
    Sum "sum" Flagged
        "the deaths by side do not add up to the best number";
    UnknownNumber "unknown-number" Flagged
        "`-1` stands for an unknown number, and is not taken for a figure";
    Encoding "encoding" Flagged
        "the cell is not UTF-8, and was read as Windows-1252";
    LineBreak "line-break" Flagged
        "the cell has a line break";
    SameDay "same-day" Flagged
        "the date is said to be inexact, and the first and last day are the same";
    NoAdm1 "no-adm1" Flagged
        "no first-order division";
    NoAdm2 "no-adm2" Flagged
        "no second-order division";
    Coalition "coalition" Flagged
        "several groups stand as one side, and come in as one actor";
    FreeSources "free-sources" Flagged
        "the sources are free text, which is kept, and no sources were made of it";
    UnequalSources "unequal-sources" Flagged
        "the lists of offices, days and headlines have other lengths than the list of articles, of which sources were made";
    SourceCount "source-count" Flagged
        "the number of sources is not that of the list";
    PublisherVariant "publisher-variant" Flagged
        "the publisher is also written in another way";
    OtherName "other-name" Flagged
        "the number belongs to an actor with another name, which was taken";
    NearName "near-name" Flagged
        "the name resembles a known one, and a new entity was made; if it is the same, add the name to `aliases`";
    UnreadableText "unreadable-text" Skipped
        "the file cannot be read";
    BadFrontMatter "front-matter" Skipped
        "the front matter cannot be read";
    NoLanguage "no-language" Skipped
        "the site does not have this language; add it to `languages` in site.yaml, and import again";
    RepeatedText "repeated-text" Skipped
        "another text has the same name and language";
    NoName "no-name" Skipped
        "the entry has no name of which an id can be made; add `name`, or `id`";
    OtherFormat "other-format" Skipped
        "the text is not Markdown, which is all that griot reads; write it in Markdown, and import again";
    SectionText "section-text" Skipped
        "griot makes the list of articles itself, so the text of this section has no place; write a page with it if it is needed";
    Outside "outside" Skipped
        "this leads out of the folder, or is a link, and is not read";
    KeptFile "kept-file" Kept
        "the file was changed here, and stays; the input has a new one";
    GoneText "gone-text" Kept
        "an earlier import had this text, and this input does not; its file stays";
    NoChapter "no-chapter" Flagged
        "the chapter has no file in the book";
    EmptyText "empty-text" Flagged
        "the text is empty, and griot makes this page itself";
    Unpublished "unpublished" Flagged
        "the old site does not publish this text, so it is a draft";
    LaterDay "later-day" Flagged
        "the old site publishes this text on a later day, which became its date: griot withholds it until then";
    OwnKey "own-key" Flagged
        "a translation takes this from its original; its own value is kept in `extra`";
    NoDate "no-date" Flagged
        "the article has no date, and needs one";
    UnreadDate "unread-date" Flagged
        "the date cannot be read without guessing, and is left out";
    BadValue "bad-value" Flagged
        "griot does not accept this value, so it is left out";
    AssumedLanguage "assumed-language" Flagged
        "the settings name a language that the site does not have, and its first language was taken for that of all texts";
    NamedByFile "named-by-file" Flagged
        "the text has no title, and its name was made one";
    ChangedId "changed-id" Flagged
        "the name is taken, so the text has another one";
    TakenAddress "taken-address" Flagged
        "another page has this old address, so it does not lead here";
    TextEncoding "text-encoding" Flagged
        "the text is not UTF-8, and was read as Windows-1252";
    UnknownShortcode "unknown-shortcode" Flagged
        "griot does not know this shortcode, which stays as it is";
    KnownShortcode "shortcode" Flagged
        "the shortcode became Markdown";
    RemovedMark "removed-mark" Flagged
        "a mark that griot does not have was removed";
    Comment "comment" Flagged
        "a comment was left out, because readers would see it";
    BrokenLink "broken-link" Flagged
        "the link leads to nothing that was imported, and stays as it is";
    LostLink "lost-link" Flagged
        "there is no such note or file, so only the words of the link stay";
    LostAnchor "lost-anchor" Flagged
        "the text has no such heading, so the link leads to its beginning";
    MissingAlt "missing-alt" Flagged
        "the picture has no alternative text; `griot check` reports the place";
    RemotePicture "remote-picture" Flagged
        "pages load nothing from other hosts, so the picture became a link; `--fetch` copies it, if you may show it";
    FetchedPicture "fetched-picture" Flagged
        "the picture of another host was copied; check that you may show it, and who is to be credited";
    UnfetchedPicture "unfetched-picture" Flagged
        "the picture of another host was not copied, and became a link";
    NoPicture "no-picture" Flagged
        "this is no picture, and became a link";
    HtmlPicture "html-picture" Flagged
        "the picture stands within other HTML, which stays as it is, and its file is not copied";
    RawHtml "raw-html" Flagged
        "texts with HTML, which is shown to readers as it is written, unless site.yaml has `html: allow`";
    KnownName "known-name" Flagged
        "the site has this name already, and its file stays as it is";
    ExtraKey "extra-key" Flagged
        "griot has no such key; it is kept in `extra`";
    InheritedKey "inherited-key" Flagged
        "settings or a section give texts this key, which griot does not have, so it is left out";
    OldList "old-list" Flagged
        "the old site had a list or feed at this address, and griot has it at the one behind it; let your host redirect";
    LeftOut "left-out" Flagged
        "files that are no texts and that no text uses were left out";
}
