"""The buyer reads what fits; what is cut off is told, and what nobody knows is not guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.buyers_eye import Glance, Shown, glances, money
from apay_console.model.money.price import Price


def by_label(**values: Any) -> dict[str, Glance]:
    return {glance.label: glance for glance in glances(Shown(**values))}


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("19.99", "USD", "$19.99"),
        ("1234.5", "GBP", "£1,234.50"),
        ("1234.5", "EUR", "1.234,50\u00a0€"),
        ("1980", "JPY", "¥1,980"),
        ("100.5", "JPY", "¥100.5"),
        ("7", "CHF", "7.00\u00a0CHF"),
    ],
)
def test_amounts_are_written_as_their_region_does(amount: str, currency: str, written: str) -> None:
    assert money(Price(Decimal(amount), currency)) == written


def test_what_is_not_set_is_said_and_not_made_up() -> None:
    found = glances(Shown())
    assert [glance.text for glance in found] == ["", "", "", ""]
    assert all(str(glance.words) for glance in found)


def test_a_text_that_fits_is_whole_and_where_amazon_cuts_is_not_guessed() -> None:
    store = by_label(store="Fjord Tea")["Store"]
    assert (store.text, store.lost) == ("Fjord Tea", "")
    assert "does not say where it cuts" in str(store.words)


def test_the_statement_has_amazons_prefix_and_sixteen_characters_more() -> None:
    statement = by_label(descriptor="FJORDTEA-AND-OTHERS")["On the card statement"]
    assert statement.text == "AMZ* FJORDTEA-AND-OTH"
    assert statement.lost == "ERS"
    assert "Too long by 3: “ERS”" in str(statement.words)


def test_of_much_that_is_lost_the_beginning_is_quoted_and_all_is_counted() -> None:
    note = by_label(note="x" * 255 + "y" * 60)["Note"]
    assert note.lost == "y" * 60
    assert f"Too long by 60: “{'y' * 40}”" in str(note.words)


def test_blanks_alone_are_nothing() -> None:
    assert (by_label(store="  ")["Store"].text, by_label(descriptor=" ")) == (
        "",
        by_label(),
    )


@pytest.mark.parametrize("sign", ["🍵", "茶", "\u202e", "e\u0301"])
def test_wide_and_turning_characters_are_counted_and_kept_as_they_are(sign: str) -> None:
    note = by_label(note=sign * 256)["Note"]
    assert note.text + note.lost == sign * 256
    assert len(note.text) == 255


@given(store=st.text(), note=st.text(), descriptor=st.text())
def test_nothing_of_what_was_typed_is_lost_unsaid(store: str, note: str, descriptor: str) -> None:
    found = by_label(store=store, note=note, descriptor=descriptor)
    for label, typed in (("Store", store), ("Note", note)):
        shown = found[label]
        assert shown.text + shown.lost == (typed if typed.strip() else "")
