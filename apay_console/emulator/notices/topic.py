"""The topic that notifications come from: signs them as SNS does, with a key made for this run.

Real receivers take certificates from sns.<region>.amazonaws.com only. A shop under test needs a
switch for that rule, or the certificate under Amazon's name (`amazon_host`), kept by the test.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding

from apay_console import sns
from apay_console.model.notification import text_to_sign
from apay_console.model.profile import Region

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_PREFIX = "/SimpleNotificationService-"
_HOSTS = {
    Region.NA: "sns.us-east-1.amazonaws.com",
    Region.EU: "sns.eu-west-1.amazonaws.com",
    Region.JP: "sns.ap-northeast-1.amazonaws.com",
}
_NAME = "sns.amazonaws.com (simulated by Apay Console)"


def host_of(region: Region) -> str:
    """Say where SNS is in a region."""
    return _HOSTS[region]


def arn_of(region: Region) -> str:
    """Name the topic of a region."""
    return f"arn:aws:sns:{_HOSTS[region].split('.')[1]}:000000000000:apay-console"


class Topic:
    """A key with its certificate; both are made when they are first needed."""

    def prepare(self) -> None:
        """Make what takes a while; from any thread."""
        _ = self.path

    @cached_property
    def key(self) -> RSAPrivateKey:
        """The key of this run."""
        return generate_private_key(public_exponent=65537, key_size=2048)

    @cached_property
    def certificate(self) -> bytes:
        """The certificate for it, in PEM form; it vouches for itself."""
        return _self_signed(self.key).public_bytes(Encoding.PEM)

    @cached_property
    def path(self) -> str:
        """Where the emulator serves it: another path each run, for receivers keep certificates."""
        return f"{_PREFIX}{sha256(self.certificate).hexdigest()[:32]}.pem"

    def certificate_at(self, path: str) -> bytes | None:
        """Find the certificate for a path; None where another one, or nothing, would lie."""
        is_one = path.startswith(_PREFIX) and path == self.path
        return self.certificate if is_one else None

    def sign(self, values: dict[str, str], version: str) -> dict[str, str]:
        """Add the signature to an envelope."""
        signature = sns.sign(self.key, version, text_to_sign(values))
        return {**values, "SignatureVersion": version, "Signature": signature}


def _self_signed(key: RSAPrivateKey) -> Certificate:
    from cryptography import x509  # noqa: PLC0415 - 30 ms, and only who is notified needs it
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - as above

    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=365))
    return made.sign(key, SHA256())
