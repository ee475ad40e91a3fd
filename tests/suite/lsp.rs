//! `griot lsp`, by a scripted editor over the protocol.

mod editor;

use std::fs;

use serde_json::{Value, json};

use self::editor::Editor;
use crate::support::Site;

const EVENT: &str = "content/events/raid.md";
const ARTICLE: &str = "content/articles/note.md";
const ACTOR: &str = "content/actors/fama.md";

const EVENT_TEXT: &str = "---\ntitle: The raid\ndate: 2022-02-22\nregions: [mopti]\nside_a: [fama]\n\
side_b: [jnim]\nclaims:\n  - id: killed\n    measure: killed\n    count: 19\n    claimant: fama\n    \
sources: [afp-1]\n---\n";

const ARTICLE_TEXT: &str = "---\ntitle: A note\ndate: 2022-02-23\nsummary: A raid.\nevents: [raid]\n\
---\n\n## First\n\nThe [[FAMa]] say [19](claim:raid#killed) [@afp-1].\n\n## Second\n\nSee \
[them](../actors/fama.md).\n";

fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: Mali\nlanguages: [en]\nbase_url: https://example.org/\nsearch: no\n",
        ),
        (
            ACTOR,
            "---\nname: Forces armées maliennes\naliases: [FAMa]\nparty_to_conflict: yes\n---\n\n\
             The army of Mali.\n",
        ),
        ("content/actors/jnim.md", "---\nname: JNIM\n---\n"),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/sources/afp-1.md",
            "---\ntitle: The report\nkind: news\ndate: 2022-02-23\npublisher: AFP\noriginal: fama\n\
             url: https://example.org/1\n---\n",
        ),
        (EVENT, EVENT_TEXT),
        (ARTICLE, ARTICLE_TEXT),
    ])
}

/// Returns the codes of findings with the text of each range in a text of ASCII.
fn shown(findings: &[Value], text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let show = |finding: &Value| {
        let number = |path: &str| {
            let number = finding.pointer(path).and_then(Value::as_u64);
            usize::try_from(number.expect("it has a range")).expect("texts are short")
        };
        let line = number("/range/start/line");
        assert_eq!(line, number("/range/end/line"), "{finding}");
        let range = number("/range/start/character")..number("/range/end/character");
        let written = &lines[line][range];
        let code = finding["code"].as_str().unwrap_or_default();
        format!("{line} {code} {written}")
    };
    findings.iter().map(show).collect()
}

#[test]
fn findings_follow_an_unsaved_text() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({"locale": "en"}));
    editor.open(EVENT, EVENT_TEXT);
    assert_eq!(shown(&editor.findings(EVENT, Some(1)), EVENT_TEXT), [""; 0]);
    let wrong = EVENT_TEXT.replace("side_b: [jnim]", "side_b: [jnmi]");
    editor.change(EVENT, 2, &wrong);
    let findings = editor.findings(EVENT, Some(2));
    assert_eq!(shown(&findings, &wrong), ["5 misspelt-name jnmi"]);
    assert_eq!(findings[0]["severity"], 1);
    assert_eq!(findings[0]["source"], "griot");
    // An edit in the middle, after an unfinished one.
    editor.change(
        EVENT,
        3,
        &EVENT_TEXT.replace("side_b: [jnim]", "side_b: [jn"),
    );
    let findings = editor.findings(EVENT, Some(3));
    assert_eq!(findings[0]["code"], "yaml-syntax", "{findings:?}");
    assert_eq!(findings.len(), 1, "{findings:?}");
    let range = json!({
        "start": {"line": 5, "character": 11},
        "end": {"line": 5, "character": 11},
    });
    editor.change_with(EVENT, 4, &json!([{"range": range, "text": "im]"}]));
    assert_eq!(shown(&editor.findings(EVENT, Some(4)), EVENT_TEXT), [""; 0]);
    // Nothing was written.
    let saved = fs::read_to_string(site.root().join(EVENT)).expect("it is there");
    assert_eq!(saved, EVENT_TEXT);
    assert!(!site.root().join(".griot-cache").exists());
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn findings_of_other_files_follow_too() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({"locale": "fr-FR"}));
    // A claim that prose links to gets another number.
    editor.open(EVENT, EVENT_TEXT);
    editor.change(EVENT, 2, &EVENT_TEXT.replace("count: 19", "count: 20"));
    let findings = editor.findings(ARTICLE, None);
    assert_eq!(shown(&findings, ARTICLE_TEXT), ["9 figure-mismatch 19"]);
    let message = findings[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains('à') || message.contains('é'), "{message}");
    let related = &findings[0]["relatedInformation"];
    assert!(related.as_array().is_some(), "{findings:?}");
    // Closed without saving, the text is that of the file again.
    let uri = editor.uri(EVENT);
    editor.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": uri}}),
    );
    assert_eq!(editor.findings(ARTICLE, None), [Value::Null; 0]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_new_file_is_part_of_the_site_before_it_is_saved() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({}));
    editor.open(ARTICLE, &ARTICLE_TEXT.replace("[[FAMa]]", "[[wagner]]"));
    let codes = |findings: Vec<Value>| -> Vec<String> {
        let codes = findings.iter().filter_map(|one| one["code"].as_str());
        codes.map(str::to_owned).collect()
    };
    assert_eq!(
        codes(editor.findings(ARTICLE, Some(1))),
        ["unknown-reference"]
    );
    editor.open("content/actors/wagner.md", "---\nname: Wagner\n---\n");
    assert_eq!(codes(editor.findings(ARTICLE, Some(1))), [""; 0]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn names_keys_and_values_are_completed() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({"locale": "en"}));
    editor.open(EVENT, EVENT_TEXT);
    let mut version = 1;
    let mut offers = |text: &str| {
        version += 1;
        editor.offers(EVENT, version, text)
    };
    let with = |from: &str, to: &str| EVENT_TEXT.replace(from, to);
    assert_eq!(
        offers(&with("side_b: [jnim]", "side_b: [fam|")),
        ["FAMa = fama"]
    );
    assert_eq!(
        offers(&with("side_b: [jnim]", "side_b:\n  - maliennes|"))[0],
        "Forces armées maliennes = fama"
    );
    assert_eq!(
        offers(&with("claimant: fama", "claimant: jn|"))[0],
        "JNIM = jnim"
    );
    assert_eq!(
        offers(&with("    count: 19", "    gra|"))[0],
        "grade = grade: "
    );
    assert_eq!(
        offers(&with("measure: killed", "measure: disp|"))[0],
        "displaced = displaced"
    );
    assert_eq!(
        offers(&with("title: The raid", "tit|: x"))[0],
        "title = title"
    );
    assert_eq!(
        offers(&with("sources: [afp-1]", "sources: [report|]"))[0],
        "The report = afp-1"
    );
    let keys = offers(&with("claims:", "|\nclaims:"));
    assert!(
        keys.contains(&"event_type = event_type: ".to_owned()),
        "{keys:?}"
    );
    assert!(
        !keys.contains(&"regions = regions: ".to_owned()),
        "{keys:?}"
    );
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn names_files_and_claims_are_completed_in_prose() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({"locale": "en"}));
    editor.open(ARTICLE, ARTICLE_TEXT);
    let mut version = 1;
    for (written, expected) in [
        ("x [[fam|", "FAMa = FAMa]]"),
        ("x [[fam|]]", "FAMa = FAMa"),
        ("x [[region:mop|", "Mopti = Mopti]]"),
        ("x [@afp|]", "afp-1 = afp-1"),
        ("x [@afp-1; @rep|", "The report = afp-1]"),
        ("[19](claim:rai|", "raid = raid#"),
        ("[19](claim:raid#|", "killed = killed"),
        ("![a](map:mop|", "Mopti = mopti"),
        ("![a](chart:kil|", "killed = killed"),
        ("![a](timeline:?act|", "actor = actor="),
        ("![a](timeline:?actor=fam|", "FAMa = fama"),
        ("[a](../actors/fa|", "../actors/fama.md = ../actors/fama.md"),
        ("[a](#sec|", "Second = second"),
    ] {
        version += 1;
        let text = ARTICLE_TEXT.replace("The [[FAMa]] say", written);
        let offers = editor.offers(ARTICLE, version, &text);
        assert_eq!(
            offers.first().map(String::as_str),
            Some(expected),
            "{written}: {offers:?}"
        );
    }
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn entities_claims_and_keys_are_shown_and_found() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({"locale": "en"}));
    editor.open(ARTICLE, ARTICLE_TEXT);
    let at = |text: &str| {
        let (at, _) = editor::marked(&ARTICLE_TEXT.replacen(text, &format!("|{text}"), 1));
        at
    };
    let mut hover = |at| {
        let hover = editor.ask("textDocument/hover", ARTICLE, at);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let actor = hover(at("FAMa"));
    assert!(
        actor.contains("**Forces armées maliennes** · `actors/fama`"),
        "{actor}"
    );
    assert!(actor.contains("The army of Mali."), "{actor}");
    let claim = hover(at("killed)"));
    assert!(
        claim.contains("**killed: 19 · Forces armées maliennes**"),
        "{claim}"
    );
    assert!(claim.contains("one origin: The report"), "{claim}");
    assert!(claim.contains("every origin speaks for a party"), "{claim}");
    assert!(hover(at("summary")).contains("# `article.summary`"));
    assert_eq!(hover(at("First")), "");

    let definition = editor.ask("textDocument/definition", ARTICLE, at("killed)"));
    assert_eq!(definition["uri"], editor.uri(EVENT));
    assert_eq!(definition["range"]["start"]["line"], 7);
    let definition = editor.ask("textDocument/definition", ARTICLE, at("../actors"));
    assert_eq!(definition["uri"], editor.uri(ACTOR));

    let references = editor.ask("textDocument/references", ARTICLE, at("FAMa"));
    let places: Vec<(String, u64)> = (references.as_array().expect("a list").iter())
        .map(|one| {
            let uri = one["uri"].as_str().unwrap_or_default();
            let name = uri.rsplit('/').next().unwrap_or_default();
            let line = one["range"]["start"]["line"].as_u64();
            (name.to_owned(), line.unwrap_or_default())
        })
        .collect();
    let expected = [
        ("note.md", 9),
        ("note.md", 13),
        ("raid.md", 4),
        ("raid.md", 10),
        ("afp-1.md", 5),
        ("fama.md", 0),
    ];
    let expected = expected.map(|(name, line)| (name.to_owned(), line));
    assert_eq!(places, expected);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn files_have_an_outline_and_folds() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({}));
    editor.open(ARTICLE, ARTICLE_TEXT);
    let symbols = editor.ask("textDocument/documentSymbol", ARTICLE, (0, 0));
    let names: Vec<&str> = (symbols.as_array().expect("a list").iter())
        .filter_map(|symbol| symbol["name"].as_str())
        .collect();
    assert_eq!(
        names,
        ["title", "date", "summary", "events", "First", "Second"]
    );
    let folds = editor.ask("textDocument/foldingRange", ARTICLE, (0, 0));
    let lines: Vec<(u64, u64)> = (folds.as_array().expect("a list").iter())
        .filter_map(|fold| Some((fold["startLine"].as_u64()?, fold["endLine"].as_u64()?)))
        .collect();
    assert_eq!(lines, [(0, 5), (7, 9), (11, 13)]);
    editor.open(EVENT, EVENT_TEXT);
    let symbols = editor.ask("textDocument/documentSymbol", EVENT, (0, 0));
    let claims = symbols
        .as_array()
        .and_then(|all| all.last())
        .expect("it has keys");
    assert_eq!(claims["children"][0]["name"], "killed", "{claims}");
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn the_protocol_is_kept() {
    let site = site();
    let mut editor = Editor::connect(site.root());
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    let early = editor.request("textDocument/hover", json!({}));
    assert_eq!(code(&early), Some(-32002));
    let capabilities = json!({"general": {"positionEncodings": ["utf-8", "utf-16"]}});
    let result = editor.request("initialize", json!({"capabilities": capabilities}));
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-8");
    assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(code(&editor.request("initialize", json!({}))), Some(-32600));
    assert_eq!(
        code(&editor.request("textDocument/moniker", json!({}))),
        Some(-32601)
    );
    assert_eq!(
        code(&editor.request("textDocument/hover", json!([1]))),
        Some(-32602)
    );
    editor.notify("$/unknown", json!({"x": 1}));
    editor.notify("textDocument/didOpen", json!("nonsense"));
    // A request that is taken back before its turn.
    editor.open(ARTICLE, ARTICLE_TEXT);
    let uri = editor.uri(ARTICLE);
    let params = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}});
    let request =
        json!({"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover", "params": params});
    let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "x"}});
    editor.send(&request);
    editor.send(&cancel);
    let answer = editor.wait(|message| message["id"] == "x");
    assert!(
        matches!(answer["error"]["code"].as_i64(), Some(-32800) | None),
        "{answer}"
    );
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn hostile_input_ends_nothing_but_itself() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({}));
    for (bytes, code) in [
        (b"Content-Length: 2\r\n\r\n\xff\xfe".as_slice(), -32700),
        (b"Content-Length: 1\r\n\r\n{", -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Garbage\r\nX: y\r\nContent-Length: 4\r\n\r\nnull", -32600),
    ] {
        editor.write(bytes);
        let answer = editor.wait(|message| message.get("error").is_some());
        assert_eq!(answer["error"]["code"], code, "{answer}");
        assert_eq!(answer["id"], Value::Null);
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    editor.write(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    editor.wait(|message| message["error"]["code"] == -32700);
    // Positions past the end, in an open text and in one that is not.
    editor.open(ARTICLE, ARTICLE_TEXT);
    let far = (u32::MAX, u32::MAX);
    for path in [ARTICLE, EVENT, "../outside.md", "content/site.yaml"] {
        for method in [
            "completion",
            "hover",
            "definition",
            "references",
            "documentSymbol",
        ] {
            let answer = editor.ask(&format!("textDocument/{method}"), path, far);
            assert!(answer.get("error").is_none(), "{method} {path}: {answer}");
        }
    }
    let range = json!({
        "start": {"line": 4_000_000_000_u32, "character": 5},
        "end": {"line": 1, "character": 4_000_000_000_u32},
    });
    editor.change_with(
        ARTICLE,
        2,
        &json!([{"range": range, "text": "\u{0}\u{202e}[[|"}]),
    );
    editor.findings(ARTICLE, Some(2));
    // Texts that are strange, at each of their positions.
    for (version, text) in (3..).zip([
        "---\n",
        "---\na: [\"",
        "---\n- - {",
        "[[",
        "](claim:#",
        "[@;@",
        "![](map:?=&",
    ]) {
        editor.change(ARTICLE, version, text);
        for (line, written) in (0..).zip(text.split('\n')) {
            for character in 0..=u32::try_from(written.len()).expect("texts are short") {
                let answer = editor.ask("textDocument/completion", ARTICLE, (line, character));
                assert!(answer.get("error").is_none(), "{text}: {answer}");
            }
        }
    }
    assert_eq!(editor.end(), Some(0));
    // A length that nobody could send.
    let mut editor = Editor::start(site.root(), &json!({}));
    editor.write(b"Content-Length: 18446744073709551615\r\n\r\n{}");
    assert_eq!(editor.exit_code(), Some(1));
    let mut editor = Editor::connect(site.root());
    // The server may end before it has read everything.
    let _ = editor.try_write(&[b'x'; 100_000]);
    assert_eq!(editor.exit_code(), Some(1));
}

/// Returns a text with the edits of an answer, which are sorted by position and in ASCII.
fn edited(text: &str, edits: &Value) -> String {
    let lines: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let offset = |at: &Value| {
        let number = |name: &str| {
            let number = at[name].as_u64().expect("it is a position");
            usize::try_from(number).expect("texts are short")
        };
        lines[number("line")] + number("character")
    };
    let mut text = text.to_owned();
    for edit in edits.as_array().expect("edits are a list").iter().rev() {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        text.replace_range(range, edit["newText"].as_str().expect("an edit has a text"));
    }
    text
}

#[test]
fn an_unknown_actor_is_fixed() {
    let site = site();
    let mut editor = Editor::start(site.root(), &json!({"locale": "en"}));
    editor.open(EVENT, EVENT_TEXT);
    let wrong = EVENT_TEXT.replace("side_b: [jnim]", "side_b: [jnmi]");
    editor.change(EVENT, 2, &wrong);
    let finding = editor.findings(EVENT, Some(2)).remove(0);
    let uri = editor.uri(EVENT);
    let mut fixes = |range: &Value| {
        let params = json!({
            "textDocument": {"uri": uri},
            "range": range,
            "context": {"diagnostics": []},
        });
        let actions = editor.request("textDocument/codeAction", params);
        actions.as_array().expect("actions are a list").clone()
    };
    let actions = fixes(&finding["range"]);
    let [action] = actions.as_slice() else {
        panic!("one action was expected: {actions:?}");
    };
    assert_eq!(action["kind"], "quickfix");
    let mended = edited(&wrong, &action["edit"]["changes"][&uri]);
    assert_eq!(mended, EVENT_TEXT, "{action}");
    let top = json!({"line": 0, "character": 0});
    assert_eq!(fixes(&json!({"start": top, "end": top})), [Value::Null; 0]);
    editor.change(EVENT, 3, &mended);
    assert_eq!(editor.findings(EVENT, Some(3)), [Value::Null; 0]);
    assert_eq!(editor.end(), Some(0));
}

/// Returns an answer's edits of a file, applied to its text.
fn renamed(answer: &Value, uri: &str, text: &str) -> String {
    let changes = answer["documentChanges"]
        .as_array()
        .expect("it has changes");
    let of_file = changes
        .iter()
        .find(|change| change["textDocument"]["uri"] == uri);
    of_file.map_or_else(|| text.to_owned(), |change| edited(text, &change["edits"]))
}

#[test]
fn an_id_is_renamed_in_every_file() {
    let site = site();
    let before = site.findings();
    let capabilities = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["rename"]}},
    });
    let mut editor = Editor::start(
        site.root(),
        &json!({"locale": "en", "capabilities": capabilities}),
    );
    editor.open(ARTICLE, ARTICLE_TEXT);
    // An unsaved text counts as it is in the editor.
    let article = ARTICLE_TEXT.replace("## Second\n", "## Second\n\n[[actor:fama]]\n");
    editor.change(ARTICLE, 2, &article);
    let (at, _) = editor::marked(&article.replacen("fama.md", "fa|ma.md", 1));
    let prepared = editor.ask("textDocument/prepareRename", ARTICLE, at);
    assert_eq!(prepared["placeholder"], "fama");
    let mut rename = |at: (u32, u32), new: &str| {
        let params = json!({
            "textDocument": {"uri": editor.uri(ARTICLE)},
            "position": {"line": at.0, "character": at.1},
            "newName": new,
        });
        editor.request("textDocument/rename", params)
    };
    for new in ["jnim", "Not An Id"] {
        let answer = rename(at, new);
        assert_eq!(answer["error"]["code"], -32803, "{answer}");
    }
    let answer = rename(at, "malian-army");
    let claim = rename(
        editor::marked(&article.replacen("#killed", "#kil|led", 1)).0,
        "dead",
    );
    let renames: Vec<&Value> = (answer["documentChanges"]
        .as_array()
        .expect("changes")
        .iter())
    .filter(|change| change["kind"] == "rename")
    .collect();
    assert_eq!(renames.len(), 1, "{answer}");
    assert_eq!(
        renames[0]["newUri"],
        editor.uri("content/actors/malian-army.md")
    );
    let new_article = renamed(&answer, &editor.uri(ARTICLE), &article);
    let expected = article
        .replace("../actors/fama.md", "../actors/malian-army.md")
        .replace("[[actor:fama]]", "[[actor:malian-army]]");
    assert_eq!(new_article, expected);
    let event = renamed(&answer, &editor.uri(EVENT), EVENT_TEXT);
    assert_eq!(event, EVENT_TEXT.replace("fama", "malian-army"));
    let actor = fs::read_to_string(site.root().join(ACTOR)).expect("it is there");
    let actor = renamed(&answer, &editor.uri(ACTOR), &actor);
    assert!(actor.contains("redirect_from: [/actors/fama/]"), "{actor}");

    // The site is as before, with the new name.
    site.put(ARTICLE, &new_article);
    site.put(EVENT, &event);
    site.put("content/actors/malian-army.md", &actor);
    let source = "content/sources/afp-1.md";
    let text = fs::read_to_string(site.root().join(source)).expect("it is there");
    site.put(source, &renamed(&answer, &editor.uri(source), &text));
    fs::remove_file(site.root().join(ACTOR)).expect("it can be deleted");
    assert_eq!(site.findings(), before);

    // A claim is renamed in its event and in texts.
    let event = renamed(&claim, &editor.uri(EVENT), EVENT_TEXT);
    assert_eq!(event, EVENT_TEXT.replace("id: killed", "id: dead"));
    let text = renamed(&claim, &editor.uri(ARTICLE), &article);
    assert_eq!(text, article.replace("raid#killed", "raid#dead"));
    assert_eq!(editor.end(), Some(0));
}
