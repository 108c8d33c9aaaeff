"""“Why?” in the real window: what it explains, where it leads, and how the keyboard comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from apay_console.model.exchange import Outcome
from apay_console.ui.parts.theme import DARK, LIGHT
from apay_console.ui.parts.why_button import WhyButton
from apay_console.ui.why.sheet import WhySheet
from tests.sale_parts import AMOUNT, INTENT
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]


@pytest.fixture(autouse=True)
def _leave_sheet(request: pytest.FixtureRequest):
    yield
    if "shop" in request.fixturenames:
        request.getfixturevalue("shop").window.sheets.why.leave()


def sheet(shop: Shop) -> WhySheet:
    found = shop.window.sheets.why
    assert found.isVisible()
    return found


def title(shop: Shop) -> str:
    return sheet(shop).accessibleName()


def link(shop: Shop, words: str, place: int = 0) -> QPushButton:
    return [one for one in sheet(shop).page.links() if one.text() == words][place]


def ask(shop: Shop, key: str) -> None:
    shop.window.commands["why"].setData(key)
    shop.run("why")


def test_f1_explains_what_the_button_waits_for_and_escape_gives_the_keyboard_back(
    shop: Shop,
) -> None:
    shop.window.page.request.focus(INTENT)
    before = shop.focused
    shop.key(Qt.Key.Key_F1)
    assert title(shop) == "Something is still missing"
    assert "Look here: Amazon says that it is missing." in sheet(shop).page.text()
    shop.key(Qt.Key.Key_Escape)
    assert not shop.window.sheets.why.isVisible()
    assert shop.focused is before


def test_f1_at_a_chip_explains_its_constraint(shop: Shop) -> None:
    shop.chip("PaymentIntentNotSet").setFocus()
    shop.key(Qt.Key.Key_F1)
    assert title(shop) == "The payment intent is missing"


def test_a_link_closes_the_sheet_and_goes_to_the_field(shop: Shop) -> None:
    ask(shop, "constraint.ChargeAmountNotSet")
    link(shop, "Go to the field").click()
    assert not shop.window.sheets.why.isVisible()
    assert shop.has_keyboard(AMOUNT)


def test_more_about_it_is_shown_in_the_same_sheet(shop: Shop) -> None:
    ask(shop, "trap.redirect_null")
    link(shop, "More about it").click()
    assert title(shop) == "No buyer has signed in for this session"
    assert shop.focused is sheet(shop).words


def test_a_code_is_found_by_typing_and_enter_explains_it(shop: Shop) -> None:
    ask(shop, "")
    shop.type("amountmis")
    shop.key(Qt.Key.Key_Return)
    assert title(shop) == "The amount differs from the session's"


def test_words_that_nothing_has_are_said_to_be_in_nothing(shop: Shop) -> None:
    ask(shop, "")
    shop.type("zzzz")
    assert sheet(shop)._nothing.isVisible()
    assert sheet(shop).rows.isHidden()


def test_arrows_choose_among_what_was_found(shop: Shop) -> None:
    ask(shop, "")
    shop.type("declined")
    shop.key(Qt.Key.Key_Down)
    assert sheet(shop).rows.currentRow() == 1


def test_an_unknown_code_is_shown_letter_by_letter(shop: Shop) -> None:
    ask(shop, "error.<b>New</b>\u202eCode")
    assert title(shop) == "Amazon refused it with a code that this console does not know"
    labels = [one for one in sheet(shop).findChildren(QLabel) if "New" in one.text()]
    assert [one.text() for one in labels] == ["<b>New</b><U+202E>Code"]
    assert labels[0].textFormat() is Qt.TextFormat.PlainText


def test_no_sheet_is_larger_than_the_smallest_window(shop: Shop) -> None:
    shop.window.resize(1024, 680)
    for key in ("error.InvalidRequestSignature", "trap.get_changes", "error.ResourceNotFound"):
        ask(shop, key)
        QApplication.processEvents()
        assert shop.window.rect().contains(sheet(shop).geometry())
        assert sheet(shop)._area.horizontalScrollBar().maximum() == 0
    shop.window.resize(1440, 900)


def test_everything_in_the_sheet_has_a_name(shop: Shop) -> None:
    ask(shop, "error.ResourceNotFound")
    for button in sheet(shop).findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    assert sheet(shop).words.accessibleName()
    assert "Check" not in sheet(shop).words.accessibleName()
    assert sheet(shop).words.accessibleDescription() == sheet(shop).page.text()


def test_a_command_that_cannot_be_done_says_why(shop: Shop) -> None:
    shop.run("palette")
    shop.type("Open buyer's page")
    shop.key(Qt.Key.Key_Return)
    assert title(shop) == "The buyer's page cannot be opened yet"


def test_a_field_that_is_wrong_says_why(shop: Shop) -> None:
    shop.enter(AMOUNT, "1,000.00")
    shop.window.page.request.focus(INTENT)
    button = shop.cell(AMOUNT).why
    assert button is not None
    shop.click(button)
    assert title(shop) == "The form of an amount"
    shop.key(Qt.Key.Key_Escape)
    shop.enter(AMOUNT, "19.99")
    assert button.isHidden()


def test_a_refusal_is_explained_beside_it_and_its_command_is_run(shop: Shop) -> None:
    shop.window.page.request.focus(INTENT)
    shop.run("body")
    shop.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    shop.paste('{"paymentDetails": {}}')
    shop.send()
    assert "paymentDetails" in shop.notice
    button = shop.window.page.notice.findChild(WhyButton)
    button.click()
    assert title(shop) == "Amazon does not know a key that was sent"
    assert "Look here: “paymentDetails” was sent." in sheet(shop).page.text()
    link(shop, "What will be sent").click()
    assert not shop.window.sheets.why.isVisible()


def test_in_the_history_it_stands_beside_what_was_refused_alone(shop: Shop) -> None:
    shop.run("history")
    page = shop.window.history.page
    found = {}
    for row in range(2):
        page.table.go_to(row)
        shop.settle()
        found[shop.state.exchanges[row].outcome] = page.head.why.isVisible()
    assert found == {Outcome.REJECTED: True, Outcome.APPLIED: False}
    page.table.go_to(0)
    shop.settle()
    shop.click(page.head.why)
    assert title(shop) == "Amazon does not know a key that was sent"
    shop.key(Qt.Key.Key_Escape)
    assert shop.window.history.is_open
    shop.key(Qt.Key.Key_Escape)


def test_an_empty_address_in_the_tree_is_explained(shop: Shop) -> None:
    shop.window.page.answer.tree.why_wanted.emit("amazonPayRedirectUrl")
    assert title(shop) == "amazonPayRedirectUrl is empty"


def test_what_was_found_changes_its_colours_with_the_theme(shop: Shop) -> None:
    ask(shop, "error.ResourceNotFound")
    labels = [one for one in sheet(shop).page.findChildren(QLabel) if one.isVisible()]
    icons = [one for one in labels if not one.pixmap().isNull()]
    light = [one.pixmap().toImage() for one in icons]
    shop.window._theme.choose(DARK)
    dark = [one.pixmap().toImage() for one in icons]
    shop.window._theme.choose(LIGHT)
    assert icons
    assert all(one != other for one, other in zip(light, dark, strict=True))
