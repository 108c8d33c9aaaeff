"""The emulator's answers are Amazon's, key by key and null by null."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apay_console.emulator.buyers import find_buyer
from apay_console.emulator.rules import finishing, paying
from apay_console.emulator.rules.cards import find_card
from apay_console.emulator.saving import read as read_rows
from apay_console.emulator.values import BLANK
from apay_console.model.kinds import moment
from apay_console.model.profile import Region
from tests.emulator import money
from tests.emulator.shop import Till, minimum, read
from tests.model.examples import body_of

OBJECTS = Path(__file__).parents[2] / "data" / "objects"
ID = {"v1": "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614", "v2": "b7d1f0a4-2c63-4e0f-9d15-6a8e4f3b2c10"}


class Retold:
    """The ids of Amazon's examples, in the order in which they are asked for."""

    def __init__(self, session: str, *digits: str) -> None:
        self._session, self._digits = session, list(digits)

    def unique(self) -> str:
        return self._session

    def digits(self, count: int) -> str:
        return self._digits.pop(0)


def told_at(till: Till, stamp: str) -> None:
    till.clock.now = moment(stamp).timestamp()


@pytest.fixture
def v1(tills: Callable[..., Till]) -> Till:
    till = tills(version="v1")
    till.emulator.world.ids = Retold(ID["v1"], "4410277", "9036185", "051840")
    told_at(till, "20250610T081447Z")
    till.create(minimum("v1"))
    told_at(till, "20250610T081512Z")
    till.emulator.sign_in(ID["v1"], find_buyer("mara"))
    return till


@pytest.fixture
def v2(tills: Callable[..., Till]) -> Till:
    till = tills(version="v2")
    till.shop.region = Region.EU
    till.emulator.world.ids = Retold(ID["v2"], "5527310", "0186642", "077305")
    told_at(till, "20250610T090000Z")
    return till


def given_v2(name: str) -> dict[str, Any]:
    example = body_of(name)
    kept = ("storeId", "deliverySpecifications")
    review = {"checkoutReviewReturnUrl": "http://localhost:8099/review"}
    return {"webCheckoutDetails": review, **{key: example[key] for key in kept}}


def test_v1_open_with_something_missing(v1: Till) -> None:
    answer = read(v1.get(ID["v1"]))
    assert answer == body_of("v1-open-missing")
    assert list(answer) == list(body_of("v1-open-missing"))


def test_v1_open_with_nothing_missing(v1: Till) -> None:
    told_at(v1, "20250610T083001Z")
    assert read(v1.update(ID["v1"], body_of("v1-update"))) == body_of("v1-open-ready")


def shape(value: Any) -> Any:
    """The keys of an answer, inner ones too, in their order."""
    if isinstance(value, list):
        return [shape(one) for one in value]
    return [(key, shape(one)) for key, one in value.items()] if isinstance(value, dict) else None


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_an_update_of_every_block_answers_with_the_keys_of_the_documents(
    version: str, request: pytest.FixtureRequest
) -> None:
    till: Till = request.getfixturevalue("v1" if version == "v1" else "v2_ready")
    answer = till.update(ID[version], body_of(f"{version}-update") | {"platformId": "A1PLATFORM"})
    told = read(answer)
    assert answer.status == 200
    assert shape(told) == shape(body_of(f"{version}-open-ready"))
    assert told["platformId"] == "A1PLATFORM"
    assert told["constraints"] == []
    detail = told["webCheckoutDetail" if version == "v1" else "webCheckoutDetails"]
    assert detail["amazonPayRedirectUrl"].startswith("http://")


def test_v1_completed(v1: Till) -> None:
    v1.update(ID["v1"], body_of("v1-update"))
    told_at(v1, "20250610T083129Z")
    session = v1.emulator.session(ID["v1"])
    paying.decide(v1.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    assert read(v1.get(ID["v1"])) == body_of("v1-completed")


def test_v1_canceled(v1: Till) -> None:
    v1.update(ID["v1"], body_of("v1-update"))
    told_at(v1, "20250610T083129Z")
    session = v1.emulator.session(ID["v1"])
    paying.decide(v1.emulator.world, session, paying.CANCEL, find_card("", Region.NA))
    assert read(v1.get(ID["v1"])) == body_of("v1-canceled")


def test_v2_open_without_a_buyer(v2: Till) -> None:
    answer = read(v2.create(given_v2("v2-open-missing")))
    assert answer == body_of("v2-open-missing")
    assert list(answer) == list(body_of("v2-open-missing"))


@pytest.fixture
def v2_ready(v2: Till) -> Till:
    v2.create(given_v2("v2-open-ready"))
    v2.emulator.sign_in(ID["v2"], find_buyer("jonas"))
    told_at(v2, "20250610T090412Z")
    v2.update(ID["v2"], body_of("v2-update"))
    return v2


def test_v2_open_with_nothing_missing(v2_ready: Till) -> None:
    assert read(v2_ready.get(ID["v2"])) == body_of("v2-open-ready")


def test_v2_completed_in_its_complete_answer_and_in_every_get(v2_ready: Till) -> None:
    told_at(v2_ready, "20250610T090655Z")
    session = v2_ready.emulator.session(ID["v2"])
    paying.decide(v2_ready.emulator.world, session, paying.APPROVE, find_card("", Region.EU))
    price = {"amount": "31.50", "currencyCode": "EUR"}
    assert read(v2_ready.complete(ID["v2"], {"chargeAmount": price})) == body_of("v2-completed")
    assert read(v2_ready.get(ID["v2"])) == body_of("v2-completed")


def test_v2_canceled(v2_ready: Till) -> None:
    told_at(v2_ready, "20250610T090655Z")
    session = v2_ready.emulator.session(ID["v2"])
    finishing.cancel(v2_ready.emulator.world, session, "Declined", v2_ready.clock())
    assert read(v2_ready.get(ID["v2"])) == body_of("v2-canceled")


def test_the_path_decides_the_spelling_whoever_created_the_session(v1: Till) -> None:
    v1.version = "v2"
    answer = read(v1.get(ID["v1"]))
    assert "webCheckoutDetails" in answer
    assert "webCheckoutDetail" not in answer
    assert answer["buyer"]["phoneNumber"] == "503-555-0112"


def test_a_kept_state_answers_the_same(v2_ready: Till, tills: Callable[..., Till]) -> None:
    other = tills(version="v2")
    other.shop.region = Region.EU
    other.emulator.restore(v2_ready.emulator.save())
    assert read(other.get(ID["v2"])) == body_of("v2-open-ready")


def test_no_default_is_shared_between_sessions(v2: Till) -> None:
    v2.create(given_v2("v2-open-ready"))
    assert BLANK["constraints"] == []
    assert read_rows(v2.emulator.save())[0].sessions[ID["v2"]].values["constraints"] == []


# --- what follows from a session ------------------------------------------------------------------


def object_of(name: str) -> dict[str, Any]:
    """One of Amazon's examples of a permission, charge or refund."""
    found: dict[str, Any] = json.loads((OBJECTS / f"{name}.json").read_text("utf-8"))
    return found


def without_places(body: dict[str, Any]) -> dict[str, Any]:
    """Leave out the addresses, which the examples leave out for brevity."""
    first = body["paymentPreferences"][0]
    places = {key: None for key in ("shippingAddress", "billingAddress") if key in body}
    preferences = [first | ({"billingAddress": None} if "billingAddress" in first else {})]
    return body | places | {"paymentPreferences": preferences}


@pytest.fixture
def v2_captured(v2_ready: Till) -> Till:
    """A session of v2 that was authorized, and captured a second later."""
    intent = {"paymentDetails": {"paymentIntent": "Authorize", "softDescriptor": None}}
    v2_ready.update(ID["v2"], intent | {"merchantMetadata": {"customInformation": None}})
    told_at(v2_ready, "20250610T090654Z")
    session = v2_ready.emulator.session(ID["v2"])
    paying.decide(v2_ready.emulator.world, session, paying.APPROVE, find_card("", Region.EU))
    amount = {"amount": "31.50", "currencyCode": "EUR"}
    v2_ready.complete(ID["v2"], {"chargeAmount": amount})
    told_at(v2_ready, "20250610T090655Z")
    body = {"captureAmount": amount, "softDescriptor": "FJORDTEA"}
    path = f"charges/{object_of('v2-charge')['chargeId']}/capture"
    assert v2_ready.send("POST", path, body, x_amz_pay_idempotency_key="c").status == 200
    return v2_ready


def test_v2_charge(v2_captured: Till) -> None:
    expected = object_of("v2-charge")
    answer = read(v2_captured.send("GET", f"charges/{expected['chargeId']}"))
    assert answer == expected
    assert list(answer) == list(expected)


def test_v1_charge_lacks_what_only_v2_has(v2_captured: Till) -> None:
    expected = object_of("v2-charge")
    v2_captured.version = "v1"
    answer = read(v2_captured.send("GET", f"charges/{expected['chargeId']}"))
    del expected["merchantMetadata"]
    expected["statusDetail"] = expected.pop("statusDetails")
    assert answer == expected


def test_v2_permission(v2_captured: Till) -> None:
    expected = object_of("v2-permission")
    answer = read(v2_captured.send("GET", f"chargePermissions/{expected['chargePermissionId']}"))
    assert answer["shippingAddress"]["city"] == answer["billingAddress"]["city"] == "Berlin"
    assert without_places(answer) == expected
    assert list(answer) == list(expected)


def test_v1_permission(v1: Till) -> None:
    v1.update(ID["v1"], body_of("v1-update"))
    told_at(v1, "20250610T083129Z")
    session = v1.emulator.session(ID["v1"])
    paying.decide(v1.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    expected = object_of("v1-permission")
    answer = read(v1.send("GET", f"chargePermissions/{expected['chargePermissionId']}"))
    assert answer["shippingAddress"]["city"] == "Portland"
    assert without_places(answer) == expected


def test_the_buyer_is_told_for_thirty_days(v2_captured: Till) -> None:
    path = f"chargePermissions/{object_of('v2-permission')['chargePermissionId']}"
    v2_captured.emulator.advance(30 * 24 * 3600 - 2)
    assert read(v2_captured.send("GET", path))["buyer"]["name"] == "Jonas Abel"
    v2_captured.emulator.advance(1)
    later = read(v2_captured.send("GET", path))
    assert (later["buyer"], later["shippingAddress"], later["billingAddress"]) == (None,) * 3


def test_and_as_long_as_payments_repeat(till: Till) -> None:
    path = f"chargePermissions/{money.permit_later(till)}"
    till.emulator.advance(300 * 24 * 3600)
    assert read(till.send("GET", path))["buyer"]["name"] == "Mara Lindqvist"
    money.close(till, path.rpartition("/")[2])
    till.emulator.advance(30 * 24 * 3600 - 1)
    assert read(till.send("GET", path))["buyer"]["name"] == "Mara Lindqvist"
    till.emulator.advance(1)
    assert read(till.send("GET", path))["buyer"] is None


@pytest.mark.parametrize(("version", "word"), [("v1", "statusDetail"), ("v2", "statusDetails")])
def test_refund(v2_captured: Till, version: str, word: str) -> None:
    expected = object_of("v2-refund")
    v2_captured.emulator.world.ids = Retold(ID["v2"], "019442")
    told_at(v2_captured, "20250612T101500Z")
    v2_captured.version = version
    body = {key: expected[key] for key in ("chargeId", "refundAmount")}
    answer = read(v2_captured.send("POST", "refunds", body, x_amz_pay_idempotency_key="r"))
    expected[word] = expected.pop("statusDetails")
    assert answer == expected
