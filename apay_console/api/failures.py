"""Why there is no answer, in words that a person can act on."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from apay_console.api.trace import Trace
from apay_console.errors import N_, Message, say
from apay_console.model.proxy import shown

# Everything that may come out of a request that failed; TimeoutError is our own deadline's.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, MemoryError)

_Words = tuple[tuple[type[BaseException], str], ...]  # by the kind of error, the first that fits
_CERTIFICATE = {
    9: N_("The certificate of {host} is not valid yet, so nothing was sent to it."),
    10: N_("The certificate of {host} has expired, so nothing was sent to it."),
    18: N_("The certificate of {host} is self-signed, so nothing was sent to it."),
    62: N_("The certificate of {host} belongs to another host, so nothing was sent to it."),
    64: N_("The certificate of {host} belongs to another host, so nothing was sent to it."),
}
_NOT_TRUSTED = N_(
    "The certificate of {host} is not one that this system trusts, so nothing was sent to it."
)


@dataclass(frozen=True)
class Failure:
    """An error that ended a request to `host`, which had `seconds` to answer."""

    error: BaseException
    host: str
    seconds: float

    def explain(self, trace: Trace) -> Message:
        """Say what happened, by how far the request had come."""
        if trace.is_before_the_proxy:
            return self._no_way(trace)
        found = self._lost(trace) if trace.left else self._unreached(_UNREACHED)
        words = found or N_("{host} could not be reached.")
        return say(words, host=self.host, seconds=f"{self.seconds:g}")

    def _no_way(self, trace: Trace) -> Message:
        """Say that it is the proxy: the host was not even asked."""
        status = str(self.error)[:3] if isinstance(self.error, httpx.ProxyError) else ""
        words = _ASKED if status == "407" else _UNOPENED if status else ""
        words = words or self._unreached(_NO_PROXY) or N_("The proxy {proxy} could not be reached.")
        return say(words, proxy=shown(trace.proxy), host=self.host, status=status)

    def _unreached(self, table: _Words) -> str:
        for cause in _causes(self.error):
            words = _certificate(cause) or next(
                (words for kind, words in table if isinstance(cause, kind)), ""
            )
            if words:
                return words
        return ""

    def _lost(self, trace: Trace) -> str:
        if isinstance(self.error, MemoryError):
            return N_("There is too little free memory for the answer of {host}.")
        if isinstance(self.error, TimeoutError | httpx.TimeoutException):
            return N_("No complete answer came from {host} within {seconds} seconds.")
        if trace.answered:
            return N_("{host} broke off in the middle of its answer.")
        if "without sending a response" in str(self.error):
            return N_("{host} closed the connection without an answer.")
        if isinstance(self.error, httpx.ProtocolError):
            return N_("What came back from {host} is not HTTP.")
        return N_("The connection to {host} broke before an answer came.")


_UNREACHED: _Words = (
    (socket.gaierror, N_("The name {host} could not be found.")),
    (ConnectionRefusedError, N_("{host} refused the connection.")),
    (ssl.SSLError, N_("{host} does not speak TLS as Amazon does, so nothing was sent to it.")),
    (TimeoutError, N_("{host} did not take the connection in time.")),
    (httpx.TimeoutException, N_("{host} did not take the connection in time.")),
)


_NO_PROXY: _Words = (
    (socket.gaierror, N_("The name of the proxy {proxy} could not be found.")),
    (ConnectionRefusedError, N_("The proxy {proxy} refused the connection.")),
    (TimeoutError, N_("The proxy {proxy} did not open the way to {host} in time.")),
    (httpx.TimeoutException, N_("The proxy {proxy} did not open the way to {host} in time.")),
    (httpx.ProtocolError, N_("{proxy} does not answer as a proxy does.")),
)
_ASKED = N_("The proxy {proxy} asks for a name and a password (407), so nothing was sent.")
_UNOPENED = N_("The proxy {proxy} did not open the way to {host} (it answered {status}).")


def _certificate(cause: BaseException) -> str | None:
    if not isinstance(cause, ssl.SSLCertVerificationError):
        return None
    return _CERTIFICATE.get(cause.verify_code, _NOT_TRUSTED)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk an error and all that led to it, the deepest first."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _causes(inner)
    before = error.__cause__ or error.__context__
    if before:
        yield from _causes(before)
    yield error
