"""The same key with the same request has one effect; with another request it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from apay_console.model.profile import Region
from tests.emulator.money import authorized, charge_status, permit, price
from tests.emulator.shop import Till, code, minimum, read

KEY = {"x_amz_pay_idempotency_key": "3f0c7a529b1e4d688a7751c2e0d9b614"}


def test_the_first_answer_is_given_again_and_one_session_made(each_till: Till) -> None:
    first = each_till.create(**KEY)
    each_till.clock.now += 60
    again = each_till.create(**KEY)
    assert (again.status, again.body) == (201, first.body)
    assert len(each_till.emulator.world.state.sessions) == 1
    assert again.headers != first.headers  # each request has an id of its own


def test_layout_is_no_difference(till: Till) -> None:
    first = till.create(json.dumps(minimum("v2")).encode(), **KEY)
    again = till.create(json.dumps(minimum("v2"), indent=2, sort_keys=True).encode(), **KEY)
    assert again.body == first.body


def test_other_values_under_the_same_key_are_refused(till: Till) -> None:
    till.create(**KEY)
    other = till.create({**minimum("v2"), "platformId": "A1"}, **KEY)
    assert code(other) == "400 DuplicateIdempotencyKey"


def test_the_key_belongs_to_one_environment_and_region(tills: Callable[..., Till]) -> None:
    till = tills()
    secure = {
        "storeId": "s",
        "webCheckoutDetails": {"checkoutReviewReturnUrl": "https://a.example"},
    }
    numbers = {read(till.create(secure, **KEY))["checkoutSessionId"]}
    till.environment = "/live"
    numbers.add(read(till.create(secure, **KEY))["checkoutSessionId"])
    till.shop.region = Region.JP
    numbers.add(read(till.create(secure, **KEY))["checkoutSessionId"])
    assert len(numbers) == 3


def test_a_refusal_is_not_kept(till: Till) -> None:
    assert till.create({}, **KEY).status == 400
    assert till.create(**KEY).status == 201


def test_a_create_without_a_key_is_refused(each_till: Till) -> None:
    answer = each_till.send("POST", "checkoutSessions", minimum(each_till.version))
    assert code(answer) == "400 MissingHeaderValue"
    assert "x-amz-pay-idempotency-key" in read(answer)["message"]


@pytest.mark.parametrize(
    "key", ["x" * 33, "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614", "a b", "a.b", "ä"]
)
def test_keys_of_another_shape_are_refused(till: Till, key: str) -> None:
    answer = till.create(x_amz_pay_idempotency_key=key)
    assert code(answer) == "400 InvalidHeaderValue"


@pytest.mark.parametrize("key", ["x", "x" * 32, "a-b_C9"])
def test_keys_of_the_documented_shape_are_taken(till: Till, key: str) -> None:
    assert till.create(x_amz_pay_idempotency_key=key).status == 201


def test_a_key_has_no_effect_on_an_update(till: Till) -> None:
    number = till.new()
    one = till.update(number, {"platformId": "A1"}, **KEY)
    two = till.update(number, {"platformId": "A2"}, **KEY)
    assert [read(answer)["platformId"] for answer in (one, two)] == ["A1", "A2"]


def test_keys_outlive_a_restart(till: Till, tills: Callable[..., Till]) -> None:
    first = till.create(**KEY)
    other = tills()
    other.emulator.restore(till.emulator.save())
    assert other.create(**KEY).body == first.body


def test_the_order_of_keys_is_no_difference(till: Till) -> None:
    body = minimum("v2")
    turned = dict(reversed(body.items()))
    assert list(turned) != list(body)
    assert till.create(turned, **KEY).body == till.create(body, **KEY).body


def test_one_key_is_not_for_two_objects(till: Till) -> None:
    permission = permit(till)
    one, two = (authorized(till, permission, "5.00") for _ in range(2))
    body = {"captureAmount": price("5.00")}
    assert till.send("POST", f"charges/{one}/capture", body, **KEY).status == 200
    other = till.send("POST", f"charges/{two}/capture", body, **KEY)
    assert code(other) == "400 DuplicateIdempotencyKey"
    assert charge_status(till, two) == ("Authorized", None)


def test_one_key_is_not_for_two_operations(till: Till) -> None:
    number = till.ready()
    body = {"paymentIntent": "Authorize", "chargeAmount": price("48.90")}
    assert till.send("POST", f"checkoutSessions/{number}/finalize", body, **KEY).status == 200
    other = till.send("POST", f"checkoutSessions/{number}/complete", body, **KEY)
    assert code(other) == "400 DuplicateIdempotencyKey"


def test_an_empty_key_is_as_good_as_none(till: Till) -> None:
    answer = till.send("POST", "checkoutSessions", minimum("v2"), x_amz_pay_idempotency_key="")
    assert code(answer) == "400 MissingHeaderValue"
