"""A word that nobody else says, and where it still is."""

from __future__ import annotations

from pathlib import Path

from apay_console.model.exchange import Exchange, Sent
from tests.store.samples import exchange

CANARY = b"periwinkle"


def secret(**changes: object) -> Exchange:
    return exchange(sent=Sent("POST", "https://x/", (), b'{"note":"periwinkle"}'), **changes)


def residue(path: Path) -> list[str]:
    """Name the files that hold the canary."""
    return [file.name for file in path.parent.iterdir() if CANARY in file.read_bytes().lower()]
