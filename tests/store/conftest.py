"""A data file in a folder of its own with its history, and a certificate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from apay_console.store.database import Database
from apay_console.store.history import History
from tests.store.samples import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "console.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database(path, clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


@pytest.fixture(scope="session")
def certificate(private_key: RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "shop.example")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private_key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 1, 1, tzinfo=UTC))
    )
    return builder.sign(private_key, SHA256())
