"""What is signed, what must be, and what a wrong signature is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from apay_console.emulator.wire import Asked
from tests.emulator.gate_parts import PATH, ask, patched
from tests.emulator.shop import KEY_ID, Shop, Till, code, minimum, read


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
