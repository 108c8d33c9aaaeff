"""See to it that the system has what the program uses, or say which command brings it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("system-packages.txt")

# dpkg calls ldconfig and start-stop-daemon by name, and it must never ask.
APT_ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin",
    "DEBIAN_FRONTEND": "noninteractive",
}


@dataclass(frozen=True)
class Part:
    """A library or program that must be there, and the Debian packages that may bring it."""

    packages: tuple[str, ...]
    proof: str

    @property
    def is_library(self) -> bool:
        return ".so" in self.proof


def read(table: str) -> list[Part]:
    """Read the lines `package|its older name  library-or-program`."""
    rows = [line.split() for line in table.splitlines() if line and not line.startswith("#")]
    return [Part(tuple(packages.split("|")), proof) for packages, proof in rows]


def is_there(part: Part) -> bool:
    """Load the library, or find the program, as it will be when it is needed."""
    if not part.is_library:
        return shutil.which(part.proof) is not None
    try:
        ctypes.CDLL(part.proof)
    except OSError:
        return False
    return True


def apt_knows(package: str) -> bool:
    """Ask whether this release has a package of that very name (not only a virtual one)."""
    shown = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return b"Version:" in shown.stdout


def apt_names(parts: list[Part], knows: Callable[[str], bool]) -> list[str]:
    """Name each part as this release does; where nothing is known, by the older name."""
    return [next(filter(knows, part.packages), part.packages[-1]) for part in parts]


def rpm_names(parts: list[Part]) -> list[str]:
    """Name what the packages provide, which is the same for every distribution with RPM."""
    return [f"'{p.proof}()(64bit)'" if p.is_library else f"/usr/bin/{p.proof}" for p in parts]


def command(parts: list[Part], has: Callable[[str], bool], knows: Callable[[str], bool]) -> str:
    """Word the one command that brings `parts` to this machine."""
    if has("apt-get"):
        return " ".join(["sudo apt-get install --no-install-recommends", *apt_names(parts, knows)])
    for installer in ("dnf", "zypper"):
        if has(installer):
            return " ".join([f"sudo {installer} install", *rpm_names(parts)])
    return "your package manager, for what holds " + ", ".join(part.proof for part in parts)


def apt(*arguments: str) -> bool:
    """Run apt-get with its words on standard error; say whether it worked."""
    return not subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *arguments],
        env=os.environ | APT_ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        check=False,
    ).returncode


def install(parts: list[Part]) -> None:
    """Bring `parts` with apt-get; a new machine knows no names before an update."""
    apt("update")
    apt("install", "-y", "--no-install-recommends", *apt_names(parts, apt_knows))


def what_stops_qt() -> str:
    """Start Qt off screen, which needs the fewest libraries; tell its complaint, if any."""
    start = "from PySide6.QtWidgets import QApplication; QApplication([])"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", start]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return run.stderr.strip().rpartition("\n")[2] or "it crashed" if run.returncode else ""


def main() -> int:
    """Complete the system; fail only if not even a window off screen can open."""
    lacking = [part for part in read(TABLE.read_text("utf-8")) if not is_there(part)]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install(lacking)
        lacking = [part for part in lacking if not is_there(part)]
    if lacking:
        bring = command(lacking, lambda name: shutil.which(name) is not None, apt_knows)
        print(f"setup: something is missing here; bring it with: {bring}", file=sys.stderr)
    if complaint := what_stops_qt():
        print(f"setup: no window opens here: {complaint}", file=sys.stderr)
    return 1 if complaint else 0


if __name__ == "__main__":
    sys.exit(main() if sys.platform == "linux" else 0)
