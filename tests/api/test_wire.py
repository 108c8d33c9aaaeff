"""TLS is always verified, and nothing in the surroundings changes where a request goes."""

from __future__ import annotations

import ast
import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from httpcore._synchronization import current_async_library

import apay_console
from apay_console.api.client import Unsent
from apay_console.api.wire import open_client, system_trust
from apay_console.model.exchange import Outcome
from tests.api.calls import send, update
from tests.api.certificates import Authority, authority, self_signed
from tests.api.conftest import Serve
from tests.api.faults import FaultServer, answering

SOURCES = Path(apay_console.__file__).parent
OK = answering(200, '{"a":1}')
WAYS_OUT = {
    *("AsyncClient", "Client", "AsyncHTTPTransport", "HTTPTransport"),
    *("get", "post", "put", "patch", "delete", "head", "options", "request", "stream"),
}


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


Ask = Callable[[Callable[[Authority], ssl.SSLContext]], None]


@pytest.fixture
def ask(issuer: Authority, private_key: RSAPrivateKey, serve: Serve) -> Iterator[Ask]:
    """Ask a server whose issuer is trusted; whatever it is, it gets nothing."""
    servers: list[FaultServer] = []

    def work(side: Callable[[Authority], ssl.SSLContext]) -> None:
        servers.append(serve(OK, tls=side(issuer)))
        send(update(private_key, servers[0].url), trust=issuer.trust)

    yield work
    assert [len(server.requests) for server in servers] == [0]


def test_a_trusted_server_gets_the_request(
    issuer: Authority, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(OK, tls=issuer.server())
    exchange = send(update(private_key, server.url), trust=issuer.trust)
    assert exchange.outcome is Outcome.APPLIED
    assert "connection.start_tls.complete" in dict(exchange.trace)
    assert len(server.requests) == 1


def test_a_self_signed_server_gets_nothing(
    tmp_path: Path, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(OK, tls=self_signed(tmp_path))
    with pytest.raises(Unsent, match="is self-signed, so nothing was sent"):
        send(update(private_key, server.url))
    assert server.requests == []


def test_an_authority_that_the_system_does_not_know_is_not_trusted(
    issuer: Authority, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(OK, tls=issuer.server())
    with pytest.raises(Unsent, match="is not one that this system trusts"):
        send(update(private_key, server.url))
    assert server.requests == []


@pytest.mark.parametrize(
    ("host", "days", "words"),
    [
        ("127.0.0.1", -1, "has expired, so nothing was sent"),
        ("127.0.0.2", 1, "belongs to another host, so nothing was sent"),
        ("shop.example", 1, "belongs to another host, so nothing was sent"),
    ],
)
def test_a_certificate_must_be_this_hosts_and_still_valid(
    host: str, days: int, words: str, ask: Ask
) -> None:
    with pytest.raises(Unsent, match=words):
        ask(lambda issuer: issuer.server(host, days))


def test_a_server_without_tls_gets_nothing(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(OK)
    with pytest.raises(Unsent, match="does not speak TLS"):
        send(update(private_key, server.url.replace("http:", "https:")))
    assert server.requests == []


def test_nothing_older_than_tls_1_2_is_spoken() -> None:
    context = system_trust()
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_the_surroundings_cannot_divert_a_request_or_log_its_keys(
    issuer: Authority, tmp_path: Path, serve: Serve
) -> None:
    proxy, plain, secret = serve(OK), serve(OK), serve(OK, tls=issuer.server())
    script = tmp_path / "ask.py"
    script.write_text(
        "from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key\n"
        "from tests.api.calls import send, update\n"
        "from apay_console.api.wire import open_client, system_trust\n"
        "def trust():\n"
        "    context = system_trust()\n"
        f"    context.load_verify_locations({str(tmp_path / 'authority.pem')!r})\n"
        "    return context\n"
        "key = generate_private_key(65537, 2048)\n"
        f"for url in ({plain.url!r}, {secret.url!r}):\n"
        "    print(send(update(key, url), trust=trust).outcome)\n"
    )
    (tmp_path / "authority.pem").write_bytes(issuer.pem)
    names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
    hostile = dict.fromkeys(names, proxy.url) | {
        "SSLKEYLOGFILE": str(tmp_path / "keys.log"),
        "SSL_CERT_FILE": str(tmp_path / "missing.pem"),
        "NETRC": str(tmp_path / "missing"),
        "PYTHONPATH": str(SOURCES.parent),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", script],
        env=os.environ | hostile,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout.split(), done.stderr) == (["APPLIED", "APPLIED"], "")
    assert (proxy.connections, len(plain.requests), len(secret.requests)) == (0, 1, 1)
    assert not (tmp_path / "keys.log").exists()


def test_there_is_one_place_that_makes_a_client_and_none_that_trusts_anybody() -> None:
    makers, loose = [], []
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "attr", "")
            if isinstance(node, ast.Call) and leaves_by_itself(node.func):
                makers.append(path.name)
            if name in {"CERT_NONE", "CERT_OPTIONAL", "_create_unverified_context"}:
                loose.append(path.name)
            if isinstance(node, ast.keyword) and node.arg in {"verify", "check_hostname"}:
                loose += [path.name] if getattr(node.value, "value", None) is False else []
    assert makers == ["wire.py"]
    assert loose == []


def leaves_by_itself(called: ast.expr) -> bool:
    """Whether this makes a client, or asks without one: `httpx.get(…)` and its like."""
    text = ast.unparse(called)
    return text in {"AsyncClient", "urlopen", "urllib.request.urlopen"} or (
        text.startswith("httpx.") and text.removeprefix("httpx.") in WAYS_OUT
    )


def test_no_request_looks_on_the_disk_for_a_module_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Finder(MetaPathFinder):
        def find_spec(self, fullname: str, *_: object) -> None:
            looked_for.append(fullname)

    looked_for: list[str] = []
    monkeypatch.delitem(sys.modules, "sniffio", raising=False)
    open_client(system_trust())
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    assert current_async_library() == "asyncio"
    assert looked_for == []
