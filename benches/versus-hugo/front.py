"""Front matter: the part of YAML that the corpus is written in, and nothing more."""

import json
import re

PLAIN = re.compile(r"[^,\[\]{}]+")
KNOWN = {"null": None, "yes": True, "no": False}
SPACE = re.compile(r" *")
QUOTED = json.JSONDecoder()


def split(text):
    """The front matter of a file, read, and its body."""
    _, front, body = text.split("---\n", 2)
    return parse(front), body.lstrip("\n")


def parse(text):
    lines = [line for line in text.splitlines() if line.strip()]
    value, rest = block(lines, 0)
    if rest != len(lines):
        raise ValueError(f"cannot read {lines[rest]!r}")
    return value


def indent(line):
    return len(line) - len(line.lstrip(" "))


def block(lines, at):
    """A mapping or a list whose first line is `lines[at]`, and the place of the line after it."""
    depth = indent(lines[at])
    if lines[at].lstrip().startswith("- "):
        return sequence(lines, at, depth)
    return mapping(lines, at, depth)


def mapping(lines, at, depth):
    value = {}
    while at < len(lines) and indent(lines[at]) == depth and not lines[at].lstrip().startswith("- "):
        key, _, rest = lines[at].strip().partition(":")
        at += 1
        if rest.strip():
            value[key] = scalar(rest.strip())
        else:
            value[key], at = block(lines, at)
    return value, at


def sequence(lines, at, depth):
    value = []
    while at < len(lines) and indent(lines[at]) == depth and lines[at].lstrip().startswith("- "):
        item = lines[at][depth + 2 :]
        if re.match(r"\w+:(\s|$)", item):
            # The dash stands where the first key would be indented.
            lines[at] = " " * (depth + 2) + item
            one, at = mapping(lines, at, depth + 2)
            value.append(one)
        else:
            value.append(scalar(item.strip()))
            at += 1
    return value, at


def scalar(text):
    value, end = flow(text, 0)
    if text[end:].strip():
        raise ValueError(f"cannot read {text!r}")
    return value


def flow(text, at):
    """A value in one line that begins at `at`, and the place after it."""
    at = SPACE.match(text, at).end()
    if text[at] == '"':
        return QUOTED.raw_decode(text, at)
    if text[at] == "[":
        return items(text, at + 1)
    if text[at] == "{":
        return entries(text, at + 1)
    # Outside of brackets a comma is a part of the text; the corpus has quotes around such texts.
    word = PLAIN.match(text, at)
    return plain(word.group().strip()), word.end()


def plain(word):
    """A text without quotes, which may be something else than a text."""
    if word in KNOWN:
        return KNOWN[word]
    if re.fullmatch(r"\d+", word):
        return int(word)
    return float(word) if re.fullmatch(r"-?\d+\.\d+", word) else word


def items(text, at):
    value = []
    while True:
        one, at = flow(text, at)
        value.append(one)
        at = SPACE.match(text, at).end()
        if text[at] == "]":
            return value, at + 1
        at += 1


def entries(text, at):
    value = {}
    while True:
        colon = text.index(":", at)
        value[text[at:colon].strip()], at = flow(text, colon + 1)
        at = SPACE.match(text, at).end()
        if text[at] == "}":
            return value, at + 1
        at += 1


def write(value):
    """YAML as people write it, with every text in quotes."""
    lines = []
    write_mapping(value, "", lines)
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n"


def write_mapping(value, before, lines):
    for key, one in value.items():
        if isinstance(one, dict):
            lines.append(f"{before}{key}:")
            write_mapping(one, before + "  ", lines)
        elif isinstance(one, list) and any(isinstance(item, dict) for item in one):
            lines.append(f"{before}{key}:")
            for item in one:
                start = len(lines)
                write_mapping(item, before + "    ", lines)
                lines[start] = f"{before}  - " + lines[start][len(before) + 4 :]
        else:
            lines.append(f"{before}{key}: {json.dumps(one, ensure_ascii=False)}")
