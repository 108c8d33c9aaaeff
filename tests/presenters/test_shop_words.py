"""A shop's request in words."""

from __future__ import annotations

from dataclasses import replace

from apay_console.errors import say
from apay_console.model.exchange import FROM_SHOP, Answered, Exchange, Outcome, Sent
from apay_console.presenters import shop_words
from apay_console.presenters.notices import notice_of
from apay_console.presenters.sale_steps import summary

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
