"""The emulator's command: what is printed, and who hears of what happens."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import pytest

from apay_console.cli import run
from apay_console.emulator.wire import Answer, Asked
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.test_delivering import certificate_at, verify
from tests.patience import PATIENCE_S
from tests.program_parts import ROOT, Program, refused


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_api_is_printed_as_an_openapi_document(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["openapi", "--api-version", version], Program().starters) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["openapi"], found["info"]["version"]) == ("3.1.0", version)
    assert ("/v2/checkoutSessions/{checkoutSessionId}/complete" in found["paths"]) == (
        version == "v2"
    )


@pytest.mark.parametrize("words", [[], ["--api-version", "v3"]])
def test_another_version_of_the_api_is_wrong_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = refused(capsys, "openapi", *words)
    assert code == 2
    assert "--api-version" in line


def test_a_shop_hears_of_what_happens_in_the_emulator() -> None:
    letters: SimpleQueue[Asked] = SimpleQueue()

    def take(asked: Asked) -> Answer:
        letters.put(asked)
        return Answer(200, b"")

    with serving(take) as shop, emulator("--ipn-endpoint", f"{shop.base_url}/ipn") as ready:
        notifications(ready, b'{"test": true}')
        letter = letters.get(timeout=PATIENCE_S)
        envelope = json.loads(letter.body)
        verify(certificate_at(envelope["SigningCertURL"]), envelope)
    assert letter.path == "/ipn"
    assert letter.header("x-amz-sns-message-type") == "Notification"


def test_another_computer_hears_nothing_unless_its_host_is_named() -> None:
    with emulator("--ipn-endpoint", "http://192.0.2.1:9/ipn", "--ipn-allow", "Shop.Test") as ready:
        found = notifications(ready, b'{"test": true}')
        assert found["allow"] == ["shop.test"]
        while not found["notifications"][0]["answers"]:
            found = notifications(ready)
    (answer,) = found["notifications"][0]["answers"]
    assert "192.0.2.1 is not this computer" in answer["reason"]


def notifications(ready: dict[str, Any], order: bytes = b"") -> dict[str, Any]:
    """Ask the control side about notifications, or order some."""
    headers = {
        "host": "localhost",
        "authorization": f"Bearer {ready['adminToken']}",
        "content-type": "application/json",
    }
    asked = wire("POST" if order else "GET", "/_emulator/notifications", headers, order)
    answer = exchange(int(ready["baseUrl"].rpartition(":")[2]), asked)
    assert answer.status == 200
    return answer.json


@contextmanager
def emulator(*words: str) -> Iterator[dict[str, Any]]:
    """Run the real program until it is ready, and end it."""
    command = [sys.executable, "-m", "apay_console", "emulator", *words]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert started.stdout
        yield dict(json.loads(started.stdout.readline()))
    finally:
        started.terminate()
        started.communicate(timeout=PATIENCE_S)
