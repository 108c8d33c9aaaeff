"""What the doctor is given on the command line, and what it prints."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from apay_console.doctor.captured import LARGEST, read
from apay_console.doctor.examining import Finding, examine
from apay_console.emulator.public_keys import read_public_key
from apay_console.errors import N_, Invalid, say
from apay_console.input_files import read_argument
from apay_console.model.rejection import Rejection, read_rejection
from apay_console.visible_text import marked

_LARGEST_REJECTION = 1 << 20
_EXAMPLE = "apay-console doctor request.http --public-key shop.pub.pem"


@dataclass(frozen=True)
class Case:
    """Files of a captured request and of what is known beside it; `-` is the standard input."""

    request: Path
    public_key: Path | None = None
    rejection: Path | None = None


def examined(case: Case) -> Finding:
    """Read everything and judge it; raise Invalid or OSError when something cannot be read."""
    if case.public_key is None and case.rejection is None:
        raise Invalid(
            say(N_("Give the sender's --public-key, Amazon's --rejection, or both.")), _EXAMPLE
        )
    key = read_public_key(case.public_key) if case.public_key else None
    asked = read(read_argument(case.request, LARGEST))
    rejection = _rejection(case.rejection) if case.rejection else None
    return examine(asked, key, rejection)


def _rejection(path: Path) -> Rejection:
    return read_rejection(read_argument(path, _LARGEST_REJECTION).decode("utf-8", "replace"))


def report(finding: Finding, *, as_json: bool) -> str:
    """Write a finding for a person, or for a script; neither holds a signature."""
    return _for_scripts(finding) if as_json else _for_people(finding)


def _for_scripts(finding: Finding) -> str:
    values = {
        "ok": finding.is_right,
        "finding": str(finding.words),
        "reasonCode": finding.code,
        "line": finding.words.arguments.get("line"),
        "canonicalRequest": finding.canonical,
        "stringToSign": finding.to_sign,
    }
    return json.dumps(
        {name: value for name, value in values.items() if value not in (None, "")}, indent=2
    )


def _for_people(finding: Finding) -> str:
    code = f" ({finding.code})" if finding.code else ""
    parts = [f"{'Right' if finding.is_right else 'Wrong'}: {marked(str(finding.words))}{code}"]
    if finding.canonical:
        parts += ["", "Canonical request:", _indented(finding.canonical)]
        parts += ["", "String to sign:", _indented(finding.to_sign)]
    return "\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
