"""A buyer who only signed in is read in the window, wherever they landed."""

from __future__ import annotations

import urllib.request
from urllib.parse import urlencode, urljoin

import pytest
from PySide6.QtCore import Qt

from tests.emulator.browsing import FORM, Document
from tests.window_parts import CTRL, Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


class Stays(urllib.request.HTTPRedirectHandler):
    """A browser that does not follow, as of a shop that this console does not serve."""

    def redirect_request(self, *_args, **_kw):
        return None


def signed_in(shop: Shop, back: str, *, follows: bool) -> str:
    """Sign in as the buyer at a button that sells nothing; say where the shop is told of it."""
    base = shop.parts.console.buyer.emulator_base
    url = f"{base}/signin?" + urlencode({"signInReturnUrl": back, "storeId": "s"})
    with urllib.request.urlopen(url) as page:
        form = Document(page.read().decode()).forms[0]
    body = urlencode({**form.values, "buyer": "mara"}).encode()
    asked = urllib.request.Request(urljoin(url, form.action), body, {"Content-Type": FORM})
    opener = urllib.request.build_opener(*([] if follows else [Stays]))
    try:
        with opener.open(asked) as page:
            return str(page.url)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])


def is_read(shop: Shop) -> bool:
    return shop.exchanges[-1:] == ["signed_call 200"] and not shop.under_way


@pytest.mark.parametrize("lands_here", [True, False])
def test_whoever_signed_in_is_read_by_the_token(lands_here, fresh):
    shop = fresh
    back = shop.parts.console.landing.review_url if lands_here else "https://shop.example/in?tea=1"
    address = signed_in(shop, back, follows=lands_here)
    if not lands_here:
        assert address.startswith("https://shop.example/in?tea=1&buyerToken=")
        shop.key(Qt.Key.Key_O, CTRL)
        shop.paste(address)
        shop.key(Qt.Key.Key_Return)
    until(lambda: is_read(shop), "the buyer")
    shop.settle()
    assert "Mara" in shop.state.moment.answered.body.decode()
    assert "/v2/buyers/" in shop.state.moment.sent.url
