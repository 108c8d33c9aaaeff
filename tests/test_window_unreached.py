"""Where nobody can be reached, the window says who it was, and that nothing was sent."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton

from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.api.certificates import self_signed
from tests.api.faults import FaultServer, answering
from tests.api.networks import closed_port, forget_names
from tests.fault_parts import shop
from tests.profile_parts import sandbox
from tests.sale_parts import AMOUNT
from tests.window_parts import Shop, fresh, quick
from tests.window_parts import shop as window

__all__ = ["fresh", "quick", "shop", "window"]
UNTESTED = "Amazon could not be asked, so the key was not tested. "


def send_to(shop: Shop, url: str) -> str:
    """Send to another address than the emulator's; give what is said."""
    real = shop.parts.console.host.base_url
    shop.parts.console.host.base_url = url
    shop.send()
    shop.parts.console.host.base_url = real
    assert shop.exchanges[-1] == "update_session NOT_SENT"
    assert shop.text(AMOUNT) == "19.99 USD"
    assert shop.window.commands["act"].isEnabled()
    return shop.notice


def test_f10_a_certificate_that_proves_nothing_is_named_and_cannot_be_waved_through(shop, tmp_path):
    with FaultServer(answering(200, "{}"), tls=self_signed(tmp_path)) as server:
        said = send_to(shop, server.url)
    assert said == (
        f"Not sent. The certificate of 127.0.0.1:{server.port} is self-signed, "
        "so nothing was sent to it. Your values are kept."
    )
    assert server.requests == []
    buttons = shop.window.page.notice.findChildren(QAbstractButton)
    assert {button.text() or button.accessibleName() for button in buttons} == {
        "Try again",
        "Why?",
        "Close this message",
    }


def test_f10_a_server_without_tls_is_named(shop):
    with FaultServer(answering(200, "{}")) as server:
        said = send_to(shop, server.url.replace("http:", "https:"))
    assert f"127.0.0.1:{server.port} does not speak TLS as Amazon does" in said
    assert server.requests == []


def behind(fresh: Shop, key: object, proxy: str = "") -> KeyDialog:
    """Act as a profile of Amazon's sandbox, and look at it."""
    console = fresh.parts.console
    console.profiles.save(replace(sandbox(), proxy=proxy), key)
    fresh.settle()
    console.choose_profile("fjord")
    fresh.settle()
    editor = console.profile_editor()
    removal = console.profile_removal(editor)
    dialog = KeyDialog(fresh.window._theme, editor, removal, fresh.window)
    dialog.begin()
    return dialog


def said_of_key(fresh: Shop, dialog: KeyDialog) -> str:
    """Test the profile's key; give what is said."""
    dialog.foot.test.click()
    fresh.settle()
    said = dialog.strip.text()
    dialog._end()
    return said


def test_f02_without_names_the_host_that_was_not_found_is_named(fresh, private_key, monkeypatch):
    dialog = behind(fresh, private_key)
    forget_names(monkeypatch)
    assert said_of_key(fresh, dialog) == f"{UNTESTED}The name pay-api.amazon.eu could not be found."


def test_f11_a_dead_proxy_is_shown_and_named(fresh, private_key):
    where = f"127.0.0.1:{closed_port()}"
    dialog = behind(fresh, private_key, f"http://{where}")
    assert f"via {where}" in fresh.window.top.text()
    assert said_of_key(fresh, dialog) == f"{UNTESTED}The proxy {where} refused the connection."


def test_f11_a_proxy_that_wants_a_password_is_named(fresh, private_key):
    with FaultServer(answering(407, "", "Proxy-Authenticate: Basic")) as proxy:
        said = said_of_key(fresh, behind(fresh, private_key, proxy.url))
    assert said == (
        f"{UNTESTED}The proxy 127.0.0.1:{proxy.port} asks for a name and a password (407), "
        "so nothing was sent."
    )
    assert [request.partition(b" ")[0] for request in proxy.requests] == [b"CONNECT"]
