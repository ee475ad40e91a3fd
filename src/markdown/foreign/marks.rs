//! Marks of other tools, and their comments.

use std::ops::Range;

use super::visible::Segment;
use super::{ForeignSearch, short};
use crate::diag::Code;

/// How far from its beginning a mark is looked for its end. Beyond that it is none, so that much
/// time is not spent on many beginnings.
const REACH: usize = 400;

/// Words of LaTeX that stand in texts brought from there.
const LATEX: &[&str] = &[
    "newpage",
    "pagebreak",
    "clearpage",
    "vspace",
    "hspace",
    "noindent",
    "bigskip",
    "medskip",
    "smallskip",
    "linebreak",
    "newline",
    "footnote",
    "cite",
    "citep",
    "citet",
    "textbf",
    "textit",
    "emph",
    "underline",
    "label",
    "section",
    "subsection",
    "chapter",
    "item",
    "begin",
    "end",
    "href",
    "url",
    "includegraphics",
    "maketitle",
    "tableofcontents",
    "par",
];

/// Shortcodes of WordPress and tags of forums, which stand in square brackets.
const BRACKETED: &[&str] = &[
    "caption",
    "gallery",
    "embed",
    "video",
    "audio",
    "playlist",
    "youtube",
    "vimeo",
    "contact-form-7",
    "wp_caption",
    "button",
    "toc",
    "b",
    "i",
    "u",
    "s",
    "url",
    "img",
    "quote",
    "code",
    "color",
    "size",
    "center",
    "list",
    "spoiler",
    "iframe",
    "more",
    "row",
    "column",
];

/// Kinds of callouts of other tools, and the alert that is nearest to each.
const CALLOUTS: &[(&str, &str)] = &[
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("abstract", "NOTE"),
    ("summary", "NOTE"),
    ("tldr", "NOTE"),
    ("question", "NOTE"),
    ("help", "NOTE"),
    ("faq", "NOTE"),
    ("example", "NOTE"),
    ("seealso", "NOTE"),
    ("details", "NOTE"),
    ("tip", "TIP"),
    ("hint", "TIP"),
    ("success", "TIP"),
    ("check", "TIP"),
    ("done", "TIP"),
    ("important", "IMPORTANT"),
    ("todo", "IMPORTANT"),
    ("warning", "WARNING"),
    ("attention", "WARNING"),
    ("bug", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
    ("failure", "CAUTION"),
    ("fail", "CAUTION"),
    ("missing", "CAUTION"),
];

/// Names of signs, as chats and GitHub write them.
const SIGNS: &[(&str, &str)] = &[
    ("smile", "😄"),
    ("warning", "⚠️"),
    ("+1", "👍"),
    ("thumbsup", "👍"),
    ("-1", "👎"),
    ("heart", "❤️"),
    ("fire", "🔥"),
    ("white_check_mark", "✅"),
    ("heavy_check_mark", "✔️"),
    ("x", "❌"),
    ("rocket", "🚀"),
    ("eyes", "👀"),
    ("tada", "🎉"),
    ("information_source", "ℹ️"),
    ("exclamation", "❗"),
    ("question", "❓"),
    ("point_right", "👉"),
    ("arrow_right", "➡️"),
    ("bulb", "💡"),
    ("memo", "📝"),
    ("pushpin", "📌"),
    ("round_pushpin", "📍"),
    ("rotating_light", "🚨"),
    ("calendar", "📅"),
    ("link", "🔗"),
    ("star", "⭐"),
    ("joy", "😂"),
    ("cry", "😢"),
    ("pray", "🙏"),
    ("globe_with_meridians", "🌐"),
    ("triangular_flag_on_post", "🚩"),
    ("no_entry", "⛔"),
];

impl ForeignSearch<'_> {
    /// A second front matter, which some editors paste with a text.
    pub(super) fn front_matter(&mut self) {
        let start = self.body.len() - self.body.trim_start().len();
        let text = &self.body[start..];
        let Some(fence) = ["---", "+++"].into_iter().find(|fence| {
            text.strip_prefix(fence)
                .is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        }) else {
            return;
        };
        let lines: Vec<&str> = text.lines().take(60).collect();
        let is_key = |line: &str| {
            let end = line.find([':', '=']).unwrap_or(0);
            end > 0
                && line[..end]
                    .trim_end()
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        };
        let first = lines.get(1).is_some_and(|line| is_key(line));
        let closes = lines.iter().skip(1).any(|line| line.trim_end() == fence);
        if first && closes {
            let message = "a second front matter begins here, and readers would see it as is";
            let help = format!(
                "move `{}` and the lines after it into the first front matter, and delete both `{fence}`",
                short(lines[1])
            );
            self.push(
                Code::ForeignMarkup,
                start..start + fence.len(),
                message,
                help,
            );
        }
    }

    /// Comments of other tools, which may go over several paragraphs, and those of HTML that are
    /// never closed.
    pub(super) fn comments(&mut self) {
        let text = self.visible.text.as_str();
        let (mut from, mut is_open) = (0, None);
        while let Some(at) = text[from..].find("%%").map(|at| from + at) {
            let run = text[at..].bytes().take_while(|byte| *byte == b'%').count();
            from = at + run;
            let before = text[..at].chars().next_back();
            match is_open {
                // Where several stand in a row they are a line of its own kind.
                _ if run > 2 => {}
                Some(start) => {
                    let note = &self.body[start + 2..at];
                    self.comment(start..from, "Obsidian", &note.replace("\n> ", "\n"));
                    is_open = None;
                }
                // "50%%" is a slip, and no comment.
                None if before.is_some_and(char::is_alphanumeric) => {}
                None => is_open = Some(at),
            }
        }
        if let Some(start) = is_open
            && text[start + 2..]
                .trim_start_matches('%')
                .starts_with(|c: char| !c.is_ascii_punctuation())
            && !text[start + 2..].trim().is_empty()
        {
            let end = start + self.body[start..].lines().next().map_or(2, str::len);
            self.push(
                Code::UnpublishedComment,
                start..end,
                "this Obsidian comment is never closed, and would be published",
                format!(
                    "delete it, or write `<!-- {} -->`, which is not published",
                    short(self.body[start + 2..end].trim())
                ),
            );
        }
        let starts: Vec<usize> = text.match_indices("<!--").map(|(at, _)| at).collect();
        for start in starts {
            let end = start + self.body[start..].lines().next().map_or(4, str::len);
            self.push(
                Code::UnpublishedComment,
                start..end,
                "this comment is never closed, and would be published",
                format!(
                    "close it: `{} -->`",
                    short(self.body[start..end].trim_end())
                ),
            );
        }
        for (open, close, what) in [
            ("{>>", "<<}", "CriticMarkup"),
            ("{#", "#}", "Jinja"),
            ("{{/*", "*/}}", "Hugo"),
            ("{{!", "}}", "Handlebars"),
            ("{% comment %}", "{% endcomment %}", "Liquid"),
        ] {
            let mut from = 0;
            while let Some(start) = text[from..].find(open).map(|at| from + at) {
                from = start + open.len();
                // An end may stand behind what the parser read otherwise, so it is looked for in
                // the body.
                let limit = self
                    .body
                    .floor_char_boundary((from + REACH * 4).min(self.body.len()));
                let Some(end) = self.body[from..limit].find(close).map(|at| from + at) else {
                    continue;
                };
                // `{#id}` is an attribute.
                if open == "{#" && !self.body[from..end].starts_with([' ', '-', '\n']) {
                    continue;
                }
                let note = self.body[from..end].trim_matches('-').to_owned();
                self.comment(start..end + close.len(), what, &note);
                from = end + close.len();
            }
        }
    }

    /// Marks in a stretch of running text.
    pub(super) fn marks(&mut self, segment: &Segment) {
        let range = segment.range.clone();
        let text = &self.visible.text[range.clone()];
        self.lines(segment, text);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let place = SegmentPosition {
                text,
                at,
                base: range.start,
            };
            let end = match bytes[at] {
                b'{' => self.brace(&place),
                b'=' => self.pair(&place, "==", "Obsidian highlighting", |inner| {
                    format!("write `**{inner}**`")
                }),
                b'+' => self.pair(
                    &place,
                    "++",
                    "another tool's mark for inserted text",
                    |inner| format!("write `{inner}`, or `**{inner}**` to stress it"),
                ),
                b'|' => self.pair(&place, "||", "a chat spoiler", |inner| {
                    format!("write `{inner}`")
                }),
                b'\'' => self.apostrophes(&place),
                b'$' => self.formula(&place),
                b'~' => self.tilde(&place),
                b'^' => self.caret(&place),
                b':' => self.sign(&place),
                b'#' => self.tag(&place),
                b'@' => self.handle(&place),
                b'[' => self.bracket(&place),
                b'\\' => self.latex(&place),
                b'(' => self.block_reference(&place),
                _ => None,
            };
            at = end.map_or(at + 1, |end| end.max(at + 1));
        }
    }

    /// Marks that begin a line, or are the whole of it.
    fn lines(&mut self, segment: &Segment, text: &str) {
        let mut start = segment.range.start;
        for (number, line) in text.split('\n').enumerate() {
            let lead = line.len() - line.trim_start_matches([' ', '\u{1}']).len();
            let inner = line.trim_matches([' ', '\u{1}']).trim_end();
            let range = start + lead..start + lead + inner.len();
            // Where a mark of the parser or code begins the line, it is not begun by these.
            let is_first = self.body[start..start + lead]
                .trim_matches(['>', ' ', '\t'])
                .is_empty()
                || number == 0;
            if is_first && !inner.is_empty() {
                self.line(segment, number, (inner, range));
            }
            start += line.len() + 1;
        }
    }

    fn line(&mut self, segment: &Segment, number: usize, (line, range): (&str, Range<usize>)) {
        if number == 0 && line.starts_with("[!") {
            self.callout(segment, line, range);
            return;
        }
        if line.eq_ignore_ascii_case("[toc]")
            || line.eq_ignore_ascii_case("[[_toc_]]")
            || line == "${toc}"
        {
            self.mark(
                range,
                "a marker for a table of contents",
                "delete it: the theme can make one from the headings",
            );
            return;
        }
        if let Some((term, meaning)) = line
            .strip_prefix("*[")
            .and_then(|rest| rest.split_once("]:"))
            && !term.is_empty()
        {
            let meaning = meaning.trim();
            let help = format!(
                "write `{meaning} ({term})` where it comes first in the text, and delete this line"
            );
            self.mark(range, "a Markdown Extra abbreviation", help);
            return;
        }
        if let Some(rest) = line.strip_prefix(":::") {
            let word = rest
                .trim_start_matches([':', ' ', '{', '.'])
                .split([' ', '{', '}', '['])
                .next()
                .unwrap_or_default();
            if !word.is_empty()
                || rest.trim_matches([':', ' ']).is_empty()
                    && !self
                        .found
                        .iter()
                        .any(|found| self.body[found.range.clone()].starts_with(":::"))
            {
                let kind = callout(word).unwrap_or("NOTE");
                let help = format!(
                    "write `> [!{kind}]`, with `> ` before each line that belongs to it, and delete the `:::` at its end"
                );
                self.mark(range, "a Docusaurus or Pandoc block", help);
            }
            return;
        }
        if let Some(rest) = line
            .strip_prefix("!!!")
            .or_else(|| line.strip_prefix("???"))
            && let Some(kind) = callout(
                rest.trim_start_matches('+')
                    .trim_start()
                    .split(' ')
                    .next()
                    .unwrap_or_default(),
            )
        {
            let help =
                format!("write `> [!{kind}]`, with `> ` before each line that belongs to it");
            self.mark(range, "an MkDocs admonition", help);
            return;
        }
        if let Some(rest) = line.strip_prefix("..").filter(|rest| rest.starts_with(' '))
            && let Some((word, _)) = rest.trim_start().split_once("::")
            && is_word(word)
        {
            let help = match callout(word) {
                Some(kind) => {
                    format!("write `> [!{kind}]`, with `> ` before each line that belongs to it")
                }
                None => "write it in Markdown, or delete it".to_owned(),
            };
            self.mark(range, "a reStructuredText directive", help);
            return;
        }
        if let Some(title) = wiki_heading(line) {
            let level = line.bytes().take_while(|byte| *byte == b'=').count().min(6);
            self.mark(
                range,
                "a wiki heading",
                format!("write `{} {title}`", "#".repeat(level)),
            );
            return;
        }
        let is_import = line.starts_with("import ")
            && (line.contains(" from '")
                || line.contains(" from \"")
                || line.starts_with("import '")
                || line.starts_with("import \""));
        let is_export = line.starts_with("export const ")
            || line.starts_with("export default ")
            || line.starts_with("export function ");
        if is_import || is_export {
            self.mark(
                range,
                "an MDX line",
                "delete it: griot runs no code in pages",
            );
            return;
        }
        if let Some((word, value)) = line.split_once("::")
            && (value.is_empty() || value.starts_with(' '))
            && is_word(word)
            && word.len() < 30
        {
            let help = format!(
                "put it into the front matter: `{word}: {}`, or delete it",
                value.trim()
            );
            self.mark(range, "an Obsidian Dataview field", help);
            return;
        }
        // An anchor of a block stands at the end of its last line.
        let is_last = range.end + 2 >= segment.range.end
            || self.visible.text[range.end..segment.range.end]
                .trim()
                .is_empty();
        if is_last
            && let Some(at) = line.rfind('^')
            && (at == 0 || line[..at].ends_with(' '))
            && is_id(&line[at + 1..])
        {
            let start = range.start + at;
            let help = "delete it: links lead to headings, `[text](file.md#heading)`";
            self.mark(start..start + (line.len() - at), "an Obsidian anchor", help);
        }
    }

    /// `[!kind] title` at the beginning of a quote: an alert has its kind alone in the first line.
    fn callout(&mut self, segment: &Segment, line: &str, range: Range<usize>) {
        let Some((word, rest)) = line[2..].split_once(']') else {
            return;
        };
        if !is_word(word) {
            return;
        }
        let is_ours = matches!(
            word.to_ascii_uppercase().as_str(),
            "NOTE" | "TIP" | "IMPORTANT" | "WARNING" | "CAUTION"
        );
        let title = self.body[range.clone()]
            .split_once(']')
            .map_or(rest, |(_, title)| title);
        let title = title.trim_start_matches(['+', '-']).trim().to_owned();
        let kind = callout(word);
        let is_quote = matches!(word.to_ascii_lowercase().as_str(), "quote" | "cite");
        let title_line = if title.is_empty() {
            String::new()
        } else {
            format!(", and in the next line `> **{title}**`")
        };
        let place = range.start..range.start + word.len() + 3;
        if !segment.begins_quote {
            let kind = kind.unwrap_or("NOTE");
            self.mark(
                place,
                "the first line of an alert, which is a quote",
                format!("write `> [!{kind}]`, with `> ` before each line that belongs to it"),
            );
        } else if is_quote {
            let help = if title.is_empty() {
                "delete this line: a quote needs only its `>`".to_owned()
            } else {
                format!("write `> {title}`: a quote needs only its `>`")
            };
            self.mark(place, "an Obsidian callout", help);
        } else if is_ours {
            let kind = kind.unwrap_or("NOTE");
            self.mark(
                range,
                "an alert with text after its type",
                format!("write `> [!{kind}]` alone in its line{title_line}"),
            );
        } else {
            let kind = kind.unwrap_or("NOTE");
            self.mark(
                place,
                "an Obsidian callout",
                format!("write `> [!{kind}]` alone in its line{title_line}"),
            );
        }
    }

    /// Shortcodes, tags and attributes, which stand in braces.
    fn brace(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        for (open, close, what) in [
            ("{{", "}}", ""),
            ("{%", "%}", "a Liquid tag (Jekyll, Zola)"),
            ("{++", "++}", "CriticMarkup"),
            ("{--", "--}", "CriticMarkup"),
            ("{~~", "~~}", "CriticMarkup"),
            ("{==", "==}", "CriticMarkup"),
        ] {
            if !rest.starts_with(open) {
                continue;
            }
            let start = place.base + place.at;
            let after = start + open.len();
            let limit = self
                .body
                .floor_char_boundary((after + REACH).min(self.body.len()));
            let end = self.body[after..limit]
                .find(close)
                .map(|at| after + at + close.len());
            let Some(end) = end else {
                // A beginning without an end is shown too.
                if open == "{{" || open == "{%" {
                    let end = start + self.body[start..].lines().next().map_or(2, str::len);
                    self.mark(start..end, "the start of another tool's tag", "delete it");
                    return Some(end - place.base);
                }
                continue;
            };
            let inner = self.body[after..end - close.len()].to_owned();
            match open {
                "{{" => self.double_brace(start..end, &inner),
                "{%" => self.mark(
                    start..end,
                    what,
                    "griot has no tags: write the text itself, or delete it",
                ),
                _ => self.mark(
                    start..end,
                    "a CriticMarkup mark",
                    format!(
                        "write the text as it should be: `{}`",
                        short(inner.split("~>").last().unwrap_or_default().trim())
                    ),
                ),
            }
            return Some(end - place.base);
        }
        let end = rest.find(['}', '\n'])?;
        let inner = rest.get(1..end)?;
        if rest.as_bytes()[end] == b'}' && is_attributes(inner) {
            let range = place.range(end + 1);
            let help = if inner.contains("width") || inner.contains("height") {
                "delete it: pictures take the width of the text"
            } else {
                "delete it: the theme sets the style"
            };
            self.mark(range, "a kramdown or Pandoc attribute", help);
            return Some(place.at + end + 1);
        }
        None
    }

    /// `{{< x >}}`, `{{ x }}`, `{{x}}`.
    fn double_brace(&mut self, range: Range<usize>, inner: &str) {
        let is_hugo = inner.starts_with(['<', '%']);
        let trimmed = inner.trim_matches(['<', '>', '%', '/', ' ', '\n']);
        let name = trimmed
            .split([' ', '(', '|', '\n'])
            .next()
            .unwrap_or_default();
        let value = |key: &str| {
            let (_, rest) = trimmed.split_once(&format!("{key}="))?;
            let rest = rest.trim_start();
            let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(mark).next().map(str::to_owned)
        };
        let first = trimmed[name.len()..]
            .trim_matches([' ', '(', ')', '"', '\''])
            .split([' ', '"', ')'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let help = match name {
            "youtube" if !first.is_empty() => {
                let id = value("id").unwrap_or(first);
                format!("link to it: `[what it shows](https://www.youtube.com/watch?v={id})`")
            }
            "vimeo" if !first.is_empty() => {
                let id = value("id").unwrap_or(first);
                format!("link to it: `[what it shows](https://vimeo.com/{id})`")
            }
            "figure" | "img" | "image" if value("src").is_some() => {
                let alt = value("alt")
                    .or_else(|| value("caption"))
                    .unwrap_or_else(|| "what it shows".to_owned());
                let src = value("src").unwrap_or_default();
                format!(
                    "write `![{alt}]({})`",
                    self.known.file(&src, true).unwrap_or(src)
                )
            }
            "ref" | "relref" if !first.is_empty() => format!(
                "write the file itself: `[text]({})`",
                self.known.file(&first, false).unwrap_or(first)
            ),
            _ => "griot has no shortcodes: write the text itself, or delete it".to_owned(),
        };
        let what = if is_hugo {
            "a Hugo shortcode"
        } else if inner.contains('|') || !inner.starts_with([' ', '-']) && !inner.contains('(') {
            "a wiki template"
        } else {
            "a Liquid tag (Jekyll, Zola)"
        };
        self.mark(range, what, help);
    }

    /// `==x==` and the like: two signs on either side, with no space within.
    fn pair(
        &mut self,
        place: &SegmentPosition,
        sign: &str,
        what: &str,
        help: impl Fn(&str) -> String,
    ) -> Option<usize> {
        let rest = place.rest().strip_prefix(sign)?;
        let byte = sign.as_bytes()[0];
        if place
            .before()
            .is_some_and(|c| c.is_alphanumeric() || u32::from(c) == u32::from(byte))
        {
            return None;
        }
        let first = rest.chars().next()?;
        if first.is_whitespace() || u32::from(first) == u32::from(byte) {
            return Some(place.at + 2);
        }
        let limit = rest.floor_char_boundary(REACH.min(rest.len()));
        let end = rest[..limit].find(sign)?;
        if rest[..end].ends_with(char::is_whitespace)
            || rest[end + 2..].starts_with(char::is_alphanumeric)
        {
            return None;
        }
        let range = place.range(end + 4);
        let inner = short(&self.body[range.start + 2..range.end - 2]);
        self.mark(range, what, help(inner.trim_matches('*')));
        Some(place.at + end + 4)
    }

    /// `'''bold'''` and `''italic''` of wikis.
    fn apostrophes(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        let run = rest.bytes().take_while(|byte| *byte == b'\'').count();
        if !(2..=5).contains(&run)
            || place
                .before()
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, '’' | '\u{1}'))
        {
            return Some(place.at + run);
        }
        let inner = &rest[run..];
        let limit = inner.floor_char_boundary(REACH.min(inner.len()));
        let end = inner[..limit].find(&rest[..run])?;
        if end == 0 || inner.starts_with(char::is_whitespace) {
            return Some(place.at + run);
        }
        let range = place.range(end + 2 * run);
        let text = short(&self.body[range.start + run..range.end - run]);
        let (what, stars) = match run {
            2 => ("wiki markup for italics", "*"),
            3 => ("wiki markup for bold", "**"),
            _ => ("wiki markup for bold italics", "***"),
        };
        let quoted = if run == 2 {
            format!(", or `\"{text}\"` for a quotation")
        } else {
            String::new()
        };
        self.mark(range, what, format!("write `{stars}{text}{stars}`{quoted}"));
        Some(place.at + end + 2 * run)
    }

    /// `$x^2$` and `$$x$$`, but no prices.
    fn formula(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        let start = place.base + place.at;
        if rest.starts_with("$$") {
            // What is in a formula may have been read as emphasis.
            let limit = self
                .body
                .floor_char_boundary((start + 2 + REACH * 2).min(self.body.len()));
            let end = start + 2 + self.body[start + 2..limit].find("$$")? + 2;
            self.formula_mark(start..end);
            return Some(end - place.base);
        }
        if place.before().is_some_and(char::is_alphanumeric)
            || rest[1..].starts_with(char::is_whitespace)
        {
            return None;
        }
        let limit = self
            .body
            .floor_char_boundary((start + 1 + REACH / 2).min(self.body.len()));
        let line = self.body[start + 1..limit].split('\n').next()?;
        let end = line.find('$')?;
        let inner = &line[..end];
        let is_closed = !inner.ends_with(char::is_whitespace)
            && !line[end + 1..].starts_with(|c: char| c.is_alphanumeric());
        let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
        let is_formula =
            is_letter || inner.contains(['^', '\\', '_', '=']) && !inner.contains(". ");
        if inner.is_empty() || !is_closed || !is_formula {
            return None;
        }
        self.formula_mark(start..start + end + 2);
        Some(place.at + end + 2)
    }

    fn formula_mark(&mut self, range: Range<usize>) {
        let inner = self.body[range.clone()].trim_matches('$').trim().to_owned();
        let help = match raised(&inner) {
            Some(plain) => format!("write `{plain}`"),
            None => format!(
                "griot does not typeset formulas: write it in words, or as code: `` `{}` ``",
                short(&inner)
            ),
        };
        self.mark(range, "a LaTeX formula", help);
    }

    /// `H~2~O`.
    fn tilde(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if !place.before().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let end = rest
            .bytes()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
            .count();
        if end == 0 || !rest[end..].starts_with('~') {
            return None;
        }
        let inner = &rest[..end];
        let help = match lowered(inner) {
            Some(low) => format!(
                "write `{}{low}{}`",
                self.word_before(place),
                word_after(&rest[end + 1..])
            ),
            None => format!("write `{}{inner}`", self.word_before(place)),
        };
        self.mark(place.range(end + 2), "a Pandoc subscript", help);
        Some(place.at + end + 2)
    }

    /// `x^2^` and `^[a note]`.
    fn caret(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if rest.starts_with('[') && place.before() != Some('[') {
            let start = place.base + place.at;
            let limit = self
                .body
                .floor_char_boundary((start + REACH * 2).min(self.body.len()));
            let end = closing(&self.body[start + 1..limit], b'[', b']')?;
            let inner = short(&self.body[start + 2..start + 1 + end]);
            let label = (1..)
                .map(|number| number.to_string())
                .find(|label| !self.body.contains(&format!("[^{label}]")))?;
            let help = format!(
                "write `[^{label}]` here, and below the paragraph a line `[^{label}]: {inner}`"
            );
            let end = start + 1 + end + 1;
            self.mark(start..end, "a Pandoc footnote", help);
            return Some(end - place.base);
        }
        if !place.before().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let end = rest
            .char_indices()
            .take(12)
            .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '+' | '-'))
            .map_or(0, |(at, _)| at);
        if end == 0 || !rest[end..].starts_with('^') {
            return None;
        }
        let inner = &rest[..end];
        let high: Option<String> = inner.chars().map(high).collect();
        let help = format!(
            "write `{}{}`",
            self.word_before(place),
            high.as_deref().unwrap_or(inner)
        );
        self.mark(place.range(end + 2), "a Pandoc superscript", help);
        Some(place.at + end + 2)
    }

    /// `:smile:`, but no times.
    fn sign(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if place
            .before()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '/'))
        {
            return None;
        }
        let end = rest
            .bytes()
            .take(40)
            .take_while(|byte| {
                byte.is_ascii_lowercase()
                    || byte.is_ascii_digit()
                    || matches!(byte, b'_' | b'+' | b'-')
            })
            .count();
        if end == 0
            || !rest[end..].starts_with(':')
            || rest[end + 1..].starts_with(|c: char| c.is_alphanumeric() || c == ':')
        {
            return None;
        }
        let name = &rest[..end];
        let sign = SIGNS.iter().find(|(known, _)| *known == name);
        // A single word between colons is prose where it is not a known one.
        if sign.is_none() && !name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let help = match sign {
            Some((_, sign)) => format!("write the sign itself: `{sign}`"),
            None => "write the sign itself, or delete it".to_owned(),
        };
        self.mark(place.range(end + 2), "an emoji shortcode", help);
        Some(place.at + end + 2)
    }

    /// `#tag` of Obsidian; a hashtag with a capital, in quotation marks or named as one is prose.
    fn tag(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if place.before().is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')))
            .unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(['-', '/']);
        if !name.starts_with(|c: char| c.is_ascii_lowercase())
            || name.len() < 2
            || name.contains(char::is_uppercase)
        {
            return None;
        }
        let before = place.text[..place.at].trim_end();
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default()
            .to_lowercase();
        if word.contains("hashtag")
            || word.contains("mot-dièse")
            || word.contains("mot-clé")
            || word.contains("هاشتاغ")
            || word.contains("وسم")
        {
            return Some(place.at + 1 + end);
        }
        let topic = name.replace(['/', '_'], "-");
        let help = format!(
            "put it into the front matter, `topics: [{topic}]`; if readers should see it, write `\\#{name}`"
        );
        self.mark(place.range(1 + name.len()), "an Obsidian tag", help);
        Some(place.at + 1 + end)
    }

    /// `@source` without brackets.
    fn handle(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if place
            .before()
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ';' | ','))
        {
            return None;
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(['-', '_']);
        if name.is_empty() {
            return None;
        }
        // Handles of networks have no hyphens; a year behind one is an id of ours.
        let is_id = name.contains('-')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let is_cited = || {
            ["[see @", "[-@", "[cf. @", "[@"]
                .iter()
                .any(|before| self.body.contains(&format!("{before}{name}")))
        };
        if !is_id && !self.known.is_source(name) && !is_cited() {
            return None;
        }
        let help = format!("write `[@{name}]`; if it is somebody's handle, write `\\@{name}`");
        self.mark(
            place.range(1 + name.len()),
            "a citation without brackets",
            help,
        );
        Some(place.at + 1 + end)
    }

    /// `[see @afp, p. 3]` and `[gallery ids="1"]`.
    fn bracket(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        let limit = rest.floor_char_boundary(REACH.min(rest.len()));
        let end = rest[..limit].find(']')?;
        let inner = &rest[1..end];
        if inner.contains('[') {
            return None;
        }
        let range = place.range(end + 1);
        if let Some(at) = inner.find('@')
            && (at == 0 || inner[..at].ends_with([' ', '-', ';']))
            && inner[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            let (before, cited) = (inner[..at].trim_end_matches('-').trim(), inner[at..].trim());
            let cited = cited.replace("-@", "@");
            let name = cited[1..].split([',', ';', ' ']).next().unwrap_or_default();
            let create = if self.known.is_source(name) {
                String::new()
            } else {
                format!(", and create content/sources/{name}.md")
            };
            let gap = if before.is_empty() { "" } else { " " };
            self.mark(
                range,
                "a Pandoc citation",
                format!("write `{before}{gap}[{cited}]`{create}"),
            );
            return Some(place.at + end + 1);
        }
        let closing = inner.starts_with('/');
        let name = inner
            .trim_start_matches('/')
            .split([' ', '='])
            .next()
            .unwrap_or_default();
        let has_value = inner[name.len().min(inner.len())..].contains('=');
        let known = BRACKETED.contains(&name.to_ascii_lowercase().as_str());
        let is_alone = inner == name
            && matches!(
                name,
                "gallery" | "embed" | "caption" | "playlist" | "contact-form-7"
            );
        if known && (closing || has_value || is_alone) {
            let help = match name.to_ascii_lowercase().as_str() {
                "b" => "bold is `**text**`",
                "i" => "italics are `*text*`",
                "url" => "a link is `[text](https://example.org)`",
                "img" | "gallery" | "caption" => "a picture is `![what it shows](picture.jpg)`",
                "quote" => "a quote has `> ` before each line",
                "youtube" | "vimeo" | "video" | "audio" | "embed" => {
                    "link to it: `[what it shows](https://example.org)`"
                }
                _ => "write it in Markdown, or delete it",
            };
            self.mark(range, "a WordPress shortcode or forum tag", help);
            return Some(place.at + end + 1);
        }
        None
    }

    /// `\newpage`, `\cite{afp}`.
    fn latex(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        let end = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &rest[..end];
        if place
            .before()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '\\' | '/'))
            || !LATEX.contains(&name)
            || rest[end..].starts_with(['\\', '.'])
        {
            return None;
        }
        let argument = rest[end..]
            .starts_with('{')
            .then(|| rest[end..].find('}'))
            .flatten();
        let inner = argument.map_or("", |close| &rest[end + 1..end + close]);
        let help = match name {
            "cite" | "citep" | "citet" => format!("write `[@{inner}]`"),
            "textbf" => format!("write `**{inner}**`"),
            "textit" | "emph" => format!("write `*{inner}*`"),
            "section" | "chapter" => format!("write `## {inner}`"),
            "subsection" => format!("write `### {inner}`"),
            "footnote" => {
                format!("write `[^1]` here, and below the paragraph a line `[^1]: {inner}`")
            }
            _ => "delete it".to_owned(),
        };
        let length = 1 + end + argument.map_or(0, |close| close + 1);
        self.mark(place.range(length), "a LaTeX command", help);
        Some(place.at + length)
    }

    /// `((65f1c1a2-...))` of Logseq.
    fn block_reference(&mut self, place: &SegmentPosition) -> Option<usize> {
        let inner = place.rest().strip_prefix("((")?;
        let end = inner
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
            .count();
        if end < 32 || !inner[end..].starts_with("))") {
            return None;
        }
        self.mark(
            place.range(end + 4),
            "a Logseq reference",
            "write the text itself, or delete it",
        );
        Some(place.at + end + 4)
    }

    fn word_before(&self, place: &SegmentPosition) -> String {
        let before = &place.text[..place.at];
        let start = before
            .char_indices()
            .rev()
            .take(30)
            .take_while(|(_, c)| c.is_alphanumeric())
            .last()
            .map_or(place.at, |(at, _)| at);
        before[start..].to_owned()
    }
}

fn word_after(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    &text[..end]
}

/// A place in a stretch of running text that begins at `base` in the body.
struct SegmentPosition<'t> {
    text: &'t str,
    at: usize,
    base: usize,
}

impl<'t> SegmentPosition<'t> {
    /// What follows, as far as a mark may reach.
    fn rest(&self) -> &'t str {
        let end = self
            .text
            .floor_char_boundary((self.at + REACH).min(self.text.len()));
        &self.text[self.at..end]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// So many bytes from here, in the body.
    fn range(&self, length: usize) -> Range<usize> {
        let start = self.base + self.at;
        start..start + length
    }
}

/// Where what is opened at the beginning of a text is closed.
pub(super) fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

fn callout(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    CALLOUTS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, kind)| *kind)
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether a word is the anchor of a block.
fn is_id(word: &str) -> bool {
    word.len() > 1
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether braces hold attributes: `.class`, `#id`, `key=value`.
fn is_attributes(inner: &str) -> bool {
    let inner = inner.trim();
    let inner = inner.strip_prefix(':').unwrap_or(inner).trim();
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['"', '\''])
    };
    let mut words = inner.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    match first.as_bytes()[0] {
        b'.' | b'#' => is_name(&first[1..]),
        _ => {
            first == "toc"
                || first
                    .split_once('=')
                    .is_some_and(|(key, value)| is_name(key) && !value.is_empty())
        }
    }
}

/// The title of a wiki's heading, `== Title ==`.
fn wiki_heading(line: &str) -> Option<&str> {
    let marks = line.bytes().take_while(|byte| *byte == b'=').count();
    let title = line.get(marks..)?.strip_suffix(&"=".repeat(marks))?;
    let is_heading = (2..=6).contains(&marks)
        && title.starts_with(' ')
        && title.ends_with(' ')
        && !title.contains("==");
    (is_heading && !title.trim().is_empty()).then(|| title.trim())
}

/// A simple formula with its powers and indices as signs of their own.
fn raised(formula: &str) -> Option<String> {
    let mut out = String::new();
    let mut letters = formula.chars();
    while let Some(c) = letters.next() {
        match c {
            '^' => out.push(high(letters.next()?)?),
            '_' => out.push(low(letters.next()?)?),
            c if c.is_alphanumeric() || matches!(c, ' ' | '+' | '-' | '=') => out.push(c),
            _ => return None,
        }
    }
    Some(out)
}

fn lowered(text: &str) -> Option<String> {
    text.chars().map(low).collect()
}

fn high(c: char) -> Option<char> {
    let signs: Vec<char> = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().collect();
    match c {
        'n' => Some('ⁿ'),
        'o' => Some('º'),
        c => signs.get(c.to_digit(10)? as usize).copied(),
    }
}

fn low(c: char) -> Option<char> {
    let signs: Vec<char> = "₀₁₂₃₄₅₆₇₈₉".chars().collect();
    signs.get(c.to_digit(10)? as usize).copied()
}
