"""Everything about one sale on one page, at every width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.errors import say
from apay_console.model.fields import ApiVersion
from apay_console.presenters.notice import Notice
from apay_console.ui.commands import Commands
from apay_console.ui.sale.sale_page import SalePage
from tests.sale_parts import MISSING, begun, opened, ready
from tests.ui.hands import settled, shown
from tests.ui.later_states import CHARGE_ID, PERMISSION_ID, charge, followed, permission


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.resize(1440, 800)
    frame.page = SalePage(theme, Commands(frame), frame)
    frame.page.resize(1440, 800)
    return shown(frame, qtbot)


@pytest.fixture
def page(window):
    return window.page


def widths(page: SalePage) -> list[int]:
    return [part.width() for part in (page.sales, page.request, page.answer)]


def resized(window, width: int, height: int) -> SalePage:
    window.resize(width, height)
    window.page.resize(width, height)
    window.page.fit(width)
    return settled(window.page)


def test_one_state_reaches_every_part(page):
    state = opened(missing=MISSING)
    page.sales.show_sales((state.sale,))
    page.show_state(state)
    assert page.rail.texts()[2] == "now: Payment info 3 missing"
    assert page.needs.texts() == list(MISSING)
    assert page.request.primary.text() == "Send update"
    assert page.answer.line().startswith("GET · 200")
    assert page.sales._list.currentRow() == 0
    assert page.notice.isHidden()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (begun(), []),
        (ready(), ["Nothing is missing. The buyer can pay."]),
        (opened(values={"statusDetails.state": "Completed"}), []),
    ],
)
def test_when_nothing_is_missing_it_says_so_only_while_that_matters(state, words, page):
    page.show_state(state)
    assert page.needs.texts() == words


def test_a_buyer_who_is_back_makes_completing_the_next_thing_said(page):
    state = ready(ApiVersion.V2)
    page.show_state(replace(state, sale=replace(state.sale, buyer_back=True)))
    assert page.needs.texts() == ["The buyer is back: complete now."]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (followed(permission(), charge()), "Authorized: capture 48.90 USD."),
        (followed(permission(), charge("Captured")), "Captured: nothing is left to do."),
        (followed(permission(), shown=PERMISSION_ID), "Chargeable: 48.90 USD may be charged."),
    ],
)
def test_after_the_checkout_the_next_sensible_step_is_said(state, words, page):
    page.show_state(state)
    assert page.needs.texts() == [words]


def test_from_the_session_the_advice_leads_to_its_task(page):
    asked = []
    page.needs.command_wanted.connect(asked.append)
    page.show_state(followed(permission(), charge()))
    settled(page.needs).findChild(QPushButton).click()
    assert asked == ["capture"]
    page.show_state(followed(permission(), charge(), shown=CHARGE_ID, task="capture_charge"))
    assert [b for b in page.needs.findChildren(QPushButton) if b.isVisible()] == []


def test_there_is_room_for_three_panes_in_a_wide_window(window):
    sales, request, answer = widths(resized(window, 1440, 800))
    assert sales == pytest.approx(208, abs=4)
    assert request == pytest.approx(480, abs=4)
    assert answer > 700


def test_a_small_window_folds_the_sales_to_a_strip(window):
    window.page.show_state(opened(missing=MISSING))
    sales, request, answer = widths(resized(window, 1024, 600))
    assert sales == 48
    assert request == pytest.approx(408, abs=6)
    assert answer == pytest.approx(568, abs=8)
    sales, _, _ = widths(resized(window, 1440, 800))
    assert sales >= 160


def test_what_the_person_drew_stays_while_the_window_is_as_wide(window):
    page = resized(window, 1440, 800)
    page._split.setSizes([200, 600, 640])
    before = widths(page)
    page.fit(1400)
    assert widths(page) == before


def test_after_the_last_press_on_a_notice_the_keyboard_is_in_the_form(page):
    state = opened(missing=MISSING)
    page.show_state(replace(state, notice=Notice("warn", say("Not sent."), ("again",))))
    settled(page.notice).findChildren(QPushButton)[0].setFocus()
    page.show_state(state)
    focused = page.window().focusWidget()
    assert page.request.form.isAncestorOf(focused)


def test_the_request_pane_can_be_hidden_and_comes_back(page):
    page.toggle_request()
    assert page.side.isHidden()
    page.toggle_request()
    assert page.request.isVisible()


@pytest.mark.parametrize("state", [begun(), opened(missing=MISSING), ready()])
def test_nothing_makes_it_wider_than_the_smallest_window(state, window):
    page = resized(window, 1024, 600)
    page.show_state(state)
    assert settled(page).minimumSizeHint().width() <= 1024


def test_it_dies_when_it_is_closed(dies, theme):
    window = QWidget()

    def make() -> QWidget:
        page = SalePage(theme, Commands(window))
        page.show_state(opened(missing=MISSING))
        return page

    assert dies(make)
