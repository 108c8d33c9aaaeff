"""The doctor names each planted fault, and says of a sound request that it is."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from apay_console import signing
from apay_console.doctor.captured import read
from apay_console.doctor.examining import Finding, examine
from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import Answer, Asked
from apay_console.errors import Invalid
from apay_console.model.profile import Algorithm
from apay_console.model.rejection import Rejection, read_rejection
from tests.doctor.conftest import BODY, TARGET, as_http, request_of
from tests.emulator.shop import STYLES, Style

Change = Callable[[Asked, RSAPrivateKey], Asked]
PSS, PSS_V2 = Algorithm.PSS, Algorithm.PSS_V2
KEY_ID = "SANDBOX-SHOP0KEY"
DATE_OF_NODE = "2025-06-10T08:50:01Z"
_NAME = re.compile(r"^[a-z-]+:", re.MULTILINE)


def with_header(asked: Asked, name: str, value: str) -> Asked:
    pairs = tuple((key, value if key == name else old) for key, old in asked.headers)
    return replace(asked, headers=pairs)


def without(asked: Asked, *names: str) -> Asked:
    return replace(asked, headers=tuple(pair for pair in asked.headers if pair[0] not in names))


def seen(asked: Asked) -> Seen:
    return Seen(asked, Answer(403, b""), 0.0, 0.0)


def signed_with(asked: Asked, signature: str) -> Asked:
    parsed = signing.parse_authorization(asked.header("authorization"))
    return with_header(asked, "authorization", str(replace(parsed, signature=signature)))


def signed_anew(asked: Asked, key: RSAPrivateKey, text: str, algorithm: str = PSS_V2) -> Asked:
    return signed_with(asked, signing.sign(key, algorithm, text))


def in_old_padding(asked: Asked, key: RSAPrivateKey) -> Asked:
    raw = key.sign(seen(asked).to_sign.encode(), PKCS1v15(), SHA256())
    return signed_with(asked, base64.b64encode(raw).decode())


def named(asked: Asked, **parts: str) -> Asked:
    parsed = signing.parse_authorization(asked.header("authorization"))
    return with_header(asked, "authorization", str(replace(parsed, **parts)))


def to_sign(asked: Asked, algorithm: str) -> str:
    return signing.string_to_sign(algorithm, seen(asked).canonical)


def respelt(change: Callable[[str], str], target: str = TARGET) -> Change:
    """Hash the canonical request as it should not be written."""

    def sign(one: Asked, key: RSAPrivateKey) -> Asked:
        meant = replace(one, target=target)
        text = signing.string_to_sign(PSS_V2, change(seen(meant).canonical))
        return signed_anew(meant, key, text)

    return sign


def of_query(signed: str) -> tuple[Change, str]:
    """Hash a query in another way than it is sent."""
    sent = "a=x%20y&b=%C3%BC"
    change = respelt(lambda text: text.replace(sent, signed), f"{TARGET}?{sent}")
    return change, f"The query was hashed as “{signed}”."


FAULTS: dict[str, tuple[Change, str]] = {
    "blanks in the body": (
        lambda one, _: replace(one, body=BODY.replace(b":", b": ")),
        "The body was written anew after signing.",
    ),
    "a line end after the body": (
        lambda one, _: replace(one, body=BODY + b"\n"),
        "The body was written anew after signing.",
    ),
    "escapes resolved in the body": (
        lambda one, _: replace(one, body=BODY.replace(b"\\u00fc", "ü".encode())),
        "The body was written anew after signing.",
    ),
    "no body signed": (
        lambda one, key: signed_anew(one, key, to_sign(replace(one, body=b""), PSS_V2)),
        "Signed without the body.",
    ),
    "another method": (lambda one, _: replace(one, method="PATCH"), "Signed for POST"),
    "a slash at the end": (
        lambda one, _: replace(one, target=f"{TARGET}/"),
        f"Signed for the path {TARGET}, but {TARGET}/ was asked.",
    ),
    "another environment in the path": (
        lambda one, _: replace(one, target=f"/sandbox{TARGET}"),
        f"Signed for the path {TARGET}, but /sandbox{TARGET} was asked.",
    ),
    "a query that was not signed": (
        lambda one, _: replace(one, target=f"{TARGET}?a=b"),
        f"Signed for the path {TARGET}, but {TARGET}?a=b was asked.",
    ),
    "media type with a character set": (
        lambda one, _: with_header(one, "content-type", "application/json; charset=utf-8"),
        "The header content-type was “application/json” when it was signed",
    ),
    "another accept": (
        lambda one, _: with_header(one, "accept", "application/json, */*"),
        "The header accept was “application/json” when it was signed",
    ),
    "region in another spelling": (
        lambda one, _: with_header(one, "x-amz-pay-region", "NA"),
        "The header x-amz-pay-region was “na” when it was signed",
    ),
    "a region that is not the host's": (
        lambda one, _: with_header(one, "x-amz-pay-region", "eu"),
        "The header x-amz-pay-host must be pay-api.amazon.eu in region eu.",
    ),
    "a header lost on the way": (
        lambda one, _: without(one, "x-amz-pay-idempotency-key"),
        "The header x-amz-pay-idempotency-key was signed, but it did not arrive.",
    ),
    "a header that is needed is missing": (
        lambda one, _: without(one, "x-amz-pay-date"),
        "The header x-amz-pay-date is missing.",
    ),
    "a header that has to be signed": (
        lambda one, _: replace(
            named(one, signed_headers="accept;content-type;x-amz-pay-date;x-amz-pay-host"),
        ),
        "SignedHeaders leaves out x-amz-pay-region, x-amz-pay-idempotency-key",
    ),
    "a header sent twice": (
        lambda one, _: replace(one, headers=(*one.headers, ("x-amz-pay-date", "x"))),
        "The header x-amz-pay-date must be sent once.",
    ),
    "a date in another form": (
        lambda one, _: with_header(one, "x-amz-pay-date", "Tue, 10 Jun 2025 08:50:01 GMT"),
        "The header x-amz-pay-date must look like",
    ),
    "a date signed in another form": (
        lambda one, key: signed_anew(
            one, key, to_sign(with_header(one, "x-amz-pay-date", DATE_OF_NODE), PSS_V2)
        ),
        f"The header x-amz-pay-date was “{DATE_OF_NODE}” when it was signed",
    ),
    "names of headers with capitals": (
        respelt(lambda text: _NAME.sub(lambda found: found[0].title(), text)),
        "The names of headers were hashed with capitals",
    ),
    "a blank after the colons": (
        respelt(lambda text: _NAME.sub(r"\g<0> ", text)),
        "A blank was hashed after the colon of each header",
    ),
    "no empty line after the headers": (
        respelt(lambda text: "\n".join(text.rsplit("\n\n", 1))),
        "The empty line after the headers was left out",
    ),
    "a line end after the last line": (
        respelt(lambda text: text + "\n"),
        "A line end was hashed after the last line",
    ),
    "carriage returns": (
        respelt(lambda text: text.replace("\n", "\r\n")),
        "The lines were joined with carriage returns",
    ),
    "the body's hash in capitals": (
        respelt(lambda text: text[:-64] + text[-64:].upper()),
        "The hash of the body was written in capitals",
    ),
    "two slashes at the front": (
        respelt(lambda text: text.replace("/v2/", "//v2/", 1)),
        f"The path was hashed as “/{TARGET}”, but “{TARGET}” was asked.",
    ),
    "a query in another order": of_query("b=%C3%BC&a=x%20y"),
    "a query with plus signs": of_query("a=x+y&b=%C3%BC"),
    "a query in lower case": of_query("a=x%20y&b=%c3%bc"),
    "a query without escapes": of_query("a=x y&b=ü"),
    "the other salt": (
        lambda one, key: signed_anew(one, key, to_sign(one, PSS_V2), PSS),
        "Signed with the salt length of AMZN-PAY-RSASSA-PSS,",
    ),
    "the other algorithm in the string": (
        lambda one, key: signed_anew(one, key, to_sign(one, PSS)),
        "The string to sign names AMZN-PAY-RSASSA-PSS,",
    ),
    "another padding": (in_old_padding, "Signed with PKCS#1 v1.5 padding"),
    "the canonical request itself signed": (
        lambda one, key: signed_anew(one, key, seen(one).canonical),
        "The canonical request was signed itself",
    ),
    "a signature of something else": (
        lambda one, key: signed_anew(one, key, "tea"),
        f"The private key is not the one of {KEY_ID}",
    ),
    "no signature": (
        lambda one, _: without(one, "authorization"),
        "The request carries no authorization header that can be read.",
    ),
    "a header of another scheme": (
        lambda one, _: with_header(one, "authorization", "Bearer x"),
        "The request carries no authorization header that can be read.",
    ),
}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_sound_request_is_said_to_be_so(private_key: RSAPrivateKey, style: Style) -> None:
    asked = read(as_http(request_of(private_key, style)))
    finding = examine(asked, private_key.public_key(), None)
    assert finding.is_right
    assert str(finding.words).startswith("The signature is right")


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_named(asked: Asked, private_key: RSAPrivateKey, fault: str) -> None:
    change, words = FAULTS[fault]
    finding = examine(change(asked, private_key), private_key.public_key(), None)
    assert not finding.is_right
    assert str(finding.words).startswith(words)


def test_an_old_capture_is_not_blamed_for_its_age(asked: Asked, private_key: RSAPrivateKey) -> None:
    assert examine(asked, private_key.public_key(), None).is_right  # it is of 2025


def refused(asked: Asked, algorithm: Algorithm = PSS_V2) -> Rejection:
    """What Amazon tells when this is what it read."""
    return Rejection(algorithm, sha256(seen(asked).canonical.encode()).hexdigest())


def told(asked: Asked, rejection: Rejection, key: RSAPrivateKey | None = None) -> str:
    finding: Finding = examine(asked, key.public_key() if key else None, rejection)
    assert not finding.is_right
    return str(finding.words)


def test_the_same_hash_blames_the_key(asked: Asked, private_key: RSAPrivateKey) -> None:
    assert "the private key is not the one of" in told(asked, refused(asked))
    words = told(asked, refused(asked), private_key)
    assert f"Amazon knows another key under {KEY_ID}" in words


@pytest.mark.parametrize(
    "fault", ["blanks in the body", "another accept", "the other salt", "no body signed"]
)
def test_a_known_key_tells_what_the_same_hash_alone_does_not(
    asked: Asked, private_key: RSAPrivateKey, fault: str
) -> None:
    change, words = FAULTS[fault]
    captured = change(asked, private_key)
    assert told(captured, refused(captured), private_key).startswith(words)
    assert "Paste the public key" in told(captured, refused(captured))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda one: with_header(one, "accept", "*/*"),
            "Amazon read line 4 of the canonical request as “accept:*/*”; here it is “accept:",
        ),
        (lambda one: replace(one, body=b""), "Amazon received another body than was captured"),
        (
            lambda one: replace(one, target=f"/live{TARGET}"),
            f"Amazon read line 2 of the canonical request as “/live{TARGET}”; here it is “/v2",
        ),
        (lambda one: replace(one, target="/v2/tea"), "Amazon read another request than this one"),
    ],
)
def test_another_hash_tells_what_changed_on_the_way(
    asked: Asked, change: Callable[[Asked], Asked], words: str
) -> None:
    assert told(asked, refused(change(asked))).startswith(words)


def test_another_algorithm_is_told(asked: Asked) -> None:
    words = told(asked, refused(asked, PSS))
    assert words == (
        "Amazon read the algorithm AMZN-PAY-RSASSA-PSS, but the request names "
        "AMZN-PAY-RSASSA-PSS-V2."
    )


def test_the_string_to_sign_is_found_in_a_refusal_and_in_a_log() -> None:
    digest = "0f" * 32
    for text in (
        f"signing String [AMZN-PAY-RSASSA-PSS\n{digest}] , signature [x]",
        f'{{"message":"signing String [AMZN-PAY-RSASSA-PSS\\n{digest}]"}}',
        f'"signing String [AMZN-PAY-RSASSA-PSS\\\\n{digest}]"',
    ):
        assert read_rejection(text) == Rejection(PSS, digest)
    with pytest.raises(Invalid, match="no string to sign"):
        read_rejection('{"reasonCode":"InvalidRequestSignature"}')


def test_nothing_that_is_told_holds_the_signature(asked: Asked, private_key: RSAPrivateKey) -> None:
    signature = signing.parse_authorization(asked.header("authorization")).signature
    finding = examine(replace(asked, body=b"x"), private_key.public_key(), None)
    assert signature not in f"{finding.words}{finding.canonical}{finding.to_sign}"


def test_without_a_key_and_a_refusal_nothing_is_called_right(asked: Asked) -> None:
    assert not examine(asked, None, None).is_right


def test_the_line_that_differs_is_a_number_either_way(
    asked: Asked, private_key: RSAPrivateKey
) -> None:
    other = with_header(asked, "accept", "application/json, */*")
    by_key = examine(other, private_key.public_key(), None)
    by_refusal = examine(asked, None, refused(with_header(asked, "accept", "*/*")))
    assert [one.words.arguments["line"] for one in (by_key, by_refusal)] == [4, 4]
