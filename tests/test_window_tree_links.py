"""Where a click in the tree of an answer leads, in the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from apay_console.model.json_text import write
from tests.api.faults import answering
from tests.sale_parts import session_body
from tests.test_window_text import amazon
from tests.window_parts import Shop, quick, shop, until

__all__ = ["amazon", "quick", "shop"]

CHARGE = "S01-1234567-1234567-C123456"


def show(shop: Shop, amazon, **values: object) -> None:
    """Let Amazon answer with a session of these values."""
    known = {"checkoutSessionId": shop.state.sale.session_id}
    dotted = {name.replace("__", "."): value for name, value in values.items()}
    amazon.behaviour = answering(200, write(session_body(values={**known, **dotted})))
    shop.run("get")


def click(shop: Shop, *path: str) -> None:
    tree = shop.window.page.answer.tree.tree
    at = tree.nodes_model.reveal(path).siblingAtColumn(1)
    tree.scrollTo(at)
    QApplication.processEvents()
    spot = tree.visualRect(at).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    shop.settle()


@pytest.fixture
def told(shop: Shop):
    """What the sheet of explanations is about."""

    def title() -> str:
        return shop.window.sheets.why.accessibleName()

    yield title
    shop.window.sheets.why.leave()


def test_the_empty_redirect_url_is_explained(shop, amazon, told):
    show(shop, amazon)
    click(shop, "webCheckoutDetail", "amazonPayRedirectUrl")
    assert told() == "amazonPayRedirectUrl is empty"


def test_a_reason_is_explained_as_one_of_its_object(shop, amazon, told):
    ended = {"statusDetails__state": "Canceled", "statusDetails__reasonCode": "BuyerCanceled"}
    show(shop, amazon, **ended)
    click(shop, "statusDetail", "reasonCode")
    assert told() == "The buyer left Amazon's page"


def test_an_id_that_was_not_read_yet_is_opened(shop, amazon):
    sale = shop.state.sale.id
    show(shop, amazon, chargeId=CHARGE)
    body = {"chargeId": CHARGE, "statusDetail": {"state": "Authorized"}}
    amazon.behaviour = answering(200, write(body))
    click(shop, "chargeId")
    until(lambda: shop.state.object is not None and shop.state.shown == CHARGE, "the charge")
    assert shop.state.sale.id == sale
    assert shop.state.object.body == body
    assert shop.window.page.answer.tree.tree.body == body
