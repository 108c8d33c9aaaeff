"""Whose certificate it was is kept with the times, and nothing else of the connection is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api import peer
from apay_console.api.trace import Trace
from apay_console.model.timeline import Phase, certificate_of, spans_of
from tests.api.calls import NOW, get, send, update
from tests.api.certificates import TODAY, authority
from tests.api.conftest import Serve
from tests.api.faults import answering

OK = answering(200, '{"a":1}')


def test_the_certificate_of_a_real_server_is_told(
    tmp_path: Path, private_key: RSAPrivateKey, serve: Serve
) -> None:
    issuer = authority(tmp_path)
    server = serve(OK, tls=issuer.server(days=3))
    exchange = send(update(private_key, server.url), trust=issuer.trust)
    found = certificate_of(exchange)
    assert found is not None
    assert found.subject == "127.0.0.1"
    assert found.start < TODAY.timestamp() < found.end
    assert 2 < (found.end - TODAY.timestamp()) / 86_400 < 4
    assert Phase.TLS in [span.phase for span in spans_of(exchange)]


def test_without_tls_there_is_no_certificate(private_key: RSAPrivateKey, serve: Serve) -> None:
    exchange = send(get(private_key, serve(OK).url))
    assert certificate_of(exchange) is None
    phases = [span.phase for span in spans_of(exchange)]
    assert phases == [phase for phase in Phase if phase not in {Phase.TLS, Phase.PAINT}]
    assert exchange.started_at == NOW


async def _told(stream: Any) -> Trace:
    trace = Trace()
    await trace("connection.start_tls.complete", {"return_value": stream})
    return trace


class Broken:
    """A connection whose certificate cannot be read."""

    def get_extra_info(self, name: str) -> Any:
        return self

    def getpeercert(self, *, binary_form: bool) -> bytes:
        return b"tea"


def test_a_certificate_that_cannot_be_read_does_not_stop_the_request() -> None:
    import asyncio

    trace = asyncio.run(_told(Broken()))
    assert [name for name, _ in trace.events] == ["connection.start_tls.complete"]
    assert peer.certificate(None) is None
