"""A stand-alone emulator goes on where it was killed: sessions, clock and idempotency keys."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tests.emulator.loops import Reply, exchange, wire
from tests.emulator.shop import KEY_ID, Shop, everything, minimum
from tests.emulator.test_standalone import written
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[1]
SESSIONS = "/sandbox/v2/checkoutSessions"


@dataclass
class Run:
    """One run of the program, with a shop that knows it."""

    process: subprocess.Popen[str]
    ready: dict[str, Any]
    shop: Shop

    @property
    def port(self) -> int:
        return int(self.ready["baseUrl"].rpartition(":")[2])

    def ask(self, method: str, path: str, body: Any = None, **extra: str) -> Reply:
        raw = b"" if body is None else json.dumps(body).encode()
        headers = self.shop.headers(method, path, raw, **extra)
        return exchange(self.port, wire(method, path, headers, raw))

    def control(self, path: str, body: Any) -> Reply:
        headers = {
            "host": "localhost",
            "authorization": f"Bearer {self.ready['adminToken']}",
            "content-type": "application/json",
        }
        return exchange(
            self.port, wire("POST", f"/_emulator/{path}", headers, json.dumps(body).encode())
        )

    def kill(self) -> None:
        self.process.kill()
        assert self.process.wait(PATIENCE_S) == -signal.SIGKILL


@dataclass
class Place:
    """Where the state is kept, and the key that every run trusts."""

    state: Path
    key: Path
    private_key: RSAPrivateKey

    @contextmanager
    def run(self) -> Iterator[Run]:
        keys = ["--public-key-id", KEY_ID, "--public-key", str(self.key)]
        command = [sys.executable, "-m", "apay_console", "emulator", *keys]
        with subprocess.Popen(
            [*command, "--state", str(self.state)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as process:
            assert process.stdout
            line = process.stdout.readline()
            assert line, process.communicate()
            try:
                yield Run(process, json.loads(line), Shop(self.private_key, time.time))
            finally:
                process.terminate()


@pytest.fixture
def place(tmp_path: Path, private_key: RSAPrivateKey) -> Place:
    return Place(tmp_path / "shop.state", written(private_key, tmp_path / "key.pem"), private_key)


def test_what_was_answered_before_a_kill_is_there_after_the_next_start(place: Place) -> None:
    with place.run() as first:
        created = first.ask("POST", SESSIONS, minimum("v2"), x_amz_pay_idempotency_key="k1")
        number = created.json["checkoutSessionId"]
        assert first.ask("PATCH", f"{SESSIONS}/{number}", everything("v2")).status == 200
        assert first.control(f"sign-in/{number}", {"buyer": ""}).status == 200
        known = first.ask("GET", f"{SESSIONS}/{number}").json
        assert known["constraints"] == []
        first.kill()
    with place.run() as second:
        found = second.ask("GET", f"{SESSIONS}/{number}").json
        url = found["webCheckoutDetails"].pop("amazonPayRedirectUrl")
        known["webCheckoutDetails"].pop("amazonPayRedirectUrl")
        assert found == known
        assert url.startswith(second.ready["baseUrl"])
        again = second.ask("POST", SESSIONS, minimum("v2"), x_amz_pay_idempotency_key="k1")
        assert (again.status, again.json) == (201, created.json)
        other = second.ask("POST", SESSIONS, everything("v2"), x_amz_pay_idempotency_key="k1")
        assert (other.status, other.json["reasonCode"]) == (400, "DuplicateIdempotencyKey")


def test_its_clock_goes_on_and_what_fell_due_happens(place: Place) -> None:
    with place.run() as first:
        created = first.ask("POST", SESSIONS, minimum("v2"), x_amz_pay_idempotency_key="k")
        path = f"{SESSIONS}/{created.json['checkoutSessionId']}"
        assert first.control("clock", {"advance": 24 * 3600 - 60}).status == 200
        first.kill()
    with place.run() as second:
        assert second.ask("GET", path).json["statusDetails"]["state"] == "Open"
        assert second.control("clock", {"advance": 120}).status == 200
        second.kill()
    with place.run() as third:
        status = third.ask("GET", path).json["statusDetails"]
        assert (status["state"], status["reasonCode"]) == ("Canceled", "Expired")


def test_reset_forgets_for_good(place: Place) -> None:
    with place.run() as first:
        created = first.ask("POST", SESSIONS, minimum("v2"), x_amz_pay_idempotency_key="k")
        path = f"{SESSIONS}/{created.json['checkoutSessionId']}"
        assert first.control("reset", {}).status == 200
        first.kill()
    with place.run() as second:
        assert second.ask("GET", path).status == 404


def test_two_cannot_run_on_one_file(place: Place) -> None:
    with place.run():
        command = [sys.executable, "-m", "apay_console", "emulator", "--state", str(place.state)]
        second = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (second.returncode, second.stdout, second.stderr.count("\n")) == (1, "", 1)
    assert "Another program holds" in second.stderr
