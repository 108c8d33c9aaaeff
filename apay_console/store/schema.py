"""The tables, as steps from each version to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache

from apay_console.store import untrusted
from apay_console.store.schema_history import BEGINNINGS, HISTORY, UNFOLLOWED

APPLICATION = int.from_bytes(b"Apay")
MAJOR = 1  # raised only by a change that an older program must not meet

_FIRST = """
CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sale_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    version TEXT NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    status INTEGER,
    outcome TEXT NOT NULL,
    started_at REAL NOT NULL,
    took_ms REAL NOT NULL,
    idempotency_key TEXT NOT NULL,
    reason TEXT NOT NULL,
    names_buyer INTEGER NOT NULL
);
CREATE INDEX exchanges_of_sale ON exchanges (sale_id);
CREATE INDEX exchanges_by_time ON exchanges (started_at);
CREATE INDEX exchanges_naming_buyers ON exchanges (started_at) WHERE names_buyer;

CREATE TABLE wires (
    exchange_id INTEGER PRIMARY KEY REFERENCES exchanges (id),
    sent_headers TEXT NOT NULL,
    sent_body BLOB NOT NULL,
    answered_headers TEXT NOT NULL,
    answered_body BLOB NOT NULL,
    trace TEXT NOT NULL,
    string_to_sign TEXT NOT NULL,
    canonical_request TEXT NOT NULL
);

CREATE TABLE attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    profile_id TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    version TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    body BLOB NOT NULL,
    idempotency_key TEXT NOT NULL,
    created_at REAL NOT NULL,
    outcome TEXT
);
CREATE INDEX attempts_unfinished ON attempts (number) WHERE outcome IS NULL OR outcome = 'UNKNOWN';

CREATE TABLE sales (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    profile_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX sales_of_profile ON sales (profile_id);
CREATE INDEX sales_of_session ON sales (session_id);

CREATE TABLE profiles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
);
CREATE TABLE drafts (sale_id TEXT PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    text BLOB NOT NULL,
    UNIQUE (kind, id)
);
"""

_SIMULATION = "ALTER TABLE attempts ADD COLUMN simulation TEXT NOT NULL DEFAULT ''"

_TWINS = """
ALTER TABLE attempts ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN likeness TEXT NOT NULL DEFAULT '';
CREATE INDEX attempts_alike ON attempts (likeness) WHERE likeness <> '';
"""
_KEYS = "CREATE INDEX attempts_by_key ON attempts (idempotency_key) WHERE idempotency_key <> '';"

# Every draft has an age, also one that comes out of a copy of an older schema.
_DRAFTS = """
ALTER TABLE drafts RENAME TO ageless;
CREATE TABLE drafts (
    sale_id TEXT PRIMARY KEY,
    text BLOB NOT NULL,
    saved_at REAL NOT NULL DEFAULT (strftime('%s', 'now'))
);
INSERT INTO drafts (sale_id, text) SELECT sale_id, text FROM ageless;
DROP TABLE ageless;
"""

STEPS: tuple[str, ...] = (
    _FIRST, _SIMULATION, HISTORY, UNFOLLOWED, _TWINS, BEGINNINGS, _KEYS, _DRAFTS,
)  # fmt: skip

SMALL = ("profiles", "attempts", "sales", "drafts", "settings", "records")
TABLES = (*SMALL, "exchanges", "wires")


@cache
def after(steps: tuple[str, ...]) -> frozenset[untrusted.Entry]:
    """Return what a file holds after some steps."""
    return untrusted.schema_made_by(steps)


def is_own(connection: sqlite3.Connection, steps: Sequence[str] = STEPS) -> bool:
    """Return whether a file holds what its steps made, and nothing that somebody put there."""
    done, known = steps_done(connection), tuple(steps)
    if done > len(known):
        return untrusted.has_nothing_active_but(connection, after(known))
    return untrusted.has_schema(connection, after(known[:done]))


def major(version: int) -> int:
    """Read the part of `user_version` that an older program must respect."""
    return version >> 16


def steps_done(connection: sqlite3.Connection) -> int:
    """Count the steps that a file has behind it."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version & 0xFFFF


def migrate(connection: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring a file up to date, each step whole or not at all."""
    for number in range(steps_done(connection), len(steps)):
        _take(connection, steps[number], number + 1)


def _take(connection: sqlite3.Connection, step: str, number: int) -> None:
    marks = f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={MAJOR << 16 | number};"
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {step}; {marks} COMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.rollback()
        raise
