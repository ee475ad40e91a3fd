"""How long a search takes in a browser, from the word to its results, and what is loaded for it."""

import functools
import gzip
import http.server
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request

PATIENCE = 60
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

# What hosts such as GitHub Pages send compressed.
COMPRESSED = (".html", ".css", ".js", ".json")


class Files(http.server.SimpleHTTPRequestHandler):
    """The files of a site; what was asked for is written down."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.translate_path(self.path)
        if os.path.isfile(path):
            self.server.asked.append(path)
        super().do_GET()

    def log_message(self, *_):
        pass


class Host:
    """A site at an address of this machine."""

    def __init__(self, folder):
        handler = functools.partial(Files, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.server.asked = []
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    def loaded(self):
        """How many files were asked for since the last time, and their bytes as a host sends them."""
        asked, self.server.asked = self.server.asked, []
        return {"files": len(asked), "bytes": sum(sent(path) for path in asked)}


def sent(path):
    with open(path, "rb") as file:
        data = file.read()
    return len(gzip.compress(data, 6)) if path.endswith(COMPRESSED) else len(data)


class Browser:
    """A headless browser with nothing in its cache."""

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = tempfile.mkdtemp()
        nothing = subprocess.DEVNULL
        self.driver = subprocess.Popen(["chromedriver", f"--port={self.port}"], stdout=nothing, stderr=nothing)
        flags = [*FLAGS, f"--user-data-dir={self.folder}"]
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": flags}}}}
        self.session = ""
        for _ in range(200):
            try:
                self.session = f"/session/{self.ask('', wanted, '/session')['sessionId']}"
                break
            except OSError:
                time.sleep(0.1)
        # A field has the focus only in a window that has it.
        self.ask("/goog/cdp/execute", {"cmd": "Emulation.setFocusEmulationEnabled", "params": {"enabled": True}})
        return self

    def __exit__(self, *_):
        try:
            self.ask("/url", {"url": "about:blank"})
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}{self.session}", method="DELETE")
            urllib.request.urlopen(request, timeout=PATIENCE).close()
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, command, body, session=None):
        address = f"http://127.0.0.1:{self.port}{session or self.session}{command}"
        head = {"Content-Type": "application/json"}
        request = urllib.request.Request(address, json.dumps(body).encode(), head)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, address):
        self.ask("/url", {"url": address})

    def run(self, script, *arguments):
        return self.ask("/execute/async", {"script": script, "args": arguments})


TOUCH = "document.querySelector('form.search').elements.q.focus(); arguments[0]();"

# Gives the milliseconds until results show, and the longest time for which the page could do nothing else.
SEARCH = """
const [words, isTyped, done] = arguments;
const form = document.querySelector("form.search");
const found = document.querySelector(".found");
let longest = 0;
const blocked = (tasks) => { for (const { duration } of tasks) longest = Math.max(longest, duration); };
new PerformanceObserver((list) => blocked(list.getEntries())).observe({ type: "longtask" });
const begun = performance.now();
const watch = new MutationObserver(() => {
  if (!found.querySelector("h3")) return;
  const time = performance.now() - begun;
  watch.disconnect();
  setTimeout(() => done({ time, blocked: longest, said: found.querySelector("h2").textContent }), 300);
});
watch.observe(found, { childList: true, subtree: true });
found.querySelector("ol").replaceChildren();
form.elements.q.focus();
form.elements.q.value = words;
if (isTyped) form.elements.q.dispatchEvent(new Event("input", { bubbles: true }));
else form.requestSubmit();
"""


def searches(folder, words, times):
    """Of each word: what was loaded when the box was touched and until the first result, and the times of both kinds."""
    results = {}
    with Host(folder) as host:
        for word in words:
            with Browser() as browser:
                browser.open(f"{host.address}/search/")
                time.sleep(0.5)
                opened = host.loaded()
                browser.run(TOUCH)
                time.sleep(2)
                touched = host.loaded()
                first = browser.run(SEARCH, word, False)
                loaded = host.loaded()
                again = {"entered": [], "typed": []}
                for _ in range(times):
                    for kind, is_typed in (("entered", False), ("typed", True)):
                        again[kind].append(browser.run(SEARCH, word, is_typed))
            results[word] = {"opened": opened, "touched": touched, "loaded": loaded, "first": first, **again}
    return results


def is_there():
    return shutil.which("chromedriver") is not None
