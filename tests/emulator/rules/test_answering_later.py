"""What follows from a session is answered as Amazon answers it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.profile import Region
from tests.emulator import money
from tests.emulator.retold import ID, Retold, told_at, v1, v2, v2_ready
from tests.emulator.shop import Till, read
from tests.model.examples import body_of

__all__ = ["v1", "v2", "v2_ready"]

OBJECTS = Path(__file__).parents[2] / "data" / "objects"


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
