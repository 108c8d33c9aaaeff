"""A view of changes, and answers to compare in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.exchange import Exchange
from apay_console.ui.changes.view import ChangesView
from apay_console.ui.parts.theme import Theme
from tests.exchanges import NOON, answered, sent
from tests.sale_parts import PRICE

CHANGED = {"paymentDetails.chargeAmount": PRICE}


def got(body: Any, moment: float = NOON) -> Exchange:
    return replace(answered(sent("get_session"), 200, body), started_at=moment)


def updated(body: Any, asked: Any) -> Exchange:
    return replace(answered(sent(body=asked), 200, body), started_at=NOON + 60)


@pytest.fixture
def view(theme: Theme) -> ChangesView:
    made = ChangesView(theme)
    made.resize(800, 400)
    made.show()
    return made


def pair(view: ChangesView, before: Any, after: Any, asked: Any = None) -> list[str]:
    view.show_pair(got(before), updated(after, asked or {}))
    return view.texts()
