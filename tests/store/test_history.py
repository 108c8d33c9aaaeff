from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import apay_console.model.exchange
from apay_console.errors import Message, say
from apay_console.model.answer import answer_of
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.store.samples import ANSWER, DAY, NOW, attempt, exchange, newest, wait


def test_an_exchange_comes_back_as_it_was(history: History) -> None:
    stored = wait(history.add(exchange()))
    assert stored == exchange(id=1)
    assert wait(history.get(1)) == stored
    assert wait(history.get(2)) is None


def test_p25_a_long_answer_of_the_past_was_read_before_it_is_shown(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = json.dumps({"checkoutSessionId": "1", "tea": ["x" * 70] * 1_000}).encode()
    wait(history.add(exchange(sale_id="one", answered=Answered(200, (), long))))
    found = [wait(history.get(1)), *wait(history.of_sale("one")), wait(history.last_answer("one"))]
    never = Mock(side_effect=AssertionError("read on the window"))
    monkeypatch.setattr(apay_console.model.exchange, "document_of", never)
    assert [answer_of(one)["checkoutSessionId"] for one in found] == ["1"] * 3


def test_a_bunch_is_stored_at_once_and_in_order(history: History) -> None:
    bunch = [exchange(sale_id="one"), exchange(sale_id="two"), exchange(sale_id="one")]
    stored = wait(history.add_all(bunch))
    assert [(one.id, one.sale_id) for one in stored] == [(1, "one"), (2, "two"), (3, "one")]
    assert wait(history.of_sale("one")) == [stored[2], stored[0]]
    assert wait(history.add_all([])) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"answered": None, "outcome": Outcome.UNKNOWN},
        {"answered": Answered(204, (), b""), "reason": None, "trace": ()},
        {"sent": Sent("POST", "https://x/", (), b'{"a":1}\xff\x00')},
        {"answered": Answered(200, (("a", "\udcff\u00e9"),), b"\x80\x00")},
    ],
)
def test_whatever_it_lacks_or_holds_comes_back(
    history: History, changes: dict[str, object]
) -> None:
    stored = wait(history.add(exchange(**changes)))
    assert wait(history.get(stored.id)) == stored


texts = st.text(max_size=20)
sentences = st.text(st.characters(exclude_characters="{}"), max_size=20)  # braces are places
headers = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
exchanges = st.builds(
    Exchange,
    operation=texts,
    version=st.sampled_from(["v1", "v2"]),
    sent=st.builds(Sent, texts, texts, headers, st.binary(max_size=40)),
    answered=st.none()
    | st.builds(Answered, st.integers(100, 599), headers, st.binary(max_size=40)),
    outcome=st.sampled_from(Outcome),
    started_at=st.floats(allow_nan=False, allow_infinity=False),
    took_ms=st.floats(0, 1e9),
    reason=st.none() | st.builds(Message, sentences, st.dictionaries(texts, texts | st.integers())),
    trace=st.lists(st.tuples(texts, st.floats(0, 1e9)), max_size=3).map(tuple),
    sale_id=texts,
    string_to_sign=texts,
    canonical_request=texts,
)


@given(made=exchanges)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_every_exchange_comes_back(history: History, made: Exchange) -> None:
    stored = wait(history.add(made))
    assert stored == replace(made, id=stored.id)
    assert wait(history.get(stored.id)) == stored


def test_half_a_character_from_outside_loses_no_exchange(history: History) -> None:
    stored = wait(history.add(exchange(session_id="3f\ud800", sent=Sent("GET", "/\udcff", ()))))
    found = wait(history.get(stored.id))
    assert found is not None
    assert (found.session_id, found.sent.url) == ("3f\\ud800", "/\\udcff")


def test_what_a_reason_names_may_be_anything(history: History) -> None:
    stored = wait(history.add(exchange(reason=say("{a}", a=Decimal("19.90")))))
    found = wait(history.get(stored.id))
    assert found is not None
    assert str(found.reason) == "19.90"


def test_the_latest_stands_first_whatever_the_clock_said(history: History) -> None:
    for minutes in (5, 3, 9, 1):
        wait(history.add(exchange(started_at=NOW + minutes * 60)))
    assert [found.id for found in wait(history.of_sale("sale"))] == [4, 3, 2, 1]


def test_a_sale_shows_its_own_exchanges_only(history: History) -> None:
    for name in ("sale", "other", "sale"):
        wait(history.add(exchange(sale_id=name)))
    assert [found.id for found in wait(history.of_sale("sale"))] == [3, 1]
    assert [found.id for found in wait(history.of_sale("sale", limit=1))] == [3]


def test_a_number_is_never_given_twice(history: History, database: Database) -> None:
    wait(history.add(exchange()))
    wait(database.run(lambda c: c.execute("DELETE FROM exchanges")))
    wait(database.run(lambda c: c.execute("DELETE FROM wires")))
    assert wait(history.add(exchange())).id == 2


NOT_ANSWERS = [
    {"outcome": Outcome.UNKNOWN},
    {"outcome": Outcome.REJECTED, "answered": Answered(422, (), ANSWER)},
    {"answered": Answered(200, (), ANSWER[:30])},
    {"answered": Answered(200, (), b"[]")},
    {"answered": Answered(200, (), b"")},
    {"answered": None, "outcome": Outcome.NOT_SENT},
    {"operation": "capture_charge"},
    {"sale_id": "other"},
]


@pytest.mark.parametrize("changes", NOT_ANSWERS)
def test_the_last_answer_is_the_newest_that_shows_the_session(
    history: History, changes: dict[str, object]
) -> None:
    assert wait(history.last_answer("sale")) is None
    wait(history.add(exchange(operation="create_session", answered=Answered(201, (), ANSWER))))
    shown = wait(history.add(exchange(operation="update_session")))
    wait(history.add(exchange(**changes)))
    assert wait(history.last_answer("sale")) == shown


# Buyers


def everything_in(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_after_a_month_no_buyer_is_left_on_the_disk(path: Path, history: History) -> None:
    sent = Sent("POST", "/v2", (), b'{"addressDetails":{"name":"Mara Quill"},"n":1}')
    for age in range(4):
        wait(history.add(exchange(started_at=NOW - age * DAY * 20, sent=sent)))
    assert b"Mara Quill" in everything_in(path)

    assert wait(history.forget_buyers(NOW - 30 * DAY)) == 2

    old, _, _, young = wait(newest(history))
    assert young.answered == exchange().answered
    assert old.answered == Answered(
        200,
        exchange().answered.headers,  # type: ignore[union-attr]
        b'{"checkoutSessionId":"3f0c","buyer":null,"amount":"19.99"}',
    )
    assert old.sent.body == b'{"addressDetails":null,"n":1}'
    assert wait(history.forget_buyers(NOW + DAY)) == 2
    assert b"Mara Quill" not in everything_in(path)
    assert wait(history.forget_buyers(NOW + DAY)) == 0


def test_what_may_have_to_be_sent_again_is_kept_whole(
    path: Path, database: Database, history: History
) -> None:
    attempts = Attempts(database)
    canaries = [b'{"addressDetails":"of attempt %d"}' % number for number in range(3)]
    for number, body in enumerate(canaries):
        wait(attempts.begin(attempt(number, body=body)))
    wait(attempts.finish("attempt-1", Outcome.UNKNOWN))
    wait(attempts.finish("attempt-2", Outcome.APPLIED))
    wait(history.forget_buyers(NOW + 1))
    assert [found.body for found in wait(attempts.unfinished())] == canaries[:2]
    assert canaries[2] not in everything_in(path)


def test_forgetting_goes_on_where_it_was_cut_short(history: History) -> None:
    for _ in range(700):
        wait(history.add(exchange(canonical_request="")))
    assert wait(history.forget_buyers(NOW + 1)) == 700


# A long history


def test_a_page_of_a_long_history_is_found_by_its_index(
    database: Database, history: History
) -> None:
    wait(history.add(exchange()))
    of_sale = "SELECT * FROM exchanges WHERE sale_id = 'x' ORDER BY id DESC LIMIT 100"
    naming = "SELECT * FROM exchanges WHERE names_buyer AND started_at < 5"

    def plan(connection: sqlite3.Connection) -> str:
        explained = [
            connection.execute(f"EXPLAIN QUERY PLAN {query}") for query in (of_sale, naming)
        ]
        return " ".join(row[3] for rows in explained for row in rows)

    steps = wait(database.run(plan))
    assert "exchanges_of_sale" in steps
    assert "exchanges_naming_buyers" in steps
    assert "TEMP B-TREE" not in steps
