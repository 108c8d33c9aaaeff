"""An answer that names a wrong page for the buyer: the window says why, and opens nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices

from apay_console.model.json_text import write
from tests.api.faults import answering
from tests.fault_parts import in_place_of_amazon, shop
from tests.sale_parts import COMPLETE_VALUES, session_body
from tests.window_parts import Shop, quick
from tests.window_parts import shop as window

__all__ = ["quick", "shop", "window"]

URL = "webCheckoutDetails.amazonPayRedirectUrl"
HOST = "https://payments.amazon.com"


def refused(shop: Shop, url: object) -> str:
    """Let the server name this page, try to open it, and say what the window says."""
    outside: list[object] = []
    body = session_body(values=COMPLETE_VALUES | {URL: url})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", outside.append)
        with in_place_of_amazon(shop, answering(200, write(body))):
            shop.send()
        assert shop.needs == ["Nothing is missing. The buyer can pay."]
        said = []
        for command in ("open_page", "open_outside"):
            shop.run(command)
            said.append(shop.notice)
    assert outside == []
    assert shop.window.page.answer.page.browser is None
    assert said[0] == said[1]
    return said[0].removeprefix("This page is not opened. ")


def test_b64_the_window_names_the_real_host_behind_a_user_name(shop):
    said = refused(shop, f"{HOST}@evil.test/")
    assert said == "An address must not name a user before its host, evil.test."


def test_b65_the_window_says_nothing_of_a_password_in_an_address(shop):
    assert "secret" not in refused(shop, "https://me:secret@payments.amazon.com/")


def test_b67_the_window_refuses_a_backslash(shop):
    assert "U+005C" in refused(shop, "https://evil.test\\@payments.amazon.com/")


def test_b70_the_window_shows_letters_of_other_scripts_in_ascii(shop):
    assert "xn--pyments-2fg.amazon.com" in refused(shop, "https://p\u0430yments.amazon.com/")


def test_b78_the_window_opens_no_other_scheme(shop):
    assert refused(shop, "javascript:alert(1)").startswith("Pages of the kind “javascript:”")


def test_b79_the_window_refuses_an_endless_address(shop):
    assert "4096 are the most" in refused(shop, f"{HOST}/{'x' * 200_000}")


def test_b80_the_window_refuses_what_turns_the_text(shop):
    assert "U+202E" in refused(shop, f"{HOST}/\u202egpj")
