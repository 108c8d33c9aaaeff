"""A sale that was paid for in the window, and eyes for all that follows from it."""

from __future__ import annotations

import urllib.request
from urllib.parse import urlencode, urljoin

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from apay_console.model.catalogue.charge import CHARGE_TO_CAPTURE
from apay_console.model.catalogue.refund import REFUND_TO_CREATE
from apay_console.model.fields import ApiVersion
from tests.emulator.browsing import FORM, Document
from tests.sale_parts import AMOUNT, INTENT, RESULT
from tests.window_parts import Shop, until

CAPTURE = CHARGE_TO_CAPTURE["captureAmount"]
REFUND = REFUND_TO_CREATE["refundAmount"]


def press(shop: Shop, keys: str) -> None:
    QTest.keySequence(shop.window.windowHandle(), QKeySequence(keys))
    shop.settle()


def pay(shop: Shop, **chosen: str) -> None:
    """Pay as the buyer on the hosted page, in a browser of their own, which comes back here."""
    assert shop.state.session is not None
    url = shop.state.session.redirect_url
    with urllib.request.urlopen(url) as page:
        form = Document(page.read().decode()).forms[0]
    body = urlencode({**form.values, **chosen, "decision": "approve"}).encode()
    asked = urllib.request.Request(urljoin(url, form.action), body, {"Content-Type": FORM})
    with urllib.request.urlopen(asked) as page:
        page.read()
    until(lambda: shop.state.sale.buyer_back, "the buyer")
    shop.settle()


def paid(shop: Shop, version: ApiVersion = ApiVersion.V2, intent: str = "Authorize") -> Shop:
    """Let the buyer pay 48.90 USD; in v1 that completes it."""
    shop.run(f"new_{version}")
    shop.send()
    shop.enter(AMOUNT, "48.90")
    shop.choose(INTENT, intent)
    shop.click(shop.cell(RESULT).button)
    shop.send()
    pay(shop)
    return shop


def sold(shop: Shop, version: ApiVersion = ApiVersion.V2, intent: str = "Authorize") -> Shop:
    """Sell for 48.90 USD, and wait until all that follows from it is read."""
    paid(shop, version, intent)
    if version is ApiVersion.V2:
        assert primary(shop) == "Complete 48.90 USD"
        shop.send()
    count = 1 if intent == "Confirm" else 2
    until(lambda: len(shop.state.objects) == count and not shop.under_way, "what follows")
    return shop


def rail(shop: Shop) -> list[str]:
    return shop.window.page.rail.texts()[-2:]


def limits(shop: Shop) -> list[str]:
    return shop.window.page.request.limits.texts()


def objects(shop: Shop) -> list[str]:
    """Each object's kind and state."""
    chips = [text.split(":") for text in shop.window.page.answer.objects.texts()]
    return [f"{what.split()[0]}:{state}" for what, state in chips]


def tasks(shop: Shop) -> list[str]:
    return shop.window.page.request.tasks.texts()


def title(shop: Shop) -> str:
    """What the first tab is called."""
    return shop.window.page.answer._tabs.tabText(0)


def primary(shop: Shop) -> str:
    return shop.window.page.request.primary.text()
