"""Answers that came back, as a sale takes them."""

from __future__ import annotations

from typing import Any

from apay_console.model.exchange import Exchange
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import (
    after_exchange,
)
from tests.exchanges import NOON, answered, sent
from tests.sale_parts import (
    PRICE,
    session_body,
)

LATER = NOON + 60

AMOUNT_BODY = {"paymentDetail": {"chargeAmount": PRICE}}

NOTE_BODY = {"merchantMetadata": {"noteToBuyer": "Tea"}}


def took(state: SaleState, exchange: Exchange) -> SaleState:
    return after_exchange(state, exchange, LATER)


def updated(body: Any, values: dict[str, Any], missing: tuple[str, ...] = ()) -> Exchange:
    after = session_body(values=values, missing=missing)
    return answered(sent("update_session", body), 200, after)


def created(body: Any, values: dict[str, Any] | None = None) -> Exchange:
    return answered(sent("create_session", body), 201, session_body(values=values))
