"""Writes a griot corpus as content for Hugo.

What griot derives while it builds is worked out here, before anything is timed: who takes part in an article because
of its events, to which wholes a region belongs, which names become links, which number a citation has. Hugo is given
the results as plain front matter and plain Markdown, which is in its favour.
"""

import re
import shutil
from pathlib import Path

import front

# griot leaves names alone in headings and quotations.
SILENT = ("#", ">")

CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)

MARKS = r"""
    (?P<wiki>\[\[(?P<name>[^\]|]+)(?:\|(?P<shown>[^\]]+))?\]\])
  | (?P<cite>\[@(?P<cited>[^\]]+)\])
  | (?P<link>\[(?P<text>[^\]]+)\]\((?P<to>[^)\s]+)\))
"""


class Site:
    """What the whole corpus says of actors, regions and sources."""

    def __init__(self, content):
        self.actors = read(content / "actors")
        self.regions = read(content / "regions")
        self.sources = read(content / "sources")
        self.addresses = {}
        for kind, things in (("actors", self.actors), ("regions", self.regions)):
            for id_, (thing, _) in things.items():
                for name in (id_, thing["name"], *thing.get("aliases", [])):
                    self.addresses[name] = f"/{kind}/{id_}/"

    def wholes(self, regions):
        """Regions and all that they are part of, each once."""
        found = list(regions)
        for region in found:
            whole = self.regions[region][0].get("part_of")
            if whole and whole not in found:
                found.append(whole)
        return found


def read(folder):
    return {path.stem: front.split(path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))}


def convert(root, target, template, related):
    """Writes a site for Hugo to `target`, which must not exist, from the griot site at `root`."""
    shutil.copytree(template, target)
    if related:
        config = target / "hugo.yaml"
        config.write_text(config.read_text("utf-8").replace("related: false", "related: true"), "utf-8")
    site = Site(root / "content")
    content = target / "content"
    for kind, things in (("actors", site.actors), ("regions", site.regions)):
        for id_, (thing, body) in things.items():
            write(content / kind / id_ / "_index.md", profile(thing), prose(body, site, {id_}, {}))
    for id_, (source, _) in site.sources.items():
        write(content / "sources" / f"{id_}.md", source_front(source), "")
    for path in sorted((root / "content" / "articles").glob("*.md")):
        text = path.read_text("utf-8")
        write(content / "articles" / path.name, *article(text, site))


def write(path, head, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(front.write(head) + "\n" + body, "utf-8")


def profile(thing):
    """An actor or a region. Hugo means something else by `aliases`, which griot lists as other names."""
    head = {"title": thing["name"]}
    for key, value in thing.items():
        if key != "name":
            head["also" if key == "aliases" else key] = value
    return head


def source_front(source):
    """A source. For Hugo `url`, `kind` and `lang` are about the page itself."""
    names = {"url": "address", "kind": "source_kind", "lang": "language"}
    head = {names.get(key, key): value for key, value in source.items()}
    head["day"] = source["date"]
    return head


def article(text, site):
    """The front matter and the body of an article."""
    given, body = front.split(text)
    head = {"title": given["title"], "date": given["date"]}
    if "updated" in given:
        head["lastmod"] = given["updated"]
    for key in ("summary", "authors", "topics", "open_questions", "corrections"):
        if key in given:
            head[key] = given[key]
    actors, regions = list(given.get("actors", [])), list(given.get("regions", []))
    for event in given["events"]:
        claimants = [claim["claimant"] for claim in event["claims"]]
        sides = event.get("side_a", []) + event.get("side_b", []) + event.get("actors", [])
        actors += sides + claimants
        regions += event["regions"]
    head["actors"] = list(dict.fromkeys(actors))
    head["regions"] = site.wholes(dict.fromkeys(regions))
    head["events"] = given["events"]
    numbers = {}
    body = prose(body, site, set(), numbers, head["actors"] + head["regions"])
    head["sources"] = sources(given["sources"], numbers)
    return head, body


def sources(given, numbers):
    """The sources of an article, those that it cites first and in the order of their numbers."""
    own = {source["id"]: source for source in given if isinstance(source, dict)}
    ids = [source["id"] if isinstance(source, dict) else source for source in given]
    ordered = sorted(numbers, key=numbers.get) + [id_ for id_ in ids if id_ not in numbers]
    return [source_front(own[id_]) if id_ in own else {"id": id_, "shared": id_} for id_ in ordered]


def prose(body, site, mentioned, numbers, named=()):
    """Markdown for Hugo. `mentioned` gathers the ids that are linked, `numbers` the sources that are cited."""
    names = {}
    for id_ in named:
        thing = (site.actors.get(id_) or site.regions[id_])[0]
        for name in (thing["name"], *thing.get("aliases", [])):
            names[name] = names[name[0].upper() + name[1:]] = id_
    marks = MARKS
    if names:
        # The longest name wins, and a name may run over the end of a line.
        longest = sorted(names, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
        marks += rf"| \b(?P<mention>{words})\b"
    pattern = re.compile(marks, re.VERBOSE)

    def mark(match, silent):
        if match["wiki"]:
            address = site.addresses[" ".join(match["name"].split())]
            return f"[{match['shown'] or match['name']}]({address})"
        if match["cite"]:
            links = []
            for source in " ".join(match["cited"].split()).split("; "):
                id_ = source.removeprefix("@")
                number = numbers.setdefault(id_, len(numbers) + 1)
                links.append(f"[[{number}]](#source-{id_})")
            return " ".join(links)
        if match["link"]:
            return link(match["text"], match["to"])
        id_ = names[" ".join(match["mention"].split())]
        if silent or id_ in mentioned:
            return match["mention"]
        mentioned.add(id_)
        address = site.addresses[id_]
        return f"[{match['mention']}]({address})"

    def blocks(text):
        for block in text.split("\n\n"):
            yield pattern.sub(lambda match, silent=block.startswith(SILENT): mark(match, silent), block)

    parts = CODE.split(body)
    return "".join(part if at % 2 else "\n\n".join(blocks(part)) for at, part in enumerate(parts))


def link(text, to):
    """A link to a claim or to another article; Hugo checks the latter when it is asked for a reference."""
    if to.startswith("claim:"):
        anchor = to.removeprefix("claim:").replace("#", "-")
        return f"[{text}](#{anchor})"
    return f'[{text}]({{{{< relref "/articles/{to}" >}}}})'
