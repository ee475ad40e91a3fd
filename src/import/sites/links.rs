//! Links and pictures: addresses and files of the old site become files of the new one.

use std::collections::BTreeSet;

use super::body::{Body, Edit};
use super::context::{RewriteContext, SOURCE_SCHEME};
use super::markup::escaped_text;
use super::media::is_for_readers;
use super::source::{folder, is_markdown, join, relative};
use crate::address::decoded;
use crate::import::report::ProblemKind;
use crate::markdown::{WrittenLink, syntax};
use crate::media::{Use, use_of};

/// What a destination leads to.
enum LinkMeaning {
    /// A text of the source, with the anchor as it is written.
    Text(usize, Option<String>),
    /// Another file of the source.
    File(String),
    /// An address of another site, or one that stays as it is.
    Elsewhere,
    Nothing,
}

/// Rewrites the links and pictures of a body.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let found = syntax(&body.text);
    let mut edits = Vec::new();
    for link in &found.links {
        let line = body.line(link.range.start);
        edits.extend(link_edits(link, &body.text, line, context));
    }
    let pictures = found.links.iter();
    let pictures: BTreeSet<&str> = pictures
        .filter(|link| link.is_picture && link.is_reference)
        .map(|link| link.destination.as_str())
        .collect();
    for definition in &found.definitions {
        let line = body.line(definition.place.start);
        let is_picture = pictures.contains(definition.destination.as_str());
        if let Some(new) = destination(&definition.destination, is_picture, line, context) {
            edits.push(Edit::new(definition.place.clone(), new));
        }
    }
    // Components of MDX are counted as what they are.
    let is_component = |html: &str| html[1..].starts_with(|c: char| c.is_ascii_uppercase());
    let mut html = found.html.iter();
    for place in &found.fences {
        if let Some(rest) = flags(&body.text[place.clone()]) {
            let rest = place.end - rest..place.end;
            let line = body.line(rest.start);
            context.flag(
                line,
                ProblemKind::RemovedMark,
                "",
                body.text[rest.clone()].trim(),
            );
            edits.push(Edit::new(rest, ""));
        }
    }
    if let Some(html) = html.find(|range| !is_component(body.text[(*range).clone()].trim_start())) {
        let line = body.line(html.start);
        context.count(line, ProblemKind::RawHtml, "");
    }
    body.edit(edits);
}

/// Returns the length of what stands behind the language of a block of code, if it is for programs
/// and not for readers: `,ignore` or `{linenos=true}`.
fn flags(info: &str) -> Option<usize> {
    let info = info.trim_start();
    let end = info.find([',', ' ', '{'])?;
    let rest = info[end..].trim();
    let is_list = rest.starts_with(',')
        && rest
            .chars()
            .all(|c| c.is_alphanumeric() || ",_-".contains(c));
    let is_attribute = rest.starts_with('{') && rest.ends_with('}') && !rest.contains("title");
    (is_list || is_attribute).then(|| info.len() - end)
}

/// Returns the edits of one link or picture.
fn link_edits(
    link: &WrittenLink,
    text: &str,
    line: u64,
    context: &mut RewriteContext,
) -> Vec<Edit> {
    let mark = link.range.start..link.range.start + 1;
    if link.is_picture {
        let is_remote = is_remote(&link.destination, context)
            && context.fetch(line, "", &link.destination).is_none();
        let path = without_query(&link.destination);
        let is_other = use_of(path) != Use::Picture && is_for_readers(path);
        if is_remote || is_other {
            if !is_remote {
                let kind = ProblemKind::NoPicture;
                context.flag(line, kind, "", in_source(&link.destination));
            }
            return picture_as_link(link, text, line, context);
        }
        if link.text.trim().is_empty() {
            context.flag(
                line,
                ProblemKind::MissingAlt,
                "",
                in_source(&link.destination),
            );
        }
    }
    let Some(place) = &link.place else {
        // `<name@example.org>` is a link to an address of mail as it is.
        if is_mail(&link.destination) {
            return Vec::new();
        }
        // The address of a link such as `<https://example.org/old/>` is its text too.
        if !link.is_reference
            && !link.is_picture
            && let Some(new) = destination(&link.destination, false, line, context)
        {
            return vec![Edit::new(
                mark.start..link.range.end,
                format!("[{}]({new})", link.text),
            )];
        }
        return Vec::new();
    };
    match destination(&link.destination, link.is_picture, line, context) {
        Some(new) => vec![Edit::new(place.clone(), new)],
        None => Vec::new(),
    }
}

/// Returns the edits that make a link of a picture. Within a link, its words stay.
fn picture_as_link(
    link: &WrittenLink,
    text: &str,
    line: u64,
    context: &mut RewriteContext,
) -> Vec<Edit> {
    let name = decoded(without_query(&link.destination));
    let name = name.rsplit('/').next().unwrap_or_default();
    let words = match link.text.trim() {
        "" => name,
        words => words,
    };
    if link.is_within_link {
        return vec![Edit::new(link.range.clone(), escaped_text(words))];
    }
    let mut edits = Vec::new();
    let start = link.range.start;
    if link.text.trim().is_empty() && text[start..].starts_with("![]") {
        edits.push(Edit::new(
            start..start + 3,
            format!("[{}]", escaped_text(words)),
        ));
    } else {
        edits.push(Edit::new(start..start + 1, ""));
    }
    if let Some(place) = &link.place {
        let new = destination(&link.destination, false, line, context);
        let new = new.or_else(|| absolute(&link.destination));
        edits.extend(new.map(|new| Edit::new(place.clone(), new)));
    }
    edits
}

/// Returns the address with a scheme of one without: `//example.org/x`.
fn absolute(address: &str) -> Option<String> {
    address
        .starts_with("//")
        .then(|| format!("https:{address}"))
}

/// Whether a picture is on another host.
fn is_remote(address: &str, context: &RewriteContext) -> bool {
    let is_web = address.starts_with("http://")
        || address.starts_with("https://")
        || address.starts_with("//");
    is_web && own_path(address, context).is_none()
}

/// Returns the path below the old site's root of an address of that site.
fn own_path<'d>(address: &'d str, context: &RewriteContext) -> Option<&'d str> {
    let bare = |address: &'d str| {
        let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest)
    };
    let own = bare(address);
    context.site.own_addresses.iter().find_map(|site| {
        let site = site
            .split_once("//")
            .map_or(site.as_str(), |(_, rest)| rest);
        let site = site.strip_prefix("www.").unwrap_or(site);
        let rest = own.strip_prefix(site)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    })
}

/// Whether a destination is an address of mail without its scheme: `name@example.org`.
fn is_mail(destination: &str) -> bool {
    let is_other = |c: char| c.is_whitespace() || "/:?#<>\\".contains(c);
    destination.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !use_is_file(host)
    }) && !destination.contains(is_other)
}

/// Whether what stands behind an `@` is the end of the name of a file, such as `2x.png`.
fn use_is_file(host: &str) -> bool {
    use_of(host) != Use::Other || is_markdown(host)
}

/// Returns a destination without the scheme of paths in the source.
fn in_source(destination: &str) -> &str {
    destination
        .strip_prefix(SOURCE_SCHEME)
        .unwrap_or(destination)
}

fn without_query(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

/// Returns the destination to write, or `None` if it stays. A link that leads to nothing is
/// reported.
fn destination(
    written: &str,
    is_picture: bool,
    line: u64,
    context: &mut RewriteContext,
) -> Option<String> {
    match meaning(written, is_picture, context) {
        LinkMeaning::Elsewhere if is_picture && is_remote(written, context) => {
            match context.fetched(written) {
                Some(target) => Some(encoded(&relative(folder(&context.text.target), &target))),
                None => absolute(written),
            }
        }
        LinkMeaning::Elsewhere if is_mail(written) => Some(format!("mailto:{written}")),
        LinkMeaning::Elsewhere => absolute(written),
        LinkMeaning::Nothing => {
            let shown = written.strip_prefix(SOURCE_SCHEME);
            context.flag(line, ProblemKind::BrokenLink, "", shown.unwrap_or(written));
            shown.map(encoded)
        }
        LinkMeaning::File(path) => {
            let from = folder(&context.text.target);
            let target = context.media.place(context.site, &path);
            context.report.links += 1;
            Some(encoded(&relative(from, target)))
        }
        LinkMeaning::Text(at, anchor) => {
            let target = &context.site.texts[at];
            let from = folder(&context.text.target);
            let anchor = anchor.map(
                |written| match context.index.anchor(at, &decoded(&written)) {
                    Some(anchor) => Ok(anchor.to_owned()),
                    None => Err(written),
                },
            );
            let (anchor, lost) = match anchor {
                Some(Ok(anchor)) if anchor.is_empty() => (anchor, None),
                Some(Ok(anchor)) => (format!("#{anchor}"), None),
                Some(Err(written)) => (String::new(), Some(written)),
                None => (String::new(), None),
            };
            let is_here = std::ptr::eq(target, context.text);
            if let Some(written) = lost {
                // A link within a text may lead to a footnote or to HTML.
                if is_here {
                    return None;
                }
                context.flag(line, ProblemKind::LostAnchor, "", &written);
            }
            context.report.links += 1;
            if is_here && !anchor.is_empty() {
                return Some(encoded(&anchor));
            }
            Some(format!(
                "{}{}",
                encoded(&relative(from, &target.target)),
                encoded(&anchor)
            ))
        }
    }
}

/// Returns a path or anchor for the destination of a link.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' | '?' | '\\' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => encoded.push(c),
        }
    }
    encoded
}

/// Finds what a destination leads to.
fn meaning(written: &str, is_picture: bool, context: &RewriteContext) -> LinkMeaning {
    if let Some(anchor) = written.strip_prefix('#') {
        let own = context.index.by_path.get(&context.text.path);
        return match own {
            Some(own) if !anchor.is_empty() => LinkMeaning::Text(*own, Some(anchor.to_owned())),
            _ => LinkMeaning::Elsewhere,
        };
    }
    if let Some(path) = written.strip_prefix(SOURCE_SCHEME) {
        let (path, anchor) = split_anchor(path);
        return at_path(&decoded(path), anchor, context).unwrap_or(LinkMeaning::Nothing);
    }
    let has_scheme = written.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    if is_mail(written) {
        return LinkMeaning::Elsewhere;
    }
    let own = own_path(written, context);
    let address = match own {
        Some("") => "/",
        Some(path) => path,
        None if has_scheme || written.starts_with("//") || written.is_empty() => {
            return LinkMeaning::Elsewhere;
        }
        None => written,
    };
    let (path, anchor) = split_anchor(address);
    let path = decoded(path.split('?').next().unwrap_or(path));
    let found = match path.starts_with('/') {
        true => at_address(&path, anchor, context),
        false => relative_meaning(&path, anchor, is_picture, context),
    };
    found.unwrap_or(LinkMeaning::Nothing)
}

fn split_anchor(address: &str) -> (&str, Option<String>) {
    match address.split_once('#') {
        Some((path, "")) => (path, None),
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (address, None),
    }
}

/// Finds a file of the source by its path.
fn at_path(path: &str, anchor: Option<String>, context: &RewriteContext) -> Option<LinkMeaning> {
    let path = path.trim_start_matches('/');
    if let Some(at) = context.index.by_path.get(path) {
        let has_file = !context.site.texts[*at].target.is_empty();
        return has_file.then_some(LinkMeaning::Text(*at, anchor));
    }
    let is_file = context.site.folder.files.contains(path);
    (is_file && is_for_readers(path) && !is_markdown(path))
        .then(|| LinkMeaning::File(path.to_owned()))
}

/// Finds what is at an address below the old site's root.
fn at_address(path: &str, anchor: Option<String>, context: &RewriteContext) -> Option<LinkMeaning> {
    let base = context.site.own_addresses.iter().find_map(|address| {
        let (_, rest) = address.split_once("//")?;
        rest.find('/').map(|at| &rest[at..])
    });
    let below = base.and_then(|base| path.strip_prefix(base));
    for path in [below, Some(path)].into_iter().flatten() {
        if let Some(at) = context.index.at_any_address(path)
            && !context.site.texts[at].target.is_empty()
        {
            return Some(LinkMeaning::Text(at, anchor));
        }
        let below = path.trim_start_matches('/');
        for root in &context.site.roots {
            if let Some(found) = at_path(&format!("{root}{below}"), anchor.clone(), context) {
                return Some(found);
            }
        }
    }
    None
}

/// Finds what a relative path means: a file beside the text, or an address below that of the text.
fn relative_meaning(
    path: &str,
    anchor: Option<String>,
    is_picture: bool,
    context: &RewriteContext,
) -> Option<LinkMeaning> {
    let beside = join(folder(&context.text.path), path);
    if let Some(beside) = &beside {
        let names = [
            beside.clone(),
            format!("{beside}.md"),
            format!("{beside}.mdx"),
            format!("{beside}.markdown"),
            format!("{}/index.md", beside.trim_end_matches('/')),
            format!("{}/_index.md", beside.trim_end_matches('/')),
            beside.replace(".html", ".md"),
        ];
        for name in names {
            if let Some(found) = at_path(&name, anchor.clone(), context) {
                return Some(found);
            }
        }
    }
    if let Some(address) = &context.text.address {
        let above = match address.ends_with('/') {
            true => address.as_str(),
            false => folder(address),
        };
        if let Some(joined) = join(above, path)
            && let Some(found) = at_address(&format!("/{joined}"), anchor.clone(), context)
        {
            return Some(found);
        }
    }
    // Some generators take the root for the folder of pictures.
    is_picture
        .then(|| at_address(&format!("/{path}"), anchor, context))
        .flatten()
}
