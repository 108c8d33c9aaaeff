"""The plugin for other people's tests: a real emulator, a new one each time, and no weight."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from apay_console.pytest_plugin import ApayEmulator
from tests.emulator.shop import RESULT, everything, minimum

pytest_plugins = ["pytester"]
DOCS = Path(__file__).parents[1] / "docs/testing.md"
SESSIONS = "/v2/checkoutSessions"


def new_session(emulator: ApayEmulator, version: str = "v2") -> str:
    reply = emulator.ask("POST", f"/{version}/checkoutSessions", minimum(version))
    assert reply.status == 201
    return str(reply.body["checkoutSessionId"])


def ready_session(emulator: ApayEmulator) -> str:
    number = new_session(emulator)
    assert emulator.ask("PATCH", f"{SESSIONS}/{number}", everything("v2")).status == 200
    emulator.buyers.sign_in(number)
    return number


def state_of(emulator: ApayEmulator, number: str) -> str:
    found = emulator.ask("GET", f"{SESSIONS}/{number}").body["statusDetails"]["state"]
    return str(found)


def test_the_documented_example_runs(pytester: pytest.Pytester) -> None:
    found = re.search(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found
    assert len(found[1].splitlines()) == 10
    pytester.makepyfile(found[1])
    result = pytester.runpytest_subprocess("-W", "error", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)


def test_it_weighs_nothing_for_those_who_do_not_use_it() -> None:
    program = """
import sys, apay_console.pytest_plugin
heavy = {"PySide6", "cryptography", "uvicorn", "jinja2", "httpx", "asyncio", "sqlite3"}
print(sorted(heavy & set(sys.modules)))
"""
    bare = "import pytest, sys; before = set(sys.modules)"
    command = [sys.executable, "-c", f"{bare}\n{program}"]
    root = Path(__file__).parents[1]
    found = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True)
    assert found.stdout.strip() == "[]"


def test_a_program_of_its_own_reaches_it_over_http(apay_emulator: ApayEmulator) -> None:
    raw = json.dumps(minimum("v2")).encode()
    headers = apay_emulator.signed("POST", SESSIONS, raw)
    answer = httpx.post(apay_emulator.base_url + SESSIONS, content=raw, headers=headers)
    assert answer.status_code == 201
    assert list(apay_emulator.state["session"]) == [answer.json()["checkoutSessionId"]]


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_an_empty_one_on_the_same_port(
    apay_emulator: ApayEmulator, turn: int
) -> None:
    assert apay_emulator.state["session"] == {}
    assert apay_emulator.state["notes"] == []
    new_session(apay_emulator)
    apay_emulator.clock.advance(days=1)
    apay_emulator.faults.add(status=500)
    PORTS.add(apay_emulator.base_url)
    assert len(PORTS) == 1


PORTS: set[str] = set()


def test_its_private_key_is_readable_by_its_owner_alone(apay_emulator: ApayEmulator) -> None:
    file = apay_emulator.private_key_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = load_pem_private_key(file.read_bytes(), None)
    assert key.private_numbers() == apay_emulator.private_key.private_numbers()  # type: ignore[union-attr]
    assert "private_key" not in repr(apay_emulator).replace("private_key=<", "").replace(
        "private_key_file", ""
    )


def test_requests_are_signed_for_any_region_and_version(apay_emulator: ApayEmulator) -> None:
    for region in ("na", "eu", "jp"):
        for version in ("v1", "v2"):
            body, path = minimum(version), f"/{version}/checkoutSessions"
            assert apay_emulator.ask("POST", path, body, region=region).status == 201
    headers = apay_emulator.signed("GET", SESSIONS)
    assert "x-amz-pay-idempotency-key" not in headers


def test_an_idempotency_key_of_ones_own_is_sent(apay_emulator: ApayEmulator) -> None:
    replies = [
        apay_emulator.ask("POST", SESSIONS, minimum("v2"), idempotency_key="mine") for _ in "ab"
    ]
    assert replies[0] == replies[1]


def test_a_buyer_signs_in_and_pays(apay_emulator: ApayEmulator) -> None:
    number = ready_session(apay_emulator)
    landed = apay_emulator.buyers.pay(number)
    assert landed == f"{RESULT}&amazonCheckoutSessionId={number}"
    amount = everything("v2")["paymentDetails"]["chargeAmount"]
    done = apay_emulator.ask("POST", f"{SESSIONS}/{number}/complete", {"chargeAmount": amount})
    assert (done.status, done.body["statusDetails"]["state"]) == (200, "Completed")


def test_a_buyer_who_gives_up_or_is_declined(apay_emulator: ApayEmulator) -> None:
    for decision, card in (("cancel", ""), ("decline", ""), ("approve", "3434")):
        number = ready_session(apay_emulator)
        apay_emulator.buyers.pay(number, decision, card)
        assert state_of(apay_emulator, number) == "Canceled"


def test_the_next_buyer_decides_without_being_asked(apay_emulator: ApayEmulator) -> None:
    number = ready_session(apay_emulator)
    apay_emulator.buyers.decide_next("cancel")
    page = apay_emulator.ask("GET", f"{SESSIONS}/{number}").body["webCheckoutDetails"]
    assert httpx.get(page["amazonPayRedirectUrl"]).status_code == 303
    assert state_of(apay_emulator, number) == "Canceled"


def test_its_clock_is_advanced_stopped_and_started(apay_emulator: ApayEmulator) -> None:
    number, clock = new_session(apay_emulator), apay_emulator.clock
    clock.stop()
    before = clock.now
    happened = clock.advance(hours=24)
    assert [row["to"] for row in happened] == ["Canceled"]
    assert clock.now - before == timedelta(days=1)
    assert state_of(apay_emulator, number) == "Canceled"
    clock.start()


def test_a_fault_meets_the_next_requests_and_can_be_called_off(
    apay_emulator: ApayEmulator,
) -> None:
    number = new_session(apay_emulator)
    apay_emulator.faults.add(operation="get_session", status=503, times=5)
    assert apay_emulator.ask("GET", f"{SESSIONS}/{number}").status == 503
    apay_emulator.faults.clear()
    assert apay_emulator.ask("GET", f"{SESSIONS}/{number}").status == 200


def test_what_cannot_be_done_is_told_as_a_value_error(apay_emulator: ApayEmulator) -> None:
    with pytest.raises(ValueError, match="no such checkout session"):
        apay_emulator.buyers.sign_in("nobody")
    with pytest.raises(ValueError, match="the page answered 404"):
        apay_emulator.buyers.pay("nobody")
    with pytest.raises(ValueError, match="advance"):
        apay_emulator.clock.advance(-1)
