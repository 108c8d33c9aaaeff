"""One exchange as it was on the wire, and how it was signed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton

from apay_console.errors import say
from apay_console.model.exchange import FROM_SHOP, Answered, Sent
from apay_console.ui.exchange.raw_view import RawView, wire_text
from apay_console.ui.exchange.signature_view import SignatureView
from apay_console.ui.exchange.tied_stage import TiedStage
from apay_console.ui.parts.text import LONGEST_LINE, MOST_LINES, MOST_SIGNS, PlainLabel
from tests.exchanges import answered, not_sent, sent
from tests.ui.hands import settled, shown

HEADER = (
    "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-1, SignedHeaders=x-amz-pay-date, Signature=abc="
)
REQUEST = Sent(
    "PATCH",
    "https://pay-api.amazon.com/v1/x",
    (("x-amz-pay-date", "20250610T081512Z"), ("Authorization", HEADER)),
    b'{"a":1}',
)
REQUEST_TEXT = (
    "PATCH https://pay-api.amazon.com/v1/x\n"
    "x-amz-pay-date: 20250610T081512Z\n"
    f"Authorization: {HEADER}\n\n"
    '{"a":1}'
)
CANONICAL = "PATCH\n/v1/x\n\nx-amz-pay-date:20250610T081512Z\n\nx-amz-pay-date\nhash"
DIGEST = sha256(CANONICAL.encode()).hexdigest()
SIGNED = replace(
    answered(sent(), 200, {"b": 2}, ("content-type", "application/json")),
    sent=REQUEST,
    canonical_request=CANONICAL,
    string_to_sign=f"AMZN-PAY-RSASSA-PSS-V2\n{DIGEST}",
)


def refusal(digest: str):
    words = f"Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2 {digest}]"
    body = {"reasonCode": "InvalidRequestSignature", "message": words}
    made = answered(sent(), 403, body)
    return replace(made, canonical_request=CANONICAL, string_to_sign=SIGNED.string_to_sign)


@pytest.fixture
def raw(qtbot, theme):
    made = RawView(theme)
    made.resize(700, 800)
    return shown(made, qtbot)


@pytest.fixture
def signature(qtbot, theme):
    made = SignatureView(theme)
    made.resize(700, 800)
    return shown(made, qtbot)


def headings(view: SignatureView) -> list[str]:
    paper = settled(view).findChild(QFrame, "signaturePaper")
    return [label.text() for label in paper.findChildren(PlainLabel)]


def stages(view: SignatureView) -> list[str]:
    return [box.toPlainText() for box in view.findChildren(QPlainTextEdit)]


def test_request_and_answer_stand_below_each_other_as_they_were(raw):
    raw.show_exchange(SIGNED)
    assert raw.toPlainText() == (
        f'{REQUEST_TEXT}\n\n200\ncontent-type: application/json\n\n{{"b": 2}}'
    )
    assert raw.isReadOnly()


def test_before_the_first_exchange_it_says_so(raw):
    raw.show_exchange(None)
    assert raw.toPlainText() == "Nothing received yet."


def test_without_an_answer_it_says_what_is_known():
    text = wire_text(not_sent(say("No route to “{host}”.", host="pay\u202e")))
    assert text.endswith("— NOT_SENT —\nNo route to “pay<U+202E>”.")


def test_what_is_not_seen_is_named_and_markup_is_letters(raw):
    body = "<b>x</b>\x1b[31m\u202e\x00".encode() + b"\xff"
    raw.show_exchange(replace(SIGNED, answered=Answered(200, (), body)))
    assert raw.toPlainText().endswith("<b>x</b><U+001B>[31m<U+202E><U+0000>\\xff")


def test_a_long_line_and_a_long_answer_are_cut_with_a_sign(raw):
    raw.show_exchange(replace(SIGNED, answered=Answered(200, (), b"x" * 5_000_000)))
    last = raw.toPlainText().splitlines()[-1]
    assert (len(last), last[-1]) == (10_000, "…")


@pytest.mark.parametrize(
    "body", [b"x" * 8_000_000, b"{\n" * 2_000_000, (b"x" * 9_000 + b"\n") * 800]
)
def test_of_the_largest_answer_only_so_much_is_laid_out(body, raw):
    raw.show_exchange(replace(SIGNED, answered=Answered(200, (), body)))
    lines = settled(raw).toPlainText().split("\n")
    assert len(lines) <= MOST_LINES + 1
    assert max(map(len, lines)) <= LONGEST_LINE
    assert sum(map(len, lines)) <= MOST_SIGNS
    assert lines[-1].endswith("…")


def test_a_long_request_leaves_room_for_its_answer(raw):
    long = replace(SIGNED.sent, body=(b"x" * 80 + b"\n") * 100_000)
    raw.show_exchange(replace(SIGNED, sent=long, answered=Answered(200, (), b"tea")))
    assert raw.toPlainText().endswith("…\n\n200\n\n\ntea")


def test_the_stages_of_a_signature(signature):
    signature.show_exchange(SIGNED)
    assert headings(signature) == [
        "1 · Request",
        "2 · Canonical request",
        "3 · Its SHA-256",
        "4 · String to sign",
        "5 · Signature",
        "6 · Authorization header",
    ]
    assert stages(signature) == [
        REQUEST_TEXT,
        CANONICAL,
        DIGEST,
        SIGNED.string_to_sign,
        "abc=",
        (
            "AMZN-PAY-RSASSA-PSS-V2\nPublicKeyId=SANDBOX-1\nSignedHeaders=x-amz-pay-date\n"
            "Signature=abc="
        ),
    ]


def test_each_stage_can_be_copied_as_it_is(signature):
    signature.show_exchange(SIGNED)
    buttons = settled(signature).findChildren(QPushButton)
    assert buttons[1].accessibleName() == "Copy: 2 · Canonical request"
    buttons[1].click()
    assert QGuiApplication.clipboard().text() == CANONICAL


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        (DIGEST, "Amazon's hash is the same: it read the request as we did."),
        ("0" * 64, "Amazon's hash is another: the request changed on the way."),
    ],
)
def test_the_servers_hash_is_compared_at_once(digest, words, signature):
    signature.show_exchange(refusal(digest))
    assert headings(signature)[0] == words
    assert stages(signature)[0] == digest


def test_a_shops_request_is_shown_as_the_emulator_read_it(signature):
    reason = say("Signed without the body.")
    signature.show_exchange(replace(refusal(DIGEST), profile_id=FROM_SHOP, reason=reason))
    assert headings(signature)[:2] == [
        "As the emulator read the request; your shop must have signed the same.",
        "Signed without the body.",
    ]
    assert stages(signature)[1] == CANONICAL
    assert not any(heading.startswith("Amazon's hash") for heading in headings(signature))


def test_the_line_that_a_shop_signed_otherwise_is_told_and_marked(signature, theme):
    reason = say("The header changed.", line=4, signed="x-amz-pay-date:20250610T081511Z")
    signature.show_exchange(replace(refusal(DIGEST), profile_id=FROM_SHOP, reason=reason))
    assert headings(signature)[2].replace("\u200b", "") == (
        "It signed “x-amz-pay-date:20250610T081511Z” in line 4 of the canonical request; "
        "what came gives “x-amz-pay-date:20250610T081512Z”."
    )
    (mark,) = signature.findChildren(QPlainTextEdit)[1].extraSelections()
    assert mark.cursor.block().text() == "x-amz-pay-date:20250610T081512Z"
    assert mark.format.background().color().rgb() == theme.color("err").rgb()


@pytest.mark.parametrize("name", ["authorization", "X-Amz-Pay-Authorization"])
def test_the_header_of_a_shop_is_found_under_both_of_its_names(name, signature):
    made = replace(REQUEST, headers=((name, "AMZN-PAY-RSASSA-PSS Signature=x"),))
    signature.show_exchange(replace(SIGNED, sent=made, profile_id=FROM_SHOP))
    assert stages(signature)[4:] == ["x", "AMZN-PAY-RSASSA-PSS\nSignature=x"]


@pytest.mark.parametrize("exchange", [None, not_sent()])
def test_what_was_not_signed_has_no_stages(exchange, signature):
    signature.show_exchange(exchange)
    assert headings(signature) == ["Nothing was signed yet."]
    assert stages(signature) == []


def test_a_stage_is_as_high_as_its_text_and_never_scrolls_sideways(signature):
    signature.show_exchange(replace(SIGNED, canonical_request="x" * 3_000))
    box = settled(signature).findChildren(QPlainTextEdit)[1]
    assert box.horizontalScrollBar().maximum() == 0
    assert box.verticalScrollBar().maximum() == 0
    assert box.height() > 10 * box.fontMetrics().lineSpacing()


def test_the_next_exchange_takes_the_place_of_the_last(signature):
    for exchange in (SIGNED, None, SIGNED):
        signature.show_exchange(exchange)
    assert len(headings(signature)) == 6


@pytest.mark.parametrize("make", [RawView, SignatureView])
def test_it_dies_when_it_is_closed(make, dies, theme):
    def filled():
        view = make(theme)
        view.show_exchange(SIGNED)
        return view

    assert dies(filled)


def test_what_the_pointer_is_at_is_explained_until_it_leaves(signature):
    signature.show_exchange(SIGNED)
    box = settled(signature).findChildren(TiedStage)[1]
    spot = box.cursorRect().center().toPointF()
    none = Qt.MouseButton.NoButton
    where = box.viewport().mapToGlobal(spot)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, spot, where, none, none, Qt.KeyboardModifier.NoModifier
    )
    QCoreApplication.sendEvent(box.viewport(), moved)
    assert "The method" in signature._words.text()
    (lit,) = signature.findChildren(TiedStage)[0].extraSelections()
    assert lit.cursor.selectedText() == "PATCH"
    QCoreApplication.sendEvent(box, QEvent(QEvent.Type.Leave))
    assert signature.findChildren(TiedStage)[0].extraSelections() == []
    assert "Point at a line" in signature._words.text()


def test_hidden_characters_are_named_and_shift_no_mark(signature):
    strange = replace(SIGNED, canonical_request="PATCH\n/v1/\u202e\U0001f375x\n\na:b\n\na\nhash")
    signature.show_exchange(strange)
    box = settled(signature).findChildren(TiedStage)[1]
    assert "/v1/<U+202E>\U0001f375x" in box.toPlainText()
    box.light("header:a")
    assert [mark.cursor.selectedText() for mark in box.extraSelections()] == ["a:b", "a"]
