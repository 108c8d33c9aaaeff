from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apay_console.model.exchange import Outcome
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.store.samples import NOW, exchange, wait

LISTED = ["sale_id", "session_id", "operation", "version", "method", "url", "note", "profile_id"]
JUNK = [
    *((f"exchanges SET {name} = ?", b"\xff\xfe\x00") for name in [*LISTED, "outcome", "reason"]),
    ("exchanges SET url = CAST(? AS TEXT)", b"caf\xe9\xff"),
    ("exchanges SET outcome = ?", "MAYBE"),
    ("exchanges SET reason = ?", '["{name", {"a": 1}]'),
    ("exchanges SET reason = ?", '["{name}", {}]'),
    ("exchanges SET reason = ?", "[1"),
    ("exchanges SET reason = ?", "[" * 9000),
    ("exchanges SET status = ?", "two hundred"),
    ("exchanges SET started_at = ?", "yesterday"),
    ("exchanges SET took_ms = ?", b"\x00"),
]
JUNK_OF_WIRES = [
    (f"wires SET {name} = ?", value)
    for name in ("sent_headers", "answered_headers", "trace")
    for value in ("{", "3", '[["a"]]', '[[1, 2], ["a", [3]], "b"]', b"\xff", "[" * 9000)
] + [
    ("wires SET sent_body = ?", "text"),
    ("wires SET answered_body = ?", 3),
    ("wires SET string_to_sign = ?", b"\xff"),
    ("wires SET canonical_request = CAST(? AS TEXT)", b"\xff"),
]


def damage(database: Database, change: str, value: Any) -> None:
    table = change.partition(" ")[0]
    number = "id" if table == "exchanges" else "exchange_id"
    wait(database.run(lambda c: c.execute(f"UPDATE {change} WHERE {number} = 2", [value])))


@pytest.mark.parametrize(("change", "value"), [*JUNK, *JUNK_OF_WIRES])
def test_a_damaged_row_is_listed_and_read_and_takes_nothing_else_down(
    database: Database, history: History, change: str, value: Any
) -> None:
    stored = wait(history.add_all([exchange() for _ in range(3)]))
    damage(database, change, value)
    lines = wait(history.lines(EVERYTHING, 0, 9))
    assert [line.id for line in lines] == [3, 2, 1]
    assert [line.is_damaged for line in lines] == [False, (change, value) in JUNK, False]
    found = wait(history.get(2))
    assert found is not None
    str(found.reason)
    assert wait(history.get(3)) == stored[2]
    assert len(wait(history.of_sale("sale"))) >= 2
    wait(history.note(2, "looked at"))
    assert wait(history.count(Wanted(words="looked"))) == 1
    wait(history.forget_buyers(NOW + 1))
    assert wait(history.delete([2])) == 1
    assert wait(history.count(EVERYTHING)) == 2


def test_an_outcome_nobody_knows_counts_as_unknown(database: Database, history: History) -> None:
    wait(history.add_all([exchange(), exchange()]))
    damage(database, "exchanges SET outcome = ?", "MAYBE")
    assert wait(history.lines(EVERYTHING, 0, 1))[0].outcome is Outcome.UNKNOWN


def test_an_exchange_whose_bytes_are_lost_is_still_listed_and_deleted(
    database: Database, history: History
) -> None:
    wait(history.add(exchange()))
    wait(database.run(lambda c: c.execute("DELETE FROM wires")))
    found = wait(history.get(1))
    assert found is not None
    assert found.sent.body == b""
    assert len(wait(history.lines(EVERYTHING, 0, 9))) == 1
    assert wait(history.delete([1])) == 1


@given(texts=st.lists(st.text(max_size=8) | st.binary(max_size=8) | st.integers(0, 9), min_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_whatever_stands_in_a_row_the_list_comes(
    database: Database, history: History, texts: list[Any]
) -> None:
    number = wait(history.add(exchange())).id
    texts = [t.encode("utf-8", "replace").decode() if isinstance(t, str) else t for t in texts]
    query = """UPDATE exchanges SET url = ?, reason = ?, outcome = ?, status = ?, started_at = ?,
    note = ? WHERE id = ?"""
    wait(database.run(lambda c: c.execute(query, [*texts[:6], number])))
    assert wait(history.lines(EVERYTHING, 0, 1))[0].id == number
    assert wait(history.get(number)) is not None
