//! Bad input gets findings, never a panic: whatever bytes stand in a file, compiling ends with a verdict.

mod support;

use std::fs;

use proptest::prelude::*;
use support::Site;

const SAMPLE: &str = "---\ntitle: \"A : b\"\ndate: 2022-02-16..2022-02-22\nactors: [FAMa, {x: y}]\nevents:\n  - id: e\n    title: {en: E}\n    date: 2022\n    regions: [Mopti]\n    claims:\n      - {measure: killed, count: {low: 1, best: 2, high: 3}, claimant: fama, sources: [s]}\nsources:\n  - {id: s, title: S, derives_from: [s]}\n---\n\n# Heading [[fama|x]] ![a](b.jpg) [@s; @t, p. 3]\n\n| a | b |\n|:-:|--:|\n| [[x\\|y]] | <b> |\n\n> [!NOTE]\n> x[^1]\n\n[^1]: note\n\n- [x] done\n\n```rust\nfn x() {}\n```\n";

fn survives(bytes: &[u8]) {
    let site = Site::new(&[("content/site.yaml", "title: My site\nlanguages: [en, ar]\n")]);
    fs::create_dir_all(site.root().join("content/articles")).expect("folders can be made");
    fs::write(site.root().join("content/articles/x.md"), bytes).expect("files can be written");
    let compiled = site.compile();
    // Findings can be drawn, whatever they point at.
    let _ = griot::diag::emit::render(
        &compiled.findings,
        &compiled.sources,
        griot::diag::emit::Format::Human,
        griot::diag::emit::Style::Plain,
    );
    let _ = support::findings(&compiled);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn any_front_matter(text in "[ -~\\n\\t{}\\[\\]:,&*#?|>'\"é«ل]{0,200}") {
        survives(format!("---\n{text}\n---\n{text}").as_bytes());
    }

    #[test]
    fn a_document_with_a_part_cut_out_and_another_put_in(from in 0..SAMPLE.len(), length in 0..40usize, insert in "[\\PC\\n]{0,12}") {
        let mut start = from;
        while !SAMPLE.is_char_boundary(start) { start -= 1; }
        let mut end = (start + length).min(SAMPLE.len());
        while !SAMPLE.is_char_boundary(end) { end += 1; }
        survives(format!("{}{insert}{}", &SAMPLE[..start], &SAMPLE[end..]).as_bytes());
    }
}

#[test]
fn shapes_that_are_known_to_be_hard() {
    for shape in [
        "[", "![", "> ", "*", "- ", "[^1]", "`", "<", "| ", "&", "[[", "**a", "_a_ ", "#",
    ] {
        survives(format!("---\ntitle: A\ndate: 2022\n---\n{}", shape.repeat(3000)).as_bytes());
    }
    survives(format!("---\na: {}\n---\n", "[".repeat(5000)).as_bytes());
    survives(b"---\ntitle: A\ndate: 2022\n---\n&#1;0&#1; `&#1;` [a&#1;](x&#1;y \"&#1;9&#1;\") ![&#1;](b&#1;) <a b=&#1;>\n\n```a&#1;b\n&#1;\n```\n\n# &#1;99&#1;\n");
    survives(b"---\ntitle: \"A\\x01\"\ndate: 2022\n---\n");
    survives(b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n---\n");
}
