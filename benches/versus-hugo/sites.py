"""One corpus for all: made once, and put before each program as that program wants it."""

import multiprocessing
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import convert
import front
import tools

HERE = Path(__file__).resolve().parent
MARK = ".made-by-versus-hugo"
SETTINGS = Path("content") / "site.yaml"


class Sites:
    """The folders of a comparison of so many articles."""

    def __init__(self, work, options):
        self.work = work
        self.options = options
        self.corpus = work / "corpus"

    def prepare(self, say):
        """Makes the corpus, unless it is there."""
        if self.corpus.exists():
            return
        if self.work.exists() and not (self.work / MARK).exists():
            sys.exit(f"{self.work} was not made by this program, and is left alone")
        self.work.mkdir(parents=True, exist_ok=True)
        (self.work / MARK).touch()
        say("making the corpus")
        half = self.work / "half-corpus"
        shutil.rmtree(half, ignore_errors=True)
        command = [*shlex.split(self.options.corpus), str(self.options.articles), str(half)]
        subprocess.run(command, check=True, cwd=HERE)
        # Under its name only when it is whole.
        half.rename(self.corpus)

    def griot(self, name, binary, how):
        """A site for griot: with the search `off`, as it is `shipped`, or with `equal` work."""
        site = self.work / f"{name}-{how}"
        if not site.exists():
            half = self.work / "half"
            shutil.rmtree(half, ignore_errors=True)
            self.renew(half, how)
            half.rename(site)
        return tools.Griot(name, binary, site)

    def renew(self, site, how):
        """Makes a site what it was before anything was changed in it; what was built of it stays."""
        shutil.rmtree(site / "content", ignore_errors=True)
        shutil.rmtree(site / "themes", ignore_errors=True)
        shutil.copytree(self.corpus / "content", site / "content")
        text = (site / SETTINGS).read_text("utf-8")
        if how == "shipped":
            text = text.replace("search: no\n", "")
        if how == "equal":
            text += "theme: bench\nscripts: no\n"
            theme = site / "themes" / "bench"
            shutil.copytree(HERE / "theme", theme)
            about = f"{(theme / 'theme.yaml').read_text('utf-8')}contract: {contract()}\n"
            (theme / "theme.yaml").write_text(about, "utf-8")
        (site / SETTINGS).write_text(text, "utf-8")

    def hugo(self, binary, how):
        """A site for Hugo; `equal` has the feeds that griot has."""
        return tools.Hugo("Hugo", binary, self.converted(how))

    def hugo_with_pagefind(self, binary, pagefind):
        return tools.HugoWithPagefind("Hugo + Pagefind", binary, self.converted("pagefind"), pagefind)

    def converted(self, how):
        site = self.work / f"hugo-{how}{'-related' if self.options.related else ''}"
        if not site.exists():
            half = self.work / "half"
            shutil.rmtree(half, ignore_errors=True)
            # In a process of its own: Linux counts the memory of the one that starts a program among the program's, so this
            # one stays small.
            arguments = (self.corpus, half, HERE / "site", self.options.related)
            converter = multiprocessing.Process(target=convert.convert, args=arguments)
            converter.start()
            converter.join()
            if converter.exitcode != 0:
                sys.exit("the corpus could not be converted")
            if how == "equal":
                settings = half / "hugo.yaml"
                text = settings.read_text("utf-8")
                settings.write_text(text + UNFED, "utf-8")
            half.rename(site)
        return site

    def newest(self):
        """The file of the newest article and one of its actors, on whose list it stands first."""
        path = max((self.corpus / "content" / "articles").iterdir())
        given, _ = front.split(path.read_text("utf-8"))
        actors = [*given.get("actors", []), *(event["claims"][0]["claimant"] for event in given["events"])]
        return path.name, actors[0]

    def most_named(self):
        """The file of the actor whom most articles name, with its name."""
        counts = {}
        for path in (self.corpus / "content" / "articles").iterdir():
            for name in set(re.findall(r"\b[a-z][a-z-]+\b", path.read_text("utf-8").split("---\n", 2)[1])):
                counts[name] = counts.get(name, 0) + 1
        actors = (self.corpus / "content" / "actors").iterdir()
        path = max(sorted(actors), key=lambda path: counts.get(path.stem, 0))
        given, _ = front.split(path.read_text("utf-8"))
        return path.name, given["name"]

    def words(self):
        """What is searched for: a word of nearly all articles, of one in ten, of one in forty, and an actor's name."""
        articles = sorted((self.corpus / "content" / "articles").iterdir())[:: max(1, self.options.articles // 500)]
        counts = {}
        for path in articles:
            for word in set(re.findall(r"\b[a-z]{5,}\b", path.read_text("utf-8").split("---\n", 2)[2])):
                counts[word] = counts.get(word, 0) + 1
        shares = (0.6, 0.1, 0.025)
        nearest = [min(sorted(counts), key=lambda word: abs(counts[word] / len(articles) - share)) for share in shares]
        return [*nearest, self.most_named()[1]]


def contract():
    """The version of the contract for themes, as the built-in ones have it."""
    about = (HERE.parents[1] / "themes" / "plain" / "theme.yaml").read_text("utf-8")
    return re.search(r"^contract: (\d+)$", about, re.MULTILINE).group(1)


# Pages of topics have no feeds, as in griot.
UNFED = """
cascade:
  - target: {kind: term, path: "/topics/**"}
    outputs: [html]
"""
