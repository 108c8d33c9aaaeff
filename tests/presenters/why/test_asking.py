"""F1 explains what is most pressing; each “Why?” explains what it stands beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.model.draft import Draft
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words import notices
from apay_console.presenters.why import asking
from tests.exchanges import refused
from tests.sale_parts import AMOUNT, MISSING, STORE_NAME, opened, ready
from tests.ui.later_states import CHARGE_ID, charge, followed

READY = ready()
DECLINED = followed(
    charge("Declined", **{"statusDetails.reasonCode": "HardDeclined"}), shown=CHARGE_ID
)


def said(notice: Notice | None) -> SaleState:
    assert notice is not None
    return replace(opened(missing=MISSING), notice=notice)


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (said(notices.notice_of(refused(422, "SoftDeclined"))), "error.SoftDeclined"),
        (said(notices.notice_of(refused(400, "BrandNew", name="get_session"))), "error.BrandNew"),
        (said(notices.not_sent(say("The name {host} could not be found."))), "network.name"),
        (said(notices.still_unknown()), "network.open"),
        (said(Notice("ok", say("All is well."))), "button.missing"),
        (opened(missing=MISSING), "button.missing"),
        (replace(READY, unresolved=True), "button.unknown_outcome"),
        (replace(READY, is_paying=True), "button.paying"),
        (
            replace(opened(missing=MISSING), moment=refused(403, "InvalidRequestSignature")),
            "error.InvalidRequestSignature",
        ),
        (DECLINED, "charge.HardDeclined"),
        (READY, asking.FINE),
        (None, asking.FINE),
    ],
)
def test_what_is_said_comes_before_the_button_and_that_before_the_state(
    state: SaleState | None, key: str
) -> None:
    assert asking.resolve("", state) == key


def test_a_code_in_a_refusal_that_is_looked_at_is_that_of_an_error() -> None:
    state = replace(opened(missing=MISSING), moment=refused(403, "InvalidRequestSignature"))
    asked = f"{asking.REASON}.InvalidRequestSignature"
    assert asking.resolve(asked, state) == "error.InvalidRequestSignature"
    assert asking.resolve(f"{asking.REASON}.BuyerCanceled", state) == "session.BuyerCanceled"


def test_the_state_is_explained_where_it_is_asked_for() -> None:
    assert asking.resolve(asking.STATE, DECLINED) == "charge.HardDeclined"


def test_the_button_is_explained_also_under_a_notice() -> None:
    state = said(notices.notice_of(refused(422, "SoftDeclined")))
    assert asking.resolve(asking.BUTTON, state) == "button.missing"


def test_a_notice_without_words_of_its_own_is_explained_by_the_state() -> None:
    state = replace(DECLINED, notice=Notice("err", say("The buyer is back.")))
    assert asking.resolve(asking.NOTICE, state) == "charge.HardDeclined"


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (f"field.{AMOUNT.name}", "trap.amount_format"),
        (f"field.{STORE_NAME.name}", "trap.too_long"),
        ("field.webCheckoutDetails.checkoutResultReturnUrl", "trap.bad_url"),
        ("field.paymentDetails.paymentIntent", "button.problems"),
        ("reason.BuyerCanceled", "session.BuyerCanceled"),
        ("reason.amazonPayRedirectUrl", "trap.redirect_null"),
        ("error.AmountMismatch", "error.AmountMismatch"),
    ],
)
def test_what_is_named_is_explained(wanted: str, key: str) -> None:
    assert asking.resolve(wanted, opened(missing=MISSING)) == key


def test_a_reason_belongs_to_the_object_that_is_shown() -> None:
    assert asking.resolve("reason.AmazonRejected", DECLINED) == "charge.AmazonRejected"


def test_a_draft_that_cannot_be_sent_is_what_the_button_waits_for() -> None:
    state = replace(opened(missing=MISSING), draft=Draft({AMOUNT.name: "1,000.00"}))
    assert asking.key_of_button(state) == "button.problems"
