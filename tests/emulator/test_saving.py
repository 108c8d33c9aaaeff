"""What is told row by row, and what is saved whole, both restore the same emulator."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.profile import Region
from tests.emulator.shop import KEY_ID, Till, read

PRICE = {"amount": "48.90", "currencyCode": "USD"}


class Shelf:
    """Keeps the rows as a database would."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], str] = {}

    def __call__(self, kind: str, number: str, text: str | None) -> None:
        if text is None:
            del self.rows[kind, number]  # a row that was never told cannot go
        else:
            self.rows[kind, number] = text

    def all(self) -> list[tuple[str, str, str]]:
        return [(kind, number, text) for (kind, number), text in self.rows.items()]


def lived(till: Till) -> str:
    """Let an emulator have a life: sessions, money, time."""
    till.new()
    number = till.ready(canHandlePendingAuthorization=True)
    session = till.emulator.session(number)
    card = find_card("0701", Region.NA)
    assert card
    paying.decide(till.emulator.world, session, paying.APPROVE, card)
    till.complete(number, {"chargeAmount": PRICE})
    till.emulator.advance(10)
    return number


def test_told_rows_and_saved_rows_are_the_same(tills: Callable[..., Till]) -> None:
    shelf = Shelf()
    till = tills(changed=shelf)
    lived(till)
    till.emulator.advance(60)
    assert sorted(shelf.all()) == sorted(till.emulator.save())


def test_a_restored_emulator_goes_on_where_it_was(tills: Callable[..., Till]) -> None:
    till = tills()
    number = lived(till)
    other = tills()
    other.emulator.restore(till.emulator.save())
    assert read(other.get(number)) == read(till.get(number))
    charge = next(iter(other.emulator.world.state.charges.values()))
    assert charge.state == "AuthorizationInitiated"
    other.emulator.advance(20)
    assert charge.state == "Authorized"


def test_the_clock_stays_ahead(tills: Callable[..., Till]) -> None:
    till = tills()
    till.emulator.advance(3600)
    other = tills()
    other.emulator.restore(till.emulator.save())
    assert other.emulator.world.now == till.emulator.world.now


def test_numbers_of_events_are_not_used_twice(tills: Callable[..., Till]) -> None:
    till = tills()
    lived(till)
    shelf = Shelf()
    other = tills(changed=shelf)
    other.emulator.restore(till.emulator.save())
    for kind, number, text in till.emulator.save():
        shelf(kind, number, text)
    other.new()
    other.emulator.advance(40 * 24 * 3600)  # each event leaves exactly one row behind
    assert sorted(shelf.all()) == sorted(other.emulator.save())


@pytest.mark.parametrize(
    "row",
    [
        ("session", "1", "{}"),
        ("session", "1", "not json"),
        ("session", "1", '{"id":"1","version":"v9","region":"na","live":false}'),
        ("dream", "1", "{}"),
        ("event", "1", "[]"),
        ("replay", "1", "null"),
        ("replay", "1", '{"id":"1","digest":"","status":200,"body":7}'),
        ("event", "1", '{"at":"x","number":1,"what":"","about":""}'),
        ("event", "1", '{"at":1e300,"number":1,"what":"","about":""}'),
        ("event", "1", '{"at":NaN,"number":1,"what":"","about":""}'),
        ("event", "1", '{"at":1,"number":null,"what":"","about":""}'),
        ("event", "1", '{"at":1,"number":1,"what":[],"about":""}'),
        ("clock", "clock", '{"id":"clock","ahead":[],"stopped_at":null}'),
        ("clock", "clock", '{"id":"clock","ahead":-Infinity,"stopped_at":null}'),
        ("token", "1", '{"id":"1","buyer":"mara","scopes":"name"}'),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_named(
    till: Till, row: tuple[str, str, str]
) -> None:
    till.emulator.restore([row])
    assert till.emulator.journal.notes[-1].text.endswith(f"{row[0]} {row[1]}")
    assert till.create().status == 201


def test_a_field_that_the_program_learned_since_has_its_default(
    till: Till, tills: Callable[..., Till]
) -> None:
    number = till.new()
    rows = [
        (kind, name, text.replace('"checkoutButtonText":null,', ""))
        for kind, name, text in till.emulator.save()
    ]
    other = tills()
    other.emulator.restore(rows)
    assert read(other.get(number)) == read(till.get(number))


def test_no_row_holds_a_signature_or_a_key(till: Till) -> None:
    lived(till)
    kept = "".join(text for _, _, text in till.emulator.save())
    assert KEY_ID not in kept
    assert "AMZN-PAY-RSASSA" not in kept


def test_a_reset_takes_every_row_away(tills: Callable[..., Till]) -> None:
    shelf = Shelf()
    till = tills(changed=shelf)
    lived(till)
    till.emulator.reset()
    assert shelf.all() == []
    assert [kind for kind, _, _ in till.emulator.save()] == ["clock"]
