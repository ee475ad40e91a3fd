"""What an editor changes between two builds: each edit changes one thing, again and again."""

import re
import shutil
from pathlib import Path

DEFAULT = Path(__file__).resolve().parents[2] / "themes" / "default"
# The site's own files of the theme, of which one template and one word are as they are in the built-in theme.
THEME = Path("themes") / "default"
TEMPLATE = THEME / "templates" / "article.html"
WORDS = THEME / "i18n" / "en.yaml"
WORD = "nav_search"
SETTINGS = Path("content") / "site.yaml"
# griot warns of a figure without a claim.
FIGURE = "\nAt least 19 people were killed in the operations.\n"


class Edits:
    """The edits of one site; what they change is put back."""

    def __init__(self, site, article, actor):
        self.site = site
        self.article = Path("content") / "articles" / article
        self.actor = Path("content") / "actors" / actor
        self.kinds = {
            "nothing": ("nothing changed, with a warning", self.nothing),
            "sentence": ("a sentence in an article", self.sentence),
            "title": ("the title of an article", self.title),
            "new": ("a new article", self.new),
            "actor": ("an actor renamed", self.renamed),
            "template": ("a template of the theme", self.template),
            "word": ("a word of the theme that stands on every page", self.word),
            "site": ("the title in site.yaml", self.site_title),
        }
        self.before = {}
        self.made = []

    def begin(self):
        """Adds what is there before every edit: a warning, and files of the theme."""
        self.first = self.read(self.article)
        self.write(self.article, self.first + FIGURE)
        template, words = ((DEFAULT / path.relative_to(THEME)).read_text("utf-8") for path in (TEMPLATE, WORDS))
        self.write(TEMPLATE, template)
        self.write(WORDS, re.search(rf"^{WORD}:.*\n", words, re.MULTILINE).group())
        self.before = {path: self.read(path) for path in (TEMPLATE, WORDS, SETTINGS, self.article, self.actor)}

    def restore(self):
        """Puts back what edits changed."""
        for path, text in self.before.items():
            self.write(path, text)
        for path in self.made:
            (self.site / path).unlink()
        self.made = []

    def end(self):
        """Puts back what was there before all."""
        self.restore()
        self.write(self.article, self.first)
        shutil.rmtree(self.site / THEME)

    def read(self, path):
        return (self.site / path).read_text("utf-8")

    def write(self, path, text):
        (self.site / path).parent.mkdir(parents=True, exist_ok=True)
        (self.site / path).write_text(text, "utf-8")

    def replace(self, path, pattern, new):
        text, count = re.subn(pattern, lambda _: new, self.before[path], count=1, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"{path} has nothing like {pattern}")
        self.write(path, text)

    def nothing(self, number):
        pass

    def sentence(self, number):
        self.write(self.article, f"{self.before[self.article]}\nSentence number {number} was added.\n")

    def title(self, number):
        self.replace(self.article, r"^title: .*$", f'title: "Title number {number} of this article"')

    def new(self, number):
        """Another newest article, with events and sources of its own."""
        ending = self.article.stem.rsplit("-", 1)[1]
        text = self.before[self.article].replace(f"-{ending}", f"-9{number:04}")
        path = self.article.with_name(f"{self.article.stem.rsplit('-', 1)[0]}-9{number:04}.md")
        self.write(path, text)
        self.made.append(path)

    def renamed(self, number):
        """The old name stays one by which texts may name the actor."""
        old = re.search(r'^name: "?(.*?)"?$', self.before[self.actor], re.MULTILINE).group(1)
        text = self.before[self.actor]
        others = re.search(r"^aliases: \[(.*)\]\n", text, re.MULTILINE)
        text = text.replace(others.group(), "") if others else text
        names = f'"{old}"' + (f", {others.group(1)}" if others else "")
        new = f'name: "{old} of the year {2000 + number}"\naliases: [{names}]'
        self.write(self.actor, re.sub(r"^name: .*$", lambda _: new, text, count=1, flags=re.MULTILINE))

    def template(self, number):
        self.replace(TEMPLATE, r"^\{% block main -?%\}$", f"{{% block main -%}}\n<!-- {number} -->")

    def word(self, number):
        self.replace(WORDS, rf"^{WORD}:.*$", f'{WORD}: "Search {number}"')

    def site_title(self, number):
        self.replace(SETTINGS, r"^title: .*$", f"title: A corpus to measure with, {number}")
