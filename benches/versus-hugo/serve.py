"""How long a change takes from the writing of a file to the browser, with a server that watches the site."""

import http.client
import re
import socket
import subprocess
import time

# How often the server is asked, and how long it may take, in seconds.
PAUSE = 0.005
PATIENCE = 300
# The first file of the search index that a browser asks griot for.
INDEX = "/assets/pagefind/pagefind-entry.json"


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

    def memory(self):
        """Bytes of memory now and at its peak, where the kernel tells (Linux)."""
        try:
            with open(f"/proc/{self.process.pid}/status") as file:
                told = dict(line.split(":", 1) for line in file)
        except OSError:
            return {}
        bytes_of = {name: 1024 * int(told[key].split()[0]) for name, key in (("now", "VmRSS"), ("peak", "VmHWM"))}
        return bytes_of


def latencies(tool, article, actor, times, searches):
    """Seconds from writing a file until the change is served: of the text, and of the title on both of its pages; with
    `searches` the same of the text when somebody has searched."""
    path = tool.article(article)
    before = path.read_text("utf-8")
    page, listing = f"/articles/{path.stem}/", f"/actors/{actor}/"
    results = {}

    def sentences(server, words):
        for at in range(times):
            rest(at)
            mark = f"Sentence number {at} {words}."
            yield change(path, f"{before}\n{mark}\n", [(server, page, mark)])

    def titles(server):
        for at in range(times):
            rest(at)
            title = f"Title number {at} of this article"
            text = re.sub(r"^title: .*$", f'title: "{title}"', before, count=1, flags=re.MULTILINE)
            yield change(path, text, [(server, page, title), (server, listing, title)])

    try:
        with Server(tool) as server:
            results["ready"] = server.ready
            results["memory when ready"] = server.memory()
            results["body"] = list(sentences(server, "was added"))
            results["title"] = list(titles(server))
            results["memory after edits"] = server.memory()
            if searches:
                start = time.perf_counter()
                server.wait(INDEX, b"page_count")
                results["index"] = time.perf_counter() - start
                results["body when searched"] = list(sentences(server, "came later"))
                results["memory when searched"] = server.memory()
    finally:
        path.write_text(before, "utf-8")
    return results


def rest(at):
    """Lets the server come to rest, each time a little longer, so that no change meets its clock at the same point."""
    time.sleep(1.5 + 0.137 * at)


def change(path, text, wanted):
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    for server, address, mark in wanted:
        server.wait(address, mark.encode())
    return time.perf_counter() - start
