"""Every SDK gets in; whatever is forged, stale or malformed is refused with Amazon's own answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from apay_console.emulator.wire import Asked
from apay_console.model.profile import Region
from tests.emulator.shop import KEY_ID, NOW, STYLES, Shop, Style, Till, code, minimum, read

PATH = "/sandbox/v2/checkoutSessions/3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"


def patched(asked: Asked, **headers: str | None) -> Asked:
    """Change, add or (with None) take away headers of a signed request."""
    changes = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in asked.headers if name not in changes}
    added = {name: value for name, value in changes.items() if value is not None}
    return replace(asked, headers=tuple({**kept, **added}.items()))


def ask(till: Till, **headers: str | None) -> str:
    return code(till.emulator.handle(patched(till.shop.ask("GET", PATH), **headers)))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_each_sdk_gets_in(tills: Callable[..., Till], style: Style, version: str) -> None:
    till = tills(version=version)
    till.shop.style = style
    number = read(till.create())["checkoutSessionId"]
    assert till.get(number).status == 200
    assert till.update(number, {"platformId": "A1"}).status == 200


def test_the_amazon_host_and_the_emulator_s_own_are_both_right(till: Till) -> None:
    for host in ("pay-api.amazon.com", "pay-api.amazon.com:443", "127.0.0.1:8098", "localhost"):
        asked = till.shop.ask("GET", PATH, x_amz_pay_host=host)
        assert code(till.emulator.handle(asked)) == "404 ResourceNotFound"


@pytest.mark.parametrize(
    "host", ["pay-api.amazon.eu", "shop.example", "", "127.0.0.1.evil.example"]
)
def test_a_host_of_another_region_is_refused(till: Till, host: str) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_host=host)
    assert till.emulator.handle(asked).status == 400


@pytest.mark.parametrize("region", ["na", "NA", "us", "eu", "jp"])
def test_regions_are_read_in_any_case(till: Till, region: str) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_region=region, x_amz_pay_host="127.0.0.1")
    assert code(till.emulator.handle(asked)) == "404 ResourceNotFound"


def test_an_unknown_region_is_refused(till: Till) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_region="mars")
    assert code(till.emulator.handle(asked)) == "400 InvalidHeaderValue"


@pytest.mark.parametrize(
    ("name", "v1", "v2"),
    [
        ("authorization", "MissingHeaderValue", "MissingHeader"),
        ("accept", "MissingHeaderValue", "MissingHeader"),
        ("content-type", "MissingHeaderValue", "MissingHeader"),
        ("x-amz-pay-date", "MissingHeaderValue", "MissingHeader"),
        ("x-amz-pay-host", "MissingHeaderValue", "MissingHeader"),
        ("x-amz-pay-region", "MissingHeaderValue", "MissingHeader"),
    ],
)
def test_a_missing_header_is_named(till: Till, name: str, v1: str, v2: str) -> None:
    for version, expected in (("v1", v1), ("v2", v2)):
        asked = till.shop.ask("GET", PATH.replace("v2", version))
        answer = till.emulator.handle(patched(asked, **{name: None}))
        assert code(answer) == f"400 {expected}"
        assert name in read(answer)["message"]
        answer = till.emulator.handle(patched(asked, **{name: ""}))
        assert code(answer) == "400 MissingHeaderValue"


@pytest.mark.parametrize("media", ["text/plain", "text/html", "application/xml", "json"])
@pytest.mark.parametrize("name", ["accept", "content-type"])
def test_other_media_are_refused(till: Till, name: str, media: str) -> None:
    asked = till.shop.ask("GET", PATH, **{name.replace("-", "_"): media})
    assert code(till.emulator.handle(asked)) == "400 InvalidHeaderValue"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "404 ResourceNotFound"),
        (-900, "404 ResourceNotFound"),
        (-901, "400 InvalidHeaderValue"),
        (300, "404 ResourceNotFound"),
        (301, "400 InvalidHeaderValue"),
    ],
)
def test_dates_are_judged_by_the_machine_s_clock(till: Till, seconds: int, expected: str) -> None:
    till.emulator.advance(86_400)  # the emulator's own clock does not count here
    till.shop.clock = lambda: NOW + seconds
    assert code(till.emulator.handle(till.shop.ask("GET", PATH))) == expected


@pytest.mark.parametrize(
    "date",
    [
        "20250230T000000Z",
        "2025-06-10T085001Z",
        "20250610T08:50:01Z",
        "20250610T085001",
        "20250610t085001z",
        "1749545401",
        "\u0662\u0660\u0662\u06650610T085001Z",  # digits of another script
        "20250610T085001Z ",
    ],
)
def test_dates_of_no_sdk_are_refused(till: Till, date: str) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_date=date)
    assert till.emulator.handle(asked).status in {400, 403}
    assert code(till.emulator.handle(asked)) != "404 ResourceNotFound"


def test_a_forged_request_gets_amazon_s_sentence_with_the_server_s_string_to_sign(
    till: Till,
) -> None:
    asked = till.shop.ask("PATCH", PATH, {"platformId": "A1"})
    answer = till.emulator.handle(replace(asked, body=b'{"platformId":"A2"}'))
    assert code(answer) == "403 InvalidRequestSignature"
    message = read(answer)["message"]
    assert message.startswith(
        "Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\n"
    )


def test_another_private_key_is_a_wrong_signature_and_an_unknown_id_a_wrong_header(
    till: Till,
) -> None:
    stranger = Shop(generate_private_key(65537, 2048), till.clock)
    assert code(till.emulator.handle(stranger.ask("GET", PATH))) == "403 InvalidRequestSignature"
    stranger.key_id = "SANDBOX-NOBODY"
    assert code(till.emulator.handle(stranger.ask("GET", PATH))) == "400 InvalidHeaderValue"
    till.emulator.trust("SANDBOX-NOBODY", stranger.private_key.public_key())
    assert code(till.emulator.handle(stranger.ask("GET", PATH))) == "404 ResourceNotFound"


def test_the_signature_is_judged_before_everything_else(till: Till) -> None:
    for method, path in (("TRACE", PATH), ("GET", "/v9/x"), ("POST", "/v2/checkoutSessions")):
        asked = replace(till.shop.ask(method, path), body=b"forged")
        assert code(till.emulator.handle(asked)) == "403 InvalidRequestSignature"


@pytest.mark.parametrize(
    "left_out", ["accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region"]
)
def test_what_must_be_signed_cannot_be_left_unsigned(till: Till, left_out: str) -> None:
    headers = till.shop.headers("GET", PATH, b"")
    signed = {
        name: value
        for name, value in headers.items()
        if name not in {left_out, "authorization", "host", *till.shop.style.unsigned}
    }
    headers["authorization"] = till.shop.authorization("GET", PATH, b"", signed)
    answer = till.emulator.handle(Asked("GET", PATH, tuple(headers.items())))
    assert code(answer) == "403 InvalidRequestSignature"


def test_an_idempotency_key_that_is_sent_must_be_signed(till: Till) -> None:
    asked = till.shop.ask("POST", "/sandbox/v2/checkoutSessions", minimum("v2"))
    answer = till.emulator.handle(patched(asked, x_amz_pay_idempotency_key="slipped-in"))
    assert code(answer) == "403 InvalidRequestSignature"


def test_headers_that_php_leaves_unsigned_may_stay_so(till: Till) -> None:
    unsigned = {"x_amz_pay_authtoken": "any", "user_agent": "x", "x_amz_pay_integrator_id": "y"}
    assert ask(till, **unsigned) == "404 ResourceNotFound"


def test_v1_knows_another_name_for_the_authorization(till: Till) -> None:
    asked = till.shop.ask("GET", PATH.replace("v2", "v1"))
    written = asked.header("authorization")
    other = patched(asked, authorization=None, x_amz_pay_authorization=written)
    assert code(till.emulator.handle(other)) == "404 ResourceNotFound"
    twice = patched(asked, x_amz_pay_authorization=written)
    assert code(till.emulator.handle(twice)) == "400 InvalidHeaderValue"
    asked = till.shop.ask("GET", PATH)
    alone = patched(
        asked, authorization=None, x_amz_pay_authorization=asked.header("authorization")
    )
    assert code(till.emulator.handle(alone)) == "400 MissingHeader"


@pytest.mark.parametrize("name", ["x-amz-pay-date", "authorization", "host", "accept"])
def test_a_header_of_amazon_s_that_is_sent_twice_is_refused(till: Till, name: str) -> None:
    asked = till.shop.ask("GET", PATH)
    twice = replace(asked, headers=(*asked.headers, (name, asked.header(name))))
    assert code(till.emulator.handle(twice)) == "400 InvalidHeaderValue"


def test_a_signed_header_of_the_caller_s_that_is_sent_twice_is_refused(till: Till) -> None:
    asked = till.shop.ask("GET", PATH, x_custom="a")
    twice = replace(asked, headers=(*asked.headers, ("x-custom", "b")))
    assert code(till.emulator.handle(twice)) == "400 InvalidHeaderValue"
    unsigned = till.shop.ask("GET", PATH)
    harmless = replace(unsigned, headers=(*unsigned.headers, ("x-a", "1"), ("x-a", "2")))
    assert code(till.emulator.handle(harmless)) == "404 ResourceNotFound"


def test_a_signed_header_that_is_gone_spoils_the_signature(till: Till) -> None:
    asked = till.shop.ask("GET", PATH, x_custom="a")
    assert (
        code(till.emulator.handle(patched(asked, x_custom=None))) == "403 InvalidRequestSignature"
    )


def test_a_signed_value_beyond_ascii_is_refused(till: Till) -> None:
    asked = till.shop.ask("GET", PATH, x_custom="Ã©")
    assert code(till.emulator.handle(asked)) == "400 InvalidHeaderValue"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8098", "127.0.0.1.evil.example", "", "pay-api.amazon.de"]
)
def test_a_rebound_name_is_refused(till: Till, host: str) -> None:
    assert ask(till, host=host) == "400 InvalidHeaderValue"


def test_the_port_of_the_host_does_not_count(till: Till) -> None:
    for host in ("127.0.0.1:1", "localhost", "LOCALHOST:443", "pay-api.amazon.jp"):
        assert ask(till, host=host) == "404 ResourceNotFound"


@pytest.mark.parametrize("origin", ["https://shop.example", "null", "http://127.0.0.1:3000"])
def test_scripts_of_foreign_pages_are_refused(till: Till, origin: str) -> None:
    assert ask(till, origin=origin) == "403 UnauthorizedAccess"


BROKEN = [
    "",
    "Bearer x",
    "AMZN-PAY-RSASSA-PSS",
    "{alg} PublicKeyId={id}",
    "{alg} PublicKeyId={id}, SignedHeaders={names}",
    "{alg} PublicKeyId={id}, SignedHeaders={names}, Signature=",
    "{alg} PublicKeyId={id}, SignedHeaders={names}, Signature=!!!",
    "{alg} PublicKeyId={id}, SignedHeaders={names}, Signature={sig}=",
    "{alg} PublicKeyId={id}, SignedHeaders={names}, Signature={sig}, Extra=1",
    "{alg} PublicKeyId={id}, SignedHeaders=, Signature={sig}",
    "{alg} PublicKeyId={id}, SignedHeaders={names};accept, Signature={sig}",
    "{alg} PublicKeyId={id}, SignedHeaders={names};ACCEPT, Signature={sig}",
    "{alg} PublicKeyId={id}, SignedHeaders=;{names}, Signature={sig}",
    "{alg} PublicKeyId=, SignedHeaders={names}, Signature={sig}",
    "{alg} SignedHeaders={names}, PublicKeyId={id}, Signature={sig}",
    "{alg} PublicKeyId={id},SignedHeaders={names},Signature={sig}",
    "{alg}  PublicKeyId={id}, SignedHeaders={names}, Signature={sig}",
    "{alg}-V3 PublicKeyId={id}, SignedHeaders={names}, Signature={sig}",
    "amzn-pay-rsassa-pss-v2 PublicKeyId={id}, SignedHeaders={names}, Signature={sig}",
    "AMZN-PAY-RSASSA-PSS PublicKeyId={id}, SignedHeaders={names}, Signature={sig}",
    "{alg} PublicKeyId={id}2, SignedHeaders={names}, Signature={sig}",
    "{alg} PublicKeyId={id}, SignedHeaders={NAMES}, Signature={sig}",
    "{alg} PublicKeyId={id}, SignedHeaders={names};user-agent, Signature={sig}",
    "{alg} PublicKeyId={id}, SignedHeaders={names}, Signature={short}",
    "{alg} PublicKeyId={id}, SignedHeaders={names}, Signature={sig}\r\nx: y",
]


@pytest.mark.parametrize("written", BROKEN)
def test_malformed_authorizations_are_refused(till: Till, written: str) -> None:
    asked = till.shop.ask("GET", PATH)
    _, _, rest = asked.header("authorization").partition(" PublicKeyId=")
    names = rest.partition("SignedHeaders=")[2].partition(",")[0]
    parts = {
        "alg": "AMZN-PAY-RSASSA-PSS-V2",
        "id": KEY_ID,
        "names": names,
        "NAMES": names.upper(),
        "sig": rest.partition("Signature=")[2],
        "short": rest.partition("Signature=")[2][:40],
    }
    answer = till.emulator.handle(patched(asked, authorization=written.format(**parts)))
    assert code(answer) in {
        "400 InvalidHeaderValue",
        "400 MissingHeaderValue",
        "403 InvalidRequestSignature",
    }
    assert read(answer)["message"]
    assert any(name == "x-amz-pay-request-id" for name, _ in answer.headers)


@pytest.mark.parametrize("region", list(Region))
def test_each_region_has_its_own_host(till: Till, region: Region) -> None:
    till.shop.region = region
    assert code(till.emulator.handle(till.shop.ask("GET", PATH))) == "404 ResourceNotFound"
