"""Open… takes whatever names an object, and says what is wrong with the rest."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment
from apay_console.model.reading import Reading
from apay_console.presenters.sale.opening import Found, recognise, refuse_elsewhere
from tests.objects import charge, permission, refund
from tests.sale_parts import PROFILE
from tests.work import calls_of

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
        ("", "Paste an id, a return URL, curl or JSON."),
        (" \n", "Paste an id, a return URL, curl or JSON."),
        ("rubbish", "No id was found in this text."),
        (ID[:-1], "No id was found in this text."),
        (ID + "0", "No id was found in this text."),
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
        (
            "curl https://shop.example/",
            "This curl command names no session, permission, charge or refund.",
        ),
        ('{"checkoutSessionId": 1}', "This JSON names no session, permission, charge or refund."),
        ('{"storeId": "x"}', "This JSON names no session, permission, charge or refund."),
        ('{"checkoutSessionId": "x",}', "Remove the comma before }."),
        ("x" * 1_048_577, "This is too long to be an id."),
    ],
    ids=range(14),
)
def test_what_names_no_session_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert refusal(text) == reason


PERMISSION = "S01-1234567-1234567"
CHARGE = f"{PERMISSION}-C123456"
REFUND = f"{PERMISSION}-R123456"
API = "https://pay-api.amazon.com/v2"


@pytest.mark.parametrize("number", [PERMISSION, CHARGE, REFUND, "B02-1234567-1234567"])
@pytest.mark.parametrize("form", ["{0}", " {0}\n", "“{0}”", '"{0}"'])
def test_the_id_of_a_later_object_opens_it(number: str, form: str) -> None:
    text = form.format(number).replace("“", "'").replace("”", "'")
    assert recognise(text) == Found(number)
    assert recognise(text.lower()) == Found(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"{API}/chargePermissions/{PERMISSION}", PERMISSION),
        (f"{API}/chargePermissions/{PERMISSION}/close", PERMISSION),
        (f"{API}/charges/{CHARGE}/capture", CHARGE),
        (f"DELETE /v2/charges/{CHARGE}/cancel HTTP/1.1", CHARGE),
        (f"{API}/refunds/{REFUND}", REFUND),
        (f"curl -X POST {API}/charges/{CHARGE}/capture -d '{{}}'", CHARGE),
    ],
)
def test_the_address_of_any_call_names_its_object(text: str, number: str) -> None:
    assert recognise(text) == Found(number, ApiVersion.V2)


def test_a_command_that_makes_something_new_names_what_it_is_made_from() -> None:
    new_charge = f'curl {API}/charges -d \'{{"chargePermissionId": "{PERMISSION}"}}\''
    new_refund = f'curl {API}/refunds -d \'{{"chargeId": "{CHARGE}"}}\''
    assert [recognise(one).id for one in (new_charge, new_refund)] == [PERMISSION, CHARGE]


@pytest.mark.parametrize("reading", [permission(), charge(), refund()])
def test_the_json_of_any_object_opens_it(reading: Reading) -> None:
    text = json.dumps(dict(reading.body))
    assert recognise(text) == Found(reading.id, ApiVersion.V2)


@pytest.mark.parametrize(
    ("number", "environment", "fits"),
    [
        ("S01-1234567-1234567", Environment.SANDBOX, True),
        ("S01-1234567-1234567", Environment.EMULATOR, True),
        ("P01-1234567-1234567-C123456", Environment.LIVE, True),
        ("P01-1234567-1234567", Environment.SANDBOX, False),
        ("P01-1234567-1234567-R123456", Environment.EMULATOR, False),
        ("S03-1234567-1234567-C123456", Environment.LIVE, False),
        ("B01-1234567-1234567", Environment.LIVE, True),
        ("C01-1234567-1234567", Environment.SANDBOX, True),
        (ID, Environment.LIVE, True),
    ],
)
def test_an_id_of_another_environment_is_refused_before_anything_is_sent(
    number: str, environment: Environment, fits: bool
) -> None:
    profile = replace(PROFILE, environment=environment)
    if fits:
        refuse_elsewhere(Found(number), profile)
        return
    with pytest.raises(Invalid, match=f"{number} is a (live|sandbox) id"):
        refuse_elsewhere(Found(number), profile)


def test_a_megabyte_of_json_is_read_with_a_few_calls_for_each_key() -> None:
    filling = ",".join(f'"k{number}": "{"x" * 90}"' for number in range(9_000))
    text = f'{{"checkoutSessionId": "{ID}", {filling}}}'
    assert recognise(text).id == ID
    assert calls_of(lambda: recognise(text)) < 10 * 9_000


@pytest.mark.parametrize("unit", ["[", "curl ", "'", "/v2/checkoutSessions/", "a=b&", "%", "{"])
def test_a_megabyte_of_rubbish_is_refused_after_a_few_looks_at_each_character(unit: str) -> None:
    text = (unit * 1_048_576)[:1_048_576]
    assert refusal(text)
    part = text[:65_536]
    assert calls_of(lambda: refusal(part)) < 4 * len(part)


@given(st.text())
def test_any_text_is_recognised_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert recognise(text).id
