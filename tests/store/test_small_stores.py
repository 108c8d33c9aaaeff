"""Drafts, settings and records: a value under a name."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.records import Records
from apay_console.store.settings import Settings
from tests.store.samples import wait

any_text = st.text(st.characters(), max_size=30) | st.sampled_from(["\ud800", "a\0b", "\U0001f600"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
with_a_database = limits(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30
)


@given(text=any_text)
@with_a_database
def test_a_draft_comes_back_exactly(database: Database, text: str) -> None:
    drafts = Drafts(database)
    wait(drafts.save("sale", "older"))
    wait(drafts.save("sale", text))
    assert wait(drafts.load("sale")) == text


def test_a_dropped_draft_is_gone(database: Database) -> None:
    drafts = Drafts(database)
    wait(drafts.save("sale", "typed"))
    wait(drafts.drop("sale"))
    wait(drafts.drop("sale"))
    assert wait(drafts.load("sale")) is None


@given(value=json_values)
@with_a_database
def test_a_setting_comes_back(database: Database, value: Any) -> None:
    settings = Settings(database)
    wait(settings.put("name", value))
    assert wait(settings.get("name", "default")) == value


@pytest.mark.parametrize("broken", ["", "{", "nan,", "\x00"])
def test_f47_a_setting_that_cannot_be_read_is_the_default(database: Database, broken: str) -> None:
    settings = Settings(database)
    assert wait(settings.get("theme", "light")) == "light"
    put = "INSERT INTO settings VALUES ('theme', ?)"
    wait(database.run(lambda c: c.execute(put, (broken,))))
    assert wait(settings.get("theme", "light")) == "light"


def test_records_come_back_in_the_order_they_first_came(database: Database) -> None:
    records = Records(database)
    for kind, name in (("session", "b"), ("event", "a"), ("session", "a")):
        wait(records.put(kind, name, "older"))
    wait(records.put("session", "b", "newer"))
    wait(records.drop("event", "a"))
    wait(records.drop("event", "a"))
    assert wait(records.all()) == [("session", "b", "newer"), ("session", "a", "older")]


def test_records_can_be_kept_without_waiting(database: Database) -> None:
    records = Records(database)
    for name, text in (("a", "older"), ("b", "gone"), ("a", "newer"), ("b", None)):
        records.keep("session", name, text)
    assert wait(records.all()) == [("session", "a", "newer")]


@given(text=any_text)
@with_a_database
def test_a_record_comes_back_exactly(database: Database, text: str) -> None:
    records = Records(database)
    wait(records.put("kind", "id", text))
    assert wait(records.all()) == [("kind", "id", text)]


def test_words_for_sqlite_are_only_text(database: Database) -> None:
    name = "'); DROP TABLE settings;--"
    settings = Settings(database)
    wait(settings.put(name, name))
    assert wait(settings.get(name, None)) == name
    with pytest.raises(sqlite3.OperationalError):
        wait(database.run(lambda c: c.execute("SELECT * FROM nowhere")))
