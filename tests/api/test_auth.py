"""Each try is signed afresh, over what really leaves."""

from __future__ import annotations

import itertools

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import signing
from apay_console.api.auth import Signature
from apay_console.api.call import Call
from apay_console.model.exchange import Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.profile import Algorithm, Environment, Profile, Region
from tests.api.calls import NOW, TARGET


def call(key: RSAPrivateKey, algorithm: Algorithm, version: ApiVersion) -> Call:
    profile = Profile("p", "Shop", Environment.SANDBOX, Region.EU, "SANDBOX-A", algorithm=algorithm)
    return Call(
        operation=CREATE_SESSION,
        profile=profile,
        version=version,
        key=key,
        endpoint="https://pay-api.amazon.eu",
        target=TARGET,
        idempotency_key="k1",
        headers=(("x-amz-pay-simulation-code", "HardDeclined"),),
    )


def signed(signature: Signature, url: str = "https://pay-api.amazon.eu/v2/a") -> httpx.Request:
    return next(signature.auth_flow(httpx.Request("POST", url, content=b"{}")))


def verified(request: httpx.Request, key: RSAPrivateKey) -> bool:
    parsed = signing.parse_authorization(request.headers["authorization"])
    target = request.url.raw_path.decode()
    found = signing.candidates(
        request.method, target, request.headers, parsed.signed_headers, request.content
    )
    text = signing.string_to_sign(parsed.algorithm, next(found))
    return signing.verify(key.public_key(), parsed.algorithm, text, parsed.signature)


@pytest.mark.parametrize("algorithm", list(Algorithm))
@pytest.mark.parametrize("version", list(ApiVersion))
def test_both_versions_and_algorithms_sign_under_authorization(
    algorithm: Algorithm, version: ApiVersion, private_key: RSAPrivateKey
) -> None:
    request = signed(Signature(call(private_key, algorithm, version), lambda: NOW))
    parsed = signing.parse_authorization(request.headers["authorization"])
    assert (parsed.algorithm, parsed.key_id) == (algorithm, "SANDBOX-A")
    assert verified(request, private_key)


def test_every_header_that_matters_is_signed(private_key: RSAPrivateKey) -> None:
    request = signed(Signature(call(private_key, Algorithm.PSS_V2, ApiVersion.V2), lambda: NOW))
    names = signing.parse_authorization(request.headers["authorization"]).names
    assert names == [
        "accept",
        "content-type",
        "x-amz-pay-date",
        "x-amz-pay-host",
        "x-amz-pay-idempotency-key",
        "x-amz-pay-region",
        "x-amz-pay-simulation-code",
    ]
    assert (request.headers["x-amz-pay-host"], request.headers["x-amz-pay-region"]) == (
        "pay-api.amazon.eu",
        "eu",
    )


def test_each_try_has_a_fresh_date_and_signature(private_key: RSAPrivateKey) -> None:
    clock = itertools.count(NOW, 60)
    signature = Signature(call(private_key, Algorithm.PSS_V2, ApiVersion.V2), lambda: next(clock))
    first = signed(signature)
    was = dict(first.headers)
    again = next(signature.auth_flow(first))
    assert again is first
    assert was["x-amz-pay-date"] == "20260715T123456Z"
    assert again.headers["x-amz-pay-date"] == "20260715T123556Z"
    assert len(again.headers.get_list("authorization")) == 1
    assert verified(again, private_key)
    assert signature.sent is not None
    assert dict(signature.sent.headers)["x-amz-pay-date"] == "20260715T123556Z"


def test_what_left_is_kept_as_it_left(private_key: RSAPrivateKey) -> None:
    signature = Signature(call(private_key, Algorithm.PSS_V2, ApiVersion.V2), lambda: NOW)
    assert signature.sent is None
    request = signed(signature)
    headers = tuple((name.decode(), value.decode()) for name, value in request.headers.raw)
    assert signature.sent == Sent("POST", "https://pay-api.amazon.eu/v2/a", headers, b"{}")


def test_the_query_is_signed_as_it_stands_on_the_wire(private_key: RSAPrivateKey) -> None:
    signature = Signature(call(private_key, Algorithm.PSS, ApiVersion.V2), lambda: NOW)
    request = signed(signature, "https://pay-api.amazon.eu/v2/reports?b=1%202&a=")
    assert signature.canonical_request.split("\n")[:3] == ["POST", "/v2/reports", "b=1%202&a="]
    assert verified(request, private_key)


def test_what_was_hashed_and_signed_is_kept_for_the_exchange(private_key: RSAPrivateKey) -> None:
    signature = Signature(call(private_key, Algorithm.PSS, ApiVersion.V1), lambda: NOW)
    assert (signature.canonical_request, signature.string_to_sign) == ("", "")
    signed(signature)
    assert signature.canonical_request.startswith("POST\n/v2/a\n")
    assert signature.string_to_sign == signing.string_to_sign(
        "AMZN-PAY-RSASSA-PSS", signature.canonical_request
    )
