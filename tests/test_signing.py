"""What we sign is what Amazon hashes, and what any of its five SDKs signs can be verified."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any
from unittest.mock import Mock

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from apay_console import signing
from apay_console.errors import Invalid
from apay_console.model.profile import Algorithm
from tests.vectors import PUBLISHED, VECTORS, body_of, headers_of
from tests.work import calls_of

KEYS = PUBLISHED["throwaway_key"]

vectors = pytest.mark.parametrize("vector", list(VECTORS.values()), ids=list(VECTORS))
algorithms = pytest.mark.parametrize("algorithm", list(Algorithm))


@pytest.fixture(scope="module")
def published_private_key() -> RSAPrivateKey:
    key = load_pem_private_key(KEYS["private_pem"].encode(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


@pytest.fixture(scope="module")
def published_public_key() -> RSAPublicKey:
    key = load_pem_public_key(KEYS["public_pem"].encode())
    assert isinstance(key, RSAPublicKey)
    return key


def canonical(vector: dict[str, Any]) -> str:
    given = vector["input"]
    query = [tuple(pair) for pair in given["query"]]
    return signing.canonical_request(
        given["method"], given["path"], query, headers_of(vector), body_of(vector)
    )


@vectors
def test_the_canonical_request_is_the_published_one(vector: dict[str, Any]) -> None:
    text = canonical(vector)
    assert text == vector["canonical_request"]
    assert sha256(text.encode()).hexdigest() == vector["canonical_request_sha256"]
    assert signing.signed_headers(headers_of(vector)) == vector["signed_headers"]


@vectors
@algorithms
def test_the_string_to_sign_is_the_published_one(
    vector: dict[str, Any], algorithm: Algorithm
) -> None:
    text = signing.string_to_sign(algorithm, vector["canonical_request"])
    assert text == vector["string_to_sign"][algorithm]


@vectors
@algorithms
def test_published_signatures_verify_and_only_under_their_own_name(
    vector: dict[str, Any], algorithm: Algorithm, published_public_key: RSAPublicKey
) -> None:
    text = vector["string_to_sign"][algorithm]
    other = next(name for name in Algorithm if name != algorithm)
    for name, signature in vector["example_signatures"].items():
        verified = signing.verify(published_public_key, algorithm, text, signature)
        assert verified is (name == algorithm)
    mine = vector["example_signatures"][algorithm]
    assert not signing.verify(published_public_key, other, text, mine)


@algorithms
def test_our_signatures_have_the_salt_of_their_name(
    algorithm: Algorithm, private_key: RSAPrivateKey
) -> None:
    salt = {Algorithm.PSS: 20, Algorithm.PSS_V2: 32}[algorithm]
    signature = base64.b64decode(signing.sign(private_key, algorithm, "anything"))
    pss = padding.PSS(padding.MGF1(SHA256()), salt)
    private_key.public_key().verify(signature, b"anything", pss, SHA256())


@pytest.mark.parametrize("forged", PUBLISHED["must_not_verify"], ids=lambda forged: forged["why"])
def test_a_signature_of_another_salt_does_not_verify(
    forged: dict[str, str], published_public_key: RSAPublicKey
) -> None:
    vector = VECTORS[forged["applies_to_vector"]]
    text = vector["string_to_sign"][forged["algorithm"]]
    assert not signing.verify(published_public_key, forged["algorithm"], text, forged["signature"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: good[:-1],
        lambda good: good + "=",
        lambda good: good + "\n",
        lambda good: " " + good,
        lambda good: good.replace("=", ""),
        lambda good: good[:40] + "\n" + good[40:],
        lambda good: "",
        lambda good: "é" + good[1:],
        lambda good: base64.b64encode(base64.b64decode(good)[:-1]).decode(),
        lambda good: base64.b64encode(bytes(256)).decode(),
    ],
)
def test_a_spoilt_signature_does_not_verify(spoil: Any, private_key: RSAPrivateKey) -> None:
    good = signing.sign(private_key, Algorithm.PSS_V2, "text")
    public = private_key.public_key()
    assert signing.verify(public, Algorithm.PSS_V2, "text", good)
    assert signing.verify(public, Algorithm.PSS_V2, "text", spoil(good)) is False
    assert not signing.verify(public, Algorithm.PSS_V2, "another text", good)


def test_base64_with_stray_bits_is_refused(private_key: RSAPrivateKey) -> None:
    good = signing.sign(private_key, Algorithm.PSS, "text")
    sloppy = good[:-3] + chr(ord(good[-3]) + 1) + "=="  # 256 bytes end in four unused bits
    assert base64.b64decode(sloppy) == base64.b64decode(good)
    assert not signing.verify(private_key.public_key(), Algorithm.PSS, "text", sloppy)


def test_only_the_two_algorithms_are_known(private_key: RSAPrivateKey) -> None:
    good = signing.sign(private_key, Algorithm.PSS, "text")
    for name in ["AMZN-PAY-RSASSA-PSS-V3", "amzn-pay-rsassa-pss", ""]:
        assert not signing.verify(private_key.public_key(), name, "text", good)
        with pytest.raises(Invalid) as refused:
            signing.sign(private_key, name, "text")
        known = "AMZN-PAY-RSASSA-PSS, AMZN-PAY-RSASSA-PSS-V2"
        words = f"“{name}” is not one of Amazon Pay's algorithms: {known}."
        assert str(refused.value.message) == words
        assert refused.value.example == Algorithm.PSS_V2


def test_of_an_algorithm_that_nobody_knows_80_letters_are_quoted(
    private_key: RSAPrivateKey,
) -> None:
    with pytest.raises(Invalid, match=f"“{'x' * 80}”"):
        signing.sign(private_key, "x" * 90, "text")


@pytest.mark.parametrize("button", PUBLISHED["button"], ids=lambda button: button["id"])
@algorithms
def test_button_signatures(
    button: dict[str, Any], algorithm: Algorithm, published_private_key: RSAPrivateKey
) -> None:
    public, text = published_private_key.public_key(), button["string_to_sign"][algorithm]
    assert signing.string_to_sign(algorithm, button["payload"]) == text
    assert signing.verify(public, algorithm, text, button["example_signatures"][algorithm])
    mine = signing.button_signature(published_private_key, algorithm, button["payload"])
    assert signing.verify(public, algorithm, text, mine)


def test_the_request_that_the_fact_sheet_hashes() -> None:
    body = (
        b'{"webCheckoutDetail":{"checkoutResultReturnUrl":"http://localhost:8099/result"},'
        b'"paymentDetail":{"paymentIntent":"Authorize","canHandlePendingAuthorization":false,'
        b'"chargeAmount":{"amount":"48.90","currencyCode":"USD"}}}'
    )
    path = "/sandbox/v1/checkoutSessions/3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
    headers = signing.reference_headers("pay-api.amazon.com", "na", "20250610T083000Z")
    text = signing.canonical_request("patch", path, [], headers, body)
    assert sha256(text.encode()).hexdigest() == (
        "da9a44de9ca9665df639f0cdcd8492cd8df02a4567163f24c940a611f729eb1e"
    )


def test_an_empty_path_is_the_root() -> None:
    assert signing.canonical_request("GET", "", [], {}, b"").startswith("GET\n/\n\n")


def test_header_values_are_trimmed_and_folded_and_names_lowered() -> None:
    text = signing.canonical_request("GET", "/", [], [("X-B", "\t a \t b "), ("x-A", "")], b"")
    assert text.split("\n")[3:7] == ["x-a:", "x-b:a b", "", "x-a;x-b"]


def test_a_header_that_stands_twice_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        signing.canonical_request("GET", "/", [], {"Accept": "a", "accept": "b"}, b"")
    assert str(refused.value) == "A header that is signed can be sent only once."


def test_blanks_of_other_scripts_are_a_part_of_a_headers_value() -> None:
    text = signing.canonical_request("GET", "/", [], {"x": " \u2003tea\xa0 "}, b"")
    assert text.split("\n")[3] == "x:\u2003tea\xa0"


def test_signing_is_one_rsa_operation_and_little_else(private_key: RSAPrivateKey) -> None:
    counted, headers = Mock(wraps=private_key), headers_of(VECTORS["patch-session"])
    body = body_of(VECTORS["patch-session"])

    def whole(key: Any) -> None:
        text = signing.canonical_request("PATCH", "/v2/checkoutSessions/1", [], headers, body)
        signing.sign(key, "AMZN-PAY-RSASSA-PSS-V2", signing.string_to_sign("A", text))

    whole(counted)
    counted.sign.assert_called_once()
    assert calls_of(lambda: whole(private_key)) < 300


def test_verifying_is_one_rsa_operation_and_little_else(private_key: RSAPrivateKey) -> None:
    vector = VECTORS["patch-session"]
    given, headers, body = vector["input"], headers_of(vector), body_of(vector)
    public, text = private_key.public_key(), vector["string_to_sign"][Algorithm.PSS_V2]
    signature = signing.sign(private_key, Algorithm.PSS_V2, text)
    written = str(signing.Authorization(Algorithm.PSS_V2, "A", vector["signed_headers"], signature))

    def whole(key: Any) -> None:
        parsed = signing.parse_authorization(written)
        found = signing.candidates("PATCH", given["path"], headers, parsed.signed_headers, body)
        text = signing.string_to_sign(parsed.algorithm, next(found))
        assert signing.verify(key, parsed.algorithm, text, parsed.signature)

    counted = Mock(wraps=public)
    whole(counted)
    counted.verify.assert_called_once()
    assert calls_of(lambda: whole(public)) < 300


def test_the_headers_that_are_signed_have_the_idempotency_key_where_there_is_one() -> None:
    found = signing.reference_headers("pay-api.amazon.eu", "eu", "20260715T123456Z")
    assert found == {
        "accept": "application/json",
        "content-type": "application/json",
        "x-amz-pay-date": "20260715T123456Z",
        "x-amz-pay-host": "pay-api.amazon.eu",
        "x-amz-pay-region": "eu",
    }
    key = {"x-amz-pay-idempotency-key": "0" * 32}
    assert signing.reference_headers("pay-api.amazon.eu", "eu", "20260715T123456Z", "0" * 32) == (
        found | key
    )


def test_only_blanks_are_trimmed_off_a_value() -> None:
    text = signing.canonical_request("GET", "/", [], {"x": " _a  b_ "}, b"")
    assert text.split("\n")[3] == "x:_a b_"
