"""Buyers' data goes after a month, or is never stored; cards' numbers are never stored whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from apay_console.errors import say
from apay_console.model.exchange import Answered, Exchange, Sent
from apay_console.model.hidden_names import BUYER
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.settings import NO_BUYERS, Settings
from tests.store.samples import DAY, NOW, exchange, newest, wait

EXAMPLES = sorted((Path(__file__).parents[1] / "data/examples").glob("*.json"))
CANARY = "Quillfeather"
CARD = "4111111111111111"


def signed(value: Any) -> Any:
    """A golden answer with a canary in everything that tells of a buyer."""
    if isinstance(value, Mapping):
        return {name: _marked(name, part) for name, part in value.items()}
    return [signed(part) for part in value] if isinstance(value, list) else value


def _marked(name: str, value: Any) -> Any:
    return [CANARY, {"x": CANARY}] if name in BUYER else signed(value)


def golden() -> Iterator[Exchange]:
    """Golden answers; a request for each name of the list; an address and a sentence with one."""
    for path in EXAMPLES:
        body = json.dumps(signed(json.loads(path.read_text("utf-8")))).encode()
        yield exchange(answered=Answered(200, (), body))
    for name in BUYER:
        body = json.dumps({"chargeId": "P01-1", name.upper(): {"deep": [CANARY]}}).encode()
        yield exchange(sent=Sent("POST", "https://x/v2/charges", (), body))
    buyer = f"https://x/v2/buyers/{CANARY}"
    said = say("Amazon says: {message}", message=f"{CANARY} is unknown")
    yield exchange(sent=Sent("GET", buyer, ()), canonical_request=f"GET\n{buyer}\n", answered=None)
    named = json.dumps({"buyer": {"name": CANARY}}).encode()
    yield exchange(answered=Answered(400, (), named), reason=said)


def everything_in(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_p49_after_31_days_no_buyer_is_left_in_any_file_and_every_id_is(
    path: Path, history: History, record_property: Callable[[str, object], None]
) -> None:
    whole = list(golden())
    wait(history.add_all(whole))
    assert CANARY.encode() in everything_in(path)
    assert wait(history.forget_buyers(NOW + 31 * DAY - 30 * DAY)) == len(whole)
    left = everything_in(path)
    assert CANARY.lower().encode() not in left.lower()
    kept = wait(newest(history))
    assert len(kept) == len(whole)
    assert {one.session_id for one in kept} == {"3f0c"}
    assert sum(b"P01-1" in one.sent.body for one in kept) == len(BUYER)
    record_property("figure", f"0 canaries of {len(whole)} exchanges after 31 days")


def test_p49_who_wants_no_buyers_stored_has_none_in_any_file(
    path: Path, database: Database, history: History
) -> None:
    wait(Settings(database).put(NO_BUYERS, value=True))
    whole = list(golden())
    given = wait(history.add_all(whole))
    assert CANARY.lower().encode() not in everything_in(path).lower()
    assert [replace(one, id=0) for one in given] == whole  # what is shown now is shown whole
    wait(Settings(database).put(NO_BUYERS, value=False))
    wait(history.add(whole[0]))
    assert CANARY.encode() in everything_in(path)


@pytest.mark.parametrize("number", [CARD, "4111 1111 1111 1111", "4111-1111-1111-1111"])
def test_p49_no_cards_number_is_stored_wherever_it_stands(
    path: Path, history: History, number: str
) -> None:
    body = json.dumps({"reasonDescription": f"card {number} declined"}).encode()
    one = exchange(
        sent=Sent("POST", f"https://x/v2/charges?q={CARD}", (), body),
        answered=Answered(400, (), body),
        reason=say("{said}", said=say("{why}", why=f"card {number}")),
        canonical_request=f"POST\n/v2\nq={CARD}",
    )
    wait(history.add(one))
    assert number.encode() not in everything_in(path)
    assert CARD.encode() not in everything_in(path)
    [kept] = wait(newest(history))
    assert b"card 4111" in kept.sent.body
    assert kept.sent.url == "https://x/v2/charges?q=411111******1111"


@pytest.mark.parametrize("body", [b'{"b\\u0075yer":"Quillfeather"}', b'{"BUYER":"Quillfeather"}'])
def test_p49_no_spelling_of_a_name_hides_a_buyer(path: Path, history: History, body: bytes) -> None:
    wait(history.add(exchange(answered=Answered(200, (), body))))
    assert wait(history.forget_buyers(NOW + 1)) == 1
    assert CANARY.encode() not in everything_in(path)


def test_the_digits_of_an_amount_stay_where_a_buyer_goes(history: History) -> None:
    body = b'{"amount":1.10,"buyer":{"name":"M"}}'
    wait(history.add(exchange(answered=Answered(200, (), body))))
    wait(history.forget_buyers(NOW + 1))
    [kept] = wait(newest(history))
    assert kept.answered is not None
    assert kept.answered.body == b'{"amount":1.10,"buyer":null}'
