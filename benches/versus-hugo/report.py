"""The tables of a comparison, in Markdown: medians, and each of them against another."""

import statistics

import edits

MB = 1e6


def tables(results):
    articles = results["articles"]
    shown = [f"{articles:,} articles", ""]
    shown += [f"* {name}: {version}" for name, version in results["versions"].items()]
    kinds = {
        "off": ("Without the search", builds),
        "shipped": ("As shipped", builds),
        "equal": ("What Hugo builds, and no more", builds),
        "edits": ("After an edit, as shipped", after_edits),
        "serve": ("While it serves", served),
        "search": ("In the browser", searched),
    }
    for part, (title, table) in kinds.items():
        found = results["parts"].get(part)
        if found and any(found["tools"].values()):
            shown += ["", f"{title} ({found['machine']})", "", *table(found["tools"], articles)]
    return "\n".join(shown)


def grid(head, rows):
    yield f"| {' | '.join(head)} |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def median(runs, of):
    return statistics.median(of(run) for run in runs)


def builds(found, articles):
    """Each column a program, Hugo last; then each griot against it."""
    names = [name for name in found if found[name].get("runs")]
    ratios = [name for name in names if not name.startswith("Hugo")]
    other = next((name for name in names if name not in ratios), ratios[-1])
    names = [*(name for name in ratios if name != other), other]
    rounds = {len(found[name]["runs"]) for name in names}
    head = [f"median of {min(rounds)}", *names, *(f"{name} / {other}" for name in ratios)]

    def user(tool):
        return median(tool["runs"], lambda run: run["user"])

    lines = (
        ("user CPU", user, "{:.2f} s"),
        ("system CPU", lambda tool: median(tool["runs"], lambda run: run["system"]), "{:.2f} s"),
        ("wall time", lambda tool: median(tool["runs"], lambda run: run["wall"]), "{:.2f} s"),
        ("memory at its peak", lambda tool: median(tool["runs"], lambda run: run["memory"]) / MB, "{:,.0f} MB"),
        ("files written", lambda tool: tool["files"], "{:,}"),
        ("bytes written", lambda tool: tool["bytes"] / MB, "{:,.1f} MB"),
        ("kB an article", lambda tool: tool["bytes"] / articles / 1000, "{:.1f}"),
        ("user CPU for each MB written", lambda tool: 1000 * user(tool) / (tool["bytes"] / MB), "{:.0f} ms"),
    )
    rows = []
    for words, value, shape in lines:
        values = {name: value(found[name]) for name in names}
        cells = [shape.format(values[name]) for name in names]
        rows.append([words, *cells, *(f"{values[name] / values[other]:.2f}" for name in ratios)])
    return grid(head, rows)


def after_edits(found, _):
    """Of each griot the median user CPU and wall time, and that CPU against its own cold build."""
    names = list(found)
    head = ["user CPU (wall time), against cold"]
    for name in names:
        head += [name, f"{name} / cold"]
    words = {kind: text for kind, (text, _) in edits.Edits("", "", "").kinds.items()}
    rows = []
    for kind, text in {"cold": "cold", **words}.items():
        row = [text]
        for name in names:
            runs, cold = found[name].get(kind), found[name].get("cold")
            if not runs or not cold:
                row += ["", ""]
                continue
            user = median(runs, lambda run: run["user"])
            whole = median(cold, lambda run: run["user"])
            row += [f"{user:.2f} s ({median(runs, lambda run: run['wall']):.2f} s)", f"{user / whole:.3f}"]
        rows.append(row)
    return grid(head, rows)


def served(found, _):
    names = list(found)

    def time(key):
        def cell(tool):
            value = tool.get(key)
            if value is None:
                return ""
            return f"{1000 * (statistics.median(value) if isinstance(value, list) else value):,.0f} ms"

        return cell

    def memory(key):
        def cell(tool):
            value = tool.get(key)
            return f"{value['now'] / MB:,.0f} MB ({value['peak'] / MB:,.0f} MB)" if value else ""

        return cell

    lines = (
        ("from the start to the first page", time("ready")),
        ("a sentence, until the article shows it", time("body")),
        ("a title, until the article and its actor's list show it", time("title")),
        ("the search index, when it is first asked for", time("index")),
        ("a sentence, when somebody has searched", time("body when searched")),
        ("memory when the first page is there (peak)", memory("memory when ready")),
        ("memory after edits (peak)", memory("memory after edits")),
        ("memory when somebody has searched (peak)", memory("memory when searched")),
    )
    return grid(["median", *names], [[words, *(cell(found[name]) for name in names)] for words, cell in lines])


def searched(found, _):
    """A row for each word: bytes as a host sends them, and milliseconds."""
    head = ["searched for", "loaded at the touch", "until the first result", "first", "again", "typed", "page stands still"]
    rows = []
    for name, words in found.items():
        for word, told in words.items():
            again = [statistics.median(run["time"] for run in told[kind]) for kind in ("entered", "typed")]
            blocked = max(run["blocked"] for kind in ("entered", "typed") for run in told[kind])
            loaded = told["touched"]["bytes"]
            rows.append(
                [
                    f"{word} ({told['first']['said']})" if len(found) == 1 else f"{word} ({name})",
                    f"{loaded / 1000:.0f} kB",
                    f"{(loaded + told['loaded']['bytes']) / 1000:.0f} kB",
                    f"{told['first']['time']:.0f} ms",
                    *(f"{time:.0f} ms" for time in again),
                    f"{blocked:.0f} ms",
                ]
            )
    return grid(head, rows)
