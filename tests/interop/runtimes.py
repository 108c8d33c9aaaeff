"""How the programs of each language are run, where that language is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from apay_console.model.taking.languages import DOTNET, JAVA, NODE, PHP, PYTHON, Language
from tests.interop.sdk import BUILD, NotThere

HERE = Path(__file__).parent
JARS = BUILD / "java"
_LONGEST = 300  # seconds for one command
_PLAIN = {"LC_ALL": "C"}  # a program is understood whatever the machine's letters are
_EACH_OF_NODE = "for (const file of process.argv.slice(1)) await import(file).catch(console.error);"
_EACH_OF_PYTHON = "import runpy, sys; [runpy.run_path(file) for file in sys.argv[1:]]"
_STRICT = ("-encoding", "ascii", "-Xlint:deprecation,rawtypes,unchecked", "-Werror")
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_BRING = ("-B", "-q", "--strict-checksums", "--update-snapshots", "-Dstyle.color=never", _COPY)


@dataclass(frozen=True)
class Programs:
    """Programs of one language: those to run, and beside each the one that would ask Amazon."""

    folder: Path
    file: str
    names: Sequence[str]

    @property
    def to_run(self) -> list[str]:
        return [str(self.folder / name / self.file) for name in self.names]

    @property
    def to_understand(self) -> list[str]:
        return sorted(map(str, self.folder.glob(f"*/{self.file}")))


def _node(programs: Programs) -> str:
    (programs.folder / "node_modules").symlink_to(BUILD / "node_modules")
    quiet = ("--no-deprecation", "--no-warnings", "--input-type=module")
    return _words(["node", *quiet, "--eval", _EACH_OF_NODE, *programs.to_run], programs.folder)


def _python(programs: Programs) -> str:
    return _words([sys.executable, "-c", _EACH_OF_PYTHON, *programs.to_run], programs.folder)


def _java(programs: Programs) -> str:
    """Compile all as strictly as the compiler can, then run those to run in one machine of Java."""
    _bring_java()
    compiler = ["javac", *_STRICT, "-cp", str(JARS / "*"), "-d", "classes"]
    words = _words([*compiler, *programs.to_understand], programs.folder)
    path = os.pathsep.join(["classes", str(JARS / "*")])
    names = [f"{name}.Call" for name in programs.names]
    each = str(HERE / "Each.java")
    return words or _words(["java", "-cp", path, each, *names], programs.folder)


def _bring_java() -> None:
    """Bring the pinned SDK to build/; Maven keeps what it once brought."""
    _need("java", "javac", "mvn")
    shutil.rmtree(JARS, ignore_errors=True)
    ways = ("-f", str(HERE / "pom.xml"), f"-DoutputDirectory={JARS}")
    done = _run(["mvn", *_BRING, *ways], HERE)
    if done.returncode:
        raise NotThere(f"Maven could not bring Amazon's SDK ({_cause(done.stdout + done.stderr)})")


def _php(programs: Programs) -> str:
    """Let PHP read all; nothing here brings Amazon's SDK to run them."""
    _need("php")
    for file in programs.to_understand:
        done = _run(["php", "--syntax-check", file], programs.folder)
        if done.returncode:
            return done.stdout + done.stderr
    raise NotThere("it is only read, for nothing here brings Amazon's SDK")


def _dotnet(programs: Programs) -> str:
    _need("dotnet")
    raise NotThere("nothing here brings Amazon's SDK")


RUNTIMES: Mapping[Language, Callable[[Programs], str]] = {
    NODE: _node,
    PYTHON: _python,
    JAVA: _java,
    PHP: _php,
    DOTNET: _dotnet,
}  # each tells what went wrong, or raises NotThere


def _need(*commands: str) -> None:
    missing = [name for name in commands if shutil.which(name) is None]
    if missing:
        raise NotThere(f"{', '.join(missing)} missing")


def _words(command: Sequence[str], folder: Path) -> str:
    """Tell what a command complained of."""
    done = _run(command, folder)
    ended = f"ended with {done.returncode}" if done.returncode else ""
    return done.stderr.strip()[-2000:] or ended


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=os.environ | _PLAIN,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"no end after {_LONGEST} s")


def _cause(told: str) -> str:
    """Take from Maven's words the last cause of its first sentence."""
    sentence = told.strip().partition("\n")[0].partition(" -> ")[0]
    return sentence.rpartition(": ")[2][:200]
