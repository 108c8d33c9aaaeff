"""Signatures as Amazon SNS writes them on its messages."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.notification import Envelope

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_HASHES: dict[str, HashAlgorithm] = {
    "1": SHA1(),  # noqa: S303 - it is what SNS signs with unless a topic asks for version 2
    "2": SHA256(),
}
VERSIONS = tuple(_HASHES)


def sign(key: RSAPrivateKey, version: str, text: str) -> str:
    """Sign a text as SNS does; Base64."""
    return base64.b64encode(key.sign(text.encode(), PKCS1v15(), _HASHES[version])).decode("ascii")


def check(envelope: Envelope, certificate: bytes) -> None:
    """Raise Invalid, with the reason, unless the certificate's key signed the envelope."""
    method = _HASHES.get(envelope.signature_version)
    if method is None:
        words = N_("Its SignatureVersion is “{version}”; SNS knows {known}.")
        version = envelope.signature_version[:20]
        raise Invalid(say(words, version=version, known=", ".join(VERSIONS)))
    key, signature = _key_of(certificate), _decode(envelope.signature)
    try:
        key.verify(signature, envelope.text_to_sign.encode(), PKCS1v15(), method)
    except InvalidSignature:
        raise Invalid(_reason(key, signature, method)) from None


def check_dates(certificate: bytes, now: float) -> None:
    """Raise Invalid, with the reason, unless a certificate is valid now."""
    found = _read(certificate)
    moment = datetime.fromtimestamp(now, UTC)
    if moment > found.not_valid_after_utc:
        day = f"{found.not_valid_after_utc:%Y-%m-%d}"
        raise Invalid(say(N_("The certificate ended on {day}: it vouches for nothing."), day=day))
    if moment < found.not_valid_before_utc:
        day = f"{found.not_valid_before_utc:%Y-%m-%d}"
        raise Invalid(say(N_("The certificate begins on {day}, which is yet to come."), day=day))


def _read(certificate: bytes) -> Certificate:
    from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415 - 20 ms, seldom needed

    try:
        return load_pem_x509_certificate(certificate)
    except ValueError:
        raise Invalid(say(N_("What lies at SigningCertURL is no certificate."))) from None


def _key_of(certificate: bytes) -> RSAPublicKey:
    found = _read(certificate)
    try:
        key = found.public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise Invalid(say(N_("The certificate's key cannot be read."))) from None
    if not isinstance(key, RSAPublicKey):
        raise Invalid(say(N_("The certificate holds another kind of key than RSA.")))
    return key


def _decode(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid(say(N_("The signature is not Base64."))) from None


def _reason(key: RSAPublicKey, signature: bytes, method: HashAlgorithm) -> Message:
    """Tell a text that was changed from a signature that somebody else made."""
    try:
        key.recover_data_from_signature(signature, PKCS1v15(), method)
    except (InvalidSignature, ValueError):
        return say(
            N_("The signature is not one of this certificate's key: somebody else wrote it.")
        )
    words = N_("The text was changed after it was signed: the signature is of another text.")
    return say(words)
