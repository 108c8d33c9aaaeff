"""Create Checkout Session takes what is documented, and names what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.model.profile import Region
from tests.emulator.shop import (
    RESULT,
    REVIEW,
    STORE,
    WORDS,
    Till,
    code,
    constraint_ids,
    everything,
    minimum,
    read,
)

ALL_FOUR = [
    "BuyerNotAssociated",
    "ChargeAmountNotSet",
    "CheckoutResultReturnUrlNotSet",
    "PaymentIntentNotSet",
]


def test_a_new_session_lacks_four_things_in_alphabetical_order(each_till: Till) -> None:
    answer = each_till.create()
    assert answer.status == 201
    assert constraint_ids(answer) == ALL_FOUR


def test_with_everything_given_only_the_buyer_is_missing(each_till: Till) -> None:
    body = everything(each_till.version)
    web = WORDS[each_till.version][0]
    body |= minimum(each_till.version)
    body[web] = {"checkoutReviewReturnUrl": REVIEW, "checkoutResultReturnUrl": RESULT}
    answer = each_till.create(body)
    assert constraint_ids(answer) == ["BuyerNotAssociated"]
    assert read(answer)[web]["amazonPayRedirectUrl"] is None


def test_presentment_currency_stays_null_when_the_amount_came_with_create(till: Till) -> None:
    body = everything("v2") | {"storeId": STORE}
    body["webCheckoutDetails"]["checkoutReviewReturnUrl"] = REVIEW
    assert read(till.create(body))["paymentDetails"]["presentmentCurrency"] is None


@pytest.mark.parametrize("field", ["storeId", "checkoutReviewReturnUrl"])
def test_what_create_cannot_do_without_is_named(each_till: Till, field: str) -> None:
    body = minimum(each_till.version)
    if field == "storeId":
        del body["storeId"]
    else:
        del body[WORDS[each_till.version][0]]
    answer = each_till.create(body)
    assert code(answer) == "400 MissingParameterValue"
    assert field in read(answer)["message"]


def test_null_for_a_required_field_is_as_good_as_nothing(till: Till) -> None:
    answer = till.create({**minimum("v2"), "storeId": None})
    assert code(answer) == "400 MissingParameterValue"


def test_paying_in_one_visit_needs_no_review_page(till: Till) -> None:
    web = {"checkoutMode": "ProcessOrder", "checkoutResultReturnUrl": RESULT}
    assert till.create({"storeId": STORE, "webCheckoutDetails": web}).status == 201
    web["checkoutReviewReturnUrl"] = REVIEW
    answer = till.create({"storeId": STORE, "webCheckoutDetails": web})
    assert code(answer) == "400 UnrecognizedField"


@pytest.mark.parametrize(
    "strange",
    [
        {"buyer": {"name": "Somebody"}},
        {"checkoutSessionId": "mine"},
        {"statusDetails": {"state": "Completed"}},
        {"constraints": []},
        {"merchantMetadata": {"merchantStore": "Fjord Tea"}},
        {"webCheckoutDetails": {"amazonPayRedirectUrl": "https://shop.example"}},
        {"nonsense": 1},
        {"paymentDetails": {"chargeAmount": {"amount": "1", "currencyCode": "USD", "x": 1}}},
    ],
)
def test_keys_that_nobody_may_send_are_named(till: Till, strange: dict[str, Any]) -> None:
    answer = till.create(minimum("v2") | strange)
    assert code(answer) == "400 UnrecognizedField"


@pytest.mark.parametrize("value", ["x", 1, True, [], [{}]])
@pytest.mark.parametrize("name", ["paymentDetails", "merchantMetadata"])
def test_where_an_object_belongs_nothing_else_may_stand(till: Till, name: str, value: Any) -> None:
    answer = till.create(minimum("v2") | {name: value})
    assert code(answer) == "400 InvalidParameterValue"
    assert f"provided for '{name}'" in read(answer)["message"]


def test_the_other_version_s_spelling_is_corrected(each_till: Till) -> None:
    other = {"v1": "v2", "v2": "v1"}[each_till.version]
    answer = each_till.create(minimum(other))
    assert code(answer) == "400 UnrecognizedField"
    right = f"In {each_till.version} it is spelled '{WORDS[each_till.version][0]}"
    assert right in read(answer)["message"]


@pytest.mark.parametrize(
    ("region", "currency", "status"),
    [
        (Region.NA, "USD", 201),
        (Region.NA, "EUR", 400),
        (Region.EU, "CHF", 201),
        (Region.EU, "CAD", 400),
        (Region.JP, "USD", 400),
    ],
)
def test_each_region_takes_its_own_currencies(
    till: Till, region: Region, currency: str, status: int
) -> None:
    till.shop.region = region
    price = {"amount": "5", "currencyCode": currency}
    answer = till.create(minimum("v2") | {"paymentDetails": {"chargeAmount": price}})
    assert answer.status == status


def test_live_sessions_take_https_only(tills: Callable[..., Till]) -> None:
    till = tills()
    till.environment = "/live"
    assert code(till.create()) == "400 InvalidParameterValue"
    secure = {"checkoutReviewReturnUrl": "https://shop.example/review"}
    answer = till.create({"storeId": STORE, "webCheckoutDetails": secure})
    assert answer.status == 201
    assert read(answer)["releaseEnvironment"] == "Live"


def test_auto_buyers_sign_in_by_themselves_whatever_may_be_shipped(
    tills: Callable[..., Till],
) -> None:
    till = tills(buyer="auto")
    only_japan = {"addressRestrictions": {"type": "Allowed", "restrictions": {"JP": {}}}}
    answer = read(till.create(minimum("v2") | {"deliverySpecifications": only_japan}))
    assert answer["buyer"]["name"] == "Mara Lindqvist"
    assert answer["shippingAddress"]["countryCode"] == "US"
    assert [row["constraintId"] for row in answer["constraints"]] == ALL_FOUR[1:]


def test_a_recurring_session_asks_for_its_frequency(till: Till) -> None:
    answer = till.create(minimum("v2") | {"chargePermissionType": "Recurring"})
    assert constraint_ids(answer)[-1] == "RecurringFrequencyNotSet"
    number = read(answer)["checkoutSessionId"]
    frequency = {"recurringMetadata": {"frequency": {"unit": "Month", "value": 1}}}
    answer = till.update(number, frequency)
    assert "RecurringFrequencyNotSet" not in constraint_ids(answer)
    assert read(answer)["recurringMetadata"]["frequency"] == {"unit": "Month", "value": "1"}


def test_scopes_say_what_is_told_of_the_buyer(tills: Callable[..., Till]) -> None:
    till = tills(buyer="auto")
    answer = read(till.create(minimum("v2") | {"scopes": ["name", "billingAddress"]}))
    assert answer["buyer"]["name"] == "Mara Lindqvist"
    assert answer["buyer"]["email"] is None
    assert answer["billingAddress"]["city"] == "Portland"


def test_values_that_contradict_each_other_are_refused_at_once(till: Till) -> None:
    payment = {"paymentIntent": "AuthorizeWithCapture", "canHandlePendingAuthorization": True}
    answer = till.create(minimum("v2") | {"paymentDetails": payment})
    assert code(answer) == "400 InvalidParameterCombination"


def test_paying_in_one_visit_spares_the_review_page_and_nothing_else(till: Till) -> None:
    web = {"checkoutMode": "ProcessOrder", "checkoutResultReturnUrl": RESULT}
    answer = till.create({"webCheckoutDetails": web})
    assert code(answer) == "400 MissingParameterValue"
    assert "storeId" in read(answer)["message"]


@pytest.mark.parametrize("frequency", [{"unit": "Month"}, {"value": "1"}, {}])
def test_payments_that_repeat_need_to_know_how_often_and_how_much(
    till: Till, frequency: dict[str, str]
) -> None:
    kind = {"chargePermissionType": "Recurring", "recurringMetadata": {"frequency": frequency}}
    intent = {"paymentDetails": {"paymentIntent": "Authorize"}}
    missing = constraint_ids(till.create(minimum("v2") | kind | intent))
    assert {"RecurringFrequencyNotSet", "ChargeAmountNotSet"} <= set(missing)
