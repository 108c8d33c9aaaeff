"""What a program that reads the documents may rely on, beyond their being well formed."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.openapi.document import document

V1, V2 = ApiVersion.V1, ApiVersion.V2


def operation(path: str, method: str, version: ApiVersion = V2) -> dict[str, Any]:
    found: dict[str, Any] = document(version)["paths"][f"/{version}/{path}"][method]
    return found


def body(name: str, version: ApiVersion = V2) -> dict[str, Any]:
    found: dict[str, Any] = document(version)["components"]["schemas"][f"{name}_body"]
    return found


@pytest.mark.parametrize(("version", "names"), [(V1, 2), (V2, 1)])
def test_one_signature_is_enough_whatever_its_header_is_called(
    version: ApiVersion, names: int
) -> None:
    asked = document(version)["security"]
    assert [len(one) for one in asked] == [1] * names


def test_every_body_has_to_be_sent() -> None:
    assert all(one["required"] for one in document(V2)["components"]["requestBodies"].values())


def test_a_new_session_needs_its_store_and_an_update_needs_nothing() -> None:
    assert "storeId" in str(body("create_session").get("required"))
    for name in ("update_session", "update_permission", "update_charge"):
        assert "required" not in body(name)


@pytest.mark.parametrize("name", ["complete", "finalize"])
def test_finishing_a_session_may_be_decided_later_or_find_another_amount(name: str) -> None:
    answers = operation(f"checkoutSessions/{{checkoutSessionId}}/{name}", "post")["responses"]
    assert {"200", "202", "409"} <= set(answers)


def test_only_writes_are_refused_for_a_state_and_say_for_which() -> None:
    assert "422" not in operation("charges/{chargeId}", "get")["responses"]
    capture = operation("charges/{chargeId}/capture", "post")
    assert "422" in capture["responses"]
    assert capture["description"] == (
        "Only while the charge is Authorized; else 422 InvalidChargeStatus."
    )


def test_codes_are_listed_and_v1_lists_fewer() -> None:
    def codes(version: ApiVersion) -> list[str]:
        answer = document(version)["components"]["responses"]["Refused400"]
        schema = answer["content"]["application/json"]["schema"]
        return list(schema["properties"]["reasonCode"]["enum"])

    assert set(codes(V2)) - set(codes(V1)) == {"MissingHeader", "PeriodicAmountExceeded"}


def test_a_key_is_asked_for_where_a_repeat_would_take_effect_twice() -> None:
    def refs(path: str, method: str) -> str:
        return str(operation(path, method)["parameters"])

    assert "'#/components/parameters/key'" in refs("charges", "post")
    assert "parameters/key" not in refs("charges/{chargeId}", "get")
    assert "own_key" not in refs("charges/{chargeId}", "get")
    assert "parameters/simulation" in refs("charges", "post")


def test_what_is_answered_always_tells_its_id_its_state_and_the_request_s_id() -> None:
    parts = document(V2)["components"]
    charge = parts["schemas"]["charge"]
    assert charge["required"] == ["chargeId", "statusDetails"]
    assert charge["properties"]["statusDetails"]["required"] == ["state"]
    headers = parts["responses"]["Refused400"]["headers"]
    assert list(headers) == ["x-amz-pay-request-id"]


def test_lengths_digits_and_parcels_are_limited() -> None:
    metadata = body("update_session")["properties"]["merchantMetadata"]["properties"]
    assert metadata["merchantStoreName"]["maxLength"] == 50
    amount = body("create_charge")["properties"]["chargeAmount"]["properties"]["amount"]
    assert amount["pattern"].endswith(r"(?:\.[0-9]{1,2})?$")
    assert body("track_delivery")["properties"]["deliveryDetails"]["minItems"] == 1


def test_links_go_only_to_what_the_version_has() -> None:
    links = operation("charges", "post", V1)["responses"]["201"]["links"]
    known = {row["operationId"] for path in document(V1)["paths"].values() for row in path.values()}
    assert {row["operationId"] for row in links.values()} <= known
