"""A request that was captured elsewhere is judged by the key that is known of its sender."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from apay_console.emulator.wire import Asked
from apay_console.presenters.emulator.doctor import Doctor, Verdict
from apay_console.presenters.emulator.doctor_case import KEY, REFUSAL, REQUEST
from tests.doctor.conftest import as_http, request_of
from tests.presenters.conftest import Desk


def pem_of(key: RSAPrivateKey) -> str:
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def text_of(asked: Asked) -> str:
    return as_http(asked).decode()


@pytest.fixture
def asked(private_key: RSAPrivateKey) -> Asked:
    return request_of(private_key)


@pytest.fixture
def doctor(desk: Desk) -> Doctor:
    return desk.console.doctor


def verdict(desk: Desk, *given: str) -> Verdict:
    with desk.qtbot.waitSignal(desk.console.doctor.found) as told:
        desk.console.doctor.examine(*given)
    (found,) = told.args or []
    assert isinstance(found, Verdict)
    return found


def refused(desk: Desk, *given: str) -> tuple[Any, str]:
    with desk.qtbot.waitSignal(desk.console.doctor.refused) as told:
        desk.console.doctor.examine(*given)
    part, error = told.args or ["", ""]
    return part, str(error)


def test_a_right_signature_is_said_to_be_so(
    desk: Desk, asked: Asked, private_key: RSAPrivateKey
) -> None:
    found = verdict(desk, text_of(asked), pem_of(private_key), "")
    assert found.notice.tone == "ok"
    assert found.canonical.startswith("POST\n/v2/checkoutSessions\n")


def test_what_differs_is_said_with_its_line(
    desk: Desk, asked: Asked, private_key: RSAPrivateKey
) -> None:
    wrong = replace(asked, method="PATCH")
    found = verdict(desk, text_of(wrong), pem_of(private_key), "")
    assert (found.notice.tone, found.line) == ("err", 1)
    assert str(found.notice.sentence) == "Signed for POST, but PATCH was sent."


def test_a_key_that_the_emulator_trusts_need_not_be_pasted(desk: Desk, asked: Asked) -> None:
    emulator = desk.emulator
    key_id = next(iter(emulator.key_ids))
    header = asked.header("authorization").replace("SANDBOX-SHOP0KEY", key_id)
    pairs = tuple((name, header if name == "authorization" else v) for name, v in asked.headers)
    found = verdict(desk, text_of(replace(asked, headers=pairs)), "", "")
    assert found.notice.tone == "ok"  # the emulator's own pair is the shop's here


def test_a_key_that_nobody_knows_is_asked_for(desk: Desk, asked: Asked) -> None:
    assert refused(desk, text_of(asked), "", "") == (
        KEY,
        "Nobody here knows the public key of SANDBOX-SHOP0KEY. Paste it, or Amazon's refusal.",
    )


def test_amazons_refusal_does_without_a_key(desk: Desk, asked: Asked) -> None:
    refusal = f"signing String [AMZN-PAY-RSASSA-PSS-V2\n{'0' * 64}]"
    found = verdict(desk, text_of(asked), "", refusal)
    assert str(found.notice.sentence).startswith("Amazon read another request than this one")


@pytest.mark.parametrize(
    ("part", "given"),
    [
        (REQUEST, ("tea", "", "")),
        (KEY, ("{request}", "tea", "")),
        (REFUSAL, ("{request}", "", "tea")),
    ],
)
def test_what_cannot_be_read_is_named(
    desk: Desk, asked: Asked, part: str, given: tuple[str, str, str]
) -> None:
    texts = [text.replace("{request}", text_of(asked)) for text in given]
    assert refused(desk, *texts)[0] == part
