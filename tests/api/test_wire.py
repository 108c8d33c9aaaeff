"""TLS is always verified, and nothing in the surroundings changes where a request goes."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


Side = Callable[[Authority], ssl.SSLContext | None]


@dataclass
class Ask:
    """Asks servers with a write; one authority is trusted."""

    issuer: Authority
    key: RSAPrivateKey
    serve: Serve
    servers: list[FaultServer] = field(default_factory=list)

    def __call__(self, side: Side) -> None:
        self.servers.append(self.serve(OK, tls=side(self.issuer)))
        url = f"https://127.0.0.1:{self.servers[-1].port}"
        send(update(self.key, url), trust=self.issuer.trust)

    def received(self) -> list[int]:
        """How many requests each of them got."""
        return [len(server.requests) for server in self.servers]


@pytest.fixture
def ask(issuer: Authority, private_key: RSAPrivateKey, serve: Serve) -> Iterator[Ask]:
    """Ask servers that prove nothing; whatever they are, they get nothing."""
    made = Ask(issuer, private_key, serve)
    yield made
    assert made.servers
    assert set(made.received()) == {0}


def assert_refused(asking: Callable[[], None], words: str) -> None:
    """Nothing was sent, the reason and the host are named, and there is no way around it."""
    with pytest.raises(Unsent, match=words) as caught:
        asking()
    assert re.search(r"127\.0\.0\.1:\d+ ?.*, so nothing was sent to it\.$", str(caught.value))
    assert caught.value.exchange.outcome is Outcome.NOT_SENT


def test_a_trusted_server_gets_the_request(
    issuer: Authority, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(OK, tls=issuer.server())
    exchange = send(update(private_key, server.url), trust=issuer.trust)
    assert exchange.outcome is Outcome.APPLIED
    assert "connection.start_tls.complete" in dict(exchange.trace)
    assert len(server.requests) == 1


def test_f10_an_expired_certificate_is_named_and_nothing_is_sent(ask: Ask) -> None:
    assert_refused(lambda: ask(lambda one: one.server(days=-1)), "has expired")


def test_f10_a_certificate_that_begins_tomorrow_is_named_and_nothing_is_sent(ask: Ask) -> None:
    assert_refused(lambda: ask(lambda one: one.server(days=3, begins=1)), "is not valid yet")


def test_f10_a_self_signed_certificate_is_named_and_nothing_is_sent(
    ask: Ask, tmp_path: Path
) -> None:
    assert_refused(lambda: ask(lambda _: self_signed(tmp_path)), "is self-signed")


@pytest.mark.parametrize("host", ["127.0.0.2", "shop.example", "*.0.0.1"])
def test_f10_a_certificate_of_another_host_is_named_and_nothing_is_sent(
    host: str, ask: Ask
) -> None:
    assert_refused(lambda: ask(lambda one: one.server(host)), "belongs to another host")


def test_f10_a_certificate_of_an_unknown_authority_is_named_and_nothing_is_sent(
    ask: Ask, tmp_path: Path
) -> None:
    stranger = authority(tmp_path)
    words = "is not one that this system trusts"
    assert_refused(lambda: ask(lambda _: stranger.server()), words)


def test_p13_without_more_only_those_are_trusted_whom_the_system_trusts(
    issuer: Authority, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(OK, tls=issuer.server())
    call = update(private_key, server.url)
    assert_refused(lambda: send(call) and None, "is not one that this system trusts")
    assert server.requests == []


def test_f10_tls_that_is_too_old_is_not_spoken_and_nothing_is_sent(ask: Ask) -> None:
    assert_refused(lambda: ask(Authority.old_server), "does not speak TLS as Amazon does")


def test_f10_the_old_server_would_have_answered_an_old_client(
    issuer: Authority, serve: Serve
) -> None:
    server = serve(OK, tls=issuer.old_server())
    client = issuer.trust()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        client.minimum_version = ssl.TLSVersion.TLSv1
    client.set_ciphers("ALL:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", server.port)) as raw,
        client.wrap_socket(raw, server_hostname="127.0.0.1") as spoken,
    ):
        assert spoken.version() == "TLSv1.1"


def test_f10_a_server_without_tls_gets_nothing(ask: Ask) -> None:
    assert_refused(lambda: ask(lambda _: None), "does not speak TLS as Amazon does")


def test_p13_none_of_five_servers_that_prove_nothing_receives_a_request(
    ask: Ask, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    sides: list[Side] = [
        lambda one: one.server(days=-1),
        lambda one: one.server("shop.example"),
        lambda _: self_signed(tmp_path),
        Authority.old_server,
        lambda _: None,
    ]
    for side in sides:
        assert_refused(lambda side=side: ask(side), "so nothing was sent to it")  # type: ignore[misc]
    record_property("figure", f"{len(sides)} servers, {sum(ask.received())} requests received")


def test_p13_nothing_older_than_tls_1_2_is_spoken() -> None:
    context = system_trust()
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_p13_the_surroundings_cannot_divert_a_request_or_log_its_keys(
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
