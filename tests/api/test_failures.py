"""Why there was no answer is said in words, wherever in the chain of errors it stands."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl

import httpx
import pytest

from apay_console.api.failures import Failure
from apay_console.api.trace import Trace


def raised(error: BaseException, cause: BaseException | None) -> BaseException:
    error.__cause__ = cause
    return error


def explained(error: BaseException, *events: str) -> str:
    async def traced() -> Trace:
        trace = Trace()
        for event in events:
            await trace(event, {"headers": "secret"})
        return trace

    message = Failure(error, "pay-api.amazon.eu", 30.0).explain(asyncio.run(traced()))
    return str(message)


def certificate(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("verify failed")
    error.verify_code = code
    return error


UNREACHED = [
    (OSError(errno.ENETUNREACH, "Network is unreachable"), "could not be reached."),
    (raised(httpx.ConnectError("all failed"), ConnectionRefusedError()), "refused the connection."),
    (
        raised(
            httpx.ConnectError("all failed"),
            ExceptionGroup("both", [OSError(errno.ENETUNREACH, "v6"), ConnectionRefusedError()]),
        ),
        "refused the connection.",
    ),
    (raised(httpx.ConnectError(""), socket.gaierror(-2, "unknown")), "could not be found."),
    (httpx.ConnectTimeout(""), "did not take the connection in time."),
    (TimeoutError(), "did not take the connection in time."),
    (raised(httpx.ConnectError(""), certificate(9)), "is not valid yet"),
    (raised(httpx.ConnectError(""), certificate(10)), "has expired"),
    (raised(httpx.ConnectError(""), certificate(18)), "is self-signed"),
    (raised(httpx.ConnectError(""), certificate(62)), "belongs to another host"),
    (raised(httpx.ConnectError(""), certificate(20)), "is not one that this system trusts"),
    (raised(httpx.ConnectError(""), ssl.SSLError(1, "WRONG_VERSION")), "does not speak TLS"),
    (httpx.InvalidURL("no"), "could not be reached."),
]


@pytest.mark.parametrize(("error", "words"), UNREACHED)
def test_before_it_left(error: BaseException, words: str) -> None:
    told = explained(error, "connection.connect_tcp.started")
    assert words in told
    assert "pay-api.amazon.eu" in told


SENT = "http11.send_request_headers.started"
ANSWERED = "http11.receive_response_headers.complete"
LOST = [
    (TimeoutError(), [SENT], "within 30 seconds"),
    (httpx.ReadTimeout(""), [SENT, ANSWERED], "within 30 seconds"),
    (httpx.ReadError(""), [SENT], "broke before an answer came"),
    (httpx.ReadError(""), [SENT, ANSWERED], "broke off in the middle"),
    (httpx.RemoteProtocolError("illegal status line: b'secret'"), [SENT], "is not HTTP"),
    (
        httpx.RemoteProtocolError("Server disconnected without sending a response."),
        [SENT],
        "closed the connection without an answer",
    ),
]


@pytest.mark.parametrize(("error", "events", "words"), LOST)
def test_after_it_left(error: BaseException, events: list[str], words: str) -> None:
    told = explained(error, *events)
    assert words in told
    assert "secret" not in told
