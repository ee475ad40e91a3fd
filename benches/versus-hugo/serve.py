"""How long a change takes from the writing of a file to the browser, with a server that watches the site."""

import http.client
import re
import socket
import statistics
import subprocess
import time

# How often the server is asked, and how long it may take, in seconds.
PAUSE = 0.005
PATIENCE = 300


class Server:
    """A server that is running, and was asked for its first page."""

    def __init__(self, tool):
        self.tool = tool
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        start = time.perf_counter()
        with open(self.tool.log, "w") as output:
            arguments = self.tool.serve_arguments(self.port)
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            self.wait("/", b"</html>")
        except BaseException:
            self.stop()
            raise
        self.ready = time.perf_counter() - start
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def get(self, path):
        """The bytes at an address; none while there are none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            return body if response.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    def wait(self, path, wanted):
        """Asks until the answer holds some bytes."""
        end = time.perf_counter() + PATIENCE
        while wanted not in self.get(path):
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.tool.name} has ended; see {self.tool.log}")
            if time.perf_counter() > end:
                raise RuntimeError(f"{self.tool.name} does not show the change at {path} after {PATIENCE} s")
            time.sleep(PAUSE)


def latencies(tool, article, actor, times):
    """Seconds from writing a file until the change is served: of the text, and of the title on both of its pages."""
    path = tool.article(article)
    before = path.read_text("utf-8")
    page, listing = f"/articles/{path.stem}/", f"/actors/{actor}/"
    bodies, titles = [], []
    try:
        with Server(tool) as server:
            for at in range(times):
                rest(at)
                mark = f"Sentence number {at} was added."
                bodies.append(change(path, f"{before}\n{mark}\n", [(server, page, mark)]))
            for at in range(times):
                rest(at)
                title = f"Title number {at} of this article"
                text = re.sub(r"^title: .*$", f'title: "{title}"', before, count=1, flags=re.MULTILINE)
                titles.append(change(path, text, [(server, page, title), (server, listing, title)]))
    finally:
        path.write_text(before, "utf-8")
    return {"ready": server.ready, "body": bodies, "title": titles}


def rest(at):
    """Lets the server come to rest, each time a little longer, so that no change meets its clock at the same point."""
    time.sleep(1.5 + 0.137 * at)


def change(path, text, wanted):
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    for server, address, mark in wanted:
        server.wait(address, mark.encode())
    return time.perf_counter() - start


def table(results):
    """Medians as a Markdown table; a column for each tool that can serve."""
    names = list(results)
    lines = [f"| median | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    for key, words in (
        ("ready", "from the start to the first page"),
        ("body", "a sentence, until the article shows it"),
        ("title", "a title, until the article and its actor's list show it"),
    ):
        cells = []
        for result in results.values():
            value = result[key]
            cells.append(f"{1000 * (value if key == 'ready' else statistics.median(value)):,.0f} ms")
        lines.append(f"| {words} | {' | '.join(cells)} |")
    return "\n".join(lines)
