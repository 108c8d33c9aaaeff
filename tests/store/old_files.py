"""A small data file of every earlier schema; `python -m tests.store.old_files` adds the newest.

A file that is there is never made again: it is as the program of its day wrote it.
"""

from __future__ import annotations

import gzip
import json
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from apay_console.store import schema
from apay_console.store.opening import open_file
from apay_console.store.search import index
from tests.store.samples import NOW

FOLDER = Path(__file__).parents[1] / "data" / "schemas"
PROFILE = {
    "id": "p",
    "name": "Tea shöp",
    "environment": "sandbox",
    "region": "eu",
    "public_key_id": "SANDBOX-AG",
}
SALE = {"id": "s", "profile_id": "p", "version": "v1", "created_at": NOW, "updated_at": NOW}
ROWS = {
    "profiles": {"id": "p", "document": json.dumps(PROFILE)},
    "sales": {"id": "s", "profile_id": "p", "session_id": "3f0c", "document": json.dumps(SALE)},
    "drafts": {"sale_id": "s", "text": b"typed"},
    "settings": {"name": "theme", "value": '"dark"'},
    "records": {"kind": "session", "id": "3f0c", "text": b"{}"},
    "attempts": {
        "id": "a", "profile_id": "p", "sale_id": "s", "operation": "capture_charge",
        "version": "v2", "method": "POST", "path": "/v2/charges/C/capture", "body": b"\xff{}",
        "idempotency_key": "k", "created_at": NOW,
    },
    "exchanges": {
        "sale_id": "s", "session_id": "3f0c", "profile_id": "p", "operation": "get_session",
        "version": "v1", "method": "GET", "url": "https://x/live/v1/periwinkle", "status": 200,
        "outcome": "APPLIED", "started_at": NOW, "took_ms": 1.5, "idempotency_key": "",
        "reason": "null", "names_buyer": 0,
    },
    "wires": {
        "exchange_id": 1, "sent_headers": '[["a","1"]]', "sent_body": b"", "answered_headers": "[]",
        "answered_body": b'{"note":"two tins"}', "trace": "[]", "string_to_sign": "AMZN",
        "canonical_request": "GET",
    },
}  # fmt: skip


def file_of(steps: int) -> Path:
    """The file of the schema that has so many steps behind it."""
    return FOLDER / f"{steps}.sqlite3.gz"


def unpack(steps: int, path: Path) -> None:
    """Put a copy of the file of a schema where the program looks for its own."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(gzip.decompress(file_of(steps).read_bytes()))


def make(steps: int, path: Path) -> None:
    """Write the file of a schema, with one row in each of its tables."""
    with closing(open_file(path, NOW, steps=schema.STEPS[:steps]).connection) as connection:
        for table, row in ROWS.items():
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 - our own names
        if index.has_index(connection):
            index.rebuild(connection)
        connection.execute("VACUUM")
    file_of(steps).write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for number in range(1, len(schema.STEPS)):
        if not file_of(number).exists():
            with TemporaryDirectory() as folder:
                make(number, Path(folder) / "console.sqlite3")
