//! Codes of findings, each with a severity, a name and a page in `codes/`.

use serde::{Deserialize, Serialize};

use super::fix::Safety;
use crate::message;
use crate::messages::{Message, MessageLanguage};

/// The severity of a finding. An error stops the build before anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    /// Returns the word before a finding, in a language.
    pub fn name(self) -> Message {
        match self {
            Severity::Error => message!("error"),
            Severity::Warning => message!("warning"),
        }
    }

    /// Returns the word for machines and for lines that editors parse.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($name:ident $severity:ident $word:literal)*) => {
        /// The kind of a finding. Each has a name, and a page of its own in `codes/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $($name),* }

        impl Code {
            /// Every code, sorted by name.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// Returns the name of the code, which findings show and `griot explain` takes.
            pub fn word(self) -> &'static str {
                match self { $(Code::$name => $word),* }
            }

            /// Returns the severity of findings of this kind.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// Returns the page that explains the code, in Markdown. English if there is none in
            /// the language.
            pub fn page(self, language: MessageLanguage) -> &'static str {
                match (self, language) {
                    $((Code::$name, MessageLanguage::French) => {
                        include_str!(concat!("codes/fr/", $word, ".md"))
                    }
                    (Code::$name, _) => include_str!(concat!("codes/", $word, ".md")),)*
                }
            }
        }
    };
}

codes! {
    ActorOutOfTime Warning "actor-out-of-time"
    AddressTaken Error "address-taken"
    LostAddress Error "lost-address"
    AmbiguousName Error "ambiguous-name"
    AsPublished Warning "as-published"
    BadCoordinates Error "bad-coordinates"
    BadDate Error "bad-date"
    BadFigure Error "bad-figure"
    BadGeometry Error "bad-geometry"
    BadHead Error "bad-head"
    BadId Error "bad-id"
    BadNumber Error "bad-number"
    BlockedLink Warning "blocked-link"
    BrokenAnchor Error "broken-anchor"
    BrokenImage Error "broken-image"
    BrokenLink Error "broken-link"
    ClaimUnsourced Error "claim-unsourced"
    ConflictWithoutNotes Error "conflict-without-notes"
    ControlCharacter Error "control-character"
    Cycle Error "cycle"
    DroppedText Warning "dropped-text"
    DuplicateId Error "duplicate-id"
    FarAway Warning "far-away"
    FigureMismatch Error "figure-mismatch"
    ForeignMarkup Warning "foreign-markup"
    GoneLink Warning "gone-link"
    Heavy Warning "heavy"
    HiddenCaption Warning "hidden-caption"
    LargeGallery Warning "large-gallery"
    LinkScheme Error "link-scheme"
    ListNumber Warning "list-number"
    LoadedWord Warning "loaded-word"
    LongAddress Error "long-address"
    LongText Warning "long-text"
    LostText Warning "lost-text"
    MeasureMismatch Warning "measure-mismatch"
    MergeConflict Error "merge-conflict"
    Metadata Warning "metadata"
    MisspeltName Error "misspelt-name"
    MissingAlt Error "missing-alt"
    MissingCredit Warning "missing-credit"
    MissingField Error "missing-field"
    MissingFrontMatter Error "missing-front-matter"
    MissingPlace Error "missing-place"
    MissingSite Error "missing-site"
    MissingTranslation Warning "missing-translation"
    MissingWords Warning "missing-words"
    NearName Warning "near-name"
    NoBaseUrl Warning "no-base-url"
    NoHistory Warning "no-history"
    NoLink Warning "no-link"
    NotArchived Warning "not-archived"
    NotInList Error "not-in-list"
    NotUtf8 Error "not-utf8"
    OddDate Warning "odd-date"
    Orphan Warning "orphan"
    OtherKind Error "other-kind"
    RawHtml Warning "raw-html"
    RegionOutOfTime Error "region-out-of-time"
    ReviewDue Warning "review-due"
    SpecialFile Error "special-file"
    StrayFile Warning "stray-file"
    Template Error "template"
    TooLarge Error "too-large"
    TranslationWithoutOriginal Error "translation-without-original"
    TwoCredits Warning "two-credits"
    TwoEstimates Warning "two-estimates"
    Unadmitted Warning "unadmitted"
    UnclaimedFigure Warning "unclaimed-figure"
    Undeclared Warning "undeclared"
    UnknownKey Error "unknown-key"
    UnknownLanguage Error "unknown-language"
    UnknownReference Error "unknown-reference"
    UnsaidConflict Error "unsaid-conflict"
    UnsignedEstimate Error "unsigned-estimate"
    UnpublishedComment Error "unpublished-comment"
    UnusedAllow Warning "unused-allow"
    UnusedFootnote Warning "unused-footnote"
    WithheldLink Warning "withheld-link"
    WrongType Error "wrong-type"
    YamlSyntax Error "yaml-syntax"
}

/// The codes of which some findings have safe fixes.
const SAFE: &[Code] = &[
    Code::BadDate,
    Code::BadFigure,
    Code::BadId,
    Code::BadNumber,
    Code::BrokenAnchor,
    Code::BrokenImage,
    Code::BrokenLink,
    Code::ControlCharacter,
    Code::DroppedText,
    Code::ForeignMarkup,
    Code::LinkScheme,
    Code::ListNumber,
    Code::LostAddress,
    Code::LostText,
    Code::MissingFrontMatter,
    Code::MisspeltName,
    Code::NoLink,
    Code::NotInList,
    Code::StrayFile,
    Code::UnknownKey,
    Code::UnknownLanguage,
    Code::UnknownReference,
    Code::UnpublishedComment,
    Code::UnusedAllow,
    Code::WrongType,
    Code::YamlSyntax,
];

/// The codes of which some findings have fixes, but none that is safe.
const JUDGED: &[Code] = &[
    Code::AmbiguousName,
    Code::FarAway,
    Code::FigureMismatch,
    Code::NearName,
    Code::UnclaimedFigure,
];

impl Code {
    /// Returns how safe the fixes of findings with this code can be, or `None` if none has a fix.
    pub fn fixes(self) -> Option<Safety> {
        if SAFE.contains(&self) {
            Some(Safety::Safe)
        } else {
            JUDGED.contains(&self).then_some(Safety::Unsafe)
        }
    }

    /// Returns the code with this name.
    pub fn from_word(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.word() == word)
    }

    /// Whether findings with this code mean that a file, or a part of one, could not be read. They
    /// come first, because others may follow from them.
    pub fn is_unreadable(self) -> bool {
        matches!(
            self,
            Code::ControlCharacter
                | Code::MergeConflict
                | Code::MissingFrontMatter
                | Code::MissingSite
                | Code::NotUtf8
                | Code::SpecialFile
                | Code::TooLarge
                | Code::YamlSyntax
        )
    }

    /// Returns the meaning of the code: the first paragraph of its page.
    pub fn meaning(self, language: MessageLanguage) -> String {
        self.paragraphs(language).next().unwrap_or_default()
    }

    /// Returns the reason for the code: the part of its page before the first heading.
    pub fn reason(self, language: MessageLanguage) -> String {
        let all: Vec<String> = self.paragraphs(language).collect();
        all.join("\n\n")
    }

    /// Returns what to do, in Markdown: the last part of the page.
    pub fn cure(self, language: MessageLanguage) -> &'static str {
        let page = self.page(language);
        let heading = match language {
            MessageLanguage::French => "\n## Remède\n",
            MessageLanguage::English | MessageLanguage::Arabic => "\n## Cure\n",
        };
        page.split_once(heading)
            .map_or(page, |(_, cure)| cure.trim())
    }

    /// Returns the paragraphs before the first heading of the page, each in one line.
    fn paragraphs(self, language: MessageLanguage) -> impl Iterator<Item = String> {
        let intro = self
            .page(language)
            .split("\n## ")
            .next()
            .unwrap_or_default();
        intro
            .split("\n\n")
            .map(|paragraph| {
                paragraph
                    .lines()
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .filter(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))
    }
}
