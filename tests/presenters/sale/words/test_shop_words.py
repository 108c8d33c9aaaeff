"""A shop's request in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.model.exchange import FROM_SHOP, Answered, Exchange, Outcome, Sent
from apay_console.presenters.sale.state.steps import summary
from apay_console.presenters.sale.words import shop_words
from apay_console.presenters.sale.words.notices import notice_of

SIGNED = "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-A, SignedHeaders=accept, Signature=AAAA"
GOOD = Exchange(
    operation="create_session",
    version="v2",
    sent=Sent(
        "POST", "http://127.0.0.1:1/v2/checkoutSessions?a=1", (("Authorization", SIGNED),), b"{}"
    ),
    answered=Answered(201, (), b"{}"),
    outcome=Outcome.APPLIED,
    started_at=1.0,
    took_ms=2.0,
    profile_id=FROM_SHOP,
)
WRONG = replace(
    GOOD,
    answered=Answered(403, (), b'{"reasonCode":"InvalidRequestSignature","message":"Unable"}'),
    outcome=Outcome.REJECTED,
    reason=say("Signed without the body."),
)


def test_the_line_of_a_sale_says_who_asked_and_how_it_went() -> None:
    assert str(summary(GOOD)) == "Your shop: Create session · Signature right, 201."
    assert str(summary(WRONG)).endswith("· Signature wrong. Signed without the body.")


def test_a_path_that_is_no_operation_is_named_itself() -> None:
    strange = replace(GOOD, operation="signed_call")
    assert str(shop_words.asked(strange)) == "POST /v2/checkoutSessions?a=1"


def test_what_worked_needs_no_notice_and_a_refusal_says_both_sides() -> None:
    assert notice_of(GOOD) is None
    notice = notice_of(WRONG)
    assert notice is not None
    assert (notice.tone, notice.details) == ("err", "Unable")
    assert str(notice.sentence).startswith(
        "Your shop: Signature wrong. Signed without the body. Compare the canonical request"
    )


def test_a_refusal_without_advice_is_told_without() -> None:
    answer = Answered(418, (), b'{"reasonCode":"Teapot","message":"x"}')
    notice = notice_of(replace(WRONG, answered=answer, reason=None))
    assert notice is not None
    assert str(notice.sentence) == "Your shop: Refused: 418 Teapot."


def test_the_signer_is_named_as_far_as_it_can_be_read() -> None:
    assert str(shop_words.signer(GOOD)) == (
        "It was signed for SANDBOX-A with AMZN-PAY-RSASSA-PSS-V2."
    )
    bare = replace(GOOD, sent=replace(GOOD.sent, headers=()))
    assert str(shop_words.signer(bare)) == "It was not signed in a form that can be read."


# --- both sides -----------------------------------------------------------------------------------

LINES = "GET\n/v2/charges/C\n\nx-amz-pay-region:na\n\nx-amz-pay-region\n" + "ab" * 32


def differing(line: object, signed: str) -> Exchange:
    reason = say("The header changed.", line=line, signed=signed)
    return replace(WRONG, canonical_request=LINES, reason=reason)


def test_the_line_that_differs_is_told_from_both_sides() -> None:
    found = differing(4, "x-amz-pay-region:NA")
    assert shop_words.line_that_differs(found) == 4
    assert str(shop_words.differs(found)) == (
        "It signed “x-amz-pay-region:NA” in line 4 of the canonical request; "
        "what came gives “x-amz-pay-region:na”."
    )


def test_of_a_bodys_hash_the_beginning_is_told() -> None:
    said = str(shop_words.differs(differing(7, "0123456789abcdef" * 4)))
    assert said == (
        "It signed “0123456789ab…” in line 7 of the canonical request; "
        "what came gives “abababababab…”."
    )


@pytest.mark.parametrize("line", [0, 8, "4", None])
def test_a_line_that_is_not_there_is_not_told(line: object) -> None:
    assert shop_words.differs(differing(line, "x")) is None


def test_where_nobody_knows_what_was_signed_nothing_is_told() -> None:
    assert shop_words.differs(WRONG) is None
    assert shop_words.differs(GOOD) is None


def test_an_answer_is_quoted_with_amazons_code_and_words() -> None:
    assert shop_words.answered(GOOD) == "201"
    assert shop_words.answered(WRONG) == "403 InvalidRequestSignature\nUnable"
    assert shop_words.answered(replace(GOOD, answered=None)) == ""


def test_long_words_of_an_answer_are_cut_to_what_can_be_read() -> None:
    body = json.dumps({"reasonCode": "A", "message": f"{'b' * 90}\n{'c' * 90}"}).encode()
    status, words = shop_words.answered(replace(GOOD, answered=Answered(400, (), body))).split("\n")
    assert status == "400 A"
    assert words == f"{'b' * 90} {'c' * 48}…"


def test_only_a_signature_that_was_refused_is_wrong() -> None:
    assert shop_words.is_wrongly_signed(WRONG)
    assert not shop_words.is_wrongly_signed(GOOD)
