"""The question before a live write tells what is in the bytes, not what is on the screen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from apay_console.model import json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.money.price import Price
from apay_console.model.operations import (
    CANCEL_CHARGE,
    CAPTURE_CHARGE,
    CLOSE_PERMISSION,
    COMPLETE_SESSION,
    CREATE_CHARGE,
    CREATE_REFUND,
    CREATE_SESSION,
    OPERATIONS,
    TRACK_DELIVERY,
    UPDATE_SESSION,
)
from apay_console.model.profile import Environment
from apay_console.model.request import Request
from apay_console.model.signed_call import signed_call
from apay_console.presenters.sale.live.asking import again, ask_about, ask_again, asks
from apay_console.presenters.sale.live.usual import unusual
from tests.objects import CHARGE_ID, PERMISSION_ID, charge, permission
from tests.presenters.live_parts import LIVE, PRICE, SANDBOX, SESSION_ID, open_sale, waiting

OTHER_PRICE = {"amount": "7.50", "currencyCode": "GBP"}


def request(operation, body, profile=LIVE, version=ApiVersion.V2) -> Request:
    data = json_text.write(body).encode()
    return Request(operation, profile, version, body=data, session_id=SESSION_ID)


def lines(asked) -> list[str]:
    return [str(line) for line in asked.lines]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("environment", list(Environment))
def test_exactly_the_live_writes_ask(operation, environment):
    made = request(operation, {}, replace(LIVE, environment=environment))
    is_read = operation.method == "GET"
    assert asks(made) is (not is_read and environment is Environment.LIVE)


def test_completing_names_amount_order_session_and_profile():
    asked = ask_about(request(COMPLETE_SESSION, {"chargeAmount": PRICE}), open_sale())
    assert str(asked.title) == "LIVE: this takes real money"
    assert str(asked.confirm) == "Complete for 129.00 EUR"
    assert lines(asked) == [
        "Complete session · 129.00 EUR",
        "Order 88123",
        "Session 3f0c…b614",
        "Fjord Tea (EU)",
    ]


@pytest.mark.parametrize(
    ("version", "outer"), [(ApiVersion.V2, "paymentDetails"), (ApiVersion.V1, "paymentDetail")]
)
def test_the_amount_is_the_one_that_would_be_sent(version, outer):
    body = {outer: {"chargeAmount": OTHER_PRICE}}
    asked = ask_about(request(UPDATE_SESSION, body, version=version), open_sale())
    assert str(asked.title) == "LIVE: this changes a real session"
    assert lines(asked)[0] == "Update session · 7.50 GBP"


def test_an_update_of_something_else_names_the_amount_as_it_stands():
    body = {"merchantMetadata": {"merchantReferenceId": "99"}}
    asked = ask_about(request(UPDATE_SESSION, body), open_sale())
    assert lines(asked)[:2] == ["Update session · 129.00 EUR", "Order 99"]


@pytest.mark.parametrize(
    ("wire", "shown"),
    [
        ({"amount": "1e6", "currencyCode": "EUR"}, '"1e6"'),
        ({"amount": "7.50"}, '"7.50"'),
        ("a lot", '"a lot"'),
        (None, "no amount"),
    ],
)
def test_an_amount_that_cannot_be_read_is_shown_as_it_would_be_sent(wire, shown):
    asked = ask_about(
        request(UPDATE_SESSION, {"paymentDetails": {"chargeAmount": wire}}), open_sale()
    )
    assert shown in lines(asked)[0]
    assert "129.00" not in lines(asked)[0]


def test_a_new_session_has_no_amount_and_no_id_yet():
    made = replace(request(CREATE_SESSION, {"storeId": "x"}), session_id="")
    asked = ask_about(made, replace(open_sale(), session=None))
    assert lines(asked) == ["Create session", "Fjord Tea (EU)"]
    assert str(asked.confirm) == "Create session"


def test_completing_without_an_amount_still_names_the_amount_that_stands():
    asked = ask_about(request(COMPLETE_SESSION, {}), open_sale())
    assert str(asked.confirm) == "Complete for 129.00 EUR"


def test_a_body_that_is_no_json_hides_nothing_else():
    made = replace(request(UPDATE_SESSION, {}), body=b"{")
    assert lines(ask_about(made, open_sale()))[-1] == "Fjord Tea (EU)"


def test_what_is_long_is_cut():
    body = {"merchantMetadata": {"merchantReferenceId": "9" * 256}}
    assert max(map(len, lines(ask_about(request(UPDATE_SESSION, body), open_sale())))) < 100


def test_a_repeat_tells_the_stored_bytes_and_that_it_is_one():
    state = open_sale()
    asked = ask_again(again(waiting(state.sale.id), state), state)
    assert lines(asked)[-1] == "The very same request once more, byte for byte."
    assert str(asked.confirm) == "Once more: Complete for 129.00 EUR"
    assert asked.profile == LIVE


def test_a_sandbox_repeat_asks_nothing():
    state = open_sale(SANDBOX)
    assert not asks(again(waiting(state.sale.id), state))


SOLD = replace(open_sale(), objects=(permission(), charge()))
EIGHT = {"amount": "8.00", "currencyCode": "USD"}


def later(operation, body, about: str = "") -> Request:
    ids = {operation.about.id_field: about} if about else {}
    return replace(request(operation, body), ids=ids)


@pytest.mark.parametrize(
    ("made", "title", "told", "confirm"),
    [
        (
            later(CREATE_CHARGE, {"chargePermissionId": PERMISSION_ID, "chargeAmount": EIGHT}),
            "LIVE: this takes real money",
            ["Create charge · 8.00 USD", f"Permission {PERMISSION_ID}"],
            "Charge 8.00 USD",
        ),
        (
            later(CAPTURE_CHARGE, {"captureAmount": EIGHT}, CHARGE_ID),
            "LIVE: this takes real money",
            ["Capture charge · 8.00 USD", f"Charge {CHARGE_ID}"],
            "Capture 8.00 USD",
        ),
        (
            later(CREATE_REFUND, {"chargeId": CHARGE_ID, "refundAmount": EIGHT}),
            "LIVE: this gives real money back",
            ["Create refund · 8.00 USD", f"Charge {CHARGE_ID}"],
            "Refund 8.00 USD",
        ),
        (
            later(CANCEL_CHARGE, {"cancellationReason": "Sold out"}, CHARGE_ID),
            "LIVE: this gives up real money",
            ["Cancel charge · 48.90 USD", f"Charge {CHARGE_ID}"],
            "Cancel charge",
        ),
        (
            later(CLOSE_PERMISSION, {"closureReason": "Over"}, PERMISSION_ID),
            "LIVE: this changes a real charge permission",
            ["Close permission", f"Permission {PERMISSION_ID}"],
            "Close permission",
        ),
        (
            later(TRACK_DELIVERY, {}),
            "LIVE: this changes real data",
            ["Track delivery", "Session 3f0c…b614"],
            "Track delivery",
        ),
        (
            later(signed_call("DELETE", "charges/x/cancel"), {}),
            "LIVE: this may move real money",
            ["DELETE charges/x/cancel", "Session 3f0c…b614"],
            "Send DELETE",
        ),
        (
            later(signed_call("POST", "charges"), {"chargeAmount": EIGHT}),
            "LIVE: this may move real money",
            ["POST charges · 8.00 USD", "Session 3f0c…b614"],
            "Send POST · 8.00 USD",
        ),
    ],
    ids=lambda value: value.operation.name if isinstance(value, Request) else None,
)
def test_what_follows_a_checkout_is_asked_in_its_own_words(made, title, told, confirm):
    asked = ask_about(made, SOLD)
    assert str(asked.title) == title
    about = [line for line in lines(asked) if not line.startswith("Order ")]
    assert about == [*told, "Fjord Tea (EU)"]
    assert str(asked.confirm) == confirm


def test_a_repeated_capture_names_its_charge_and_a_repeated_call_still_asks():
    stored = replace(
        waiting(SOLD.sale.id),
        operation="capture_charge",
        path=f"/v2/charges/{CHARGE_ID}/capture",
        body=json_text.write({"captureAmount": EIGHT}).encode(),
    )
    asked = ask_again(again(stored, SOLD), SOLD)
    assert lines(asked)[:2] == ["Capture charge · 8.00 USD", "Order 88123"]
    assert f"Charge {CHARGE_ID}" in lines(asked)
    assert str(asked.confirm) == "Once more: Capture 8.00 USD"
    called = again(replace(stored, operation="signed_call", path="/v2/charges"), SOLD)
    assert asks(called)
    assert lines(ask_again(called, SOLD))[0] == "POST /v2/charges · 8.00 USD"


def test_an_order_s_number_is_found_in_what_followed_too():
    numbered = permission(**{"merchantMetadata.merchantReferenceId": "77"})
    state = replace(open_sale(), session=None, objects=(numbered,))
    asked = ask_about(later(CAPTURE_CHARGE, {"captureAmount": EIGHT}, CHARGE_ID), state)
    assert "Order 77" in lines(asked)


def test_ids_and_paths_without_end_are_cut():
    long = later(CAPTURE_CHARGE, {"captureAmount": EIGHT}, "S" * 500)
    called = later(signed_call("DELETE", "x" * 500), {})
    for made in (long, called):
        assert max(map(len, lines(ask_about(made, SOLD)))) < 100
    assert str(ask_about(called, SOLD).confirm) == "Send DELETE"  # a button cuts at both ends


def test_an_amount_that_no_other_sale_has_had_is_cautioned_about():
    state = open_sale()
    small = replace(state.sale, state="Completed", note="1.00 EUR")
    others = [replace(small, id=f"other-{number}") for number in range(9)]
    made = request(COMPLETE_SESSION, {"chargeAmount": PRICE})
    assert ask_about(made, state, others).caution == unusual(
        Price(Decimal("129.00"), "EUR"), others
    )
    assert ask_about(made, state, others).caution is not None
    own = [replace(one, id=state.sale.id) for one in others]
    assert ask_about(made, state, own).caution is None


def test_a_repeat_goes_to_the_version_it_went_to():
    state = open_sale()
    stored = replace(waiting(state.sale.id), version="v1")
    assert again(stored, state).version is ApiVersion.V1
