"""What would move the same money once more is not sent unless that is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.model.attempt import SentBefore
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import (
    CANCEL_CHARGE,
    CAPTURE_CHARGE,
    CREATE_CHARGE,
    CREATE_REFUND,
    CREATE_SESSION,
)
from apay_console.model.profile import Region
from apay_console.model.request import Request
from apay_console.model.signed_call import signed_call
from apay_console.store.attempts import JUST_NOW_S
from tests.api import faults
from tests.api.calls import EMULATOR, NOW
from tests.senders import OK, Bench, opened, refusing

CHARGE = "S01-1234567-1234567-C123456"
BODY = b'{"chargePermissionId":"S01-1","chargeAmount":{"amount":"5.00","currencyCode":"USD"}}'
SAME = b'{ "chargeAmount": {"currencyCode": "USD", "amount": "5.00"}, "chargePermissionId":"S01-1"}'
MONEY = [
    Request(CREATE_CHARGE, EMULATOR, ApiVersion.V2, {}, BODY, sale_id="s1"),
    Request(CREATE_REFUND, EMULATOR, ApiVersion.V2, {}, BODY, sale_id="s1"),
    Request(signed_call("POST", "charges"), EMULATOR, ApiVersion.V2, {}, BODY, sale_id="s1"),
]
PAY = MONEY[0]


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


def lose(bench: Bench, request: Request) -> None:
    bench.server.behaviour = faults.closing
    assert bench.send(request).outcome is Outcome.UNKNOWN
    bench.server.behaviour = OK


def is_refused(bench: Bench, request: Request, at: float = NOW) -> bool:
    """Try to send; say whether that was refused with nothing leaving."""
    before = len(bench.server.requests)
    try:
        bench.send(request, clock=lambda: at)
    except SentBefore:
        return len(bench.server.requests) == before
    return False


@pytest.mark.parametrize("request_", MONEY, ids=lambda one: one.operation.name)
def test_p16_no_new_key_moves_the_same_money_while_the_first_is_unknown(
    request_: Request, bench: Bench
) -> None:
    lose(bench, replace(request_, idempotency_key="first"))
    assert is_refused(bench, request_, at=NOW + 30 * 86_400), "however long ago it was"
    assert is_refused(bench, replace(request_, sale_id="s2")), "whichever sale it is sent from"
    assert is_refused(bench, replace(request_, body=SAME)), "however its JSON is laid out"
    assert [one.idempotency_key for one in bench.unfinished()] == ["first"]


def test_p16_another_version_or_a_signed_call_is_no_way_round_it(bench: Bench) -> None:
    lose(bench, replace(PAY, idempotency_key="first"))
    assert is_refused(bench, replace(PAY, version=ApiVersion.V1))
    assert is_refused(bench, replace(MONEY[2], idempotency_key="second"))


def test_p16_what_was_just_done_is_not_done_again_by_a_slip(bench: Bench) -> None:
    assert bench.send(PAY).outcome is Outcome.APPLIED
    assert is_refused(bench, PAY, at=NOW + JUST_NOW_S - 1)
    assert is_refused(bench, PAY, at=NOW - JUST_NOW_S + 1), "a clock that went back hides nothing"
    bench.steady += JUST_NOW_S + 1
    assert not is_refused(bench, PAY, at=NOW + JUST_NOW_S + 1)


@pytest.mark.parametrize("jump", [-7200, 7200])
def test_p16_a_clock_that_is_set_right_in_between_hides_nothing(bench: Bench, jump: int) -> None:
    assert bench.send(PAY).outcome is Outcome.APPLIED
    bench.steady += 60
    assert is_refused(bench, PAY, at=NOW + jump)
    bench.steady += JUST_NOW_S
    assert not is_refused(bench, PAY, at=NOW + jump)


def test_p16_a_separate_payment_can_be_meant(bench: Bench) -> None:
    lose(bench, PAY)
    meant = bench.send(replace(PAY, is_separate=True))
    assert meant.outcome is Outcome.APPLIED
    assert len(bench.unfinished()) == 1, "the first is still unknown"


def test_what_differs_or_was_refused_is_sent(bench: Bench) -> None:
    bench.server.behaviour = refusing(400, "InvalidParameterValue")
    bench.send(PAY)
    bench.server.behaviour = OK
    assert not is_refused(bench, PAY), "a refusal moved nothing"
    other = PAY.body.replace(b"5.00", b"5.01")
    assert not is_refused(bench, replace(PAY, body=other))
    assert is_refused(bench, replace(PAY, body=other))


def test_what_moves_no_money_or_can_be_done_once_only_is_not_held_back(bench: Bench) -> None:
    charge = replace(PAY, ids={"chargeId": CHARGE})
    once = [replace(charge, operation=done) for done in (CAPTURE_CHARGE, CANCEL_CHARGE)]
    for request in (replace(PAY, operation=CREATE_SESSION), *once):
        lose(bench, request)
        assert not is_refused(bench, request)


def test_what_is_no_json_is_compared_as_it_stands(bench: Bench) -> None:
    odd = replace(MONEY[2], body=b"amount=5", idempotency_key="k1")
    bench.send(odd)
    assert is_refused(bench, replace(odd, idempotency_key="k2"))
    assert not is_refused(bench, replace(odd, idempotency_key="k3", body=b"amount=6"))


def test_p16_the_same_for_another_region_is_other_money(bench: Bench) -> None:
    lose(bench, PAY)
    elsewhere = replace(PAY, profile=replace(EMULATOR, region=Region.EU))
    assert is_refused(bench, PAY)
    assert bench.send(elsewhere).outcome is Outcome.APPLIED
