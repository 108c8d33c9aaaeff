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
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.search import listing
from apay_console.store.search.conditions import question
from apay_console.store.search.listing import Listing
from apay_console.store.search.words import expression, is_bounded, is_gathered, is_query
from tests.store.samples import DAY, NOW, exchange, wait


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


def found(history: History, **wanted: Any) -> list[int]:
    looked_for = Wanted(**wanted)
    numbers = [line.id for line in wait(history.lines(looked_for, 0, 100))]
    assert wait(history.count(looked_for)) == len(numbers)
    return numbers


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


@pytest.mark.parametrize(
    "words", ['say "', "tea*bag", "(", "a:b", "^tea", "NEAR", "x" * 9000, "- - -"]
)
def test_stray_signs_are_no_query(history: History, words: str) -> None:
    assert found(history, words=words) == []


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


GATHERED = ['"tins"*', "tins*", "tins *", '"a te" OR tins*', '"t\u00e9"*', '"x-tins"*', '"te-"*']
STREAMED = ['"te"*', '"x-te"*', '"create_se" AND "x"*', "te* OR t*", '"tins"', "", '"127.0.0.1"*']


@pytest.mark.parametrize("asked", GATHERED + STREAMED)
def test_no_short_beginning_counts_as_gathered(asked: str) -> None:
    assert is_gathered(asked) is (asked in GATHERED)


BOUNDED = ['"tins"', '"te"*', '("tins" OR "tinsel")', '("tins")', '"a" OR "t"*']
MEETING = [
    '"two tins"',
    '"x-te"*',
    '"tins" AND "te"*',
    '"tinsel"*',
    "tins NOT two",
    'NEAR("a" "b")',
]


@pytest.mark.parametrize("asked", BOUNDED + MEETING)
def test_words_that_have_to_meet_are_not_looked_for_in_a_part_of_the_rows(asked: str) -> None:
    assert is_bounded(asked) is (asked in BOUNDED)


@pytest.mark.parametrize("words", ["127.0.0.1", "sale-1 ge", "te"])
def test_what_begins_so_is_counted_step_by_step(
    history: History, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 7)
    sent = Sent("GET", "http://127.0.0.19:8098/v2/tea", ())
    wait(history.add_all([exchange(sale_id=f"sale-1{n}", sent=sent) for n in range(20)]))
    first = Listing()
    counted = history._database.run(lambda c: first.count(c, Wanted(words=words)))
    assert wait(counted) is None
    assert len(found(history, words=words)) == 20


@pytest.mark.parametrize("wanted", [Wanted(sale_id="rare"), Wanted(words="rare"), Wanted(status=5)])
def test_a_long_look_pauses_and_misses_nothing(
    history: History, monkeypatch: pytest.MonkeyPatch, wanted: Wanted
) -> None:
    monkeypatch.setattr(listing, "LOOKED", 7)
    rare = exchange(sale_id="rare", answered=Answered(500, (), b""))
    for number in range(1, 31):
        wait(history.add(rare if number in {1, 2, 9, 30} else exchange()))
    first = Listing()
    looked = history._database.run(lambda c: first.look(c, wanted, 4))
    assert wait(looked) is False
    for end in range(1, 6):
        assert [line.id for line in wait(history.lines(wanted, 0, end))] == [30, 9, 2, 1][:end]
    wait(history.add(rare))
    assert [line.id for line in wait(history.lines(wanted, 0, 9))] == [31, 30, 9, 2, 1]


def test_a_long_count_goes_on_where_it_paused(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 7)
    wait(history.add_all([exchange(sale_id=str(number % 2)) for number in range(30)]))
    first = Listing()
    wanted = Wanted(sale_id="1")

    def counted(connection: sqlite3.Connection) -> int | None:
        return first.count(connection, wanted)

    assert wait(history._database.run(counted)) is None
    wait(history.add(exchange(sale_id="1")))
    answers = [wait(history._database.run(counted)) for _ in range(4)]
    assert answers == [None, None, None, 16]
    wait(history.add(exchange(sale_id="1")))
    assert wait(history._database.run(counted)) == 17
    assert wait(history.count(wanted)) == 17


# Positions


@pytest.mark.parametrize("wanted", [EVERYTHING, Wanted(sale_id="sale"), Wanted(words="quill")])
def test_positions_stay_right_while_rows_come_and_go(history: History, wanted: Wanted) -> None:
    wait(history.add_all([exchange() for _ in range(1300)]))
    expected = list(range(1300, 0, -1))

    def check() -> None:
        assert wait(history.count(wanted)) == len(expected)
        for start in (0, 270, 277, 1024, len(expected) - 3, len(expected)):
            page = [line.id for line in wait(history.lines(wanted, start, 5))]
            assert page == expected[start : start + 5]

    check()
    wait(history.delete([1299, *range(1000, 1100)]))
    expected = [number for number in expected if number != 1299 and not 1000 <= number < 1100]
    check()
    wait(history.add_all([exchange(), exchange(sale_id="other", answered=None)]))
    expected = [1302, 1301, *expected] if wanted == EVERYTHING else [1301, *expected]
    check()
