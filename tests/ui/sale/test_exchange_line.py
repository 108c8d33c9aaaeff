"""One line tells of an exchange what most people want to know first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.ui.sale.exchange_line import ExchangeLine
from tests.exchanges import answered, not_sent, sent


@pytest.fixture
def line(qtbot) -> ExchangeLine:
    made = ExchangeLine()
    qtbot.addWidget(made)
    return made


def test_it_tells_method_status_time_signature_and_id(line):
    signed = replace(sent(), string_to_sign="AMZN-PAY-RSASSA-PSS-V2\nhash")
    line.show_exchange(answered(signed, 200, {}, ("x-amz-pay-request-id", "12345678-9abc")))
    assert line.text() == "PATCH · 200 · 12 ms · PSS-V2 · 12345678"


def test_what_was_not_sent_says_so(line):
    line.show_exchange(not_sent())
    assert line.text() == "PATCH · not sent · 12 ms"
    line.show_exchange(sent())
    assert line.text() == "PATCH · outcome unknown · 12 ms"


def test_of_nothing_it_says_nothing(line):
    line.show_exchange(sent())
    line.show_exchange(None)
    assert line.text() == ""
