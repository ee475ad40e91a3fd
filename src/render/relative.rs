//! Makes addresses relative, for sites opened from a disk.
//!
//! In such a build, the base path is a marker that cannot occur in text, so every address of the
//! site is found here, in any template or feed. The address of a folder gets the `index.html` that
//! a host would serve.

use super::Artifact;
use crate::plan::MARK;

/// Makes every address in a file relative to the file.
pub fn from_disk(artifact: &mut Artifact) {
    let html = std::path::Path::new(&artifact.path)
        .extension()
        .is_some_and(|kind| kind == "html");
    let Ok(text) = std::str::from_utf8(&artifact.bytes) else {
        return;
    };
    if !text.contains(MARK) {
        return;
    }
    let up = if html {
        "../".repeat(artifact.path.matches('/').count())
    } else {
        String::new()
    };
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(MARK);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part
            .find(['"', '\'', '#', '?', ' ', '<', ')', '\n', ','])
            .unwrap_or(part.len());
        let (path, rest) = part.split_at(end);
        out.push_str(&up);
        out.push_str(path);
        if html && (path.is_empty() || path.ends_with('/')) {
            out.push_str("index.html");
        }
        out.push_str(rest);
    }
    artifact.bytes = out.into_bytes();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative_text(path: &str, text: &str) -> String {
        let mut artifact = Artifact {
            path: path.to_owned(),
            bytes: text.replace("@", MARK).into_bytes(),
        };
        from_disk(&mut artifact);
        String::from_utf8(artifact.bytes).expect("text stays text")
    }

    #[test]
    fn addresses_lead_up_and_name_their_file() {
        assert_eq!(
            relative_text(
                "en/actors/fama/index.html",
                "<a href=\"@en/regions/mopti/#x\"> <a href=\"@\"> <img src=\"@media/a.jpg\">"
            ),
            "<a href=\"../../../en/regions/mopti/index.html#x\"> <a href=\"../../../index.html\"> <img src=\"../../../media/a.jpg\">"
        );
        assert_eq!(
            relative_text("index.html", "<a href=\"@feed.xml\">"),
            "<a href=\"feed.xml\">"
        );
    }
}
