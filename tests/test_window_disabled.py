"""Whatever cannot be pressed says why: beside it stands “?”, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from apay_console.errors import Fault, say
from apay_console.model.profile import Environment
from apay_console.store.keys.vault import MemoryVault
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.sale_parts import AMOUNT
from tests.test_walker import pages
from tests.window_keys import come_to_front, name_of
from tests.window_later_parts import sold
from tests.window_parts import Shop, quick, shop, until

__all__ = ["quick", "shop"]

_QTS_OWN = (QTabBar, QLineEdit)  # whose inner buttons are not the window's


# --- states of the window -------------------------------------------------------------------------


def new_sale(shop: Shop) -> None:
    shop.run("new")
    assert not shop.state.session


def open_session(shop: Shop) -> None:
    shop.run("act")
    assert shop.state.session


def refused(shop: Shop) -> None:
    shop.enter(AMOUNT, "much")
    assert shop.state.problems


def earlier(shop: Shop) -> None:
    shop.run("discard")
    shop.parts.console.desk.look_at(shop.state.exchanges[-1])


def in_flight(shop: Shop) -> None:
    shop.parts.console.desk.back_to_now()
    shop.parts.console.desk.change(busy=say("Asking…"))


def paying(shop: Shop) -> None:
    shop.parts.console.desk.change(busy=None, is_paying=True)


def unknown(shop: Shop) -> None:
    shop.parts.console.desk.change(is_paying=False, unresolved=True)


def charged(shop: Shop) -> None:
    shop.parts.console.desk.change(unresolved=False)
    sold(shop)
    shop.parts.console.later.show(shop.state.objects[-1].id)


def completed(shop: Shop) -> None:
    shop.parts.console.later.show("")


def live(shop: Shop) -> None:
    real = replace(shop.state.profile, name="Fjord Tea", environment=Environment.LIVE)
    shop.parts.console.desk.change(profile=real)


STATES = (
    new_sale,
    open_session,
    refused,
    earlier,
    in_flight,
    paying,
    unknown,
    charged,
    completed,
    live,
)
WALKED = (new_sale, paying, live)  # in the others, the sale's own page


# --- eyes -----------------------------------------------------------------------------------------


def disabled(window: QWidget) -> list[QAbstractButton]:
    """What is seen and cannot be pressed."""
    return [
        one
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and not one.isEnabled() and not isinstance(one.parent(), _QTS_OWN)
    ]


def is_explained(button: QAbstractButton, window: QWidget) -> bool:
    """Whether a mark is about it, or words beside it say what is also heard with it."""
    if any(one.isVisible() and one.covers(button) for one in window.findChildren(WhyMark)):
        return True
    words = {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
    return button.accessibleDescription() in words - {""}


def silent(window: QWidget, shop: Shop) -> list[str]:
    """What says nothing of why it cannot be pressed."""
    request = shop.window.page.request
    by_form = request.ended.isVisible() or shop.state.reason is not None  # the foot says it
    form = request.form
    return [
        f"{name_of(one)} {one}"
        for one in disabled(window)
        if not is_explained(one, window)
        and not (by_form and form is not None and form.isAncestorOf(one))
    ]


def walk(shop: Shop) -> Iterator[str]:
    """Open every page, and list what is disabled there without a word."""
    for name in (*pages(), "profiles", "export_profiles"):
        shop.window.commands.run(name)
        _rest()
        dialogs = [one for one in shop.window.findChildren(KeyDialog) if one.isVisible()]
        for window in (shop.window, *dialogs):
            yield from (f"{name}: {one}" for one in silent(window, shop))
        for dialog in dialogs:
            dialog.reject()
        shop.key(Qt.Key.Key_Escape)


def _rest() -> None:
    """Let come what was asked for by a timer without a delay."""
    for _ in range(4):
        QApplication.processEvents()


def test_in_every_state_what_cannot_be_pressed_says_why_on_every_page(shop: Shop) -> None:
    found: list[str] = []
    for begin in STATES:
        shop.window.page.side.give_way()
        come_to_front(shop)
        begin(shop)
        _rest()
        found += [f"{begin.__name__}: {one}" for one in silent(shop.window, shop)]
        if begin in WALKED:
            found += [f"{begin.__name__}: {one}" for one in walk(shop)]
    assert found == []


def test_in_the_profiles_nothing_is_disabled_without_a_word(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise Fault(say("There is no keyring."))

    monkeypatch.setattr(MemoryVault, "load", gone)
    monkeypatch.setattr(MemoryVault, "save", gone)
    shop.run("profiles")
    dialog = next(one for one in shop.window.findChildren(KeyDialog) if one.isVisible())
    seen: list[str] = []
    for press in (None, dialog.side.add, dialog.foot.test, dialog.foot.save):
        if press is not None:
            press.click()
        seen += [name_of(one) for one in disabled(dialog)]
        assert silent(dialog, shop) == []
        shop.settle()
        assert silent(dialog, shop) == []
    assert set(seen) == {"Use this profile"}
    dialog._end()
    come_to_front(shop)


def test_with_nothing_found_in_the_history_one_mark_speaks_for_its_buttons(shop: Shop) -> None:
    shop.run("history")
    page = shop.window.history.page
    page.filters.words.put("nothing-has-these-words")
    page.filters.apply()
    shop.settle()
    (mark,) = page.head.findChildren(WhyMark)
    until(mark.isVisible, "the mark")
    assert mark.accessibleName() == "Why are these not available?"
    assert len(disabled(page)) == 8
    assert silent(page, shop) == []
    page.filters.reset()
    until(mark.isHidden, "the end of the mark")
    shop.key(Qt.Key.Key_Escape)


def test_the_mark_at_get_leads_to_the_reason(shop: Shop) -> None:
    shop.run("new")
    pane = shop.window.page.answer
    mark = next(one for one in pane.findChildren(WhyMark) if one.covers(pane._get))
    until(mark.isVisible, "the mark")
    assert mark.accessibleName() == "Why is “Get this again” not available?"
    shop.click(mark)
    assert "Get: there is nothing to read yet" in shop.window.sheets.why.page.text()
    shop.key(Qt.Key.Key_Escape)


def test_while_an_answer_is_on_its_way_get_says_that(shop: Shop) -> None:
    shop.parts.console.desk.change(busy=say("Asking…"))
    pane = shop.window.page.answer
    mark = next(one for one in pane.findChildren(WhyMark) if one.covers(pane._get))
    until(mark.isVisible, "the mark")
    mark.setFocus()
    assert mark.accessibleDescription() == "A request is on its way"
    shop.run("why")
    assert "A request is on its way" in shop.window.sheets.why.page.text()
    shop.key(Qt.Key.Key_Escape)
    shop.parts.console.desk.change(busy=None)


def test_the_look_finds_a_button_that_says_nothing(shop: Shop) -> None:
    bad = QPushButton("Silent", shop.window)
    bad.setEnabled(False)
    bad.show()
    assert len(silent(shop.window, shop)) == 1
    bad.deleteLater()
