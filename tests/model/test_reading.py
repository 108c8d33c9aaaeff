"""Every object is read tolerantly: what is absent or of a wrong type is empty."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from apay_console.model import subjects
from apay_console.model.fields import ApiVersion
from apay_console.model.reading import Reading, read, spelling_of
from tests.model.json_values import json_objects

V1, V2 = ApiVersion.V1, ApiVersion.V2
PRICE = {"amount": "31.50", "currencyCode": "EUR"}
CHARGE = {
    "chargeId": "S02-5527310-0186642-C077305",
    "chargePermissionId": "S02-5527310-0186642",
    "chargeAmount": PRICE,
    "captureAmount": None,
    "statusDetails": {"state": "AuthorizationInitiated", "reasonCode": None},
    "expirationTimestamp": "20250710T090654Z",
}


def of(body: dict[str, Any]) -> Reading:
    found = read(body, V2)
    assert found is not None
    return found


def test_a_charge_tells_its_id_state_and_amount() -> None:
    charge = of(CHARGE)
    assert (charge.subject, charge.id) == (subjects.CHARGE, CHARGE["chargeId"])
    assert charge.state == "AuthorizationInitiated"
    assert charge.is_pending
    assert str(charge.price_at("chargeAmount")) == "31.50 EUR"
    assert charge.price_at("captureAmount") is None
    assert charge.expires_at == 1752138414.0


def test_a_permission_tells_the_first_of_its_reasons() -> None:
    status = {"state": "Closed", "reasons": [{"reasonCode": "AmazonClosed"}]}
    assert of({"chargePermissionId": "S", "statusDetails": status}).reason == "AmazonClosed"
    for strange in (None, [], [None], ["x"], {"reasonCode": "x"}, [{"reasonCode": 1}]):
        status = {"state": "Closed", "reasons": strange}
        assert of({"chargePermissionId": "S", "statusDetails": status}).reason == ""


@pytest.mark.parametrize(("key", "version"), [("statusDetail", V1), ("statusDetails", V2)])
def test_the_spelling_of_the_state_tells_the_version(key: str, version: ApiVersion) -> None:
    for expected in (V1, V2):
        assert spelling_of({key: {}}, expected) is version
    assert spelling_of({}, V1) is V1
    assert spelling_of({"statusDetail": {}, "statusDetails": {}}, V1) is V1


@given(json_objects)
def test_nothing_breaks_whatever_the_answer_holds(body: dict[str, Any]) -> None:
    found = read({**body, "refundId": body.get("refundId", "R")}, V2)
    assert found is not None
    texts = (found.id, found.state, found.reason, found.text("softDescriptor"))
    assert all(isinstance(text, str) for text in texts)
    found.price_at("refundAmount")
    assert found.expires_at is None or found.expires_at > 0
