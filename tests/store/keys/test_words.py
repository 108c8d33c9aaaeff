from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)

from tests.store.keys.key_files import LOCKED, refusal


def test_the_public_key_is_told_apart(private_key: RSAPrivateKey) -> None:
    public = private_key.public_key()
    for encoding in (Encoding.PEM, Encoding.DER):
        for form in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1):
            assert refusal(public.public_bytes(encoding, form)).startswith("This is the public key")


def test_a_public_key_of_ssh_is_named(private_key: RSAPrivateKey) -> None:
    public = private_key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    assert "public key of SSH" in refusal(public + b" mara@shop")
    assert "public key of SSH" in refusal(b"---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3\n")


def test_a_certificate_is_named(certificate: x509.Certificate) -> None:
    for encoding in (Encoding.PEM, Encoding.DER):
        assert "This is a certificate" in refusal(certificate.public_bytes(encoding))


def test_a_request_for_a_certificate_is_named(
    private_key: RSAPrivateKey, certificate: x509.Certificate
) -> None:
    builder = x509.CertificateSigningRequestBuilder().subject_name(certificate.subject)
    request = builder.sign(private_key, SHA256())
    for encoding in (Encoding.PEM, Encoding.DER):
        assert "request for a certificate" in refusal(request.public_bytes(encoding))


@pytest.mark.parametrize("encryption", [NoEncryption(), LOCKED])
def test_pkcs12_is_named(
    private_key: RSAPrivateKey,
    certificate: x509.Certificate,
    encryption: KeySerializationEncryption,
) -> None:
    data = pkcs12.serialize_key_and_certificates(b"x", private_key, certificate, None, encryption)
    assert "PKCS#12" in refusal(data)
    assert "PKCS#12" in refusal(base64.encodebytes(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{ "kty": "RSA", "n": "AQAB" }', "JSON Web Key"),
        (b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n", "PuTTY"),
        (b"-----BEGIN PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----", "PGP"),
        (b"-----BEGIN PKCS7-----\nMII=\n-----END PKCS7-----", "PKCS#7"),
        (b"\xfe\xed\xfe\xed\0\0\0\2", "Java key store"),
        (b"SANDBOX-AG6KZ5VFXNQ3JPTMWL2D\n", "the key's id"),
        (b"", "Nothing is here"),
        (b" \r\n\t", "Nothing is here"),
        (b"hello", "not a private key"),
        (b"A" * 201, "not a private key"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not a private key"),
        (b"PK\3\4\0\0", "not a private key"),
        (b"-----BEGIN STRANGE THING-----\nx\n-----END STRANGE THING-----", "not a private key"),
        (b"x" * 65_537, "too large"),
        (b"0\x82\x04\xbe\x02\x01\x00", "damaged"),
    ],
)
def test_everything_else_is_named_or_said_to_be_no_key(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: ec.generate_private_key(ec.SECP256R1()), "EC"),
        (ed25519.Ed25519PrivateKey.generate, "Ed25519"),
        (lambda: dsa.generate_private_key(2048), "DSA"),
    ],
)
def test_a_key_of_another_kind_is_told_that_rsa_is_needed(
    make: Callable[[], ec.EllipticCurvePrivateKey], kind: str
) -> None:
    key = make()
    data = [key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())]
    if kind != "DSA":
        data.append(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    if kind != "Ed25519":
        data.append(
            key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        )
    for one in data:
        assert f"another kind ({kind}); Amazon Pay needs an RSA key" in refusal(one)


def test_the_parameters_before_an_ec_key_are_no_second_key() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    parameters = b"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    written = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    assert "another kind (EC)" in refusal(parameters + written)
