//! The kinds of syntax of other tools, with their messages.

use crate::message;
use crate::messages::Message;

/// A kind of syntax that is not Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) enum ToolSyntax {
    TagStart,
    LiquidTag,
    HugoShortcode,
    WikiTemplate,
    CriticMarkup,
    Attribute,
    BareCitation,
    PandocCitation,
    BracketedTag,
    ContentsMarker,
    Abbreviation,
    Container,
    Admonition,
    Directive,
    WikiHeading,
    MdxLine,
    DataviewField,
    BlockAnchor,
    BlockReference,
    UnquotedAlert,
    AlertWithText,
    Callout,
    Highlighting,
    InsertedText,
    Spoiler,
    WikiItalics,
    WikiBold,
    WikiBoldItalics,
    Subscript,
    Superscript,
    InlineFootnote,
    EmojiShortcode,
    Tag,
    Formula,
    LatexCommand,
}

impl ToolSyntax {
    /// Returns the message of a finding about a text that is written so.
    pub fn message(self, written: &str) -> Message {
        match self {
            ToolSyntax::TagStart => message!(
                "`{written}` is the start of another tool's tag, and readers would see it as is",
                written
            ),
            ToolSyntax::LiquidTag => message!(
                "`{written}` is a Liquid tag (Jekyll, Zola), and readers would see it as is",
                written
            ),
            ToolSyntax::HugoShortcode => message!(
                "`{written}` is a Hugo shortcode, and readers would see it as is",
                written
            ),
            ToolSyntax::WikiTemplate => message!(
                "`{written}` is a wiki template, and readers would see it as is",
                written
            ),
            ToolSyntax::CriticMarkup => message!(
                "`{written}` is a CriticMarkup mark, and readers would see it as is",
                written
            ),
            ToolSyntax::Attribute => message!(
                "`{written}` is a kramdown or Pandoc attribute, and readers would see it as is",
                written
            ),
            ToolSyntax::BareCitation => message!(
                "`{written}` is a citation without brackets, and readers would see it as is",
                written
            ),
            ToolSyntax::PandocCitation => message!(
                "`{written}` is a Pandoc citation, and readers would see it as is",
                written
            ),
            ToolSyntax::BracketedTag => message!(
                "`{written}` is a WordPress shortcode or forum tag, and readers would see it as is",
                written
            ),
            ToolSyntax::ContentsMarker => message!(
                "`{written}` is a marker for a table of contents, and readers would see it as is",
                written
            ),
            ToolSyntax::Abbreviation => message!(
                "`{written}` is a Markdown Extra abbreviation, and readers would see it as is",
                written
            ),
            ToolSyntax::Container => message!(
                "`{written}` is a Docusaurus or Pandoc block, and readers would see it as is",
                written
            ),
            ToolSyntax::Admonition => message!(
                "`{written}` is an MkDocs admonition, and readers would see it as is",
                written
            ),
            ToolSyntax::Directive => message!(
                "`{written}` is a reStructuredText directive, and readers would see it as is",
                written
            ),
            ToolSyntax::WikiHeading => message!(
                "`{written}` is a wiki heading, and readers would see it as is",
                written
            ),
            ToolSyntax::MdxLine => message!(
                "`{written}` is an MDX line, and readers would see it as is",
                written
            ),
            ToolSyntax::DataviewField => message!(
                "`{written}` is an Obsidian Dataview field, and readers would see it as is",
                written
            ),
            ToolSyntax::BlockAnchor => message!(
                "`{written}` is an Obsidian anchor, and readers would see it as is",
                written
            ),
            ToolSyntax::BlockReference => message!(
                "`{written}` is a Logseq reference, and readers would see it as is",
                written
            ),
            ToolSyntax::UnquotedAlert => message!(
                "`{written}` is the first line of an alert, which is a quote, and readers would see it as is",
                written
            ),
            ToolSyntax::AlertWithText => message!(
                "`{written}` is an alert with text after its type, and readers would see it as is",
                written
            ),
            ToolSyntax::Callout => message!(
                "`{written}` is an Obsidian callout, and readers would see it as is",
                written
            ),
            ToolSyntax::Highlighting => message!(
                "`{written}` is Obsidian highlighting, and readers would see it as is",
                written
            ),
            ToolSyntax::InsertedText => message!(
                "`{written}` is another tool's mark for inserted text, and readers would see it as is",
                written
            ),
            ToolSyntax::Spoiler => message!(
                "`{written}` is a chat spoiler, and readers would see it as is",
                written
            ),
            ToolSyntax::WikiItalics => message!(
                "`{written}` is wiki markup for italics, and readers would see it as is",
                written
            ),
            ToolSyntax::WikiBold => message!(
                "`{written}` is wiki markup for bold, and readers would see it as is",
                written
            ),
            ToolSyntax::WikiBoldItalics => message!(
                "`{written}` is wiki markup for bold italics, and readers would see it as is",
                written
            ),
            ToolSyntax::Subscript => message!(
                "`{written}` is a Pandoc subscript, and readers would see it as is",
                written
            ),
            ToolSyntax::Superscript => message!(
                "`{written}` is a Pandoc superscript, and readers would see it as is",
                written
            ),
            ToolSyntax::InlineFootnote => message!(
                "`{written}` is a Pandoc footnote, and readers would see it as is",
                written
            ),
            ToolSyntax::EmojiShortcode => message!(
                "`{written}` is an emoji shortcode, and readers would see it as is",
                written
            ),
            ToolSyntax::Tag => message!(
                "`{written}` is an Obsidian tag, and readers would see it as is",
                written
            ),
            ToolSyntax::Formula => message!(
                "`{written}` is a LaTeX formula, and readers would see it as is",
                written
            ),
            ToolSyntax::LatexCommand => message!(
                "`{written}` is a LaTeX command, and readers would see it as is",
                written
            ),
        }
    }
}
