"""Whatever a body is wrapped in, it is found; where there is none, it is said why."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import json_text
from apay_console.model.pasting.recognising import LARGEST, recognise
from tests.model.json_values import json_objects

BODY = {"paymentDetails": {"chargeAmount": {"amount": "19.99", "currencyCode": "USD"}}}
TEXT = json.dumps(BODY)
ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
URL = f"https://pay-api.amazon.eu/sandbox/v2/checkoutSessions/{ID}"
NODE = """
const client = new Client.WebStoreClient(config);
// the buyer has chosen
client.updateCheckoutSession(id, {
    paymentDetails: { chargeAmount: { amount: '19.99', currencyCode: currency } },
});
"""


def har(*bodies: str, url: str = URL) -> str:
    rows = [
        {"request": {"method": "PATCH", "url": url, "headers": [], "postData": {"text": body}}}
        for body in bodies
    ]
    return json.dumps({"log": {"version": "1.2", "entries": rows}})


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (TEXT, "JSON"),
        (f"\n  {json.dumps(BODY, indent=4)}\n", "JSON"),
        (f"curl -X PATCH {URL} -H 'a: b' --data {shlex.quote(TEXT)}", "A curl command"),
        (f"PATCH {URL} HTTP/1.1\nhost: x\n\n{TEXT}", "A raw request"),
        (har(TEXT), "A HAR entry"),
        (json.dumps(json.loads(har(TEXT))["log"]["entries"][0]), "A HAR entry"),
        (f"String payload = {json.dumps(TEXT)};", "A piece of code"),
        (f"payload = {BODY!r}", "A piece of code"),
        (NODE.replace("currency }", "'USD' }"), "A piece of code"),
    ],
)
def test_a_body_is_found_in(text: str, form: str) -> None:
    found = recognise(text)
    assert (found.body, found.form.template) == (BODY, form)
    assert found.code == ()


@given(json_objects)
def test_any_json_object_is_taken_as_it_stands(value: dict[str, Any]) -> None:
    assert recognise(json_text.write(value)).body == value


@pytest.mark.parametrize("text", [f"curl -X PATCH {URL} -d {shlex.quote(TEXT)}", har(TEXT)])
def test_an_address_tells_the_operation_and_whose_it_is(text: str) -> None:
    found = recognise(text)
    assert found.operation is not None
    assert (found.operation.name, found.object_id) == ("update_session", ID)


def test_a_capture_is_recognised_as_one() -> None:
    found = recognise(f"POST {URL.replace('checkoutSessions', 'charges')}/capture HTTP/1.1\n\n{{}}")
    assert found.operation is not None
    assert found.operation.name == "capture_charge"


def test_of_many_requests_the_one_of_the_api_is_taken() -> None:
    other = json.loads(har('{"a":1}', url="https://shop.example/cart"))
    ours = json.loads(har(TEXT))
    entries = [*other["log"]["entries"], *ours["log"]["entries"]]
    assert recognise(json.dumps({"log": {"entries": entries}})).body == BODY


def test_a_value_that_only_the_program_knows_is_named() -> None:
    found = recognise(NODE)
    assert found.body == {"paymentDetails": {"chargeAmount": {"amount": "19.99"}}}
    assert found.code == ("paymentDetails.chargeAmount.currencyCode",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Paste JSON, curl"),
        ("x" * (LARGEST + 1), "larger than one MiB"),
        ("good morning", "No JSON with fields of Amazon Pay"),
        ("if (a) { b(); }", "No JSON with fields of Amazon Pay"),
        ("[1, 2]", "no object"),
        ('{"a": 1,}', "Line 1, column 8: Remove the comma"),
        ("{'tea': 1}", "JSON takes double quotes only"),
        (f"curl {URL}", "This request has no body"),
        (f"curl -d '{{' {URL}", "Its body cannot be read at line 1"),
        ("curl -d 'x", "open quote"),
        (f"curl -d @body.json {URL}", "reads its body from a file"),
        (har("{"), "Its body cannot be read"),
        (har(), "No request in this HAR file has a body."),
        (har(""), "No request in this HAR file has a body."),
        ('{"info": {"_postman_id": "a", "name": "Pay"}, "item": []}', "a collection of Postman"),
        ('{"_type": "export", "resources": []}', "collection of Postman or Insomnia"),
        (
            '{"info": {"schema": "https://schema.getpostman.com/v2.1.0/"}, "item": [{}]}',
            "copy it as cURL",
        ),
    ],
)
def test_where_nothing_is_found_the_reason_is_said(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as caught:
        recognise(text)
    assert reason in str(caught.value)


KEY = "-----BEGIN RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    "text", [f'{{"a": ["{KEY}"]}}', f'curl -d \'{{"a": "{KEY}"}}\' {URL}', f'{{"{KEY}": 1}}']
)
def test_a_private_key_is_put_into_no_form(text: str) -> None:
    with pytest.raises(Invalid, match="private key"):
        recognise(text)


@given(st.text(max_size=80) | st.text("{}[]'\":,curl -dGET/ HTP1.\n", max_size=80))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        found = recognise(text)
    except Invalid:
        return
    assert isinstance(found.body, dict)
