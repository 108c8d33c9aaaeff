"""Whatever comes in at the one port is answered as Amazon answers, in JSON."""

from __future__ import annotations

import logging

import pytest

from apay_console.emulator.clock import clockwork
from apay_console.emulator.front import Front
from apay_console.emulator.wire import Asked
from tests.emulator.orders import control
from tests.emulator.shop import Till, code

SECRET = "what was asked"
PATHS = ("/_emulator/", "/signin", "/v2/charges/x")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["http://[::1", "http://localhost@x", "://localhost", "x"])
def test_an_origin_that_cannot_be_read_is_a_foreign_one(till: Till, path: str, origin: str) -> None:
    headers = (("host", "localhost"), ("origin", origin))
    answer = Front(till.emulator).handle(Asked("GET", path, headers))
    assert code(answer) == "403 UnauthorizedAccess"


def test_a_mistake_on_a_page_is_an_answer_and_says_nothing_of_what_was_asked(
    till: Till, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(clockwork, "foreseen", broken)
    with caplog.at_level(logging.ERROR):
        answer = control(till, "clock")
    assert code(answer) == "500 InternalServerError"
    assert "x-amz-pay-request-id" in dict(answer.headers)
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text + answer.body.decode()
