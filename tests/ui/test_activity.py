"""What happened last in a line, and all exchanges of a sale on demand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from apay_console.errors import say
from apay_console.model.exchange import FROM_SHOP, Outcome, Sent
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.ui.activity import Activity
from apay_console.ui.parts.theme import DARK
from tests.exchanges import NOON, answered, not_sent, refused, sent
from tests.sale_parts import PRICE, begun, opened, read, session_body
from tests.ui.hands import press, shown


@pytest.fixture
def activity(qtbot, theme):
    made = Activity(theme)
    made.resize(1000, 24)
    made.told = []
    made.chosen.connect(made.told.append)
    return shown(made, qtbot)


def rows(activity: Activity) -> list[str]:
    return [activity._list.item(row).text() for row in range(activity._list.count())]


def without_time(text: str) -> str:
    return text.partition("  ")[2]


def twice_read():
    return after_exchange(opened(), refused(409, "AmountMismatch"), NOON)


def test_before_anything_was_sent_it_says_so(activity):
    assert activity.text() == "Nothing sent for this sale."
    activity.show_state(begun())
    assert activity.text() == "Nothing sent for this sale."


def test_the_newest_exchange_stands_in_the_line_with_the_persons_time(activity):
    activity.show_state(twice_read())
    assert without_time(activity.text()) == "Update session · 409 AmountMismatch · 12 ms"
    assert activity.text()[:8].count(":") == 2


def test_what_did_not_leave_this_machine_is_told(activity):
    local = read()
    local = replace(local, sent=Sent("GET", "http://127.0.0.1:8098/v1", ()))
    activity.show_state(after_exchange(begun(), local, NOON))
    assert activity.text().endswith("Read · 200 · 12 ms · nothing left this machine")


def test_a_sentence_in_the_line_goes_on_without_its_full_stop(activity):
    local = Sent("POST", "http://127.0.0.1:8098/v2/checkoutSessions", ())
    shops = replace(read(), sent=local, profile_id=FROM_SHOP, operation="create_session")
    activity.show_state(after_exchange(begun(), shops, NOON))
    assert "Signature right, 200 · nothing left" in activity.text()


def test_while_something_is_under_way_it_says_what_and_then_no_more(activity):
    state = opened()
    activity.show_state(replace(state, busy=say("Sending…")))
    assert activity.text() == "Sending…"
    activity.show_state(state)  # as after a fault that left no exchange behind
    assert without_time(activity.text()) == "Read · 200 · 12 ms"


def test_the_list_opens_with_the_keyboard_in_it_newest_first(activity):
    activity.show_state(twice_read())
    activity.toggle()
    assert [without_time(row) for row in rows(activity)] == [
        "Update session · 409 AmountMismatch · 12 ms",
        "Read · 200 · 12 ms",
    ]
    assert QApplication.focusWidget() is activity._list
    press(activity._list, Qt.Key.Key_Down)
    press(activity._list, Qt.Key.Key_Return)
    assert [exchange.operation for exchange in activity.told] == ["get_session"]
    activity.toggle()
    assert activity._list.isHidden()


def test_the_open_list_follows_what_happens(activity):
    activity.show_state(opened())
    activity.toggle()
    activity.show_state(twice_read())
    assert len(rows(activity)) == 2
    activity.show_state(begun())
    assert rows(activity) == []


def test_a_press_on_the_button_opens_the_list(activity):
    activity.findChild(QPushButton).click()
    assert activity._list.isVisible()


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_has_an_icon(outcome, activity):
    exchange = replace(sent(), outcome=outcome)
    activity.show_state(replace(begun(), exchanges=(exchange,)))
    activity.toggle()
    assert not activity._list.item(0).icon().isNull()


def test_a_code_without_an_end_does_not_widen_the_window(activity):
    activity.show_state(after_exchange(opened(), refused(400, "x" * 10_000), NOON))
    assert activity.minimumSizeHint().width() < 400
    assert activity.width() == 1000


def test_its_icon_follows_the_theme(activity, theme):
    light = activity._icon.pixmap().toImage()
    theme.choose(DARK)
    assert activity._icon.pixmap().toImage() != light


def test_what_was_not_sent_is_told_too(activity):
    activity.show_state(after_exchange(opened(), not_sent(say("No route.")), NOON))
    assert without_time(activity.text()) == "Update session · not sent · 12 ms"


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(lambda: Activity(theme))


def test_an_applied_update_says_who_changed_how_much(activity):
    first = opened()
    answer = session_body(values={"paymentDetails.chargeAmount": PRICE})
    update = answered(sent(body={"paymentDetail": {"chargeAmount": PRICE}}), 200, answer)
    activity.show_state(after_exchange(first, update, NOON))
    told = without_time(activity.text())
    assert told.startswith("Applied. Fields changed by you: 1, by Amazon: ")
