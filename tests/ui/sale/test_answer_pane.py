"""What came back: as a tree, as changes, raw, signed, and as the buyer sees it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTabBar, QToolButton, QWidget

from apay_console.errors import say
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.ui.commands import Commands
from apay_console.ui.sale.answer_pane import (
    CHANGES,
    PAGE,
    RAW,
    SESSION,
    SIGNATURE,
    STATES,
    AnswerPane,
)
from tests.exchanges import NOON, answered, not_sent, sent
from tests.sale_parts import COMPLETE_VALUES, MISSING, begun, opened, read, session_body
from tests.ui.hands import press
from tests.ui.sale.answer_parts import pane, window, words

__all__ = ["pane", "window"]


def updated():
    exchange = answered(
        sent("update_session", {"paymentDetail": {"paymentIntent": "Authorize"}}),
        200,
        session_body(values=COMPLETE_VALUES),
        ("x-amz-pay-request-id", "7c1e04d2-aaaa-bbbb"),
    )
    return after_exchange(opened(missing=MISSING), exchange, NOON)


def test_before_the_first_answer_each_tab_says_so(pane):
    pane.show_state(begun())
    assert pane.line() == ""
    assert words(pane) == ["Nothing received yet. The session is not created."]
    for tab in (RAW, SIGNATURE):
        pane.open_tab(tab)
        assert words(pane) == ["Nothing received yet."]


def test_a_session_that_was_not_read_yet_can_be(window, pane):
    state = begun()
    pane.show_state(replace(state, sale=replace(state.sale, session_id="x")))
    assert words(pane) == ["Nothing received yet. Press Get to read this session."]
    getter = next(b for b in pane.findChildren(QPushButton) if b.text() == "Get")
    getter.click()
    assert window.done == ["get"]
    pane.show_state(begun())
    assert not getter.isEnabled()


def test_the_answer_is_shown_as_a_tree_with_a_line_about_it(pane):
    pane.show_state(updated())
    assert pane.tree.tree.isVisible()
    assert pane.line() == "PATCH · 200 · 12 ms · 7c1e04d2"


def test_how_long_the_painting_took_is_told_though_the_answer_was_stored_since(qtbot, pane):
    began = (("connection.connect_tcp.started", 0.0), ("connection.connect_tcp.complete", 1.0))
    exchange = replace(read(), trace=began)
    pane.show_state(after_exchange(begun(), exchange, NOON))
    qtbot.waitUntil(lambda: bool(pane.paints._known))
    exchange.take_number(7)
    pane.open_tab(RAW)
    assert "Paint " in pane.raw_page.timeline.text()


def test_the_line_names_the_algorithm(pane):
    exchange = replace(read(), string_to_sign="AMZN-PAY-RSASSA-PSS-V2\nabc")
    pane.show_state(after_exchange(begun(), exchange, NOON))
    assert pane.line() == "GET · 200 · 12 ms · PSS-V2"


def test_without_an_answer_the_line_says_what_is_known_of_it(pane):
    pane.show_state(after_exchange(opened(), not_sent(say("No route.")), NOON))
    assert pane.line() == "PATCH · not sent · 12 ms · No route."
    pane.show_state(after_exchange(opened(), sent(reason=say("It hung up.")), NOON))
    assert pane.line() == "PATCH · outcome unknown · 12 ms · It hung up."


def test_changes_are_counted_on_their_tab(pane):
    tabs = pane.findChild(QTabBar)
    pane.show_state(updated())
    assert tabs.tabText(CHANGES) == f"Changes {len(updated().changes)}"
    pane.show_state(opened())
    assert tabs.tabText(CHANGES) == "Changes"


def test_tabs_are_turned_by_keyboard_too(pane):
    tabs = pane.findChild(QTabBar)
    tabs.setFocus()
    for tab in (CHANGES, STATES, RAW, SIGNATURE, PAGE):
        press(tabs, Qt.Key.Key_Right)
        assert pane.tab == tab
    pane.open_tab(SESSION)
    assert tabs.currentIndex() == SESSION


def test_raw_and_signature_show_the_newest_exchange_whenever_they_are_looked_at(pane):
    pane.open_tab(RAW)
    pane.show_state(updated())
    assert pane.raw.toPlainText().startswith("PATCH https://")
    pane.show_state(opened())
    assert pane.raw.toPlainText().startswith("GET https://")
    pane.open_tab(SIGNATURE)
    assert "Nothing was signed yet." in words(pane)


def test_a_long_answer_is_not_written_out_until_it_is_looked_at(pane):
    pane.show_state(updated())
    assert pane.raw.toPlainText() == ""
    pane.open_tab(RAW)
    assert pane.raw.toPlainText() != ""


def test_an_earlier_moment_is_shown_as_it_was_with_a_way_back(pane):
    state = updated()
    back = []
    pane.back_wanted.connect(lambda: back.append(True))
    pane.show_state(replace(state, moment=state.exchanges[1]))
    (told,) = [text for text in words(pane) if text.startswith("You are looking at ")]
    assert told.endswith(": Get session.")
    assert pane.line().startswith("GET")
    button = next(b for b in pane.findChildren(QPushButton) if b.text() == "Back to now")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert back == [True]
    pane.show_state(state)
    assert not button.isVisible()
    assert pane.line().startswith("PATCH")


def test_a_moment_without_an_answer_does_not_ask_for_get(pane):
    state = after_exchange(opened(), not_sent(), NOON)
    pane.show_state(replace(state, moment=state.exchanges[0]))
    assert "Nothing came back here." in words(pane)


def test_a_fault_leaves_the_last_session_in_sight(pane):
    pane.show_state(after_exchange(updated(), not_sent(say("No route.")), NOON))
    assert pane.tree.tree.isVisible()


REFUSED = {"reasonCode": "InvalidParameterValue", "message": "Value '1,5' is not an amount"}


def created(status, body):
    return after_exchange(begun(), answered(sent("create_session"), status, body), NOON)


def test_an_error_stands_where_the_session_would(pane):
    pane.show_state(created(400, REFUSED))
    told = words(pane)
    assert "400 InvalidParameterValue" in told
    assert "Amazon's message: Value '1,5' is not an amount" in told
    assert "Nothing was changed. Correct it and send again." in told
    assert not any("Nothing received yet" in one for one in told)


def test_an_error_stays_in_sight_once_the_notice_was_closed(pane):
    pane.show_state(replace(created(400, REFUSED), notice=None))
    assert "400 InvalidParameterValue" in words(pane)


def test_an_error_without_a_code_is_an_answer_too(pane):
    pane.show_state(created(502, b"<html>"))
    told = words(pane)
    assert "502" in told
    assert not any("Nothing received yet" in one for one in told)


def test_an_error_offers_what_helps_and_its_explanation(window, pane):
    code = {"reasonCode": "InvalidRequestSignature", "message": "m"}
    pane.show_state(created(403, code))
    pressed = [b for b in pane.tree.findChildren(QPushButton) if b.isVisible()]
    assert [one.text() for one in pressed[1:]] == ["Profiles and keys…", "Why?"]
    pressed[0].click()
    assert window.done == ["signature"]


def test_after_an_error_a_session_takes_its_place(pane):
    pane.show_state(created(400, REFUSED))
    pane.show_state(opened())
    assert pane.tree.tree.isVisible()
    assert "400 InvalidParameterValue" not in words(pane)
    pane.show_state(begun())
    assert words(pane) == ["Nothing received yet. The session is not created."]


def test_an_error_about_another_object_says_nothing_of_this_one(pane):
    pane.show_state(replace(created(400, REFUSED), shown="S01-1234567-1234567-C000001"))
    assert "Nothing received yet. Press Get to read this." in words(pane)


def test_the_buyers_page_needs_no_line(pane):
    pane.show_state(updated())
    pane.open_tab(PAGE)
    assert not pane._line.isVisible()


def test_find_is_a_command(window, pane):
    finder = next(
        b for b in pane.findChildren(QToolButton) if b.accessibleName() == "Find in this answer"
    )
    finder.click()
    assert window.done == ["find"]


def test_words_without_an_end_do_not_widen_it(pane):
    pane.show_state(after_exchange(opened(), not_sent(say("{x}", x="x" * 5_000)), NOON))
    assert pane.minimumSizeHint().width() <= 568


def test_the_buyers_page_is_of_now_whatever_moment_is_looked_at(pane):
    state = updated()
    pane.show_state(replace(state, moment=state.exchange))
    assert pane._moment.isVisible()
    pane.open_tab(PAGE)
    assert pane._moment.isHidden()
    pane.open_tab(SESSION)
    assert pane._moment.isVisible()


def test_a_small_window_leaves_words_out(pane):
    pane.narrow(is_narrow=True)
    getter = next(
        b for b in pane.findChildren(QPushButton) if b.accessibleName() == "Get this again"
    )
    assert getter.text() == ""


def test_it_dies_when_it_is_closed(dies, theme):
    window = QWidget()

    def make() -> QWidget:
        pane = AnswerPane(theme, Commands(window))
        pane.show_state(updated())
        return pane

    assert dies(make)
