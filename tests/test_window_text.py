"""Whatever text comes from outside, the window shows letters: no markup, no width, no lies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QWidget

from apay_console.model.json_text import write
from tests.api.faults import FaultServer, answering
from tests.sale_parts import session_body
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]

MARK = "Ma7k"  # stands in every payload, so that it is found wherever it went
PAYLOADS = {
    "bold": f"<b>{MARK}</b>",
    "file": f"<img src=file:///etc/hostname>{MARK}",
    "wide": f"<img width=30000 height=30000 src=x>{MARK}",
    "table": f"<table><tr><td width=30000>{MARK}",
    "escaped": f"&lt;b&gt;{MARK}&lt;/b&gt;",
    "ampersand": f"a &amp; {MARK} && b",
    "link": f"<a href='https://evil.example'>{MARK} Security update!</a>",
    "second line": f"{MARK}\n<b>",
    "template": f"{{{{7*7}}}} ${{HOME}} %s%n {{0.__class__}} {{name}} {MARK}",
    "query": f"'); DROP TABLE history;-- {MARK}",
    "turned round": f"\u202e{MARK}gnp.exe\u2066",
    "control": f"{MARK}\x1b[31m\x07\u200b",
    "endless word": MARK * 2_500,
    "endless words": f"{MARK} " * 2_500,
}
HIDDEN = "\u202e\u2066\x1b\x07\u200b"
KEPT = {"checkoutSessionId", "state"}


def spoilt(value: Any, payload: str, key: str = "") -> Any:
    """Put a payload in the place of every string of an answer, and fill every gap with it."""
    if isinstance(value, dict):
        return {name: spoilt(part, payload, name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoilt(part, payload) for part in value]
    return value if key in KEPT else payload


def whole_session(shop: Shop, payload: str) -> dict[str, Any]:
    body = session_body(
        values={
            "checkoutSessionId": shop.state.sale.session_id,
            "constraints": [{"constraintId": "x", "description": "y"}],
            "paymentDetails.chargeAmount": {"amount": "1", "currencyCode": "USD"},
        }
    )
    return {**spoilt(body, payload), payload: payload}


@pytest.fixture
def amazon(shop: Shop) -> Iterator[FaultServer]:
    """A server in Amazon's place whose answers can be changed."""
    real = shop.parts.console.host.base_url
    with FaultServer(answering(200)) as server:
        shop.parts.console.host.base_url = server.url
        yield server
        shop.parts.console.host.base_url = real


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was opened outside, or put up before the window: nothing, in any case."""
    found: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", found.append)
    monkeypatch.setattr(QMessageBox, "exec", found.append)
    return found


def look_everywhere(shop: Shop) -> Iterator[str]:
    """Turn to every view in which something from outside can be seen."""
    page = shop.window.page
    for tab in range(6):
        page.answer.open_tab(tab)
        QApplication.processEvents()
        yield f"tab {tab}"
    page.answer.open_tab(0)
    for command in ("body", "activity", "palette"):
        shop.window.commands.run(command)
        QApplication.processEvents()
        yield command
        shop.key(Qt.Key.Key_Escape)


def faults_of(widget: QWidget) -> Iterator[str]:
    """What is wrong with how a widget shows text from outside."""
    if widget.width() > 4_000 or widget.minimumSizeHint().width() > 4_000:
        yield "is endlessly wide"
    if isinstance(widget, QLabel) and MARK in widget.text():
        if widget.textFormat() is not Qt.TextFormat.PlainText:
            yield "takes text for markup"
        if any(sign in widget.text() for sign in HIDDEN[:-1]):
            yield "hides something"
    if MARK in widget.toolTip():
        yield from tip_faults(widget.toolTip())
    if MARK in widget.accessibleName() and len(widget.accessibleName()) > 20_000:
        yield "has an endless name"


def tip_faults(tip: str) -> Iterator[str]:
    """A tool tip is markup to Qt: written out, it must be the text itself."""
    document = QTextDocument()
    document.setHtml(tip)
    if not tip.startswith("<qt>") or "<b>" in tip or "<img" in tip or "<a " in tip:
        yield "has markup in its tool tip"
    if MARK not in document.toPlainText() or document.size().width() > 40_000:
        yield "has an endless tool tip"


def assert_letters_everywhere(shop: Shop) -> int:
    """Look at every widget of every view; count those that show the payload."""
    seen = 0
    for place in look_everywhere(shop):
        for widget in QApplication.allWidgets():
            found = list(faults_of(widget))
            assert not found, f"{place}: {widget} {found}"
            is_text = isinstance(widget, QLabel | QLineEdit) and widget.isVisible()
            seen += is_text and MARK in widget.text()
    assert shop.window.width() == 1440
    assert shop.window.minimumSizeHint().width() <= 1024
    return seen


@pytest.mark.parametrize("name", PAYLOADS)
def test_p21_an_answer_full_of_it_is_shown_as_letters(name, shop, amazon, opened, record_property):
    amazon.behaviour = answering(200, write(whole_session(shop, PAYLOADS[name])))
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert assert_letters_everywhere(shop) > 5
    assert opened == []
    record_property("figure", f"{len(PAYLOADS)} payloads")


@pytest.mark.parametrize("name", PAYLOADS)
def test_p22_a_refusal_in_its_words_is_shown_as_letters_and_updates_nothing(
    name, shop, amazon, opened
):
    payload = PAYLOADS[name]
    amazon.behaviour = answering(400, json.dumps({"reasonCode": payload, "message": payload}))
    shop.run("get")
    assert MARK in shop.said
    assert assert_letters_everywhere(shop) > 0
    assert opened == []


def test_p22_a_servers_address_cannot_be_clicked_and_its_words_are_called_its_own(
    shop, amazon, opened
):
    words = f"{MARK} Security update! https://evil.example <a href='https://evil.example'>x</a>"
    long = words + " y" * 1_000
    amazon.behaviour = answering(400, json.dumps({"reasonCode": "InvalidRequest", "message": long}))
    shop.run("get")
    QApplication.processEvents()
    assert f"Amazon's words: {words}" in shop.said
    assert len(shop.said.partition("Amazon's words: ")[2]) <= 501
    assert "update" not in shop.notice.lower()
    seen = [one for one in shop.window.page.notice.findChildren(QLabel) if MARK in one.text()]
    assert seen
    for label in seen:
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert not label.openExternalLinks()
        for across in range(0, label.width(), 8):
            QTest.mouseClick(
                label, Qt.MouseButton.LeftButton, pos=QPoint(across, label.height() - 8)
            )
    assert opened == []


@pytest.mark.parametrize("name", ["bold", "turned round", "endless word"])
def test_p21_a_state_that_is_none_is_shown_as_letters(name, shop, amazon):
    body = session_body(
        values={
            "checkoutSessionId": shop.state.sale.session_id,
            "statusDetails.state": PAYLOADS[name],
            "statusDetails.reasonCode": PAYLOADS[name],
        }
    )
    amazon.behaviour = answering(200, write(body))
    shop.run("get")
    assert assert_letters_everywhere(shop) > 2


@pytest.mark.parametrize("name", ["wide", "control", "template"])
def test_p21_headers_and_nonsense_are_shown_as_letters(name, shop, amazon):
    text = PAYLOADS[name].replace("\n", " ").encode("ascii", "replace").decode()
    text = "".join(sign for sign in text if sign.isprintable())
    amazon.behaviour = answering(200, PAYLOADS[name], f"x-amz-pay-request-id: {text}")
    shop.run("get")
    shop.window.page.answer.open_tab(3)
    QApplication.processEvents()
    assert MARK in shop.window.page.answer.raw.toPlainText()
    assert_letters_everywhere(shop)


def test_p21_what_was_typed_is_shown_and_sent_as_letters_too(shop):
    shop.run("new_v1")
    shop.send()
    row = shop.state.scope.schema["merchantMetadata.merchantReferenceId"]
    shop.enter(row, PAYLOADS["link"])
    shop.send()
    assert shop.state.session.text(row.name) == PAYLOADS["link"]
    assert MARK in shop.window.top.text()
    assert_letters_everywhere(shop)
