use super::tests::all;
use crate::diag::Safety;

/// Returns a body after its safe or its other fixes, until none is left. Of alternatives, none is
/// applied.
fn fixed(body: &str, safety: Safety) -> String {
    let mut body = body.to_owned();
    for _ in 0..10 {
        let found = all(&body);
        let fix = found.into_iter().find_map(|found| {
            let mut fixes = found.fixes.into_iter().filter(|fix| fix.safety == safety);
            fixes.next().filter(|_| fixes.next().is_none())
        });
        let Some(fix) = fix else {
            break;
        };
        let mut edits = fix.edits;
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, text) in edits {
            body.replace_range(range, &text);
        }
    }
    body
}

#[test]
fn safe_fixes_write_markdown() {
    for (before, after) in [
        ("%%ask X%% The army left.", "<!-- ask X --> The army left."),
        ("The army.%%  %% Left", "The army. Left"),
        (
            "The army.\n\n%%\nask X\n\nand Y\n%%\n\nleft",
            "The army.\n\n<!--\nask X\n\nand Y\n-->\n\nleft",
        ),
        (
            "The army. %% ask X\n\nand Y %%",
            "The army. %% ask X\n\nand Y %%",
        ),
        ("a %%never closed\n\nb", "a %%never closed\n\nb"),
        ("a {>>who says so?<<} b", "a <!-- who says so? --> b"),
        ("a {{/* note */}} b", "a <!-- note --> b"),
        ("a {# a -- b #} c", "a {# a -- b #} c"),
        ("Text\n{: .lead}\n\nb", "Text\n\nb"),
        ("![alt](m.png){width=50}", "![alt](m.png)"),
        ("text {.aligncenter}", "text"),
        ("a ==very *high* light== b", "a **very *high* light** b"),
        ("a ==very `a*` light== b", "a ==very `a*` light== b"),
        ("a ==**b**== and ==c\nd==", "a **b** and **c\nd**"),
        ("== History ==\n\nText", "## History\n\nText"),
        (
            "> [!warning]- Title `x`\n> x",
            "> [!WARNING]\n> **Title `x`**\n> x",
        ),
        ("> [!question]\n> x", "> [!question]\n> x"),
        ("> [!question] Who?\n> x", "> [!NOTE]\n> **Who?**\n> x"),
        ("> [!quote]- Folded\n> x", "> Folded\n> x"),
        ("> [!quote]\n> x", "> x"),
        ("> [!info]\n> x", "> [!NOTE]\n> x"),
        (
            "> [!NOTE] It is so\r\n> x",
            "> [!NOTE]\r\n> **It is so**\r\n> x",
        ),
        ("- > [!tip] T\n  > x", "- > [!TIP]\n  > **T**\n  > x"),
        ("[!NOTE]\nx\ny\n\nz", "> [!NOTE]\n> x\n> y\n\nz"),
        ("[!info] Who\nx\n\nz", "> [!NOTE]\n> Who\n> x\n\nz"),
        ("a\n\n[TOC]\n\nb", "a\n\n\nb"),
        ("The army left. ^block-1", "The army left."),
        ("> The army left.\n> ^block-1", "> The army left.\n"),
        ("$x^2$ grows", "x² grows"),
        ("H~2~O and m^2^, x~i~", "H₂O and m², x~i~"),
        ("good :smile: and :handshake:", "good 😄 and 🤝"),
        ("'''Mali''' is", "**Mali** is"),
        ("''Mali'' is", "''Mali'' is"),
        ("so [see @afp, p. 3] it", "so see [@afp, p. 3] it"),
        ("so [see @afp; also @un] it", "so [see @afp; also @un] it"),
        ("so [-@afp]", "so [@afp]"),
        (
            "so^[it\nsays] it^[and *so*] is\n",
            "so[^1] it[^2] is\n\n[^1]: it says\n[^2]: and *so*\n",
        ),
        ("so^[it says]", "so[^1]\n\n[^1]: it says"),
        ("import X from '../x.js'\n\nb", "\nb"),
        ("a\n\n\\newpage\n\nb", "a\n\n\nb"),
        ("\\textbf{Mali} \\cite{afp, afp}", "**Mali** [@afp; @afp]"),
        (
            "\\section{Mali}\n\na \\section{b}",
            "## Mali\n\na \\section{b}",
        ),
        ("so\\footnote{it says} it", "so[^1] it\n\n[^1]: it says"),
        (
            "[b]a c[/b] [url=https://a.org]b[/url]",
            "**a c** [b](https://a.org)",
        ),
        ("[b]a [i]c[/i]", "[b]a *c*"),
        ("{{< youtube abc >}}", "{{< youtube abc >}}"),
    ] {
        assert_eq!(fixed(before, Safety::Safe), after, "{before}");
    }
}

#[test]
fn other_fixes_are_for_a_person() {
    for (before, after) in [
        ("a %%never closed\n\nb", "a <!-- never closed -->\n\nb"),
        ("foo <!-- open\n\nb", "foo <!-- open -->\n\nb"),
        (
            "{{< youtube abc >}}",
            "[what it shows](https://www.youtube.com/watch?v=abc)",
        ),
        (
            "The UN. The UN\n\n*[UN]: United Nations\n",
            "The United Nations (UN). The UN\n\n",
        ),
        ("Tag #mali here.\n\n#army #un", "Tag mali here.\n\n"),
        ("so @afp says", "so [@afp] says"),
        ("a ||secret|| b", "a secret b"),
        ("a ++new++ b {++c++}", "a ++new++ b {++c++}"),
        ("x~i~", "xi"),
    ] {
        assert_eq!(fixed(before, Safety::Unsafe), after, "{before}");
    }
}

#[test]
fn links_are_fixed_if_it_is_known_where_they_lead() {
    for (before, after) in [
        (
            "a [the *other* one] (https://example.org) b",
            "a [the *other* one](https://example.org) b",
        ),
        ("[text](my file.pdf)", "[text](<../media/my file.pdf>)"),
        ("![map](my map.png)", "![map](my map.png)"),
        (
            "[text](https://example.org/a b.pdf)",
            "[text](https://example.org/a%20b.pdf)",
        ),
        (
            "[text](https://example.org/a title)",
            "[text](https://example.org/a title)",
        ),
        (
            "[text](https://example.org “Title”)",
            "[text](https://example.org \"Title\")",
        ),
        ("(text)[https://example.org]", "[text](https://example.org)"),
        (
            "[text](https://example.org, and",
            "[text](https://example.org), and",
        ),
        (
            "[text(https://example.org) and",
            "[text](https://example.org) and",
        ),
        (
            "［text］（https://example.org）",
            "[text](https://example.org)",
        ),
        (
            "[https://example.org the site]",
            "[the site](https://example.org)",
        ),
        (
            "[fama][] and [the army][fama]",
            "[[fama|fama]] and [the army][fama]",
        ),
        (
            "> [a\n> b] (https://example.org)",
            "> [a\n> b](https://example.org)",
        ),
    ] {
        assert_eq!(fixed(before, Safety::Safe), after, "{before}");
    }
}
