"""SNS's signatures, checked against a second implementation: cryptography used directly."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as elliptic
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from apay_console import sns
from apay_console.errors import Invalid
from apay_console.model.notification import Envelope

HASHES = {"1": SHA1(), "2": SHA256()}


def certificate(key: Any, days: int = 0) -> bytes:
    """Vouch for a key, yesterday until tomorrow; or that many days later."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.test")])
    now = datetime.now(UTC) + timedelta(days)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(7)
    made = made.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM)


def envelope(key: RSAPrivateKey, version: str = "1", **more: str) -> Envelope:
    """A notification, signed here and not by the code under test."""
    values = {
        "Type": "Notification",
        "MessageId": "0b6a2d1e-0000-4000-8000-000000000001",
        "TopicArn": "arn:aws:sns:eu-west-1:000000000000:demo-topic",
        "Message": "{}",
        "Timestamp": "2025-06-10T09:06:57.000Z",
        "SignatureVersion": version,
        "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/x.pem",
    }
    text = (
        "Message\n{}\nMessageId\n0b6a2d1e-0000-4000-8000-000000000001\n"
        "Timestamp\n2025-06-10T09:06:57.000Z\n"
        "TopicArn\narn:aws:sns:eu-west-1:000000000000:demo-topic\nType\nNotification\n"
    )
    raw = key.sign(text.encode(), PKCS1v15(), HASHES.get(version, SHA1()))
    return Envelope(values | {"Signature": base64.b64encode(raw).decode()} | more)


@pytest.mark.parametrize("version", sns.VERSIONS)
def test_a_signature_written_by_others_is_right(private_key: RSAPrivateKey, version: str) -> None:
    sns.check(envelope(private_key, version), certificate(private_key))


@pytest.mark.parametrize("version", sns.VERSIONS)
def test_others_find_a_signature_right(private_key: RSAPrivateKey, version: str) -> None:
    signature = base64.b64decode(sns.sign(private_key, version, "ä text\n"))
    text = "ä text\n".encode()
    private_key.public_key().verify(signature, text, PKCS1v15(), HASHES[version])


def refusal(found: Envelope, pem: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        sns.check(found, pem)
    return str(caught.value)


def test_a_changed_text_is_told_from_another_signature(private_key: RSAPrivateKey) -> None:
    pem = certificate(private_key)
    changed = envelope(private_key, Message='{"ObjectId":"S01"}')
    assert refusal(changed, pem).startswith("The text was changed after it was signed")
    other = generate_private_key(public_exponent=65537, key_size=2048)
    assert "somebody else wrote it" in refusal(envelope(private_key), certificate(other))
    assert "somebody else wrote it" in refusal(envelope(private_key, Signature="QUJD"), pem)
    assert "somebody else wrote it" in refusal(envelope(private_key, Signature=""), pem)


def test_a_signature_counts_in_its_own_version_only(private_key: RSAPrivateKey) -> None:
    found = envelope(private_key, "1", SignatureVersion="2")
    assert "somebody else wrote it" in refusal(found, certificate(private_key))


def test_what_cannot_be_checked_says_why(private_key: RSAPrivateKey) -> None:
    pem = certificate(private_key)
    assert "SNS knows 1, 2" in refusal(envelope(private_key, "3"), pem)
    assert refusal(envelope(private_key, Signature="é"), pem) == "The signature is not Base64."
    assert "is no certificate" in refusal(envelope(private_key), b"<html>")
    curve = certificate(elliptic(SECP256R1()))
    assert "another kind of key" in refusal(envelope(private_key), curve)


def test_a_certificate_counts_between_its_dates(private_key: RSAPrivateKey) -> None:
    now = datetime.now(UTC)
    sns.check_dates(certificate(private_key), now.timestamp())
    for days, words in ((-2, "ended on {}"), (2, "begins on {}")):
        with pytest.raises(Invalid) as caught:
            sns.check_dates(certificate(private_key, days), now.timestamp())
        day = now + timedelta(days - days // 2)
        assert words.format(f"{day:%Y-%m-%d}") in str(caught.value)
    with pytest.raises(Invalid, match="is no certificate"):
        sns.check_dates(b"<html>", now.timestamp())
