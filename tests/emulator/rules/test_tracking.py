"""Delivery trackers."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.strictness import Level
from tests.emulator.money import permit
from tests.emulator.shop import Till, code, read

PARCEL = {"trackingNumber": "0430983", "carrierCode": "UPS"}


@pytest.mark.parametrize("name", ["chargePermissionId", "amazonOrderReferenceId"])
def test_parcels_of_a_known_order_are_taken(till: Till, name: str) -> None:
    number = permit(till)
    answer = till.send("POST", "deliveryTrackers", {name: number, "deliveryDetails": [PARCEL]})
    assert answer.status == 200
    assert read(answer)[name] == number
    assert read(answer)["deliveryDetails"] == [PARCEL]


@pytest.mark.parametrize(
    ("body", "expected", "named"),
    [
        ({"deliveryDetails": [PARCEL]}, "400 MissingParameterValue", "chargePermissionId"),
        ({"chargePermissionId": ""}, "400 MissingParameterValue", "deliveryDetails"),
        ({"chargePermissionId": "KNOWN"}, "400 MissingParameterValue", "deliveryDetails"),
        ({"chargePermissionId": "KNOWN", "deliveryDetails": []},
         "400 MissingParameterValue", "deliveryDetails"),
        ({"chargePermissionId": "KNOWN", "deliveryDetails": ["x"]},
         "400 InvalidParameterValue", "deliveryDetails"),
        ({"chargePermissionId": "KNOWN", "deliveryDetails": [{"trackingNumber": "1"}]},
         "400 MissingParameterValue", "carrierCode"),
        ({"chargePermissionId": "KNOWN", "deliveryDetails": [PARCEL | {"carrierCode": 5}]},
         "400 InvalidParameterValue", "carrierCode"),
        ({"chargePermissionId": "KNOWN", "deliveryDetails": [PARCEL | {"weight": "1"}]},
         "400 UnrecognizedField", "weight"),
        ({"chargePermissionId": "S01-9-9", "deliveryDetails": [PARCEL]},
         "404 ResourceNotFound", "S01-9-9"),
        ({"chargePermissionId": "KNOWN", "amazonOrderReferenceId": "P01-9-9",
          "deliveryDetails": [PARCEL]}, "404 ResourceNotFound", "P01-9-9"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named(
    till: Till, body: dict[str, Any], expected: str, named: str
) -> None:
    number = permit(till)
    given = {key: number if value == "KNOWN" else value for key, value in body.items()}
    answer = till.send("POST", "deliveryTrackers", given)
    assert code(answer) == expected
    assert named in read(answer)["message"]


def test_v1_has_none(till: Till) -> None:
    till.version = "v1"
    assert code(till.send("POST", "deliveryTrackers", {})) == "405 UnsupportedOperation"


def test_lenient_passes_over_what_it_does_not_know_of_a_parcel(till: Till) -> None:
    till.emulator.settings.strictness.level = Level.LENIENT
    body = {"chargePermissionId": permit(till), "deliveryDetails": [PARCEL | {"weight": "1"}]}
    assert till.send("POST", "deliveryTrackers", body).status == 200
