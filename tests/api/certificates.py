"""Certificates for loopback, good and bad, made in the test's own folder."""

from __future__ import annotations

import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from apay_console.api.wire import system_trust

TODAY = datetime.now(UTC)


@dataclass(frozen=True)
class Authority:
    """Issues certificates that whoever trusts it accepts."""

    folder: Path
    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """The certificate to trust."""
        return _pem(self.certificate)

    def trust(self) -> ssl.SSLContext:
        """What the program trusts, and this authority."""
        context = system_trust()
        context.load_verify_locations(cadata=self.pem.decode())
        return context

    def server(self, host: str = "127.0.0.1", days: int = 1, begins: int = -9) -> ssl.SSLContext:
        """A server's side with a certificate for `host` that begins and ends in so many days."""
        key = generate_private_key(SECP256R1())
        made = _certificate(key, host, TODAY + timedelta(days=days), begins)
        return _server(
            self.folder, key, made.issuer_name(self.certificate.subject).sign(self.key, SHA256())
        )

    def old_server(self) -> ssl.SSLContext:
        """A server's side that speaks nothing newer than TLS 1.1, to whoever still does."""
        context = self.server()
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
        return context


def authority(folder: Path) -> Authority:
    """Make an authority that nobody knows."""
    key = generate_private_key(SECP256R1())
    made = _certificate(key, None, TODAY + timedelta(days=1)).issuer_name(_name("authority"))
    return Authority(folder, key, made.sign(key, SHA256()))


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's side that vouches for itself."""
    key = generate_private_key(SECP256R1())
    made = _certificate(key, "127.0.0.1", TODAY + timedelta(days=1)).issuer_name(_name("127.0.0.1"))
    return _server(folder, key, made.sign(key, SHA256()))


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    key: EllipticCurvePrivateKey, host: str | None, end: datetime, begins: int = -9
) -> x509.CertificateBuilder:
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(host or "authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(TODAY + timedelta(days=begins))
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host is None:
        return made
    address = (
        x509.IPAddress(IPv4Address(host))
        if host[-1].isdigit() and host[0] != "*"
        else x509.DNSName(host)
    )
    return made.add_extension(x509.SubjectAlternativeName([address]), critical=False)


def _server(
    folder: Path, key: EllipticCurvePrivateKey, certificate: x509.Certificate
) -> ssl.SSLContext:
    path = folder / f"{certificate.serial_number}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + _pem(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)
