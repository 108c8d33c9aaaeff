"""What a sale is called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from apay_console.model.fields import ApiVersion
from apay_console.model.sale import Sale
from apay_console.ui.sale.sale_words import permission_of, short_id, state_word, title_of

SALE = Sale("a", "p", ApiVersion.V1, 0.0, 0.0)


def test_a_sale_is_called_by_its_number_else_its_session_else_new(qapp: QApplication) -> None:
    begun = replace(SALE, session_id="3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614")
    assert title_of(SALE) == "New session"
    assert title_of(begun) == "Session 3f0c7a52"
    assert title_of(replace(begun, reference="1001")) == "Order 1001"


def test_a_strange_number_is_shown_for_what_it_is(qapp: QApplication) -> None:
    title = title_of(replace(SALE, reference="\u202e{id}" + "x" * 5_000))
    assert title.startswith("Order <U+202E>{id}xxx")
    assert len(title) < 300


def test_what_a_shop_asked_without_a_session_is_called_so(qapp: QApplication) -> None:
    assert title_of(replace(SALE, from_shop=True)) == "No session"


def test_a_sale_without_a_session_is_called_by_its_permission(qapp: QApplication) -> None:
    ids = ("S01-5105180-3221187-C051840",)
    assert title_of(replace(SALE, ids=ids)) == "Permission S01-5105180-3221187"
    assert permission_of("S01-5105180-3221187") == "S01-5105180-3221187"


@pytest.mark.parametrize("state", ["AuthorizationInitiated", "CaptureInitiated", "RefundInitiated"])
def test_what_amazon_decides_by_itself_is_pending(state: str, qapp: QApplication) -> None:
    assert state_word(state) == "Pending"


def test_other_states_are_amazons_own_words_if_short(qapp: QApplication) -> None:
    assert state_word("NonChargeable") == "NonChargeable"
    assert state_word("x" * 90) == "x" * 23 + "…"


def test_a_short_id_tells_charges_apart(qapp: QApplication) -> None:
    assert short_id("S01-5105180-3221187-C051840") == "C051840"
    assert short_id("S01-5105180-3221187") == "S01-…1187"
    assert short_id("3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614") == "3f0c…b614"
    assert short_id("") == ""
    assert len(short_id("a-b-c-" + "\u202e" + "x" * 5_000)) < 30
