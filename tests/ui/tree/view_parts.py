"""A tree with an answer in it."""

from __future__ import annotations

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.ui.tree.view import SessionTree
from tests.ui.hands import shown

V1 = ApiVersion.V1

BODY = {
    "checkoutSessionId": "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614",
    "webCheckoutDetail": {"checkoutResultReturnUrl": None, "amazonPayRedirectUrl": None},
    "paymentDetail": {"chargeAmount": None, "list": [{"a": 1}, {"b": "x\u202ey"}]},
    "constraints": [{"constraintId": "CheckoutResultReturnUrlNotSet"}],
}


@pytest.fixture
def tree(theme, qtbot) -> SessionTree:
    made = SessionTree(theme)
    made.resize(568, 300)
    made.show_answer(BODY, V1, {})
    return shown(made, qtbot)


def index(tree: SessionTree, *path: str):
    return tree.nodes_model.reveal(path)


def big(count: int) -> dict:
    return {"rows": [{"id": at, "price": {"amount": "1.00"}} for at in range(count)]}
