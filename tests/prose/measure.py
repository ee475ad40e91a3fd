#!/usr/bin/env python3
"""Measures the alarms of griot's linter on newsroom prose.

    python3 measure.py PROGRAM [FOLDER] [--list]

Runs `PROGRAM check` on a folder, by default the one of this file, and prints a Markdown table: for each language and code, the false alarms in the
clean articles, and how many of the true cases are found. --list adds every false alarm and every miss.
"""

import csv
import functools
import json
import pathlib
import re
import subprocess
import sys

PLACES = [argument for argument in sys.argv[1:] if argument != "--list"][1:]
HERE = pathlib.Path(PLACES[0]).resolve() if PLACES else pathlib.Path(__file__).resolve().parent
CODES = ["near-name", "loaded-word", "unclaimed-figure"]
LANGUAGES = ["fr", "en", "ar"]


def language(path):
    """The language of an article, from its name."""
    return path.removesuffix(".md").rsplit(".", 1)[-1]


def is_true_case(path):
    return pathlib.PurePosixPath(path).name.startswith("true-")


def findings(program):
    """The findings of the program, as the schema of `griot explain --json-schema` describes them."""
    program = str(pathlib.Path(program).resolve())
    run = subprocess.run(
        [program, "check", "--root", ".", "--format", "json"],
        cwd=HERE, capture_output=True, text=True, encoding="utf-8", check=False,
    )
    if run.returncode not in (0, 1):
        sys.exit(f"the program failed with {run.returncode}:\n{run.stderr}")
    found = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    for finding in found:
        path = finding["path"].removeprefix("./")
        finding["path"] = path[path.index("content/"):] if "content/" in path else path
    return found


def expected():
    with open(HERE / "expected.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["line"] = int(row["line"])
        row["found"] = False
        if row["words"] not in lines(row["file"])[row["line"] - 1]:
            sys.exit(f"expected.tsv: {row['file']}:{row['line']} has no {row['words']!r}")
    return rows


@functools.cache
def lines(path):
    return (HERE / path).read_text(encoding="utf-8").split("\n")


def words_of(finding):
    """The characters that a finding points at, on its first line."""
    line = lines(finding["path"])[finding["line"] - 1]
    end = finding["end_column"] - 1 if finding["end_line"] == finding["line"] else len(line)
    return line[finding["column"] - 1:end]


def meets(finding, row):
    """Whether a finding is the expected one: same file, line and code, and words that overlap."""
    if (finding["path"], finding.get("line"), finding["code"]) != (row["file"], row["line"], row["code"]):
        return False
    start, end = finding["column"] - 1, finding["column"] - 1 + max(1, len(words_of(finding)))
    line = lines(row["file"])[row["line"] - 1]
    spots = [spot.start() for spot in re.finditer(re.escape(row["words"]), line)]
    return any(spot < end and start < spot + len(row["words"]) for spot in spots)


def body_words(path):
    """Words of an article below its front matter."""
    text = (HERE / path).read_text(encoding="utf-8")
    return len(text.split("\n---\n", 1)[1].split())


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--list"]
    if len(arguments) not in (1, 2):
        sys.exit(__doc__.strip())
    rows = expected()
    false, others = [], []
    for finding in findings(arguments[0]):
        if finding["code"] not in CODES:
            others.append(finding)
            continue
        met = [row for row in rows if meets(finding, row)]
        for row in met:
            row["found"] = True
        if not met:
            false.append(finding)
    articles = sorted(str(path.relative_to(HERE).as_posix()) for path in (HERE / "content/articles").glob("*.md"))
    words = {tag: sum(body_words(path) for path in articles if language(path) == tag and not is_true_case(path))
             for tag in LANGUAGES}

    print("| language | code | false alarms | per 1,000 words | true cases | found | recall | false alarms beside true cases |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    for tag in LANGUAGES + ["all"]:
        tags = LANGUAGES if tag == "all" else [tag]
        for code in CODES + ["all"]:
            codes = CODES if code == "all" else [code]
            alarms = [one for one in false if language(one["path"]) in tags and one["code"] in codes]
            clean = sum(not is_true_case(one["path"]) for one in alarms)
            due = [row for row in rows
                   if row["verdict"] == "must" and language(row["file"]) in tags and row["code"] in codes]
            hits = sum(row["found"] for row in due)
            total = sum(words[one] for one in tags)
            recall = f"{100 * hits / len(due):.0f} %" if due else ""
            print(f"| {tag} | {code} | {clean} | {1000 * clean / total:.1f} | {len(due)} | {hits} | {recall} "
                  f"| {len(alarms) - clean} |")
    print()
    print("Words in the clean articles: " + ", ".join(f"{tag} {words[tag]:,}" for tag in LANGUAGES) + ".")
    fair = [row for row in rows if row["verdict"] == "fair"]
    print(f"Fair either way: {sum(row['found'] for row in fair)} of {len(fair)} found; they count nowhere above.")
    if others:
        print(f"Findings of other codes: {len(others)}.")
    if "--list" in sys.argv:
        print("\n## False alarms\n")
        for one in false:
            print(f"- {one['path']}:{one['line']}:{one['column']} {one['code']} `{words_of(one)}`: {one['message']}"
                  + (f" ({one['help']})" if one["code"] == "near-name" and "help" in one else ""))
        print("\n## Missed\n")
        for row in rows:
            if row["verdict"] == "must" and not row["found"]:
                print(f"- {row['file']}:{row['line']} {row['code']} `{row['words']}`")
        print("\n## Other codes\n")
        for one in others:
            print(f"- {one['path']}:{one.get('line', 0)} {one['severity']} {one['code']}: {one['message']}")


if __name__ == "__main__":
    main()
