from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apay_console.errors import Invalid, say
from apay_console.model.exchange import Answered, Outcome, Sent
from apay_console.model.past import Wanted
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.search.conditions import question
from apay_console.store.search.words import expression, is_query
from tests.store.samples import DAY, NOW, exchange, found, wait

SENT = Sent(
    "POST", "https://pay-api.amazon.eu/v2/checkoutSessions", (), b'{"note":"t\\u00e9\\nbag"}'
)
ANSWER = Answered(
    422,
    (("X-Amz-Pay-Request-Id", "req-77"), ("Set-Cookie", "crumb")),
    b'{"reasonCode":"AmountMismatch","amount":19.90}',
)
SIGNED = (
    ("Authorization", "AMZN-PAY Signature=sesame"),
    ("Proxy-Authorization", "Basic sesame"),
    ("X-Amz-Pay-Signature", "sesame"),
    ("X-Amz-Pay-Date", "20250610T081512Z"),
    ("Date", "20250610T081512Z"),
    ("Cookie", "crumb"),
    ("x-amz-pay-idempotency-key", "once-1"),
)


@pytest.mark.parametrize(
    "words",
    [
        "POST", "amazon.eu/v2", "checkoutsess", "sale-9", "3f0c", "create_session", "AmountMis",
        "create_sess", "/CHECKOUTSESS", "19.90", "req-77", "te bag", "té", "reas", "once-1",
        "checkoutSessions 19.90 bag", '"reasonCode AmountMismatch"', "req* OR nothing",
    ],
)  # fmt: skip
def test_an_exchange_is_found_by_whatever_stands_in_it(history: History, words: str) -> None:
    sent = Sent(SENT.method, SENT.url, SIGNED, SENT.body)
    wait(history.add(exchange(operation="x", sale_id="other", answered=None, reason=None)))
    row = exchange(operation="create_session", sale_id="sale-9", sent=sent, answered=ANSWER)
    wait(history.add(row))
    numbers = found(history, words=words)
    assert 2 in numbers
    assert numbers == [2] or words in {"3f0c", "POST"}


@pytest.mark.parametrize(
    "words", ["sesame", "crumb", "hash", "nothere", "tea bags", "ea", "20250610T081512Z"]
)
def test_signatures_and_cookies_and_other_words_find_nothing(history: History, words: str) -> None:
    sent = Sent(SENT.method, SENT.url, SIGNED, SENT.body)
    wait(history.add(exchange(sent=sent, answered=ANSWER)))
    assert found(history, words=words) == []


@given(words=st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_is_searched_for_and_only_a_query_can_be_refused(
    history: History, words: str
) -> None:
    looked_for = Wanted(words=words)
    if is_query(words):
        with suppress(Invalid):
            wait(history.lines(looked_for, 0, 5))
    else:
        wait(history.lines(looked_for, 0, 5))


@given(body=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_an_exchange_is_found_by_a_text_taken_from_it(history: History, body: str) -> None:
    word = "".join(character for character in body if character.isascii() and character.isalnum())
    stored = wait(history.add(exchange(answered=Answered(200, (), f"<{word}>".encode()))))
    if word:
        assert stored.id in [one.id for one in wait(history.lines(Wanted(words=word), 0, 5))]


@pytest.mark.parametrize("words", ['"tea" OR', 'tea AND "', "NEAR(tea", '(tea OR "bag"'])
def test_half_a_query_is_refused_with_an_example(history: History, words: str) -> None:
    with pytest.raises(Invalid, match="lacks its other half") as refused:
        wait(history.count(Wanted(words=words)))
    assert refused.value.example


def test_a_very_long_paste_is_searched_for(history: History) -> None:
    assert found(history, words="word " * 3000) == []


def test_a_note_is_found_and_the_one_before_it_no_longer(history: History) -> None:
    wait(history.add(exchange()))
    wait(history.note(1, "asked the merchant"))
    assert found(history, words="merchant") == [1]
    wait(history.note(1, "settled"))
    assert found(history, words="merchant") == []
    assert found(history, words="settled quill") == [1]


# Filters


ROWS: list[dict[str, Any]] = [
    {"profile_id": "a", "operation": "get_session", "started_at": NOW},
    {"profile_id": "b", "sale_id": "2", "session_id": "s2", "started_at": NOW + DAY},
    {"outcome": Outcome.REJECTED, "answered": ANSWER, "started_at": NOW - 2 * DAY},
    {"outcome": Outcome.UNKNOWN, "answered": None, "reason": say("Late.")},
    {"sent": Sent("GET", "https://pay-api.amazon.com/live/v2/x", ()), "operation": "get_charge"},
]
FILTERS: list[tuple[dict[str, Any], list[int]]] = [
    ({"profile_id": "a"}, [1]),
    ({"operation": "get_charge"}, [5]),
    ({"sale_id": "2"}, [2]),
    ({"session_id": "s2"}, [2]),
    ({"outcome": Outcome.REJECTED}, [3]),
    ({"status": 422}, [3]),
    ({"status": 4}, [3]),
    ({"status": 2}, [5, 2, 1]),
    ({"is_live": True}, [5]),
    ({"is_live": False}, [4, 3, 2, 1]),
    ({"is_pinned": True}, [2]),
    ({"is_pinned": False, "status": 2}, [5, 1]),
    ({"since": NOW}, [5, 4, 2, 1]),
    ({"until": NOW}, [3]),
    ({"since": NOW, "until": NOW + DAY}, [5, 4, 1]),
    ({"since": NOW + 9 * DAY}, []),
    ({"words": "quill", "profile_id": "profile"}, [5]),
    ({"words": "quill", "is_pinned": True, "status": 2}, [2]),
    ({"sale_id": "sale", "operation": "get_session", "outcome": Outcome.APPLIED}, [1]),
]


@pytest.mark.parametrize(("wanted", "numbers"), FILTERS)
def test_each_filter_leaves_what_it_says(
    history: History, wanted: dict[str, Any], numbers: list[int]
) -> None:
    wait(history.add_all([exchange(**row) for row in ROWS]))
    wait(history.pin(2, True))
    assert found(history, **wanted) == numbers


PLANS = [
    (Wanted(session_id="s", outcome=Outcome.APPLIED, operation="x"), "exchanges_of_session"),
    (Wanted(sale_id="s", status=2, profile_id="p"), "exchanges_of_sale"),
    (Wanted(outcome=Outcome.REJECTED, operation="x"), "exchanges_by_outcome"),
    (Wanted(operation="x", since=1.0), "exchanges_by_operation"),
    (Wanted(since=1.0, until=2.0), "INTEGER PRIMARY KEY"),
    (Wanted(words="tea"), "VIRTUAL TABLE INDEX"),
    (Wanted(words="tea", outcome=Outcome.REJECTED), "VIRTUAL TABLE INDEX"),
    (Wanted(is_pinned=True), "exchanges_pinned"),
]


@pytest.mark.parametrize(("wanted", "index"), PLANS)
def test_one_index_leads_and_nothing_is_sorted(
    database: Database, wanted: Wanted, index: str
) -> None:
    asked = question(wanted)
    query = f"EXPLAIN QUERY PLAN {asked.select(asked.number)} ORDER BY {asked.number} DESC LIMIT 9"

    def plan(connection: sqlite3.Connection) -> str:
        return "\n".join(row[3] for row in connection.execute(query, asked.arguments))

    steps = wait(database.run(plan))
    assert index in steps.splitlines()[0]
    assert "TEMP B-TREE" not in steps


@pytest.mark.parametrize("words", ["sesame", "create_sesame", "Create-Sesame/"])
def test_what_begins_as_many_words_do_is_still_found(history: History, words: str) -> None:
    wait(history.add_all([exchange(operation=f"create_sesame{n}") for n in range(40)]))
    wait(history.add(exchange(operation="create_other")))
    assert len(found(history, words=words)) == 40


@pytest.mark.parametrize("words", ["127.0.0.1", "S01-1", "v2/c", "sale-77", "x/che", "t te tea"])
def test_a_beginning_that_is_not_named_in_full_has_an_index_of_its_own(
    database: Database, words: str
) -> None:
    asked = expression(words, lambda beginning: [f"{beginning}ed"])
    lengths = [len(one) for one in re.findall(r'([^\W_]+)"\*', asked)]
    query = "SELECT sql FROM sqlite_schema WHERE name = 'searched'"
    made = wait(database.run(lambda c: c.execute(query).fetchone()))[0]
    indexed = set(map(int, re.findall(r"prefix='([\d ]+)'", made)[0].split()))
    assert lengths
    assert indexed >= set(lengths)


# Positions
