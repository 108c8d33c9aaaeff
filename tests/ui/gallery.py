"""A loopback server that is Amazon, a bank, a shop and a few villains, and remembers who asked."""

from __future__ import annotations

import base64
import datetime
import hashlib
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from tests.patience import PATIENCE_S

NAMED = [
    "payments.amazon.com",
    "www.amazon.com",
    "cdn.apx.amazon.dev",
    "acs.bank.test",
    "shop.test",
    "evil.test",
]
Answer = tuple[int, dict[str, str], str]


@dataclass(frozen=True)
class Hit:
    """One request that reached the server."""

    method: str
    host: str
    path: str
    body: bytes


@dataclass
class Gallery:
    """Pages by path, and what was asked for."""

    port: int = 0
    connections: int = 0
    pages: dict[str, Answer] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)  # what /hang waits for

    def page(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        """Hang up a page; headers are given with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = {"Content-Type": "text/html; charset=utf-8"}
        self.pages[path] = (status, kind | named, body)

    def clear(self) -> None:
        """Take all pages down and forget who asked."""
        self.pages.clear()
        self.hits.clear()
        self.connections = 0
        self.let_go.clear()

    def of(self, host: str) -> list[Hit]:
        """What was asked of a host."""
        return [hit for hit in self.hits if hit.host.partition(":")[0] == host]

    def answer(self, hit: Hit) -> Answer:
        """Remember a request and find its page."""
        self.hits.append(hit)
        if hit.path == "/hang":
            self.let_go.wait(PATIENCE_S)
        nothing: Answer = (404, {"Content-Type": "text/html"}, "<title>none</title>none")
        return self.pages.get(hit.path.partition("?")[0], nothing)


def _handler(gallery: Gallery) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            hit = Hit(self.command, self.headers.get("Host", ""), self.path, body)
            status, headers, text = gallery.answer(hit)
            data = text.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _serve  # noqa: N815 - the library's names

        def setup(self) -> None:
            super().setup()
            gallery.connections += 1

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:  # a browser that distrusts us, or has seen enough
                self.close_connection = True

    return Handler


@contextmanager
def open_gallery(wrap: Callable[[ThreadingHTTPServer], None] | None = None) -> Iterator[Gallery]:
    """Serve a gallery on a free port, over TLS if `wrap` says so."""
    gallery = Gallery()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(gallery), bind_and_activate=True)
    server.daemon_threads = True
    gallery.port = server.server_port
    if wrap:
        wrap(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield gallery
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Authority:
    """Somebody who certifies servers, for the length of a test run."""

    key: RSAPrivateKey
    folder: Path

    @classmethod
    def new(cls, folder: Path) -> Authority:
        """One that nobody knows."""
        return cls(generate_private_key(public_exponent=65537, key_size=2048), folder)

    def certifies(self, *names: str) -> Callable[[ThreadingHTTPServer], None]:
        """Make a certificate for names; give back how to serve with it."""
        secret = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file = self.folder / f"{names[0]}.pem"
        file.write_bytes(secret + self._signed(*names).public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)

        def wrap(server: ThreadingHTTPServer) -> None:
            # Not at once: a client that gives up would hold up the one thread that accepts.
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )

        return wrap

    def _signed(self, *names: str) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        return (
            x509.CertificateBuilder()
            .subject_name(_named(names[0]))
            .issuer_name(_named("authority"))
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(alternatives, critical=False)
            .sign(self.key, hashes.SHA256())
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def public_key_hash(key: RSAPrivateKey) -> str:
    """Name a key as Chromium's list of keys to be trusted does."""
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    written = key.public_key().public_bytes(encoding, form)
    return base64.b64encode(hashlib.sha256(written).digest()).decode()
