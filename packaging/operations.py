"""Writes docs/operations.md: each operation, who knows it, and what Amazon's own SDK proved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from apay_console.emulator import routes
from apay_console.emulator.rules.table import RULES
from apay_console.emulator.wire import Refused
from apay_console.model import later
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS, reading_of
from apay_console.model.reading import Reading
from apay_console.model.subjects import SUBJECTS
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.signed_call import SignedCall
from apay_console.presenters.sale.state.objects import tasks_of

PROVEN = Path(__file__).parents[1] / "tests/interop/proven.json"  # written by make interop
HEAD = """# The operations

Made by `python packaging/operations.py > docs/operations.md` from the table of operations, from
what emulator and window do with it, and from what the last `make interop` proved; a test keeps it
in step.

- *Emulator*: it answers the operation, by that version's rules.
- *Window*: a form or a command of its own. Everything else goes through *Signed call…*.
- *Proven*: that version of {sdk} was content with the
  answers, in every region, with every algorithm it knows, and with both kinds of key ids. It speaks
  v2 by itself, and v1 once its constant `API_VERSION` says so.

| operation | request | API | emulator | window | proven |
|---|---|---|---|---|---|
"""
_BUTTON = "button_signature"
_NO_REQUEST = "| Sign a button's payload | none, it is only signed | v2 | v2 | v2 | {proven} |\n"

Proven = Mapping[str, Mapping[str, list[str]]]  # names of operations by peer and version


def table() -> str:
    """The whole page."""
    proven: Proven = json.loads(PROVEN.read_text("utf-8"))
    sdk = {peer.rpartition(" ")[0] for peer in proven}
    head = HEAD.format(sdk=" and ".join(f"`{name}`" for name in sorted(sdk)))
    button = _NO_REQUEST.format(proven=_proven(_BUTTON, proven))
    return head + "".join(_line(row, proven) for row in OPERATIONS) + button


def _line(row: Operation, proven: Proven) -> str:
    emulated = [version for version in row.versions if _is_emulated(row, version)]
    offered = [version for version in row.versions if row in _offered(version)]
    versions = (", ".join(part) for part in (row.versions, emulated, offered))
    cells = (row.label, f"`{row.method} {row.path}`", *versions, _proven(row.name, proven))
    return f"| {' | '.join(cells)} |\n"


def _is_emulated(row: Operation, version: ApiVersion) -> bool:
    path = f"/sandbox/{version}/{re.sub('{.*?}', 'x', row.path)}"
    try:
        found = routes.find(row.method, path, "").operation
    except Refused:
        return False
    return found is row and row.name in RULES


def _offered(version: ApiVersion) -> Iterator[Operation]:
    """List what the window sends: for a session, for what follows from it, and to read a buyer."""
    yield from (found for found in vars(errands).values() if isinstance(found, Operation))
    for subject in SUBJECTS:
        yield from (task.operation for task in tasks_of(Reading({}, version, subject)))
        if subject in later.LATER:
            yield reading_of(subject)
    yield from (
        row
        for row in OPERATIONS
        if not row.writes and hasattr(SignedCall, f"read_{row.answers.name}")
    )


def _proven(name: str, proven: Proven) -> str:
    """Name the SDK's versions that proved an operation, by version of the API."""
    found = {
        version: [
            peer.rpartition(" ")[2] for peer, by in proven.items() if name in by.get(version, [])
        ]
        for version in ApiVersion
    }
    return "; ".join(f"{version} by {', '.join(by)}" for version, by in found.items() if by)


if __name__ == "__main__":
    print(table(), end="")
