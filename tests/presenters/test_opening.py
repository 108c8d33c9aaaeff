"""Open… takes whatever names a session, and says what is wrong with the rest."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.presenters.opening import Found, recognise

ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
OTHER = "7c1e04d2-0000-4d68-8a77-51c2e0d9b614"
V1 = "https://pay-api.amazon.com/sandbox/v1/checkoutSessions/" + ID
V2 = "https://pay-api.amazon.eu/v2/checkoutSessions/" + ID
CURL = f"curl -X PATCH '{V2}' -H 'accept: application/json' -d '{{\"a\": \"it\"}}'"


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        recognise(text)
    assert refused.value.example
    return str(refused.value.message)


@pytest.mark.parametrize(
    "text",
    [
        ID,
        ID.upper(),
        f"  {ID}\n",
        f'"{ID}"',
        f"'{ID}'",
        f"https://shop.example/thanks?amazonCheckoutSessionId={ID}",
        f"https://shop.example/thanks?order=1&amazonCheckoutSessionId={ID}#top",
        f"http://127.0.0.1:8098/return?amazonCheckoutSessionId={ID}",
        f"<https://shop.example/thanks?amazonCheckoutSessionId={ID}>",
        f"https://shop.example/?amazonCheckoutSessionId={ID}&amazonCheckoutSessionId={ID}",
    ],
)
def test_an_id_or_a_return_url_names_a_session_and_no_version(text: str) -> None:
    assert recognise(text) == Found(ID)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (V1, "v1"),
        (V2 + "/", "v2"),
        (V2 + "/complete", "v2"),
        (V2.replace("/v2", "/live/v2"), "v2"),
        (f"GET /v1/checkoutSessions/{ID} HTTP/1.1", "v1"),
        (CURL, "v2"),
        (CURL.replace("'", '"', 2), "v2"),
        (f"$ curl {V1}", "v1"),
        (f"curl.exe {V1}", "v1"),
        (f"curl --request GET \\\n  --url {V1} \\\n  --header 'accept: application/json'", "v1"),
        (f"curl --request GET \\\r\n  --url {V1}", "v1"),
        (f"curl --request GET ^\r\n  --url {V1}", "v1"),
        (f"curl --request GET \\\u2028  --url {V1}", "v1"),
    ],
)
def test_an_address_of_the_api_tells_the_version_too(text: str, version: str) -> None:
    assert recognise(text) == Found(ID, ApiVersion(version))


@pytest.mark.parametrize(
    ("body", "version"),
    [
        ({"statusDetail": {"state": "Open"}}, ApiVersion.V1),
        ({"statusDetails": {"state": "Open"}}, ApiVersion.V2),
        ({"webCheckoutDetail": {}, "paymentDetail": {"paymentIntent": None}}, ApiVersion.V1),
        ({"paymentDetails": {"paymentIntent": None}}, ApiVersion.V2),
        ({"storeId": "x"}, None),
    ],
)
def test_json_tells_its_version_by_its_spelling(
    body: dict[str, Any], version: ApiVersion | None
) -> None:
    text = json.dumps({"checkoutSessionId": ID, **body}, indent=2)
    assert recognise(text) == Found(ID, version)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Paste a session id, a return URL, curl or JSON."),
        (" \n", "Paste a session id, a return URL, curl or JSON."),
        ("rubbish", "No session id was found in this text."),
        (ID[:-1], "No session id was found in this text."),
        (ID + "0", "No session id was found in this text."),
        ("http://[", "This address carries no amazonCheckoutSessionId; paste the session's id."),
        (
            "https://shop.example/thanks?amazonCheckoutSessionId=1",
            "This address carries no amazonCheckoutSessionId; paste the session's id.",
        ),
        (
            f"https://shop.example/?amazonCheckoutSessionId={ID}&amazonCheckoutSessionId={OTHER}",
            "This address names more than one session; paste the id of the one you mean.",
        ),
        (f"curl '{V1}", "This curl command has an open quote."),
        ("curl https://shop.example/", "This curl command calls no checkout session."),
        ('{"checkoutSessionId": 1}', "This JSON names no checkoutSessionId."),
        ('{"storeId": "x"}', "This JSON names no checkoutSessionId."),
        ('{"checkoutSessionId": "x",}', "Remove the comma before }."),
        ("x" * 1_048_577, "This is too long to be a session."),
    ],
    ids=range(14),
)
def test_what_names_no_session_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert refusal(text) == reason


@pytest.mark.parametrize(
    "number", ["P01-1234567-1234567", "S01-1234567-1234567-C123456", "P03-1234567-1234567-R123456"]
)
def test_the_id_of_a_later_object_is_known_as_what_it_is(number: str) -> None:
    assert refusal(number) == (
        "This is the id of a permission, charge or refund; a session's id is needed."
    )


def test_a_megabyte_of_json_is_read_at_once() -> None:
    filling = ",".join(f'"k{number}": "{"x" * 90}"' for number in range(9_000))
    text = f'{{"checkoutSessionId": "{ID}", {filling}}}'
    began = time.process_time()
    assert recognise(text).session_id == ID
    assert time.process_time() - began < 1


@pytest.mark.parametrize("unit", ["[", "curl ", "'", "/v2/checkoutSessions/", "a=b&", "%", "{"])
def test_a_megabyte_of_rubbish_is_refused_at_once(unit: str) -> None:
    text = (unit * 1_048_576)[:1_048_576]
    began = time.process_time()
    refusal(text)
    assert time.process_time() - began < 2


@given(st.text())
def test_any_text_is_recognised_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert recognise(text).session_id
