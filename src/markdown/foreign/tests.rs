use pulldown_cmark::{BrokenLink, Parser};

use super::*;
use crate::markdown::compose::{citation_link, options};

struct Nothing;

impl SiteNames for Nothing {
    fn is_source(&self, name: &str) -> bool {
        name == "afp"
    }

    fn wiki_name(&self, name: &str) -> Option<String> {
        (name == "fama").then(|| name.to_owned())
    }

    fn file(&self, written: &str, _: bool) -> Option<FoundFile> {
        (written == "my file.pdf").then(|| FoundFile {
            path: "../media/my file.pdf".to_owned(),
            is_certain: true,
        })
    }

    fn has_topics(&self) -> bool {
        true
    }
}

/// Returns all foreign syntax of a body.
pub(super) fn all(body: &str) -> Vec<ForeignSyntax> {
    let mut unresolved = Vec::new();
    let ask = |link: BrokenLink| {
        let citation = citation_link(&link);
        if citation.is_none() {
            unresolved.extend(Unresolved::from_broken_link(&link));
        }
        citation
    };
    let events: Vec<_> = Parser::new_with_broken_link_callback(body, options(), Some(ask))
        .into_offset_iter()
        .collect();
    find_all(body, &events, unresolved, &Nothing)
}

/// Returns the ranges found in a body, with the suggested text.
fn seen(body: &str) -> Vec<(String, String)> {
    all(body)
        .into_iter()
        .map(|found| {
            let written = found
                .help
                .english()
                .split('`')
                .nth(1)
                .unwrap_or_default()
                .to_owned();
            (body[found.range].to_owned(), written)
        })
        .collect()
}

#[test]
fn syntax_of_other_tools_is_found_once() {
    for (body, mark, written) in [
        ("%%ask X%% The army left.", "%%ask X%%", "<!-- ask X -->"),
        (
            "The army.\n\n%%\nask X\n\nand Y\n%%\n\nleft",
            "%%\nask X\n\nand Y\n%%",
            "<!-- ask X and Y -->",
        ),
        (
            "a %%never closed\n\nb",
            "%%never closed",
            "<!-- never closed -->",
        ),
        ("foo <!-- open\n\nb", "<!-- open", "<!-- open -->"),
        (
            "a {>>who says so?<<} b",
            "{>>who says so?<<}",
            "<!-- who says so? -->",
        ),
        ("a {# note #} b", "{# note #}", "<!-- note -->"),
        (
            "{{< youtube abc >}}",
            "{{< youtube abc >}}",
            "[what it shows](https://www.youtube.com/watch?v=abc)",
        ),
        (
            "{{< youtube id=\"abc\" >}}",
            "{{< youtube id=\"abc\" >}}",
            "[what it shows](https://www.youtube.com/watch?v=abc)",
        ),
        ("a {{<tw id>}} b", "{{<tw id>}}", ""),
        ("{{% notice %}}", "{{% notice %}}", ""),
        (
            "{{< figure src=\"m.png\" alt=\"The market\" >}}",
            "{{< figure src=\"m.png\" alt=\"The market\" >}}",
            "![The market](m.png)",
        ),
        ("{% include x.html %}", "{% include x.html %}", ""),
        ("{{ page.title }}", "{{ page.title }}", ""),
        ("{{Main|Mali}}", "{{Main|Mali}}", ""),
        ("Text\n{: .lead}", "{: .lead}", ""),
        ("![alt](m.png){width=50}", "{width=50}", ""),
        ("text {.aligncenter}", "{.aligncenter}", ""),
        ("text {#part}", "{#part}", ""),
        (
            "a ==very *high* light== b",
            "==very *high* light==",
            "**very *high* light**",
        ),
        ("== History ==", "== History ==", "## History"),
        (
            "> [!warning] Title\n> x",
            "[!warning] Title",
            "> [!WARNING]",
        ),
        ("> [!quote]- Folded\n> x", "[!quote]", "> Folded"),
        ("> [!info]\n> x", "[!info]", "> [!NOTE]"),
        ("[!NOTE]\nx", "[!NOTE]", "> [!NOTE]"),
        ("[TOC]", "[TOC]", ""),
        (
            "The army left. ^block-1",
            "^block-1",
            "[text](file.md#heading)",
        ),
        ("$x^2$ grows", "$x^2$", "x²"),
        ("so $$\\frac{a}{b}$$ is", "$$\\frac{a}{b}$$", ""),
        ("H~2~O", "~2~", "H₂O"),
        ("m^2^", "^2^", "m²"),
        ("good :smile: day", ":smile:", "😄"),
        ("Tag #mali here.", "#mali", "topics: [mali]"),
        (
            "The UN.\n\n*[UN]: United Nations",
            "*[UN]: United Nations",
            "United Nations (UN)",
        ),
        (":::note\nx\n:::", ":::note", "> [!NOTE]"),
        ("::: {.warning}\nx\n:::", "::: {.warning}", "> [!WARNING]"),
        (
            "!!! note \"Title\"\n    x",
            "!!! note \"Title\"",
            "> [!NOTE]",
        ),
        ("'''Mali''' is", "'''Mali'''", "**Mali**"),
        ("''Mali'' is", "''Mali''", "*Mali*"),
        (
            "[gallery ids=\"1,2\"]",
            "[gallery ids=\"1,2\"]",
            "![what it shows](picture.jpg)",
        ),
        (
            "so [see @afp, p. 3]",
            "[see @afp, p. 3]",
            "see [@afp, p. 3]",
        ),
        ("so [-@afp]", "[-@afp]", "[@afp]"),
        ("so @afp says", "@afp", "[@afp]"),
        (
            "so @reuters-2022-02-23 says",
            "@reuters-2022-02-23",
            "[@reuters-2022-02-23]",
        ),
        ("so^[it says] it", "^[it says]", "[^1]"),
        ("a ++new++ b", "++new++", "new"),
        ("a ||secret|| b", "||secret||", "secret"),
        (
            "import X from '../x.js'\n\nb",
            "import X from '../x.js'",
            "",
        ),
        ("a\n\n\\newpage\n\nb", "\\newpage", ""),
        ("so \\cite{afp}", "\\cite{afp}", "[@afp]"),
        (".. note:: x", ".. note:: x", "> [!NOTE]"),
        ("status:: draft", "status:: draft", "status: draft"),
        ("\n---\ntitle: x\n---\n", "---", "title: x"),
    ] {
        assert_eq!(
            seen(body),
            [(mark.to_owned(), written.to_owned())],
            "{body}"
        );
    }
}

#[test]
fn slashes_before_letters_with_accents_are_no_tag() {
    for body in ["[/aé b]", "[//é\u{202e}x]", "[/é=1]"] {
        assert!(seen(body).is_empty(), "{body}");
    }
}

#[test]
fn comments_are_errors() {
    for body in ["%%x%%", "a <!-- x", "{>>x<<}", "{{/* x */}}"] {
        let codes: Vec<Code> = all(body).into_iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::UnpublishedComment], "{body}");
    }
}

#[test]
fn malformed_links_are_found_once() {
    for (body, link, written) in [
        (
            "[the report][afp] x",
            "[the report][afp]",
            "the report [@afp]",
        ),
        (
            "[the army][fama] x",
            "[the army][fama]",
            "[[fama|the army]]",
        ),
        (
            "[the other][] x",
            "[the other][]",
            "[the other]: https://example.org",
        ),
        (
            "[text](my file.pdf)",
            "[text](my file.pdf)",
            "[text](<../media/my file.pdf>)",
        ),
        (
            "![map](my map.png)",
            "![map](my map.png)",
            "![map](<my map.png>)",
        ),
        (
            "[text] (https://example.org) x",
            "[text] (https://example.org)",
            "[text](https://example.org)",
        ),
        (
            "(text)[https://example.org] x",
            "(text)[https://example.org]",
            "[text](https://example.org)",
        ),
        (
            "[text](https://example.org/a b)",
            "[text](https://example.org/a b)",
            "[text](https://example.org/a%20b)",
        ),
        (
            "[text](https://example.org “Title”)",
            "[text](https://example.org “Title”)",
            "[text](https://example.org \"Title\")",
        ),
        (
            "![x](x.png =100x200)",
            "![x](x.png =100x200)",
            "![x](x.png)",
        ),
        (
            "[text](https://example.org and",
            "[text](https://example.org",
            "[text](https://example.org)",
        ),
        (
            "[text(https://example.org) and",
            "[text(https://example.org)",
            "[text](https://example.org)",
        ),
        (
            "［text］（https://example.org）",
            "［text］（https://example.org）",
            "[text](https://example.org)",
        ),
        (
            "[text]（https://example.org）",
            "[text]（https://example.org）",
            "[text](https://example.org)",
        ),
        (
            "[https://example.org the site] x",
            "[https://example.org the site]",
            "[the site](https://example.org)",
        ),
    ] {
        assert_eq!(
            seen(body),
            [(link.to_owned(), written.to_owned())],
            "{body}"
        );
    }
}

#[test]
fn ordinary_prose_has_no_finding() {
    for body in [
        "It costs $5 and $6, or US$5–US$6, $5m (A$7m), $1.5 billion to $2 billion.",
        "At 12:30:45, 10:30: the army speaks. Ratio 3:1:2. Note: it is so: yes.",
        "C#, F#, C++ and C++ again, #1 of 5, n° #12, the hashtag #freemali, #FreeMali, issue #12a.",
        "Write to jane@example.org or see @ONU_Mali, @FAMa_Mali and @UN.",
        "[sic] [...] […] [1] [x] [2][3] a[i][j] f[0](x) [sic](which it is) [sic] (he said) [the army] (in French)",
        "a == b == c and a = b; 2 + 2 = 4; ++ and -- and ||; a || b || c; p | q",
        "« l'armée » d''accord the soldiers' base, the '90s; it's 'so', 'so'",
        "~20 people, ~5 km, about ~10~ no; 10^6 people; x ^ y; caret ^ alone ^",
        "50% and 60%, 50 %, 100%% sure, %d %s, 5%-10%",
        "{a} {x, y} {1} {} the set {x : x > 0}, {signed 2015}, ${HOME}, {name}",
        "C:\\Users\\end \\o/ a\\b \\n \\t x\\item",
        "> [!NOTE]\n> It is so.\n\n> [!WARNING]\n> It is not.",
        "`{{ x }}` and `%%x%%` and `[a](b c.pdf)` and `==x==`\n\n```\n%%x%%\n{{< x >}}\n:::note\n```\n\n    %%x%%\n",
        "\\==x==, \\%%x%%, \\{{ x }}, \\$x^2\\$, \\[a] (https://example.org), \\#mali, \\@afp, \\:smile:",
        "[a](https://example.org) [b](x.md \"t\") [c]: no\n\n[d][e]\n\n[e]: https://example.org\n\nText[^1] [@afp, p. 3; @second]\n\n[^1]: Note.",
        "Term\n: Definition\n\n## Head {#id}\n\n- [x] done\n- [ ] open\n\n1. a\n2. b",
        "l'article 3::2, std::vector, a::b; key: value; (see below), ((twice)), (a)[b]",
        "the import of rice from Mali; import duties; export const; export of gold.",
        "!!! Attention, ??? what; ... :: what; ::; :: x",
        "une heure :30: de plus; a :: b; l'accord d'Alger: :) :-) ;-) :D :/ 10:00:",
        "الجيش [كذا] (في باماكو) ... 12:30 «نص» (أ) [ب]",
        "see www.example.org, https://example.org/a_(b), <https://example.org> and <jane@example.org>",
        "--- a dash --- and -- another\n\n---\n\nA rule above.",
        "---\n\nA text that begins with a rule.\n\n---",
        "| a | b |\n|---|---|\n| [x](y.md) | 5 $ |\n",
    ] {
        assert_eq!(seen(body), Vec::<(String, String)>::new(), "{body}");
    }
}
