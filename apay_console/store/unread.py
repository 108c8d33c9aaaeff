"""Counts what is in the data file and cannot be read any more."""

from __future__ import annotations

import sqlite3

from apay_console.model.profile import Profile
from apay_console.store.texts import readable


def unread_profiles(connection: sqlite3.Connection) -> int:
    """Say how many profiles somebody damaged."""
    documents = [row[0] for row in connection.execute("SELECT document FROM profiles")]
    return len(documents) - len(readable(Profile, documents))
