"""A server on a port of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator.front import Front
from apay_console.emulator.server import Running
from apay_console.emulator.service import Emulator, Settings
from tests.emulator.loops import serving
from tests.emulator.shop import KEY_ID


@pytest.fixture(scope="module")
def running(private_key: RSAPrivateKey) -> Iterator[Running]:
    settings = Settings(base_url="http://127.0.0.1:1")
    emulator = Emulator({KEY_ID: private_key.public_key()}, clock=time.time, settings=settings)
    with serving(Front(emulator, "token").handle) as running:
        yield running
