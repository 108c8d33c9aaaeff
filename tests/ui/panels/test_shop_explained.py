"""One request of the shop explained: only what is known, and no more room than it needs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apay_console.errors import say
from apay_console.model.exchange import FROM_SHOP, Answered, Exchange, Outcome, Sent
from apay_console.ui.panels.shop_explained import Explained
from tests.ui.hands import shown

SIGNED = "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-A, SignedHeaders=accept, Signature=AAAA"
SENT = Sent("GET", "http://127.0.0.1:1/v2/charges/C", (("authorization", SIGNED),))
GOOD = Exchange(
    operation="get_charge",
    version="v2",
    sent=SENT,
    answered=Answered(200, (), b"{}"),
    outcome=Outcome.APPLIED,
    started_at=1.0,
    took_ms=2.0,
    profile_id=FROM_SHOP,
)
WRONG = replace(
    GOOD,
    answered=Answered(403, (), b'{"reasonCode":"InvalidRequestSignature","message":"Unable"}'),
    outcome=Outcome.REJECTED,
    canonical_request="GET\n/v2/charges/C",
    reason=say("Signed for the path {path}.", path="/C", line=2, signed="/C"),
)
LOST = replace(GOOD, answered=None, outcome=Outcome.UNKNOWN)


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.resize(408, 600)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    return shown(made, qtbot)


@pytest.fixture
def explained(page, theme):
    made = Explained(theme)
    page.layout().addWidget(made)
    return made


def test_what_worked_needs_no_change(explained):
    explained.show_exchange(GOOD)
    assert explained.text().split("\n") == [
        "Signature right, 200.",
        "Your shop sent",
        "GET /v2/charges/C",
        "It was signed for SANDBOX-A with AMZN-PAY-RSASSA-PSS-V2.",
        "The emulator answered, as Amazon would",
        "200",
    ]


def test_a_wrong_signature_is_told_from_both_sides(explained):
    explained.show_exchange(WRONG)
    assert explained.text().split("\n")[3:] == [
        "It was signed for SANDBOX-A with AMZN-PAY-RSASSA-PSS-V2.",
        "It signed “/C” in line 2 of the canonical request; what came gives “/v2/charges/C”.",
        "The emulator answered, as Amazon would",
        "403 InvalidRequestSignature",
        "Unable",
        "What to change",
        "Let line 2 of the canonical request be the same on both sides.",
    ]


def test_only_a_wrong_signature_leads_to_what_was_signed(explained, qtbot):
    explained.show_exchange(WRONG)
    with qtbot.waitSignal(explained.compared):
        explained.comparer.click()
    explained.show_exchange(LOST)
    assert "canonical request" not in explained.text()


def test_where_no_answer_came_none_is_quoted(explained):
    explained.show_exchange(LOST)
    assert explained.text().startswith("No answer: a fault broke the connection.")
    assert "answered" not in explained.text()
    assert "the same idempotency key" in explained.text()


def test_it_is_as_high_as_its_words(explained):
    explained.show_exchange(GOOD)
    low = explained.height()
    explained.show_exchange(WRONG)
    assert low < explained.height() <= 360
    explained.show_exchange(None)
    assert explained.isHidden()
