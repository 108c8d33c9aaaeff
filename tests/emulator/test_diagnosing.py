"""A wrong signature is explained by what the sender signed instead."""

from __future__ import annotations

import base64
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from apay_console import signing
from apay_console.emulator.diagnosing import diagnose
from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import Answer, Asked
from tests.emulator.shop import KEY_ID, NOW, Till, minimum

BODY = b'{"storeId":"a","merchantMetadata":{"noteToBuyer":"Gr\\u00fcner Tee"}}'
PSS, PSS_V2 = "AMZN-PAY-RSASSA-PSS", "AMZN-PAY-RSASSA-PSS-V2"


def words(asked: Asked, till: Till, **keys: Any) -> str:
    known = {KEY_ID: till.shop.private_key.public_key(), **keys}
    return str(diagnose(Seen(asked, Answer(403, b""), NOW, 0.0), known))


def asked(till: Till, body: bytes = BODY) -> Asked:
    return till.shop.ask("POST", "/v2/checkoutSessions", body)


def with_header(request: Asked, name: str, value: str) -> Asked:
    pairs = tuple((key, value if key == name else old) for key, old in request.headers)
    return replace(request, headers=pairs)


def without(request: Asked, name: str) -> Asked:
    return replace(request, headers=tuple(pair for pair in request.headers if pair[0] != name))


def resigned(request: Asked, till: Till, text: str, salt_of: str = PSS_V2) -> Asked:
    """The same request, its signature made of another text or with another salt."""
    signature = signing.sign(till.shop.private_key, salt_of, text)
    return with_signature(request, signature)


def with_signature(request: Asked, signature: str) -> Asked:
    parsed = signing.parse_authorization(request.header("authorization"))
    return with_header(request, "authorization", str(replace(parsed, signature=signature)))


@pytest.mark.parametrize(
    "sent",
    [
        BODY.replace(b":", b": ").replace(b",", b", "),
        BODY + b"\n",
        BODY.replace(b"\\u00fc", "ü".encode()),
        BODY + b" ",
    ],
)
def test_a_body_that_was_written_anew(till: Till, sent: bytes) -> None:
    said = words(replace(asked(till), body=sent), till)
    assert said.startswith("The body was written anew after signing.")


def test_a_body_that_was_left_out_of_the_signature(till: Till) -> None:
    said = words(replace(asked(till, b""), body=BODY), till)
    assert said.startswith("Signed without the body.")


def test_a_body_that_was_signed_and_not_sent(till: Till) -> None:
    said = words(replace(asked(till, b"{}"), body=b""), till)
    assert said.startswith("The body was written anew after signing.")


@pytest.mark.parametrize("other", ["/sandbox/v2/checkoutSessions", "/v2/checkoutSessions/"])
def test_another_path(till: Till, other: str) -> None:
    said = words(replace(asked(till), target=other), till)
    assert said == f"Signed for the path /v2/checkoutSessions, but {other} was asked."


def test_another_method(till: Till) -> None:
    said = words(replace(asked(till), method="PATCH"), till)
    assert said == "Signed for POST, but PATCH was sent."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-amz-pay-host", "127.0.0.1:8098"),
        ("content-type", "application/json; charset=utf-8"),
        ("accept", "*/*"),
        ("x-amz-pay-region", "eu"),
    ],
)
def test_a_header_that_changed_on_the_way(till: Till, name: str, value: str) -> None:
    request = asked(till)
    was = request.header(name)
    said = words(with_header(request, name, value), till)
    assert said == f"The header {name} was “{was}” when it was signed, but “{value}” was sent."


def test_a_header_that_was_signed_and_did_not_arrive(till: Till) -> None:
    request = till.shop.ask("POST", "/v2/checkoutSessions", BODY, x_amz_pay_idempotency_key="k1")
    said = words(without(request, "x-amz-pay-idempotency-key"), till)
    assert said == "The header x-amz-pay-idempotency-key was signed, but it did not arrive."


def test_a_header_that_has_to_be_signed(till: Till) -> None:
    request = asked(till)
    headers = (*request.headers, ("x-amz-pay-idempotency-key", "k1"))
    said = words(replace(request, headers=headers), till)
    assert said == "SignedHeaders leaves out x-amz-pay-idempotency-key, which must be signed."


@pytest.mark.parametrize(
    ("sent", "line", "signed"),
    [
        ({"method": "PATCH"}, 1, "POST"),
        ({"target": "/v2/checkoutSessions/"}, 2, "/v2/checkoutSessions"),
        ({"target": "/v2/checkoutSessions?a=1"}, 3, ""),
        ({"body": BODY + b"\n"}, -1, sha256(BODY).hexdigest()),
    ],
)
def test_the_line_that_differs_is_found(
    till: Till, sent: dict[str, Any], line: int, signed: str
) -> None:
    seen = told(replace(asked(till), **sent))
    reason = diagnose(seen, {KEY_ID: till.shop.private_key.public_key()})
    last = len(seen.canonical.split("\n"))
    assert reason.arguments["line"] == (line if line > 0 else last)
    assert reason.arguments["signed"] == signed


def test_the_line_of_a_header_is_found(till: Till) -> None:
    request = asked(till)
    seen = told(with_header(request, "x-amz-pay-region", "eu"))
    reason = diagnose(seen, {KEY_ID: till.shop.private_key.public_key()})
    line = int(str(reason.arguments["line"]))
    assert seen.canonical.split("\n")[line - 1] == "x-amz-pay-region:eu"
    assert reason.arguments["signed"] == "x-amz-pay-region:na"


def told(request: Asked) -> Seen:
    return Seen(request, Answer(403, b""), NOW, 0.0)


def test_the_salt_of_the_other_algorithm(till: Till) -> None:
    request = asked(till)
    said = words(resigned(request, till, told(request).to_sign, PSS), till)
    assert said == f"Signed with the salt length of {PSS}, but the header names {PSS_V2}."


@pytest.mark.parametrize("salt_of", [PSS, PSS_V2])
def test_the_name_of_the_other_algorithm_in_the_string_to_sign(till: Till, salt_of: str) -> None:
    request = asked(till)
    text = signing.string_to_sign(PSS, told(request).canonical)
    said = words(resigned(request, till, text, salt_of), till)
    assert said == f"The string to sign names {PSS}, but the header names {PSS_V2}."


def test_the_canonical_request_instead_of_its_hash(till: Till) -> None:
    request = asked(till)
    said = words(resigned(request, till, told(request).canonical), till)
    assert said.startswith("The canonical request was signed itself;")


def test_the_padding_of_another_scheme(till: Till) -> None:
    request = asked(till)
    raw = till.shop.private_key.sign(told(request).to_sign.encode(), PKCS1v15(), SHA256())
    said = words(with_signature(request, base64.b64encode(raw).decode()), till)
    assert said == "Signed with PKCS#1 v1.5 padding; Amazon Pay wants RSASSA-PSS."


@pytest.fixture(scope="module")
def stranger() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def test_the_key_of_another_id_that_is_known(till: Till, stranger: RSAPrivateKey) -> None:
    till.shop.private_key, own = stranger, till.shop.private_key
    request = asked(till)
    till.shop.private_key = own
    said = words(request, till, OTHER=stranger.public_key())
    assert said == f"Signed with the private key of OTHER, but the header names {KEY_ID}."


def test_a_key_that_nobody_knows_leaves_both_possibilities(
    till: Till, stranger: RSAPrivateKey
) -> None:
    till.shop.private_key, own = stranger, till.shop.private_key
    request = asked(till)
    till.shop.private_key = own
    assert words(request, till).startswith(f"The private key is not the one of {KEY_ID}, or body,")


def test_a_key_id_that_is_not_known_here_can_only_be_named(till: Till) -> None:
    till.shop.key_id = "SANDBOX-OTHER"
    assert "SANDBOX-OTHER" in words(asked(till), till)


@given(body=st.binary(max_size=60), target=st.text(st.characters(codec="latin-1"), max_size=40))
def test_whatever_came_has_an_explanation(
    private_key: RSAPrivateKey, body: bytes, target: str
) -> None:
    from tests.emulator.shop import open_till

    till = open_till(private_key)
    request = replace(till.shop.ask("POST", "/v2/charges", minimum("v2")), body=body, target=target)
    assert words(request, till)
