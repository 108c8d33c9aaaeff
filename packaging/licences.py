"""Writes resources/licences.json: what is shipped, in which version, and under which licence.

`python packaging/licences.py` reads the pins and what the installed packages say of themselves; a
test fails where the two have drifted apart.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = ROOT / "packaging/requirements.txt"
PAGE = ROOT / "resources/licences.json"
# What comes inside other packages, and packages of other systems and Pythons than this one.
INSIDE = (
    ("Chromium, in Qt WebEngine", "", "BSD-3-Clause and others (chrome://credits)"),
    ("OpenSSL, in cryptography", "", "Apache-2.0"),
    ("Phosphor Icons", "2", "MIT"),
    ("Python", "", "PSF-2.0"),
    ("Qt", "", "LGPL-3.0-only"),
    ("SQLite", "", "public domain"),
)
ELSEWHERE = {
    "backports-tarfile": "MIT",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "MIT",
    "pyside6-pdf": "LGPL-3.0-only",
    "pyside6-webengine": "LGPL-3.0-only",
    "pywin32-ctypes": "BSD-3-Clause",
    "zipp": "MIT",
}
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
_CLASSIFIED = "License :: OSI Approved :: "
_SHORT = {"BSD License": "BSD", "MIT License": "MIT", "Apache Software License": "Apache-2.0"}


def pins() -> list[tuple[str, str]]:
    """Each package with its version, as pinned; for several Pythons there may be several."""
    return _PIN.findall(PINS.read_text("utf-8"))


def licence_of(name: str) -> str:
    """What a package says of its licence, in a few words."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ELSEWHERE[name]
    if expression := said.get("License-Expression"):
        return expression
    kinds = [word.removeprefix(_CLASSIFIED) for word in said.get_all("Classifier") or []
             if word.startswith(_CLASSIFIED)]  # fmt: skip
    written = (said.get("License") or "").splitlines()
    named = written[0] if written and len(written[0]) < 60 else ""
    return named or " or ".join(_SHORT.get(kind, kind) for kind in kinds) or ELSEWHERE[name]


def rows() -> list[tuple[str, str, str]]:
    """Everything that is shipped, by name."""
    packages = [(name, version, licence_of(name)) for name, version in pins()]
    return sorted([*packages, *INSIDE], key=lambda row: (row[0].lower(), row[1]))


if __name__ == "__main__":
    PAGE.write_text(json.dumps(rows(), indent=1, ensure_ascii=False) + "\n", "utf-8")
