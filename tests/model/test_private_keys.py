"""A private key is known in every form in which it is carried about, and nothing else for one."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.private_keys import holds_private_key
from apay_console.store.keys import compact

SEALED = BestAvailableEncryption(b"camellia")
FORMS = [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL, PrivateFormat.OpenSSH]


def pem(key: RSAPrivateKey, form: PrivateFormat = PrivateFormat.PKCS8) -> str:
    return key.private_bytes(Encoding.PEM, form, NoEncryption()).decode()


def der(key: RSAPrivateKey, form: PrivateFormat = PrivateFormat.PKCS8) -> bytes:
    return key.private_bytes(Encoding.DER, form, NoEncryption())


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


CARRIED: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "on one line": lambda text: text.replace("\n", " "),
    "with backslashes": lambda text: text.replace("\n", "\\n"),
    "in JSON": lambda text: json.dumps({"note": text}),
    "in JSON in JSON": lambda text: json.dumps(json.dumps({"note": text})),
    "in a query": lambda text: text.replace(" ", "+").replace("\n", "%0A"),
    "escaped": lambda text: text.replace(" ", "%20").replace("-", "%2D"),
    "after a word processor": lambda text: text.replace("-----", "—"),
    "with wide blanks": lambda text: text.replace(" ", "\u00a0"),
    "among words": lambda text: f"Here it is: {text} Thanks!",
    "its end alone": lambda text: text[-60:],
    "without its frame": lambda text: "\n".join(text.splitlines()[1:-1]),
    "without its frame, on one line": lambda text: "".join(text.splitlines()[1:-1]),
    "its first 80 letters": lambda text: text.split("\n", 1)[1][:80],
    "as Base64": lambda text: text_of(text.encode()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CARRIED)
def test_a_key_is_known_however_it_is_carried(
    name: str, form: PrivateFormat, private_key: RSAPrivateKey
) -> None:
    assert holds_private_key(CARRIED[name](pem(private_key, form)))


@pytest.mark.parametrize("form", FORMS[:2])
def test_its_bytes_are_known(form: PrivateFormat, private_key: RSAPrivateKey) -> None:
    data = der(private_key, form)
    for text in (data.hex(), data.hex(":").upper(), data.hex(" "), text_of(data)):
        assert holds_private_key(text)
    assert holds_private_key(base64.urlsafe_b64encode(data).decode())


def test_what_the_keyring_keeps_is_known(private_key: RSAPrivateKey) -> None:
    assert holds_private_key(compact.write(private_key))


def test_a_sealed_key_is_known(private_key: RSAPrivateKey) -> None:
    for encoding in (Encoding.PEM, Encoding.DER):
        data = private_key.private_bytes(encoding, PrivateFormat.PKCS8, SEALED)
        assert holds_private_key(data.decode() if encoding is Encoding.PEM else text_of(data))


@pytest.mark.parametrize(
    "make", [lambda: ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate]
)
def test_keys_of_other_kinds_are_known(make: Callable[[], ec.EllipticCurvePrivateKey]) -> None:
    data = make().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    assert holds_private_key(text_of(data))


@pytest.mark.parametrize(
    "text",
    [
        '{"kty": "RSA", "n": "AQAB", "e": "AQAB", "d": "' + "x" * 40 + '"}',
        '{"d":"' + "x" * 40 + '","kty":"RSA"}',
        json.dumps(json.dumps({"kty": "RSA", "d": "x" * 40})),
        "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n",
        "Private-Key: (2048 bit, 2 primes)\nprivateExponent:\n    4b:4c",
        "<RSAKeyValue><Modulus>AQAB</Modulus><D>AQAB</D></RSAKeyValue>",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN EC PRIVATE KEY-----",
    ],
)
def test_the_forms_of_other_tools_are_known(text: str) -> None:
    assert holds_private_key(text)


def test_what_belongs_to_a_key_and_is_public_is_none(private_key: RSAPrivateKey) -> None:
    public = private_key.public_key()
    for form in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1):
        written = public.public_bytes(Encoding.PEM, form).decode()
        bare = "".join(written.splitlines()[1:-1])
        for text in (written, bare, text_of(written.encode()), json.dumps(written)):
            assert not holds_private_key(text)
    signature = private_key.sign(b"tea", padding.PKCS1v15(), SHA256())
    assert not holds_private_key(text_of(signature))
    assert not holds_private_key(signature.hex())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "private key",
        "We began to use a new private key in March - begin with the PRIVATE KEY of Fjord",
        "Fjord Tea, key of March",
        "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D",
        '{"kty": "RSA", "n": "AQAB", "e": "AQAB"}',
        '{"kty": "RSA", "d": "short"}',
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYD",
        "3020010030",
    ],
)
def test_words_about_keys_are_no_key(text: str) -> None:
    assert not holds_private_key(text)


@given(st.text(max_size=400) | st.text("0123456789abcdefMI+/=-:", max_size=400))
def test_no_text_does_more_than_be_judged(text: str) -> None:
    assert isinstance(holds_private_key(text), bool)
