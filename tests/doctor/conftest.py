"""A signed request, and the ways in which it is captured."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from apay_console.emulator.wire import Asked
from tests.emulator.shop import STYLES, Hand, Shop, Style

BODY = b'{"storeId":"a","merchantMetadata":{"noteToBuyer":"Gr\\u00fcner Tee, it\'s new"}}'
TARGET = "/v2/checkoutSessions"


def request_of(key: RSAPrivateKey, style: Style = STYLES[1]) -> Asked:
    return Shop(key, Hand(), style=style).ask("POST", TARGET, BODY, x_amz_pay_idempotency_key="k1")


@pytest.fixture
def key_file(tmp_path: Path, private_key: RSAPrivateKey) -> str:
    path = tmp_path / "shop.pub.pem"
    public = private_key.public_key()
    path.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return str(path)


@pytest.fixture
def asked(private_key: RSAPrivateKey) -> Asked:
    return request_of(private_key)


def as_http(asked: Asked, end: bytes = b"\r\n") -> bytes:
    lines = [f"{asked.method} {asked.target} HTTP/1.1".encode()]
    lines += [f"{name}: {value}".encode() for name, value in asked.headers]
    return end.join(lines) + end + end + asked.body


def as_curl(asked: Asked) -> bytes:
    host = asked.header("host")
    words = ["curl", "-X", asked.method, f"http://{host}{asked.target}"]
    for name, value in asked.headers:
        words += ["-H", f"{name}: {value}"]
    words += ["--data-raw", asked.body.decode()] if asked.body else []
    return " ".join(map(shlex.quote, words)).encode()
